"""Forms of participants and of the meetings that an organiser sets."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.matchmaking.choices import Language, Sector
from legation.matchmaking.models import Meeting, Participant, Round
from legation.matchmaking.queries.rounds import parts_of
from legation.matchmaking.queries.sheet import Sheet, people_of


class SlotsField(forms.TypedMultipleChoiceField):
    """Slots of a round, by their times."""

    def __init__(self, round_: Round, **kwargs: Any) -> None:
        choices = [(str(slot.number), slot_name(slot)) for slot in round_.slots]
        super().__init__(
            choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return [str(each) for each in value] if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def slot_name(slot: Any) -> str:
    """17.04. 14:00."""
    return f"{slot.starts_at:%d.%m. %H:%M}"


class ParticipantForm(RecordForm):
    """Somebody who takes part, by hand. For a delegate the name is the delegation's."""

    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which they can meet without an interpreter. None: not known, none is planned."),
    )

    class Meta:
        model = Participant
        fields: ClassVar[list[str]] = [
            "delegate",
            "name",
            "native_name",
            "post",
            "body",
            "side",
            "sectors",
            "seeks",
            "offers",
            "languages",
            "in_a_row",
            "quota",
            "reserve",
        ]

    def __init__(self, *args: Any, round_: Round, delegates: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        fields: dict[str, Any] = self.fields
        fields["unavailable"] = SlotsField(round_, label=_("Not available"))
        fields["unavailable"].initial = self.instance.unavailable if self.instance.pk else []
        for name in ("seeks", "offers"):
            fields[name].widget.attrs["rows"] = 2
        if self.instance.pk:
            del fields["delegate"]
            if self.instance.someone is not None:
                del fields["name"], fields["native_name"]
            if self.instance.delegate_id is not None:
                del fields["side"]
        else:
            keys = [delegate.pk for delegate in delegates]
            fields["delegate"].queryset = (
                fields["delegate"].queryset.filter(pk__in=keys).select_related("person", "delegation")
            )
            fields["delegate"].empty_label = _("Somebody who is not a delegate")
            fields["name"].help_text = _("For somebody who is not a delegate.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "name" in self.fields and not cleaned.get("name") and not cleaned.get("delegate"):
            self.add_error("name", _("Say who it is: a delegate, a person of the directory, or a name."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"name"}  # whoever is a delegate has no name of their own here


class MeetingForm(RecordForm):
    """What binds a meeting; for a new one also who meets."""

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["must", "session", "fixed_slot", "after", "needs", "site"]

    def __init__(self, *args: Any, round_: Round, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        slots = round_.slots
        sittings = list(dict.fromkeys(slot.sitting for slot in slots if slot.sitting))
        fields["session"] = forms.ChoiceField(
            label=_("Sitting"),
            required=False,
            choices=[("", _("Any")), *((name, name) for name in sittings)],
        )
        fields["fixed_slot"] = forms.TypedChoiceField(
            label=_("At a fixed time"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("Any")), *((slot.number, slot_name(slot)) for slot in slots)],
        )
        named = {key: sheet.names(item) for key, item in sheet.items.items() if key != self.instance.pk}
        fields["after"].queryset = Meeting.objects.present().filter(pk__in=list(named))
        fields["after"].label_from_instance = lambda each: named[each.pk]
        resources, sites = parts_of(round_)
        fields["needs"].queryset = fields["needs"].queryset.filter(pk__in=[each.pk for each in resources])
        fields["needs"].widget = forms.CheckboxSelectMultiple(choices=fields["needs"].choices)
        fields["site"].queryset = fields["site"].queryset.filter(pk__in=[each.pk for each in sites])
        fields["site"].empty_label = _("A table in the hall")
        for name, there in (("needs", resources), ("site", sites), ("after", named)):
            if not there:
                del fields[name]


class NewMeetingForm(MeetingForm):
    """A meeting that an organiser asks for."""

    def __init__(self, *args: Any, round_: Round, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, round_=round_, sheet=sheet, **kwargs)
        rows = people_of(round_)
        people = forms.ModelMultipleChoiceField(
            label=_("Who meets"),
            queryset=rows,
            widget=forms.SelectMultiple(attrs={"size": 12}),
            help_text=_("Two or more. Hold Ctrl or Command to choose several."),
        )
        people.label_from_instance = _participant_label  # type: ignore[assignment,method-assign]
        self.fields = {"people": people, **self.fields}
        self.fields["must"].initial = True


def _participant_label(who: Participant) -> str:
    return f"{who} · {who.body_name}" if who.body_name else str(who)


class PlaceForm(forms.Form):
    """Where one meeting goes: a slot, or none, and a table, or the first that is free."""

    slot = forms.IntegerField(required=False, min_value=1)
    table = forms.IntegerField(required=False, min_value=1)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    by = forms.ChoiceField(required=False, choices=[(name, name) for name in ("person", "table", "time")])

    @property
    def seen(self) -> int:
        """The version that was on the page."""
        return self.cleaned_data.get("seen_version") or 0


class AbsentForm(forms.Form):
    """Who of a meeting did not come, or came after all."""

    participant = forms.IntegerField(min_value=1)
    gone = forms.BooleanField(required=False)


class LockForm(forms.Form):
    """Lock a meeting, or let it move."""

    locked = forms.BooleanField(required=False)
    seen_version = forms.IntegerField(required=False)
    back = forms.CharField(required=False, max_length=10)

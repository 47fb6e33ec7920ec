"""Forms of the search and of what happens on the day."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.matchmaking.models import Search
from legation.matchmaking.queries.sheet import Sheet

EVENTS = (
    ("", _("Nothing")),
    ("cancelled", _("A meeting is cancelled")),
    ("away", _("Somebody cannot come any more")),
    ("late", _("Somebody comes late")),
    ("tables", _("Tables are lost")),
    ("resource", _("Interpreters, rooms or equipment are lost")),
    ("added", _("A meeting must be held as well")),
)


class SearchForm(RecordForm):
    """How long to search, and from where."""

    seconds = forms.TypedChoiceField(
        label=_("At most"),
        coerce=int,
        choices=[
            (5, _("5 seconds")),
            (20, _("20 seconds")),
            (60, _("1 minute")),
            (300, _("5 minutes")),
            (1800, _("half an hour")),
        ],
        initial=20,
    )

    class Meta:
        model = Search
        fields: ClassVar[list[str]] = ["seconds", "keep"]


class EventForm(forms.Form):
    """One thing that happened on the day."""

    kind = forms.ChoiceField(label=_("What happened"), choices=EVENTS, required=False)
    meeting = forms.TypedChoiceField(label=_("Which meeting"), coerce=int, empty_value=None, required=False)
    participant = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    resource = forms.TypedChoiceField(label=_("What"), coerce=int, empty_value=None, required=False)
    slot = forms.TypedChoiceField(
        label=_("Time"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "Late: the first time at which they are there. Lost: that time only; empty, all that are left."
        ),
    )
    amount = forms.IntegerField(label=_("How many are left"), min_value=0, max_value=1000, required=False)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        nothing = ("", "—")
        fields["meeting"].choices = [
            nothing,
            *(
                (key, f"{sheet.clocks.get(item.slot or 0, '')} {sheet.names(item)}".strip())
                for key, item in sheet.items.items()
            ),
        ]
        fields["participant"].choices = [
            nothing,
            *((key, person.name) for key, person in sheet.people.items()),
        ]
        fields["resource"].choices = [nothing, *((key, str(each)) for key, each in sheet.resources.items())]
        fields["slot"].choices = [nothing, *sheet.clocks.items()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {
            "cancelled": ("meeting",),
            "added": ("meeting",),
            "away": ("participant",),
            "late": ("participant", "slot"),
            "tables": ("amount",),
            "resource": ("resource", "amount"),
        }
        for name in needed.get(cleaned.get("kind") or "", ()):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Say which."))
        return cleaned

    def event(self) -> dict[str, Any] | None:
        """What happened, as it is kept; None where nothing was said."""
        said = self.cleaned_data
        kind = said.get("kind")
        if not kind:
            return None
        slots = [said["slot"]] if said.get("slot") else []
        told: dict[str, Any] = {"kind": kind, "slots": slots}
        if kind == "cancelled":
            return {"kind": kind, "meeting": said["meeting"]}
        if kind == "added":
            return {"kind": kind, "new": said["meeting"]}
        if kind in {"away", "late"}:
            return {**told, "participant": said["participant"]}
        if kind == "resource":
            told["resource"] = said["resource"]
        return {**told, "amount": said["amount"]}


class EventForms(forms.BaseFormSet):  # type: ignore[type-arg]
    """Up to three things that happened together."""

    def events(self) -> list[dict[str, Any]]:
        """Those that were said."""
        return [told for told in (form.event() for form in self.forms) if told is not None]


EventFormSet = forms.formset_factory(EventForm, formset=EventForms, extra=3, max_num=3, validate_max=True)

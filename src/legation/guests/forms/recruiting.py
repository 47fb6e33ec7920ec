"""Forms of recruiting: the call, an application in the fields that the organiser chose, a group."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from legation.guests.choices import Field
from legation.guests.models import Application, Call, GroupLink
from legation.kernel.forms import Lines, RecordForm, by_clock
from legation.missions.models import Delegation, Mission
from legation.missions.rules import standing

MOST_QUESTIONS = 10
LONG = {Field.MOTIVATION, Field.TRAVEL, Field.COMPANIONS}


class CallForm(RecordForm):
    """A call: what it says, what it asks, how many places it has."""

    asks = forms.MultipleChoiceField(
        label=_("What is asked at first"),
        choices=Field.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Name and mail are always asked."),
    )
    questions = Lines(label=_("Own questions"), help_text=_("One a line, at most ten."))
    later = forms.MultipleChoiceField(
        label=_("What is asked once somebody is approved"),
        choices=Field.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It lies sealed, as diet and travel are nobody else’s business."),
    )

    class Meta:
        model = Call
        fields = (
            *("name", "words", "delegation", "asks", "questions", "later", "places", "reserved"),
            *("approvals", "moves_up", "open_until", "later_until", "remind_days", "fee", "contact"),
        )

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["words"].widget.attrs["rows"] = 4
        delegation = fields["delegation"]
        side = mine.side if mine is not None else ""
        delegation.queryset = (
            Delegation.objects.visible_to(user)
            .filter(mission=mission, party__in=(side, "third"))
            .order_by("pk")
        )
        delegation.empty_label = None
        self.zone = ZoneInfo(settings.TIME_ZONE)
        self._by_clock("open_until", _("%(zone)s time. Empty: until you close it."))
        self._by_clock(
            "later_until",
            _("%(zone)s time. Later it is still taken, and the page says that it may be too late."),
        )

    def _by_clock(self, name: str, told: Any) -> None:
        """A moment is typed and shown by the installation's clock, which its help names."""
        fields: dict[str, Any] = self.fields
        until = fields[name]
        until.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        until.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        until.help_text = told % {"zone": settings.TIME_ZONE}
        moment = getattr(self.instance, name)
        if moment is not None:
            self.initial[name] = moment.astimezone(self.zone).replace(tzinfo=None)

    def clean_open_until(self) -> Any:
        return self._moment("open_until")

    def clean_later_until(self) -> Any:
        return self._moment("later_until")

    def _moment(self, name: str) -> Any:
        until = self.cleaned_data.get(name)
        return by_clock(until, self.zone) if until is not None else None

    def clean_questions(self) -> list[str]:
        asked: list[str] = self.cleaned_data["questions"]
        if len(asked) > MOST_QUESTIONS or any(len(each) > 200 for each in asked):
            raise forms.ValidationError(_("At most ten questions, each of at most 200 letters."))
        return asked


class ApplyForm(RecordForm):
    """An application. `website` is shown to nobody: what fills it is no person."""

    website = forms.CharField(required=False)

    class Meta:
        model = Application
        fields = ("family_name", "given_name", "native_name", "mail", "language")

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.asked: list[tuple[str, str]] = [(f"f-{name}", name) for name in call.asks]
        self.asked += [(f"q-{number}", question) for number, question in enumerate(call.questions)]
        labels = dict(Field.choices)
        for name, what in self.asked:
            self.fields[name] = _field(what, str(labels.get(what, what)))

    @property
    def shown(self) -> list[Any]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    @property
    def is_a_machine(self) -> bool:
        """Something filled what nobody sees."""
        return bool(self.data.get("website", "").strip())

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        told = self.cleaned_data
        names = ("family_name", "given_name", "native_name", "mail", "language")
        return {name: told[name] for name in names} | {
            "answers": {what: told[name].strip() for name, what in self.asked}
        }


class LaterForm(forms.Form):
    """What is asked once somebody is approved."""

    def __init__(self, data: Any, *, call: Call, told: dict[str, str]) -> None:
        super().__init__(data)
        labels = dict(Field.choices)
        for name in call.later:
            self.fields[name] = _field(name, str(labels.get(name, name)))
            self.fields[name].initial = told.get(name, "")


class GroupForm(RecordForm):
    """A group and its leader."""

    class Meta:
        model = GroupLink
        fields = ("name", "mail", "places", "language")


class DecideForm(forms.Form):
    """What is done with an application, as it was at a version."""

    seen_version = forms.IntegerField()
    act = forms.ChoiceField(
        choices=[
            (name, "")
            for name in ("approve", "decline", "withdraw", "reopen", "fee", "no-fee", "reserve", "unreserve")
        ]
    )


def _field(name: str, label: str) -> forms.CharField:
    if name in LONG or name not in Field.values:
        return forms.CharField(
            label=label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
    return forms.CharField(label=label, max_length=200, required=False)

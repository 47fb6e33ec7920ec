"""The form of one finding: its values, to be corrected, and the record to link it to."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.asked import key_asked
from legation.kernel.forms import Lines, RecordForm
from legation.missions.choices import PartOfDay, Party
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.sources.choices import EventKind, EventStatus, FindingKind, OrganisationRole, Topic
from legation.sources.models import Finding
from legation.sources.queries.differing import values_of
from legation.sources.queries.fields import HEAD, LABELS


def _select(choices: Any, *, empty: bool = True) -> forms.ChoiceField:
    rows = list(choices.choices)
    return forms.ChoiceField(required=False, choices=[("", "—"), *rows] if empty else rows)


def _fields(kind: str) -> dict[str, forms.Field]:
    """The form fields of a kind of finding by the name of the value."""
    words: dict[str, Any] = {"required": False, "max_length": 300}
    if kind == FindingKind.PERSON:
        return {
            "name": forms.CharField(**words),
            "title": forms.CharField(**words),
            "org": forms.CharField(**words),
            "side": _select(Party),
            "head": forms.BooleanField(required=False, label=_("Head of delegation")),
        }
    if kind == FindingKind.ORGANISATION:
        return {"name": forms.CharField(**words), "role": _select(OrganisationRole)}
    if kind == FindingKind.PROGRAMME:
        return {"name": forms.CharField(**words), "organisers": Lines(help_text=_("One a line."))}
    if kind == FindingKind.EVENT:
        return {
            "kind": _select(EventKind, empty=False),
            "day": forms.DateField(required=False, label=_("day")),
            "time": forms.TimeField(
                required=False,
                label=_("time"),
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            ),
            "part": _select(PartOfDay),
            "venue": forms.CharField(**words),
            "room": forms.CharField(**words),
            "city": forms.CharField(**words),
            "status": _select(EventStatus),
        }
    if kind == FindingKind.STATEMENT:
        return {
            "speakers": Lines(help_text=_("One a line.")),
            "text": forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4})),
        }
    if kind == FindingKind.AGREEMENT:
        return {
            "kind": _select(AgreementKind, empty=False),
            "status": _select(AgreementStatus, empty=False),
            "parties": Lines(help_text=_("One a line.")),
            "text": forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4})),
        }
    if kind == FindingKind.TOPIC:
        return {"topic": _select(Topic, empty=False)}
    return {"size": forms.IntegerField(required=False, min_value=1)}


class FindingForm(RecordForm):
    """The values of one finding, to be corrected, and the record to link it to."""

    class Meta:
        model = Finding
        fields = ()

    def __init__(
        self, *args: Any, options: tuple[tuple[str, str], ...] = (), linked: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"f{kwargs['instance'].pk}_%s", **kwargs)
        finding: Finding = self.instance
        if options:
            self.fields["link"] = forms.ChoiceField(
                required=False,
                label=_("is"),
                choices=[
                    ("", _("whoever or whatever has this name")),
                    ("new", _("somebody or something new")),
                    *options,
                ],
                initial=linked if linked in dict(options) else "",
            )
        labels = LABELS[finding.kind]
        for name, field in _fields(finding.kind).items():
            field.label = field.label or labels.get(name, name)
            field.initial = self._initial(values_of(finding), name)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = field

    @staticmethod
    def _initial(values: dict[str, Any], name: str) -> Any:
        if name == "head":
            return HEAD in (values.get("roles") or ())
        if name in {"day", "time"}:
            day, clock = _moment(str(values.get("iso") or ""))
            return day if name == "day" else clock
        return values.get(name)

    def corrections(self) -> dict[str, Any]:
        """What was typed otherwise than it was found; fields left as they were are no correction."""
        finding: Finding = self.instance
        found: dict[str, Any] = {}
        for name in self.changed_data:
            if name in {"seen_version", "head", "day", "time", "link"}:
                continue
            value = self.cleaned_data[name]
            if (value or None) != (values_of(finding).get(name) or None):
                found[name] = value
        if "head" in self.changed_data:
            others = [role for role in values_of(finding).get("roles") or () if role != HEAD]
            found["roles"] = [HEAD, *others] if self.cleaned_data["head"] else others
        if {"day", "time"} & set(self.changed_data):
            found["iso"] = _iso(self.cleaned_data["day"], self.cleaned_data["time"])
        if "link" in self.changed_data:
            found["link"] = self.cleaned_data["link"]
        return found

    def other_reading(self, wanted: str) -> dict[str, Any]:
        """The correction that the button of another reading stands for: "iso:0", or "link:7" for a record."""
        field, _colon, place = wanted.partition(":")
        if field == "link":
            return {"link": place} if key_asked(place) is not None else {}
        readings = self.instance.alternatives.get(field, [])
        if key_asked(place) is None or int(place) >= len(readings):
            return {}
        return {field: readings[int(place)]["value"]}


def _moment(iso: str) -> tuple[date | None, time | None]:
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return None, None
    return when.date(), when.time() if "T" in iso else None


def _iso(day: date | None, clock: time | None) -> str:
    if day is None:
        return ""
    return f"{day.isoformat()}T{clock:%H:%M}" if clock is not None else day.isoformat()

"""Forms of a round, its resources and its sites."""

import re
from datetime import date, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.models import check_zone
from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import FIRST_YEAR, LAST_YEAR, RecordForm, by_clock
from legation.matchmaking.choices import Language
from legation.matchmaking.models import Resource, Round, Site
from legation.missions.models import Engagement, Mission, Venue
from legation.missions.rules import standing

HEAVIEST = 500
LINE = re.compile(
    r"^(?P<date>\d{4}-\d{2}-\d{2})\s+(?P<from>\d{1,2}:\d{2})\s*[-–~]\s*(?P<to>\d{1,2}:\d{2})\s*(?P<name>.*)$"
)


class SittingsField(forms.CharField):
    """Stretches of time, one a line: 2024-04-17 14:00–17:00 Afternoon."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            f"{each['date']} {each['from']}–{each['to']} {each.get('name', '')}".strip() for each in value
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            match = LINE.match(line.strip())
            try:
                if match is None:
                    raise ValueError
                day = date.fromisoformat(match["date"])
                begin, end = (time.fromisoformat(match[key].zfill(5)) for key in ("from", "to"))
                if not FIRST_YEAR <= day.year <= LAST_YEAR:
                    raise ValueError
            except ValueError:
                raise forms.ValidationError(
                    _("Line %(number)s is not a day with two times: 2024-04-17 14:00–17:00."),
                    params={"number": number},
                ) from None
            if end <= begin:
                raise forms.ValidationError(
                    _("In line %(number)s the end is not after the start."), params={"number": number}
                )
            found.append(
                {
                    "date": day.isoformat(),
                    "from": begin.strftime("%H:%M"),
                    "to": end.strftime("%H:%M"),
                    "name": match["name"].strip()[:80],
                }
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class WeightsField(forms.CharField):
    """Whole numbers that do not rise: 100, 60, 40."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(each) for each in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            weights = [int(each) for each in re.split(r"[,\s]+", text.strip()) if each]
        except ValueError:
            raise forms.ValidationError(_("Whole numbers, as in 100, 60, 40.")) from None
        if any(not 1 <= each <= HEAVIEST for each in weights) or weights != sorted(weights, reverse=True):
            raise forms.ValidationError(_("From 1 to 500, and none larger than the one before."))
        return weights

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class RoundForm(RecordForm):
    """A round: when, where, under which rules."""

    sittings = SittingsField(
        label=_("When"),
        help_text=_("One stretch a line, its name last: 2024-04-17 14:00–17:00 Afternoon."),
    )
    weights = WeightsField(
        label=_("Weight of a wish by its rank"),
        required=False,
        help_text=_("The first wish first. Empty: 100, 60, 40, 25, 15."),
    )

    class Meta:
        model = Round
        fields: ClassVar[list[str]] = [
            "name",
            "engagement",
            "zone",
            "sittings",
            "minutes",
            "pause",
            "tables",
            "wishes_until",
            "quota",
            "quota_body",
            "acceptance",
            "weights",
            "in_a_row",
            "fairness",
            "visibility",
        ]

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["engagement"].queryset = (
            Engagement.objects.visible_to(user).filter(mission=mission).order_by("starts_at", "pk")
        )
        fields["engagement"].empty_label = _("None yet")
        mine = standing(user, mission.pk)
        side = mine.side if mine is not None else ""
        fields["visibility"].choices = [
            (value, label) for value, label in Visibility.choices if value in {Visibility.SHARED, side}
        ]
        fields["zone"].help_text = _("As in Asia/Seoul. All times of the round are in it.")
        until = fields["wishes_until"]
        until.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        until.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        shown = self.instance.wishes_until
        if shown is not None:
            self.initial["wishes_until"] = shown.astimezone(ZoneInfo(self.instance.zone)).replace(tzinfo=None)

    @property
    def zone(self) -> ZoneInfo:
        """By whose clock moments are typed: that of the zone given, or of the round."""
        try:
            return ZoneInfo(self.data.get("zone") or self.instance.zone or "UTC")
        except (ValueError, OSError, ZoneInfoNotFoundError):
            return ZoneInfo("UTC")  # the field says what is wrong with it

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        until, zone = cleaned.get("wishes_until"), cleaned.get("zone")
        if until is not None and zone:
            try:
                cleaned["wishes_until"] = by_clock(until, ZoneInfo(zone))
            except forms.ValidationError as wrong:
                self.add_error("wishes_until", wrong)
        return cleaned

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        check_zone(zone)
        return zone


class ResourceForm(RecordForm):
    """Interpreters, rooms or equipment."""

    languages = forms.MultipleChoiceField(
        label=_("Between the languages"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A meeting whose people share no language gets an interpreter of these by itself."),
    )

    class Meta:
        model = Resource
        fields: ClassVar[list[str]] = ["kind", "name", "languages", "amount"]


class SiteForm(RecordForm):
    """A place away from the hall."""

    class Meta:
        model = Site
        fields: ClassVar[list[str]] = ["name", "venue", "slots"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["venue"].queryset = Venue.objects.visible_to(user).order_by("pk")
        by_name(self, "venue", "venue", user)

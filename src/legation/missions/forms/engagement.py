"""Forms of the programme: engagements, their lines, and who is there."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from legation.kernel.asked import key_asked
from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.choices import PartOfDay
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Point
from legation.missions.queries.engagement import not_yet_at, others_at, rooms_for, rooms_near, venues_for
from legation.missions.queries.programme import default_zone
from legation.missions.rules import standing

# What is kept while only the part of the day is known, so that the day stands in order.
HOURS: dict[str, tuple[time, time]] = {
    PartOfDay.MORNING.value: (time(9), time(12)),
    PartOfDay.AFTERNOON.value: (time(13), time(18)),
    PartOfDay.EVENING.value: (time(18), time(21)),
    PartOfDay.DAY.value: (time(9), time(18)),
}


@dataclass(frozen=True, slots=True)
class Wall:
    """What a clock on a wall shows: a day, and an hour where it is known."""

    day: date | None
    hour: time | None


class WallWidget(forms.MultiWidget):
    """A date and a time side by side."""

    use_fieldset = True
    template_name = "missions/engagement_clock.html"

    def __init__(self) -> None:
        super().__init__(
            [
                forms.DateInput(attrs={"type": "date", "aria-label": _("Date")}, format="%Y-%m-%d"),
                forms.TimeInput(attrs={"type": "time", "aria-label": _("Time")}, format="%H:%M"),
            ]
        )

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.hour] if isinstance(value, Wall) else [None, None]


class WallField(forms.MultiValueField):
    """A wall-clock time without a zone; the hour may be left out."""

    widget = WallWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.DateField(
                input_formats=["%Y-%m-%d"],
                error_messages={
                    "invalid": _("This is not a date of the calendar. Write it as 2024-04-17."),
                    "incomplete": _("Give the date."),
                },
            ),
            forms.TimeField(
                required=False,
                input_formats=["%H:%M", "%H:%M:%S"],
                error_messages={"invalid": _("This is not a time of the day. Write it as 17:00.")},
            ),
        )
        super().__init__(fields=parts, require_all_fields=False, **kwargs)
        self.fields[0].required = kwargs.get("required", True)

    def compress(self, data_list: list[Any]) -> Wall:
        day, hour = (*data_list, None, None)[:2]
        return Wall(day or None, hour if isinstance(hour, time) else None)


class ByGroup(ModelChoiceIterator):  # type: ignore[type-arg]
    """Choices under the headings that the field's `group` gives; the rows come ordered by it."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for heading, rows in groupby(self.queryset, key=self.field.group):  # type: ignore[attr-defined]
            yield str(heading), [self.choice(row) for row in rows]


class GroupedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record, chosen from a list with headings."""

    iterator = ByGroup

    def __init__(self, *args: Any, group: Callable[[Any], Any], **kwargs: Any) -> None:
        self.group = group
        super().__init__(*args, **kwargs)


class GroupedChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several records, ticked in a list with headings."""

    iterator = ByGroup
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, group: Callable[[Any], Any], **kwargs: Any) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return _named(obj)


def _named(delegate: Delegate) -> str:
    """Name, post and organisation, in that order."""
    return f"{delegate.person}, {delegate.post}" if delegate.post else str(delegate.person)


class DelegateChoice(GroupedChoice):
    def label_from_instance(self, obj: Any) -> str:
        return _named(obj)


def visibilities(side: str, within: str = Visibility.SHARED) -> list[tuple[str, Any]]:
    """What this side may choose: both sides or its own; within something private, nothing wider."""
    allowed = [Visibility.SHARED.value, side] if within == Visibility.SHARED else [within]
    return [(value, label) for value, label in Visibility.choices if value in allowed]


def near_by(form: Any, mission: Mission, user: Any) -> Any:
    """The rooms that a form lists where those of all venues are too many."""
    venue = getattr(form, "cleaned_data", {}).get("venue") or form.instance.venue
    return rooms_near(form.fields["room"].queryset, mission, user, venue, form["room"].value())


class EngagementForm(RecordForm):
    """One item of the programme. Times are wall-clock times of `zone`, by default that of the day's city."""

    starts = WallField(label=_("starts"))
    ends = WallField(
        label=_("ends"), required=False, help_text=_("Leave the date empty when it ends the same day.")
    )
    room = GroupedChoice(
        queryset=None, label=_("room"), required=False, group=lambda room: room.venue, empty_label="—"
    )

    class Meta:
        model = Engagement
        fields = (
            "kind",
            "title",
            "zone",
            "part",
            "venue",
            "room",
            "status",
            "interpretation",
            "dress",
            "track",
            "locked",
            "visibility",
            "summary",
        )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Engagement | None = None,
        day: str = "",
        at: str = "",
        room: str = "",
    ) -> None:
        super().__init__(data, instance=copy(instance) if instance is not None else None)
        self.mission, self.user = mission, user
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["venue"].queryset = venues_for(user, instance)
        fields["venue"].empty_label = "—"
        by_name(self, "venue", "venue", user)
        fields["room"].queryset = rooms_for(user, instance)
        by_name(self, "room", "room", user, near=lambda: near_by(self, mission, user))
        fields["zone"].required = False
        fields["zone"].help_text = _(
            "Such as Asia/Seoul or America/Los_Angeles. Leave it empty for the host city of that day."
        )
        fields["zone"].widget.attrs["list"] = "zones"
        fields["summary"].widget.attrs["rows"] = 3
        if instance is not None:
            first, last, part = instance.local_start, instance.local_end, instance.part
            fields["starts"].initial = Wall(first.date(), None if part else first.time())
            fields["ends"].initial = Wall(last.date(), None if part else last.time())
        elif day:
            self._planned(_day(day) or mission.starts_on, at, room)
        else:
            fields["starts"].initial = Wall(mission.starts_on, None)

    def _planned(self, day: date, at: str, room: str) -> None:
        """Begin where the board was chosen: an hour from `at`, in this room if it is one to choose."""
        fields: dict[str, Any] = self.fields
        begins = _hour(at)
        ends = datetime.combine(day, begins) + timedelta(hours=1) if begins is not None else None
        fields["starts"].initial = Wall(day, begins)
        if ends is not None:
            fields["ends"].initial = Wall(ends.date(), ends.time())
        if key_asked(room) is not None:
            found = fields["room"].queryset.filter(pk=room).first()
            fields["room"].initial = found
            fields["venue"].initial = found.venue if found is not None else None

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        room = found.get("room")
        if room is not None and found.get("venue") is None and "venue" not in self.errors:
            found["venue"] = room.venue
        starts, ends, part = found.get("starts"), found.get("ends") or Wall(None, None), found.get("part", "")
        if starts is None or starts.day is None:
            return found
        if not found.get("zone") and "zone" not in self.errors:
            found["zone"] = default_zone(self.mission, self.user, starts.day)
            if not found["zone"]:
                self.add_error("zone", _("Write the time zone: no leg of this mission tells it."))
        if part and (starts.hour or ends.hour):
            self.add_error(
                "part",
                _("A clock time is given too. Leave one of them empty: the times, or the part of the day."),
            )
        elif not part and starts.hour is None:
            self.add_error("starts", _("Give the time, or below the part of the day that is known."))
        elif not part and ends.hour is None and "ends" not in self.errors:
            self.add_error("ends", _("Give the time at which it ends."))
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        first: Any = found["starts"]
        last: Any = found["ends"] or Wall(None, None)
        begin, finish = HOURS[found["part"]] if found["part"] else (first.hour, last.hour)
        found["starts"] = datetime.combine(first.day, begin)
        found["ends"] = datetime.combine(last.day or first.day, finish)
        return found


def _hour(typed: str) -> time | None:
    try:
        return time.fromisoformat(typed)
    except ValueError:
        return None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


class CancelForm(RecordForm):
    """Nothing but the version that was looked at."""

    class Meta:
        model = Engagement
        fields = ()


class PointForm(RecordForm):
    """One line of a brief."""

    class Meta:
        model = Point
        fields = ("kind", "text", "minutes", "visibility")
        help_texts = {"minutes": _("For an agenda item: how long it takes.")}  # noqa: RUF012

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        engagement: Engagement,
        user: Any,
        instance: Point | None = None,
    ) -> None:
        super().__init__(data, instance=copy(instance) if instance is not None else None, auto_id="point_%s")
        mine = standing(user, engagement.mission_id)
        side = mine.side if mine is not None else ""
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(side, engagement.visibility)
        fields["text"].widget.attrs["rows"] = 2
        if engagement.visibility != Visibility.SHARED:
            fields["visibility"].initial = self.initial["visibility"] = engagement.visibility


class AttendanceForm(RecordForm):
    """One delegate at one engagement."""

    delegate = DelegateChoice(
        queryset=None, label=_("delegate"), group=lambda delegate: delegate.delegation, empty_label="—"
    )

    class Meta:
        model = Attendance
        fields = ("delegate", "function", "presence")

    def __init__(self, data: Mapping[str, Any] | None, *, engagement: Engagement, user: Any) -> None:
        super().__init__(data, auto_id="person_%s")
        fields: dict[str, Any] = self.fields
        fields["delegate"].queryset = not_yet_at(engagement, user)


class PresenceForm(RecordForm):
    """What somebody who is there does, and whether they came."""

    class Meta:
        model = Attendance
        fields = ("function", "presence", "assists")

    def __init__(self, data: Mapping[str, Any] | None, *, instance: Attendance, user: Any) -> None:
        super().__init__(data, instance=copy(instance))
        assists: Any = self.fields["assists"]
        assists.queryset = others_at(instance, user)
        assists.empty_label = "—"
        if instance.assists_id and not assists.queryset.filter(pk=instance.assists_id).exists():
            del self.fields["assists"]  # whom the reader does not see stays


class AttendancesForm(RecordForm):
    """Several delegates at one engagement, all in one function."""

    delegates = GroupedChoices(
        queryset=None,
        label=_("delegates"),
        group=lambda delegate: delegate.delegation,
        error_messages={"required": _("Tick at least one delegate.")},
    )

    class Meta:
        model = Attendance
        fields = ("function",)

    field_order = ("delegates", "function")

    def __init__(self, data: Mapping[str, Any] | None, *, engagement: Engagement, user: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["delegates"].queryset = not_yet_at(engagement, user)

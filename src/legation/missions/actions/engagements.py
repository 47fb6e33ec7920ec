"""Plan engagements, write their briefs, and say who is there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.choices import Visibility
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.missions.choices import EngagementStatus
from legation.missions.models import Attendance, Delegate, Engagement, Leg, Mission, Point
from legation.missions.queries.cards import card_of
from legation.missions.rules import standing

R = TypeVar("R", bound=Record)


class EndsBeforeItStarts(Refused):
    sentence = _("The end is not after the start.")
    field = "ends"


class NoSuchZone(Refused):
    sentence = _("“%(zone)s” is not a time zone. Write it as Asia/Seoul or America/Los_Angeles.")
    field = "zone"


class TimeThatDoesNotExist(Refused):
    sentence = _("%(wall)s does not exist in %(zone)s: the clocks go forward over it. Choose a later time.")
    field = "starts"


class RoomOfAnotherVenue(Refused):
    sentence = _("This room is not in this venue.")
    field = "room"


class OtherSidesVisibility(Refused):
    sentence = _("You can show it to both sides or to your own, not to the other side alone.")
    field = "visibility"


class AlreadyAttends(Refused):
    sentence = _("%(who)s already attends this engagement.")
    field = "delegate"


class DelegateHiddenFromThisEngagement(Refused):
    sentence = _("%(who)s is seen by one side only, and this engagement by the other only.")
    field = "delegate"


def instant(wall: datetime, zone: str, field: str = "starts") -> datetime:
    """The moment at which clocks in `zone` show `wall`. Raises NoSuchZone or TimeThatDoesNotExist."""
    if zone not in available_timezones():
        raise NoSuchZone(zone=zone)
    moment = wall.replace(tzinfo=ZoneInfo(zone))
    there_and_back = moment.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    if there_and_back.replace(tzinfo=None) != wall:
        refusal = TimeThatDoesNotExist(wall=wall.strftime("%Y-%m-%d %H:%M"), zone=zone)
        refusal.field = field  # type: ignore[misc]
        raise refusal
    return moment


@transaction.atomic
def add_engagement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Engagement:
    """Put an item on the programme. `starts` and `ends` are wall-clock times in `zone`."""
    fields = _timed(values)
    _check_place(fields)
    _check_visibility(mission.pk, fields.get("visibility", Visibility.SHARED), by)
    engagement = editing.add(Engagement(mission=mission, **fields), by=by)
    searching.index(engagement, card_of(engagement))
    return engagement


@transaction.atomic
def change_engagement(
    engagement: Engagement, values: Mapping[str, Any], *, seen: int, by: User
) -> Engagement:
    """Change an item of the programme, as it was at version `seen`."""
    fields = _timed(values)
    _check_place(fields)
    visibility = fields.get("visibility", engagement.visibility)
    if visibility != engagement.visibility:
        _check_visibility(engagement.mission_id, visibility, by)
    changed = editing.change(engagement, fields, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def cancel_engagement(engagement: Engagement, *, seen: int, by: User) -> Engagement:
    """Call it off: it stays on the programme, struck through, and calendars show it as cancelled."""
    changed = editing.change(engagement, {"status": EngagementStatus.CANCELLED}, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def add_point(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Point:
    """Add a line to the brief."""
    _check_visibility(engagement.mission_id, values.get("visibility", Visibility.SHARED), by)
    values = dict(values)
    values.setdefault("position", engagement.points.count())
    return editing.add(Point(engagement=engagement, **values), by=by)


@transaction.atomic
def change_point(point: Point, values: Mapping[str, Any], *, seen: int, by: User) -> Point:
    _check_visibility(point.mission_key(), values.get("visibility", point.visibility), by)
    return editing.change(point, values, seen=seen, by=by)


@transaction.atomic
def add_attendance(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Attendance:
    """Say that a delegate is there, and as what."""
    delegate: Delegate = values["delegate"]
    if delegate.mission_id != engagement.mission_id:
        raise DelegateHiddenFromThisEngagement(who=delegate)
    if Visibility.SHARED not in {delegate.visibility, engagement.visibility} and (
        delegate.visibility != engagement.visibility
    ):
        raise DelegateHiddenFromThisEngagement(who=delegate)
    if Attendance.objects.present().filter(engagement=engagement, delegate=delegate).exists():
        raise AlreadyAttends(who=delegate)
    attendance = editing.add(Attendance(engagement=engagement, **values), by=by)
    _announce(attendance)
    return attendance


@transaction.atomic
def change_attendance(
    attendance: Attendance, values: Mapping[str, Any], *, seen: int, by: User
) -> Attendance:
    changed = editing.change(attendance, values, seen=seen, by=by)
    _announce(changed)
    return changed


@transaction.atomic
def remove_part(part: R, *, by: User) -> R:
    """Take a part of a mission, or a venue, out of every list."""
    removed = editing.remove(part, by=by)
    _follow(removed)
    return removed


@transaction.atomic
def restore_part(part: R, *, by: User) -> R:
    """Undo a removal."""
    if isinstance(part, Delegate):
        from legation.missions.actions.preparation import AlreadyDelegated

        twin = (
            Delegate.objects.present()
            .filter(mission=part.mission_id, person=part.person_id)
            .exclude(pk=part.pk)
        )
        for other in twin.select_related("delegation"):
            raise AlreadyDelegated(who=other, delegation=other.delegation)
    if isinstance(part, Attendance):
        twins = Attendance.objects.present().filter(engagement=part.engagement_id, delegate=part.delegate_id)
        if twins.exclude(pk=part.pk).exists():
            raise AlreadyAttends(who=part.delegate)
    restored = editing.restore(part, by=by)
    _follow(restored)
    return restored


def _follow(part: Record) -> None:
    """Let search and calendars follow a removal or its undoing."""
    if isinstance(part, Attendance):
        _announce(part)
    elif part.removed_at is not None:
        searching.drop(part)
    elif not isinstance(part, Point | Leg) and (card := card_of(part)) is not None:
        searching.index(part, card)


def _announce(attendance: Attendance) -> None:
    """Who is there is part of the calendar entry: let its sequence rise, unless only one side may know."""
    if attendance.seen_by() == attendance.engagement.visibility:
        Engagement.objects.filter(pk=attendance.engagement_id).update(sequence=F("sequence") + 1)


def _timed(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(values)
    if "starts" in fields:
        zone = fields["zone"]
        fields["starts_at"] = instant(fields.pop("starts"), zone, "starts")
        fields["ends_at"] = instant(fields.pop("ends"), zone, "ends")
        if fields["ends_at"] <= fields["starts_at"]:
            raise EndsBeforeItStarts
    return fields


def _check_place(fields: Mapping[str, Any]) -> None:
    room, venue = fields.get("room"), fields.get("venue")
    if room is not None and (venue is None or room.venue_id != venue.pk):
        raise RoomOfAnotherVenue


def _check_visibility(mission_id: int, visibility: str, by: User) -> None:
    mine = standing(by, mission_id)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesVisibility

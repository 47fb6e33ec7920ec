"""Plan engagements, write their briefs, and say who is there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.itinerary import NonexistentTime, UnknownZone, from_wall
from legation.kernel import editing, searching
from legation.kernel.activity import narrow
from legation.kernel.choices import Visibility
from legation.kernel.history import revisions_of
from legation.kernel.models import Record
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.actions.moving import check_move
from legation.missions.choices import EngagementStatus, Function
from legation.missions.models import Attendance, Delegate, Engagement, Leg, Mission, Point
from legation.missions.queries.cards import card_of
from legation.missions.queries.engagement import history_of
from legation.missions.rules import standing

R = TypeVar("R", bound=Record)
P = TypeVar("P", Engagement, Point)


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
    """The moment at which clocks in `zone` show `wall`; of an hour that they repeat, the first.

    Raises NoSuchZone or TimeThatDoesNotExist, the latter for `field`.
    """
    try:
        return from_wall(wall, zone)
    except UnknownZone:
        raise NoSuchZone(zone=zone) from None
    except NonexistentTime as skipped:
        refusal = TimeThatDoesNotExist(wall=skipped.wall.strftime("%Y-%m-%d %H:%M"), zone=zone)
        refusal.field = field  # type: ignore[misc]
        raise refusal from None


@transaction.atomic
def add_engagement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Engagement:
    """Put an item on the programme. `starts` and `ends` are wall-clock times in `zone`."""
    fields = _timed(values)
    _check_place(fields)
    _check_visibility(mission.pk, fields.get("visibility", Visibility.SHARED), by)
    check_move(mission, None, fields, by)
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
    if "visibility" in fields:
        _check_visibility(engagement.mission_id, fields["visibility"], by)
    if engagement.version == seen:  # else the reader is told what changed, which comes first
        check_move(engagement.mission, engagement, fields, by)
    changed = _changed(engagement, fields, seen=seen, by=by)
    if changed.visibility != Visibility.SHARED and "visibility" in fields:
        for part in (*changed.points.all(), *changed.attendances.all()):
            narrow(part, changed.visibility)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def cancel_engagement(engagement: Engagement, *, seen: int, by: User) -> Engagement:
    """Call it off: it stays on the programme, struck through, and calendars show it as cancelled."""
    changed = _changed(engagement, {"status": EngagementStatus.CANCELLED}, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def add_point(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Point:
    """Add a line to the brief."""
    _check_visibility(engagement.mission_id, values.get("visibility", Visibility.SHARED), by)
    values = dict(values)
    values.setdefault("position", engagement.points.count())
    point = editing.add(Point(engagement=engagement, **values), by=by)
    _announce(point)
    return point


@transaction.atomic
def change_point(point: Point, values: Mapping[str, Any], *, seen: int, by: User) -> Point:
    _check_visibility(point.mission_key(), values.get("visibility", point.visibility), by)
    before = point.seen_by()
    changed = _changed(point, values, seen=seen, by=by)
    if changed.version != seen:
        _announce(changed, before)
    return changed


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
def add_attendances(
    engagement: Engagement, delegates: Iterable[Delegate], *, function: Function, by: User
) -> list[Attendance]:
    """Say that several delegates are there, all in one function; all of them or, on a refusal, none."""
    return [
        add_attendance(engagement, {"delegate": delegate, "function": function}, by=by)
        for delegate in delegates
    ]


@transaction.atomic
def change_attendance(
    attendance: Attendance, values: Mapping[str, Any], *, seen: int, by: User
) -> Attendance:
    changed = editing.change(attendance, values, seen=seen, by=by)
    if changed.version != seen:
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
        from legation.missions.actions.preparation import AlreadyDelegated, twin_of

        twin = twin_of(part.mission_id, part.person_id, part, by)
        if twin is not None:
            raise AlreadyDelegated(who=part, delegation=twin.delegation)
    if isinstance(part, Attendance):
        twins = Attendance.objects.present().filter(engagement=part.engagement_id, delegate=part.delegate_id)
        if twins.exclude(pk=part.pk).exists():
            raise AlreadyAttends(who=part.delegate)
    restored = editing.restore(part, by=by)
    _follow(restored)
    return restored


def _follow(part: Record) -> None:
    """Let search and calendars follow a removal or its undoing."""
    if isinstance(part, Attendance | Point):
        _announce(part)
    elif part.removed_at is not None:
        searching.drop(part)
    elif not isinstance(part, Leg) and (card := card_of(part)) is not None:
        searching.index(part, card)


def _announce(part: Attendance | Point, before: str = "") -> None:
    """Who is there and what is said is part of the calendar entry: let it be new, and keep its sequence.

    What only one side may know of a shared engagement leaves no trace in what both sides read.
    """
    if part.engagement.visibility in {part.seen_by(), before}:
        Engagement.objects.filter(pk=part.engagement_id).update(updated_at=timezone.now())


def _changed(record: P, values: Mapping[str, Any], *, seen: int, by: User) -> P:
    """Change an engagement or a line; where somebody else did, tell only what this user may know of it."""
    try:
        return editing.change(record, values, seen=seen, by=by)
    except ChangedMeanwhile as other:
        if isinstance(record, Engagement):
            revisions = history_of(record, by, since=seen)
        else:
            mine = standing(by, record.mission_key())
            revisions = revisions_of(record, since=seen, sees=mine.sees if mine is not None else ())
        raise ChangedMeanwhile(version=other.version, revisions=revisions) from None


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

"""One engagement: both sides face to face, its brief, and what was changed."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import pgettext

from legation.directory.queries.scripts import SecondName, second_name
from legation.kernel.asked import key_asked
from legation.kernel.history import revisions_of
from legation.kernel.refusals import FieldChange, Revision
from legation.missions.choices import Capacity, EngagementStatus, Function, Party, PointKind
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Point, Room, Venue
from legation.missions.queries.masthead import COMING, Masthead
from legation.missions.queries.programme import OtherCity, city_names, city_of, other_city
from legation.missions.rules import standing

FUNCTIONS = {function: place for place, function in enumerate(Function.values)}
CAPACITIES = {capacity: place for place, capacity in enumerate(Capacity.values)}
TALKING = (PointKind.CERTAIN, PointKind.POSSIBLE, PointKind.DEFENSIVE)
BESIDE = (Function.INTERPRETER, Function.NOTE_TAKER)


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Lines of one kind."""

    kind: PointKind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """What the page of one engagement shows this reader."""

    engagement: Engagement
    city: str
    other: OtherCity | None
    guests: tuple[Attendance, ...]
    hosts: tuple[Attendance, ...]
    third: tuple[Attendance, ...]
    interpreters: tuple[Attendance, ...]
    note_takers: tuple[Attendance, ...]
    brief: tuple[PointGroup, ...]
    talking: tuple[PointGroup, ...]
    notes: tuple[Point, ...]
    free: int
    scripts: dict[int, SecondName]

    @property
    def cancelled(self) -> bool:
        return self.engagement.status == EngagementStatus.CANCELLED


def engagement_page(engagement: Engagement, head: Masthead, user: Any) -> EngagementPage:
    """Four queries: the engagement with its place, its lines, who is there, and how many could be added."""
    shown = Engagement.objects.visible_to(user).select_related("venue__city", "room").get(pk=engagement.pk)
    shown.mission = head.mission
    sides: dict[str, list[Attendance]] = defaultdict(list)
    people = attendances_at(shown, user)
    for row in people:
        sides[row.delegate.delegation.party].append(row)
    groups: dict[str, list[Point]] = defaultdict(list)
    for point in points_of(shown, user):
        groups[point.kind].append(point)
    names = city_names(head)
    return EngagementPage(
        engagement=shown,
        city=city_of(shown, names),
        other=other_city(shown, head, names),
        guests=tuple(sides[Party.GUEST]),
        hosts=tuple(sides[Party.HOST]),
        third=tuple(sides[Party.THIRD]),
        interpreters=tuple(row for row in people if row.function == Function.INTERPRETER),
        note_takers=tuple(row for row in people if row.function == Function.NOTE_TAKER),
        brief=_groups(groups, (PointKind.OBJECTIVE, PointKind.AGENDA)),
        talking=_groups(groups, TALKING),
        notes=tuple(groups[PointKind.NOTE]),
        free=not_yet_at(shown, user).count() if head.standing is not None and head.standing.prepares else 0,
        scripts={row.pk: second_name(row.delegate.person) for row in people},
    )


def _groups(found: dict[str, list[Point]], kinds: Iterable[PointKind]) -> tuple[PointGroup, ...]:
    return tuple(PointGroup(kind, tuple(found[kind])) for kind in kinds if found[kind])


def points_of(engagement: Engagement, user: Any) -> list[Point]:
    """The lines of the brief that this reader sees, in order."""
    points = list(Point.objects.visible_to(user).filter(engagement=engagement).order_by("position", "pk"))
    for point in points:
        point.engagement = engagement
    return points


def attendances_at(engagement: Engagement, user: Any) -> list[Attendance]:
    """Who is there as this reader sees it: by function, then capacity."""
    rows = list(
        Attendance.objects.visible_to(user)
        .filter(engagement=engagement)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
    )
    for row in rows:
        row.engagement = engagement
    return sorted(rows, key=lambda row: (FUNCTIONS[row.function], CAPACITIES[row.delegate.capacity], row.pk))


def not_yet_at(engagement: Engagement, user: Any) -> "QuerySet[Delegate]":
    """Delegates whom this reader sees, who are coming and are not there yet."""
    there = Attendance.objects.present().filter(engagement=engagement)
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(mission=engagement.mission_id, status__in=COMING)
        .exclude(pk__in=there.values("delegate"))
        .select_related("person", "delegation", "post__organisation")
        .order_by("delegation__party", "delegation", "pk")
    )
    return found


def others_at(attendance: Attendance, user: Any) -> "QuerySet[Delegate]":
    """Delegates at the same engagement whom this reader sees, without the one who attends."""
    there = Attendance.objects.present().filter(engagement=attendance.engagement_id)
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(pk__in=there.values("delegate"))
        .exclude(pk=attendance.delegate_id)
        .select_related("person")
        .order_by("pk")
    )
    return found


def venues_for(user: Any, engagement: Engagement | None) -> "QuerySet[Venue]":
    """Venues to choose from; the present one stays, even where it was removed from the list since."""
    kept = Q(pk=engagement.venue_id) if engagement is not None else Q(pk=None)
    found: QuerySet[Venue] = (
        Venue.objects.filter(Q(pk__in=Venue.objects.visible_to(user)) | kept)
        .select_related("city")
        .order_by("city", "pk")
    )
    return found


def rooms_for(user: Any, engagement: Engagement | None) -> "QuerySet[Room]":
    """Rooms of all venues to choose from, as `venues_for`."""
    kept = Q(pk=engagement.room_id) if engagement is not None else Q(pk=None)
    found: QuerySet[Room] = (
        Room.objects.filter(Q(pk__in=Room.objects.visible_to(user)) | kept)
        .select_related("venue")
        .order_by("venue__city", "venue", "pk")
    )
    return found


def rooms_near(
    rooms: "QuerySet[Room]", mission: Mission, user: Any, venue: Venue | None, room: Any
) -> "QuerySet[Room]":
    """Of very many rooms the chosen one, those of `venue`, and of venues that `user` sees in the mission."""
    used = Engagement.objects.visible_to(user).filter(mission=mission).values("venue")
    there = Q(venue__in=used) | Q(pk=key_asked(room) or 0)
    return rooms.filter(there | Q(venue=venue) if venue is not None else there)


def removed_engagement(mission: Mission, pk: int | str, user: Any) -> Engagement | None:
    """The removed engagement of this mission that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    found = Engagement.objects.filter(mission=mission, pk=pk).exclude(removed_at=None).first()
    return found if found is not None and _may_return(found, found.visibility, mission, user) else None


def removed_point(mission: Mission, engagement: int, pk: int | str, user: Any) -> Point | None:
    """The removed line that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    seen = Engagement.objects.visible_to(user).filter(mission=mission, pk=engagement)
    found = (
        Point.objects.filter(engagement__in=seen, pk=pk)
        .exclude(removed_at=None)
        .select_related("engagement")
        .first()
    )
    return found if found is not None and _may_return(found, found.visibility, mission, user) else None


def removed_attendance(mission: Mission, engagement: int, pk: int | str, user: Any) -> Attendance | None:
    """The removed attendance that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    found = (
        Attendance.objects.filter(
            engagement__in=Engagement.objects.visible_to(user).filter(mission=mission, pk=engagement),
            delegate__in=Delegate.objects.visible_to(user),
            pk=pk,
        )
        .exclude(removed_at=None)
        .select_related("engagement", "delegate__person")
        .first()
    )
    return (
        found if found is not None and _may_return(found, found.delegate.visibility, mission, user) else None
    )


def _may_return(record: Any, visibility: str, mission: Mission, user: Any) -> bool:
    """The side decides first; then whoever could change it if it were there may bring it back."""
    mine = standing(user, mission.pk)
    if mine is None or visibility not in mine.sees:
        return False
    there = copy(record)
    there.removed_at = None
    return bool(user.has_perm(f"missions.change_{record._meta.model_name}", there))


def history_of(engagement: Engagement, user: Any, *, since: int = 0) -> list[Revision]:
    """What was changed, without what was private to the other side; times on the engagement's own clock."""
    mine = standing(user, engagement.mission_id)
    revisions = revisions_of(engagement, since=since, sees=mine.sees if mine is not None else ())
    zone = ZoneInfo(engagement.zone)
    return [
        replace(revision, changes=tuple(_on_the_clock(change, zone) for change in revision.changes))
        for revision in revisions
    ]


def _on_the_clock(change: FieldChange, zone: ZoneInfo) -> FieldChange:
    if change.field not in {"starts_at", "ends_at"}:
        return change
    return replace(change, before=_written(change.before, zone), after=_written(change.after, zone))


def _written(stored: str, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromisoformat(stored).astimezone(zone)
    except ValueError:
        return stored
    return date_format(moment, pgettext("date format: day, month, year, time", "j F Y, H:i"))

"""All that the board is made of, read once: the whole mission as one reader sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, Max, Q, Subquery

from legation.engine.itinerary import Item, Offer, Taken
from legation.kernel.models import Activity
from legation.missions.choices import EngagementStatus
from legation.missions.models import Attendance, Booking, Delegate, Engagement, Leg, Mission, Room, Step
from legation.missions.queries.masthead import Masthead, masthead
from legation.missions.queries.programme import engagements_of
from legation.missions.queries.resources import Needed, needed_by
from legation.missions.queries.there import people_of
from legation.missions.queries.travel import OutOfReach, out_of_reach_among
from legation.missions.queries.ways import Known, ways_among
from legation.missions.rules import standing

# What changes a board. Whatever else is logged of a mission does not make others read it again.
SHOWN = (
    "engagement",
    "attendance",
    "delegate",
    "booking",
    "mission",
    "leg",
    "delegation",
    "vehicle",
    "movement",
)


@dataclass(frozen=True, slots=True)
class There:
    """A delegate at an engagement."""

    engagement_id: int
    delegate: Delegate
    function: str

    @property
    def delegate_id(self) -> int:
        return self.delegate.pk


@dataclass(frozen=True)
class Loaded:
    """The mission as the reader sees it; `held` are bookings of every mission and side, not to be told of
    beyond what `Booking.told_to` says."""

    mission: Mission
    head: Masthead
    sees: frozenset[str]
    engagements: Sequence[Engagement]
    there: Mapping[int, Sequence[There]]
    people: Mapping[int, Delegate]
    legs: Sequence[Leg]
    rooms: Sequence[Room]
    held: Sequence[Booking]
    ways: Mapping[tuple[str, str], Known]
    needed: Sequence[Needed]
    off: Sequence[OutOfReach] = ()

    @cached_property
    def timed(self) -> dict[str, Engagement]:
        """What has a clock time and was not called off: only that can stand in the way."""
        return {
            str(row.pk): row
            for row in self.engagements
            if not row.part and row.status != EngagementStatus.CANCELLED
        }

    @cached_property
    def items(self) -> list[Item]:
        return [
            Item(
                key=key,
                start=row.starts_at,
                end=row.ends_at,
                people=frozenset(str(one.delegate_id) for one in self.there.get(row.pk, ())),
                room=str(row.room_id) if row.room_id else None,
                venue=str(row.venue_id) if row.venue_id else None,
                kind=row.kind,
            )
            for key, row in self.timed.items()
        ]

    @cached_property
    def travel(self) -> dict[tuple[str, str], int]:
        """Minutes from venue to venue, or at least so many."""
        return {between: way.minutes for between, way in self.ways.items()}

    def held_for_others(self, engagement: Engagement) -> list[Booking]:
        """The bookings that hold a room for anything but this engagement."""
        return [one for one in self.held if one.engagement_id != engagement.pk]

    def taken(self, engagement: Engagement) -> list[Taken]:
        return [
            Taken(str(one.room_id), one.held_from, one.held_until) for one in self.held_for_others(engagement)
        ]

    def offers(self, engagement: Engagement) -> list[Offer]:
        """The rooms of the engagement's venue, the smallest first."""
        rooms = [room for room in self.rooms if room.venue_id == engagement.venue_id]
        rooms.sort(key=lambda room: (room.capacity is None, room.capacity or 0, room.pk))
        return [Offer(str(room.pk), room.capacity) for room in rooms]


def loaded(mission: Mission, user: Any) -> Loaded:
    """Nine queries and one for each source of `resources`: delegations, delegates, engagements, who is
    there, legs, rooms, bookings, ways, travel. The standing of the user is one more, if it is not known."""
    people = people_of(mission, user)
    engagements = engagements_of(mission, user)
    venues = {row.venue_id: row.venue for row in engagements if row.venue is not None}
    rooms = (
        Room.objects.visible_to(user)
        .filter(venue__in=venues)
        .select_related("venue__city")
        .order_by("venue__city", "venue", "pk")
    )
    mine = standing(user, mission.pk)
    all_ = Loaded(
        mission=mission,
        head=masthead(mission, user, people=people),
        sees=mine.sees if mine is not None else frozenset(),
        engagements=engagements,
        there=_there(mission, user, people),
        people=people,
        legs=list(
            Leg.objects.visible_to(user)
            .filter(mission=mission)
            .select_related("city")
            .order_by("starts_on", "pk")
        ),
        rooms=list(rooms),
        held=_held(engagements),
        ways=ways_among(venues.values(), user),
        needed=needed_by(mission, user),
    )
    return replace(all_, off=out_of_reach_among(all_.timed, all_.items, user))


def _there(mission: Mission, user: Any, people: Mapping[int, Delegate]) -> dict[int, list[There]]:
    """Rows without the delegates, who are known: a mission has thousands of them."""
    rows = (
        Attendance.objects.visible_to(user)
        .filter(engagement__mission=mission)
        .values_list("engagement_id", "delegate_id", "function")
    )
    place = {pk: at for at, pk in enumerate(people)}
    found: dict[int, list[There]] = {}
    for engagement, delegate, function in sorted(rows, key=lambda row: (place[row[1]], row[0])):
        found.setdefault(engagement, []).append(There(engagement, people[delegate], function))
    return found


def _held(engagements: Sequence[Engagement]) -> list[Booking]:
    rooms = {row.room_id for row in engagements if row.room_id}
    venues = {row.venue_id for row in engagements if row.room_id}
    if not rooms:
        return []
    first = min(row.starts_at for row in engagements)
    last = max(row.ends_at for row in engagements)
    return list(
        Booking.objects.present()
        .filter(
            Q(room__venue__in=venues, held_from__lt=last, held_until__gt=first)
            | Q(engagement__in=[row.pk for row in engagements])
        )
        .select_related("engagement", "room")
        .order_by("held_from", "pk")
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """What changes whenever something on this user's board did, and what of their own they may undo."""

    trace: str
    undo: bool
    redo: bool


def pulse_of(mission: Mission, user: Any) -> Pulse:
    """One query. It counts what was logged for the user's side, and so tells nothing of what they may not
    see."""
    mine = standing(user, mission.pk)
    logged = (
        Activity.objects.filter(
            mission_id=mission.pk,
            visibility__in=mine.sees if mine is not None else (),
            content_type__model__in=SHOWN,
        )
        .order_by()
        .values("mission_id")
    )
    steps = Step.objects.filter(mission=mission, user=user)
    last, count, undo, redo = (
        Mission.objects.filter(pk=mission.pk)
        .values_list(
            Subquery(logged.annotate(last=Max("pk")).values("last")),
            Subquery(logged.annotate(count=Count("pk")).values("count")),
            Exists(steps.filter(undone=False)),
            Exists(steps.filter(undone=True)),
        )
        .get()
    )
    return Pulse(f"{last or 0}-{count or 0}-{mine.role if mine is not None else ''}", undo, redo)

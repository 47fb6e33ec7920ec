"""Who travels when, and from when until when somebody can be on the programme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q

from legation.engine.itinerary import (
    Interpreted,
    Item,
    Journey,
    TooEarly,
    TooFewInterpreters,
    out_of_reach,
    too_few_interpreters,
)
from legation.missions.choices import Direction, Function, Interpretation
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Movement
from legation.missions.rules import standing


@dataclass(frozen=True, slots=True)
class Trip:
    """One movement with those on it whom the reader sees; `booking` is for its own side's preparers."""

    movement: Movement
    people: tuple[Delegate, ...]
    booking: str
    editable: bool


@dataclass(frozen=True, slots=True)
class TravelDay:
    """What moves on one day, by the clock of the visited city."""

    day: date
    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True)
class Available:
    """Between which moments a delegate can be somewhere: after they arrived, before they depart."""

    arrival: Movement | None
    departure: Movement | None

    @property
    def since(self) -> datetime | None:
        return self.arrival.ready_at if self.arrival is not None else None

    @property
    def until(self) -> datetime | None:
        return self.departure.leave_at if self.departure is not None else None


@dataclass(frozen=True, slots=True)
class Travels:
    """The page of a mission's travel; `missing` are guests who come and have no arrival yet."""

    days: tuple[TravelDay, ...]
    missing: tuple[Delegate, ...]


def movements_of(mission: Mission, user: Any) -> list[Movement]:
    """Two queries: what `user` sees of the mission's travel, in order, each with those on it as `.people`."""
    people = (
        Delegate.objects.visible_to(user)
        .select_related("person", "delegation")
        .order_by("delegation__party", "delegation", "pk")
    )
    rows: Iterable[Movement] = (
        Movement.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("leaving_city", "arriving_city")
        .prefetch_related(Prefetch("delegates", queryset=people, to_attr="people"))
    )
    return sorted(rows, key=lambda row: (row.first_at, row.pk))


def travels_of(mission: Mission, user: Any, coming: Sequence[Delegate]) -> Travels:
    """Two queries. `coming` are the guests who are expected; those without an arrival are named."""
    mine = standing(user, mission.pk)
    prepares = mine is not None and mine.prepares
    trips = [
        Trip(
            row,
            tuple(_on(row)),
            row.booking if prepares and mine is not None and mine.side == row.side else "",
            prepares,
        )
        for row in movements_of(mission, user)
    ]
    trips.sort(key=lambda trip: (_day(trip.movement), trip.movement.first_at, trip.movement.pk))
    days = tuple(
        TravelDay(day, tuple(rows)) for day, rows in groupby(trips, key=lambda trip: _day(trip.movement))
    )
    arriving = {
        delegate.pk
        for trip in trips
        for delegate in trip.people
        if trip.movement.direction == Direction.ARRIVAL and trip.movement.status != "cancelled"
    }
    return Travels(days, tuple(one for one in coming if one.pk not in arriving))


def trips_of(delegate: Delegate, user: Any) -> list[Movement]:
    """One query: how this delegate comes, goes on and leaves, as far as `user` sees it."""
    rows: Iterable[Movement] = (
        Movement.objects.visible_to(user)
        .filter(delegates=delegate)
        .select_related("leaving_city", "arriving_city")
    )
    return sorted(rows, key=lambda row: (row.first_at, row.pk))


def availability(movements: Iterable[Movement]) -> Available:
    """What the movements of one delegate leave of the visit; those that were called off count for nothing."""
    going = [row for row in movements if row.status != "cancelled"]
    arrivals = [row for row in going if row.direction == Direction.ARRIVAL and row.ready_at is not None]
    departures = [row for row in going if row.direction == Direction.DEPARTURE and row.leave_at is not None]
    return Available(
        max(arrivals, key=lambda row: (row.first_at, row.pk), default=None),
        min(departures, key=lambda row: (row.first_at, row.pk), default=None),
    )


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """Delegates whom a movement keeps from an engagement: `at` is the soonest, or the latest, moment."""

    key: str
    engagement: int
    movement: Movement
    people: tuple[int, ...]
    at: datetime


def out_of_reach_among(
    engagements: Mapping[str, Engagement], items: Iterable[Item], user: Any
) -> list[OutOfReach]:
    """One query. Which engagements are too early or too late for those who travel, in order."""
    if not engagements:
        return []
    mission = next(iter(engagements.values())).mission_id
    riding = _riding(mission, user)
    rows = {str(row.pk): row for _delegate, row in riding}
    cities = {
        str(row.venue_id): str(row.venue.city_id) for row in engagements.values() if row.venue is not None
    }
    grouped: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    moments: dict[tuple[str, str, str], datetime] = {}
    for fact in out_of_reach(items, cities, _journeys(riding)):
        early = isinstance(fact, TooEarly)
        key = ("early" if early else "late", fact.item, fact.journey)
        grouped[key].append(int(fact.person))
        moments[key] = fact.ready if isinstance(fact, TooEarly) else fact.leave
    return [
        OutOfReach(kind, int(item), rows[journey], tuple(people), moments[kind, item, journey])
        for (kind, item, journey), people in grouped.items()
    ]


def _riding(mission: int, user: Any) -> list[tuple[int, Movement]]:
    """Who is on what that was not called off: keys of delegates, each with a movement."""
    through: Any = Movement.delegates.through
    rows = (
        through._default_manager.filter(movement__in=Movement.objects.visible_to(user).going())
        .filter(movement__mission=mission)
        .select_related("movement__leaving_city", "movement__arriving_city")
        .order_by("pk")
    )
    return [(row.delegate_id, row.movement) for row in rows]


def _journeys(riding: Iterable[tuple[int, Movement]]) -> Iterable[Journey]:
    for delegate, row in riding:
        yield Journey(
            key=str(row.pk),
            person=str(delegate),
            departs=row.departs_at,
            arrives=row.lands_at,
            lead=row.lead_minutes,
            transfer=row.transfer_minutes,
            leaving=str(row.leaving_city_id) if row.leaving_city_id else None,
            arriving=str(row.arriving_city_id) if row.arriving_city_id else None,
        )


def alone_too_long(
    engagements: Iterable[Engagement], attendances: Iterable[Attendance]
) -> tuple[TooFewInterpreters, ...]:
    """Interpreted engagements past an hour and a half with fewer than two interpreters. No query."""
    named: dict[int, int] = defaultdict(int)
    for row in attendances:
        named[row.engagement_id] += row.function == Function.INTERPRETER
    return too_few_interpreters(
        Interpreted(str(row.pk), row.ends_at - row.starts_at, named[row.pk])
        for row in engagements
        if row.interpretation != Interpretation.NONE
    )


def travellers(mission: Mission, user: Any, movement: Movement | None) -> Any:
    """Delegates to put on a movement, by delegation; those who are on it stay among them."""
    seen = Delegate.objects.visible_to(user).filter(mission=mission)
    kept = Q(movements=movement) if movement is not None else Q(pk=None)
    gone = ("declined", "withdrawn")
    return (
        seen.filter(kept | ~Q(status__in=gone))
        .distinct()
        .select_related("person", "post__organisation", "delegation")
        .order_by("delegation__party", "delegation", "pk")
    )


def _on(row: Movement) -> list[Delegate]:
    people: list[Delegate] = row.people  # type: ignore[attr-defined]
    return people


def _day(row: Movement) -> date:
    """The day on which it concerns the visited city: of arrival, or of departure where one goes home."""
    first, second = row.local_arrival, row.local_departure
    if row.direction == Direction.DEPARTURE:
        first, second = second, first
    return (first or second).date()  # type: ignore[union-attr]

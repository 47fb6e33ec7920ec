"""Transfers: who rides in which vehicle, as one reader sees it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from legation.kernel.asked import key_asked
from legation.logistics.models import Car, Ride, Run
from legation.missions.choices import Party
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Movement
from legation.missions.queries.masthead import COMING
from legation.missions.rules import standing

DELEGATE = ("delegate__person", "delegate__delegation", "delegate__post__organisation")


@dataclass(frozen=True, slots=True)
class Aboard:
    """A vehicle with those in it whom the reader sees, first to enter first."""

    car: Car
    rides: tuple[Ride, ...]

    @property
    def free(self) -> int:
        return max(0, int(self.car.seats) - len(self.rides))


@dataclass(frozen=True, slots=True)
class RunPage:
    """A transfer: its vehicles in line, and who of those who ride has none."""

    run: Run
    cars: tuple[Aboard, ...]
    without: tuple[Delegate, ...]
    expected: int

    @property
    def seats(self) -> int:
        return sum(int(one.car.seats) for one in self.cars)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A transfer in the list."""

    run: Run
    cars: int
    seats: int
    riding: int


@dataclass(frozen=True, slots=True)
class RunDay:
    """The transfers of one day, by the clock of their place."""

    day: date
    rows: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class MyCar:
    """In which vehicle somebody rides, as their day tells it."""

    run: Run
    car: Car
    place: int


def run_days(mission: Mission, user: Any) -> tuple[RunDay, ...]:
    """Three queries: the transfers that `user` sees, with vehicles and how many ride."""
    runs = list(
        Run.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("movement", "engagement")
        .order_by("leaves_at", "pk")
    )
    cars: dict[int, list[int]] = defaultdict(list)
    for run, seats in Car.objects.visible_to(user).filter(run__in=runs).values_list("run", "seats"):
        cars[run].append(seats)
    riding: dict[int, int] = defaultdict(int)
    for run in Ride.objects.seen_by(user).filter(run__in=runs).values_list("run", flat=True):
        riding[run] += 1
    mine = standing(user, mission.pk)
    sees = mine.sees if mine is not None else frozenset()
    for run in runs:  # what became one side's own since is not named
        if run.movement is not None and run.movement.visibility not in sees:
            run.movement = None
        if run.engagement is not None and run.engagement.visibility not in sees:
            run.engagement = None
    rows = [RunRow(run, len(cars[run.pk]), sum(cars[run.pk]), riding[run.pk]) for run in runs]
    rows.sort(key=lambda row: (row.run.local_time.date(), row.run.leaves_at, row.run.pk))
    days = groupby(rows, key=lambda row: row.run.local_time.date())
    return tuple(RunDay(day, tuple(those)) for day, those in days)


def run_page(run: Run, user: Any) -> RunPage:
    """Four queries: vehicles, rides, and who is to ride."""
    rides: dict[int, list[Ride]] = defaultdict(list)
    rows = Ride.objects.seen_by(user).filter(run=run).select_related(*DELEGATE).order_by("car", "place", "pk")
    for ride in rows:
        rides[ride.car_id].append(ride)
    cars = Car.objects.visible_to(user).filter(run=run).order_by("position", "pk")
    aboard = tuple(Aboard(car, tuple(rides[car.pk])) for car in cars)
    seated = {ride.delegate_id for one in aboard for ride in one.rides}
    expected = list(riders_of(run).filter(pk__in=Delegate.objects.visible_to(user).values("pk")))
    return RunPage(run, aboard, tuple(one for one in expected if one.pk not in seated), len(expected))


def riders_of(run: Run) -> "QuerySet[Delegate]":
    """Everybody who is to ride, whoever sees them: named, of the flight, of the engagement, or all guests."""
    there: QuerySet[Delegate] = Delegate.objects.present().filter(mission=run.mission_id)
    named = run.riders.values("pk")
    if run.riders.exists():
        there = there.filter(pk__in=named)
    elif run.movement_id is not None:
        there = there.filter(
            pk__in=Movement.delegates.through._default_manager.filter(movement=run.movement_id).values(
                "delegate"
            )
        )
    elif run.engagement_id is not None:
        attending = Attendance.objects.present().filter(engagement=run.engagement_id)
        there = there.filter(pk__in=attending.values("delegate"), delegation__party=Party.GUEST)
    else:
        there = there.filter(delegation__party=Party.GUEST)
    return (
        there.filter(status__in=COMING)
        .select_related("person", "delegation__city", "post__organisation")
        .order_by("delegation", "person__family_name", "pk")
    )


def cars_of(delegate: Delegate, user: Any) -> list[MyCar]:
    """All vehicles in which a delegate rides, in order of time: one query."""
    rows = Ride.objects.seen_by(user).filter(delegate=delegate).select_related("car", "run__movement")
    return [MyCar(ride.run, ride.car, ride.place) for ride in rows.order_by("run__leaves_at", "run", "pk")]


def movements_for(mission: Mission, user: Any) -> "QuerySet[Movement]":
    """Flights and trains to choose from."""
    found: QuerySet[Movement] = (
        Movement.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("leaving_city", "arriving_city")
        .order_by("arrives_at", "departs_at", "pk")
    )
    return found


def engagements_for(mission: Mission, user: Any) -> "QuerySet[Engagement]":
    """Engagements to choose from."""
    found: QuerySet[Engagement] = (
        Engagement.objects.visible_to(user).filter(mission=mission).order_by("starts_at", "pk")
    )
    return found


def pick_ups(runs: Sequence[Run]) -> dict[int, list[Run]]:
    """Movement to the transfers that meet it."""
    found: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if run.movement_id is not None:
            found[run.movement_id].append(run)
    return found


def movement_wanted(mission: Mission, user: Any, asked: str) -> Movement | None:
    """The flight that a transfer is wanted for, if it is one that `user` sees."""
    key = key_asked(asked)
    return movements_for(mission, user).filter(pk=key).first() if key is not None else None


def rider_chosen(run: Run, user: Any, key: int) -> Delegate | None:
    """One of those who are to ride whom `user` sees."""
    return riders_of(run).filter(pk__in=Delegate.objects.visible_to(user).values("pk")).filter(pk=key).first()


def car_chosen(run: Run, user: Any, key: int | None) -> Car | None:
    """A vehicle of this transfer."""
    found: Car | None = Car.objects.visible_to(user).filter(run=run, pk=key).first()
    return found


def removed_car(run: Run, key: str, user: Any) -> Car | None:
    """A vehicle that was taken out of this transfer, for whoever may bring it back."""
    asked = key_asked(key)
    if asked is None or not user.has_perm("logistics.change_run", run):
        return None
    found: Car | None = Car.objects.filter(run=run, pk=asked).exclude(removed_at=None).first()
    return found

"""Writes who rides in which vehicle, and puts rooms and vehicles back as they were before a file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.exchange.choices import Fate
from legation.exchange.models import Parcel, Taken
from legation.exchange.queries.places import PLACES, Nights, boarding, bounds
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import ChangedMeanwhile
from legation.logistics.actions.runs import rides_of
from legation.logistics.choices import StayStatus
from legation.logistics.models import Car, Ride, RoomType, Run, Stay
from legation.missions.models import Delegate

BEFORE, AFTER = "rides", "rides_after"


class ChangedHere(ChangedMeanwhile):
    """Somebody gave out rooms or seats, or changed a record, since the plan was made. Nothing was written."""

    sentence = _(
        "Somebody changed here what this file changes, while it was being taken in. Look at it again. "
        "Nothing was taken in."
    )

    def __init__(self) -> None:
        super().__init__(version=0, revisions=())


def lock(mission: int | None) -> tuple[dict[int, RoomType], dict[int, Car]]:
    """Nobody gives out rooms or seats of a mission from here on: kinds of rooms first, as everywhere."""
    kinds = RoomType.objects.select_for_update(of=("self",)).filter(mission=mission)
    runs = Run.objects.select_for_update(of=("self",)).filter(mission=mission)
    cars = Car.objects.select_for_update(of=("self",)).filter(run__mission=mission)
    found = {kind.pk: kind for kind in kinds.order_by("pk")}
    list(runs.order_by("pk"))
    return found, {car.pk: car for car in cars.order_by("pk")}


def hold(plan: Any, chosen: set[str]) -> None:
    """Lock what the file gives out, and refuse where it is no longer as it was when that was planned."""
    if plan.mission is None:
        return
    kinds, cars = lock(plan.mission.pk)
    then = plan.here.rows
    if any(_room(kinds.get(key)) != _room(kind) for key, kind in then.get("room_type", {}).items()):
        raise ChangedHere
    runs = {key for where, key in boarding(plan, chosen).touched if where == "here"}
    changing = {Fate.CHANGED, Fate.DIFFERS}
    runs |= {row.here.run_id for row in plan.rows.get("car", ()) if row.fate in changing}
    rides: list[list[Any]] = []
    for key, car in then.get("car", {}).items():
        if car.run_id in runs:
            if _seats(cars.get(key)) != _seats(car):
                raise ChangedHere
            rides += [[car.run_id, *_ride(ride)] for ride in car.rides.all()]
    now = [[ride.run_id, *_ride(ride)] for ride in Ride.objects.filter(run__in=runs).order_by("pk")]
    if sorted(now) != sorted(rides) or bounds(plan):
        raise ChangedHere


def _room(kind: RoomType | None) -> tuple[Any, ...]:
    return (kind.venue_id, kind.beds, kind.count, kind.removed_at) if kind is not None else ()


def _seats(car: Car | None) -> tuple[Any, ...]:
    return (car.run_id, car.seats, car.removed_at) if car is not None else ()


def _ride(ride: Ride) -> list[Any]:
    return [ride.delegate_id, ride.car_id, ride.place, ride.by_hand]


def board(plan: Any, parcel: Parcel, taken: list[Taken], *, by: User) -> None:
    """Put everybody into the vehicle that the file says, once all records are made; note what undoes it."""
    planned, kind = boarding(plan, set(parcel.chosen)), ContentType.objects.get_for_model(Run)
    noted = {row.object_id: row for row in taken if row.content_type_id == kind.pk}
    runs = Run.objects.in_bulk([key for _here, key in planned.touched])
    for key, run in sorted(runs.items()):
        before = rides_of(run)
        _write(
            run, [(who[1], car[1], place, hand) for who, car, place, hand in planned.of_run(("here", key))]
        )
        after = rides_of(run)
        if after == before:
            continue
        log(Verb.CHANGED, run, by=by, mission_id=run.mission_id, visibility=run.seen_by())
        row = noted.get(key)
        if row is None:
            same = {"before": run.version, "after": run.version}
            row = Taken(parcel=parcel, content_type=kind, object_id=key, **same)
            taken.append(row)
        row.many = {**row.many, BEFORE: before, AFTER: after}


def _write(run: Run, rows: Iterable[Sequence[Any]]) -> None:
    Ride.objects.filter(run=run).delete()
    Ride.objects.bulk_create(
        Ride(run=run, delegate_id=who, car_id=car, place=place, by_hand=hand)
        for who, car, place, hand in rows
    )


def emptied(rows: Sequence[Taken]) -> list[Taken]:
    """Let everybody get out where all ride as the file said; gives the transfers to fill again afterwards."""
    found = []
    for row in rows:
        run = Run.objects.filter(pk=row.object_id).first()
        if run is not None and rides_of(run) == row.many[AFTER]:
            Ride.objects.filter(run=run).delete()
            found.append(row)
    return found


def filled_again(row: Taken) -> bool:
    """Everybody rides as before, where their vehicle is still there and has the seat; else it is told."""
    run = Run.objects.present().filter(pk=row.object_id).first()
    if run is None:
        return True  # it came with the file and went with it
    seats = dict(Car.objects.present().filter(run=run).values_list("pk", "seats"))
    there = set(
        Delegate.objects.present()
        .filter(pk__in=[each[0] for each in row.many[BEFORE]])
        .values_list("pk", flat=True)
    )
    riding: Counter[int] = Counter()
    back = []
    for who, car, place, hand in sorted(row.many[BEFORE], key=lambda each: each[2]):
        if who in there and riding[car] < seats.get(car, 0):
            riding[car] += 1
            back.append((who, car, place, hand))
    _write(run, back)
    return len(back) == len(row.many[BEFORE])


def rooms_free(rows: Sequence[Taken]) -> set[int]:
    """The stays of a file that can have their room of before again, when all of them have it at once.

    Asked once the stays that came with the file are gone. Stays that it took out want their room too.
    """
    stays = {each.pk: each for each in Stay.objects.filter(pk__in=[row.object_id for row in rows])}
    then: dict[int, Any] = {}
    for row in rows:
        stay = stays.get(row.object_id)
        if stay is None or stay.version != row.after:
            continue
        if stay.removed_at is not None:
            then[stay.pk] = stay
        else:
            old = stay.history.filter(version=row.before).order_by("-history_id").first()
            then |= {stay.pk: old} if old is not None else {}
    missions = {each.mission_id for each in stays.values()}
    others = (
        Stay.objects.present()
        .filter(mission__in=missions, delegate__removed_at=None, unit__isnull=False)
        .exclude(status=StayStatus.CANCELLED)
        .select_related("room_type")
        .order_by("pk")
    )
    here = list(others)
    going = set(then)
    while True:  # who cannot go back stays where somebody else would go back to
        nights = Nights()
        for stay in here:
            if stay.pk not in going:
                nights.take(("here", stay.room_type_id), stay.unit, stay.arrives_on, stay.leaves_on)
        stuck = {key for key in sorted(going) if not _again(then[key], nights)}
        if not stuck:
            return going
        going -= stuck


def holds_more(row: Taken) -> bool:
    """Put back as it was, a kind of room holds at least what it holds now, so that it can come first."""
    kind = RoomType.objects.filter(pk=row.object_id).first()
    if kind is None or kind.removed_at is not None:
        return kind is not None
    then: Any = kind.history.filter(version=row.before).order_by("-history_id").first()
    if then is None:
        return False
    return then.count >= kind.count and PLACES.get(then.beds, 2) >= PLACES.get(kind.beds, 2)


def in_use(kind: str, record: Any, then: Any) -> bool:
    """More rooms or seats are in use now than it had then."""
    if kind == "room_type":
        stays = Stay.objects.present().filter(room_type=record.pk, unit__gt=then.count)
        return stays.exclude(status=StayStatus.CANCELLED).exists()
    return kind == "car" and Ride.objects.filter(car=record.pk).count() > then.seats


def _again(old: Any, nights: Nights) -> bool:
    """Its room is still one of the hotel's and has a place on these nights, which it takes."""
    if old.unit is None or old.status == StayStatus.CANCELLED:
        return True
    kind = old.room_type
    if kind is None or kind.removed_at is not None or old.unit > kind.count:
        return False
    key, days = ("here", kind.pk), (old.arrives_on, old.leaves_on)
    free = nights.free(key, old.unit, *days, PLACES.get(kind.beds, 2))
    if free:
        nights.take(key, old.unit, *days)
    return free

"""Writes who rides in which vehicle, and puts rooms and vehicles back as they were before a file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from legation.accounts.models import User
from legation.exchange.models import Parcel, Taken
from legation.exchange.queries.places import PLACES, Nights, boarding
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.logistics.actions.runs import rides_of
from legation.logistics.choices import StayStatus
from legation.logistics.models import Car, Ride, Run, Stay
from legation.missions.models import Delegate

BEFORE, AFTER = "rides", "rides_after"


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
    """The stays of a file that can have their room of before again, when all of them have it at once."""
    stays = {each.pk: each for each in Stay.objects.filter(pk__in=[row.object_id for row in rows])}
    then: dict[int, Any] = {}
    for row in rows:
        stay = stays.get(row.object_id)
        if stay is not None and stay.version == row.after and stay.removed_at is None:
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

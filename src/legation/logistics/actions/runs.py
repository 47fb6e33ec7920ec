"""Plan transfers, load their vehicles, and put somebody into another one by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.convoy import Loaded, Passenger, Vehicle, load
from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb, Visibility
from legation.kernel.refusals import Refused
from legation.logistics.choices import VehicleKind
from legation.logistics.models import Car, Filling, Ride, Run
from legation.logistics.queries.rank import in_order
from legation.logistics.queries.runs import riders_of
from legation.missions.actions.engagements import instant
from legation.missions.choices import Capacity, Function
from legation.missions.models import Attendance, Delegate, Mission
from legation.missions.rules import standing

COMPANY = {Capacity.INTERPRETER, Capacity.SECURITY}


class NoClock(Refused):
    sentence = _(
        "Choose a flight or an engagement, or name a leg first: the clock of the place is not known."
    )
    field = "leaves"


class NotYoursToHide(Refused):
    sentence = _("You can let both sides or your own see it.")
    field = "visibility"


class WiderThanWhatItServes(Refused):
    sentence = _("Only one side sees the flight or the engagement; let only that side see the transfer.")
    field = "visibility"


class NoVehicles(Refused):
    sentence = _("There is no vehicle yet. Add the first.")


class NameTaken(Refused):
    sentence = _("There is a vehicle of this name.")
    field = "name"


class CarIsFull(Refused):
    sentence = _("%(car)s has no seat left.")
    field = "car"


class NotInThisRun(Refused):
    sentence = _("They do not ride on this transfer.")


class FewerSeatsThanRiders(Refused):
    sentence = _("%(n)s people ride in it. Put some elsewhere first.")
    field = "seats"


class MoreRideThanYouSee(FewerSeatsThanRiders):
    """As above, where a number would count people whom the reader does not see."""

    sentence = _("More people ride in it. Put some elsewhere first, or ask the other side.")


@transaction.atomic
def add_run(mission: Mission, values: Mapping[str, Any], *, by: User) -> Run:
    """Plan a transfer. `leaves` is by the clock of its place."""
    fields, riders = _checked(mission, values, None, by)
    return editing.add(Run(mission=mission, **fields), by=by, many={"riders": riders})


@transaction.atomic
def change_run(run: Run, values: Mapping[str, Any], *, seen: int, by: User) -> Run:
    """Another time, another flight, others who ride. Riders whom `by` does not see stay."""
    fields, riders = _checked(run.mission, values, run, by)
    hidden = run.riders.exclude(pk__in=Delegate.objects.visible_to(by).values("pk"))
    return editing.change(run, {**fields, "riders": [*riders, *hidden]}, seen=seen, by=by)


@transaction.atomic
def add_car(run: Run, values: Mapping[str, Any], *, by: User) -> Car:
    """A vehicle in the line of a transfer."""
    return editing.add(Car(run=run, **values), by=by)


@transaction.atomic
def change_car(car: Car, values: Mapping[str, Any], *, seen: int, by: User) -> Car:
    """Another driver, more seats; never fewer than ride in it."""
    lock_run(car.run)
    riding = Ride.objects.filter(car=car).count()
    if values.get("seats", car.seats) < riding:
        seen_riding = Ride.objects.seen_by(by).filter(car=car).count()
        raise FewerSeatsThanRiders(n=riding) if seen_riding == riding else MoreRideThanYouSee()
    return editing.change(car, values, seen=seen, by=by)


@transaction.atomic
def remove_car(car: Car, *, by: User) -> Car:
    """Take a vehicle out of the line; those in it wait for another."""
    removed = editing.remove(car, by=by)
    Ride.objects.filter(car=car).delete()
    return removed


@transaction.atomic
def restore_car(car: Car, *, by: User) -> Car:
    """Undo a removal, unless another vehicle of the transfer took the name."""
    try:
        with transaction.atomic():
            return editing.restore(car, by=by)
    except IntegrityError:
        if Car.objects.present().filter(run=car.run_id, name=car.name).exists():
            raise NameTaken from None
        raise


@transaction.atomic
def load_run(run: Run, *, by: User) -> Loaded:
    """Load the vehicles: cars by rank with each principal's company, coaches by load with groups together.

    Everybody who is to ride is loaded, those whom `by` does not see as well: a seat is a seat.
    """
    lock_run(run)
    cars = list(Car.objects.present().select_for_update().filter(run=run).order_by("position", "pk"))
    if not cars:
        raise NoVehicles
    city = run.mission.legs.filter(removed_at=None).select_related("city").order_by("starts_on").first()
    people = in_order(riders_of(run), run.mission, city.city.country if city is not None else "")
    loaded = load(_passengers(run, people), [_vehicle(car) for car in cars])
    fixed = set(Ride.objects.filter(run=run, by_hand=True).values_list("delegate", flat=True))
    before = rides_of(run)
    Ride.objects.filter(run=run).delete()
    Ride.objects.bulk_create(
        Ride(run=run, car_id=int(key), delegate_id=int(who), place=place, by_hand=int(who) in fixed)
        for key, inside in loaded.boarding.items()
        for place, who in enumerate(inside, start=1)
    )
    _keep(run, before, by, by_hand=False)
    log(Verb.CHANGED, run, by=by, mission_id=run.mission_id, visibility=run.seen_by())
    return loaded


@transaction.atomic
def put_into(run: Run, delegate: Delegate, car: Car | None, *, by: User) -> None:
    """Put somebody into a vehicle by hand, or take them out of it."""
    if not riders_of(run).filter(pk=delegate.pk).exists() or (car is not None and car.run_id != run.pk):
        raise NotInThisRun
    lock_run(run)
    before = rides_of(run)
    Ride.objects.filter(run=run, delegate=delegate).delete()
    if car is not None:
        locked = Car.objects.select_for_update().get(pk=car.pk)
        riding = Ride.objects.filter(car=locked).count()
        if riding >= locked.seats:
            raise CarIsFull(car=car)
        Ride.objects.create(run=run, car=locked, delegate=delegate, place=riding + 1, by_hand=True)
    _keep(run, before, by, by_hand=True)
    side = delegate.visibility if delegate.visibility != Visibility.SHARED else run.seen_by()
    log(Verb.CHANGED, run, by=by, mission_id=run.mission_id, visibility=side)


def lock_run(run: Run) -> None:
    """Before the vehicles: whoever loads, by hand or from a mission's file, waits for whoever does."""
    Run.objects.select_for_update(of=("self",)).get(pk=run.pk)


def rides_of(run: Run) -> list[list[Any]]:
    """Who rides where, as a filling keeps it."""
    rows = Ride.objects.filter(run=run).order_by("delegate")
    return [list(row) for row in rows.values_list("delegate", "car", "place", "by_hand")]


def _keep(run: Run, before: list[list[Any]], by: User, *, by_hand: bool) -> None:
    """Keep who rode where, so that one step undoes it; nothing where nobody moved."""
    after, mine = rides_of(run), standing(by, run.mission_id)
    if mine is not None and after != before:
        kept = {"mission_id": run.mission_id, "side": mine.side, "by": by, "at": timezone.now()}
        Filling.objects.create(run=run, before=before, after=after, by_hand=by_hand, **kept)


def _passengers(run: Run, people: Sequence[Delegate]) -> list[Passenger]:
    """People in order, with whom they serve: an interpreter or guard the head of their own delegation."""
    fixed = dict(Ride.objects.filter(run=run, by_hand=True).values_list("delegate", "car"))
    heads = {one.delegation_id: one.pk for one in reversed(people) if one.capacity not in COMPANY}
    heads |= {one.delegation_id: one.pk for one in people if one.capacity == Capacity.HEAD}
    voices = set(
        Attendance.objects.present()
        .filter(engagement=run.engagement_id, function=Function.INTERPRETER)
        .values_list("delegate", flat=True)
        if run.engagement_id is not None
        else ()
    )
    served: set[int] = set()
    found = []
    for rank, one in enumerate(people):
        head = heads.get(one.delegation_id)
        serves = None
        wanted = one.capacity == Capacity.INTERPRETER or one.pk in voices
        if wanted and head is not None and head not in served and head != one.pk:
            serves = head
            served.add(head)
        found.append(
            Passenger(
                key=str(one.pk),
                side=one.delegation.party,
                group=str(one.delegation_id),
                rank=rank,
                serves=str(serves) if serves is not None else None,
                partner=str(one.partner_id) if one.partner_id is not None else None,
                fixed=str(fixed[one.pk]) if one.pk in fixed else None,
            )
        )
    return found


def _vehicle(car: Car) -> Vehicle:
    coach = car.kind == VehicleKind.COACH
    return Vehicle(str(car.pk), car.seats, coach, car.party or None, alone=car.alone and not coach)


def _checked(
    mission: Mission, values: Mapping[str, Any], run: Run | None, by: User
) -> tuple[dict[str, Any], list[Delegate]]:
    fields = dict(values)
    riders = list(fields.pop("riders", ()))
    mine = standing(by, mission.pk)
    visibility = fields.get("visibility", Visibility.SHARED)
    if mine is None or visibility not in mine.sees:
        raise NotYoursToHide
    movement = fields.get("movement", run.movement if run is not None else None)
    engagement = fields.get("engagement", run.engagement if run is not None else None)
    for part in (movement, engagement):
        if part is not None and part.visibility not in {Visibility.SHARED, visibility}:
            raise WiderThanWhatItServes
    zone = ""
    if movement is not None:
        zone = movement.zone
    elif engagement is not None:
        zone = engagement.zone
    if not zone:
        leg = mission.legs.filter(removed_at=None).select_related("city").order_by("starts_on").first()
        zone = leg.city.time_zone if leg is not None else run.zone if run is not None else ""
    if not zone:
        raise NoClock
    fields["leaves_at"] = instant(fields.pop("leaves"), zone, "leaves")
    return {**fields, "zone": zone}, riders

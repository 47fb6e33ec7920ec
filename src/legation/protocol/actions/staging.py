"""Stage an engagement: ceremony, vehicles, and who is checked in at the door."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.actions import change_attendance
from legation.missions.models import Attendance, Delegate, Engagement
from legation.protocol.choices import VehicleKind
from legation.protocol.models import Ceremony, Vehicle
from legation.protocol.queries.staging_cars import MOST


class VehicleOfThisName(Refused):
    sentence = _("There is a vehicle of this name.")
    field = "name"


class MoreAlwaysThanSeats(Refused):
    sentence = _("%(n)s people are always in it, and it has seats for %(seats)s.")
    field = "riders"


class MoreSeatsThanItHas(Refused):
    sentence = _("%(kind)s: from 1 to %(most)s passengers.")
    field = "seats"


class RidesElsewhere(Refused):
    sentence = _("%(who)s is always in %(vehicle)s already.")
    field = "riders"


@transaction.atomic
def stage(engagement: Engagement, values: Mapping[str, Any], *, seen: int, by: User) -> Ceremony:
    """Say how it is staged; `seen` is 0 for who saw the defaults.

    Raises ChangedMeanwhile when somebody did since.
    """
    found: Ceremony | None = Ceremony.objects.present().filter(engagement=engagement).first()
    if found is None:
        return editing.add(Ceremony(engagement=engagement, **values), by=by)
    return editing.change(found, values, seen=seen, by=by)


@transaction.atomic
def add_vehicle(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Vehicle:
    """Add a car, van or coach. `riders`, where given, always ride in it."""
    fields = dict(values)
    riders = list(fields.pop("riders", ()))
    vehicle = Vehicle(engagement=engagement, **fields)
    _check(vehicle, riders)
    return editing.add(vehicle, by=by, many={"riders": riders})


@transaction.atomic
def change_vehicle(vehicle: Vehicle, values: Mapping[str, Any], *, seen: int, by: User) -> Vehicle:
    """Change a vehicle. Whom the editor was not shown among its riders stays in it."""
    fields = dict(values)
    offered = fields.pop("offered", None)
    riders = list(fields.get("riders", ()))
    if "riders" in fields and offered is not None:
        fields["riders"] = [*riders, *(each for each in vehicle.riders.all() if each.pk not in offered)]
    then = copy(vehicle)
    for name in ("name", "kind", "seats"):
        setattr(then, name, fields.get(name, getattr(vehicle, name)))
    _check(then, riders)
    return editing.change(vehicle, fields, seen=seen, by=by)


@transaction.atomic
def remove_vehicle(vehicle: Vehicle, *, by: User) -> Vehicle:
    """Take a vehicle out of the line; its riders stay written down for its return."""
    return editing.remove(vehicle, by=by)


@transaction.atomic
def restore_vehicle(vehicle: Vehicle, *, by: User) -> Vehicle:
    """Undo a removal; refused where its name was given to another since."""
    _check(vehicle, ())
    return editing.restore(vehicle, by=by)


@transaction.atomic
def check_in(attendance: Attendance, presence: str, *, seen: int, by: User) -> Attendance:
    """Mark somebody at the door. Two who mark the same at once agree; else the second is told.

    Raises ChangedMeanwhile when it was changed to something else since.
    """
    current: Attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    if current.presence == presence:
        return current
    return change_attendance(attendance, {"presence": presence}, seen=seen, by=by)


def _check(vehicle: Vehicle, riders: Sequence[Delegate]) -> None:
    """Its name is free, its kind has so many seats, and who always rides in it rides nowhere else."""
    others = Vehicle.objects.present().filter(engagement=vehicle.engagement).exclude(pk=vehicle.pk)
    if others.filter(name=vehicle.name).exists():
        raise VehicleOfThisName
    most = MOST[VehicleKind(vehicle.kind)]
    if vehicle.seats > most:
        raise MoreSeatsThanItHas(kind=VehicleKind(vehicle.kind).label, most=most)
    if len(riders) > vehicle.seats:
        raise MoreAlwaysThanSeats(n=len(riders), seats=vehicle.seats)
    for other in others.prefetch_related("riders__person"):
        for rider in other.riders.all():
            if rider in riders:
                raise RidesElsewhere(who=rider, vehicle=other)

"""Stage an engagement: ceremony, vehicles, and who is checked in at the door."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.actions import change_attendance
from legation.missions.models import Attendance, Engagement
from legation.protocol.models import Ceremony, Vehicle


class VehicleOfThisName(Refused):
    sentence = _("There is a vehicle of this name.")
    field = "name"


class MoreAlwaysThanSeats(Refused):
    sentence = _("%(n)s people are always in it, and it has seats for %(seats)s.")
    field = "riders"


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
    _check(engagement, None, fields["name"], riders, fields.get("seats", 3))
    return editing.add(Vehicle(engagement=engagement, **fields), by=by, many={"riders": riders})


@transaction.atomic
def change_vehicle(vehicle: Vehicle, values: Mapping[str, Any], *, seen: int, by: User) -> Vehicle:
    """Change a vehicle. Whom the editor was not shown among its riders stays in it."""
    fields = dict(values)
    offered = fields.pop("offered", None)
    riders = list(fields.get("riders", ()))
    if "riders" in fields and offered is not None:
        fields["riders"] = [*riders, *(each for each in vehicle.riders.all() if each.pk not in offered)]
    _check(
        vehicle.engagement,
        vehicle,
        fields.get("name", vehicle.name),
        riders,
        fields.get("seats", vehicle.seats),
    )
    return editing.change(vehicle, fields, seen=seen, by=by)


@transaction.atomic
def remove_vehicle(vehicle: Vehicle, *, by: User) -> Vehicle:
    """Take a vehicle out of the line; its riders stay written down for its return."""
    return editing.remove(vehicle, by=by)


@transaction.atomic
def restore_vehicle(vehicle: Vehicle, *, by: User) -> Vehicle:
    """Undo a removal; refused where its name was given to another since."""
    _check(vehicle.engagement, vehicle, vehicle.name, (), vehicle.seats)
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


def _check(engagement: Engagement, vehicle: Vehicle | None, name: str, riders: Any, seats: int) -> None:
    others = Vehicle.objects.present().filter(engagement=engagement)
    if vehicle is not None:
        others = others.exclude(pk=vehicle.pk)
    if others.filter(name=name).exists():
        raise VehicleOfThisName
    if len(riders) > seats:
        raise MoreAlwaysThanSeats(n=len(riders), seats=seats)
    for other in others.prefetch_related("riders__person"):
        for rider in other.riders.all():
            if rider in riders:
                raise RidesElsewhere(who=rider, vehicle=other)

"""Vehicles from above, the front at the top, each seat with the number of who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.engine.seating import Person as Anybody
from legation.engine.seating import Request, seat
from legation.engine.seating import Vehicle as Asked
from legation.missions.models import Delegate
from legation.protocol.choices import Driver, VehicleKind, Wheel
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending
from legation.protocol.queries.staging_shapes import INKS, Block, Figure, Picture, Text

MOST = {VehicleKind.CAR: 4, VehicleKind.VAN: 20, VehicleKind.COACH: 80}  # passengers
UNIT = 84  # units of the drawing for a metre
SEAT, DRIVER = 21, 17
EDGE = 26
AISLE = 0.6  # metres from the middle of a coach within which a seat is at the aisle


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat in a vehicle, metres to the right of its middle and forward."""

    seat: str
    x: float
    y: float


class Rider(Protocol):
    """Who sits on a chair: `number` is the order of entering."""

    @property
    def number(self) -> int: ...
    @property
    def attending(self) -> Attending: ...
    @property
    def seat(self) -> str: ...
    @property
    def place(self) -> str: ...


def chairs_of(vehicle: Vehicle) -> list[Chair]:
    """The seats of an empty vehicle, that of the first in rank first."""
    asked = Asked("v", int(vehicle.seats), str(vehicle.kind), str(vehicle.driver), str(vehicle.wheel))
    made = seat(Request("vehicles", (Anybody("anybody"),), vehicles=(asked,)))
    body = made.tables[0]
    return [
        Chair(each.seat, round(each.x - body.x, 3), round(each.y - body.y, 3))
        for each in sorted(made.seats, key=lambda each: each.place or 0)
    ]


def place_name(vehicle: Vehicle, chair: Chair, chairs: Sequence[Chair]) -> str:
    """Where a seat is, in words."""
    right = chair.x > 0
    if vehicle.kind == VehicleKind.CAR:
        if chair.y > 0:
            return pgettext("seat in a car", "front")
        if abs(chair.x) < 0.2:
            return pgettext("seat in a car", "rear middle")
        return pgettext("seat in a car", "rear right") if right else pgettext("seat in a car", "rear left")
    rows = sorted({each.y for each in chairs}, reverse=True)
    if vehicle.kind == VehicleKind.VAN:
        if chair is chairs[-1]:
            return _("in front, beside the driver")
        rows = [y for y in rows if y != chairs[-1].y]
        words = _("row %(row)s, right") if right else _("row %(row)s, left")
    elif abs(chair.x) < AISLE:
        words = _("row %(row)s, right of the aisle") if right else _("row %(row)s, left of the aisle")
    else:
        words = _("row %(row)s, right window") if right else _("row %(row)s, left window")
    return words % {"row": rows.index(chair.y) + 1}


def vehicle_picture(vehicle: Vehicle, chairs: Sequence[Chair], riders: Sequence[Rider]) -> Picture:
    """The vehicle with its driver, and on each seat the number of who sits there."""
    front, back = max(each.y for each in chairs), min(each.y for each in chairs)
    coach = vehicle.kind == VehicleKind.COACH
    driver_y = front + 1.0 if coach else max(front, 0.4)
    driver_x = (0.9 if coach else 0.5) * (1 if vehicle.wheel == Wheel.RIGHT else -1)
    half = max(0.86, max(abs(each.x) for each in chairs) + 0.36)
    width = round(2 * half * UNIT) + 2 * EDGE
    middle, top = width // 2, EDGE + 66

    def at(x: float, y: float) -> tuple[int, int]:
        return middle + round(x * UNIT), top + round((driver_y - y) * UNIT)

    body = Block(EDGE, EDGE, width - 2 * EDGE, at(0, back)[1] + 56 - EDGE, "body", 34)
    x, y = at(driver_x, driver_y)
    by_seat = {each.seat: each for each in riders}
    label = str(Driver(vehicle.driver).label)
    figures = [Figure(x, y, DRIVER, "third", INKS["third"], None, first=False, label=label, dashed=True)]
    figures += [_figure(by_seat.get(each.seat), *at(each.x, each.y)) for each in chairs]
    glass = EDGE + 30
    return Picture(
        key=f"vehicle-{vehicle.pk}-plan",
        width=width,
        height=body.y + body.height + EDGE,
        title=_("%(vehicle)s from above") % {"vehicle": vehicle.name},
        description=_said(riders, len(chairs)),
        figures=tuple(figures),
        blocks=(body,),
        lines=(
            f"M{EDGE + 20} {glass}Q{middle} {glass - 20} {width - EDGE - 20} {glass}",
            f"M{x - 13} {y - 25}Q{x} {y - 32} {x + 13} {y - 25}",
        ),
        texts=(Text(middle, EDGE - 8, _("front of the vehicle"), "soft"),),
    )


def _figure(rider: Rider | None, x: int, y: int) -> Figure:
    if rider is None:
        return Figure(x, y, SEAT, "third", INKS["third"], None, first=False, label="", dashed=True)
    delegate: Delegate = rider.attending.delegate
    side = rider.attending.party
    return Figure(
        x, y, SEAT, side, INKS[side], rider.number, first=rider.number == 1, label=str(delegate.person)
    )


def _said(riders: Sequence[Rider], seats: int) -> str:
    """The drawing in words."""
    said = [f"{each.number} {each.attending.person}, {each.place}" for each in riders]
    free = seats - len(said)
    return "; ".join([*said, *([_("free seats: %(n)s") % {"n": free}] if free else [])]) + "."

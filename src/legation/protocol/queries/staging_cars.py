"""Vehicles from above, the front at the top, each seat with the number of who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.protocol.choices import Driver, VehicleKind, Wheel
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending
from legation.protocol.queries.staging_shapes import INKS, Block, Figure, Picture, Text

ROW = {VehicleKind.CAR: 4, VehicleKind.VAN: 3, VehicleKind.COACH: 4}  # seats in a row; of a car, in all
UNIT = 84  # units of the drawing for a metre
SEAT, BESIDE = 21, 18
EDGE = 26


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat in a vehicle: metres to the right of its middle and forward."""

    seat: str
    x: float
    y: float
    why: str = ""


def rows_of(vehicle: Vehicle) -> list[Chair]:
    """The seats of a van or coach in rows from the front, each from the right, as ranks fill them."""
    wide = ROW[VehicleKind(vehicle.kind)]
    found = []
    for place in range(int(vehicle.seats)):
        row, column = divmod(place, wide)
        aisle = 0.22 if wide == 4 else 0.0
        across = (wide - 1) / 2 - column
        x = across * 0.55 + (aisle if across > 0 else -aisle)
        found.append(Chair(f"r{row + 1}-{column + 1}", x, -0.85 * row))
    return found


def place_name(vehicle: Vehicle, chair: Chair) -> str:
    """Where a seat is, in words."""
    if vehicle.kind == VehicleKind.CAR:
        if chair.y > 0:
            return pgettext("seat in a car", "front")
        if abs(chair.x) < 0.2:
            return pgettext("seat in a car", "rear middle")
        return (
            pgettext("seat in a car", "rear right") if chair.x > 0 else pgettext("seat in a car", "rear left")
        )
    row = round(-chair.y / 0.85) + 1
    side = _("at the right") if chair.x > 0.1 else _("at the left") if chair.x < -0.1 else _("in the middle")
    return _("row %(row)s, %(side)s") % {"row": row, "side": side}


def vehicle_picture(vehicle: Vehicle, chairs: Sequence[Chair], load: Sequence[Attending]) -> Picture:
    """The vehicle with its driver, and on each seat the number of who sits there."""
    seats = list(chairs) or rows_of(vehicle)
    front = max(each.y for each in seats)
    driver = front if vehicle.kind == VehicleKind.CAR and len(seats) > 2 else front + 0.95
    driver = max(driver, 0.4) if vehicle.kind == VehicleKind.CAR else driver
    half = max(0.82, max(abs(each.x) for each in seats) + 0.34)
    back = min(each.y for each in seats)
    width = round(2 * half * UNIT) + 2 * EDGE
    middle, top = width // 2, EDGE + 62

    def at(x: float, y: float) -> tuple[int, int]:
        return middle + round(x * UNIT), top + round((driver - y) * UNIT)

    body = Block(EDGE, EDGE, width - 2 * EDGE, at(0, back)[1] + 54 - EDGE, "body", 34)
    wheel = 0.4 if vehicle.wheel == Wheel.RIGHT else -0.4
    if vehicle.kind != VehicleKind.CAR:
        wheel = (half - 0.5) * (1 if wheel > 0 else -1)
    x, y = at(wheel, driver)
    figures = [
        Figure(x, y, BESIDE, "third", INKS["third"], None, first=False, label=_driver(vehicle), dashed=True)
    ]
    for number, chair in enumerate(seats, start=1):
        each = load[number - 1] if number <= len(load) else None
        figures.append(_figure(each, number, *at(chair.x, chair.y)))
    glass = EDGE + 30
    lines = [
        f"M{EDGE + 20} {glass}Q{middle} {glass - 20} {width - EDGE - 20} {glass}",
        f"M{x - 13} {y - 27}Q{x} {y - 34} {x + 13} {y - 27}",
    ]
    height = body.y + body.height + 8
    return Picture(
        key=f"vehicle-{vehicle.pk}-plan",
        width=width,
        height=height + EDGE // 2,
        title=_("%(vehicle)s from above") % {"vehicle": vehicle.name},
        description=_said(vehicle, seats, load),
        figures=tuple(figures),
        blocks=(body,),
        lines=tuple(lines),
        texts=(Text(middle, EDGE - 8, _("front"), "soft"),),
    )


def _figure(each: Attending | None, number: int, x: int, y: int) -> Figure:
    if each is None:
        return Figure(x, y, SEAT, "third", INKS["third"], None, first=False, label="", dashed=True)
    side = each.party
    return Figure(x, y, SEAT, side, INKS[side], number, first=number == 1, label=str(each.person))


def _driver(vehicle: Vehicle) -> str:
    return str(Driver(vehicle.driver).label)


def _said(vehicle: Vehicle, seats: Sequence[Chair], load: Sequence[Attending]) -> str:
    """The drawing in words."""
    riders = [
        f"{number} {each.person}, {place_name(vehicle, chair)}"
        for number, (each, chair) in enumerate(zip(load, seats, strict=False), start=1)
    ]
    free = len(seats) - len(riders)
    return "; ".join([*riders, *([_("free seats: %(n)s") % {"n": free}] if free else [])]) + "."

"""Who rides in which vehicle and on which seat (V1, V2), and who enters when (V3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legation.engine.seating import Seat, TableSpec, reason, seat
from legation.missions.models import Engagement
from legation.protocol.choices import VehicleKind, Wheel
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.staging_people import Cast, cast_of, language, request_of


@dataclass(frozen=True, slots=True)
class Riding:
    """One who rides: `number` is their place in the vehicle by rank and the order of entering (V3), `seat`
    the chair's key, `always` that somebody put them in this vehicle by hand."""

    number: int
    attending: Attending
    seat: str
    always: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A vehicle with who rides in it, first in rank first."""

    vehicle: Vehicle
    riders: tuple[Riding, ...]

    @property
    def free(self) -> int:
        return int(self.vehicle.seats) - len(self.riders)


@dataclass(frozen=True, slots=True)
class VehiclePlan:
    """All vehicles of an engagement in their line.

    `without` have no seat in any vehicle; `lacking` is how many seats lack. `awkward` tells that the traffic
    keeps left somewhere, so that the seat of honour is on the side of the road (V3). `missing` says what
    stands in the way: vehicles, people, order (see `question`) or accepted.
    """

    engagement: Engagement
    vehicles: tuple[Loaded, ...]
    without: tuple[Attending, ...] = ()
    waiting: tuple[Attending, ...] = ()
    missing: str = ""
    question: str = ""

    @property
    def lacking(self) -> int:
        return len(self.without)

    @property
    def awkward(self) -> bool:
        return any(each.vehicle.wheel == Wheel.RIGHT for each in self.vehicles)

    @property
    def by_person(self) -> tuple[tuple[Attending, Vehicle], ...]:
        """Everybody who rides, with their vehicle, vehicle by vehicle."""
        return tuple((riding.attending, one.vehicle) for one in self.vehicles for riding in one.riders)


def vehicles_of(setting: Setting, vehicles: Iterable[Vehicle]) -> VehiclePlan:
    """Who rides in what, over what all readers see: no query where `vehicles` come with their `riders`
    prefetched."""
    line = sorted(vehicles, key=lambda each: (each.position, each.name, each.pk))
    cast = cast_of(setting)
    engagement = setting.engagement
    missing = "vehicles" if not line else cast.missing
    if missing:
        empty = tuple(Loaded(each, ()) for each in line)
        return VehiclePlan(engagement, empty, (), cast.waiting, missing, cast.question)
    by_hand = {str(rider.pk): each.pk for each in line for rider in each.riders.all()}
    loads = _loads(cast, line, by_hand)
    ridden = {each.key for load in loads.values() for each in load}
    return VehiclePlan(
        engagement=engagement,
        vehicles=tuple(_loaded(cast, each, loads[each.pk], by_hand) for each in line),
        without=tuple(each for each in cast.everybody if each.key not in ridden),
        waiting=cast.waiting,
    )


def _loads(cast: Cast, line: list[Vehicle], by_hand: Mapping[str, int]) -> dict[int, list[Attending]]:
    """Who rides in each vehicle: those put there by hand, then by precedence along the line."""
    room = {each.pk: int(each.seats) for each in line}
    chosen: dict[str, int] = {}
    for each in cast.everybody:
        if room.get(by_hand.get(each.key, 0), 0):
            chosen[each.key] = by_hand[each.key]
            room[by_hand[each.key]] -= 1
    for each in cast.everybody:
        if each.key in chosen:
            continue
        free = [one.pk for one in line if room[one.pk] and one.party in {"", each.party}]
        if free:
            chosen[each.key] = free[0]
            room[free[0]] -= 1
    return {one.pk: [each for each in cast.everybody if chosen.get(each.key) == one.pk] for one in line}


def _loaded(cast: Cast, vehicle: Vehicle, load: list[Attending], by_hand: Mapping[str, int]) -> Loaded:
    seats = _seats(cast, vehicle, load)
    return Loaded(
        vehicle,
        tuple(
            Riding(
                number=number,
                attending=each,
                seat=seats[each.key].seat if each.key in seats else str(number),
                always=by_hand.get(each.key) == vehicle.pk,
                why=reason(seats[each.key], language()) if each.key in seats else "",
            )
            for number, each in enumerate(load, start=1)
        ),
    )


def _seats(cast: Cast, vehicle: Vehicle, load: list[Attending]) -> dict[str, Seat]:
    if vehicle.kind != VehicleKind.CAR or not load:
        return {}
    table = TableSpec("car", min(int(vehicle.seats), 4))
    asked = request_of(cast, "car", tuple(load), tables=(table,), driver=vehicle.driver, wheel=vehicle.wheel)
    return {str(each.person): each for each in seat(asked).seats if each.person is not None}

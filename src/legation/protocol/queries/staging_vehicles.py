"""Who rides in which vehicle and on which seat (V1, V2), and who enters when (V3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from legation.directory.models import Person
from legation.engine.naming import sort_key
from legation.engine.seating import TableSpec, reason, seat
from legation.missions.models import Engagement
from legation.protocol.choices import VehicleKind, Wheel
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.staging_cars import ROW, Chair, place_name, rows_of, vehicle_picture
from legation.protocol.queries.staging_people import Cast, cast_of, language, request_of
from legation.protocol.queries.staging_shapes import Picture
from legation.protocol.queries.staging_words import name_of


@dataclass(frozen=True, slots=True)
class Riding:
    """One who rides: `number` is their place in the vehicle by rank and the order of entering (V3), `seat`
    the chair's key and `place` its name, `always` that somebody put them in this vehicle by hand."""

    number: int
    attending: Attending
    seat: str
    place: str
    always: bool
    why: str = ""

    @property
    def person(self) -> Person:
        return self.attending.person

    @property
    def side(self) -> str:
        """guest, host or third."""
        return self.attending.party


@dataclass(frozen=True, slots=True)
class Loaded:
    """A vehicle with who rides in it, first in rank first, and its drawing from above."""

    vehicle: Vehicle
    riders: tuple[Riding, ...]
    picture: Picture | None = None

    @property
    def free(self) -> int:
        return int(self.vehicle.seats) - len(self.riders)


@dataclass(frozen=True, slots=True)
class VehiclePlan:
    """All vehicles of an engagement in their line.

    `without` have no seat in any vehicle that is for them; `lacking` is how many seats lack. `awkward` tells
    that the traffic keeps left, so that the seat of honour is on the side of the road (V3). `missing` says
    what stands in the way: vehicles, people, order (see `question`) or accepted. `conflict` are sentences.
    """

    engagement: Engagement
    vehicles: tuple[Loaded, ...]
    without: tuple[Attending, ...] = ()
    waiting: tuple[Attending, ...] = ()
    missing: str = ""
    question: str = ""
    conflict: tuple[str, ...] = ()

    @property
    def lacking(self) -> int:
        return len(self.without)

    @property
    def awkward(self) -> bool:
        return any(each.vehicle.wheel == Wheel.RIGHT for each in self.vehicles)

    @property
    def by_person(self) -> tuple[tuple[Riding, Vehicle], ...]:
        """Everybody who rides, with their vehicle, vehicle by vehicle."""
        return tuple((riding, one.vehicle) for one in self.vehicles for riding in one.riders)

    @property
    def alphabetical(self) -> tuple[tuple[Riding, Vehicle], ...]:
        """The same by name, as the reader's language sorts."""
        reader = get_language() or "en"
        return tuple(
            sorted(
                self.by_person,
                key=lambda pair: (sort_key(name_of(pair[0].attending), reader), pair[0].attending.key),
            )
        )


def vehicles_of(setting: Setting | Cast, vehicles: Iterable[Vehicle]) -> VehiclePlan:
    """Who rides in what, over what all readers see: no query where `vehicles` come with their `riders`
    prefetched."""
    line = sorted(vehicles, key=lambda each: (each.position, each.name, each.pk))
    cast = cast_of(setting)
    engagement = cast.ranked.engagement
    missing = cast.missing if line else "vehicles"
    if missing:
        empty = tuple(Loaded(each, (), vehicle_picture(each, [], [])) for each in line)
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
    chairs = _chairs(cast, vehicle, load)
    riders = tuple(
        Riding(
            number=number,
            attending=each,
            seat=chair.seat,
            place=place_name(vehicle, chair),
            always=by_hand.get(each.key) == vehicle.pk,
            why=chair.why,
        )
        for number, (each, chair) in enumerate(zip(load, chairs, strict=False), start=1)
    )
    return Loaded(vehicle, riders, vehicle_picture(vehicle, chairs, load))


def _chairs(cast: Cast, vehicle: Vehicle, load: list[Attending]) -> list[Chair]:
    """The chairs of a vehicle, that of the first in rank first; those of a car by V1 or V2."""
    if vehicle.kind != VehicleKind.CAR or int(vehicle.seats) > ROW[VehicleKind.CAR] or not load:
        return rows_of(vehicle)
    table = TableSpec("car", int(vehicle.seats))
    asked = request_of(cast, "car", tuple(load), tables=(table,), driver=vehicle.driver, wheel=vehicle.wheel)
    return [Chair(each.seat, each.x, each.y, reason(each, language())) for each in seat(asked).seats]

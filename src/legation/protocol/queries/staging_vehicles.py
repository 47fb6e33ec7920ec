"""Who rides in which vehicle and on which seat (V1, V2), and who enters when (V3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.models import Person
from legation.engine.naming import sort_key
from legation.engine.seating import Conflict, Lock, reason, rule_sentence, seat
from legation.engine.seating import Vehicle as Asked
from legation.missions.choices import Party
from legation.missions.models import Engagement
from legation.protocol.choices import VehicleKind, Wheel
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.staging_cars import Chair, chairs_of, place_name, vehicle_picture
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

    `without` have no seat though they are guests, or of a party for which there are vehicles; `lacking` is
    how many seats lack, and `conflict` names vehicles that have room, but not for them. `missing` says what
    stands in the way: vehicles, people, order (see `question`) or accepted.
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
    def awkward(self) -> str:
        """That the traffic keeps left, in words; empty where no car has its wheel at the right."""
        cars = (each.vehicle for each in self.vehicles if each.vehicle.kind == VehicleKind.CAR)
        return rule_sentence("V3", language()) if any(each.wheel == Wheel.RIGHT for each in cars) else ""

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
        empty = tuple(_loaded(cast, each, []) for each in line)
        return VehiclePlan(engagement, empty, (), cast.waiting, missing, cast.question)
    inside, conflict = _filled(cast, line)
    ridden = {each.key for load in inside.values() for each in load}
    return VehiclePlan(
        engagement=engagement,
        vehicles=tuple(_loaded(cast, each, inside[_id(each)]) for each in line),
        without=tuple(each for each in _carried(cast, line) if each.key not in ridden),
        waiting=cast.waiting,
        conflict=_barred(conflict, line),
    )


def _id(vehicle: Vehicle) -> str:
    return f"v{vehicle.pk}"


def _asked(vehicle: Vehicle) -> Asked:
    return Asked(
        id=_id(vehicle),
        seats=int(vehicle.seats),
        kind=str(vehicle.kind),
        driver=str(vehicle.driver),
        wheel=str(vehicle.wheel),
        party=str(vehicle.party) or None,
    )


def _always(vehicle: Vehicle) -> set[str]:
    """Whom somebody put into this vehicle by hand."""
    return {str(each.pk) for each in vehicle.riders.all()}


def _carried(cast: Cast, line: list[Vehicle]) -> tuple[Attending, ...]:
    """Whom the vehicles must carry: guests in any case, others where a vehicle is for them."""
    parties = {str(each.party) for each in line} | {str(Party.GUEST)}
    always = {key for each in line for key in _always(each)}
    return tuple(
        each for each in cast.everybody if "" in parties or each.party in parties or each.key in always
    )


def _filled(cast: Cast, line: list[Vehicle]) -> tuple[dict[str, list[Attending]], Conflict | None]:
    """Who rides in each vehicle, first in rank first: those put there by hand, then by precedence.

    Whoever is always in a vehicle holds one of its places for this; which one is theirs their rank says.
    """
    carried = _carried(cast, line)
    locks: list[Lock] = []
    taken: set[str] = set()
    for vehicle in line:
        always = [each for each in carried if each.key in _always(vehicle) - taken]
        for place, each in enumerate(always[: int(vehicle.seats)], start=1):
            locks.append(Lock(each.key, f"{_id(vehicle)}-{place}"))
            taken.add(each.key)
    made = seat(request_of(cast, "vehicles", carried, vehicles=tuple(map(_asked, line)), locks=tuple(locks)))
    where = {each.person: each.table for each in made.seats if each.person is not None}
    inside: dict[str, list[Attending]] = {_id(each): [] for each in line}
    for each in carried:
        if each.key in where:
            inside[where[each.key]].append(each)
    return inside, made.conflict


def _loaded(cast: Cast, vehicle: Vehicle, load: list[Attending]) -> Loaded:
    """The seats of one vehicle by the rank of who rides in it (V1, V2) and the order of entering (V3)."""
    if not load:
        return Loaded(vehicle, (), vehicle_picture(vehicle, chairs_of(vehicle), []))
    made = seat(request_of(cast, "vehicles", tuple(load), vehicles=(replace(_asked(vehicle), party=None),)))
    body = made.tables[0]
    by_key = cast.setting.by_key()
    seats = sorted(made.seats, key=lambda each: each.place or 0)
    chairs = [Chair(each.seat, round(each.x - body.x, 3), round(each.y - body.y, 3)) for each in seats]
    turns = {who: turn for turn, who in enumerate(made.sequence, start=1)}
    always = _always(vehicle)
    riders = tuple(
        Riding(
            number=turns[str(each.person)],
            attending=by_key[str(each.person)],
            seat=each.seat,
            place=place_name(vehicle, chair, chairs),
            always=str(each.person) in always,
            why=reason(each, language()),
        )
        for each, chair in zip(seats, chairs, strict=True)
        if each.person is not None
    )
    riders = tuple(sorted(riders, key=lambda each: each.number))
    return Loaded(vehicle, riders, vehicle_picture(vehicle, chairs, riders))


def _barred(conflict: Conflict | None, line: list[Vehicle]) -> tuple[str, ...]:
    """Which vehicles have room, but not for those who are left."""
    named = {_id(each): each for each in line}
    rules = [rule.split(" ") for rule in conflict.rules] if conflict is not None else []
    barred = [named[rule[1]] for rule in rules if rule[0] == "vehicle" and rule[1] in named]
    return tuple(
        _("%(vehicle)s has room, but is for: %(party)s.")
        % {"vehicle": each.name, "party": each.get_party_display()}
        for each in barred
    )

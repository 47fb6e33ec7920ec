"""Loads a convoy: by hand first, then cars by rank, then coaches by load."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from legation.engine.convoy.model import Loaded, Passenger, Vehicle, Why

Unit = list[Passenger]


def load(passengers: Sequence[Passenger], vehicles: Sequence[Vehicle]) -> Loaded:
    """Give everybody a seat; `vehicles` stand in the order of the convoy.

    Guarantees (C1 to C5 of docs/algorithms/convoys.md): no vehicle holds more than its seats or another side,
    unless by hand; cars go by rank, each side by its own, and a principal's interpreter and partner ride with
    them where they fit; nobody of lower rank has a car while somebody higher of their side, whom it could
    take, has none; a group is split over coaches only where no coach takes all of it; the same input gives
    the same answer. Linear in passengers times vehicles.
    """
    convoy = _Convoy({vehicle.key: vehicle for vehicle in vehicles})
    ranked = sorted(passengers, key=_order)
    for passenger in ranked:
        if passenger.fixed in convoy.vehicles:
            convoy.put(str(passenger.fixed), [passenger])
    units = _units(ranked, convoy)
    for vehicle in vehicles:
        if not vehicle.coach:
            _fill_car(vehicle, units, convoy)
    waiting = [unit for unit in units if not convoy.rides(unit[0])]
    split = _fill_coaches([vehicle for vehicle in vehicles if vehicle.coach], waiting, convoy)
    alone = [one for one in ranked if not convoy.rides(one)]
    left: list[tuple[str, Why]] = []
    for passenger in alone:
        free = [key for key in convoy.vehicles if convoy.free(key) and not convoy.kept(key)]
        mine = [key for key in free if convoy.takes(key, passenger)]
        if mine:
            convoy.put(mine[0], [passenger])
        else:
            left.append((passenger.key, "side" if free else "seats"))
    place = {one.key: number for number, one in enumerate(ranked)}
    boarding = {
        key: tuple(sorted((one.key for one in inside), key=lambda who: place[who]))
        for key, inside in convoy.inside.items()
    }
    return Loaded(dict(convoy.where), boarding, tuple(left), split)


def _order(passenger: Passenger) -> tuple[int, str]:
    return passenger.rank, passenger.key


def _units(ranked: Sequence[Passenger], convoy: "_Convoy") -> list[Unit]:
    """Principals with their company, in the order of the principals; company of who is placed joins there."""
    there = {one.key: one for one in ranked}
    company: dict[str, Unit] = {}
    for one in ranked:
        lead = one.serves if one.serves in there else one.partner
        if lead in there and lead != one.key and not _leads(there[str(lead)], one):
            company.setdefault(str(lead), []).append(one)
    behind = {one.key for unit in company.values() for one in unit}
    units = []
    for one in ranked:
        mine = [mate for mate in company.get(one.key, ()) if not convoy.rides(mate)]
        if convoy.rides(one):
            car = convoy.where[one.key]
            for mate in mine:
                if convoy.free(car) and convoy.takes(car, mate):
                    convoy.put(car, [mate])
                else:
                    units.append([mate])
        elif one.key not in behind or convoy.rides_lead(one, there):
            units.append([one, *mine])
    return sorted(units, key=lambda unit: _order(unit[0]))


def _leads(lead: Passenger, one: Passenger) -> bool:
    """Two partners who name each other: the first in rank leads."""
    return lead.partner == one.key and _order(one) < _order(lead) and one.serves is None


def _fill_car(vehicle: Vehicle, units: list[Unit], convoy: "_Convoy") -> None:
    """The first in rank who may ride there, and after them those whose whole company fits."""
    for unit in units:
        free = convoy.free(vehicle.key)
        if not free:
            return
        if convoy.rides(unit[0]) or not convoy.takes(vehicle.key, unit[0]):
            continue
        inside = convoy.inside.get(vehicle.key, [])
        if inside and (vehicle.alone or inside[0].side != unit[0].side):
            continue
        waiting = [one for one in unit if not convoy.rides(one)]
        if inside and len(waiting) > free:
            return  # the next in rank takes the next car with their company; nobody overtakes them
        convoy.put(vehicle.key, [one for one in waiting if convoy.takes(vehicle.key, one)][:free])


def _fill_coaches(coaches: Sequence[Vehicle], waiting: Sequence[Unit], convoy: "_Convoy") -> tuple[str, ...]:
    """The largest group first into the coach that it fills best; one that fits nowhere is split by units."""
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in waiting:
        groups.setdefault((unit[0].side, unit[0].group), []).append(unit)
    split = []
    for (side, group), units in sorted(groups.items(), key=lambda item: (-_count(item[1]), item[0])):
        people = [one for unit in units for one in unit if not convoy.rides(one)]
        open_to = [one for one in coaches if one.side in {None, side}]
        whole = [one for one in open_to if convoy.free(one.key) >= len(people)]
        if whole:
            best = min(whole, key=lambda one: (one.side is None, convoy.free(one.key)))
            convoy.put(best.key, people)
            continue
        used = set()
        for unit in units:
            mine = [one for one in unit if not convoy.rides(one)]
            fits = [one for one in open_to if convoy.free(one.key) >= len(mine)]
            if fits:
                best = max(
                    fits, key=lambda one: (one.key in used, one.side is not None, convoy.free(one.key))
                )
                convoy.put(best.key, mine)
                used.add(best.key)
        if len(used) > 1:
            split.append(group)
    return tuple(split)


def _count(units: Iterable[Unit]) -> int:
    return sum(len(unit) for unit in units)


@dataclass(slots=True)
class _Convoy:
    """Vehicles and who is in them."""

    vehicles: dict[str, Vehicle]
    inside: dict[str, list[Passenger]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, people: Iterable[Passenger]) -> None:
        for one in people:
            self.inside.setdefault(key, []).append(one)
            self.where[one.key] = key

    def rides(self, passenger: Passenger) -> bool:
        return passenger.key in self.where

    def rides_lead(self, passenger: Passenger, there: dict[str, Passenger]) -> bool:
        """Whom they serve or come with rides already, by hand, elsewhere or in a full car: handled there."""
        lead = passenger.serves if passenger.serves in there else passenger.partner
        return lead is None

    def free(self, key: str) -> int:
        return max(0, self.vehicles[key].seats - len(self.inside.get(key, ())))

    def takes(self, key: str, passenger: Passenger) -> bool:
        return self.vehicles[key].side in {None, passenger.side}

    def kept(self, key: str) -> bool:
        """A vehicle of one who rides alone is not for others."""
        return self.vehicles[key].alone and bool(self.inside.get(key))

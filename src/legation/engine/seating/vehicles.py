"""People into cars, vans and coaches: whose vehicle, which seat, who enters first (V1 to V3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, needs_access, require
from legation.engine.seating.layouts.cars import places_of
from legation.engine.seating.model import (
    Conflict,
    Lock,
    Parameters,
    Person,
    Request,
    Seating,
    Shape,
    Vehicle,
)
from legation.engine.seating.puzzle import Rule, smallest_conflict
from legation.engine.seating.rounds.party import group

GAP = 1.2  # metres between vehicles
ROW = 0.85


def fill_vehicles(
    order: Sequence[str],
    people: Sequence[Person],
    vehicles: Sequence[Vehicle],
    *,
    locks: Sequence[Lock] = (),
    parameters: Parameters | None = None,
) -> Seating:
    """Fills vehicles by precedence: `order` is the list, first first, `vehicles` stand in the order of the
    convoy. Everyone who accepted rides, aides with those they serve where there is room. Seat ids are
    `car1-1`: vehicle and place. The plan's `sequence` is the order of entering, vehicle by vehicle;
    `boarding` gives it by vehicle. Too few places: status "infeasible", the first in rank ride, and the
    conflict names the others. Raises BadInput as `seat` does. V1, V2, V3; docs/algorithms/seating.md."""
    from legation.engine.seating.engine import seat

    return seat(
        Request(
            "vehicles",
            tuple(people),
            tuple(order),
            parameters=parameters,
            vehicles=tuple(vehicles),
            locks=tuple(locks),
        )
    )


def boarding(seating: Seating) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who enters each vehicle, in order (V3: the senior first); they leave in the reverse order."""
    table = {chair.person: chair.table for chair in seating.seats}
    vehicles = dict.fromkeys(chair.table for chair in seating.seats)
    return tuple((v, tuple(p for p in seating.sequence if table.get(p) == v)) for v in vehicles)


def may_ride(person: Person, vehicle: Vehicle) -> bool:
    """Whether a vehicle is for this person's side and delegation."""
    return (vehicle.side is None or vehicle.side == person.side) and (
        vehicle.party is None or vehicle.party == person.delegation
    )


def convoy(cast: Cast) -> tuple[Draft, list[Person]]:
    """The vehicles with their people in rank order, and who found no place."""
    require(people=cast.ranked, what="a person with a rank")
    request = cast.request
    riders, left = _Boarding(cast).filled()
    chains, shapes = [], []
    x = 0.0
    for vehicle, people in zip(request.vehicles, riders, strict=True):
        spots, width, depth = _places(vehicle, cast.parameters)
        x += width / 2
        rules = {"coach": "coach", "van": "van"}.get(
            vehicle.kind, "V2" if vehicle.driver == "owner" else "V1"
        )
        chairs = tuple(
            Chair(f"{vehicle.id}-{k + 1}", vehicle.id, round(x + dx, 3), dy, 0, (rules, "V3"), k + 1)
            for k, (dx, dy) in enumerate(spots)
        )
        chains.append(Chain(vehicle.id, people, chairs))
        shapes.append(Shape(vehicle.id, vehicle.kind, x, 0.0, width, depth, 0))
        x += width / 2 + GAP
    draft = Draft(
        tuple(chains),
        0,
        tuple(shapes),
        notes=("V3",) if any(v.wheel == "right" and v.kind == "car" for v in request.vehicles) else (),
        sequence=tuple(person.id for chain in chains for person in chain.people),
        one_company=True,
    )
    return draft, left


def left_by(cast: Cast, left: Sequence[Person]) -> Conflict:
    """Why people are left without a place: too few places, or rules without any one of which all would ride.
    `proved` where places are simply fewer than people."""
    request = cast.request
    rules = [Rule("apart", pair) for pair in request.apart] + [
        Rule("together", pair) for pair in request.together
    ]
    rules += [
        Rule("vehicle", (v.id, str(v.party or v.side or "alone")))
        for v in request.vehicles
        if v.party or v.side or v.alone
    ]

    def solvable(few: Sequence[Rule]) -> bool:
        kept = {rule.people for rule in few if rule.kind == "vehicle"}
        vehicles = tuple(
            v
            if (v.id, str(v.party or v.side or "alone")) in kept
            else replace(v, party=None, side=None, alone=False)
            for v in request.vehicles
        )
        pairs = {kind: tuple(r.people for r in few if r.kind == kind) for kind in ("apart", "together")}
        trial = replace(request, vehicles=vehicles, apart=pairs["apart"], together=pairs["together"])  # type: ignore[arg-type]
        return not convoy(replace(cast, request=trial))[1]

    people = {person.id for person in left}
    if not solvable(()):
        return Conflict(("seats",), tuple(person.id for person in left))
    kept, _ = smallest_conflict(rules, solvable)
    people |= {person for rule in kept if rule.kind != "vehicle" for person in rule.people}
    order = [person.id for person in (*cast.ranked, *cast.aides) if person.id in people]
    return Conflict((*(rule.name for rule in kept), "seats"), tuple(order), proved=False)


@dataclass(slots=True)
class _Boarding:
    """Vehicles being filled: who is in which, by rank."""

    cast: Cast
    inside: list[list[Person]] = field(init=False)
    access: list[int] = field(init=False)

    def __post_init__(self) -> None:
        request = self.cast.request
        self.inside = [[] for _ in request.vehicles]
        reach = request.accessible
        self.access = [
            vehicle.seats
            if reach is None
            else sum(1 for seat in set(reach) if seat.rpartition("-")[0] == vehicle.id)
            for vehicle in request.vehicles
        ]

    def filled(self) -> tuple[list[tuple[Person, ...]], list[Person]]:
        """Everyone by rank into the first vehicle that is theirs and has room; the locked before all, groups
        that belong together at once, aides with those they serve."""
        cast, request = self.cast, self.cast.request
        everyone = (*cast.ranked, *cast.aides)
        rank = {person.id: k for k, person in enumerate(everyone)}
        locks = {lock.person: lock.seat.rpartition("-")[0] for lock in request.locks}
        index = {vehicle.id: k for k, vehicle in enumerate(request.vehicles)}
        for person in everyone:
            if locks.get(person.id) in index:
                self._enter(index[locks[person.id]], [person])
        links = [(rank[a], rank[b]) for a, b in request.together if a in rank and b in rank]
        units = [[everyone[k] for k in unit] for unit in group(([k] for k in range(len(everyone))), links)]
        left: list[Person] = []
        for unit in units:
            waiting = [person for person in unit if not self._rides(person)]
            if not waiting:
                continue
            found = self._vehicle(waiting, unit)
            if found is None:
                left += waiting
            else:
                self._enter(found, waiting)
        riders = [tuple(sorted(people, key=lambda p: rank[p.id])) for people in self.inside]
        return riders, sorted(left, key=lambda p: rank[p.id])

    def _rides(self, person: Person) -> bool:
        return any(person in people for people in self.inside)

    def _enter(self, v: int, people: list[Person]) -> None:
        self.inside[v] += people
        self.access[v] -= sum(1 for person in people if needs_access(person))

    def _vehicle(self, people: list[Person], unit: list[Person]) -> int | None:
        """The vehicle of the rest of the unit, or of the person an aide serves, else the first with room that
        leaves a place for those whom no other vehicle takes."""
        rides = range(len(self.inside))
        company = [v for v in rides if any(person in self.inside[v] for person in unit)]
        served = {self.cast.served(person) for person in people if person in self.cast.aides}
        beside = [v for v in rides if any(person.id in served for person in self.inside[v])]
        open_to = [v for v in rides if self._takes(v, people)]
        for v in (*company, *beside):
            if v in open_to:
                return v
        if company:
            return None
        return next((v for v in open_to if self._spares(v, people)), open_to[0] if open_to else None)

    def _takes(self, v: int, people: list[Person]) -> bool:
        vehicle, inside = self.cast.request.vehicles[v], self.inside[v]
        if len(inside) + len(people) > vehicle.seats or not all(may_ride(p, vehicle) for p in people):
            return False
        if sum(1 for person in people if needs_access(person)) > self.access[v]:
            return False
        there = {person.id for person in (*inside, *people)}
        if any(there >= set(pair) for pair in self.cast.request.apart):
            return False
        if not vehicle.alone:
            return True
        lead = next((p for p in (*inside, *people) if p in self.cast.ranked), None)
        return lead is not None and all(p is lead or self._attends(p, lead) for p in (*inside, *people))

    def _attends(self, person: Person, lead: Person) -> bool:
        aide = person in self.cast.aides and self.cast.served(person) == lead.id
        return aide or person.partner == lead.id or lead.partner == person.id

    def _spares(self, v: int, people: list[Person]) -> bool:
        """Whether everyone still waiting finds a place once these people ride in v (by side and delegation;
        counted, not searched)."""
        vehicles = self.cast.request.vehicles
        free = [vehicle.seats - len(inside) for vehicle, inside in zip(vehicles, self.inside, strict=True)]
        free[v] -= len(people)
        waiting: dict[tuple[str, str], list[Person]] = {}
        for person in (*self.cast.ranked, *self.cast.aides):
            if person not in people and not self._rides(person):
                waiting.setdefault((person.side, person.delegation), []).append(person)
        groups = list(waiting.values())
        takes = [
            [k for k, vehicle in enumerate(vehicles) if may_ride(g[0], vehicle) and not vehicle.alone]
            for g in groups
        ]
        return _fits([len(g) for g in groups], takes, free) or not _fits(
            [len(g) for g in groups], takes, [f + (len(people) if k == v else 0) for k, f in enumerate(free)]
        )


def _fits(sizes: list[int], takes: list[list[int]], free: list[int]) -> bool:
    """Whether groups of these sizes fit into the places that take them: augmenting paths over groups."""
    load = [[0] * len(free) for _ in sizes]
    room = list(free)

    def push(g: int, seen: set[int]) -> bool:
        for v in takes[g]:
            if v in seen:
                continue
            seen.add(v)
            if room[v] > 0:
                room[v] -= 1
                load[g][v] += 1
                return True
            for other in range(len(sizes)):
                if other != g and load[other][v] and push(other, seen):
                    load[other][v] -= 1
                    load[g][v] += 1
                    return True
        return False

    return all(push(g, set()) for g, size in enumerate(sizes) for _ in range(size))


def _places(vehicle: Vehicle, parameters: Parameters) -> tuple[list[tuple[float, float]], float, float]:
    """The places of a vehicle in rank order (x to the right, y forward, metres), its width and length."""
    if vehicle.kind == "car":
        spots = places_of(vehicle.driver, vehicle.wheel, parameters.third_in_car)[: vehicle.seats]
        return [(x, y) for _, x, y in spots], 1.8, 4.6
    if vehicle.kind == "van":
        front = 0.5 if vehicle.wheel == "left" else -0.5
        rows = -(-(vehicle.seats - 1) // 2)
        length = ROW * (rows + 1) + 2.0
        top = length / 2 - 1.6
        spots_ = [(0.5 if k % 2 == 0 else -0.5, top - ROW * (1 + k // 2)) for k in range(vehicle.seats - 1)]
        return [(x, round(y, 3)) for x, y in [*spots_, (front, top)]], 2.0, length
    rows = -(-vehicle.seats // 4)
    length = ROW * rows + 2.6
    top = length / 2 - 2.0
    across = (1.0, -1.0, 0.45, -0.45)  # windows before aisle, right before left
    return (
        [(across[k % 4], round(top - ROW * (k // 4), 3)) for k in range(vehicle.seats)],
        2.5,
        length,
    )

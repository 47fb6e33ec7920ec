"""What a plan made by hand breaks: hard rules first, then what a chief of protocol would frown at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import hypot

from legation.engine.seating.byhand import Spread, laid_out
from legation.engine.seating.checking import validate
from legation.engine.seating.draft import Chair, is_numbered, needs_access
from legation.engine.seating.model import Fault, Person, Request
from legation.engine.seating.vehicles import may_ride

DINING = frozenset({"rounds", "long-table", "head-table"})  # people talk with those beside and across
ACROSS = 2.2  # metres at which people opposite each other can talk
WITH_AN_AIDE = 2.0  # metres from which an interpreter can no longer be heard


def check(request: Request, seats: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is broken in a plan made by hand; `seats` is the chair id of each person.

    Hard: "seat" (no such chair), "taken" (two on one chair), "unplaced" (accepted and without a chair),
    "unknown" and "T16" (not among the people, not accepted), "side" (a chair of the other side), "lock",
    "T13", "apart", "together". Soft: "T1" (at rounds: not the first in rank has the seat of honour), "rank"
    (sits below a lower rank in a row), "T14", "T8" (an interpreter away from the person served), "wish",
    "language", "mix" (a table of one side only). Hard ones first, each kind in rank order.
    Raises BadInput as `seat` does. `fault_sentence` puts a fault into words."""
    validate(request)
    spread = laid_out(request, seats)
    found = list(_Judge(request, seats, spread).faults())
    return tuple(sorted(found, key=lambda fault: not fault.hard))


class _Judge:
    """One plan under one request, with who sits on which chair."""

    def __init__(self, request: Request, seats: Mapping[str, str], spread: Spread) -> None:
        self.request, self.seats, self.spread = request, seats, spread
        self.where: dict[str, Chair] = {
            person.id: spread.chairs[seat] for seat, person in spread.by_chair.items()
        }
        self.people = {person.id: person for person in request.people}
        ranked = [*spread.cast.ranked, *spread.cast.aides]
        self.sitting = [person for person in ranked if person.id in self.where]
        self.numbers = {p.id: k + 1 for k, p in enumerate(p for p in spread.cast.ranked if is_numbered(p))}

    def faults(self) -> Iterator[Fault]:
        """All of them, kind by kind."""
        yield from self._places()
        yield from self._rules()
        yield from self._pairs()
        yield from self._ranks()
        yield from self._company()

    def _places(self) -> Iterator[Fault]:
        aside = {aide.id for aide, _ in (*self.spread.draft.aides, *self.spread.draft.behind)}
        for person, seat in self.seats.items():
            if person not in self.people:
                yield Fault("unknown", (person,), hard=True, values=(seat,))
            elif self.people[person].reply != "accepted":
                yield Fault("T16", (person,), hard=True, values=(seat,))
        for unseated in self.spread.unseated:
            person = unseated.person
            if unseated.why == "taken":
                holder = self.spread.by_chair[self.seats[person]].id
                yield Fault("taken", (holder, person), hard=True, values=(self.seats[person],))
            elif unseated.why == "chair":
                yield Fault("seat", (person,), hard=True, values=(self.seats[person],))
            elif unseated.why in {"unplaced", "seats"} and person not in aside:
                yield Fault("unplaced", (person,), hard=True)

    def _rules(self) -> Iterator[Fault]:
        vehicles = {vehicle.id: vehicle for vehicle in self.request.vehicles}
        if self.request.layout == "vehicles":
            for person in self.sitting:
                chair = self.where[person.id]
                if not may_ride(person, vehicles[chair.table]):
                    yield Fault("side", (person.id,), hard=True, values=(chair.id,))
        elif self.request.layout != "rounds":
            chain_of = {p.id: chain for chain in self.spread.draft.chains for p in chain.people}
            for person in self.sitting:
                chain = chain_of.get(person.id)
                if chain is not None and self.where[person.id] not in chain.chairs:
                    yield Fault("side", (person.id,), hard=True, values=(self.where[person.id].id,))
        for lock in self.request.locks:
            held = self.where.get(lock.person)
            if held is not None and held.id != lock.seat:
                yield Fault("lock", (lock.person,), hard=True, values=(lock.seat, held.id))
        if self.request.accessible is not None:
            for person in self.sitting:
                chair = self.where[person.id]
                if needs_access(person) and chair.id not in self.request.accessible:
                    yield Fault("T13", (person.id,), hard=True, values=(chair.id,))

    def _near(self, one: str, other: str, reach: float | None = None) -> bool:
        a, b = self.where[one], self.where[other]
        return hypot(a.x - b.x, a.y - b.y) <= (reach or self.spread.draft.reach)

    def _met(self, one: str, other: str) -> bool:
        """Whether two people have each other's company: one table at rounds, else neighbours."""
        if self.request.layout in {"rounds", "vehicles"}:
            return self.where[one].table == self.where[other].table
        return self._near(one, other)

    def _pairs(self) -> Iterator[Fault]:
        for kind, pairs in (("apart", self.request.apart), ("together", self.request.together)):
            for one, other in self._both(pairs):
                if self._met(one, other) != (kind == "together"):
                    yield Fault(kind, (one, other), hard=True)
        for one, other in self._both(self.request.wishes):
            if not self._met(one, other):
                yield Fault("wish", (one, other), hard=False)
        if self.spread.draft.couples_apart or self.request.layout == "rounds":
            wanted = {frozenset(pair) for pair in self.request.together}
            couples = {tuple(sorted((p.id, p.partner))) for p in self.sitting if p.partner is not None}
            for one, other in self._both(sorted(couples)):
                if frozenset((one, other)) not in wanted and self._beside(one, other):
                    yield Fault("T14", (one, other), hard=False)
        for person in self.sitting:
            served = self.spread.cast.served(person)
            if person.function == "interpreter" and served in self.where and served != person.id:
                near = self.request.layout != "rounds" and self._near(person.id, served, WITH_AN_AIDE)
                if not near and not self._beside(person.id, served):
                    yield Fault("T8", (person.id, served), hard=False)

    def _both(self, pairs: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """The pairs of which both have a chair."""
        for one, other in pairs:
            if one in self.where and other in self.where:
                yield one, other

    def _beside(self, one: str, other: str) -> bool:
        if self.request.layout != "rounds":
            return self._near(one, other)
        a, b = self.where[one], self.where[other]
        return a.table == b.table and self._touch(a, b)

    def _touch(self, a: Chair, b: Chair) -> bool:
        from legation.engine.seating.rounds.around import around

        table = next(table for table in self.request.tables if table.id == a.table)
        following = around(table, self.spread.cast.parameters.senior_side).following
        i, j = (int(chair.id.rpartition("-")[2]) - 1 for chair in (a, b))
        return following[i] == j or following[j] == i

    def _ranks(self) -> Iterator[Fault]:
        for chain in self.spread.draft.chains:
            seated = [self.spread.by_chair[c.id] for c in chain.chairs if c.id in self.spread.by_chair]
            row = [person for person in seated if is_numbered(person)]
            if self.request.layout == "rounds":
                first = min(row, key=lambda p: self.numbers[p.id], default=None)
                if first is not None and self.where[first.id].place != 1:
                    yield Fault("T1", (first.id,), hard=False, values=(self.where[first.id].table,))
                continue
            listed = {person.id: k + 1 for k, person in enumerate(p for p in chain.people if is_numbered(p))}
            row = [person for person in row if person.id in listed]
            for above, below in pairwise(row):
                one, other = listed[below.id], listed[above.id]
                if one < other and not (needs_access(below) and self.request.accessible is not None):
                    yield Fault("rank", (below.id, above.id), hard=False, values=(one, other))

    def _company(self) -> Iterator[Fault]:
        layout = self.request.layout
        if layout not in DINING:
            return
        tables: dict[str, list[Person]] = {}
        for person in self.sitting:
            tables.setdefault(self.where[person.id].table, []).append(person)
        for members in tables.values():
            for person in members:
                own = set(person.languages)
                others = [
                    other
                    for other in members
                    if other is not person
                    and other.languages
                    and (layout == "rounds" or self._near(person.id, other.id, ACROSS))
                ]
                if own and others and all(own.isdisjoint(other.languages) for other in others):
                    yield Fault("language", (person.id,), hard=False)
        if layout == "rounds" and len({person.side for person in self.sitting}) == 2:
            for name, members in tables.items():
                ranked = [person for person in members if is_numbered(person)]
                if len(ranked) > 2 and len({person.side for person in ranked}) == 1:
                    values = (name, ranked[0].side)
                    yield Fault("mix", tuple(person.id for person in ranked), hard=False, values=values)

"""A party as numbers: who must share a table, what each guest costs at each table and beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legation.engine.seating.draft import Cast, is_numbered, needs_access
from legation.engine.seating.model import Person, TableSpec, Weights
from legation.engine.seating.rounds.around import Around, around

NOWHERE = -1  # the table of a unit that locks would tear apart
STEP, COUPLE, SAME_SIDE, NO_LANGUAGE, AIDE = 1, 30, 3, 4, 200  # around a table
TOP = 40  # the price of being moved to or from the head table, times the weight of rank


@dataclass(frozen=True, slots=True)
class Party:
    """People by index in rank order (aides last), tables by index in the order of honour.

    `units` are people who share a table and move as one; `fixed` is the table that a lock gives a unit.
    `unary[i][t]` is the price of person i at table t, `moved` its part for leaving the table of the plan
    before. `apart` and `needers` are masks with a bit for each person; `access[t]` counts chairs that can be
    reached. `profile[i]` is the index in `profiles` of the languages of person i, -1 for none."""

    people: tuple[Person, ...]
    tables: tuple[TableSpec, ...]
    rings: tuple[Around, ...]
    units: tuple[tuple[int, ...], ...]
    fixed: tuple[int | None, ...]
    ideal: tuple[int, ...]
    unary: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, int] | None, ...]
    apart: tuple[int, ...]
    barred: tuple[tuple[int, int], ...]
    needers: int
    access: tuple[int, ...]
    profiles: tuple[frozenset[str], ...]
    profile: tuple[int, ...]
    talks: tuple[bool, ...]
    sector: tuple[int, ...]
    wishes: tuple[tuple[int, int], ...]
    served: tuple[int, ...]
    couples: frozenset[tuple[int, int]]
    weights: Weights

    @property
    def hosts(self) -> int:
        """How many people are of the host's side."""
        return sum(1 for person in self.people if person.side == "host")

    def shares(self, i: int, j: int) -> bool:
        """Whether two people have a language in common."""
        one, other = self.profile[i], self.profile[j]
        return one >= 0 and other >= 0 and not self.profiles[one].isdisjoint(self.profiles[other])

    def moved(self, i: int, t: int) -> int:
        """The price of person i leaving the table of the plan before for table t."""
        before = self.before[i]
        return 0 if before is None or before[0] == t else self.weights.moved

    def beside(self, i: int, j: int) -> int:
        """What two people cost side by side, apart from wishes and aides."""
        cost = COUPLE if (min(i, j), max(i, j)) in self.couples else 0
        if self.people[i].side == self.people[j].side:
            cost += SAME_SIDE
        if self.profile[i] >= 0 and self.profile[j] >= 0 and not self.shares(i, j):
            cost += NO_LANGUAGE
        return cost


def importance(index: int, count: int) -> int:
    """What a step away from the table of their rank costs a person: 10 for the first, 1 for the last."""
    return 10 - 9 * index // max(1, count - 1)


def ideal_tables(count: int, tables: tuple[TableSpec, ...]) -> list[int]:
    """The table of each person when tables fill by rank alone."""
    ideal: list[int] = []
    for t, table in enumerate(tables):
        ideal += [t] * min(table.seats, count - len(ideal))
    return ideal


def table_and_chair(seat: str, tables: tuple[TableSpec, ...]) -> tuple[int, int] | None:
    """The table and the chair, both from 0, that a seat id names; None where there is no such chair."""
    name, _, number = seat.rpartition("-")
    for t, table in enumerate(tables):
        if table.id == name and number.isascii() and number.isdigit() and 1 <= int(number) <= table.seats:
            return t, int(number) - 1
    return None


def group(
    base: Iterable[Iterable[int]],
    links: Iterable[tuple[int, int]],
    *,
    limit: int | None = None,
    bars: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups joined by links. With a limit, a link that would make a group too large, or put two people that
    `bars` names into one, is left out."""
    of = {i: sorted(unit) for unit in map(list, base) for i in unit}
    barred = [set(pair) for pair in bars]
    for a, b in links:
        if b in of[a]:
            continue
        joint = sorted(of[a] + of[b])
        if limit is not None and (len(joint) > limit or any(pair <= set(joint) for pair in barred)):
            continue
        for i in joint:
            of[i] = joint
    return sorted({tuple(unit): unit for unit in of.values()}.values())


def party_of(cast: Cast, people: tuple[Person, ...], *, loose: bool = False) -> Party:
    """The party of a request whose locks name real chairs and whose tables are in the order of honour.
    `loose` leaves couples and aides free to part."""
    request, tables = cast.request, cast.request.tables
    index = {person.id: i for i, person in enumerate(people)}
    count = len(people)
    locks = _locks(cast, index)
    apart = _pairs(request.apart, index)
    served = _served(cast, index)
    units = group(([i] for i in range(count)), _pairs(request.together, index))
    if not loose:
        soft = [(index[aide], index[other]) for aide, other in served.items()]
        soft += [(i, index[p.partner]) for i, p in enumerate(people) if p.partner in index]
        split = [(a, b) for a in locks for b in locks if a < b and locks[a] != locks[b]]
        limit = max([*(table.seats for table in tables), *(len(unit) for unit in units)])
        units = group(units, soft, limit=limit, bars=[*apart, *split])
    given = [{locks[i] for i in unit if i in locks} for unit in units]
    before = {person: table_and_chair(seat, tables) for person, seat in request.previous}
    ideal = ideal_tables(count, tables)
    reachable = {table_and_chair(seat, tables) for seat in request.accessible or ()}
    spoken = [frozenset(person.languages) for person in people]
    profiles = sorted({languages for languages in spoken if languages}, key=sorted)
    number = {languages: k for k, languages in enumerate(profiles)}
    sectors = {name: k for k, name in enumerate(sorted({p.sector for p in people if p.sector is not None}))}
    return Party(
        people=people,
        tables=tables,
        rings=tuple(around(table, cast.parameters.senior_side) for table in tables),
        units=tuple(tuple(unit) for unit in units),
        fixed=tuple(NOWHERE if len(found) > 1 else next(iter(found), None) for found in given),
        ideal=tuple(ideal),
        unary=tuple(
            _prices(cast, person, i, count, ideal[i], before.get(person.id))
            for i, person in enumerate(people)
        ),
        before=tuple(before.get(person.id) for person in people),
        apart=_links(count, apart),
        barred=tuple(sorted({(min(pair), max(pair)) for pair in apart})),
        needers=sum(1 << i for i, person in enumerate(people) if needs_access(person)),
        access=tuple(
            table.seats
            if request.accessible is None
            else sum(1 for seat in reachable if seat and seat[0] == t)
            for t, table in enumerate(tables)
        ),
        profiles=tuple(profiles),
        profile=tuple(number.get(languages, -1) for languages in spoken),
        talks=(not _all_understand(spoken),) * len(profiles),
        sector=tuple(-1 if person.sector is None else sectors[person.sector] for person in people),
        wishes=tuple(sorted({(min(pair), max(pair)) for pair in _pairs(request.wishes, index)})),
        served=tuple(index.get(served.get(person.id, ""), -1) for person in people),
        couples=frozenset(
            (min(i, index[p.partner]), max(i, index[p.partner]))
            for i, p in enumerate(people)
            if p.partner in index
        ),
        weights=request.weights,
    )


def _prices(
    cast: Cast, person: Person, i: int, count: int, ideal: int, before: tuple[int, int] | None
) -> tuple[int, ...]:
    """What a person costs at each table: away from the one of their rank, away from the one of before."""
    tables, weights = cast.request.tables, cast.request.weights
    step = weights.rank * importance(i, count) if is_numbered(person) else 0
    top = TOP * weights.rank if tables[0].top and is_numbered(person) else 0
    return tuple(
        step * abs(t - ideal)
        + (top if (t == 0) != (ideal == 0) else 0)
        + (weights.moved if before is not None and before[0] != t else 0)
        for t in range(len(tables))
    )


def _served(cast: Cast, index: dict[str, int]) -> dict[str, str]:
    """Whom each aide of the party serves."""
    pairs = ((aide.id, cast.served(aide)) for aide in cast.aides if aide.id in index)
    return {aide: other for aide, other in pairs if other in index and other != aide}


def _locks(cast: Cast, index: dict[str, int]) -> dict[int, int]:
    found = {}
    for lock in cast.request.locks:
        chair = table_and_chair(lock.seat, cast.request.tables)
        if lock.person in index and chair is not None:
            found[index[lock.person]] = chair[0]
    return found


def _pairs(pairs: Iterable[tuple[str, str]], index: dict[str, int]) -> list[tuple[int, int]]:
    return [(index[a], index[b]) for a, b in pairs if a in index and b in index]


def _links(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    masks = [0] * count
    for a, b in pairs:
        masks[a] |= 1 << b
        masks[b] |= 1 << a
    return tuple(masks)


def _all_understand(spoken: list[frozenset[str]]) -> bool:
    """Whether one language is everybody's, so that nobody can be left without company."""
    return bool(spoken) and bool(frozenset.intersection(*spoken))

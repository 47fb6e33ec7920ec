"""A party as numbers: who must share a table, what every guest costs at every table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from legation.engine.seating.draft import Cast, needs_access
from legation.engine.seating.model import UNNUMBERED, Person, TableSpec

HARD = 100_000
NOWHERE = -1  # the table of a unit that locks would tear apart


@dataclass(frozen=True, slots=True)
class Party:
    """People by index in rank order (aides last), tables by index in the order of honour.

    `units` are people who share a table and move as one. `unary[i][t]` is the price of person i at table t.
    Masks are integers with a bit for each person."""

    people: tuple[Person, ...]
    tables: tuple[TableSpec, ...]
    units: tuple[tuple[int, ...], ...]
    fixed: tuple[int | None, ...]  # per unit: the table that a lock gives
    ideal: tuple[int, ...]
    unary: tuple[tuple[int, ...], ...]
    moved: tuple[tuple[int, ...], ...]  # the part of `unary` for leaving the table of the plan before
    hosts: int
    share: tuple[int, ...]
    apart: tuple[int, ...]
    sector: tuple[int, ...]
    wished: tuple[int, ...]
    needers: int
    access: tuple[int, ...]  # per table: chairs that can be reached
    weights: tuple[int, int, int, int]  # sides, languages, sectors, wishes
    talkers: int

    def parts(self, table: int, members: Iterable[int], mask: int) -> tuple[int, int, int, int, int]:
        """What a table costs: hard rules, sides, languages, sectors, wishes."""
        total, talk, sector, wish, hard = 0, 0, 0, 0, 0
        for i in members:
            total += 1
            hard += (self.apart[i] & mask).bit_count()
            sector += (self.sector[i] & mask).bit_count()
            wish += (self.wished[i] & ~mask).bit_count()
        need = 2 if total > 2 else total - 1
        if self.talkers & mask:
            for i in members:
                if self.talkers >> i & 1:
                    heard = (self.share[i] & mask).bit_count()
                    if heard < need:
                        talk += need - heard
        short = max(0, (self.needers & mask).bit_count() - self.access[table])
        count = len(self.people)
        lean = abs((self.hosts & mask).bit_count() * count - self.hosts.bit_count() * total) // count
        sides, languages, sectors, wishes = self.weights
        return (
            HARD * (hard // 2 + short),
            sides * lean,
            languages * talk,
            sectors * sector // 2,
            wishes * wish,
        )

    def price(self, table: int, members: tuple[int, ...], mask: int) -> int:
        """The whole price of a table."""
        unary = self.unary
        return sum(self.parts(table, members, mask)) + sum(unary[i][table] for i in members)


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
    """The party of a request whose locks name real chairs. `loose` leaves couples and aides free to part."""
    request, tables = cast.request, cast.request.tables
    index = {person.id: i for i, person in enumerate(people)}
    count = len(people)
    locks = _locks(cast, index)
    apart = _pairs(request.apart, index)
    links = _pairs(request.together, index)
    units = group(([i] for i in range(count)), links)
    if not loose:
        soft = [
            (index[a.id], index[cast.served(a)])
            for a in cast.aides
            if a.id in index and _served(cast, a, index)
        ]
        soft += [(i, index[p.partner]) for i, p in enumerate(people) if p.partner in index]
        split = [(a, b) for a in locks for b in locks if a < b and locks[a] != locks[b]]
        limit = max([*(table.seats for table in tables), *(len(unit) for unit in units)])
        units = group(units, soft, limit=limit, bars=[*apart, *split])
    given = [{locks[i] for i in unit if i in locks} for unit in units]
    fixed = [NOWHERE if len(found) > 1 else next(iter(found), None) for found in given]
    ideal = ideal_tables(count, tables)
    previous = {person: table_and_chair(seat, tables) for person, seat in request.previous}
    unary, moves = [], []
    for i, person in enumerate(people):
        step = 0 if person.function in UNNUMBERED else request.weights.rank * importance(i, count)
        before = previous.get(person.id)
        moved = [0 if before is None or before[0] == t else request.weights.moved for t in range(len(tables))]
        moves.append(tuple(moved))
        unary.append(tuple(step * abs(t - ideal[i]) + moved[t] for t in range(len(tables))))
    reachable = request.accessible
    return Party(
        people=people,
        tables=tables,
        units=tuple(tuple(unit) for unit in units),
        fixed=tuple(fixed),
        ideal=tuple(ideal),
        unary=tuple(unary),
        moved=tuple(moves),
        hosts=sum(1 << i for i, person in enumerate(people) if person.side == "host"),
        share=_masks(count, lambda i, j: not set(people[i].languages).isdisjoint(people[j].languages)),
        apart=_links(count, apart),
        sector=_masks(
            count, lambda i, j: people[i].sector is not None and people[i].sector == people[j].sector
        ),
        wished=_first_links(count, _pairs(request.wishes, index)),
        needers=sum(1 << i for i, person in enumerate(people) if needs_access(person)),
        access=tuple(
            table.seats
            if reachable is None
            else sum(
                1 for seat in set(reachable) if (found := table_and_chair(seat, tables)) and found[0] == t
            )
            for t, table in enumerate(tables)
        ),
        weights=(
            request.weights.sides,
            request.weights.languages,
            request.weights.sectors,
            request.weights.wishes,
        ),
        talkers=_talkers(people),
    )


def _served(cast: Cast, aide: Person, index: dict[str, int]) -> bool:
    served = cast.served(aide)
    return served in index and served != aide.id


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


def _first_links(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    masks = [0] * count
    for a, b in {tuple(sorted(pair)) for pair in pairs}:
        masks[a] |= 1 << b
    return tuple(masks)


def _masks(count: int, related: Callable[[int, int], bool]) -> tuple[int, ...]:
    return tuple(sum(1 << j for j in range(count) if j != i and related(i, j)) for i in range(count))


def _talkers(people: tuple[Person, ...]) -> int:
    """Who can be left without company: those with a language that not everyone has in common."""
    speaking = [set(person.languages) for person in people if person.languages]
    common = set.intersection(*speaking) if speaking and len(speaking) == len(people) else set()
    if common:
        return 0
    return sum(1 << i for i, person in enumerate(people) if person.languages)

"""Who shares a table: filling by rank, exact packing where that fails, annealing by exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

from legation.engine.seating.puzzle import BUDGET, Undecided
from legation.engine.seating.rounds.party import NOWHERE, Party

HOT, COLD = 12.0, 0.4  # the price accepted at the start and at the end of a search
DEEPEST = 700  # units that exact packing takes on: one call deeper for each
REPAIR = 3.0  # the start when a plan is only mended


@dataclass(slots=True)
class Tables:
    """Which units sit at which table, with each table's mask and price kept up to date."""

    party: Party
    at: list[int]
    units: list[list[int]] = field(init=False)
    masks: list[int] = field(init=False)
    free: list[int] = field(init=False)
    prices: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Derives everything from who is where."""
        party = self.party
        self.units = [[u for u, t in enumerate(self.at) if t == table] for table in range(len(party.tables))]
        self.masks = [sum(1 << i for u in units for i in party.units[u]) for units in self.units]
        self.free = [
            table.seats - sum(len(party.units[u]) for u in units)
            for table, units in zip(party.tables, self.units, strict=True)
        ]
        self.prices = [self.price(t, units) for t, units in enumerate(self.units)]

    def price(self, table: int, units: Sequence[int]) -> int:
        """What a table would cost with these units."""
        members = tuple(i for u in units for i in self.party.units[u])
        return self.party.price(table, members, sum(1 << i for i in members))

    @property
    def total(self) -> int:
        """The price of all tables."""
        return sum(self.prices)

    def put(self, table: int, units: list[int], price: int) -> None:
        """Replaces who sits at a table."""
        self.units[table] = units
        self.prices[table] = price
        self.free[table] = self.party.tables[table].seats - sum(len(self.party.units[u]) for u in units)
        for u in units:
            self.at[u] = table


def by_rank(party: Party) -> list[int] | None:
    """Each unit at the first table with room and nobody to be kept from, the unit of the first in rank first,
    locks before all; where there is none, the first with room. None where a unit is left over. This is also
    what filling by hand does."""
    if NOWHERE in party.fixed:
        return None
    free = [table.seats for table in party.tables]
    masks = [0] * len(party.tables)
    at = [-1] * len(party.units)

    def put(u: int, table: int) -> None:
        at[u] = table
        free[table] -= len(party.units[u])
        masks[table] |= sum(1 << i for i in party.units[u])

    for u, table in enumerate(party.fixed):
        if table is not None:
            put(u, table)
    if min(free) < 0:
        return None
    for u, unit in enumerate(party.units):
        if at[u] < 0:
            roomy = [t for t, room in enumerate(free) if room >= len(unit)]
            if not roomy:
                return None
            put(u, next((t for t in roomy if not any(party.apart[i] & masks[t] for i in unit)), roomy[0]))
    return at


def from_before(party: Party, before: dict[str, int]) -> list[int] | None:
    """Each unit at the table most of it had before, newcomers by rank; None where that has no room."""
    if NOWHERE in party.fixed:
        return None
    free = [table.seats for table in party.tables]
    at = [-1] * len(party.units)
    waiting = []
    for u, unit in enumerate(party.units):
        tables = [before[party.people[i].id] for i in unit if party.people[i].id in before]
        fixed = party.fixed[u]
        wanted = (
            fixed if fixed is not None else max(sorted(set(tables)), key=tables.count) if tables else None
        )
        if wanted is None or (fixed is None and free[wanted] < len(unit)):
            waiting.append(u)
            continue
        at[u] = wanted
        free[wanted] -= len(unit)
    if min(free) < 0:
        return None
    for u in waiting:
        open_tables = [t for t, room in enumerate(free) if room >= len(party.units[u])]
        if not open_tables:
            return None
        at[u] = min(open_tables, key=lambda t: (sum(party.unary[i][t] for i in party.units[u]), t))
        free[at[u]] -= len(party.units[u])
    return at


def pack(party: Party) -> list[int] | None:
    """Tables for all units so that every hard rule holds, by exact search, the largest first; None where
    there are none. Raises Undecided when the budget is spent."""
    units = sorted(
        range(len(party.units)),
        key=lambda u: (
            party.fixed[u] is None,
            -len(party.units[u]),
            -sum(party.apart[i].bit_count() for i in party.units[u]),
            u,
        ),
    )
    free = [table.seats for table in party.tables]
    access = list(party.access)
    masks = [0] * len(party.tables)
    at = [-1] * len(party.units)
    nodes = 0
    if len(units) > DEEPEST:
        raise Undecided
    torn = any(party.apart[i] >> j & 1 for unit in party.units for i in unit for j in unit)
    if torn or NOWHERE in party.fixed:
        return None

    def place(k: int) -> bool:
        nonlocal nodes
        if k == len(units):
            return True
        u = units[k]
        unit = party.units[u]
        mask = sum(1 << i for i in unit)
        barred = 0
        for i in unit:
            barred |= party.apart[i]
        needers = (party.needers & mask).bit_count()
        fixed = party.fixed[u]
        seen: set[tuple[int, int, int]] = set()
        for t in range(len(free)) if fixed is None else (fixed,):
            if free[t] < len(unit) or access[t] < needers or masks[t] & barred:
                continue
            alike = (free[t], access[t], masks[t])
            if alike in seen:  # empty tables of one size are one choice
                continue
            seen.add(alike)
            nodes += 1
            if nodes > BUDGET:
                raise Undecided
            free[t] -= len(unit)
            access[t] -= needers
            masks[t] |= mask
            at[u] = t
            if place(k + 1):
                return True
            free[t] += len(unit)
            access[t] += needers
            masks[t] &= ~mask
        return False

    return at if place(0) else None


def anneal(tables: Tables, *, moves: int, seed: int, hot: float = HOT) -> Tables:
    """The best plan met while exchanging units for others of the same size, or into free chairs, at falling
    temperature; never worse than the plan given."""
    party, random = tables.party, Random(seed)  # noqa: S311
    movable = [u for u, table in enumerate(party.fixed) if table is None]
    count = len(party.tables)
    best, best_total = list(tables.at), tables.total
    total = best_total
    if count < 2 or not movable:
        return tables
    cooling = (COLD / hot) ** (1 / max(1, moves))
    heat = hot
    for _ in range(moves):
        heat *= cooling
        u = movable[int(random.random() * len(movable))]
        a = tables.at[u]
        b = int(random.random() * (count - 1))
        b += b >= a
        given = _exchange(tables, u, b, random)
        if given is None:
            continue
        new_a = [x for x in tables.units[a] if x != u] + given
        new_b = [x for x in tables.units[b] if x not in given] + [u]
        price_a, price_b = tables.price(a, new_a), tables.price(b, new_b)
        change = price_a + price_b - tables.prices[a] - tables.prices[b]
        if change <= 0 or random.random() < exp(-change / heat):
            tables.put(a, new_a, price_a)
            tables.put(b, new_b, price_b)
            total += change
            if total < best_total:
                best, best_total = list(tables.at), total
    return Tables(party, best)


def _exchange(tables: Tables, unit: int, table: int, random: Random) -> list[int] | None:
    """Units of the other table that make room for this one and fit where it was; None if not found."""
    party = tables.party
    size = len(party.units[unit])
    room = tables.free[table]
    back = tables.free[tables.at[unit]] + size
    if room >= size and random.random() < 0.5:
        return []
    candidates = [x for x in tables.units[table] if party.fixed[x] is None]
    random.shuffle(candidates)
    taken: list[int] = []
    total = 0
    for x in candidates:
        if total + len(party.units[x]) <= back and (total == 0 or total + room < size):
            taken.append(x)
            total += len(party.units[x])
        if total and total + room >= size:
            return taken
    return None

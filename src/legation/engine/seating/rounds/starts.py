"""Who shares a table, to begin with: by rank, by the plan before, or by exact packing where those fail."""

from __future__ import annotations

from legation.engine.seating.puzzle import BUDGET, Undecided
from legation.engine.seating.rounds.party import NOWHERE, Party

DEEPEST = 700  # units that exact packing takes on: one call deeper for each


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

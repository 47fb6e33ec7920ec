"""Who sits at which table, so that people change tables as seldom as can be had."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from legation.engine.matching.instance import Instance

PASSES = 6


def seat(inst: Instance, slots: list[int], pinned: dict[int, int]) -> tuple[list[int], int]:
    """A table from 1 for each meeting (0 where it has none), and how often people change tables.

    `pinned` are tables that stay; the others are given slot by slot, each slot best for what the slots
    around it have, back and forth until a pass changes nothing."""
    order = _orders(inst, slots)
    tables = [0] * len(slots)
    most = _most(inst, slots, max(pinned.values(), default=0))
    held: dict[int, list[int]] = defaultdict(list)
    for m, t in enumerate(slots):
        if t >= 0 and inst.seated[m]:
            held[t].append(m)
    for m, table in pinned.items():
        if slots[m] >= 0 and inst.seated[m] and table <= most[slots[m]]:
            tables[m] = table
    fixed = {m for m in pinned if tables[m]}
    best, fewest = tables, -1
    for turn in range(PASSES):
        for t in sorted(held, reverse=bool(turn % 2)):
            _one_slot([m for m in held[t] if m not in fixed], held[t], order, tables, most[t])
        changes = _changes(order, tables)
        if 0 <= fewest <= changes:
            break
        best, fewest = tables.copy(), changes
        if not changes:
            break
    return best, max(0, fewest)


def reseated(
    inst: Instance,
    slots: list[int],
    before: list[int],
    tables: list[int | None],
    wanted: dict[int, int | None],
) -> list[int | None] | None:
    """Tables after some meetings went to other slots, with as few changes as can be had; None where one is
    missing. `wanted` are tables for some meetings (None: as it was); those who sit there give way."""
    after: list[int | None] = list(tables)
    for t in {slots[m] for m in wanted if slots[m] >= 0} | {
        s for s, old in zip(slots, before, strict=True) if s >= 0 and s != old
    }:
        held = [m for m, s in enumerate(slots) if s == t and inst.seated[m]]
        taken: dict[int, int] = {}
        for m in sorted(held, key=lambda k: (not wanted.get(k), k not in wanted, before[k] != t, k)):
            table = wanted.get(m) or tables[m]
            if table is not None and table not in taken:
                taken[table] = m
        free = iter(table for table in range(1, inst.tables[t] + 1) if table not in taken)
        sitting = {m: table for table, m in taken.items()}
        for m in held:
            after[m] = sitting.get(m) or next(free, None)
            if after[m] is None:
                return None
    return after


def _most(inst: Instance, slots: list[int], known: int) -> list[int]:
    """The tables of each slot; of those, as many as the fullest slot needs or are known."""
    loads = [0] * inst.slots
    for m, t in enumerate(slots):
        if t >= 0:
            loads[t] += inst.seated[m]
    fullest = max(known, *loads, 0)
    return [min(tables, max(fullest, load)) for tables, load in zip(inst.tables, loads, strict=True)]


def _orders(inst: Instance, slots: list[int]) -> list[list[int]]:
    """For each meeting, those just before and just after it, at a table, of each of its participants."""
    near: list[list[int]] = [[] for _ in slots]
    for meetings in inst.of:
        day = sorted((m for m in meetings if slots[m] >= 0 and inst.seated[m]), key=lambda m: slots[m])
        for first, second in pairwise(day):
            near[first].append(second)
            near[second].append(first)
    return near


def _changes(near: list[list[int]], tables: list[int]) -> int:
    return sum(tables[m] != tables[k] for m, others in enumerate(near) for k in others) // 2


def _one_slot(
    movable: list[int], held: list[int], near: list[list[int]], tables: list[int], most: int
) -> None:
    """Gives the movable meetings of a slot the tables that suit their neighbours in time best."""
    if not movable:
        return
    moving = set(movable)
    taken = {tables[m] for m in held if m not in moving}
    free = [table for table in range(1, most + 1) if table not in taken]
    place = {table: k for k, table in enumerate(free)}
    wish: list[dict[int, int]] = []
    for m in movable:
        liked: dict[int, int] = defaultdict(int)
        for k in near[m]:
            if tables[k] in place:
                liked[place[tables[k]]] += 2
        if tables[m] in place:
            liked[place[tables[m]]] += 1  # what it has already, where nothing is better
        wish.append(liked)
    given = _matched(wish, len(free))
    for m, k in zip(movable, given, strict=True):
        tables[m] = free[k]


def _matched(wish: list[dict[int, int]], size: int) -> list[int]:
    """The greatest sum of wishes with a table for everyone: a flow of least cost."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    people = len(wish)
    source, sink, other = people + size, people + size + 1, people + size + 2
    arcs = []
    for i, liked in enumerate(wish):
        flow.add_arc_with_capacity_and_unit_cost(source, i, 1, 0)
        flow.add_arc_with_capacity_and_unit_cost(i, other, 1, 0)
        for k, value in sorted(liked.items()):
            arcs.append((flow.add_arc_with_capacity_and_unit_cost(i, people + k, 1, -value), i, k))
    for k in range(size):
        flow.add_arc_with_capacity_and_unit_cost(people + k, sink, 1, 0)
        flow.add_arc_with_capacity_and_unit_cost(other, people + k, 1, 0)
    flow.set_node_supply(source, people)
    flow.set_node_supply(sink, -people)
    flow.solve()
    given = [-1] * people
    for arc, i, k in arcs:
        if flow.flow(arc):
            given[i] = k
    left = iter(sorted(set(range(size)) - set(given)))
    return [k if k >= 0 else next(left) for k in given]

"""A lower bound on breaks that forgets the meetings: who is busy when, counted by kinds of people."""

from __future__ import annotations

from collections import Counter
from typing import Any

from legation.engine.matching.bounds import least_breaks
from legation.engine.matching.instance import Instance

Kind = tuple[tuple[int, ...], int]  # the slots of each meeting, sorted, and the most in a row


def relaxed_bound(inst: Instance, *, seconds: float = 5.0, effort: float = 5.0) -> int | None:
    """A proved lower bound on the breaks of a round whose meetings are all mandatory; None if infeasible.

    People with the same meetings' slots are one kind. Of each kind, some are busy in one block of slots,
    which their meetings can fill, and the others have at least one break and are busy anywhere. In a slot
    the busy people are twice a number of meetings within the tables, where all meetings have two. `effort`
    is a deterministic limit, `seconds` a limit on time; when either ends first, the bound is what was proved.
    """
    least = least_breaks(inst)
    if any(each is None for each in least):
        return None
    base = sum(each or 0 for each in least)
    if len(inst.days) > 1 or not all(inst.must):
        return base
    kinds: Counter[Kind] = Counter()
    cost: dict[Kind, int] = {}
    for p, meetings in enumerate(inst.of):
        if meetings:
            kind = tuple(sorted(inst.allowed[m] for m in meetings)), inst.limit[p]
            kinds[kind] += 1
            cost[kind] = least[p] or 0
    if not kinds:
        return 0
    return _solved(inst, kinds, cost, base, seconds, effort)


def _solved(
    inst: Instance, kinds: Counter[Kind], cost: dict[Kind, int], base: int, seconds: float, effort: float
) -> int | None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    loads: list[list[Any]] = [[] for _ in range(inst.slots)]
    extra = []
    for kind, count in sorted(kinds.items()):
        pays = _kind(model, kind, count, loads, blocks=not cost[kind])
        if not cost[kind]:
            extra.append(pays)
    if all(len(group) == 2 for group in inst.members) and all(inst.seated):
        for t, load in enumerate(loads):
            meetings = model.new_int_var(0, min(inst.tables[t], len(inst.ids)), "")
            model.add(sum(load) == 2 * meetings)
    model.minimize(sum(extra))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if not extra:
        return base
    return base + max(0, round(solver.best_objective_bound))


def _kind(model: Any, kind: Kind, count: int, loads: list[list[Any]], *, blocks: bool) -> Any:
    """The people of one kind: how many are busy in which block, how many have a break and are busy when;
    adds them to the loads of the slots and gives the number with a break."""
    masks, _ = kind
    starts = {t: model.new_int_var(0, count, "") for t in _blocks(kind, len(loads))} if blocks else {}
    pays = model.new_int_var(0, count, "")
    model.add(sum(starts.values()) + pays == count)
    for start, number in starts.items():
        for t in range(start, start + len(masks)):
            loads[t].append(number)
    reach = 0
    for mask in masks:
        reach |= mask
    busy = {t: model.new_int_var(0, count, "") for t in range(len(loads)) if reach >> t & 1}
    for t, here in busy.items():
        model.add(here <= pays)
        loads[t].append(here)
    model.add(sum(busy.values()) == len(masks) * pays)
    for within in sorted(set(masks)):
        inside = sum(mask & ~within == 0 for mask in masks)
        if inside < len(masks):
            model.add(sum(here for t, here in busy.items() if within >> t & 1) >= inside * pays)
    return pays


def _blocks(kind: Kind, slots: int) -> list[int]:
    """Where a block of busy slots can begin that the meetings of this kind fill exactly."""
    masks, limit = kind
    size = len(masks)
    if size > limit:
        return []
    return [t for t in range(slots - size + 1) if _fills(masks, t, size)]


def _fills(masks: tuple[int, ...], start: int, size: int) -> bool:
    """Whether each meeting can have a slot of the block of its own."""
    holder: dict[int, int] = {}

    def place(m: int, seen: set[int]) -> bool:
        for t in range(start, start + size):
            if masks[m] >> t & 1 and t not in seen:
                seen.add(t)
                if t not in holder or place(holder[t], seen):
                    holder[t] = m
                    return True
        return False

    return all(place(m, set()) for m in range(size))

"""Upper bounds on the weight of wishes held: linear, and from counting slots, tables and resources."""

from __future__ import annotations

from math import floor
from typing import Any

from legation.engine.matching.instance import Instance

MOST_TERMS = 40_000  # meetings times slots up to which the linear bound is worked out
_ROUNDING = 1e-4


def least_loss(inst: Instance, *, seconds: float = 2.0, effort: float = 2.0, ways: bool = True) -> int | None:
    """A proved lower bound on the weight of wishes left out; None when the mandatory meetings do not fit.

    The linear bound: meetings may be held in parts, spread over their slots; with `ways`, but for what the
    way to a visit costs. Larger rounds, and those for which time does not suffice, are counted."""
    if all(inst.must):
        return 0
    if sum(mask.bit_count() for mask in inst.allowed) <= MOST_TERMS:
        loss = _linear(inst, seconds, ways=ways)
        if loss is not None:
            return loss
    return counted_loss(inst, seconds=seconds, effort=effort)


def _linear(inst: Instance, seconds: float, *, ways: bool) -> int | None:
    """The weight that even meetings held in parts leave out; None when that could not be worked out."""
    from ortools.linear_solver.python import model_builder as linear

    model: Any = linear.Model()  # type: ignore[no-untyped-call]
    busy: list[dict[int, list[Any]]] = [{} for _ in inst.people]
    seated: dict[int, list[Any]] = {}
    used: list[dict[int, list[Any]]] = [{} for _ in inst.amounts]
    held, wholes = [], []
    for m, mask in enumerate(inst.allowed):
        mine = []
        for t in range(inst.slots):
            if mask >> t & 1:
                part = model.new_num_var(0, 1, "")
                mine.append(part)
                for p in inst.members[m]:
                    busy[p].setdefault(t, []).append(part)
                if inst.seated[m]:
                    seated.setdefault(t, []).append(part)
                for r in inst.needs[m]:
                    used[r].setdefault(t, []).append(part)
        whole = linear.LinearExpr.sum(mine)
        wholes.append(whole)
        if inst.must[m]:
            model.add(whole == 1)
        elif mine:
            model.add(whole <= 1)
            held.append(inst.weight[m] * whole)
    for row, room in _rooms(inst, busy, seated, used):
        model.add(linear.LinearExpr.sum(row) <= room)
    for meetings, visit, slots, lost in ways_lost(inst) if ways else ():
        model.add(linear.LinearExpr.sum([wholes[m] for m in meetings]) + lost * wholes[visit] <= slots)
    model.maximize(linear.LinearExpr.sum(held))
    solver = linear.Solver("GLOP")
    solver.set_time_limit_in_seconds(max(0.01, seconds))
    if solver.solve(model) != linear.SolveStatus.OPTIMAL:
        return None
    most = solver.objective_value
    return max(0, sum(inst.weight) - floor(most + _ROUNDING * (1 + most)))


def _rooms(
    inst: Instance,
    busy: list[dict[int, list[Any]]],
    seated: dict[int, list[Any]],
    used: list[dict[int, list[Any]]],
) -> list[tuple[list[Any], int]]:
    """Parts of which only so many have room: of a person, at tables, of a resource, in a row."""
    rooms = [(row, 1) for person in busy for row in person.values()]
    rooms += [(row, inst.tables[t]) for t, row in seated.items()]
    rooms += [(row, inst.amounts[r][t]) for r, rows in enumerate(used) for t, row in rows.items()]
    rooms += [
        ([part for s in range(t, t + limit + 1) for part in person.get(s, ())], limit)
        for person, limit in zip(busy, inst.limit, strict=True)
        for t in range(inst.slots - limit)
        if inst.day[t] == inst.day[t + limit]
    ]
    return [(row, room) for row, room in rooms if len(row) > room]


def ways_lost(inst: Instance) -> list[tuple[tuple[int, ...], int, int, int]]:
    """What ways cost those who have too few slots for all their meetings: their meetings, a visit away from
    the hall, their slots, and how many of these stay idle at least when the visit is held.

    Parts of meetings can lie so that no way is needed; whole ones cannot. A person's visits stand in blocks
    that take no more of their slots than the visits are many; before a block and after it the slots of the
    way are idle."""
    cuts = []
    for meetings in inst.of:
        visits = [m for m in meetings if inst.gap[0][inst.site[m]]]
        if not visits or len(visits) == len(meetings):
            continue
        open_ = 0
        for m in meetings:
            open_ |= inst.allowed[m]
        slots = open_.bit_count()
        near = {inst.site[m] for m in meetings} - {inst.site[m] for m in visits}
        gap = min(inst.gap[place][inst.site[m]] for place in near for m in visits)
        idle = [
            _idle(open_ & day, first, end, gap)
            for day in inst.days
            for first in range(inst.slots)
            if (open_ & day) >> first & 1
            for end in range(first + 1, day.bit_length() + 1)
            if (open_ & day & (1 << end) - (1 << first)).bit_count() <= len(visits)
        ]
        lost = min(idle, default=0)
        if lost and len(meetings) + lost > slots:
            cuts += [(meetings, m, slots, lost) for m in visits]
    return cuts


def _idle(day: int, first: int, end: int, gap: int) -> int:
    """How many slots of a day lie right before `first` or from `end` on, where the way needs them."""
    before = ((1 << gap) - 1) << first >> gap
    after = ((1 << gap) - 1) << end
    return (day & (before | after)).bit_count()


def counted_loss(inst: Instance, *, seconds: float = 2.0, effort: float = 2.0) -> int | None:
    """A proved lower bound on the weight left out, from counting alone; None when the mandatory meetings do
    not fit. Each participant has no more meetings than slots, in all and within each set of slots that some
    meeting is bound to; so have tables and resources. Where and when is forgotten."""
    wishes = [m for m, must in enumerate(inst.must) if not must]
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    held: list[Any] = [1 if must else model.new_bool_var("") for must in inst.must]
    for m in wishes:
        if not inst.allowed[m]:
            model.add(held[m] == 0)
    for p, meetings in enumerate(inst.of):
        for within in _sets(inst, meetings):
            room = _room(within, inst.limit[p], inst)
            inside = [m for m in meetings if not inst.allowed[m] & ~within]
            if len(inside) > room:
                model.add(sum(held[m] for m in inside) <= room)
    seated = [m for m in range(len(held)) if inst.seated[m]]
    for users, amounts in (
        (seated, inst.tables),
        *(
            ([m for m, needs in enumerate(inst.needs) if r in needs], row)
            for r, row in enumerate(inst.amounts)
        ),
    ):
        for within in _sets(inst, users):
            room = sum(amount for t, amount in enumerate(amounts) if within >> t & 1)
            inside = [m for m in users if not inst.allowed[m] & ~within]
            if len(inside) > room:
                model.add(sum(held[m] for m in inside) <= room)
    total = sum(inst.weight)
    model.maximize(sum(inst.weight[m] * held[m] for m in wishes))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return 0
    return max(0, total - round(solver.best_objective_bound))


def _sets(inst: Instance, meetings: Any) -> list[int]:
    """The sets of slots to count in: what some meeting is bound to, and all of them together."""
    sets = {inst.allowed[m] for m in meetings}
    union = 0
    for mask in sets:
        union |= mask
    return sorted(sets | {union})[:200]


def _room(within: int, limit: int, inst: Instance) -> int:
    """How many of these slots a person can be busy in, with no more than `limit` in a row."""
    if limit >= inst.slots:
        return within.bit_count()
    room = 0
    for day in inst.days:
        run = 0
        for t in range(inst.slots):
            if within & day & 1 << t:
                run += 1
                if run <= limit:
                    room += 1
                else:
                    run = 0
            else:
                run = 0
    return room

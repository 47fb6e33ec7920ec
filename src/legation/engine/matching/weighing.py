"""An upper bound on the weight of wishes held, from counting slots, tables and resources."""

from __future__ import annotations

from typing import Any

from legation.engine.matching.instance import Instance


def least_loss(inst: Instance, *, seconds: float = 2.0, effort: float = 2.0) -> int | None:
    """A proved lower bound on the weight of wishes left out; None when the mandatory meetings do not fit.

    Each participant has no more meetings than slots, in all and within each set of slots that some meeting
    is bound to; so have tables and resources. Where and when is forgotten."""
    wishes = [m for m, must in enumerate(inst.must) if not must]
    if not wishes:
        return 0
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
    if solver.solve(model) == cp_model.INFEASIBLE:
        return None
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

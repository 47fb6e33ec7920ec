"""Why a round has no timetable: a smallest set of mandatory meetings that conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from legation.engine.matching.bounds import crowded
from legation.engine.matching.exact import whole
from legation.engine.matching.instance import Instance, compiled
from legation.engine.matching.model import Conflict, Round
from legation.engine.matching.prover import CORE


def quick_look(round_: Round, inst: Instance) -> Conflict | None:
    """A conflict that counting finds: no slot, too few slots for a person, too few tables; None if none."""
    impossible = [m for m, must in enumerate(inst.must) if must and not inst.allowed[m]]
    if impossible:
        return _no_slot(round_, inst, impossible[0])
    busy = crowded(inst)
    if busy is not None:
        person, meetings, slots = busy
        return Conflict("person", _ids(inst, meetings), (inst.people[person],), _numbers(slots))
    for users, amounts, code, who in (
        ([m for m in range(len(inst.ids)) if inst.seated[m]], inst.tables, "tables", ()),
        *(
            ([m for m, needs in enumerate(inst.needs) if r in needs], row, "needs", (inst.resources[r],))
            for r, row in enumerate(inst.amounts)
        ),
    ):
        musts = [m for m in users if inst.must[m]]
        every = 0
        for m in musts:
            every |= inst.allowed[m]
        for within in sorted({*(inst.allowed[m] for m in musts), every}, key=lambda s: (s.bit_count(), s)):
            room = sum(amount for t, amount in enumerate(amounts) if within >> t & 1)
            inside = [m for m in musts if not inst.allowed[m] & ~within]
            if len(inside) > room:
                return Conflict(code, _ids(inst, inside[: room + 1]), who, _numbers(within))
    return None


def _ids(inst: Instance, meetings: Any) -> tuple[str, ...]:
    return tuple(inst.ids[m] for m in sorted(meetings))


def _numbers(slots: int) -> tuple[int, ...]:
    return tuple(t + 1 for t in range(slots.bit_length()) if slots >> t & 1)


def _no_slot(round_: Round, inst: Instance, m: int) -> Conflict:
    """A meeting without a slot: by itself, or because of a chain of “after” that is then shortened."""
    chain = _chain(inst, m)
    kept = list(chain)
    for each in chain:
        fewer = [k for k in kept if k != each]
        if fewer and _empty(round_, inst, fewer):
            kept = fewer
    if len(kept) == 1:
        only = round_.meetings[kept[0]]
        return Conflict("slots", (only.id,), only.participants)
    return Conflict("order", _ids(inst, kept))


def _chain(inst: Instance, m: int) -> list[int]:
    """A meeting and all mandatory ones before and behind it."""
    seen, todo = {m}, [m]
    while todo:
        k = todo.pop()
        for other in (*inst.before[k], *inst.behind[k]):
            if inst.must[other] and other not in seen:
                seen.add(other)
                todo.append(other)
    return sorted(seen)


def _empty(round_: Round, inst: Instance, meetings: list[int]) -> bool:
    """Whether one of these mandatory meetings has no slot when the others of the round are not there."""
    there = {inst.ids[m] for m in meetings}
    fewer = tuple(
        replace(m, after=tuple(id_ for id_ in m.after if id_ in there))
        for m in round_.meetings
        if m.id in there
    )
    return not all(compiled(replace(round_, meetings=fewer)).allowed)


def explain(inst: Instance, *, seconds: float = 10.0) -> Conflict:
    """A smallest set of mandatory meetings that cannot all be held, once it is proved that not all can."""
    core = _core(inst, _musts(inst), seconds / 2, fair=False)
    if core is None and inst.fairness is not None:
        least = _least_fairness(inst, seconds)
        return Conflict("fairness", (), least=least)
    if core is None:
        return Conflict("together", _ids(inst, _musts(inst)), minimal=False)
    kept, minimal = _shortened(inst, core, seconds)
    return Conflict("together", _ids(inst, kept), _shared(inst, kept), minimal=minimal)


def _musts(inst: Instance) -> list[int]:
    return [m for m, must in enumerate(inst.must) if must]


def _shared(inst: Instance, meetings: list[int]) -> tuple[str, ...]:
    """The people who are in more than one of the meetings."""
    counts: dict[int, int] = {}
    for m in meetings:
        for p in inst.members[m]:
            counts[p] = counts.get(p, 0) + 1
    return tuple(inst.people[p] for p, count in sorted(counts.items()) if count > 1)


def _core(inst: Instance, meetings: list[int], seconds: float, *, fair: bool) -> list[int] | None:
    """Meetings, of those given, that cannot all be held; None if they can, or if time ended."""
    from ortools.sat.python import cp_model

    parts = whole(inst, switched=True, fair=fair)
    switch = dict(zip(_musts(inst), parts.active, strict=True))
    parts.model.add_assumptions([switch[m] for m in meetings])
    solver = cp_model.CpSolver()
    for name, value in CORE.items():
        setattr(solver.parameters, name, value)
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    if solver.solve(parts.model) != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    core = [m for m in meetings if switch[m].index in named]
    return core or list(meetings)


def _shortened(inst: Instance, core: list[int], seconds: float) -> tuple[list[int], bool]:
    """The core without whatever can be left out, and whether that was shown for each that stays."""
    from ortools.sat.python import cp_model

    parts = whole(inst, switched=True, fair=False)
    switch = dict(zip(_musts(inst), parts.active, strict=True))
    solver = cp_model.CpSolver()
    for name, value in CORE.items():
        setattr(solver.parameters, name, value)
    kept, sure, spent = list(core), set[int](), 0.0
    minimal = True
    while True:
        trial = next((m for m in kept if m not in sure), None)
        if trial is None:
            return kept, minimal
        if spent > seconds:
            return kept, False
        fewer = [m for m in kept if m != trial]
        parts.model.clear_assumptions()
        parts.model.add_assumptions([switch[m] for m in fewer])
        solver.parameters.max_time_in_seconds = max(0.05, min(2.0, seconds - spent))
        status = solver.solve(parts.model)
        spent += solver.wall_time
        if status == cp_model.INFEASIBLE:
            named = set(solver.sufficient_assumptions_for_infeasibility())
            kept = [m for m in fewer if switch[m].index in named] or fewer
        else:
            minimal = minimal and status != cp_model.UNKNOWN
            sure.add(trial)


def _least_fairness(inst: Instance, seconds: float) -> int | None:
    """The least d for which everything can be held, where time allows to find it."""
    from ortools.sat.python import cp_model

    for fair in range((inst.fairness or 0) + 1, inst.slots // 2 + 1):
        parts = whole(replace(inst, fairness=fair))
        solver = cp_model.CpSolver()
        for name, value in CORE.items():
            setattr(solver.parameters, name, value)
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        status = solver.solve(parts.model)
        seconds -= solver.wall_time
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return fair
        if status != cp_model.INFEASIBLE:
            return None
    return None

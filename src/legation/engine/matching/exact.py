"""The whole round as a model for CP-SAT: every rule, and the aims as sums to keep low."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from legation.engine.matching.instance import Instance


@dataclass(frozen=True, slots=True)
class Whole:
    """A model with its parts: `held[m][t]`, a literal for a meeting in a slot; `lost`, `moved` and `breaks`,
    sums; `active[m]`, literals that switch a mandatory meeting on, where they were asked for."""

    model: Any
    held: tuple[dict[int, Any], ...]
    lost: Any
    moved: Any
    breaks: Any
    active: tuple[Any, ...]


def literals(inst: Instance) -> int:
    """How many literals the whole model has for meetings in slots."""
    return sum(mask.bit_count() for mask in inst.allowed)


def whole(
    inst: Instance, *, switched: bool = False, fair: bool = True, counted: frozenset[int] | None = None
) -> Whole:
    """Builds the model. With `switched` each mandatory meeting is held only if its literal is true, and
    breaks are not counted unless `fair` asks for fairness. `counted` are the people whose breaks count,
    everybody if not said; with nobody, fairness is left aside."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    held: list[dict[int, Any]] = []
    active = []
    out: dict[int, Any] = {}
    for m, mask in enumerate(inst.allowed):
        slots = {t: model.new_bool_var("") for t in range(inst.slots) if mask >> t & 1}
        held.append(slots)
        if switched and inst.must[m]:
            active.append(model.new_bool_var(""))
            model.add_exactly_one([*slots.values(), active[-1].negated()])
        elif inst.must[m]:
            model.add_exactly_one(slots.values())
        else:
            out[m] = model.new_bool_var("")
            model.add_exactly_one([*slots.values(), out[m]])
    lost = sum(inst.weight[m] * literal for m, literal in out.items())
    moved = sum(
        held[m][before].negated() if before in held[m] else 1
        for m, before in enumerate(inst.previous)
        if before >= 0
    )
    busy = _busy(model, inst, held, degrees=not switched)
    _tables(model, inst, held, busy)
    _resources(model, inst, held)
    _order(model, inst, held)
    _travel(model, inst, held)
    _rest(model, inst, busy)
    breaks = 0
    if counted is not None:
        busy = [mine if p in counted else {} for p, mine in enumerate(busy)]
    if (counted is None or counted) and (not switched or (fair and inst.fairness is not None)):
        breaks = _breaks(model, inst, busy)
    return Whole(model, tuple(held), lost, moved, breaks, tuple(active))


def _busy(model: Any, inst: Instance, held: list[dict[int, Any]], *, degrees: bool) -> list[dict[int, Any]]:
    """Literals for a person busy in a slot: true exactly when one of their meetings is there."""
    busy: list[dict[int, Any]] = []
    for meetings in inst.of:
        at: dict[int, list[Any]] = defaultdict(list)
        for m in meetings:
            for t, literal in held[m].items():
                at[t].append(literal)
        mine: dict[int, Any] = {}
        for t, choices in sorted(at.items()):
            if len(choices) == 1:
                mine[t] = choices[0]
            else:
                mine[t] = model.new_bool_var("")
                model.add_exactly_one([*choices, mine[t].negated()])
        busy.append(mine)
        if degrees and len(meetings) > 1 and all(inst.must[m] for m in meetings):
            model.add(sum(mine.values()) == len(meetings))
    return busy


def _tables(model: Any, inst: Instance, held: list[dict[int, Any]], busy: list[dict[int, Any]]) -> None:
    """Tables counted twice: over busy people, and over groups of meetings that share someone."""
    pairs = all(len(group) == 2 for group in inst.members) and all(inst.seated)
    groups = _groups(inst)
    for t, tables in enumerate(inst.tables):
        seated = sum(1 for m, slots in enumerate(held) if t in slots and inst.seated[m])
        if seated <= tables:
            continue
        if pairs:
            model.add(sum(mine[t] for mine in busy if t in mine) <= 2 * tables)
        taken = []
        for p, group in groups:
            choices = [held[m][t] for m in group if t in held[m]]
            if len(choices) > 1:
                if len(group) == len(inst.of[p]):
                    taken.append(busy[p][t])
                else:
                    taken.append(model.new_bool_var(""))
                    model.add_exactly_one([*choices, taken[-1].negated()])
            else:
                taken.extend(choices)
        model.add(sum(taken) <= tables)


def _groups(inst: Instance) -> list[tuple[int, list[int]]]:
    """Every meeting at a table in one group of meetings that share a person; the largest groups first."""
    left = [{m for m in meetings if inst.seated[m]} for meetings in inst.of]
    groups: list[tuple[int, list[int]]] = []
    while True:
        p = max(range(len(left)), key=lambda k: len(left[k]), default=-1)
        if p < 0 or not left[p]:
            return groups
        group = sorted(left[p])
        groups.append((p, group))
        for m in group:
            for q in inst.members[m]:
                left[q].discard(m)


def _resources(model: Any, inst: Instance, held: list[dict[int, Any]]) -> None:
    for r, amounts in enumerate(inst.amounts):
        users = [m for m, needs in enumerate(inst.needs) if r in needs]
        for t, amount in enumerate(amounts):
            choices = [held[m][t] for m in users if t in held[m]]
            if len(choices) > amount:
                model.add(sum(choices) <= amount)


def _order(model: Any, inst: Instance, held: list[dict[int, Any]]) -> None:
    """One meeting before another: not the first from t on and the second up to t, for every t."""
    for m, earlier in enumerate(inst.before):
        for j in earlier:
            for t in range(inst.slots):
                late = [x for s, x in held[j].items() if s >= t]
                early = [x for s, x in held[m].items() if s <= t]
                if late and early:
                    model.add_at_most_one([*late, *early])


def _travel(model: Any, inst: Instance, held: list[dict[int, Any]]) -> None:
    if not inst.travels:
        return
    for meetings in inst.of:
        at: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for m in meetings:
            for t, literal in held[m].items():
                at[inst.site[m], t].append(literal)
        for (here, s), first in sorted(at.items()):
            for (there, t), second in sorted(at.items()):
                near = 0 < abs(s - t) <= inst.gap[here][there]
                if here < there and near and inst.day[s] == inst.day[t]:
                    model.add_at_most_one([*first, *second])


def _rest(model: Any, inst: Instance, busy: list[dict[int, Any]]) -> None:
    for p, mine in enumerate(busy):
        limit = inst.limit[p]
        for t in range(inst.slots - limit):
            window = range(t, t + limit + 1)
            if inst.day[t] == inst.day[t + limit] and all(s in mine for s in window):
                model.add_bool_or([mine[s].negated() for s in window])


def _breaks(model: Any, inst: Instance, busy: list[dict[int, Any]]) -> Any:
    """The sum of all breaks, by prefix literals, with fairness kept; counted in unary for each person."""
    most = [_most(inst, p, mine) for p, mine in enumerate(busy)]
    fair = inst.fairness
    cap = inst.slots if fair is None else fair + min(most, default=0)
    counts: list[list[Any]] = []
    for mine, limit in zip(busy, most, strict=True):
        ends = _ends(model, inst, mine) if limit else []
        size = min(limit, cap, len(ends))
        count = [model.new_bool_var("") for _ in range(size)]
        for first, second in pairwise(count):
            model.add_implication(second, first)
        if ends:
            model.add(sum(ends) == sum(count))
        counts.append(count)
    if fair is not None and min(most, default=0) > 0:
        _level(model, counts, fair)
    return sum(literal for count in counts for literal in count)


def _most(inst: Instance, p: int, mine: dict[int, Any]) -> int:
    """The most breaks that a person can have at all."""
    degree = len(inst.of[p])
    idle = inst.slots - (degree if all(inst.must[m] for m in inst.of[p]) else 0)
    return max(0, min(degree - 1, idle, len(mine) - 1))


def _ends(model: Any, inst: Instance, mine: dict[int, Any]) -> list[Any]:
    """Literals that are true exactly where a break ends: busy before, idle now, busy in the next slot."""
    ends = []
    begun: Any = None
    for t in range(inst.slots - 1):
        if t and inst.day[t] != inst.day[t - 1]:
            begun = None
        now, then = mine.get(t), mine.get(t + 1)
        if begun is not None and then is not None and inst.day[t] == inst.day[t + 1]:
            end = model.new_bool_var("")
            model.add_implication(end, begun)
            model.add_implication(end, then)
            if now is not None:
                model.add_implication(end, now.negated())
                model.add_bool_or([end, now, begun.negated(), then.negated()])
            else:
                model.add_bool_or([end, begun.negated(), then.negated()])
            ends.append(end)
        if now is not None:
            if begun is None:
                begun = now
            else:
                since = model.new_bool_var("")
                model.add_implication(now, since)
                model.add_implication(begun, since)
                model.add_bool_or([since.negated(), now, begun])
                begun = since
    return ends


def _level(model: Any, counts: list[list[Any]], fair: int) -> None:
    """Any two differ by at most `fair`: a break beyond it asks one more of everybody."""
    for k in range(max(len(count) for count in counts) - fair):
        floor = model.new_bool_var("")
        for count in counts:
            if len(count) > k + fair:
                model.add_implication(count[k + fair], floor)
            if len(count) > k:
                model.add_implication(floor, count[k])
            else:
                model.add(floor == 0)

"""A checker written apart from the searches: it reads the round and the plan, nothing that is computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from legation.engine.matching.model import HALL, Meeting, Placed, Plan, Round


def verify(round_: Round, plan: Plan, previous: tuple[Placed, ...] = ()) -> list[str]:
    """Every breach of a rule and every wrong number in a plan, in words; an empty list when there is none."""
    meetings = {m.id: m for m in round_.meetings}
    slot = {each.meeting: each.slot for each in plan.placed}
    wrong = [f"{id_} is no meeting" for id_ in slot if id_ not in meetings]
    listed = Counter([*(e.meeting for e in plan.placed), *(e.meeting for e in plan.unplaced)])
    wrong += [f"{id_} is listed {listed[id_]} times" for id_ in meetings if listed[id_] != 1]
    if wrong:
        return wrong
    for id_, t in slot.items():
        wrong += _meeting(round_, meetings[id_], t, slot)
    if any(not 1 <= t <= round_.slots for t in slot.values()):
        return wrong
    calendar: dict[str, dict[int, Meeting]] = {p.id: {} for p in round_.participants}
    for id_, t in slot.items():
        for person in meetings[id_].participants:
            if t in calendar[person]:
                wrong.append(f"{person} has {id_} and {calendar[person][t].id} in {t}")
            calendar[person][t] = meetings[id_]
    wrong += _amounts(round_, plan, meetings)
    breaks = {}
    for each in round_.participants:
        wrong += _person(round_, each.in_a_row or round_.in_a_row, each.id, calendar[each.id])
        breaks[each.id] = breaks_in(calendar[each.id], round_)
    missing = [m.id for m in round_.meetings if m.must and m.id not in slot]
    if plan.status in {"optimal", "feasible"}:
        wrong += [f"{id_} must be held and is not" for id_ in missing]
        if (
            round_.fairness is not None
            and breaks
            and max(breaks.values()) - min(breaks.values()) > round_.fairness
        ):
            wrong.append(f"breaks differ by more than {round_.fairness}")
    return wrong + _numbers(plan, meetings, slot, previous, sum(breaks.values()))


def breaks_in(calendar: dict[int, Meeting], round_: Round) -> int:
    """The runs of idle slots between two consecutive meetings on one day."""
    total = 0
    for day in round_.days or (tuple(range(1, round_.slots + 1)),):
        held = [t for t in sorted(calendar) if t in day]
        total += sum(1 for first, second in pairwise(held) if second > first + 1)
    return total


def _meeting(round_: Round, meeting: Meeting, t: int, slot: dict[str, int]) -> list[str]:
    wrong = []
    if not 1 <= t <= round_.slots:
        wrong.append(f"{meeting.id} is in slot {t}")
    if meeting.slot is not None and t != meeting.slot:
        wrong.append(f"{meeting.id} is in {t}, not {meeting.slot}")
    if meeting.session is not None and t not in dict(round_.sessions)[meeting.session]:
        wrong.append(f"{meeting.id} in {t} is outside {meeting.session}")
    wrong += [f"{meeting.id} in {t} is not after {id_}" for id_ in meeting.after if slot.get(id_, 0) >= t]
    away = {p.id for p in round_.participants if t in p.unavailable}
    return wrong + [f"{id_} is unavailable in {t}" for id_ in meeting.participants if id_ in away]


def _amounts(round_: Round, plan: Plan, meetings: dict[str, Meeting]) -> list[str]:
    wrong = []
    at: dict[int, list[Placed]] = defaultdict(list)
    for each in plan.placed:
        at[each.slot].append(each)
    for t, held in sorted(at.items()):
        seated = [each for each in held if meetings[each.meeting].site in {None, HALL}]
        tables = [each.table for each in seated]
        most = None if round_.tables is None else round_.tables[t - 1]
        if most is not None and len(seated) > most:
            wrong.append(f"{len(seated)} meetings at {most} tables in {t}")
        if None in tables or len(set(tables)) < len(tables):
            wrong.append(f"a table is missing or taken twice in {t}")
        elif tables and (
            min(x or 0 for x in tables) < 1 or max(x or 0 for x in tables) > (most or len(meetings))
        ):
            wrong.append(f"a table that is not there in {t}")
        if any(each.table is not None for each in held if each not in seated):
            wrong.append(f"a table away from the hall in {t}")
        for resource in round_.resources:
            used = sum(resource.id in meetings[each.meeting].needs for each in held)
            if used > resource.amount[t - 1]:
                wrong.append(f"{used} of {resource.amount[t - 1]} {resource.id} in {t}")
    return wrong


def _person(round_: Round, limit: int | None, id_: str, calendar: dict[int, Meeting]) -> list[str]:
    wrong = []
    for day in round_.days or (tuple(range(1, round_.slots + 1)),):
        held = [t for t in sorted(calendar) if t in day]
        run = 0
        for k, t in enumerate(held):
            run = run + 1 if k and held[k - 1] == t - 1 else 1
            if limit is not None and run > limit:
                wrong.append(f"{id_} has more than {limit} in a row at {t}")
        for i, first in enumerate(held):
            for second in held[i + 1 :]:
                idle = _travel(round_, calendar[first].site, calendar[second].site)
                if second - first <= idle:
                    wrong.append(f"{id_} cannot travel between {first} and {second}")
    return wrong


def _travel(round_: Round, one: str | None, other: str | None) -> int:
    ends = {one or HALL, other or HALL}
    return max((each.slots for each in round_.travel if {each.between, each.and_} == ends), default=0)


def _numbers(
    plan: Plan, meetings: dict[str, Meeting], slot: dict[str, int], previous: tuple[Placed, ...], breaks: int
) -> list[str]:
    weight = sum(meetings[id_].weight for id_ in slot if not meetings[id_].must)
    moved = sum(slot.get(each.meeting) != each.slot for each in previous if each.meeting in meetings)
    wrong = []
    for name, said, counted in (
        ("breaks", plan.breaks, breaks),
        ("weight", plan.weight, weight),
        ("moved", plan.moved, moved),
    ):
        if said != counted:
            wrong.append(f"{name} is {counted}, not {said}")
    if plan.status in {"optimal", "feasible"}:
        if plan.weight_bound is not None and plan.weight_bound < weight:
            wrong.append(f"weight_bound {plan.weight_bound} is below {weight}")
        if plan.moved_bound is not None and plan.moved_bound > moved:
            wrong.append(f"moved_bound {plan.moved_bound} is above {moved}")
        if plan.bound is not None and plan.bound > breaks:
            wrong.append(f"bound {plan.bound} is above {breaks}")
    if plan.status == "optimal" and (plan.weight_bound, plan.moved_bound, plan.bound) != (
        weight,
        moved,
        breaks,
    ):
        wrong.append("optimal without a proof")
    return wrong

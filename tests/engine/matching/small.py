"""Small rounds in few words, planted ones of any size, and an answer found by trying everything."""

from itertools import product
from random import Random
from typing import Any

from legation.engine.matching import Meeting, Participant, Placed, Plan, Round, Unplaced, verify
from legation.engine.matching.model import Reason


def people(names: str, **unavailable: tuple[int, ...]) -> tuple[Participant, ...]:
    """One participant for each letter."""
    return tuple(Participant(name, unavailable.get(name, ())) for name in names)


def meet(pair: str, **more: Any) -> Meeting:
    """A meeting of the people in `pair`, called by their letters."""
    return Meeting(pair, tuple(pair), **more)


def slots(plan: Plan) -> dict[str, int]:
    """Where each meeting is."""
    return {each.meeting: each.slot for each in plan.placed}


def as_plan(round_: Round, where: dict[str, int]) -> Plan:
    """A plan with these slots, tables handed out as they come; its breaks are left to be counted."""
    placed, used = [], dict.fromkeys(where.values(), 0)
    for meeting in round_.meetings:
        slot = where.get(meeting.id)
        if slot is not None:
            used[slot] += meeting.site is None
            placed.append(Placed(meeting.id, slot, None if meeting.site else used[slot]))
    out = tuple(Unplaced(m.id, Reason("time")) for m in round_.meetings if m.id not in where)
    weight = sum(m.weight for m in round_.meetings if m.id in where and not m.must)
    return Plan("feasible", tuple(placed), out, weight=weight)


def broken(round_: Round, where: dict[str, int]) -> tuple[list[str], int]:
    """What the checker finds wrong with these slots, and the breaks it counts."""
    wrong = verify(round_, as_plan(round_, where))
    breaks = 0
    for line in wrong:
        if line.startswith("breaks is "):
            breaks = int(line.split()[2].rstrip(","))
    return [line for line in wrong if not line.startswith("breaks is ")], breaks


def by_trying(round_: Round) -> tuple[int, int] | None:
    """The greatest weight of wishes and its fewest breaks, trying all timetables; None if there is none."""
    best = None
    choices = [
        [*(range(1, round_.slots + 1) if m.slot is None else [m.slot]), *([] if m.must else [0])]
        for m in round_.meetings
    ]
    for chosen in product(*choices):
        where = {m.id: t for m, t in zip(round_.meetings, chosen, strict=True) if t}
        wrong, breaks = broken(round_, where)
        if not wrong:
            weight = sum(m.weight for m in round_.meetings if m.id in where and not m.must)
            if best is None or (-weight, breaks) < best:
                best = -weight, breaks
    return None if best is None else (-best[0], best[1])


def blocks(seed: int, count: int, length: int) -> tuple[Round, dict[str, int]]:
    """A round with a plan without breaks: pairs who are busy in one block each. And that plan."""
    random = Random(seed)
    names = [f"p{k}" for k in range(count)]
    spans = [sorted(random.sample(range(1, length + 2), 2)) for _ in range(0, count, 2)]
    meetings: list[Meeting] = []
    where: dict[str, int] = {}
    for k, (first, last) in enumerate(spans):
        for slot in range(first, last):
            id_ = f"m{len(meetings)}"
            meetings.append(Meeting(id_, tuple(names[2 * k : 2 * k + 2])))
            where[id_] = slot
    held = tuple(sum(t == slot for t in where.values()) for slot in range(1, length + 1))
    everyone = tuple(Participant(name) for name in names)
    return Round(length, everyone, tuple(meetings), tables=held, fairness=0), where


def crossed(seed: int, count: int, length: int, tables: int) -> Round:
    """A round that can be held: in each slot, random pairs who have not met."""
    random = Random(seed)
    pairs: list[tuple[int, int]] = []
    for _ in range(length):
        order = random.sample(range(count), count)
        fresh = [(min(p), max(p)) for p in zip(order[::2], order[1::2], strict=False)]
        pairs += [pair for pair in fresh if pair not in pairs][:tables]
    random.shuffle(pairs)
    return Round(
        length,
        tuple(Participant(f"p{k}") for k in range(count)),
        tuple(Meeting(f"m{k}", (f"p{a}", f"p{b}")) for k, (a, b) in enumerate(pairs)),
        tables=(tables,) * length,
    )

"""Small rounds for the tests, made by hand or by a planted plan, and the answer by trying everything."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random
from typing import Any

from legation.engine.matching import HALL, Meeting, Participant, Placed, Plan, Round, Unplaced, verify
from legation.engine.matching.checker import breaks_in
from legation.engine.matching.model import Reason


def people(ids: str, **unavailable: tuple[int, ...]) -> tuple[Participant, ...]:
    """One participant for each letter; `b=(2,)` are slots that b does not have."""
    return tuple(Participant(id_, unavailable.get(id_, ())) for id_ in ids)


def meet(name: str, **more: Any) -> Meeting:
    """A meeting whose people are the letters of its name."""
    return Meeting(name, tuple(name), **more)


def slots(plan: Plan) -> dict[str, int]:
    """The slot of each meeting that is placed."""
    return {each.meeting: each.slot for each in plan.placed}


def as_plan(round_: Round, where: dict[str, int], *, status: str = "feasible") -> Plan:
    """A plan by hand: meetings in these slots, tables given in order, and the numbers that belong to it."""
    seated: Counter[int] = Counter()
    placed = []
    calendar: dict[str, dict[int, Meeting]] = {p.id: {} for p in round_.participants}
    weight = 0
    for meeting in round_.meetings:
        slot = where.get(meeting.id)
        if slot is None:
            continue
        hall = meeting.site in {None, HALL}
        seated[slot] += hall
        placed.append(Placed(meeting.id, slot, seated[slot] if hall else None))
        weight += 0 if meeting.must else meeting.weight
        for id_ in meeting.participants:
            calendar[id_][slot] = meeting
    return Plan(
        status,
        tuple(placed),
        tuple(Unplaced(m.id, Reason("time")) for m in round_.meetings if m.id not in where),
        breaks=sum(breaks_in(each, round_) for each in calendar.values()),
        weight=weight,
    )


def broken(round_: Round, where: dict[str, int]) -> tuple[list[str], int]:
    """What the checker says of meetings in these slots, and their breaks."""
    plan = as_plan(round_, where)
    return verify(round_, plan), plan.breaks


def by_trying(round_: Round) -> tuple[int, int] | None:
    """The greatest weight of wishes and the fewest breaks for it, of every way there is; None if there is no
    way to hold what must be held."""
    ids = [m.id for m in round_.meetings]
    choices = [range(1 if m.must else 0, round_.slots + 1) for m in round_.meetings]
    best: tuple[int, int] | None = None
    for way in product(*choices):
        plan = as_plan(round_, {id_: slot for id_, slot in zip(ids, way, strict=True) if slot})
        if (best is None or (-plan.weight, plan.breaks) < best) and not verify(round_, plan):
            best = -plan.weight, plan.breaks
    return None if best is None else (-best[0], best[1])


def planted(seed: int, count: int, length: int) -> tuple[Round, dict[str, int]]:
    """A round of `count` people, an even number, in `length` slots, and a plan for it without breaks:
    everybody has one block of meetings, and nobody meets anybody twice. A circle gives the pairs of a slot;
    a pair is left out at the ends, both for good."""
    random = Random(f"planted/{seed}")
    last = count - 1
    rounds = [
        [(k, last), *(((k + i) % last, (k - i) % last) for i in range(1, count // 2))]
        for k in random.sample(range(last), length)
    ]
    here = set(range(count))
    where: dict[tuple[int, int], int] = {}
    for slot, pairs in enumerate(rounds, 1):
        pairs = [pair for pair in pairs if set(pair) <= here]
        dropped = random.sample(pairs, 1) if slot > length // 2 and len(pairs) > 1 else []
        where.update((pair, slot) for pair in pairs if pair not in dropped)
        here = {p for pair in pairs if pair not in dropped for p in pair}
    listed = random.sample(sorted(where), len(where))
    loads = Counter(where.values())
    return (
        Round(
            length,
            tuple(Participant(f"p{k}") for k in range(count)),
            tuple(Meeting(f"m{k}", (f"p{a}", f"p{b}")) for k, (a, b) in enumerate(listed)),
            tables=tuple(max(1, loads[slot]) for slot in range(1, length + 1)),
        ),
        {f"m{k}": where[pair] for k, pair in enumerate(listed)},
    )


def crossed(seed: int, count: int, length: int, tables: int) -> Round:
    """A round that can be held, with breaks: in each slot random pairs who have not met, at most `tables`."""
    random = Random(f"crossed/{seed}")
    met: set[tuple[int, int]] = set()
    for _ in range(length):
        order = random.sample(range(count), count)
        fresh = [
            pair
            for pair in ((min(a, b), max(a, b)) for a, b in zip(order[::2], order[1::2], strict=False))
            if pair not in met
        ]
        met.update(fresh[:tables])
    listed = random.sample(sorted(met), len(met))
    return Round(
        length,
        tuple(Participant(f"p{k}") for k in range(count)),
        tuple(Meeting(f"m{k}", (f"p{a}", f"p{b}")) for k, (a, b) in enumerate(listed)),
        tables=(tables,) * length,
    )

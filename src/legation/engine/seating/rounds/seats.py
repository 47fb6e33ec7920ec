"""Which chair at a table: the best order around it; locks, reachable chairs and chairs of before are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from legation.engine.seating.draft import is_numbered, needs_access
from legation.engine.seating.rounds.party import STEP, Party

Where = dict[int, tuple[int, int]]  # table and chair by person, all from 0


def seats_around(
    party: Party,
    members: Sequence[Sequence[int]],
    pinned: Mapping[int, tuple[int, int]],
    reach: Sequence[frozenset[int]],
    pairs: Any,
    begun: Sequence[Sequence[int]] = (),
) -> tuple[Where, bool]:
    """A table and chair for each person, and whether every table has its best order for sure.

    `members` are the people of each table, `pinned` who has a chair already, `reach` the chairs of each table
    that can be reached, `pairs` the prices of neighbours (`board.pair`), `begun` orders by standing to begin
    with where a table is too large to be sure."""
    where: Where = {}
    sure = True
    for t, people in enumerate(members):
        if not people:
            continue
        chairs, exact = order_of(party, t, sorted(people), pinned, reach[t], pairs, begun[t] if begun else ())
        where |= {i: (t, chair) for i, chair in chairs.items()}
        sure = sure and exact
    return where, sure


def order_of(
    party: Party,
    t: int,
    members: list[int],
    pinned: Mapping[int, tuple[int, int]],
    reach: frozenset[int],
    pairs: Any,
    begun: Sequence[int],
) -> tuple[dict[int, int], bool]:
    """The chairs of the people of one table, and whether no order is better."""
    import numpy as np

    from legation.engine.seating.rounds import orders

    ring = party.rings[t]
    kept = _kept(party, t, members, pinned, reach)
    needers = sum(1 for i in members if needs_access(party.people[i]) and i not in kept)
    chairs = _chairs_used(ring.order, len(members), set(kept.values()), reach, needers)
    pay = np.zeros((len(members), len(chairs)), np.int32)
    for k, i in enumerate(members):
        person = party.people[i]
        for c, chair in enumerate(chairs):
            if i in kept:
                pay[k, c] = 0 if kept[i] == chair else orders.NEVER
            elif needs_access(person) and chair not in reach:
                pay[k, c] = orders.NEVER
            if pay[k, c] == 0 and is_numbered(person):
                pay[k, c] = STEP * abs(ring.standing[chair] - k)
    side = pairs[np.ix_(members, members)].astype(np.int32)
    touch = np.array(
        [ring.following[one] == other for one, other in zip(chairs, [*chairs[1:], -2], strict=True)], np.int32
    )
    if len(chairs) == 2 and ring.following[chairs[1]] == chairs[0]:
        touch[0] = 1  # the second and the first, the other way round
    closes = int(len(chairs) > 2 and ring.following[chairs[-1]] == chairs[0])
    out = np.arange(len(members), dtype=np.int32)
    if len(members) <= orders.EXACT:
        orders.best_order(pay, side, touch, closes, out)
        exact = True
    else:
        out = _begin(members, chairs, pay, [ring.order[p] for p in range(len(begun))], begun, orders.NEVER)
        orders.better_order(pay, side, touch, closes, out)
        exact = False
    return {members[int(k)]: chair for k, chair in zip(out, chairs, strict=True)}, exact


def _begin(
    members: list[int], chairs: list[int], pay: Any, seen: list[int], begun: Sequence[int], never: int
) -> Any:
    """An order that keeps who must have a chair on it, the others as the search left them."""
    import numpy as np

    place = {chair: c for c, chair in enumerate(chairs)}
    at: dict[int, int] = {}
    wanted = {
        int(i): place[chair] for chair, i in zip(seen, begun, strict=False) if i >= 0 and chair in place
    }
    for k in range(len(members)):
        open_to = [c for c in range(len(chairs)) if pay[k, c] < never]
        if len(open_to) == 1:
            at[open_to[0]] = k
    waiting = []
    for k, i in enumerate(members):
        c = wanted.get(i)
        if k in at.values():
            continue
        if c is not None and c not in at and pay[k, c] < never:
            at[c] = k
        else:
            waiting.append(k)
    for k in sorted(waiting, key=lambda k: sum(1 for c in range(len(chairs)) if pay[k, c] < never)):
        free = [c for c in range(len(chairs)) if c not in at]
        at[min(free, key=lambda c: (int(pay[k, c]), c))] = k
    return np.array([at[c] for c in range(len(chairs))], np.int32)


def _kept(
    party: Party,
    t: int,
    members: list[int],
    pinned: Mapping[int, tuple[int, int]],
    reach: frozenset[int],
) -> dict[int, int]:
    """Who has a chair already: the pinned; then the chairs of the plan before; then the first in rank on the
    seat of honour."""
    fixed = {i: pinned[i][1] for i in members if i in pinned}
    kept = dict(fixed)
    for i in members:
        before = party.before[i]
        if before is None or before[0] != t or i in kept or before[1] in kept.values():
            continue
        if before[1] in reach or not needs_access(party.people[i]):
            kept[i] = before[1]
    first = next((i for i in members if i not in fixed and is_numbered(party.people[i])), None)
    if first is not None and 0 not in kept.values() and (0 in reach or not needs_access(party.people[first])):
        kept[first] = 0
    return kept


def _chairs_used(
    order: Sequence[int], count: int, kept: set[int], reach: frozenset[int], needers: int
) -> list[int]:
    """The chairs that people take: those kept, those that must be reached, then by standing."""
    used = set(kept)
    if needers:
        used |= set([chair for chair in order if chair in reach and chair not in used][:needers])
    for chair in order:
        if len(used) >= count:
            break
        used.add(chair)
    return sorted(used)

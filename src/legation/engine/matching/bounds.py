"""Bounds that need no solver: what each participant alone must bear, and who alone has too few slots."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from legation.engine.matching.instance import Instance


def least_breaks(inst: Instance) -> tuple[int | None, ...]:
    """For each participant the fewest breaks with their mandatory meetings alone (wishes may fill in), given
    when they can meet; None where their mandatory meetings do not fit."""
    return tuple(_least(*_days_of(inst, p)) for p in range(len(inst.people)))


def crowded(inst: Instance) -> tuple[int, tuple[int, ...], int] | None:
    """A participant whose mandatory meetings have too few slots: (person, a smallest set of meetings, their
    slots as bits); None when a matching of meetings to slots exists for each."""
    found: tuple[int, tuple[int, ...], int] | None = None
    for p, meetings in enumerate(inst.of):
        stuck = _unmatched([m for m in meetings if inst.must[m]], inst)
        if stuck is not None and (found is None or len(stuck) < len(found[1])):
            slots = 0
            for m in stuck:
                slots |= inst.allowed[m]
            found = p, stuck, slots
    return found


def _unmatched(meetings: list[int], inst: Instance) -> tuple[int, ...] | None:
    """Meetings with one slot too few between them, no fewer of which would do; None if all can be matched."""
    holder: dict[int, int] = {}
    for m in meetings:
        reached: set[int] = set()
        if not _augment(m, inst, holder, reached):
            return tuple(sorted({m, *(holder[t] for t in reached)}))
    return None


def unmatched(meetings: list[int], inst: Instance) -> list[int]:
    """Of one person's meetings, the most worth keeping first, those that no matching to slots keeps."""
    holder: dict[int, int] = {}
    return [m for m in meetings if not _augment(m, inst, holder, set())]


def _augment(m: int, inst: Instance, holder: dict[int, int], reached: set[int]) -> bool:
    """Finds a slot for m, moving others of the same person; `reached` collects the slots that were tried."""
    mask = inst.allowed[m]
    while mask:
        t = (mask & -mask).bit_length() - 1
        mask &= mask - 1
        if t in reached:
            continue
        reached.add(t)
        if t not in holder or _augment(holder[t], inst, holder, reached):
            holder[t] = m
            return True
    return False


def _days_of(inst: Instance, p: int) -> tuple[int, int, int, int, int, tuple[int, ...]]:
    """When p can meet, when p must, the fewest and most meetings, the most in a row, and the days."""
    open_, forced, least = 0, 0, 0
    for m in inst.of[p]:
        open_ |= inst.allowed[m]
        if inst.must[m]:
            least += 1
            if inst.allowed[m].bit_count() == 1:
                forced |= inst.allowed[m]
    return open_, forced, least, len(inst.of[p]), inst.limit[p], inst.days


@lru_cache(maxsize=4096)
def _least(open_: int, forced: int, least: int, most: int, limit: int, days: tuple[int, ...]) -> int | None:
    """The fewest breaks of anyone busy in `least` to `most` of these slots, by dynamic programming.

    A state is (busy slots so far, length of the run that is going on, whether the day has begun)."""
    states: dict[tuple[int, int, bool], int] = {(0, 0, False): 0}
    for day in days:
        states = _first(((n, 0, False), cost) for (n, _, _), cost in states.items())
        for t in range(day.bit_length()):
            bit = 1 << t
            if not day & bit:
                continue
            following: list[tuple[tuple[int, int, bool], int]] = []
            for (n, run, begun), cost in states.items():
                if not forced & bit:
                    following.append(((n, 0, begun), cost))
                if open_ & bit and n < most and run < limit:
                    following.append(((n + 1, run + 1, True), cost + (begun and run == 0)))
            states = _first(following)
    return min((cost for (n, _, _), cost in states.items() if n >= least), default=None)


def _first(pairs: Iterable[tuple[tuple[int, int, bool], int]]) -> dict[tuple[int, int, bool], int]:
    """The cheapest of each state."""
    cheapest: dict[tuple[int, int, bool], int] = {}
    for state, cost in pairs:
        if cost < cheapest.get(state, 1 << 30):
            cheapest[state] = cost
    return cheapest

"""Which meeting to move, and where to: compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    DAY,
    DAY_COUNT,
    DAYS,
    FIRSTS,
    GAP,
    PEOPLE,
    SITE,
    SITES,
    SIZE,
    SLOTS,
    TRAVELS,
    below,
    chosen,
    compiled,
    first_of,
)
from legation.engine.matching.records import allowed, at, breaks_of, busy, member, seats

BEST_OF_ALL, ASIDE = 2, 6  # of eight slots tried, the best ones; with those beside another meeting


@compiled
def beside(rules: Any, state: Any, p: Any, m: Any, here: Any) -> Any:
    """Where a person could have a meeting as well, their day without the slots `here` taken as it is: the
    slots right before or after a meeting at the same place, or on an idle day; those between two such; those
    that travel forbids. In the first there is no break more, in the second one less."""
    mask = busy(state, p) & ~here
    near, far = mask, np.int64(0)
    if rules[TRAVELS] != 0:
        gaps = rules[GAP] + rules[rules[SITE] + m] * rules[SITES]
        rest = mask
        while rest != 0:
            t = first_of(rest)
            rest &= rest - 1
            gap = rules[gaps + rules[rules[SITE] + at(state, p, t)]]
            if gap > 0:
                near &= ~(np.int64(1) << t)
                low = max(np.int64(0), t - gap)
                width = min(rules[SLOTS] - 1, t + gap) - low + 1
                block = np.int64(-1) if width > 63 else (np.int64(1) << width) - 1
                far |= block << low & rules[rules[DAYS] + rules[rules[DAY] + t]]
    after = near << 1 & ~rules[FIRSTS]
    before = (near & ~rules[FIRSTS]) >> 1 & np.int64(0x7FFFFFFFFFFFFFFF)
    one = after | before
    for k in range(rules[DAY_COUNT]):
        day = rules[rules[DAYS] + k]
        if mask & day == 0:
            one |= day
    return one & ~far, after & before & ~far, far


@compiled
def better_slots(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """The slots in which everybody of a meeting is idle where it costs its first two people the fewest
    breaks; 0 when there is none."""
    here = np.int64(0) if t < 0 else np.int64(1) << t
    free = allowed(state, m) & ~here
    for k in range(seats(rules, m)):
        free &= ~busy(state, member(rules, state, m, k))
    one, both, far = beside(rules, state, member(rules, state, m, 0), m, here)
    one_, both_, far_ = beside(rules, state, member(rules, state, m, 1), m, here)
    free &= ~(far | far_)
    for level in range(4):
        if level == 0:
            good = both & both_
        elif level == 1:
            good = both & one_ | one & both_
        elif level == 2:
            good = one & one_ | both | both_
        else:
            good = one | one_
        if good & free != 0:
            return good & free
    return free


@compiled
def slot_for(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """A slot to try for a meeting: one that costs the fewest breaks, one before or after another meeting of
    one of its people, or any. For a meeting that is out, t is -1."""
    way = below(state, np.int64(8))
    good = np.int64(0)
    if way < BEST_OF_ALL:
        good = better_slots(rules, state, m, t)
    elif way < ASIDE:
        p = member(rules, state, m, below(state, seats(rules, m)))
        here = np.int64(0) if t < 0 else np.int64(1) << t
        one, _, _ = beside(rules, state, p, m, here)
        good = one & allowed(state, m) & ~(busy(state, p) | here)
    if good == 0:
        return below(state, rules[SLOTS])
    return chosen(state, good)


@compiled
def picked(rules: Any, state: Any) -> Any:
    """A meeting to move: half of the time one of a person who has breaks."""
    if below(state, np.int64(2)) == 0:
        p = below(state, rules[PEOPLE])
        if breaks_of(state, p) > 0:
            return at(state, p, chosen(state, busy(state, p)))
    return below(state, rules[SIZE])

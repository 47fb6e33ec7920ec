"""The timetable and its sums, changed together, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    BEST,
    BEST_HIGH,
    BEST_LOW,
    BREAKS,
    BROKEN,
    COUNT,
    EXCESS,
    HELD,
    LOAD,
    LOST,
    MOVE_PRICE,
    MOVED,
    MUST,
    NEED,
    NEED_PTR,
    OUT,
    OUTSIDE,
    OVER,
    PREV,
    ROW,
    SIZE,
    SLOTS,
    USED,
    WEIGHT,
    WHERE,
    breaks_in,
    compiled,
)
from legation.engine.matching.records import (
    asks,
    breaks_of,
    cell,
    held,
    needy,
    person,
    set_cell,
    set_slot,
    slot_of,
)


@compiled
def enlist(state: Any, m: Any, t: Any) -> None:
    """Adds a meeting to its slot's list, or to those left out (t = -1)."""
    if t < 0:
        n = state[OUTSIDE]
        set_cell(state, state[OUT], n, m)
        set_cell(state, state[WHERE], m, n)
        state[OUTSIDE] = n + 1
    else:
        n = state[state[COUNT] + t]
        set_cell(state, state[HELD] + t * state[ROW], n, m)
        set_cell(state, state[WHERE], m, n)
        state[state[COUNT] + t] = n + 1


@compiled
def delist(state: Any, m: Any, t: Any) -> None:
    """Takes a meeting from its slot's list, or from those left out (t = -1)."""
    k = cell(state, state[WHERE], m)
    if t < 0:
        n = state[OUTSIDE] - 1
        other = cell(state, state[OUT], n)
        set_cell(state, state[OUT], k, other)
        state[OUTSIDE] = n
    else:
        n = state[state[COUNT] + t] - 1
        other = held(state, t, n)
        set_cell(state, state[HELD] + t * state[ROW], k, other)
        state[state[COUNT] + t] = n
    set_cell(state, state[WHERE], other, k)


@compiled
def settle(rules: Any, state: Any, p: Any, mask: Any) -> None:
    """Gives a person new busy slots and keeps the sums."""
    record = person(state, p)
    if mask != state[record]:
        now = breaks_in(rules, mask)
        was = breaks_of(state, p)
        state[BROKEN] += now - was
        state[EXCESS] += rules[rules[OVER] + now] - rules[rules[OVER] + was]
        set_cell(state, state[BREAKS], p, now)
        state[record] = mask


@compiled
def shift(rules: Any, state: Any, x: Any, t: Any) -> None:
    """Brings a meeting from where it is to slot t, or out (t = -1), and keeps the sums; not people's days."""
    s = slot_of(state, x)
    delist(state, x, s)
    enlist(state, x, t)
    set_slot(state, x, t)
    for turn in range(2):
        slot = s if turn == 0 else t
        by = 2 * turn - 1
        if slot >= 0:
            state[state[LOAD] + slot] += by * asks(rules, state, x, np.int64(-1))
            if not needy(state, x):
                continue
            for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
                state[state[USED] + rules[rules[NEED] + k] * rules[SLOTS] + slot] += by
    if (s < 0) != (t < 0):
        by = 1 if t < 0 else -1
        if rules[rules[WEIGHT] + x] < 0:
            state[MUST] += by
        else:
            state[LOST] += by * rules[rules[WEIGHT] + x]
    if rules[MOVE_PRICE] != 0 and rules[rules[PREV] + x] >= 0:
        state[MOVED] += int(t != rules[rules[PREV] + x]) - int(s != rules[rules[PREV] + x])


@compiled
def keep(rules: Any, state: Any) -> bool:
    """Remembers the state if it is the best so far."""
    high = state[MUST] + state[EXCESS] << 32 | state[LOST]
    low = state[MOVED] << 32 | state[BROKEN]
    if high < state[BEST_HIGH] or (high == state[BEST_HIGH] and low < state[BEST_LOW]):
        state[BEST_HIGH] = high
        state[BEST_LOW] = low
        for k in range(rules[SIZE]):
            state[state[BEST] + k] = slot_of(state, k)
        return True
    return False

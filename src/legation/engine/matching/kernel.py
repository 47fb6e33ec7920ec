"""The planner's inner loop, compiled: Kempe chains and ejecting insertions under annealing."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    BEST_HIGH,
    BEST_LOW,
    BREAKS,
    COUNT,
    LOAD,
    LOST,
    MOVED,
    MUST,
    OUTSIDE,
    PEOPLE,
    PREV,
    RESOURCES,
    SIZE,
    SLOTS,
    STRIDE,
    USED,
    WEIGHT,
    WIDE,
    below,
    compiled,
    fingerprint,
    kept,
)
from legation.engine.matching.chains import kempe
from legation.engine.matching.insertions import insert
from legation.engine.matching.records import busy, member, person, seats, set_at, set_cell, set_slot
from legation.engine.matching.sums import enlist, keep, settle, shift

WISHES = 2  # of ten moves, those that try to place what is out, once only wishes are


@compiled
def cleared(rules: Any, state: Any) -> None:
    """Takes every meeting out."""
    for k in range(rules[PEOPLE]):
        for j in range(state[WIDE]):
            state[person(state, np.int64(k)) + j] = 0
        set_cell(state, state[BREAKS], np.int64(k), np.int64(0))
    for k in range(rules[RESOURCES] * rules[SLOTS]):
        state[state[USED] + k] = 0
    for t in range(rules[SLOTS]):
        state[state[LOAD] + t] = 0
        state[state[COUNT] + t] = 0
    for k in range(OUTSIDE + 1):
        state[k] = 0
    for m in range(rules[SIZE]):
        set_slot(state, np.int64(m), np.int64(-1))
        enlist(state, m, np.int64(-1))
        if rules[rules[WEIGHT] + m] < 0:
            state[MUST] += 1
        else:
            state[LOST] += rules[rules[WEIGHT] + m]
        if rules[rules[PREV] + m] >= 0:
            state[MOVED] += 1


@compiled
def reached(state: Any, high: Any, low: Any) -> bool:
    """Whether the best is (high, low) or better."""
    best = state[BEST_HIGH]
    return bool(best < high or (best == high and state[BEST_LOW] <= low))


def _entries(stamp: int) -> tuple[Any, Any]:
    """`fill` and `anneal`. Both use the stamp: by it, what is kept on disk differs from older code."""

    @kept("void(i8[::1], i8[::1], i8[::1])")
    def fill(rules: Any, state: Any, slots: Any) -> None:
        """Puts a whole timetable into the state, whatever was there."""
        if stamp == 0:
            return
        cleared(rules, state)
        for m in range(slots.size):
            t = slots[m]
            if t >= 0:
                for k in range(seats(rules, m)):
                    p = member(rules, state, m, k)
                    set_at(state, p, t, m)
                    settle(rules, state, p, busy(state, p) | np.int64(1) << t)
                shift(rules, state, m, t)
        keep(rules, state)

    @kept("i8(i8[::1], i8[::1], i8, f8, f8, i8, i8)")
    def anneal(rules: Any, state: Any, moves: Any, hot: float, cold: float, high: Any, low: Any) -> Any:
        """Tries `moves` moves while the heat falls from `hot` to `cold`; ends at a best of (high, low) or
        better. The number of moves tried."""
        if stamp == 0:
            return 0
        stride = rules[STRIDE]
        heat = hot
        for i in range(moves):
            if i & 255 == 0:
                heat = hot * exp(log(cold / hot) * i / moves)
            if state[OUTSIDE] > 0 and below(state, np.int64(10)) < (3 if state[MUST] > 0 else WISHES):
                insert(rules, state, heat)
            else:
                kempe(rules, state, heat)
            if i % stride == 0 and keep(rules, state) and reached(state, high, low):
                return i + 1
        keep(rules, state)
        return moves

    return fill, anneal


fill, anneal = _entries(fingerprint())

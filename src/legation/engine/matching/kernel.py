"""The planner's inner loop, compiled: Kempe chains and ejecting insertions under annealing."""

from __future__ import annotations

from math import exp, log
from typing import Any

from legation.engine.matching.arrays import BEST_HIGH, BEST_LOW, OUTSIDE, STRIDE, below, compiled, keep
from legation.engine.matching.chains import kempe
from legation.engine.matching.insertions import insert


@compiled("i8(i8[::1], i8[::1], i8, f8, f8, i8, i8)")
def anneal(rules: Any, state: Any, moves: int, hot: float, cold: float, high: int, low: int) -> int:
    """Tries `moves` moves while the heat falls from `hot` to `cold`; stops at a best of (high, low) or better.

    The number of moves tried."""
    stride = rules[STRIDE]
    heat = hot
    for i in range(moves):
        if i & 255 == 0:
            heat = hot * exp(log(cold / hot) * i / moves)
        if state[OUTSIDE] > 0 and below(state, 10) < 3:
            insert(rules, state, heat)
        else:
            kempe(rules, state, heat)
        if (stride == 1 or i % stride == 0) and keep(rules, state):
            if state[BEST_HIGH] < high or (state[BEST_HIGH] == high and state[BEST_LOW] <= low):
                return i + 1
    keep(rules, state)
    return moves

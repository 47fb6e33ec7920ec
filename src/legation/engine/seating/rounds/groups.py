"""Which groups change tables with which, and how fast the search cools: parts of the annealing, compiled."""

# mypy: disable-error-code="untyped-decorator, no-any-return, no-untyped-call"

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import int64, njit, types

from legation.engine.seating.rounds.kernels import (
    ALONE,
    HOST,
    I1,
    I2,
    LOGS,
    PARTED,
    PICKY,
    R1,
    SCALE,
    SIDES,
    TALLY,
    UNIT,
    Ints,
    draw,
)  # fmt: skip


@njit(int64(int64, int64, int64), cache=True)
def cooling(hot: int, cold: int, blocks: int) -> int:
    """The factor, in 2**-30, by which heat falls a block from hot to cold, found by halving."""
    low, high = 0, 1 << 30
    while high - low > 1:
        middle = (low + high) // 2
        heat = hot
        for _ in range(blocks):
            heat = (heat * middle) >> 30
        if heat > cold:
            high = middle
        else:
            low = middle
    return high


@njit(
    types.boolean(I2, int64, int64, int64, I1, I2, I2, I1, I1, I1, int64, I1, R1, TALLY),
    cache=True,
)
def gather(  # noqa: C901
    going: Ints, u: int, a: int, b: int, at: Ints, occ: Ints, seats: Ints, unit_at: Ints, unit: Ints,
    free: Ints, heat: int, logs: Ints, state: npt.NDArray[np.uint64], tally: Any,
) -> bool:  # fmt: skip
    """Units of table a, beginning with u, and of table b that can change places: written to `going` (their
    numbers in its last column). False where none were found."""
    who, unary, count, _, _, _, _, _, wish_at, wishes, _, _, rules = tally
    sizes_a, sizes_b, groups_a, groups_b = unit_at[u + 1] - unit_at[u], 0, 1, 0
    going[0, 0] = u
    open_a, open_b = seats[a, 0] - count[a, 0], seats[b, 0] - count[b, 0]
    sound = False
    if sizes_a == 1 and draw(state, 16) < rules[ALONE]:
        return False  # groups mostly move when it is their turn
    if sizes_a > 1 and draw(state, 16) < rules[PICKY]:
        # for a group, those single people of the other table who would like it best here
        for k in range(sizes_a - min(open_b, sizes_a) * draw(state, 2)):
            host = who[unit[unit_at[u] + k], HOST]
            chosen, lowest = -1, np.int64(1 << 40)
            for z in range(seats[b, 0]):
                x = occ[b, z]
                if x < 0 or free[who[x, UNIT]] == 0:
                    continue
                v = who[x, UNIT]
                if unit_at[v + 1] - unit_at[v] != 1:
                    continue
                known = False
                for m in range(groups_b):
                    known = known or going[1, m] == v
                if known:
                    continue
                liking = unary[x, a] - unary[x, b] + (heat * logs[draw(state, LOGS)]) // (SCALE * 512)
                liking += rules[SIDES] * (who[x, HOST] != host)
                for m in range(wish_at[x], wish_at[x + 1]):
                    t = at[wishes[m]]
                    liking += rules[PARTED] * ((t == b) - (t == a))
                if liking < lowest:
                    lowest = liking
                    chosen = v
            if chosen >= 0:
                going[1, groups_b] = chosen
                groups_b, sizes_b = groups_b + 1, sizes_b + 1
    for _ in range(6):
        if sizes_a <= sizes_b + open_b and sizes_b <= sizes_a + open_a:
            sound = True
            # with room to spare, an exchange is as likely as a move
            if sizes_b > 0 or open_b < sizes_a or draw(state, 2) == 0:
                break
        side = 1 if sizes_a > sizes_b + open_b or (sound and sizes_b == 0) else 0
        t = b if side == 1 else a
        x = occ[t, draw(state, seats[t, 0])]
        if x < 0 or free[who[x, UNIT]] == 0:
            continue
        v = who[x, UNIT]
        known = False
        for k in range(groups_b if side == 1 else groups_a):
            known = known or going[side, k] == v
        size = unit_at[v + 1] - unit_at[v]
        if known or size + (sizes_b if side == 1 else sizes_a) > 24:
            continue
        if side == 1:
            going[1, groups_b] = v
            groups_b, sizes_b = groups_b + 1, sizes_b + size
        else:
            going[0, groups_a] = v
            groups_a, sizes_a = groups_a + 1, sizes_a + size
        sound = False
    going[0, 31], going[1, 31] = groups_a, groups_b
    return sizes_a <= sizes_b + open_b and sizes_b <= sizes_a + open_a and max(groups_a, groups_b) <= 30

"""Which groups change tables with which, and how fast the search cools: parts of the annealing, compiled."""

# mypy: disable-error-code="untyped-decorator, no-any-return, no-untyped-call"

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import int64, types

from legation.engine.seating.rounds.kernels import (
    ALONE,
    GAIN,
    HARD,
    HOST,
    I1,
    I2,
    I3,
    L1,
    LOGS,
    PARTED,
    PICKY,
    R1,
    S2,
    SCALE,
    SIDES,
    TALLY,
    UNIT,
    Ints,
    Longs,
    Shorts,
    compiled,
    draw,
    rank_at,
    shift,
    steps,
    table,
)

NO_TRADE = 1 << 40  # no price


@compiled(int64(int64, int64, int64))
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


@compiled(
    types.boolean(I2, int64, int64, int64, I1, I2, I2, I1, I1, I1, int64, I1, R1, I2, I2, I2, I1, I1, L1),
)
def gather(  # noqa: C901
    going: Ints, u: int, a: int, b: int, at: Ints, occ: Ints, seats: Ints, unit_at: Ints, unit: Ints,
    free: Ints, heat: int, logs: Ints, state: npt.NDArray[np.uint64], who: Ints, unary: Ints, count: Ints,
    wish_at: Ints, wishes: Ints, rules: Longs,
) -> bool:  # fmt: skip
    """Units of table a, beginning with u, and of table b that can change places: written to `going` (their
    numbers in its last column). False where none were found."""
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


@compiled(
    int64(
        int64, int64, int64, int64, int64, I1, I2, I2, L1, L1, I2, I3, S2, I1, I1, I1, I1, I1, R1, I2, I2, I2,
        *TALLY,
    )
)  # fmt: skip
def trade(  # noqa: C901
    u: int, a: int, b: int, limit: int, heat: int, place: Ints, occ: Ints, rank: Ints, costs: Longs,
    paces: Longs, seats: Ints, beside: Ints, pair: Shorts, talk: Ints, unit_at: Ints, unit: Ints, free: Ints,
    logs: Ints, state: npt.NDArray[np.uint64], going: Ints, movers: Ints, spots: Ints,
    who: Ints, unary: Ints, count: Ints, prof: Ints, heard: Ints, share: Ints, at: Ints, sector: Ints,
    wish_at: Ints, wishes: Ints, bar_at: Ints, bars: Ints, rules: Longs,
) -> int:  # fmt: skip
    """Unit u of table a, with others, for units of table b where that costs at most `limit` more: the
    difference, or NO_TRADE where nothing was done."""
    if not gather(
        going, u, a, b, at, occ, seats, unit_at, unit, free, heat, logs, state, who, unary, count,
        wish_at, wishes, rules,
    ):  # fmt: skip
        return NO_TRADE
    groups_a, groups_b = going[0, 31], going[1, 31]
    delta = 0
    na, nb = 0, 0
    for k in range(groups_a):
        for m in range(unit_at[going[0, k]], unit_at[going[0, k] + 1]):
            i = unit[m]
            movers[0, na] = i
            spots[0, na] = place[i]
            na += 1
            delta += unary[i, b] - unary[i, a]
    for k in range(groups_b):
        for m in range(unit_at[going[1, k]], unit_at[going[1, k] + 1]):
            i = unit[m]
            movers[1, nb] = i
            spots[1, nb] = place[i]
            nb += 1
            delta += unary[i, a] - unary[i, b]
    # at the very best both tables would cost nothing and each wish of theirs would come true
    hope = 0
    for k in range(na):
        i = movers[0, k]
        hope += (wish_at[i + 1] - wish_at[i]) * rules[PARTED] + (bar_at[i + 1] - bar_at[i]) * HARD
    for k in range(nb):
        i = movers[1, k]
        hope += (wish_at[i + 1] - wish_at[i]) * rules[PARTED] + (bar_at[i + 1] - bar_at[i]) * HARD
    hope += rules[GAIN] * (na + nb)
    if delta - costs[a] - costs[b] - hope > limit:
        return NO_TRADE
    delta = 0
    for k in range(na):
        i = movers[0, k]
        occ[a, place[i]] = -1
        delta += shift(
            i, a, -1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(nb):
        i = movers[1, k]
        occ[b, place[i]] = -1
        delta += shift(
            i, b, -1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(na):
        i = movers[0, k]
        if k < nb:
            q = spots[1, k]
        else:
            q = 0
            while occ[b, q] >= 0:
                q += 1
        occ[b, q] = i
        place[i] = q
        delta += shift(
            i, b, 1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(nb):
        i = movers[1, k]
        if k < na:
            q = spots[0, k]
        else:
            q = 0
            while occ[a, q] >= 0:
                q += 1
        occ[a, q] = i
        place[i] = q
        delta += shift(
            i, a, 1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    rank_at(occ, rank, a, seats[a, 0])
    rank_at(occ, rank, b, seats[b, 0])
    cost_a = table(
        a, seats, beside, occ, rank, pair, talk, who, count, prof, heard, share, rules,
    )  # fmt: skip
    cost_b = table(
        b, seats, beside, occ, rank, pair, talk, who, count, prof, heard, share, rules,
    )  # fmt: skip
    delta += cost_a + cost_b - costs[a] - costs[b]
    if delta <= limit:
        costs[a], costs[b] = cost_a, cost_b
        paces[a] = steps(occ, rank, who, a, seats[a, 0], -1, -1, 0, rules)
        paces[b] = steps(occ, rank, who, b, seats[b, 0], -1, -1, 0, rules)
        return delta
    for k in range(na):
        i = movers[0, k]
        occ[b, place[i]] = -1
        shift(
            i, b, -1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(nb):
        i = movers[1, k]
        occ[a, place[i]] = -1
        shift(
            i, a, -1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(na):
        i = movers[0, k]
        occ[a, spots[0, k]] = i
        place[i] = spots[0, k]
        shift(
            i, a, 1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    for k in range(nb):
        i = movers[1, k]
        occ[b, spots[1, k]] = i
        place[i] = spots[1, k]
        shift(
            i, b, 1,
            who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
    rank_at(occ, rank, a, seats[a, 0])
    rank_at(occ, rank, b, seats[b, 0])
    return NO_TRADE

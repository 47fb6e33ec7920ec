"""Annealing at the level of chairs, compiled: who shares a table and who sits beside whom, searched together.

The arrays are described in `kernels`; this module brings numba, so import it inside functions.
"""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import int64

from legation.engine.seating.rounds.groups import NO_TRADE, cooling, trade
from legation.engine.seating.rounds.kernels import (
    BLOCK,
    COLD,
    HARD,
    HOME,
    HOST,
    HOT,
    I1,
    I2,
    I3,
    L1,
    LAST,
    LOGS,
    MOVES,
    NEEDS,
    PARTED,
    PINNED,
    PLACE,
    PROFILE,
    R1,
    S2,
    SCALE,
    SECTOR,
    SECTORS,
    SEED,
    SHIFTED,
    TABLE,
    UNIT,
    WITHIN,
    Ints,
    Longs,
    Shorts,
    company,
    compiled,
    copy,
    draw,
    lean,
    rank_at,
    shift,
    step,
    steps,
    table,
)


@compiled(
    int64(
        I2, I2, S2, I2, I1, I1, I1, I1, I1, I1, I1, I1, I2, I3, I2, I1, L1, I1,
        I2, I2, I2, I2, I1, I1, I2, L1, L1, I1, I2, R1, I2, I2, I2, I1,
    ),
    alone=True,
)  # fmt: skip
def anneal(  # noqa: C901
    who: Ints, unary: Ints, pair: Shorts, share: Ints, talk: Ints, wish_at: Ints, wishes: Ints, bar_at: Ints,
    bars: Ints, unit_at: Ints, unit: Ints, free: Ints, seats: Ints, beside: Ints, occ: Ints, logs: Ints,
    rules: Longs, mine: Ints, count: Ints, prof: Ints, heard: Ints, sector: Ints, at: Ints, place: Ints,
    rank: Ints, costs: Longs, paces: Longs, movable: Ints, best: Ints, state: npt.NDArray[np.uint64],
    going: Ints, movers: Ints, spots: Ints, order: Ints,
) -> int:  # fmt: skip
    """The best plan met while units change tables and people change chairs at falling temperature; never
    worse than the one given: written to `occ` (with LAST 0 the plan at the end, whatever was met before).
    Returns the price of the tables searched, without what no move changes. The arrays from `count` on are
    room to work in (`board.Board.anneal`)."""
    tables = mine.shape[0]
    total = 0
    for k in range(tables):
        t = mine[k]
        order[t] = k
        for q in range(seats[t, 0]):
            i = occ[t, q]
            if i >= 0:
                total += shift(i, t, 1,
                    who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
                )  # fmt: skip
                place[i] = q
    for k in range(tables):
        t = mine[k]
        rank_at(occ, rank, t, seats[t, 0])
        costs[t] = table(t, seats, beside, occ, rank, pair, talk, who, count, prof, heard, share, rules)
        paces[t] = steps(occ, rank, who, t, seats[t, 0], -1, -1, 0, rules)
        total += costs[t]
    many = 0
    for u in range(free.shape[0]):
        if free[u] != 0 and at[unit[unit_at[u]]] >= 0:
            movable[many] = u
            many += 1
    copy(occ, best)
    best_total = total
    state[0] = np.uint64(rules[SEED]) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x1234567)
    if state[0] == np.uint64(0):
        state[0] = np.uint64(1)
    for _ in range(8):
        draw(state, 2)
    blocks = max(1, rules[MOVES] // BLOCK)
    heat = rules[HOT]
    factor = cooling(rules[HOT], rules[COLD], blocks)
    if many == 0 and rules[WITHIN] == 0:
        return total
    for move in range(rules[MOVES]):
        if move % BLOCK == 0:
            heat = max(rules[COLD], (heat * factor) >> 30)
        limit = (heat * logs[draw(state, LOGS)]) // (SCALE * 1024)
        if many == 0 or tables == 1 or draw(state, 1024) < rules[WITHIN]:
            # two chairs of a table change their people
            t = mine[draw(state, tables)]
            p, q = draw(state, seats[t, 0]), draw(state, seats[t, 0])
            x, y = occ[t, p], occ[t, q]
            if x == y or (x >= 0 and who[x, PINNED] != 0) or (y >= 0 and who[y, PINNED] != 0):
                continue
            delta = 0
            for e in range(2):
                z = beside[t, p, e]
                if z >= 0 and z != q and occ[t, z] >= 0:
                    delta += pair[y, occ[t, z]] if y >= 0 else 0
                    delta -= pair[x, occ[t, z]] if x >= 0 else 0
                z = beside[t, q, e]
                if z >= 0 and z != p and occ[t, z] >= 0:
                    delta += pair[x, occ[t, z]] if x >= 0 else 0
                    delta -= pair[y, occ[t, z]] if y >= 0 else 0
            pace = 0
            if x >= 0:
                pace += step(x, q, rank[t, p], who, rules) - step(x, p, rank[t, p], who, rules)
                if who[x, TABLE] == t:
                    delta += rules[SHIFTED] * ((who[x, PLACE] != q) - (who[x, PLACE] != p))
            if y >= 0:
                pace += step(y, p, rank[t, q], who, rules) - step(y, q, rank[t, q], who, rules)
                if who[y, TABLE] == t:
                    delta += rules[SHIFTED] * ((who[y, PLACE] != p) - (who[y, PLACE] != q))
            delta += pace
            if delta > limit:
                continue
            occ[t, p], occ[t, q] = y, x
            rank[t, p], rank[t, q] = rank[t, q], rank[t, p]
            if x >= 0:
                place[x] = q
            if y >= 0:
                place[y] = p
            total += delta
            costs[t] += delta
            paces[t] += pace
            if total < best_total:
                best_total = total
                copy(occ, best)
            continue
        u = movable[draw(state, many)]
        a = at[unit[unit_at[u]]]
        reach = draw(state, 4)
        x = unit[unit_at[u] + draw(state, unit_at[u + 1] - unit_at[u])]
        wished = wish_at[x + 1] - wish_at[x]
        friend = -1
        if wished > 0 and draw(state, 4) == 0:
            friend = wishes[wish_at[x] + draw(state, wished)]
            b = at[friend]
        elif tables <= 4 or (reach == 0 and draw(state, 2) == 0):
            b = mine[draw(state, tables)]
        elif reach == 0 and (tables > 16 or unit_at[u + 1] - unit_at[u] > 1):
            b = who[x, HOME]
            if order[b] < 0:
                continue
        else:
            span = 1 << max(0, reach - 1)  # 1, 2 or 4 tables on either side
            k = order[a] - span + draw(state, 2 * span + 1)
            if k < 0 or k >= tables:
                continue
            b = mine[k]
        if a == b or b < 0:
            continue
        spot = draw(state, seats[b, 0])
        if friend >= 0 and draw(state, 2) == 0:
            spot = max(0, beside[b, place[friend], draw(state, 2)])
        y = occ[b, spot]
        if y >= 0 and free[who[y, UNIT]] == 0:
            continue
        if unit_at[u + 1] - unit_at[u] == 1 and (
            (y < 0 and count[b, 0] < seats[b, 0])
            or (y >= 0 and unit_at[who[y, UNIT] + 1] - unit_at[who[y, UNIT]] == 1)
        ):
            # one person for another, or for a free chair
            p = place[x]
            q = 0
            if y >= 0:
                q = place[y]
            else:
                while occ[b, q] >= 0:
                    q += 1
            delta = unary[x, b] - unary[x, a]
            cost_a, cost_b = 0, 0
            if y >= 0:
                delta += unary[y, a] - unary[y, b]
            for e in range(2):
                z = beside[a, p, e]
                if z >= 0 and occ[a, z] >= 0:
                    cost_a -= pair[x, occ[a, z]]
                    if y >= 0:
                        cost_a += pair[y, occ[a, z]]
                z = beside[b, q, e]
                if z >= 0 and occ[b, z] >= 0:
                    cost_b += pair[x, occ[b, z]]
                    if y >= 0:
                        cost_b -= pair[y, occ[b, z]]
            for k in range(wish_at[x], wish_at[x + 1]):
                t = at[wishes[k]]
                if wishes[k] != y:
                    delta += rules[PARTED] * ((t == a) - (t == b))
            for k in range(bar_at[x], bar_at[x + 1]):
                t = at[bars[k]]
                if bars[k] != y:
                    delta += HARD * ((t == b) - (t == a))
            s_x, s_y = who[x, SECTOR], -1
            host, needs, profile = -who[x, HOST], -who[x, NEEDS], who[x, PROFILE]
            other = -1
            grown = 1
            if y >= 0:
                for k in range(wish_at[y], wish_at[y + 1]):
                    t = at[wishes[k]]
                    if wishes[k] != x:
                        delta += rules[PARTED] * ((t == b) - (t == a))
                for k in range(bar_at[y], bar_at[y + 1]):
                    t = at[bars[k]]
                    if bars[k] != x:
                        delta += HARD * ((t == a) - (t == b))
                s_y = who[y, SECTOR]
                host, needs = host + who[y, HOST], needs + who[y, NEEDS]
                other = who[y, PROFILE]
                grown = 0
            if s_x != s_y:
                if s_x >= 0:
                    cost_a -= rules[SECTORS] * (sector[a, s_x] - 1)
                    cost_b += rules[SECTORS] * sector[b, s_x]
                if s_y >= 0:
                    cost_a += rules[SECTORS] * sector[a, s_y]
                    cost_b -= rules[SECTORS] * (sector[b, s_y] - 1)
            if host != 0 or grown != 0:
                m, h = count[a, 0], count[a, 1]
                cost_a += lean(h + host, m - grown, rules) - lean(h, m, rules)
                m, h = count[b, 0], count[b, 1]
                cost_b += lean(h - host, m + grown, rules) - lean(h, m, rules)
            if delta + cost_a + cost_b - paces[a] - paces[b] > limit:
                continue
            if needs != 0:
                cost_a += HARD * (
                    max(0, count[a, 2] + needs - seats[a, 1]) - max(0, count[a, 2] - seats[a, 1])
                )
                cost_b += HARD * (
                    max(0, count[b, 2] - needs - seats[b, 1]) - max(0, count[b, 2] - seats[b, 1])
                )
            if talk.shape[0] > 0 and (profile != other or grown != 0):
                m = count[a, 0]
                cost_a += company(prof, heard, a, m - grown, talk, share, profile, other, rules)
                cost_a -= company(prof, heard, a, m, talk, share, -1, -1, rules)
                m = count[b, 0]
                cost_b += company(prof, heard, b, m + grown, talk, share, other, profile, rules)
                cost_b -= company(prof, heard, b, m, talk, share, -1, -1, rules)
            if rules[SHIFTED] > 0:
                if who[x, TABLE] == a and who[x, PLACE] != p:
                    cost_a -= rules[SHIFTED]
                if who[x, TABLE] == b and who[x, PLACE] != q:
                    cost_b += rules[SHIFTED]
                if y >= 0:
                    if who[y, TABLE] == b and who[y, PLACE] != q:
                        cost_b -= rules[SHIFTED]
                    if who[y, TABLE] == a and who[y, PLACE] != p:
                        cost_a += rules[SHIFTED]
            pace_a = steps(occ, rank, who, a, seats[a, 0], x, y, p, rules)
            pace_b = steps(occ, rank, who, b, seats[b, 0], y, x, q, rules)
            cost_a += pace_a - paces[a]
            cost_b += pace_b - paces[b]
            delta += cost_a + cost_b
            if delta > limit:
                continue
            shift(x, a, -1,
                who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
            )  # fmt: skip
            occ[a, p] = -1
            if y >= 0:
                shift(y, b, -1,
                    who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
                )  # fmt: skip
                shift(y, a, 1,
                    who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
                )  # fmt: skip
                occ[a, p] = y
                place[y] = p
            shift(x, b, 1,
                who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules,
            )  # fmt: skip
            occ[b, q] = x
            place[x] = q
            rank_at(occ, rank, a, seats[a, 0])
            rank_at(occ, rank, b, seats[b, 0])
            costs[a] += cost_a
            costs[b] += cost_b
            paces[a], paces[b] = pace_a, pace_b
            total += delta
            if total < best_total:
                best_total = total
                copy(occ, best)
            continue
        # a group of one table for a group of the other
        delta = trade(
            u, a, b, limit, heat, place, occ, rank, costs, paces, seats, beside, pair, talk, unit_at, unit,
            free, logs, state, going, movers, spots, who, unary, count, prof, heard, share, at, sector,
            wish_at, wishes, bar_at, bars, rules,
        )  # fmt: skip
        if delta < NO_TRADE:
            total += delta
            if total < best_total:
                best_total = total
                copy(occ, best)
    if rules[LAST] == 0:
        return total
    copy(best, occ)
    return best_total

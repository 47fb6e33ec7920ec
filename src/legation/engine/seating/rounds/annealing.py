"""Annealing at the level of chairs, compiled: who shares a table and who sits beside whom, searched together.

The arrays are described in `kernels`; this module brings numba, so import it inside functions.
"""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import numpy as np
from numba import int64, njit

from legation.engine.seating.rounds.groups import cooling, gather
from legation.engine.seating.rounds.kernels import (
    BLOCK,
    COLD,
    GAIN,
    HARD,
    HOST,
    HOT,
    I1,
    I2,
    I3,
    L1,
    LOGS,
    MOVES,
    NEEDS,
    PARTED,
    PINNED,
    PLACE,
    PROFILE,
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
    draw,
    lean,
    rank_at,
    shift,
    step,
    steps,
    table,
)


@njit(
    int64(I2, I2, S2, I2, I1, I1, I1, I1, I1, I1, I1, I1, I2, I3, I2, I1, L1),
    cache=True,
)
def anneal(  # noqa: C901
    who: Ints, unary: Ints, pair: Shorts, share: Ints, talk: Ints, wish_at: Ints, wishes: Ints, bar_at: Ints,
    bars: Ints, unit_at: Ints, unit: Ints, free: Ints, seats: Ints, beside: Ints, occ: Ints, logs: Ints,
    rules: Longs,
) -> int:  # fmt: skip
    """The best plan met while units change tables and people change chairs at falling temperature; never
    worse than the one given. Returns its price without what no move changes."""
    n, tables = who.shape[0], seats.shape[0]
    profiles = share.shape[0]
    sectors = 1
    for i in range(n):
        sectors = max(sectors, who[i, SECTOR] + 1)
    count = np.zeros((tables, 4), np.int32)
    prof = np.zeros((tables, max(1, profiles)), np.int32)
    heard = np.zeros((tables, max(1, profiles)), np.int32)
    sector = np.zeros((tables, sectors), np.int32)
    at = np.full(n, -1, np.int32)
    place = np.full(n, -1, np.int32)
    rank = np.zeros(occ.shape, np.int32)
    costs = np.zeros(tables, np.int64)  # of each table
    paces = np.zeros(tables, np.int64)  # their part for steps from rank
    tally = (who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules)
    total = 0
    for t in range(tables):
        for q in range(seats[t, 0]):
            i = occ[t, q]
            if i >= 0:
                total += shift(i, t, 1, tally)
                place[i] = q
    for t in range(tables):
        rank_at(occ, rank, t, seats[t, 0])
        costs[t] = table(t, seats, beside, occ, rank, pair, talk, tally)
        paces[t] = steps(occ, rank, who, t, seats[t, 0], -1, -1, 0, rules)
        total += costs[t]
    movable = np.empty(free.shape[0], np.int32)
    many = 0
    for u in range(free.shape[0]):
        if free[u] != 0:
            movable[many] = u
            many += 1
    best = occ.copy()
    best_total = total
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(rules[SEED]) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x1234567)
    if state[0] == np.uint64(0):
        state[0] = np.uint64(1)
    for _ in range(8):
        draw(state, 2)
    going = np.empty((2, 32), np.int32)  # units that leave a, units that leave b
    movers = np.empty((2, 32), np.int32)
    spots = np.empty((2, 64), np.int32)
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
            t = draw(state, tables)
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
                best[:, :] = occ
            continue
        u = movable[draw(state, many)]
        a = at[unit[unit_at[u]]]
        reach = draw(state, 4)
        x = unit[unit_at[u] + draw(state, unit_at[u + 1] - unit_at[u])]
        wished = wish_at[x + 1] - wish_at[x]
        if wished > 0 and draw(state, 4) == 0:
            b = at[wishes[wish_at[x] + draw(state, wished)]]
        elif reach == 0 or tables <= 4:
            b = draw(state, tables)
        else:
            span = 1 << reach  # 2, 4 or 8 tables on either side
            b = a - span + draw(state, 2 * span + 1)
            if b < 0 or b >= tables:
                continue
        if a == b:
            continue
        y = occ[b, draw(state, seats[b, 0])]
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
            shift(x, a, -1, tally)
            occ[a, p] = -1
            if y >= 0:
                shift(y, b, -1, tally)
                shift(y, a, 1, tally)
                occ[a, p] = y
                place[y] = p
            shift(x, b, 1, tally)
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
                best[:, :] = occ
            continue
        # a group of one table for a group of the other
        if not gather(going, u, a, b, at, occ, seats, unit_at, unit, free, heat, logs, state, tally):
            continue
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
            continue
        delta = 0
        for k in range(na):
            i = movers[0, k]
            occ[a, place[i]] = -1
            delta += shift(i, a, -1, tally)
        for k in range(nb):
            i = movers[1, k]
            occ[b, place[i]] = -1
            delta += shift(i, b, -1, tally)
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
            delta += shift(i, b, 1, tally)
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
            delta += shift(i, a, 1, tally)
        rank_at(occ, rank, a, seats[a, 0])
        rank_at(occ, rank, b, seats[b, 0])
        cost_a = table(a, seats, beside, occ, rank, pair, talk, tally)
        cost_b = table(b, seats, beside, occ, rank, pair, talk, tally)
        delta += cost_a + cost_b - costs[a] - costs[b]
        if delta <= limit:
            total += delta
            costs[a], costs[b] = cost_a, cost_b
            paces[a] = steps(occ, rank, who, a, seats[a, 0], -1, -1, 0, rules)
            paces[b] = steps(occ, rank, who, b, seats[b, 0], -1, -1, 0, rules)
            if total < best_total:
                best_total = total
                best[:, :] = occ
            continue
        for k in range(na):
            i = movers[0, k]
            occ[b, place[i]] = -1
            shift(i, b, -1, tally)
        for k in range(nb):
            i = movers[1, k]
            occ[a, place[i]] = -1
            shift(i, a, -1, tally)
        for k in range(na):
            i = movers[0, k]
            occ[a, spots[0, k]] = i
            place[i] = spots[0, k]
            shift(i, a, 1, tally)
        for k in range(nb):
            i = movers[1, k]
            occ[b, spots[1, k]] = i
            place[i] = spots[1, k]
            shift(i, b, 1, tally)
        rank_at(occ, rank, a, seats[a, 0])
        rank_at(occ, rank, b, seats[b, 0])
    occ[:, :] = best
    return best_total

"""Small parties, compiled: the best price of every set of units at every table, and the best split of all.

A mask has a bit for each unit (people who share a table). Prices are those of `pricing.score_of`, apart from
the constant that wishes and aides cost when none comes true. Brings numba, so import it inside functions.
"""

# mypy: disable-error-code="untyped-decorator, no-any-return, no-untyped-call"

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import int64, njit, types

from legation.engine.seating.rounds.kernels import (
    HOST,
    I1,
    I2,
    L1,
    LANGUAGES,
    NUMBERED,
    PARTED,
    PROFILE,
    S2,
    SECTOR,
    SECTORS,
    STEP,
    Ints,
    Longs,
    Shorts,
    lean,
)
from legation.engine.seating.rounds.orders import NEVER, best_order
from legation.engine.seating.rounds.party import SAME_SIDE

NO_PRICE = 1 << 40
PATTERNED = 12  # people up to whom the order of sides alone is priced
L2 = types.Array(int64, 2, "C")


@njit(int64(int64, I1, I1, I1), cache=True)
def members_of(mask: int, unit_at: Ints, unit: Ints, out: Ints) -> int:
    """Writes the people of a set of units in rank order; returns how many."""
    count = 0
    for u in range(unit_at.shape[0] - 1):
        if mask >> u & 1:
            for k in range(unit_at[u], unit_at[u + 1]):
                j = count
                while j > 0 and out[j - 1] > unit[k]:
                    out[j] = out[j - 1]
                    j -= 1
                out[j] = unit[k]
                count += 1
    return count


@njit(int64(I1, int64, I2, I2, I1, I2, I2, L1), cache=True)
def company_price(
    people: Ints, count: int, who: Ints, share: Ints, talk: Ints, wish: Ints, bar: Ints, rules: Longs
) -> int:
    """What these people cost at one table whatever their chairs and rank; NO_PRICE where two are barred."""
    hosts, price = 0, 0
    for k in range(count):
        x = people[k]
        hosts += who[x, HOST]
        heard, open_to = 0, who[x, PROFILE] >= 0 and talk.shape[0] > 0
        for j in range(count):
            y = people[j]
            if open_to and j != k and who[y, PROFILE] >= 0:
                heard += share[who[x, PROFILE], who[y, PROFILE]]
            if j >= k:
                continue
            if bar[x, y] != 0:
                return NO_PRICE
            price -= rules[PARTED] * wish[x, y]
            if who[x, SECTOR] >= 0 and who[x, SECTOR] == who[y, SECTOR]:
                price += rules[SECTORS]
        if open_to and talk[who[x, PROFILE]] != 0:
            need = 2 if count > 2 else count - 1
            price += rules[LANGUAGES] * max(0, need - heard)
    return price + lean(hosts, count, rules)


@njit(int64(I1, int64, I2, S2, I1, I1, L1), cache=True)
def order_price(
    people: Ints, count: int, who: Ints, pair: Shorts, standing: Ints, following: Ints, rules: Longs
) -> int:
    """The price of the best order of these people around a table, the first in rank on its seat of honour and
    the chairs taken by their standing."""
    chairs = np.empty(count, np.int32)
    taken = 0
    for chair in range(standing.shape[0]):
        if standing[chair] < count:
            chairs[taken] = chair
            taken += 1
    pay = np.zeros((count, count), np.int32)
    side = np.zeros((count, count), np.int32)
    touch = np.zeros(count, np.int32)
    first = -1
    for k in range(count):
        x = people[k]
        numbered = who[x, NUMBERED] != 0
        if numbered and first < 0:
            first = k
        for c in range(count):
            if numbered:
                pay[k, c] = rules[STEP] * abs(standing[chairs[c]] - k)
            side[k, c] = pair[x, people[c]]
    for c in range(count):
        if first >= 0 and chairs[c] != 0:
            pay[first, c] = NEVER
        if c + 1 < count and following[chairs[c]] == chairs[c + 1]:
            touch[c] = 1
    if count == 2 and following[chairs[1]] == chairs[0]:
        touch[0] = 1  # the second and the first, the other way round
    closes = 1 if count > 2 and following[chairs[count - 1]] == chairs[0] else 0
    return best_order(pay, side, touch, closes, np.empty(count, np.int32))


@njit(types.void(L1, L1, L1), cache=True)
def both(one: Longs, other: Longs, out: Longs) -> None:
    """The least that each set of units costs in two parts, the first priced by `one`, the rest by `other`."""
    for mask in range(one.shape[0]):
        best, own = NO_PRICE, mask
        while True:
            if one[own] < NO_PRICE and one[own] + other[mask ^ own] < best:
                best = one[own] + other[mask ^ own]
            if own == 0:
                break
            own = (own - 1) & mask
        out[mask] = best


@njit(types.void(L2, L2), cache=True)
def elsewhere(lowest: Longs, rest: Longs) -> None:
    """Writes to `rest[t, mask]` a price below which a set of units cannot sit at the tables other than t, by
    prices `lowest[t, mask]` below which it cannot sit at one."""
    tables, size = lowest.shape
    if tables == 2:
        rest[0, :], rest[1, :] = lowest[1], lowest[0]
        return
    if tables == 3:
        for t in range(3):
            both(lowest[(t + 1) % 3], lowest[(t + 2) % 3], rest[t])
        return
    low = np.empty(size, np.int64)  # at the table where a set is cheapest
    for mask in range(size):
        low[mask] = lowest[:, mask].min()
    low[0] = min(0, low[0])
    rest[0, :] = low
    for _ in range(tables - 2):
        both(low, rest[0].copy(), rest[0])
    for t in range(1, tables):
        rest[t, :] = rest[0]


@njit(int64(I1, int64, I2, I1, I1, L1, L1), cache=True)
def sides_price(
    people: Ints, count: int, who: Ints, standing: Ints, following: Ints, rules: Longs, known: Longs
) -> int:
    """A price below which no order of these people is, but for wishes and aides: steps from rank and two of
    one side in a row. `known` keeps it by who is of which side in rank order, -1 where it is not known."""
    if count > PATTERNED:
        return 0
    key = 1 << count
    for k in range(count):
        if who[people[k], NUMBERED] == 0:
            return 0
        key |= who[people[k], HOST] << k
    if known[key] < 0:
        pair = np.zeros((who.shape[0], who.shape[0]), np.int16)
        for k in range(count):
            for j in range(count):
                if k != j and who[people[k], HOST] == who[people[j], HOST]:
                    pair[people[k], people[j]] = SAME_SIDE
        known[key] = order_price(people, count, who, pair, standing, following, rules)
    return known[key]


@njit(int64(I2, I2, S2, I2, I1, I2, I2, I1, I1, I1, I2, I2, L1, I1, L2, int64, int64), cache=True)
def price_sets(  # noqa: C901
    who: Ints, unary: Ints, pair: Shorts, share: Ints, talk: Ints, wish: Ints, bar: Ints, unit_at: Ints,
    unit: Ints, seats: Ints, standing: Ints, following: Ints, rules: Longs, alike: Ints, price: Longs,
    most: int, steps: int,
) -> int:  # fmt: skip
    """Writes the price of each set at each table to `price[t, mask]`, NO_PRICE where it cannot sit there or
    cannot be part of a plan of at most `most`. `alike[t]` is the first table with the same chairs. Returns
    the steps that are left of those given; below 0 it gave up, and the prices say nothing."""
    tables, full = price.shape[0], price.shape[1] - 1
    n = who.shape[0]
    everyone = np.int64(0)
    for t in range(tables):
        everyone += seats[t]
    people = np.empty(n, np.int32)
    lowest = np.full((tables, full + 1), NO_PRICE, np.int64)
    known = np.full((tables, 2 << min(n, PATTERNED)), -1, np.int64)
    for mask in range(full + 1):
        count = members_of(mask, unit_at, unit, people)
        together = company_price(people, count, who, share, talk, wish, bar, rules)
        if together >= NO_PRICE:
            continue
        hope = 0  # what wishes and aides can take off at most
        for k in range(count):
            for j in range(k):
                x, y = people[k], people[j]
                hope += min(0, pair[x, y] - SAME_SIDE * (who[x, HOST] == who[y, HOST]))
        for t in range(tables):
            if count > seats[t] or n - count > everyone - seats[t]:
                continue
            cost = together
            for k in range(count):
                cost += unary[people[k], t]
            price[t, mask] = cost
            chairs = seats[t]
            lowest[t, mask] = cost + hope
            if count > 0:
                lowest[t, mask] += sides_price(
                    people, count, who, standing[t, :chairs].copy(), following[t, :chairs].copy(), rules,
                    known[alike[t]],
                )  # fmt: skip
    rest = np.empty((tables, full + 1), np.int64)
    elsewhere(lowest, rest)
    orders = np.full((tables, full + 1), NO_PRICE, np.int64)
    for mask in range(full + 1):
        count = members_of(mask, unit_at, unit, people)
        for t in range(tables):
            if price[t, mask] >= NO_PRICE or count == 0:
                continue
            if lowest[t, mask] + rest[t, full ^ mask] > most:
                price[t, mask] = NO_PRICE
                continue
            kind = alike[t]
            if orders[kind, mask] >= NO_PRICE:
                steps -= (1 << (count - 1)) * (count - 1) * (count - 1)
                if steps < 0:
                    return steps
                chairs = seats[t]
                orders[kind, mask] = order_price(
                    people, count, who, pair, standing[t, :chairs].copy(), following[t, :chairs].copy(), rules
                )
            price[t, mask] += orders[kind, mask]
    return steps


@njit(int64(L2, I1), cache=True)
def best_split(price: Longs, out: Ints) -> int:
    """The cheapest way to give each unit a table, written to `out` (a mask for each table); NO_PRICE where
    there is none. Every split is weighed, set by set: the proof that none is cheaper."""
    tables, full = price.shape[0], price.shape[1] - 1
    total = np.full((tables + 1, full + 1), NO_PRICE, np.int64)
    chosen = np.zeros((tables, full + 1), np.int32)
    total[0, 0] = 0
    for t in range(tables):
        for mask in range(full if t == tables - 1 else 0, full + 1):
            best, by = NO_PRICE, 0
            own = mask
            while True:
                before = total[t, mask ^ own]
                if before < NO_PRICE and price[t, own] < NO_PRICE and before + price[t, own] < best:
                    best, by = before + price[t, own], own
                if own == 0:
                    break
                own = (own - 1) & mask
            total[t + 1, mask] = best
            chosen[t, mask] = by
    mask = full
    for t in range(tables - 1, -1, -1):
        out[t] = chosen[t, mask]
        mask ^= chosen[t, mask]
    return total[tables, full]


def arrays(rows: list[tuple[int, ...]], width: int) -> npt.NDArray[np.int32]:
    """Rows of different lengths side by side, -1 where one is shorter."""
    out = np.full((len(rows), width), -1, np.int32)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return out

"""The order around one table, compiled: exact by dynamic programming over sets, beyond that by swaps.

`pay[k, c]` is the price of person k on the c-th chair taken (clockwise), `side[k, l]` of two people on chairs
that touch, `touch[c]` whether chair c touches the next one taken, and `closes` whether the last touches the
first. Whole numbers; brings numba, so import it inside functions.
"""

# mypy: disable-error-code="untyped-decorator, no-any-return"

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import int32, int64, njit, types

Ints = npt.NDArray[np.int32]

NEVER = 10_000_000
EXACT = 16

_1 = types.Array(int32, 1, "C")
_2 = types.Array(int32, 2, "C")


@njit(int64(_2, _2, _1, int64, _1), cache=True)
def best_order(  # noqa: C901
    pay: Ints, side: Ints, touch: Ints, closes: int, out: Ints
) -> int:
    """Writes the people in the cheapest order into `out` and returns its price. Exact; at most 16 people.
    Of equal orders the one met first is kept."""
    m = pay.shape[0]
    top = 1 << 40
    if m == 1:
        out[0] = 0
        return pay[0, 0]
    rest = np.empty(m, np.int32)
    best = top
    # where the ring is closed the first chair is fixed to one person after another
    for first in range(m if closes != 0 else 1):
        count = 0
        start = 0
        if closes != 0:
            start = 1
            if pay[first, 0] >= NEVER:
                continue
            for k in range(m):
                if k != first:
                    rest[count] = k
                    count += 1
        else:
            for k in range(m):
                rest[k] = k
            count = m
        full = 1 << count
        price = np.full((full, count), top, np.int64)
        came = np.full((full, count), -1, np.int8)
        for j in range(count):
            cost = np.int64(pay[rest[j], start])
            if start == 1:
                cost += pay[first, 0]
                if touch[0] != 0:
                    cost += side[first, rest[j]]
            price[1 << j, j] = cost
        for mask in range(1, full - 1):
            placed = 0
            z = mask
            while z:
                z &= z - 1
                placed += 1
            chair = placed + start
            near = touch[chair - 1]
            for last in range(count):
                cost = price[mask, last]
                if cost >= top:
                    continue
                for j in range(count):
                    if mask >> j & 1:
                        continue
                    found = cost + pay[rest[j], chair]
                    if near != 0:
                        found += side[rest[last], rest[j]]
                    if found < price[mask | (1 << j), j]:
                        price[mask | (1 << j), j] = found
                        came[mask | (1 << j), j] = last
        for last in range(count):
            cost = price[full - 1, last]
            if closes != 0:
                cost += side[rest[last], first]
            if cost < best:
                best = cost
                mask, j, c = full - 1, last, m - 1
                while j >= 0:
                    out[c] = rest[j]
                    before = came[mask, j]
                    mask ^= 1 << j
                    j = before
                    c -= 1
                if start == 1:
                    out[0] = first
    return best


@njit(int64(_2, _2, _1, int64, _1), cache=True)
def price_of_order(pay: Ints, side: Ints, touch: Ints, closes: int, order: Ints) -> int:
    """What an order costs."""
    m = pay.shape[0]
    price = 0
    for c in range(m):
        price += pay[order[c], c]
        if c + 1 < m and touch[c] != 0:
            price += side[order[c], order[c + 1]]
    if closes != 0 and m > 2:
        price += side[order[m - 1], order[0]]
    return price


@njit(int64(_2, _2, _1, int64, _1), cache=True)
def better_order(pay: Ints, side: Ints, touch: Ints, closes: int, order: Ints) -> int:
    """Improves an order by exchanges of two people while one helps; returns its price. No proof."""
    m = pay.shape[0]
    current = price_of_order(pay, side, touch, closes, order)
    going = True
    while going:
        going = False
        for i in range(m):
            for j in range(i + 1, m):
                order[i], order[j] = order[j], order[i]
                found = price_of_order(pay, side, touch, closes, order)
                if found < current:
                    current = found
                    going = True
                else:
                    order[i], order[j] = order[j], order[i]
    return current

"""The order around one round table: exact by dynamic programming over sets, up to twelve people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

EXACT = 12
NEVER = 10_000_000


def places_by_rank(chairs: int) -> list[int]:
    """Chairs in the order of their standing: 0, last, 1, last but one …"""
    order, left, right = [0], 1, chairs - 1
    while left <= right:
        order.append(right)
        if left < right:
            order.append(left)
        left, right = left + 1, right - 1
    return order


def best_order(
    people: Sequence[int],
    chairs: Sequence[int],
    total: int,
    sit: Callable[[int, int], int],
    beside: Callable[[int, int], int],
) -> tuple[list[int], int]:
    """People for the given chairs (ascending, as many as people, of `total` around the table) with the least
    sum of `sit(person, chair)` and `beside(person, next)` over chairs that touch. Returns the people in the
    order of the chairs, and the price. Exact up to 12 people; beyond, the best of swaps from the order given.
    """
    if len(people) > EXACT:
        return _by_swaps(list(people), chairs, total, sit, beside)
    firsts = [p for p in people if sit(p, chairs[0]) < NEVER] or list(people)
    price, order = min(
        _from(first, [p for p in people if p != first], chairs, total, sit, beside) for first in firsts
    )
    return order, price


def _from(
    first: int,
    rest: list[int],
    chairs: Sequence[int],
    total: int,
    sit: Callable[[int, int], int],
    beside: Callable[[int, int], int],
) -> tuple[int, list[int]]:
    count = len(rest)
    seats = [[sit(p, chair) for chair in chairs[1:]] for p in rest]
    next_to = [[beside(p, q) if p != q else 0 for q in rest] for p in rest]
    touches = [chairs[k + 1] - chairs[k] == 1 for k in range(count)]
    price: list[dict[int, tuple[int, int]]] = [{} for _ in range(1 << count)]
    for j, p in enumerate(rest):
        price[1 << j][j] = (seats[j][0] + (beside(first, p) if touches[0] else 0), -1)
    for mask in range(1, 1 << count):
        k = mask.bit_count()
        if k == count:
            break
        for last, (cost, _) in price[mask].items():
            row = next_to[last] if touches[k] else None
            for j in range(count):
                if mask >> j & 1:
                    continue
                found = cost + seats[j][k] + (row[j] if row else 0)
                into = price[mask | 1 << j]
                if j not in into or found < into[j][0]:
                    into[j] = (found, last)
    own = sit(first, chairs[0])
    if not count:
        return own, [first]
    full = (1 << count) - 1
    closes = chairs[0] == 0 and chairs[-1] == total - 1 and total > 2
    ends = {j: c + (beside(rest[j], first) if closes else 0) for j, (c, _) in price[full].items()}
    last = min(ends, key=lambda j: (ends[j], j))
    order, mask, at = [], full, last
    while at >= 0:
        order.append(rest[at])
        mask, at = mask & ~(1 << at), price[mask][at][1]
    return own + ends[last], [first, *order[::-1]]


def _by_swaps(
    order: list[int],
    chairs: Sequence[int],
    total: int,
    sit: Callable[[int, int], int],
    beside: Callable[[int, int], int],
) -> tuple[list[int], int]:
    count = len(order)

    def price() -> int:
        cost = sum(sit(p, chair) for p, chair in zip(order, chairs, strict=True))
        for k in range(count):
            gap = (chairs[(k + 1) % count] - chairs[k]) % total
            if gap == 1 and (k + 1 < count or total > 2):
                cost += beside(order[k], order[(k + 1) % count])
        return cost

    current, improved = price(), True
    while improved:
        improved = False
        for i in range(count):
            for j in range(i + 1, count):
                order[i], order[j] = order[j], order[i]
                found = price()
                if found < current:
                    current, improved = found, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order, current

"""The chairs of one table at a party: their standing, which touch, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

from legation.engine.seating.model import TableSpec

GAP = 0.35  # from the table's edge to the middle of a chair
PITCH = 0.75
DEPTH = 1.2
HEAD_DEPTH = 0.75


@dataclass(frozen=True, slots=True)
class Around:
    """Chairs by index, clockwise from the seat of honour (seen from above).

    `order` holds the chairs by standing, the seat of honour first; `standing` is its inverse. `following[k]`
    is the chair clockwise of k that touches it, or -1. `spots` are x, y, facing in the table's own frame,
    whose seat of honour faces up; `width` and `depth` are the table's."""

    kind: str  # "circle" | "rectangle"
    order: tuple[int, ...]
    standing: tuple[int, ...]
    following: tuple[int, ...]
    spots: tuple[tuple[float, float, int], ...]
    width: float
    depth: float


def around(table: TableSpec, senior: str) -> Around:
    """The chairs of a table; `senior` is the side ("right" or "left") of the second in rank (T10)."""
    form = "round" if table.shape == "round" else "head" if table.top else "long"
    return _around(form, table.seats, 1 if senior == "right" else -1)


@cache
def _around(form: str, seats: int, sign: int) -> Around:
    return _round(seats, sign) if form == "round" else _straight(seats, sign, both=form == "long")


def radius_of(seats: int) -> float:
    """The radius of a round table, so that chairs stand at least 0.6 m apart (1.8 m across for ten)."""
    return round(max(0.6, 0.09 * seats), 3)


def _inverse(order: list[int]) -> tuple[int, ...]:
    standing = [0] * len(order)
    for place, chair in enumerate(order):
        standing[chair] = place
    return tuple(standing)


def _round(seats: int, sign: int) -> Around:
    order, one, other = [0], 1, seats - 1
    while one <= other:
        order.append(other if sign > 0 else one)
        if one < other:
            order.append(one if sign > 0 else other)
        one, other = one + 1, other - 1
    radius = radius_of(seats)
    spots = []
    for k in range(seats):
        turn = 2 * pi * k / seats  # clockwise, from the chair at the bottom that faces up
        reach = radius + GAP
        spots.append((-reach * sin(turn), -reach * cos(turn), round(360 * k / seats) % 360))
    touching = (
        [-1] * seats if seats == 1 else [1, -1] if seats == 2 else [(k + 1) % seats for k in range(seats)]
    )
    return Around(
        "circle", tuple(order), _inverse(order), tuple(touching), tuple(spots), 2 * radius, 2 * radius
    )


def _straight(seats: int, sign: int, *, both: bool) -> Around:
    """Two rows facing each other with 1 and 2 opposite at the middle, or one row (a head table)."""
    depth = DEPTH if both else HEAD_DEPTH
    spots: list[tuple[float, float, int]] = []
    for k in range(seats):
        pair, far = divmod(k, 2) if both else (k, 0)
        x = ((pair + 1) // 2) * (1 if pair % 2 else -1) * sign * PITCH
        spots.append((-x, depth / 2 + GAP, 180) if far else (x, -depth / 2 - GAP, 0))
    left, right = min(x for x, _, _ in spots), max(x for x, _, _ in spots)
    middle = (left + right) / 2

    def clockwise(place: int) -> tuple[int, float]:
        x, _, facing = spots[place]
        if facing == 180:
            return 1, x
        return (0, -x) if x <= 0 else (2, -x)

    order = sorted(range(seats), key=clockwise)  # places by chair
    standing = tuple(order)
    chairs = [(spots[place][0] - middle, spots[place][1], spots[place][2]) for place in order]
    following = []
    for k in range(seats):
        after = (k + 1) % seats
        near = chairs[k][2] == chairs[after][2] and abs(abs(chairs[k][0] - chairs[after][0]) - PITCH) < 0.01
        following.append(after if near and after != k else -1)
    if seats == 2 and following == [1, 0]:
        following = [1, -1]
    width = right - left + 2 * GAP
    return Around("rectangle", _inverse(list(order)), standing, tuple(following), tuple(chairs), width, depth)

"""Plane geometry of a room: turning, rows, spreading, walls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians, sin

from legation.engine.seating.model import COMPASS, Opening, Room

MARGIN = 1.5  # metres of floor between the outermost chair and the wall


def turn(x: float, y: float, heading: int) -> tuple[float, float]:
    """A point turned clockwise by `heading` degrees about the origin, to the millimetre."""
    angle = radians(heading)
    return (
        round(x * cos(angle) + y * sin(angle), 3) + 0.0,
        round(y * cos(angle) - x * sin(angle), 3) + 0.0,
    )


def side_offsets(count: int, *, even_row: str = "off-centre", senior: str = "right") -> list[float]:
    """Offsets of ranks 1..count along a row, in pitches, positive to the own right (T1, T2, T10).

    Odd: 1 in the centre, 2 right, 3 left, outward. Even and "off-centre": the same with 1 half a pitch to the
    left of the centre line; "centre-line": 1 right of the line and 2 left of it, then outward.
    """
    if count % 2 == 0 and even_row == "centre-line":
        offsets = [(k // 2 + 0.5) * (1 if k % 2 == 0 else -1) for k in range(count)]
    else:
        shift = 0.0 if count % 2 else -0.5
        offsets = [((k + 1) // 2) * (1 if k % 2 else -1) + shift for k in range(count)]
    sign = 1 if senior == "right" else -1
    return [sign * offset for offset in offsets]


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Positions in the same order, at least `gap` apart, nearest to the wanted ones (least squares)."""
    blocks: list[list[float]] = []  # sum of shifted values, count
    for index, value in enumerate(wanted):
        blocks.append([value - index * gap, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    placed: list[float] = []
    for total, count in blocks:
        first = len(placed)
        placed.extend(total / count + (first + k) * gap for k in range(int(count)))
    return placed


def opposite(side: str) -> str:
    """The wall across the room."""
    return {"north": "south", "south": "north", "east": "west", "west": "east"}[side]


def is_perpendicular(one: str, other: str) -> bool:
    """Whether two walls meet in a corner."""
    return (COMPASS[one] - COMPASS[other]) % 180 == 90


def room_around(points: Iterable[tuple[float, float]], *, door: str | None, window: str | None) -> Room:
    """The walls around all points with room to walk; door and window in the middle of their walls."""
    xs, ys = zip(*points, strict=True)
    left, right = min(xs) - MARGIN, max(xs) + MARGIN
    bottom, top = min(ys) - MARGIN, max(ys) + MARGIN
    middle = {
        "north": ((left + right) / 2, top),
        "south": ((left + right) / 2, bottom),
        "east": (right, (bottom + top) / 2),
        "west": (left, (bottom + top) / 2),
    }

    def opening(wall: str | None, width: float) -> Opening | None:
        if wall is None:
            return None
        return Opening(wall, round(middle[wall][0], 3), round(middle[wall][1], 3), width)

    return Room(
        round(left, 3),
        round(bottom, 3),
        round(right - left, 3),
        round(top - bottom, 3),
        opening(door, 1.2),
        opening(window, 2.0),
    )

"""Where round tables stand, and where the chairs stand around them."""

from __future__ import annotations

from math import cos, pi, sin

from legation.engine.seating.draft import Chair
from legation.engine.seating.geometry import side_offsets
from legation.engine.seating.model import Shape, TableSpec
from legation.engine.seating.rounds.circle import places_by_rank

GAP = 0.35
AISLE = 1.4


def radius_of(seats: int) -> float:
    """The radius of a round table, so that chairs stand at least 0.6 m apart (1.8 m across for ten)."""
    return round(max(0.6, 0.09 * seats), 3)


def round_tables(
    tables: tuple[TableSpec, ...], senior: str, honour: tuple[str, ...] = ()
) -> tuple[tuple[Shape, ...], tuple[Chair, ...]]:
    """Tables in rows, the first in the middle of the front row, the rest outward by T1 and row by row; each
    table's seat of honour faces up (by the rules `honour`), chairs counted clockwise from it."""
    widest = 2 * (max(radius_of(table.seats) for table in tables) + GAP) + AISLE
    per_row = max(1, round(len(tables) ** 0.5 * 1.15))
    shapes: list[Shape] = []
    chairs: list[Chair] = []
    for start in range(0, len(tables), per_row):
        row = tables[start : start + per_row]
        for table, offset in zip(row, side_offsets(len(row), senior=senior), strict=True):
            x, y = offset * widest, start // per_row * widest
            radius = radius_of(table.seats)
            shapes.append(Shape(table.id, "circle", x, y, 2 * radius, 2 * radius, 0))
            place = {chair: k + 1 for k, chair in enumerate(places_by_rank(table.seats))}
            for k in range(table.seats):
                turn = 2 * pi * k / table.seats  # clockwise, from the chair at the bottom that faces up
                chairs.append(
                    Chair(
                        f"{table.id}-{k + 1}",
                        table.id,
                        x - (radius + GAP) * sin(turn),
                        y - (radius + GAP) * cos(turn),
                        round(360 * k / table.seats) % 360,
                        ("T1",) if k else ("T1", *honour),
                        place[k],
                    )
                )
    return tuple(shapes), tuple(chairs)

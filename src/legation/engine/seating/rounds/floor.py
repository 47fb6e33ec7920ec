"""Where the tables of a party stand, and where the chairs stand around them."""

from __future__ import annotations

from legation.engine.seating.draft import Chair
from legation.engine.seating.geometry import side_offsets, turn
from legation.engine.seating.model import Shape, TableSpec
from legation.engine.seating.rounds.around import GAP, Around, around

AISLE = 1.4


def by_honour(tables: tuple[TableSpec, ...]) -> tuple[TableSpec, ...]:
    """The head table first, the others in the order given."""
    return tuple(sorted(tables, key=lambda table: not table.top))


def party_tables(
    tables: tuple[TableSpec, ...], senior: str, heading: int, honour: tuple[str, ...] = ()
) -> tuple[tuple[Shape, ...], tuple[Chair, ...]]:
    """Tables (in order of honour) in rows, the first in the middle of the front row, the rest outward by T1
    and row by row; a head table has the front row for itself. Each table's seat of honour faces up (by the
    rules `honour`). What stands at a place of its own is turned back by `heading`, as the room will be."""
    shapes: list[Shape] = []
    chairs: list[Chair] = []
    for table, (x, y, rotation) in zip(tables, _spots(tables, senior, heading), strict=True):
        ring = around(table, senior)
        shapes.append(Shape(table.id, ring.kind, x, y, ring.width, ring.depth, rotation))
        for k, (dx, dy, facing) in enumerate(ring.spots):
            tx, ty = turn(dx, dy, rotation)
            why = ("T1",) if k else ("T1", *honour)
            chairs.append(
                Chair(
                    f"{table.id}-{k + 1}",
                    table.id,
                    x + tx,
                    y + ty,
                    (facing + rotation) % 360,
                    why,
                    ring.standing[k] + 1,
                )
            )
    return tuple(shapes), tuple(chairs)


def _spots(tables: tuple[TableSpec, ...], senior: str, heading: int) -> list[tuple[float, float, int]]:
    """The middle of each table and its turn, before the room is turned."""
    free = [t for t, table in enumerate(tables) if table.x is None or table.y is None]
    rings = {t: around(tables[t], senior) for t in free}
    grid: dict[int, tuple[float, float]] = {}
    if free:
        wide, deep = _step([rings[t] for t in free if not tables[t].top] or list(rings.values()))
        front = [t for t in free if tables[t].top]
        rows = [front] if front else []
        rest = [t for t in free if not tables[t].top]
        per_row = max(1, round(len(rest) ** 0.5 * 1.15))
        rows += [rest[start : start + per_row] for start in range(0, len(rest), per_row)]
        top = max([0.0, *(rings[t].depth / 2 + GAP for t in front)])
        for number, row in enumerate(rows):
            step = max(wide, _step([rings[t] for t in row])[0])
            y = number * deep if not front or not number else top + AISLE + deep * (number - 0.5)
            for t, offset in zip(row, side_offsets(len(row), senior=senior), strict=True):
                grid[t] = (offset * step, y)
    spots = []
    for t, table in enumerate(tables):
        if table.x is None or table.y is None:
            spots.append((*grid[t], table.rotation % 360))
        else:
            spots.append((*turn(table.x, table.y, -heading), (table.rotation - heading) % 360))
    return spots


def _step(rings: list[Around]) -> tuple[float, float]:
    """From the middle of one table to the next, across and along."""
    wide = max(ring.width + (2 * GAP if ring.kind == "circle" else 0) for ring in rings) + AISLE
    deep = max(ring.depth for ring in rings) + 2 * GAP + AISLE
    return wide, deep

"""Layouts in rows: photograph, theatre, classroom."""

from __future__ import annotations

import re

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, flag_line, require, stage_heading
from legation.engine.seating.geometry import opposite, side_offsets
from legation.engine.seating.model import COMPASS, Person, Shape, TableSpec

CHAIR = re.compile(r"[1-9][0-9]{0,2}")


def photo(cast: Cast) -> Draft:
    """T17: rows facing the viewer, host at the centre of the front row, the first guest at the host's right,
    outward by rank, organisations in the last row. Seat ids count by place through the rows: `t1-1`."""
    require(people=cast.ranked, what="a person with a rank")
    heading, _ = stage_heading(cast.request)
    bodies = tuple(person for person in cast.ranked if person.function == "organisation")
    people = tuple(person for person in cast.ranked if person.function != "organisation")
    host = next((person for person in people if person.side == "host"), None)
    guest = next((person for person in people if person.side == "guest"), None)
    lead = tuple(person for person in (host, guest) if person is not None)
    line = (*lead, *(person for person in people if person not in lead), *cast.aides)
    rows = _rows_of_photo(cast, line, bodies)
    chairs: list[Chair] = []
    for row, count in enumerate(rows):
        offsets = side_offsets(count, even_row=cast.parameters.even_row, senior=cast.parameters.senior_side)
        for offset in offsets:
            place = len(chairs) + 1
            why = ("T17",) if count % 2 or row or place > 2 else ("T17", "T2")
            chairs.append(Chair(f"t1-{place}", "t1", offset * 0.65, -0.8 * row, 0, why, place, standing=True))
    return Draft(
        (Chain("all", (*line, *bodies), tuple(chairs)),),
        heading,
        reach=0.7,
        flags=flag_line(0.0, -0.8 * len(rows) - 0.4, 0, cast.ranked),
    )


def _rows_of_photo(cast: Cast, line: tuple[Person, ...], bodies: tuple[Person, ...]) -> list[int]:
    """The length of each row, front first: as asked for, else at most nine, the organisations' row apart."""
    if cast.request.tables:
        sizes: list[int] = []
        left = max(cast.places("t1-", (*line, *bodies)), len(line) + len(bodies))
        for row in cast.request.tables:
            sizes.append(min(row.seats, left))
            left -= sizes[-1]
        return [size for size in sizes if size]
    count = max(1, -(-len(line) // 9)) if line else 0
    size = -(-len(line) // count) if count else 0
    rows = [min(size, len(line) - size * row) for row in range(count)]
    rows += [min(9, len(bodies) - start) for start in range(0, len(bodies), 9)]
    rows[-1] += cast.places("t1-", (*line, *bodies)) - len(line) - len(bodies)
    return rows


def theatre(cast: Cast) -> Draft:
    """Rows facing the podium, rank 1 in the centre of the front row, each row outward by T1; aides last. The
    podium is opposite the door (or `viewer`). Seat ids `r1-1`: row and place. A classroom has tables."""
    require(people=cast.ranked, what="a person with a rank")
    request = cast.request
    back = request.viewer or request.door
    heading = COMPASS[opposite(back)] if back else 0
    with_tables = request.layout == "classroom"
    pitch, step = (0.75, 1.5) if with_tables else (0.6, 1.0)
    chairs: list[Chair] = []
    shapes: list[Shape] = []
    widest = 0.0
    for row, spec in enumerate(_with_locked(cast, cast.rows(10))):
        offsets = side_offsets(
            spec.seats, even_row=cast.parameters.even_row, senior=cast.parameters.senior_side
        )
        for k, offset in enumerate(offsets):
            chairs.append(
                Chair(f"{spec.id}-{k + 1}", spec.id, offset * pitch, -step * row, 0, ("T1",), len(chairs) + 1)
            )
        width = spec.seats * pitch
        widest = max(widest, width)
        if with_tables:
            centre = (max(offsets) + min(offsets)) / 2 * pitch
            shapes.append(Shape(spec.id, "rectangle", centre, 0.6 - step * row, width, 0.5, 0))
    podium = Shape("podium", "rectangle", 0.0, 2.5, max(2.0, widest / 2), 1.0, 0)
    return Draft(
        (Chain("all", (*cast.ranked, *cast.aides), tuple(chairs)),),
        heading,
        (podium, *shapes),
        reach=pitch + 0.1,
    )


def _with_locked(cast: Cast, rows: tuple[TableSpec, ...]) -> tuple[TableSpec, ...]:
    """Default rows made longer where a lock names a chair beyond them."""
    if cast.request.tables:
        return rows
    present = {person.id for person in (*cast.ranked, *cast.aides)}
    furthest: dict[str, int] = {}
    for lock in cast.request.locks:
        row, _, number = lock.seat.rpartition("-")
        if lock.person in present and CHAIR.fullmatch(number):
            furthest[row] = max(furthest.get(row, 0), int(number))
    return tuple(TableSpec(row.id, max(row.seats, furthest.get(row.id, 0))) for row in rows)

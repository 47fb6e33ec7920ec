"""One builder per layout: a cast in, a draft out."""

from __future__ import annotations

from collections.abc import Callable

from legation.engine.seating.draft import Cast, Draft
from legation.engine.seating.layouts import cars, facing, lines, rows, signing, ushape

BUILDERS: dict[str, Callable[[Cast], Draft]] = {
    "bilateral": facing.bilateral,
    "counterparts": facing.bilateral,
    "courtesy-call": facing.courtesy_call,
    "long-table": facing.long_table,
    "head-table": lines.head_table,
    "panel": lines.head_table,
    "receiving-line": lines.receiving_line,
    "photo": rows.photo,
    "theatre": rows.theatre,
    "classroom": rows.theatre,
    "signing": signing.signing,
    "u-shape": ushape.u_shape,
    "car": cars.cars,
}

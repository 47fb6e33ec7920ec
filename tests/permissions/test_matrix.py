"""Who reaches what stands in the docs, and changes there whenever it changes here."""

import dataclasses
import os
from pathlib import Path

from tests.architecture.tree import DOCS
from tests.permissions.matrix import COLUMNS, gates, matrix
from tests.world import World

PAGE = DOCS / "developer" / "access-matrix.md"


def rows(page: str) -> list[list[str]]:
    """Route, methods, model, permission, and a cell for each standing."""
    found = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [row for row in found if len(row) == 4 + len(COLUMNS) and row[0] != "route"]


def test_the_written_matrix_is_that_of_the_gates(world: World) -> None:
    made = matrix(world)
    if where := os.environ.get("WRITE_ACCESS_MATRIX"):
        Path(where).write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "make docs, and look at what changed"


def test_a_gate_that_opens_wider_is_seen(world: World) -> None:
    declared = dict(gates())
    wider = dataclasses.replace(declared["access"], permission="missions.view_mission")
    (before,), (after,) = (rows(matrix(world, [("access", gate)])) for gate in (declared["access"], wider))
    assert before[4:] == ["yes", "no", "no", "no", "yes", "no", "no", "no", "·", "·", "·"]
    assert after[4:] == ["yes"] * 8 + ["·"] * 3


def test_it_tells_each_standing_apart() -> None:
    """Or else it would prove nothing."""
    written = rows(PAGE.read_text(encoding="utf-8"))
    assert len(written) == sum(gate.permission is not None for _name, gate in gates())
    columns = {column: tuple(row[place] for row in written) for place, column in enumerate(COLUMNS, 4)}
    assert set(columns["stranger"]) <= {"yes", "no", "·", "?"}
    for one, other in (
        ("guest-organiser", "guest-assistant"),
        ("guest-assistant", "guest-press"),
        ("guest-press", "other-office"),
        ("other-office", "stranger"),
    ):
        assert columns[one] != columns[other], (one, other)


def test_assistants_and_delegates_of_a_side_read_the_same() -> None:
    """Or else the walk could not let them take turns."""
    written = rows(PAGE.read_text(encoding="utf-8"))
    columns = {
        column: [row[place] for row in written if "GET" in row[1]] for place, column in enumerate(COLUMNS, 4)
    }
    assert columns["guest-assistant"] == columns["guest-delegate"]
    assert columns["host-assistant"] == columns["host-delegate"]

"""The golden cases that seating answers for: nine at a table, the wheelchair at seat four."""

from dataclasses import replace

import pytest

from legation.engine.seating import Person
from tests.engine.seating.cases import at, mixed, numbers, own_right, plan, side

NINE = (*side("guest", 5), *side("host", 4))
AIDES = (Person("gi", "guest", "interpreter"), Person("hi", "host", "interpreter"))


def test_golden_3_numbering_is_the_same_with_and_without_interpreters() -> None:
    assert numbers(plan("bilateral", (*NINE, *AIDES), door="north")) == numbers(
        plan("bilateral", NINE, door="north")
    )
    assert numbers(plan("bilateral", NINE, door="north")) == {
        "g1": 1, "g2": 2, "g3": 3, "g4": 4, "g5": 5, "h1": 1, "h2": 2, "h3": 3, "h4": 4,
    }  # fmt: skip


def test_golden_3_moving_the_door_swaps_the_sides_and_keeps_the_numbering() -> None:
    north = plan("bilateral", (*NINE, *AIDES), door="north")
    south = plan("bilateral", (*NINE, *AIDES), door="south")
    assert numbers(north) == numbers(south)
    assert {p: c.seat for p, c in at(north).items()} == {p: c.seat for p, c in at(south).items()}
    for person, chair in at(north).items():
        other = at(south)[person]
        assert (other.x, other.y, other.facing) == (-chair.x, -chair.y, (chair.facing + 180) % 360)
    assert at(north)["h1"].y > 0 > at(north)["g1"].y  # the hosts' backs are to the door in the north
    assert north.room.door is not None
    assert (north.room.door.wall, north.room.door.y) == ("north", north.room.y + north.room.depth)


@pytest.mark.parametrize("door", ["north", "east", "south", "west"])
def test_golden_3_left_and_right_are_the_persons_own_wherever_the_door(door: str) -> None:
    seats = at(plan("bilateral", NINE, door=door))
    assert [own_right(seats["g1"], seats[f"g{k}"]) for k in range(1, 6)] == [0, 0.75, -0.75, 1.5, -1.5]
    assert [own_right(seats["h1"], seats[f"h{k}"]) for k in range(1, 5)] == [0, 0.75, -0.75, 1.5]


def test_golden_5_wheelchair_at_seat_four_moves_and_the_list_stays() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p4" else p for p in mixed(8))
    before = plan("head-table", mixed(8))
    after = plan("head-table", people, accessible=("t1-6", "t1-8"))
    assert numbers(after) == numbers(before)
    assert {p: c.place for p, c in at(after).items()} == {
        "p1": 1, "p2": 2, "p3": 3, "p4": 6, "p5": 4, "p6": 5, "p7": 7, "p8": 8,
    }  # fmt: skip


def test_golden_5_at_a_bilateral_table_only_the_own_side_shifts() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "g2" else p for p in NINE)
    seats = at(plan("bilateral", people, accessible=("t1-g5", "t1-g4", "t1-h1")))
    assert {p: c.place for p, c in seats.items()} == {
        "g1": 1, "g2": 4, "g3": 2, "g4": 3, "g5": 5, "h1": 1, "h2": 2, "h3": 3, "h4": 4,
    }  # fmt: skip

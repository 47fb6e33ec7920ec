"""What cannot hold is named: the rules, the people, and no more than needed."""

from dataclasses import replace
from typing import Any

from legation.engine.seating import Conflict, Lock, Person, Request, Seating, TableSpec, Unseated, seat
from tests.engine.seating.cases import at, mixed, plan, side


def test_fewer_seats_than_people_seats_the_first_in_rank() -> None:
    seating = plan("long-table", mixed(11), tables=(TableSpec("t1", 10),))
    assert seating.status == "infeasible"
    assert seating.conflict == Conflict(("seats",), ("p11",))
    assert seating.unseated == (Unseated("p11", "seats"),)
    assert len(at(seating)) == 10


def test_a_locked_person_keeps_the_chair_when_seats_are_few() -> None:
    seating = plan("long-table", mixed(11), tables=(TableSpec("t1", 10),), locks=(Lock("p11", "t1-3"),))
    assert at(seating)["p11"].seat == "t1-3"
    assert [u.person for u in seating.unseated] == ["p10"]


def test_a_lock_on_the_other_sides_chair() -> None:
    people = (*side("guest", 2), *side("host", 2))
    seating = plan("bilateral", people, locks=(Lock("g1", "t1-h2"),))
    assert seating.conflict == Conflict(("lock g1 t1-h2", "layout bilateral"), ("g1",))
    assert {u.person for u in seating.unseated} == {"g1", "g2", "h1", "h2"}


def test_two_locks_on_one_chair() -> None:
    seating = plan("head-table", mixed(4), locks=(Lock("p1", "t1-2"), Lock("p3", "t1-2")))
    assert seating.conflict == Conflict(("lock p1 t1-2", "lock p3 t1-2"), ("p1", "p3"))


def test_the_smallest_conflict_leaves_out_what_does_not_matter() -> None:
    seating = plan(
        "head-table",
        mixed(9),
        locks=(Lock("p1", "t1-1"), Lock("p2", "t1-2"), Lock("p9", "t1-9")),
        apart=(("p1", "p2"), ("p4", "p9"), ("p5", "p6")),
    )
    assert seating.status == "infeasible"
    assert seating.conflict == Conflict(
        ("apart p1 p2", "lock p1 t1-1", "lock p2 t1-2", "layout head-table"), ("p1", "p2")
    )


def test_together_across_a_bilateral_table_cannot_be() -> None:
    people = (*side("guest", 3), *side("host", 3))
    seating = plan("bilateral", people, together=(("g1", "h1"),), apart=(("g2", "g3"),))
    assert seating.conflict == Conflict(("together g1 h1", "layout bilateral"), ("g1", "h1"))


def test_more_wheelchairs_than_accessible_chairs() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) for p in mixed(3))
    seating = plan("head-table", people, accessible=("t1-2",))
    assert seating.conflict == Conflict(("T13", "seats"), ("p1", "p2", "p3"))


def test_the_second_moves_when_the_first_two_are_kept_apart() -> None:
    seating = plan("head-table", mixed(7), apart=(("p1", "p2"),))
    assert at(seating)["p1"].place == 1
    assert abs(at(seating)["p2"].x - at(seating)["p1"].x) >= 1.5
    assert "apart" in at(seating)["p2"].why


def _rounds(people: tuple[Person, ...], **more: Any) -> Seating:
    return seat(Request("rounds", people, tuple(p.id for p in people), **more))


def test_rounds_three_apart_at_two_tables() -> None:
    tables = (TableSpec("t1", 4), TableSpec("t2", 4))
    apart = (("p1", "p2"), ("p2", "p3"), ("p1", "p3"), ("p4", "p5"))
    seating = _rounds(mixed(8), tables=tables, apart=apart)
    assert seating.status == "infeasible"
    assert seating.conflict == Conflict(
        ("apart p1 p2", "apart p2 p3", "apart p1 p3", "seats"), ("p1", "p2", "p3")
    )


def test_rounds_apart_and_together_at_once() -> None:
    tables = (TableSpec("t1", 4), TableSpec("t2", 4))
    seating = _rounds(mixed(8), tables=tables, apart=(("p1", "p3"),), together=(("p1", "p2"), ("p2", "p3")))
    assert seating.conflict == Conflict(
        ("apart p1 p3", "together p1 p2", "together p2 p3", "seats"), ("p1", "p2", "p3")
    )


def test_rounds_a_group_larger_than_any_table() -> None:
    tables = (TableSpec("t1", 2), TableSpec("t2", 2))
    seating = _rounds(mixed(4), tables=tables, together=(("p1", "p2"), ("p2", "p3")))
    assert seating.conflict == Conflict(("together p1 p2", "together p2 p3", "seats"), ("p1", "p2", "p3"))


def test_rounds_locks_that_part_whom_a_rule_joins() -> None:
    tables = (TableSpec("t1", 2), TableSpec("t2", 2))
    seating = _rounds(
        mixed(4), tables=tables, together=(("p1", "p2"),), locks=(Lock("p1", "t1-1"), Lock("p2", "t2-1"))
    )
    assert seating.conflict == Conflict(
        ("together p1 p2", "lock p1 t1-1", "lock p2 t2-1", "seats"), ("p1", "p2")
    )


def test_rounds_a_lock_on_a_chair_that_is_not_there() -> None:
    seating = _rounds(mixed(2), tables=(TableSpec("t1", 2),), locks=(Lock("p1", "t1-3"),))
    assert seating.conflict == Conflict(("lock p1 t1-3", "seats"), ("p1",))


def test_an_aide_cannot_be_locked_away_from_the_person_served() -> None:
    aide = Person("i", "host", "interpreter")
    seating = plan("head-table", (*mixed(3), aide), locks=(Lock("i", "t1-3"),))
    assert seating.conflict == Conflict(("lock i t1-3", "T7"), ("i",))

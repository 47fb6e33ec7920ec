"""What cannot hold is named: the rules, the people, and no more than needed."""

from dataclasses import replace
from typing import Any

import pytest

from legation.engine.seating import (
    BadInput,
    Conflict,
    Lock,
    Person,
    Request,
    Seating,
    TableSpec,
    Unseated,
    conflict_sentences,
    reason,
    seat,
    seats_of,
)
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
    assert seating.conflict == Conflict(("T13 p1", "T13 p2", "seats"), ("p1", "p2"))


def test_an_accessible_chair_that_is_locked_for_another() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p3" else p for p in mixed(3))
    seating = plan("head-table", people, accessible=("t1-2",), locks=(Lock("p1", "t1-2"),))
    assert seating.conflict == Conflict(("T13 p3", "lock p1 t1-2", "seats"), ("p1", "p3"))


def test_apart_and_together_on_one_pair() -> None:
    pair = (("p2", "p3"),)
    seating = plan("head-table", mixed(5), apart=pair, together=pair)
    assert seating.conflict == Conflict(("apart p2 p3", "together p2 p3", "layout head-table"), ("p2", "p3"))


def _without(request: Request, rule: str) -> Request:
    """The request without one rule of a conflict."""
    kind, *named = rule.split(" ")
    if kind == "lock":
        return replace(request, locks=tuple(k for k in request.locks if [k.person, k.seat] != named))
    if kind == "T13":
        people = (replace(p, needs=()) if p.id in named else p for p in request.people)
        return replace(request, people=tuple(people))
    return replace(request, **{kind: tuple(p for p in getattr(request, kind) if list(p) != named)})


HARD = (
    Request(
        "head-table",
        mixed(8),
        locks=(Lock("p1", "t1-1"), Lock("p2", "t1-2"), Lock("p5", "t1-5")),
        apart=(("p1", "p2"), ("p3", "p4")),
    ),
    Request(
        "rounds",
        mixed(8),
        tables=(TableSpec("t1", 4), TableSpec("t2", 4)),
        apart=(("p1", "p2"), ("p3", "p1"), ("p2", "p3"), ("p7", "p8")),
        together=(("p5", "p6"),),
    ),
    Request(
        "rounds",
        tuple(replace(p, needs=("wheelchair",)) if p.id in {"p2", "p6"} else p for p in mixed(8)),
        tables=(TableSpec("t1", 4), TableSpec("t2", 4)),
        accessible=("t1-1", "t1-2"),
        apart=(("p2", "p6"), ("p3", "p4")),
    ),
    Request(
        "long-table",
        tuple(replace(p, needs=("wheelchair",)) if p.id in {"p2", "p6"} else p for p in mixed(8)),
        accessible=("t1-3",),
        together=(("p1", "p3"),),
    ),
)


@pytest.mark.parametrize("request_", HARD, ids=range(len(HARD)))
def test_without_any_one_rule_of_a_conflict_a_plan_is_found(request_: Request) -> None:
    conflict = seat(request_).conflict
    assert conflict is not None
    rules = [rule for rule in conflict.rules if rule.split(" ")[0] not in {"layout", "seats"}]
    assert len(rules) == len(conflict.rules) - 1
    assert [seat(_without(request_, rule)).conflict for rule in rules] == [None] * len(rules)


@pytest.mark.parametrize("layout", ["head-table", "rounds", "bilateral"])
def test_a_conflict_keeps_the_last_good_plan_and_its_locks(layout: str) -> None:
    people = (*side("guest", 5), *side("host", 3))
    tables = (TableSpec("t1", 6), TableSpec("t2", 6)) if layout == "rounds" else ()
    order = tuple(p.id for p in people)
    good = Request(layout, people, order, tables=tables, locks=(Lock("g3", _third(layout)),))
    before = seats_of(seat(good))
    new = Person("late", "guest", reply="declined")
    bad = replace(
        good,
        people=(*people, new),
        apart=(("g1", "g2"),),
        together=(("g1", "g2"),),
        previous=tuple(before.items()),
    )
    plan = seat(bad)
    assert (plan.status, seats_of(plan), plan.moved) == ("infeasible", before, 0)
    assert plan.conflict is not None
    assert plan.conflict.people == ("g1", "g2")
    assert plan.unseated == (Unseated("late", "T16"),)
    assert {c.person: c.why for c in plan.seats if c.person in {"g1", "g3"}} == {
        "g1": ("kept",),
        "g3": ("T16",),
    }
    bare = replace(at(plan)["g1"], facts=())
    assert reason(bare, "en") == "As in the last plan, because some rules cannot all hold."


def _third(layout: str) -> str:
    return {"head-table": "t1-3", "rounds": "t1-3", "bilateral": "t1-g3"}[layout]


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


def test_conflict_sentences_name_the_rule_in_words_and_the_person() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p3" else p for p in mixed(3))
    conflict = plan("head-table", people, accessible=("t1-2",), locks=(Lock("p1", "t1-2"),)).conflict
    assert conflict is not None
    names = {"p3": "Mayor Kim", "p1": "Ms Silva"}
    assert conflict_sentences(conflict, names, "en", places={"t1-2": "seat 2"}) == (
        "Mayor Kim needs an accessible seat.",
        "Ms Silva is locked to seat 2.",
        "There are only the seats marked on this plan.",
    )
    assert conflict_sentences(conflict, {"p3": "김민수"}, "ko") == (
        "김민수 님에게는 접근 가능한 좌석이 필요합니다.",
        "p1 님은 t1-2 자리에 고정되어 있습니다.",
        "이 배치에 표시된 자리만 쓸 수 있습니다.",
    )


def test_conflict_sentences_for_ids_with_spaces_and_too_few_seats() -> None:
    pair = Conflict(("apart the first the second", "layout rounds"), ("the first", "the second"))
    assert conflict_sentences(pair, {"the second": "B"}, "en") == (
        "the first and B are to be kept apart.",
        "In this layout each chair belongs to one row or side.",
    )
    few = Conflict(("seats",), ("p3", "p4"))
    assert conflict_sentences(few, {"p3": "A"}, "en") == (
        "There are fewer seats than people; without a seat: A, p4.",
    )
    with pytest.raises(BadInput):
        conflict_sentences(few, {}, "fr")


@pytest.mark.parametrize("request_", HARD, ids=range(len(HARD)))
@pytest.mark.parametrize("language", ["en", "ko"])
def test_conflict_sentences_cover_each_rule(request_: Request, language: str) -> None:
    conflict = seat(request_).conflict
    assert conflict is not None
    said = conflict_sentences(conflict, {}, language)
    assert (len(said), len(set(said))) == (len(conflict.rules), len(conflict.rules))

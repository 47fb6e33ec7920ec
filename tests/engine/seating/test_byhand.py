"""Plans made by hand: drawn, checked, compared and priced."""

from dataclasses import replace
from itertools import islice

import pytest

from legation.engine.seating import (
    LAYOUTS,
    Fault,
    Lock,
    Move,
    Person,
    Request,
    TableSpec,
    Vehicle,
    check,
    fault_sentence,
    moves,
    place,
    reason,
    score_of,
    seat,
    seats_of,
)
from tests.engine.seating.cases import at, mixed, numbers, side

SIX = (*side("guest", 3), *side("host", 3), Person("i", "guest", "interpreter"))
ORDER = ("g1", "g2", "g3", "h1", "h2", "h3")


def _request(layout: str) -> Request:
    people = SIX
    if layout == "signing":
        people = tuple(replace(p, function="signatory") if p.id in {"g1", "h1"} else p for p in SIX)
    tables = (TableSpec("t1", 4), TableSpec("t2", 4)) if layout == "rounds" else ()
    vehicles = (Vehicle("car1", 3), Vehicle("van1", 6, "van")) if layout == "vehicles" else ()
    return Request(layout, people, ORDER, tables=tables, vehicles=vehicles, door="north", seed=3)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_put_back_by_hand_is_the_same_plan(layout: str) -> None:
    request = _request(layout)
    plan = seat(request)
    again = place(request, seats_of(plan))
    assert seats_of(again) == seats_of(plan)
    assert numbers(again) == numbers(plan)
    assert {p: (c.x, c.y, c.facing) for p, c in at(again).items()} == {
        p: (c.x, c.y, c.facing) for p, c in at(plan).items()
    }
    assert (again.score, again.unseated) == (plan.score, plan.unseated)
    assert [fault for fault in check(request, seats_of(plan)) if fault.hard] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_people_changed_by_hand_are_drawn_where_they_were_put(layout: str) -> None:
    request = _request(layout)
    seats = seats_of(seat(request))
    seats["g2"], seats["g3"] = seats["g3"], seats["g2"]
    plan = place(request, seats)
    assert seats_of(plan) == seats
    assert {p: c.why for p, c in at(plan).items() if p in {"g2", "g3"}} == {"g2": ("hand",), "g3": ("hand",)}
    bare = replace(at(plan)["g2"], facts=())
    assert reason(bare, "en") == "Placed by hand."
    assert reason(bare, "ko") == "직접 배치한 자리입니다."


def test_the_second_below_the_third_is_said() -> None:
    request = _request("bilateral")
    seats = {**seats_of(seat(request)), "g2": "t1-g3", "g3": "t1-g2"}
    faults = check(request, seats)
    assert faults == (Fault("rank", ("g2", "g3"), hard=False, values=(2, 3)),)
    names = {"g2": "Kim", "g3": "Lee"}
    assert fault_sentence(faults[0], names, "en") == "Kim (2) sits below Lee (3)."
    assert fault_sentence(faults[0], names, "ko") == "Kim 님(2)이 Lee 님(3)보다 낮은 자리에 있습니다."
    assert score_of(request, seats).total == 2


def test_everything_hard_is_found() -> None:
    people = (*mixed(6), Person("away", reply="declined"), Person("w", needs=("wheelchair",)))
    request = Request(
        "head-table",
        people,
        tuple(p.id for p in people),
        locks=(Lock("p4", "t1-4"),),
        apart=(("p1", "p2"),),
        together=(("p1", "p5"),),
        accessible=("t1-7",),
    )
    seats = {"p1": "t1-1", "p2": "t1-2", "p3": "t1-2", "p4": "t1-6", "p5": "t1-5", "p6": "t9-9"}
    faults = check(request, {**seats, "w": "t1-4", "away": "t1-3", "x": "t1-3"})
    assert [fault for fault in faults if fault.hard] == [
        Fault("T16", ("away",), hard=True, values=("t1-3",)),
        Fault("unknown", ("x",), hard=True, values=("t1-3",)),
        Fault("taken", ("p2", "p3"), hard=True, values=("t1-2",)),
        Fault("seat", ("p6",), hard=True, values=("t9-9",)),
        Fault("lock", ("p4",), hard=True, values=("t1-4", "t1-6")),
        Fault("T13", ("w",), hard=True, values=("t1-4",)),
        Fault("apart", ("p1", "p2"), hard=True),
        Fault("together", ("p1", "p5"), hard=True),
    ]
    assert place(request, seats).status == "broken"
    for fault in faults:
        assert "{" not in fault_sentence(fault, {}, "en") + fault_sentence(fault, {}, "ko")


def test_a_person_without_a_chair_and_one_on_the_other_side() -> None:
    request = _request("bilateral")
    faults = check(request, {"g1": "t1-g1", "g2": "t1-h2", "h1": "t1-h1", "h2": "t1-h3", "h3": "t1-g2"})
    assert faults[:3] == (
        Fault("unplaced", ("g3",), hard=True),
        Fault("side", ("g2",), hard=True, values=("t1-h2",)),
        Fault("side", ("h3",), hard=True, values=("t1-g2",)),
    )


def test_at_rounds_what_a_host_would_frown_at() -> None:
    people = (
        Person("a", "host", languages=("ko",), partner="b"),
        Person("b", "host", languages=("ko",)),
        Person("c", "host", languages=("ko",)),
        Person("d", "guest", languages=("fr",)),
        Person("e", "guest", languages=("en",)),
        Person("f", "guest", languages=("en",)),
        Person("i", "guest", "interpreter", languages=("en", "ko"), assists="f"),
    )
    request = Request(
        "rounds",
        people,
        tuple("abcdef"),
        tables=(TableSpec("t1", 4), TableSpec("t2", 4)),
        wishes=(("a", "e"),),
    )
    seats = {"b": "t1-1", "a": "t1-2", "c": "t1-3", "d": "t2-1", "e": "t2-2", "f": "t2-3", "i": "t1-4"}
    faults = check(request, seats)
    assert faults == (
        Fault("wish", ("a", "e"), hard=False),
        Fault("T14", ("a", "b"), hard=False),
        Fault("T8", ("i", "f"), hard=False),
        Fault("T1", ("a",), hard=False, values=("t1",)),
        Fault("language", ("d",), hard=False),
        Fault("mix", ("a", "b", "c"), hard=False, values=("t1", "host")),
        Fault("mix", ("d", "e", "f"), hard=False, values=("t2", "guest")),
    )
    assert [fault_sentence(fault, {}, "en", layout="rounds") for fault in islice(faults, 5, 7)] == [
        "At table t1 there are only hosts.",
        "At table t2 there are only guests.",
    ]


def test_what_moved_lists_nobody_who_stayed() -> None:
    before = {"a": "t1-1", "b": "t1-2", "c": "t1-3"}
    after = {"a": "t1-1", "b": "t1-3", "d": "t1-2"}
    assert moves(before, after) == (
        Move("b", "t1-2", "t1-3"), Move("c", "t1-3", None), Move("d", None, "t1-2"),
    )  # fmt: skip


def test_someone_put_nowhere_is_listed_as_waiting() -> None:
    plan = place(_request("long-table"), {"g2": "t1-1"})
    assert {u.person: u.why for u in plan.unseated} == {
        "g1": "unplaced", "g3": "unplaced", "h1": "unplaced", "h2": "unplaced", "h3": "unplaced",
        "i": "served",
    }  # fmt: skip


@pytest.mark.parametrize("layout", ["theatre", "classroom", "photo", "head-table", "long-table", "u-shape"])
def test_the_plan_of_the_rules_put_back_by_hand_costs_nothing(layout: str) -> None:
    people = mixed(40)
    request = Request(layout, people, tuple(p.id for p in people))
    by_rule = seat(request)
    by_hand = place(request, seats_of(by_rule))
    assert (by_hand.status, by_hand.score, by_hand.room) == ("optimal", by_rule.score, by_rule.room)


def test_a_lock_makes_only_its_own_row_longer() -> None:
    people = mixed(24)
    order = tuple(p.id for p in people)
    seating = seat(Request("theatre", people, order, locks=(Lock("p9", "r2-11"),)))
    rows = [sum(1 for chair in seating.seats if chair.table == f"r{row}") for row in (1, 2, 3)]
    assert (rows, at(seating)["p9"].seat) == ([8, 11, 8], "r2-11")

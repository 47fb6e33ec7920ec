"""Rounds: hard rules, mixing, re-runs that move few, and the exact order around a table."""

from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest

from legation.engine.seating import Lock, Person, Request, Seating, TableSpec, seat
from legation.engine.seating.rounds.around import around
from tests.engine.seating.cases import at, mixed


def _tables(count: int, seats: int) -> tuple[TableSpec, ...]:
    return tuple(TableSpec(f"t{k + 1}", seats) for k in range(count))


def _rounds(people: tuple[Person, ...], **more: Any) -> Seating:
    return seat(Request("rounds", people, tuple(p.id for p in people), **more))


def _together(seating: Seating, one: str, other: str) -> bool:
    return at(seating)[one].table == at(seating)[other].table


def _score(seating: Seating) -> dict[str, int]:
    return dict(seating.score.by_rule)


def test_rank_alone_fills_the_tables_in_order() -> None:
    seating = _rounds(mixed(12), tables=_tables(3, 4))
    assert {p: c.table for p, c in at(seating).items()} == {
        f"p{k}": f"t{(k - 1) // 4 + 1}" for k in range(1, 13)
    }
    assert (_score(seating)["rank"], seating.status, seating.bound) == (0, "optimal", seating.score.total)


def test_the_first_at_a_table_has_the_seat_that_faces_the_door() -> None:
    seating = _rounds(mixed(8), tables=_tables(2, 4), door="east")
    for person in ("p1", "p5"):
        chair = at(seating)[person]
        assert (chair.number, chair.place, chair.facing, chair.why) == (1, 1, 90, ("T1", "T6"))


def test_sides_are_mixed_when_rank_would_part_them() -> None:
    people = tuple(Person(f"p{k}", "host" if k < 8 else "guest") for k in range(16))
    seating = _rounds(people, tables=_tables(2, 8))
    hosts = [sum(1 for p, c in at(seating).items() if c.table == t and int(p[1:]) < 8) for t in ("t1", "t2")]
    by_hand = _rounds(people, tables=_tables(2, 8), effort=0)
    assert (_score(by_hand)["sides"], _score(by_hand)["rank"]) == (48, 0)
    assert seating.score.total < by_hand.score.total
    assert 3 <= hosts[0] <= 5
    assert "mix" in {rule for chair in seating.seats for rule in chair.why}


def test_a_couple_changes_with_two_singles() -> None:
    """Tables of two: the wish of a and b to sit together needs the couple's table."""
    people = (Person("a"), Person("x"), Person("c", partner="d"), Person("d"), Person("b"), Person("y"))
    seating = _rounds(people, tables=_tables(3, 2), together=(("a", "b"), ("x", "y")))
    assert (_together(seating, "a", "b"), _together(seating, "c", "d"), _together(seating, "x", "y")) == (
        True,
        True,
        True,
    )


def test_an_interpreter_sits_beside_the_person_served_without_a_number() -> None:
    people = (*mixed(9), Person("i", "guest", "interpreter", assists="p6"))
    seating = _rounds(people, tables=_tables(2, 5))
    chairs = at(seating)
    places = sorted(int(chairs[p].seat.split("-")[1]) for p in ("p6", "i"))
    assert chairs["i"].table == chairs["p6"].table
    assert places[1] - places[0] in {1, 4}
    assert (chairs["i"].number, chairs["i"].why) == (None, ("T7", "T1", "T8"))


def test_a_couple_shares_a_table_but_not_a_side() -> None:
    people = tuple(replace(p, partner={"p3": "p4", "p4": "p3"}.get(p.id)) for p in mixed(8))
    chairs = at(_rounds(people, tables=_tables(1, 8)))
    apart = abs(int(chairs["p3"].seat.split("-")[1]) - int(chairs["p4"].seat.split("-")[1]))
    assert apart not in {1, 7}


def test_nobody_is_left_without_a_language() -> None:
    people = tuple(
        Person(f"p{k}", ("host", "guest")[k // 2 % 2], languages=(("ko",), ("en",))[k % 2]) for k in range(12)
    )
    french = tuple(Person(f"fr{k}", languages=("fr",)) for k in range(3))
    order = ("fr0", *(p.id for p in people), "fr1", "fr2")
    tables = (TableSpec("t1", 3), TableSpec("t2", 6), TableSpec("t3", 6))
    request = Request("rounds", (*people, *french), order, tables=tables)
    assert _score(seat(replace(request, effort=0)))["languages"] > 0
    seating = seat(request)
    assert len({at(seating)[p.id].table for p in french}) == 1
    assert _score(seating)["languages"] == 0


def test_wheelchair_at_a_table_with_a_chair_that_can_be_reached() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p2" else p for p in mixed(8))
    assert at(_rounds(people, tables=_tables(2, 4), accessible=("t2-3",)))["p2"].seat == "t2-3"


def _party(count: int, seed: int) -> Request:
    random = Random(seed)
    people = tuple(
        Person(f"p{k}", random.choice(("host", "guest")), languages=(random.choice(("ko", "en")), "en"))
        for k in range(count)
    )
    pairs = [tuple(random.sample([p.id for p in people], 2)) for _ in range(count // 4)]
    wishes = tuple((a, b) for a, b in pairs)
    order = tuple(p.id for p in people)
    return Request("rounds", people, order, tables=_tables(-(-count // 10), 10), wishes=wishes)


def test_a_cancellation_moves_nobody_else() -> None:
    request = _party(60, 3)
    before = seat(request)
    gone = at(before)
    people = tuple(replace(p, reply="declined") if p.id == "p25" else p for p in request.people)
    previous = tuple((p, c.seat) for p, c in gone.items())
    after = seat(replace(request, people=people, previous=previous))
    table = gone["p25"].table
    changed = {gone[p].table for p, c in at(after).items() if c.seat != gone[p].seat}
    first = gone["p25"].place == 1  # then the next in rank at that table takes the seat of honour
    assert changed == ({table} if first else set())
    assert after.moved == int(first)
    assert len(at(after)) == 59


@pytest.mark.parametrize("guests", [60, 150])
def test_when_the_first_at_a_table_cancels_only_one_at_that_table_moves(guests: int) -> None:
    request = _party(guests, 3)
    before = at(seat(request))
    gone = next(p for p, c in before.items() if c.seat == "t3-1")
    people = tuple(replace(p, reply="declined") if p.id == gone else p for p in request.people)
    previous = tuple((p, c.seat) for p, c in before.items())
    after = at(seat(replace(request, people=people, previous=previous)))
    moved = {p: (before[p].table, c.table) for p, c in after.items() if c.seat != before[p].seat}
    assert list(moved.values()) == [("t3", "t3")]
    assert next(p for p, c in after.items() if c.seat == "t3-1") in moved


def test_a_newcomer_takes_a_free_chair() -> None:
    request = _party(55, 4)
    before = seat(request)
    previous = tuple((p, c.seat) for p, c in at(before).items())
    people = (*request.people, Person("new", "host", languages=("ko",)))
    after = seat(replace(request, people=people, order=(*request.order, "new"), previous=previous))
    assert (after.moved, len(at(after))) == (0, 56)


def test_the_same_seed_gives_the_same_plan_and_the_search_helps() -> None:
    request = _party(60, 5)
    assert seat(request) == seat(request)
    assert seat(request).score.total < seat(replace(request, effort=0)).score.total


def test_locks_survive_the_search() -> None:
    request = replace(_party(40, 6), locks=(Lock("p1", "t4-7"), Lock("p39", "t1-1")))
    chairs = at(seat(request))
    assert (chairs["p1"].seat, chairs["p39"].seat) == ("t4-7", "t1-1")
    assert ("T16" in chairs["p1"].why, "T16" in chairs["p39"].why) == (True, True)


def _cheapest(pay: Any, side: Any, touch: list[int], closes: int) -> int:
    """The price of the best order, by trying all."""
    count = len(pay)
    links = [(c, c + 1) for c in range(count - 1) if touch[c]] + ([(count - 1, 0)] if closes else [])
    return min(
        sum(pay[p][c] for c, p in enumerate(order)) + sum(side[order[a]][order[b]] for a, b in links)
        for order in permutations(range(count))
    )


@pytest.mark.parametrize(
    ("count", "closes", "gap"), [(1, 0, 9), (2, 0, 9), (5, 0, 2), (6, 1, 9), (7, 1, 3), (7, 0, 9)]
)
def test_the_order_around_a_table_is_the_best_of_all(count: int, closes: int, gap: int) -> None:
    import numpy as np

    from legation.engine.seating.rounds.orders import NEVER, best_order, price_of_order

    random = Random(11 * count + closes)
    side = [[0] * count for _ in range(count)]
    for a in range(count):
        for b in range(a):
            side[a][b] = side[b][a] = random.randint(-5, 20)
    pay = [[random.randint(0, 9) for _ in range(count)] for _ in range(count)]
    if count > 4:
        pay[2] = [0 if chair == 1 else NEVER for chair in range(count)]
    touch = [int(c + 1 < count and c != gap) for c in range(count)]
    out = np.zeros(count, np.int32)
    arrays = (np.array(pay, np.int32), np.array(side, np.int32), np.array(touch, np.int32))
    found = best_order(*arrays, closes, out)
    assert found == price_of_order(*arrays, closes, out) == _cheapest(pay, side, touch, closes)
    assert sorted(out.tolist()) == list(range(count))


def test_around_a_round_table_the_second_is_at_the_right_of_the_first() -> None:
    ring = around(TableSpec("t1", 8), "right")
    assert ring.order == (0, 7, 1, 6, 2, 5, 3, 4)
    assert ring.following == (1, 2, 3, 4, 5, 6, 7, 0)
    assert around(TableSpec("t1", 8), "left").order == (0, 1, 7, 2, 6, 3, 5, 4)


def test_at_a_long_table_first_and_second_are_opposite_and_rows_do_not_touch() -> None:
    ring = around(TableSpec("t1", 8, "long"), "right")
    spots = [ring.spots[chair] for chair in ring.order]
    assert [facing for _, _, facing in spots] == [0, 180] * 4
    assert [round(x - spots[0][0], 2) for x, _, _ in spots] == [0, 0, 0.75, -0.75, -0.75, 0.75, 1.5, -1.5]
    assert sorted(k for k, after in enumerate(ring.following) if after < 0) == [1, 5]
    for chair, after in enumerate(ring.following):
        if after >= 0:
            assert abs(ring.spots[chair][0] - ring.spots[after][0]) == 0.75
            assert ring.spots[chair][2] == ring.spots[after][2]


def test_a_head_table_has_one_row_with_the_first_in_rank() -> None:
    tables = (TableSpec("a", 8), TableSpec("head", 5, "long", top=True), TableSpec("b", 8))
    seating = _rounds(mixed(21), tables=tables)
    head = [chair for chair in seating.seats if chair.table == "head"]
    assert {chair.person for chair in head} == {f"p{k}" for k in range(1, 6)}
    assert len({chair.y for chair in head}) == 1
    assert max(chair.y for chair in seating.seats) == max(c.y for c in seating.seats if c.table != "head")


@pytest.mark.parametrize("door", [None, "east", "south"])
def test_a_table_stands_where_it_was_put_whatever_the_door(door: str | None) -> None:
    tables = (TableSpec("t1", 4, x=3.0, y=-2.5, rotation=90), TableSpec("t2", 4))
    seating = _rounds(mixed(8), tables=tables, door=door)
    shape = next(shape for shape in seating.tables if shape.id == "t1")
    honour = next(chair for chair in seating.seats if chair.seat == "t1-1")
    assert (shape.x, shape.y, shape.rotation) == (3.0, -2.5, 90)
    assert (honour.x, honour.y, honour.facing) == (2.05, -2.5, 90)

"""Rooms are filled as hotels and guests expect it, and what cannot be is said."""

import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.rooming import Guest, Kind, Left, Place, fill


def guest(key: str, rank: int = 0, first: int = 0, last: int = 3, **values: Any) -> Guest:
    return Guest(key, values.pop("side", "guest"), values.pop("group", "a"), rank, first, last, **values)


SINGLE, TWIN, DOUBLE = Kind("s", "single", 2), Kind("t", "twin", 2), Kind("d", "double", 1)


def rooms(filled: Any) -> dict[str, str]:
    return {key: f"{place.kind}{place.number}" for key, place in sorted(filled.places.items())}


def test_one_alone_gets_the_least_room_that_suits() -> None:
    assert rooms(fill([guest("a")], [TWIN, DOUBLE, SINGLE])) == {"a": "s1"}


def test_a_couple_gets_one_bed_and_two_who_share_get_two() -> None:
    people = [guest("a", partner="b"), guest("b", 1), guest("c", 2, shares="d"), guest("d", 3, shares="c")]
    assert rooms(fill(people, [SINGLE, TWIN, DOUBLE])) == {"a": "d1", "b": "d1", "c": "t1", "d": "t1"}


def test_a_couple_takes_two_beds_where_no_double_is_left_and_is_parted_at_last() -> None:
    people = [guest("a", partner="b"), guest("b", 1)]
    assert rooms(fill(people, [SINGLE, TWIN])) == {"a": "t1", "b": "t1"}
    parted = fill(people, [SINGLE])
    assert (rooms(parted), parted.parted) == ({"a": "s1", "b": "s2"}, (("a", "b"),))


def test_who_wishes_for_somebody_else_is_not_shared_with() -> None:
    people = [guest("a", shares="b"), guest("b", 1, shares="c"), guest("c", 2, shares="b")]
    assert rooms(fill(people, [TWIN, SINGLE])) == {"a": "s1", "b": "t1", "c": "t1"}


def test_strangers_share_no_room_unless_both_are_open_and_of_one_delegation() -> None:
    assert fill([guest("a"), guest("b", 1)], [Kind("t", "twin", 1)]).left == (Left("b", "rooms"),)
    open_ = [guest("a", open=True), guest("b", 1, open=True), guest("c", 2, open=True, group="other")]
    filled = fill(open_, [Kind("t", "twin", 1)])
    assert (rooms(filled), filled.left) == ({"a": "t1", "b": "t1"}, (Left("c", "rooms"),))


def test_suites_go_by_precedence_to_who_may_have_one() -> None:
    suite = Kind("u", "double", 1, suite=True)
    people = [guest("third", 2, suite=True), guest("first", 0), guest("second", 1, suite=True)]
    assert rooms(fill(people, [suite, SINGLE])) == {"first": "s1", "second": "u1", "third": "s2"}


def test_rooms_without_steps_are_spared_for_who_needs_them() -> None:
    kinds = [Kind("w", "single", 1, accessible=True), Kind("s", "single", 1)]
    people = [guest("a", 0), guest("b", 5, access=True)]
    assert rooms(fill(people, kinds)) == {"a": "s1", "b": "w1"}
    assert fill([guest("b", access=True)], [SINGLE]).left == (Left("b", "access"),)


def test_a_room_of_one_side_takes_no_other() -> None:
    kinds = [Kind("h", "single", 1, side="host")]
    filled = fill([guest("a"), guest("h", 1, side="host")], kinds)
    assert (rooms(filled), filled.left) == (
        {"h": "h1"},
        (Left("a", "rooms"),),
    )  # it is taken, whoever it is for
    assert fill([guest("a")], kinds).left == (Left("a", "side"),)


def test_one_room_serves_two_after_each_other_and_the_closest_gap_is_taken() -> None:
    people = [guest("a", 0, 0, 3), guest("b", 1, 3, 5), guest("c", 2, 2, 4)]
    assert rooms(fill(people, [SINGLE])) == {"a": "s1", "b": "s1", "c": "s2"}


def test_what_was_given_by_hand_stays_and_others_come_to_it() -> None:
    people = [guest("a", 3, fixed=Place("t", 2), shares="b"), guest("b", 0), guest("c", 1)]
    assert rooms(fill(people, [TWIN, SINGLE])) == {"a": "t2", "b": "t2", "c": "s1"}


def test_nights_that_the_hotel_does_not_hold_are_no_room() -> None:
    kinds = [Kind("s", "single", 1, first=1, last=3)]
    assert fill([guest("a", 0, 0, 3)], kinds).left == (Left("a", "rooms"),)
    assert rooms(fill([guest("a", 0, 1, 3)], kinds)) == {"a": "s1"}


def crowd(seed: int, count: int) -> list[Guest]:
    dice = random.Random(seed)
    made = []
    for number in range(count):
        first = dice.randrange(3)
        mate = f"g{number + 1}" if number % 5 == 0 and number + 1 < count else None
        made.append(
            guest(
                f"g{number}",
                number,
                first,
                first + 3 + dice.randrange(3),
                side=dice.choice(["guest", "guest", "host"]),
                group=f"d{number % 4}",
                partner=mate if number % 10 == 0 else None,
                shares=mate if number % 10 else None,
                open=dice.random() < 0.3,
                access=dice.random() < 0.05,
                suite=number < 8,
            )
        )
    return made


HOTEL = [
    Kind("suite", "double", 4, suite=True),
    Kind("double", "double", 25),
    Kind("twin", "twin", 40),
    Kind("single", "single", 50),
    Kind("step-free", "twin", 8, accessible=True),
    Kind("host", "single", 10, side="host"),
]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_whatever_comes_nobody_is_lost_and_no_room_is_too_full(seed: int, count: int) -> None:
    people = crowd(seed, count)
    kinds = [Kind(k.key, k.beds, max(1, k.count // 3), k.suite, k.accessible, k.side) for k in HOTEL]
    filled = fill(people, kinds)
    by_key, by_kind = {one.key: one for one in people}, {kind.key: kind for kind in kinds}
    assert sorted([*filled.places, *(one.guest for one in filled.left)]) == sorted(by_key)
    for night in range(10):
        inside: dict[Place, list[str]] = {}
        for key, place in filled.places.items():
            if by_key[key].first <= night < by_key[key].last:
                inside.setdefault(place, []).append(key)
        for place, keys in inside.items():
            assert len(keys) <= by_kind[place.kind].places
            for key in keys:
                assert by_kind[place.kind].side in {None, by_key[key].side}
                assert by_kind[place.kind].accessible or not by_key[key].access
    assert fill(list(reversed(people)), kinds).places == filled.places


def test_150_people_are_filled_well_under_a_second() -> None:
    people = crowd(1, 150)
    started = time.perf_counter()
    filled = fill(people, HOTEL)
    assert time.perf_counter() - started < 1
    assert len(filled.places) + len(filled.left) == 150


@pytest.mark.parametrize("count", [0, 1])
def test_without_rooms_or_people_there_is_an_answer(count: int) -> None:
    assert len(fill([guest("a")][:count], []).left) == count

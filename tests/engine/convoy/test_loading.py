"""Convoys are loaded as drivers and protocol expect it."""

import random
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.convoy import Passenger, Vehicle, load


def one(key: str, rank: int, **values: Any) -> Passenger:
    return Passenger(key, values.pop("side", "guest"), values.pop("group", "a"), rank, **values)


CAR, COACH = Vehicle("car", 3), Vehicle("coach", 40, coach=True)


def test_cars_go_by_rank_and_the_rest_ride_in_the_coach() -> None:
    loaded = load([one(name, place) for place, name in enumerate("abcde")], [CAR, COACH])
    assert loaded.boarding == {"car": ("a", "b", "c"), "coach": ("d", "e")}
    assert loaded.left == ()


def test_the_interpreter_and_the_partner_ride_with_the_principal() -> None:
    people = [one("a", 0), one("b", 1), one("spouse", 7, partner="a"), one("voice", 9, serves="a")]
    loaded = load(people, [CAR, Vehicle("car2", 3), COACH])
    assert loaded.boarding == {"car": ("a", "spouse", "voice"), "car2": ("b",)}


def test_partners_who_name_each_other_ride_with_the_first_of_them() -> None:
    people = [one("a", 0, partner="b"), one("b", 1, partner="a"), one("c", 2)]
    assert load(people, [Vehicle("car", 2), COACH]).boarding == {"car": ("a", "b"), "coach": ("c",)}


def test_nobody_overtakes_a_principal_whose_company_does_not_fit() -> None:
    people = [one("a", 0), one("b", 1), one("voice", 8, serves="b"), one("guard", 9, serves="b"), one("c", 2)]
    loaded = load(people, [CAR, Vehicle("car2", 4)])
    assert loaded.boarding == {"car": ("a",), "car2": ("b", "c", "voice", "guard")}


def test_a_car_is_of_one_side_and_one_kept_alone_is_for_its_principal() -> None:
    people = [one("h", 0, side="host", group="h"), one("a", 1), one("b", 2)]
    loaded = load(people, [CAR, Vehicle("own", 3, alone=True), COACH])
    assert loaded.boarding == {"car": ("h",), "own": ("a",), "coach": ("b",)}


def test_groups_stay_together_and_the_largest_is_placed_first() -> None:
    people = [
        one(f"{group}{n}", n, group=group)
        for group, size in (("x", 5), ("y", 8), ("z", 7))
        for n in range(size)
    ]
    coaches = [Vehicle("k1", 10, coach=True), Vehicle("k2", 12, coach=True)]
    loaded = load(people, coaches)
    riding = {vehicle: {who[0] for who in inside} for vehicle, inside in loaded.boarding.items()}
    assert (riding, loaded.split) == ({"k1": {"y"}, "k2": {"z", "x"}}, ())


def test_a_group_that_fits_in_no_coach_is_split_and_said() -> None:
    people = [one(f"p{n:02}", n) for n in range(15)]
    loaded = load(people, [Vehicle("k1", 10, coach=True), Vehicle("k2", 10, coach=True)])
    assert (len(loaded.boarding["k1"]), len(loaded.boarding["k2"]), loaded.split) == (10, 5, ("a",))


def test_who_finds_no_seat_is_told_why() -> None:
    people = [one("a", 0), one("b", 1), one("h", 2, side="host")]
    hosts = Vehicle("h", 3, side="host")
    assert load(people, [Vehicle("car", 1), hosts]).left == (("b", "side"),)
    assert load(people[:2], [Vehicle("car", 1)]).left == (("b", "seats"),)
    assert load(people[:1], []).left == (("a", "seats"),)


def test_what_was_chosen_by_hand_stays_and_the_company_follows() -> None:
    people = [one("a", 0), one("b", 5, fixed="car"), one("voice", 9, serves="b")]
    assert load(people, [Vehicle("car", 2), COACH]).boarding == {"car": ("b", "voice"), "coach": ("a",)}


def crowd(seed: int, count: int) -> list[Passenger]:
    dice = random.Random(seed)
    made = []
    for n in range(count):
        serves = f"p{dice.randrange(count)}" if dice.random() < 0.1 else None
        partner = f"p{dice.randrange(count)}" if dice.random() < 0.1 else None
        side = dice.choice(["guest", "guest", "host"])
        made.append(
            Passenger(f"p{n}", side, f"{side}{n % 3}", n, serves if serves != f"p{n}" else None, partner)
        )
    return made


FLEET = [
    *(Vehicle(f"c{n}", 3) for n in range(5)),
    Vehicle("host-car", 3, side="host"),
    Vehicle("alone", 3, alone=True),
    Vehicle("k1", 40, coach=True),
    Vehicle("k2", 40, coach=True, side="guest"),
    Vehicle("k3", 40, coach=True),
]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 80), st.integers(0, 10))
def test_whatever_comes_nobody_is_lost_and_no_vehicle_too_full(seed: int, count: int, vehicles: int) -> None:
    people, fleet = crowd(seed, count), FLEET[-vehicles:] if vehicles else []
    loaded = load(people, fleet)
    by_key, cars = {each.key: each for each in people}, {each.key: each for each in fleet}
    assert sorted([*loaded.rides, *(who for who, _why in loaded.left)]) == sorted(by_key)
    for key, inside in loaded.boarding.items():
        assert len(inside) <= cars[key].seats
        assert {cars[key].side} <= {None, *(by_key[who].side for who in inside)}
    seats = sum(each.seats for each in fleet if each.side is None and not each.alone)
    assert not loaded.left or len(loaded.rides) >= min(seats, count)
    assert load(list(reversed(people)), fleet).rides == loaded.rides


def test_150_people_are_loaded_well_under_a_second() -> None:
    started = time.perf_counter()
    loaded = load(crowd(1, 150), [*FLEET, Vehicle("k4", 60, coach=True)])
    assert time.perf_counter() - started < 1
    assert (len(loaded.rides), loaded.left) == (150, ())

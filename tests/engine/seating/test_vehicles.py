"""Convoys: whose car, which seat, who enters first, and who is left when places are short."""

from dataclasses import replace

import pytest

from legation.engine.seating import (
    BadInput,
    Conflict,
    Lock,
    Parameters,
    Person,
    Request,
    Seating,
    Unseated,
    Vehicle,
    boarding,
    check,
    fault_sentence,
    fill_vehicles,
    reason,
    run,
    seat,
    seats_of,
)
from tests.engine.seating.cases import at, mixed, side


def _filled(people: tuple[Person, ...], *vehicles: Vehicle, **more: object) -> Seating:
    order = [p.id for p in people if p.function not in {"interpreter", "note-taker"}]
    return fill_vehicles(order, people, vehicles, **more)  # type: ignore[arg-type]


def test_v1_cars_fill_by_rank_and_everyone_knows_theirs() -> None:
    seating = _filled(mixed(7), Vehicle("car1", 3), Vehicle("van1", 6, "van"))
    assert seats_of(seating) == {
        "p1": "car1-1", "p2": "car1-2", "p3": "car1-3",
        "p4": "van1-1", "p5": "van1-2", "p6": "van1-3", "p7": "van1-4",
    }  # fmt: skip
    assert seating.status == "optimal"
    seats = at(seating)
    assert [(round(seats[p].x - 0.9, 2), seats[p].y) for p in ("p1", "p2", "p3")] == [
        (0.55, -0.6), (-0.55, -0.6), (0.4, 0.4),
    ]  # fmt: skip


def test_v1_third_in_the_rear_middle_of_a_car_where_the_pack_says_so() -> None:
    seats = at(_filled(mixed(3), Vehicle("car1", 3), parameters=Parameters(third_in_car="rear-middle")))
    assert (round(seats["p1"].x - seats["p3"].x, 2), seats["p3"].y) == (0.55, seats["p1"].y)


def test_v2_the_owner_drives_and_the_first_sits_in_front() -> None:
    seats = at(_filled(mixed(3), Vehicle("car1", 3, driver="owner")))
    assert [seats[p].y > 0 for p in ("p1", "p2", "p3")] == [True, False, False]
    assert seats["p1"].why == ("V2", "V3")


def test_v3_the_senior_enters_each_vehicle_first() -> None:
    seating = _filled(mixed(5), Vehicle("car1", 2), Vehicle("car2", 3, wheel="right"))
    assert boarding(seating) == (("car1", ("p1", "p2")), ("car2", ("p3", "p4", "p5")))
    assert seating.notes == ("V3",)


def test_a_coach_is_seated_by_rank_from_the_front_right() -> None:
    seats = at(_filled(mixed(6), Vehicle("coach", 40, "coach")))
    first = seats["p1"]
    assert [round(seats[f"p{k}"].x - first.x, 2) for k in range(1, 7)] == [0, -2.0, -0.55, -1.45, 0, -2.0]
    assert [round(seats[f"p{k}"].y - first.y, 2) for k in range(1, 7)] == [0, 0, 0, 0, -0.85, -0.85]
    assert reason(first, "en") == (
        "In a coach by rank from the front right, at the windows before the aisle. "
        "The senior enters first and leaves last."
    )


def test_the_first_rides_alone_with_the_interpreter_and_the_spouse() -> None:
    people = (
        *mixed(4),
        Person("i", "host", "interpreter", assists="p1"),
        Person("s", "host", "spouse", partner="p1"),
        Person("j", "guest", "interpreter", assists="p2"),
    )
    seating = _filled(people, Vehicle("car1", 3, alone=True), Vehicle("van", 8, "van"))
    assert boarding(seating) == (("car1", ("p1", "s", "i")), ("van", ("p2", "p3", "p4", "j")))


def test_vehicles_of_a_side_and_of_a_delegation() -> None:
    people = (*side("guest", 3), *side("host", 2), Person("x", "guest", party="Busan"))
    vehicles = (
        Vehicle("h", 2, side="host"),
        Vehicle("busan", 2, party="Busan"),
        Vehicle("any", 3),
    )
    assert {p: c.table for p, c in at(_filled(people, *vehicles)).items()} == {
        "h1": "h", "h2": "h", "g1": "any", "g2": "any", "g3": "any", "x": "busan",
    }  # fmt: skip


def test_a_place_is_left_for_whom_no_other_vehicle_takes() -> None:
    """The guests could fill the open car; then a host would be left."""
    people = (*side("guest", 3), *side("host", 2))
    seating = _filled(people, Vehicle("any", 2), Vehicle("guests", 3, side="guest"))
    assert {p: c.table for p, c in at(seating).items()} == {
        "g1": "guests", "g2": "guests", "g3": "guests", "h1": "any", "h2": "any",
    }  # fmt: skip
    assert seating.unseated == ()


def test_too_few_places_name_the_people_and_the_rules() -> None:
    people = (*side("guest", 3), *side("host", 1))
    seating = _filled(people, Vehicle("car1", 2, side="guest"), Vehicle("car2", 3, side="host"))
    assert (seating.status, seating.conflict) == (
        "infeasible",
        Conflict(("vehicle car2 host", "seats"), ("g3",), proved=False),
    )
    assert seating.unseated == (Unseated("g3", "seats"),)
    assert len(at(seating)) == 3


def test_more_people_than_places_is_certain() -> None:
    seating = _filled(mixed(5), Vehicle("car1", 3))
    assert seating.conflict == Conflict(("seats",), ("p4", "p5"))


def test_people_who_must_not_ride_together_are_named() -> None:
    request = Request(
        "vehicles",
        mixed(3),
        ("p1", "p2", "p3"),
        vehicles=(Vehicle("car1", 1, alone=True), Vehicle("van", 5, "van")),
        apart=(("p2", "p3"), ("p1", "p2")),
    )
    assert seat(request).conflict == Conflict(("apart p2 p3", "seats"), ("p2", "p3"), proved=False)


def test_locks_together_and_apart_hold_in_vehicles() -> None:
    vehicles = (Vehicle("car1", 3), Vehicle("car2", 3), Vehicle("car3", 3))
    request = Request(
        "vehicles",
        mixed(7),
        tuple(p.id for p in mixed(7)),
        vehicles=vehicles,
        locks=(Lock("p7", "car1-2"),),
        together=(("p2", "p6"),),
        apart=(("p1", "p2"),),
    )
    table = {p: c.table for p, c in at(seat(request)).items()}
    assert table == {
        "p1": "car1", "p7": "car1", "p3": "car1", "p2": "car2", "p6": "car2", "p4": "car2", "p5": "car3",
    }  # fmt: skip
    assert at(seat(request))["p7"].seat == "car1-2"


def test_a_move_into_a_vehicle_for_others_is_found() -> None:
    people = (*side("guest", 2), *side("host", 1))
    vehicles = (Vehicle("car1", 3, side="guest"), Vehicle("car2", 3, side="host"))
    request = Request("vehicles", people, ("g1", "g2", "h1"), vehicles=vehicles)
    fault, other = check(request, {"g1": "car1-1", "g2": "car2-2", "h1": "car2-1"})
    assert (fault.rule, fault.people, fault.hard) == ("side", ("g2",), True)
    assert (other.rule, other.people, other.hard) == ("rank", ("g2", "h1"), False)
    assert fault_sentence(fault, {"g2": "Kim"}, "en", layout="vehicles") == (
        "Kim has a place in a vehicle for others, car2-2."
    )


def test_a_wheelchair_rides_where_a_place_can_be_reached() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p1" else p for p in mixed(3))
    request = Request(
        "vehicles",
        people,
        ("p1", "p2", "p3"),
        vehicles=(Vehicle("car1", 3), Vehicle("van", 4, "van")),
        accessible=("van-2",),
    )
    assert at(seat(request))["p1"].seat == "van-2"


DOCUMENT = {
    "format": "legation.seating/1",
    "layout": "vehicles",
    "order": ["a", "b"],
    "people": [{"id": "a"}, {"id": "b", "side": "host"}],
    "vehicles": [{"id": "car1", "seats": 1, "side": "host"}, {"id": "car2", "seats": 3, "kind": "van"}],
}


def test_vehicles_in_a_document() -> None:
    out = run(DOCUMENT)
    assert {s["person"]: s["seat"] for s in out["seats"] if s["person"]} == {"a": "car2-1", "b": "car1-1"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"vehicles": []}, "vehicles"),
        ({"vehicles": [{"id": "c", "seats": 5}]}, "vehicles[0].seats"),
        ({"vehicles": [{"id": "c", "seats": 2, "kind": "boat"}]}, "vehicles[0].kind"),
        ({"vehicles": [{"id": "c", "seats": 2, "alone": 1}]}, "vehicles[0].alone"),
        ({"vehicles": [{"id": "c", "seats": 2}, {"id": "c", "seats": 2}]}, "vehicles"),
        ({"vehicles": [{"id": "c", "seats": 2, "side": "both"}]}, "vehicles[0].side"),
    ],
)
def test_a_bad_vehicle_is_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as error:
        run({**DOCUMENT, **change})
    assert error.value.field == field

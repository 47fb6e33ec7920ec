"""Vehicles: filled by precedence and by hand, seats by V1 to V3, who is left without."""

import pytest

from legation.kernel.refusals import ChangedMeanwhile
from legation.protocol.actions.staging import (
    MoreAlwaysThanSeats,
    MoreSeatsThanItHas,
    RidesElsewhere,
    VehicleOfThisName,
    add_vehicle,
    change_vehicle,
    remove_vehicle,
    restore_vehicle,
)
from legation.protocol.queries import setting_of
from legation.protocol.queries.staging import vehicles_of, words_of
from legation.protocol.queries.staging_pages import line_of


def plan(stage, user=None, at=None):
    engagement = at or stage.call
    reader = user or stage.host
    return vehicles_of(setting_of(engagement, reader), line_of(engagement, reader))


def car(stage, name="Car 1", riders=(), **values):
    fields = {"name": name, "riders": [stage.people[key] for key in riders], **values}
    return add_vehicle(stage.call, fields, by=stage.host)


def loads(stage, made):
    return {str(each.vehicle): stage.names(each.riders) for each in made.vehicles}


def order(stage):
    return stage.names(words_of(setting_of(stage.call, stage.host)).departures)


def test_v1_the_first_sits_rear_right_the_second_rear_left_the_third_in_front(everyone):
    car(everyone)
    made = plan(everyone)
    assert loads(everyone, made) == {"Car 1": order(everyone)[:3]}
    assert [each.place for each in made.vehicles[0].riders] == ["rear right", "rear left", "front"]
    assert [each.number for each in made.vehicles[0].riders] == [1, 2, 3]


def test_v1_does_not_depend_on_the_wheel_but_v3_is_awkward_then(everyone):
    one = car(everyone, wheel="right")
    made = plan(everyone)
    assert [each.place for each in made.vehicles[0].riders] == ["rear right", "rear left", "front"]
    assert made.awkward.startswith("Traffic keeps left here")
    assert (made.missing, made.question) == ("", "")
    change_vehicle(one, {"wheel": "left"}, seen=1, by=everyone.host)
    assert plan(everyone).awkward == ""


def test_v2_where_the_host_drives_the_first_sits_in_front(everyone):
    car(everyone, driver="owner")
    assert [each.place for each in plan(everyone).vehicles[0].riders] == ["front", "rear right", "rear left"]


def test_vehicles_fill_along_the_line_by_precedence_and_everybody_knows_theirs(everyone):
    car(everyone, "Coach", kind="coach", seats=20, position=3)
    car(everyone, "Car 2", position=2)
    car(everyone, "Car 1", position=1)
    made = plan(everyone)
    ranked = order(everyone)
    assert [str(each.vehicle) for each in made.vehicles] == ["Car 1", "Car 2", "Coach"]
    assert loads(everyone, made)["Car 1"] == ranked[:3]
    assert loads(everyone, made)["Car 2"] == ranked[3:6]
    assert sorted(loads(everyone, made)["Coach"]) == sorted(
        [*ranked[6:], "guest-voice", "host-voice", "notes"]
    )
    assert len(made.by_person) == len(made.alphabetical) == 11
    assert (made.lacking, made.vehicles[2].free) == (0, 15)
    names = [str(riding.person) for riding, _vehicle in made.alphabetical]
    assert names[0] == "Bruce Harrell"


def test_who_is_always_in_it_rides_in_it_and_sits_by_rank(everyone):
    car(everyone, "Car 1", position=1)
    car(everyone, "Car 2", ["park", "director"], position=2)
    made = plan(everyone)
    inside = loads(everyone, made)
    assert inside["Car 2"][0] == "park"
    assert {"park", "director"} <= set(inside["Car 2"])
    assert made.vehicles[1].riders[0].always is True
    assert made.vehicles[1].riders[0].place == "rear right"
    assert "park" not in inside["Car 1"]


def test_a_vehicle_for_one_side_takes_that_side(everyone):
    car(everyone, "Hosts", party="host", position=1, seats=4)
    car(everyone, "Guests", party="guest", position=2, seats=4)
    inside = loads(everyone, plan(everyone))
    ranked = order(everyone)
    hosts = {"park", "vice", "director", "ambassador", "host-voice"}
    assert set(inside["Hosts"]) <= hosts
    assert inside["Guests"][:3] == [key for key in ranked if key not in hosts][:3]


def test_who_has_no_seat_is_named_with_how_many_lack(everyone):
    car(everyone, seats=4)
    made = plan(everyone)
    assert (made.lacking, len(made.vehicles[0].riders)) == (7, 4)
    assert {each.key for each in made.without}.isdisjoint(
        riding.attending.key for riding, _vehicle in made.by_person
    )
    assert made.conflict == ()


def test_a_vehicle_with_room_for_others_is_named(everyone):
    car(everyone, "Hosts", party="host", position=1, kind="coach", seats=30)
    made = plan(everyone)
    assert made.conflict == ("Hosts has room, but is for: Host.",)
    assert made.lacking == 6


def test_hosts_at_home_need_no_vehicle(everyone):
    car(everyone, "Guests", party="guest", kind="coach", seats=30)
    made = plan(everyone)
    assert (made.lacking, made.conflict) == (0, ())
    assert {riding.attending.party for riding, _vehicle in made.by_person} == {"guest"}


def test_v3_the_senior_of_a_coach_enters_first_and_sits_at_the_front_right_window(everyone):
    car(everyone, "Coach", kind="coach", seats=40)
    riders = plan(everyone).vehicles[0].riders
    assert (everyone.names(riders)[0], riders[0].number) == (order(everyone)[0], 1)
    assert [each.place for each in riders[:4]] == [
        "row 1, right window",
        "row 1, left window",
        "row 1, right of the aisle",
        "row 1, left of the aisle",
    ]


@pytest.mark.parametrize("user", ["guest", "host", "press"])
def test_nobody_hidden_rides_and_all_read_the_same(everyone, user):
    car(everyone, "Coach", kind="coach", seats=30)
    made = plan(everyone, getattr(everyone, user))
    assert loads(everyone, made) == loads(everyone, plan(everyone))
    assert ("QUINCEGUEST" in str(made), "MEDLARHOST" in str(made)) == (False, False)


def test_a_rider_who_is_hidden_later_stays_written_down_and_leaves_no_gap(everyone):
    one = car(everyone, "Car 1", ["chamber", "professor"])
    chamber = everyone.people["chamber"]
    chamber.visibility = "guest"
    chamber.save()
    made = plan(everyone)
    assert "chamber" not in loads(everyone, made)["Car 1"]
    assert len(made.vehicles[0].riders) == 3
    offered = {everyone.people["professor"].pk, everyone.people["vice"].pk}
    changed = change_vehicle(
        one, {"riders": [everyone.people["vice"]], "offered": offered}, seen=1, by=everyone.host
    )
    assert {each.pk for each in changed.riders.all()} == {chamber.pk, everyone.people["vice"].pk}


def test_what_cannot_be_is_refused_at_the_field(everyone):
    one = car(everyone, "Car 1", ["park"])
    for wrong, values, field in (
        (VehicleOfThisName, {"name": "Car 1"}, "name"),
        (MoreSeatsThanItHas, {"name": "Car 2", "seats": 5}, "seats"),
        (RidesElsewhere, {"name": "Car 2", "riders": [everyone.people["park"]]}, "riders"),
    ):
        with pytest.raises(wrong) as refused:
            add_vehicle(everyone.call, values, by=everyone.host)
        assert refused.value.field == field
    with pytest.raises(MoreAlwaysThanSeats) as refused:
        change_vehicle(
            one,
            {"seats": 1, "riders": [everyone.people["park"], everyone.people["vice"]]},
            seen=1,
            by=everyone.host,
        )
    assert str(refused.value) == "2 people are always in it, and it has seats for 1."
    with pytest.raises(ChangedMeanwhile):
        change_vehicle(one, {"seats": 2}, seen=7, by=everyone.host)


def test_a_removed_vehicle_comes_back_unless_its_name_was_given_away(everyone):
    one = car(everyone, "Car 1", ["park"])
    removed = remove_vehicle(one, by=everyone.host)
    assert plan(everyone).missing == "vehicles"
    other = car(everyone, "Car 1")
    with pytest.raises(VehicleOfThisName):
        restore_vehicle(removed, by=everyone.host)
    change_vehicle(other, {"name": "Car 2"}, seen=1, by=everyone.host)
    restored = restore_vehicle(removed, by=everyone.host)
    assert [each.pk for each in restored.riders.all()] == [everyone.people["park"].pk]

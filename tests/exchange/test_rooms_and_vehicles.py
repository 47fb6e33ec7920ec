"""Who has which room and who rides in which vehicle comes with a mission, around whom only one side sees."""

from copy import deepcopy

import pytest

from legation.exchange.actions.keys import own_keys
from legation.exchange.actions.taking import bring, planned
from legation.exchange.choices import Fate
from legation.exchange.queries.collecting import collect, told
from legation.exchange.queries.pages import preview
from legation.exchange.queries.reading import BadRecord
from legation.kernel import editing
from legation.logistics.actions.runs import add_car, put_into, rides_of
from legation.logistics.models import Car, Ride, RoomType, Run, Stay
from legation.missions.models import Delegate
from tests.exchange.elsewhere import name_there, returned, signed, taken, told_there, undone
from tests.exchange.lodging import (
    LAST,
    LATER,
    WHERE,
    left,
    name_of,
    riding,
    rooms,
    row_of,
    single,
    there_and_here,
)
from tests.world import SECRETS


def test_they_go_out_of_those_whom_both_sides_see(world, mayors) -> None:
    data, _files = told(collect(world.mission, own_keys()))
    types = {row["ids"][0]: row["name"]["en"] for row in data["room_type"]}
    assert [(types[row["room_type"]], row["unit"], row["number"]) for row in data["stay"]] == [
        ("Twin", 1, ""),
        ("Twin", 2, ""),
    ]
    (car,) = data["car"]
    assert (len(car["rides"]), Ride.objects.filter(car__name="Coach").count()) == (2, 4)
    assert [word for word in SECRETS.values() if word in str(data)] == []


def test_they_come_in_and_are_undone(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    guest, host = mayors
    assert rooms(mission) == {guest: ("Twin", 1, ""), host: ("Twin", 2, "")}
    run = Run.objects.get(mission=mission)
    in_file = [data["delegate"], data["car"][0]["rides"]]
    assert [sorted(each) for each in riding(run).values()] == [sorted(mayors)]
    assert list(Ride.objects.filter(run=run).values_list("by_hand", flat=True)) == [False, False]
    again = planned(bring(signed(data, files, at=LATER), by=world.host), by=world.host)[1]
    assert {fate.value for fate in Fate if again.count(fate)} == {"same"}
    assert in_file[1] == data["car"][0]["rides"]
    parcel = mission.parcels.get(status="taken")
    over = undone(parcel, by=world.host)
    assert (over.job.result, Ride.objects.filter(run=run).count()) == ({"kept": 0}, 0)
    for model in (Stay, RoomType, Run):
        assert model.objects.present().filter(mission=mission).count() == 0


def test_two_change_rooms_there_and_back_again(world, mayors) -> None:
    """Each moves into the room of the other, which is free once both have moved; undoing moves both back."""
    data, files, mission = there_and_here(world)
    guest, host = mayors
    before = rooms(mission)
    single(mission, world.host)
    one, two = data["stay"]
    one["unit"], two["unit"], one["number"] = 2, 1, "1204"
    parcel = taken(signed(data, files, at=LATER), by=world.host)
    assert rooms(mission) == {guest: ("Twin", 2, "1204"), host: ("Twin", 1, "")}
    over = undone(parcel, by=world.host)
    assert (over.job.result, rooms(mission)) == ({"kept": 0}, before)


def test_undoing_gives_back_the_room_into_which_the_file_put_somebody_new(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    guest, host = mayors
    before = rooms(mission)
    single(mission, world.host)
    one, two = data["stay"]
    data["stay"].append({**two, "ids": [name_there("new stay")], "unit": one["unit"]})
    one["unit"] = 4
    parcel = taken(signed(data, files, at=LATER), by=world.host)
    assert rooms(mission) == {guest: ("Twin", 4, ""), host: ("Twin", 1, "")}
    over = undone(parcel, by=world.host)
    assert (over.job.result, rooms(mission)) == ({"kept": 0}, before)


def test_undoing_brings_back_whom_the_file_took_out_of_the_room_of_another(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    guest, host = mayors
    before = rooms(mission)
    single(mission, world.host)
    gone = Stay.objects.get(mission=mission, delegate__person__family_name=host)
    data["stay"] = [{**row, "unit": 2} for row in data["stay"] if row != row_of(data, gone, "stay")]
    parcel = taken(signed(data, files, at=LATER), by=world.host, chosen=(f"gone:stay:{gone.pk}",))
    assert rooms(mission) == {guest: ("Twin", 2, "")}
    over = undone(parcel, by=world.host)
    assert (over.job.result, rooms(mission)) == ({"kept": 0}, before)


def test_no_room_is_given_twice_nor_one_that_is_not_there(world, mayors) -> None:
    """Who sleeps there may be seen by one side alone: the stay comes in without a room, and it is said."""
    data, files, mission = there_and_here(world)
    guest, host = mayors
    hidden = Delegate.objects.get(mission=mission, person__family_name=host)
    kind = RoomType.objects.get(mission=mission)
    kind = editing.change(kind, {"beds": "single"}, seen=kind.version, by=world.host)
    stay = Stay.objects.get(mission=mission, delegate=hidden)
    editing.change(stay, {"unit": 3}, seen=stay.version, by=world.host)
    editing.change(hidden, {"visibility": "host"}, seen=hidden.version, by=world.host)
    row = row_of(data, Stay.objects.get(mission=mission, delegate__person__family_name=guest), "stay")
    row["unit"], row["number"] = 3, "1204"
    said = [each for each in left(data, files, by=world.host) if each[0].endswith(guest) or guest in each[0]]
    assert [why for _name, why in said] == ["Their room is taken here on these nights. Give them another."]
    taken(signed(data, files, at=LATER), by=world.host)
    assert rooms(mission) == {guest: ("", None, ""), host: ("Twin", 3, "")}
    row["unit"] = 9
    assert [why for name, why in left(data, files, by=world.host, at=LAST) if guest in name] == [
        "The hotel has no such room here. Give them one."
    ]
    taken(signed(data, files, at=LAST), by=world.host, chosen=("every",))
    assert rooms(mission)[guest] == ("", None, "")


def test_a_room_is_one_change_and_asks_where_it_was_given_here(world) -> None:
    data, files = told(collect(world.mission, own_keys()))
    stay = world.things["guest-stay"]
    row = next(row for row in returned(data)["stay"] if row["ids"][1] == own_keys().uid("stay", stay.pk))
    row["unit"], row["number"] = 4, "88"
    shown = preview(planned(bring(signed(data, files), by=world.guest), by=world.guest)[1]).differs
    assert [(each.label, each.before, each.after) for one in shown for each in one.changes] == [
        ("kind of room", "Twin 1", "Twin 4 (88)")
    ]
    taken(signed(data, files), by=world.guest)
    assert Stay.objects.values_list(*WHERE[1:]).get(pk=stay.pk) == (1, "")
    row["unit"] = 3
    choice = f"{row['ids'][0]}:room_type"
    done = taken(signed(data, files, at=LATER), by=world.guest, chosen=(choice,))
    assert Stay.objects.values_list(*WHERE[1:]).get(pk=stay.pk) == (3, "88")
    undone(done, by=world.guest)
    assert Stay.objects.values_list(*WHERE[1:]).get(pk=stay.pk) == (1, "")


def test_whom_somebody_placed_by_hand_here_is_moved_only_when_asked(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    guest, host = mayors
    stay = Stay.objects.get(mission=mission, delegate__person__family_name=guest)
    editing.change(stay, {"by_hand": True}, seen=stay.version, by=world.host)
    run = Run.objects.get(mission=mission)
    riders = {name_of(each): each for each in Delegate.objects.filter(mission=mission)}
    put_into(run, riders[host], Car.objects.get(run=run), by=world.host)
    row_of(data, stay, "stay")["unit"] = 4
    data["car"][0]["rides"].pop()
    data["car"][0]["rides"].pop()
    taken(signed(data, files, at=LATER), by=world.host)
    assert (rooms(mission)[guest], sorted(riding(run)["Coach"])) == (("Twin", 1, ""), sorted(mayors))
    row_of(data, stay, "stay")["unit"] = 3
    data["car"][0]["rides"] = [row_of(data, riders[guest], "delegate")["ids"][0]]
    taken(signed(data, files, at=LAST), by=world.host, chosen=("every",))
    assert (rooms(mission)[guest], riding(run)["Coach"]) == (("Twin", 3, ""), [guest])


def test_vehicles_are_filled_around_whom_the_file_does_not_know(world, mayors) -> None:
    data, files = told(collect(world.mission, own_keys()))
    run, car = world.things["run"], Car.objects.get(pk=world.things["car"].pk)
    second = add_car(run, {"name": "Car 2", "kind": "car", "seats": 3}, by=world.host)
    hidden = [name_of(world.things[f"{side}-hidden-delegate"]) for side in ("guest", "host")]
    before = rides_of(run)
    row = returned(data)["car"][0]
    row["rides"].reverse()
    row["seats"] = 3
    chosen = (f"{row['ids'][0]}:rides", f"{row['ids'][0]}:seats")
    new = {**row, "ids": [name_there("another car")], "name": "Car 3", "rides": [], "seats": 1}
    data["car"].append(new)
    first = riding(run)["Coach"]
    known = [who for who in first if who in mayors]
    done = taken(signed(data, files), by=world.guest, chosen=chosen)
    now = riding(run)
    assert now["Coach"] == [known[1], *[who for who in first if who in hidden]]
    assert (now["Car 2"], now["Car 3"], second.seats) == ([], [], 3)
    shown = preview(planned(bring(signed(data, files, at=LATER), by=world.guest), by=world.guest)[1])
    assert [each.why for each in shown.left] == []
    over = undone(done, by=world.guest)
    car.refresh_from_db()
    assert (over.job.result, rides_of(run), car.seats) == ({"kept": 0}, before, 40)


def test_nobody_rides_twice_and_what_was_loaded_since_stays(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    run = Run.objects.get(mission=mission)
    row = data["car"][0]
    data["car"].append({**row, "ids": [name_there("second")], "name": "Car 2", "seats": 1})
    row["rides"] = row["rides"][:1]
    first = riding(run)["Coach"]
    parcel = taken(signed(data, files, at=LATER), by=world.host)
    assert riding(run) == {"Coach": first[:1], "Car 2": first[1:]}
    riders = {name_of(each): each for each in Delegate.objects.filter(mission=mission)}
    put_into(run, riders[first[1]], None, by=world.host)
    over = undone(parcel, by=world.host)
    assert (over.job.result, riding(run)) == ({"kept": 1}, {"Coach": first[:1]})


def test_a_vehicle_that_is_taken_out_lets_its_people_out(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    run = Run.objects.get(mission=mission)
    car, before = Car.objects.get(run=run), riding(run)
    less = deepcopy(data)
    less["car"] = []
    parcel = taken(signed(less, files, at=LATER), by=world.host, chosen=(f"gone:car:{car.pk}",))
    assert (riding(run), Ride.objects.filter(run=run).count()) == ({}, 0)
    undone(parcel, by=world.host)
    assert riding(run) == before


@pytest.mark.parametrize("field", ["unit", "room_type", "number", "rides"])
def test_what_cannot_be_is_refused_by_record_and_field(world, field: str) -> None:
    data, files = told_there(world.mission)
    kind, value = ("car", [data["person"][0]["ids"][0]]) if field == "rides" else ("stay", None)
    data[kind][0][field] = "x" * 13 if field == "number" else value
    with pytest.raises(BadRecord) as bad:
        bring(signed(data, files), by=world.host)
    asked = {"room_type": "unit"}.get(field, field)
    assert (bad.value.facts["field"], bad.value.facts["number"]) == (asked, 1)

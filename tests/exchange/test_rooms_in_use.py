"""No file gives away rooms and seats that are in use, nor what somebody gave out while it was taken in."""

from typing import Any

import pytest
from django.db import transaction

from legation.exchange.actions import taking
from legation.exchange.actions.keys import own_keys
from legation.exchange.actions.making import Desk
from legation.exchange.actions.taking import bring, planned, take
from legation.exchange.queries.collecting import collect, told
from legation.kernel.jobs import run_queued
from legation.kernel.refusals import ChangedMeanwhile
from legation.logistics.actions.runs import add_car, change_car, put_into, rides_of
from legation.logistics.actions.stays import change_room_type, change_stay
from legation.logistics.models import Car, RoomType, Run, Stay
from legation.missions.models import Delegate
from tests.exchange.elsewhere import name_there, returned, signed, taken, undone
from tests.exchange.lodging import LATER, left, name_of, rooms, row_of, single, there_and_here


def desk_of(data: Any, files: Any, by: Any, *chosen: str) -> Desk:
    """A file that is planned and not yet taken in."""
    parcel = bring(signed(data, files, at=LATER), by=by)
    parcel.chosen = list(chosen)
    found, made = planned(parcel, by=by)
    return Desk(parcel, made, found, own_keys(), by)


def test_whom_somebody_loads_between_looking_and_taking_is_not_lost(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    run = Run.objects.get(mission=mission)
    second = add_car(run, {"name": "Car 2", "kind": "car", "seats": 3}, by=world.host)
    host = Delegate.objects.get(mission=mission, person__family_name=mayors[1])
    data["car"][0]["rides"].reverse()
    desk = desk_of(data, files, world.host)
    put_into(run, host, second, by=world.host)
    before = (rides_of(run), mission.parcels.count())
    with pytest.raises(ChangedMeanwhile) as refused, transaction.atomic():
        desk.take()
    assert str(refused.value) == (
        "Somebody changed here what this file changes, while it was being taken in. Look at it again. "
        "Nothing was taken in."
    )
    assert (rides_of(run), mission.parcels.count()) == before


def test_a_file_that_came_too_late_says_so_and_can_be_taken_in_again(world, mayors, monkeypatch) -> None:
    data, files, mission = there_and_here(world)
    run = Run.objects.get(mission=mission)
    host = Delegate.objects.get(mission=mission, person__family_name=mayors[1])
    data["car"][0]["rides"].reverse()
    parcel = bring(signed(data, files, at=LATER), by=world.host)
    take(parcel, side="", chosen=(), by=world.host)

    def slowly(*args: Any, **kwargs: Any) -> Any:
        found = planned(*args, **kwargs)
        put_into(run, host, None, by=world.host)
        return found

    monkeypatch.setattr(taking, "planned", slowly)
    run_queued()
    monkeypatch.undo()
    parcel.refresh_from_db()
    told = "Somebody changed here what this file changes, while it was being taken in. Look at it again."
    assert parcel.job is not None
    assert (parcel.job.status, parcel.job.problem) == ("failed", f"{told} Nothing was taken in.")
    take(parcel, side="", chosen=(), by=world.host)
    run_queued()
    parcel.refresh_from_db()
    assert parcel.status == "taken"


@pytest.mark.parametrize("what", ["count", "stay"])
def test_a_room_that_is_used_or_given_up_between_looking_and_taking_is_not_given(world, mayors, what) -> None:
    """Fewer rooms are another plan; a stay put there meanwhile leaves the file's without a room."""
    data, files, mission = there_and_here(world)
    guest, host = mayors
    kind = single(mission, world.host)
    stays = {name_of(each.delegate): each for each in Stay.objects.filter(mission=mission)}
    row_of(data, stays[guest], "stay")["unit"] = 3
    desk = desk_of(data, files, world.host)
    if what == "count":
        change_room_type(kind, {"count": 2}, seen=kind.version, by=world.host)
        with pytest.raises(ChangedMeanwhile), transaction.atomic():
            desk.take()
        assert rooms(mission)[guest] == ("Twin", 1, "")
    else:
        change_stay(stays[host], {"unit": 3}, seen=stays[host].version, by=world.host)
        desk.take()
        assert rooms(mission) == {guest: ("", None, ""), host: ("Twin", 3, "")}


def test_a_file_holds_no_fewer_rooms_than_are_in_use(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    kind, before = RoomType.objects.get(mission=mission), rooms(mission)
    data["room_type"][0]["count"] = 1
    said = ("Twin", "Rooms of this kind are in use here: as many as now stay held.")
    assert left(data, files, by=world.host) == [said]
    taken(signed(data, files, at=LATER), by=world.host, chosen=("every",))
    assert (RoomType.objects.get(pk=kind.pk).count, rooms(mission)) == (kind.count, before)


def test_fewer_rooms_are_held_once_those_beyond_are_left_and_come_back_with_their_guests(
    world, mayors
) -> None:
    data, files, mission = there_and_here(world)
    kind = RoomType.objects.get(mission=mission)
    before, two = rooms(mission), data["stay"][1]
    data["room_type"][0]["count"] = two["unit"] = 1
    parcel = taken(signed(data, files, at=LATER), by=world.host)
    assert (RoomType.objects.get(pk=kind.pk).count, rooms(mission)[mayors[1]]) == (1, ("Twin", 1, ""))
    over = undone(parcel, by=world.host)
    assert (over.job.result, rooms(mission)) == ({"kept": 0}, before)
    assert RoomType.objects.get(pk=kind.pk).count == kind.count


def test_a_kind_of_room_in_which_somebody_stays_is_not_taken_out(world, mayors) -> None:
    """Nor is one that the file moves them out of, where somebody whom it does not know stays there too."""
    data, files, mission = there_and_here(world)
    kind = RoomType.objects.get(mission=mission)
    new = {**data["room_type"][0], "ids": [name_there("double")], "name": {"en": "Double"}}
    for row in data["stay"]:
        row["room_type"] = new["ids"][0]
    data["room_type"] = [new]
    gone = f"gone:room_type:{kind.pk}"
    hidden = Delegate.objects.get(mission=mission, person__family_name=mayors[1])
    Delegate.objects.filter(pk=hidden.pk).update(visibility="host")
    said = ("Twin", "Rooms of this kind are in use here: as many as now stay held.")
    assert said in left(data, files, by=world.host)
    taken(signed(data, files, at=LATER), by=world.host, chosen=(gone,))
    kind.refresh_from_db()
    assert (kind.removed_at, rooms(mission)[mayors[1]]) == (None, ("Twin", 2, ""))


def test_undoing_gives_back_rooms_of_a_kind_that_the_file_took_out(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    before, kind = rooms(mission), RoomType.objects.get(mission=mission)
    new = {**data["room_type"][0], "ids": [name_there("double")], "name": {"en": "Double"}}
    for row in data["stay"]:
        row["room_type"] = new["ids"][0]
    data["room_type"] = [new]
    parcel = taken(signed(data, files, at=LATER), by=world.host, chosen=(f"gone:room_type:{kind.pk}",))
    assert [room[0] for room in rooms(mission).values()] == ["Double", "Double"]
    over = undone(parcel, by=world.host)
    kind.refresh_from_db()
    assert (over.job.result, rooms(mission), kind.removed_at) == ({"kept": 0}, before, None)


def test_undoing_leaves_as_many_rooms_and_seats_as_are_in_use_by_then(world, mayors) -> None:
    data, files, mission = there_and_here(world)
    guest, _host = mayors
    kind, car = RoomType.objects.get(mission=mission), Car.objects.get(run__mission=mission)
    held, run = kind.count, car.run
    riders = {name_of(each): each for each in Delegate.objects.filter(mission=mission)}
    put_into(run, riders[guest], None, by=world.host)
    change_car(car, {"seats": 1}, seen=car.version, by=world.host)
    data["room_type"][0]["count"] = held + 1
    data["car"][0]["seats"] = 39
    parcel = taken(signed(data, files, at=LATER), by=world.host, chosen=("every",))
    stay = Stay.objects.get(mission=mission, delegate=riders[guest])
    change_stay(stay, {"unit": held + 1}, seen=stay.version, by=world.host)
    put_into(run, riders[guest], car, by=world.host)
    over = undone(parcel, by=world.host)
    kind.refresh_from_db()
    car.refresh_from_db()
    assert (kind.count, car.seats, over.job.result) == (held + 1, 39, {"kept": 2})


def test_a_file_leaves_a_seat_to_whom_only_one_side_sees(world, mayors) -> None:
    data, files = told(collect(world.mission, own_keys()))
    car, before = world.things["car"], rides_of(world.things["run"])
    row = returned(data)["car"][0]
    row["seats"] = 1
    said = ("Coach", "More people ride in it here. It keeps its seats.")
    assert left(data, files, by=world.guest) == [said]
    taken(signed(data, files, at=LATER), by=world.guest, chosen=("every",))
    car.refresh_from_db()
    assert (car.seats, rides_of(world.things["run"])) == (40, before)

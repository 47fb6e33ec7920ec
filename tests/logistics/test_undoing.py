"""What was before is shown, each change is undone by itself, and a filling as a whole."""

from datetime import date
from typing import Any

import pytest

from legation.logistics.actions import accreditation as passes
from legation.logistics.actions import runs as runs_acts
from legation.logistics.actions import stays as stays_acts
from legation.logistics.actions import undoing as acts
from legation.logistics.models import Filling, Ride, Run, Stay
from legation.logistics.queries.filling import fillings_of
from tests.logistics.test_private import client
from tests.logistics.test_stays import guests, rooms, stay
from tests.world import World, two


@pytest.fixture
def world(world: World) -> World:
    Filling.objects.all().delete()
    return world


def again(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def test_one_change_is_undone_and_what_came_later_stays(world: World) -> None:
    entry = passes.ask_pass(world.mission, {"name": "Cho", "kind": "press", "work": "Camera"}, by=world.host)
    entry = passes.change_pass(entry, {"name": "Cho Sample"}, seen=1, by=world.host)
    entry = passes.change_pass(entry, {"work": "Sound"}, seen=2, by=world.host)
    undone = acts.undo_change(entry, 2, by=world.host)
    assert (undone.name, undone.work, undone.version) == ("Cho", "Sound", 4)
    with pytest.raises(acts.ChangedAgain):
        acts.undo_change(undone, 2, by=world.host)
    with pytest.raises(acts.NothingToUndo):
        acts.undo_change(undone, 1, by=world.host)


def test_what_was_private_when_it_changed_is_not_brought_back_by_the_other_side(world: World) -> None:
    told = {"name": "Cho", "kind": "press", "visibility": "host", "work": "Secret"}
    entry = passes.ask_pass(world.mission, told, by=world.host)
    entry = passes.change_pass(entry, {"work": "Camera", "visibility": "shared"}, seen=1, by=world.host)
    with pytest.raises(acts.NothingToUndo):
        acts.undo_change(entry, 2, by=world.guest)
    assert acts.undo_change(entry, 2, by=world.host).work == "Secret"


def test_the_history_of_a_stay_shows_its_changes_and_undoes_one(world: World) -> None:
    (ann,) = guests(world, 1)
    made = stay(world, ann)
    stays_acts.change_stay(made, {"leaves_on": date(2024, 4, 19)}, seen=1, by=world.host)
    browser, base = client(world.host), f"/missions/{world.mission.slug}/stays/{made.pk}/"
    page = browser.get(f"{base}history/").content.decode()
    assert (page.count("Undo this change"), f'action="{base}undo/"' in page) == (1, True)
    assert browser.post(f"{base}undo/", {"version": "2"}).status_code == 302
    assert (again(made).leaves_on, again(made).version) == (made.leaves_on, 3)
    assert client(world.users["host-press"]).post(f"{base}undo/", {"version": "3"}).status_code == 403
    edit = browser.get(f"{base}edit/").content.decode()
    assert f'href="{base}history/"' in edit


def test_a_transfer_goes_back_by_the_clock_of_its_place(world: World) -> None:
    run: Run = world.things["run"]
    at = run.leaves_at
    told = {"name": two("To the harbour"), "leaves": run.local_time.replace(tzinfo=None, hour=18)}
    told["riders"] = list(run.riders.all())
    changed = runs_acts.change_run(run, told, seen=run.version, by=world.host)
    undone = acts.undo_change(changed, changed.version, by=world.host)
    assert (undone.leaves_at, str(undone.name)) == (at, "To City Hall")
    assert set(undone.riders.all()) == set(run.riders.all())


def where(world: World) -> dict[int, Any]:
    rows = Stay.objects.present().filter(mission=world.mission).order_by("pk")
    return {row.pk: (row.room_type_id, row.unit, row.number) for row in rows}


def test_filling_rooms_is_undone_in_one_step(world: World) -> None:
    for one in guests(world, 3):
        stay(world, one)
    rooms(world, 5)
    before = where(world)
    browser, slug = client(world.host), world.mission.slug
    filled = browser.post(f"/missions/{slug}/stays/fill/", {"venue": world.things["hotel"].pk})
    filling = Filling.objects.get()
    assert filled["Location"] == f"/missions/{slug}/stays/?filled={filling.pk}"
    assert where(world) != before
    undo = f'action="/missions/{slug}/fillings/{filling.pk}/undo/"'
    assert undo in browser.get(filled["Location"]).content.decode()
    assert client(world.guest).post(f"/missions/{slug}/fillings/{filling.pk}/undo/").status_code == 404
    assert browser.post(f"/missions/{slug}/fillings/{filling.pk}/undo/").status_code == 302
    assert where(world) == before
    assert [row.last for row in fillings_of(world.mission, world.host)] == [False]
    with pytest.raises(acts.NothingToUndo):
        acts.undo_filling(filling, by=world.host)


def test_a_filling_is_not_undone_over_what_somebody_did_since(world: World) -> None:
    one, other, late = guests(world, 3)
    first, second = stay(world, one), stay(world, other)
    single = rooms(world, 3)
    hotel = world.things["hotel"]
    stays_acts.change_stay(first, {"room_type": single, "unit": 3}, seen=1, by=world.host)
    Stay.objects.filter(pk=first.pk).update(by_hand=False)
    stays_acts.fill_rooms(world.mission, hotel, by=world.host)
    filling = Filling.objects.get()
    here = where(world)
    if again(first).unit == 3:  # the engine left them where they were
        Filling.objects.filter(pk=filling.pk).update(before=[*filling.before], after=[*filling.after])
    moved = again(second)
    changed = stays_acts.change_stay(moved, {"requests": "quiet"}, seen=moved.version, by=world.host)
    with pytest.raises(acts.MovedSince):
        acts.undo_filling(filling, by=world.host)
    assert (where(world), again(changed).requests) == (here, "quiet")
    stay(world, late)


def test_a_room_that_somebody_else_took_meanwhile_is_not_taken_from_them(world: World) -> None:
    one, late = guests(world, 2)
    first = stay(world, one)
    single = rooms(world, 2)
    first = stays_acts.change_stay(first, {"room_type": single, "unit": 2}, seen=1, by=world.host)
    hotel = world.things["hotel"]
    after = [first.pk, single.pk, 1, "", first.version + 1]
    filling = Filling.objects.create(
        mission=world.mission, venue=hotel, side="host", by=world.host, at=first.updated_at,
        before=[[first.pk, single.pk, 2, "", first.version]], after=[after],
    )  # fmt: skip
    stays_acts.change_stay(first, {"unit": 1}, seen=first.version, by=world.host)
    stay(world, late, room_type=single, unit=2)
    with pytest.raises(acts.TakenSince):
        acts.undo_filling(filling, by=world.host)
    assert where(world)[first.pk] == (single.pk, 1, "")


def riding(run: Run) -> list[tuple[int, int, int, bool]]:
    return list(
        Ride.objects.filter(run=run).order_by("delegate").values_list("delegate", "car", "place", "by_hand")
    )


def test_loading_vehicles_and_moving_somebody_are_undone_one_after_the_other(world: World) -> None:
    run: Run = world.things["run"]
    Ride.objects.filter(run=run).delete()
    second = runs_acts.add_car(run, {"name": "Car 2", "kind": "car", "seats": 3}, by=world.host)
    browser, base = client(world.host), f"/missions/{world.mission.slug}/"
    assert browser.post(f"{base}transfers/{run.pk}/load/").status_code == 302
    loaded = riding(run)
    who = next(row[0] for row in loaded if row[1] != second.pk)
    runs_acts.put_into(run, run.riders.get(pk=who), second, by=world.host)
    load, put = Filling.objects.order_by("pk")
    assert [(row.filling.by_hand, row.moved, row.last) for row in fillings_of(world.mission, world.host)] == [
        (True, 1, True),
        (False, len(loaded), False),
    ]
    with pytest.raises(acts.MovedSince):
        acts.undo_filling(load, by=world.host)
    acts.undo_filling(put, by=world.host)
    assert riding(run) == loaded
    assert browser.post(f"{base}fillings/{load.pk}/undo/").status_code == 302
    assert riding(run) == []


def test_a_vehicle_that_is_gone_is_not_loaded_again(world: World) -> None:
    run: Run = world.things["run"]
    car = world.things["car"]
    before = riding(run)
    second = runs_acts.add_car(run, {"name": "Car 2", "kind": "coach", "seats": 40}, by=world.host)
    runs_acts.remove_car(car, by=world.host)
    runs_acts.load_run(run, by=world.host)
    filling = Filling.objects.get()
    assert (filling.before, {row[1] for row in filling.after}) == ([], {second.pk})
    Filling.objects.filter(pk=filling.pk).update(before=[list(row) for row in before])
    with pytest.raises(acts.TakenSince):
        acts.undo_filling(Filling.objects.get(), by=world.host)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_list_of_fillings_costs_the_same(
    world: World, count: int, django_assert_num_queries: Any
) -> None:
    run: Run = world.things["run"]
    at = run.created_at
    for _each in range(count):
        Filling.objects.create(mission=world.mission, run=run, side="host", by=world.host, at=at)
    browser = client(world.host)
    browser.get(f"/missions/{world.mission.slug}/fillings/")
    with django_assert_num_queries(7):
        assert browser.get(f"/missions/{world.mission.slug}/fillings/").status_code == 200

"""Transfers: cars by rank, coaches by load, and everybody's vehicle known; manifests by day and place."""

import io
import time
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legation.kernel.sheets import tables
from legation.logistics.actions import runs as acts
from legation.logistics.models import Car, Ride, Run
from legation.logistics.queries.manifest import manifest
from legation.logistics.queries.runs import cars_of, run_page
from legation.missions import actions as missions
from legation.missions.actions.travel import add_movement
from legation.missions.models import Movement
from tests.world import SECRETS, World, person, two

LEAVES = datetime(2024, 4, 16, 18, 30)


@pytest.fixture
def world(world: World) -> World:
    Run.objects.all().delete()
    Movement.objects.all().delete()
    return world


def client(user: Any) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def guests(world: World, count: int, **values: Any) -> list[Any]:
    made = []
    for number in range(count):
        who = person(world, f"Extra{number:03}", "Sample", by=world.guest)
        told = {"person": who, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        made.append(missions.add_delegate(world.mission, {**told, **values}, by=world.guest))
    return made


def run(world: World, by: Any = None, **values: Any) -> Run:
    told = {"name": two("To the hotel", "호텔까지"), "leaves": LEAVES, **values}
    return acts.add_run(world.mission, told, by=by or world.host)


def car(world: World, of: Run, name: str = "Car 1", seats: int = 3, kind: str = "car", **values: Any) -> Car:
    return acts.add_car(of, {"name": name, "seats": seats, "kind": kind, **values}, by=world.host)


def riding(of: Run, user: Any) -> dict[str, list[str]]:
    return {
        one.car.name: [ride.delegate.person.family_name for ride in one.rides]
        for one in run_page(of, user).cars
    }


def flight(world: World, by: Any = None, **values: Any) -> Movement:
    told = {
        "number": "KE 042",
        "carrier": "Sample Air",
        "leaving_city": world.things["seattle"],
        "arriving_city": world.things["busan"],
        "arriving_place": two("Gimhae Airport", "김해공항"),
        "arriving_terminal": "2",
        "arrives": datetime(2024, 4, 16, 17, 40),
        **values,
    }
    return add_movement(world.mission, told, by=by or world.guest)


def test_the_mayor_rides_first_with_the_interpreter_and_the_others_in_the_coach(world: World) -> None:
    mayor = world.things["guest-delegate"]
    (voice,) = guests(world, 1, capacity="interpreter")
    others = guests(world, 3)
    told = run(world, riders=[mayor, voice, *others])
    car(world, told, seats=2)
    car(world, told, "Coach", 40, "coach", position=2)
    loaded = acts.load_run(told, by=world.host)
    assert (loaded.left, loaded.split) == ((), ())
    assert riding(told, world.host) == {
        "Car 1": ["Mayorguest", "Extra000"],
        "Coach": ["Extra000", "Extra001", "Extra002"],
    }
    (mine,) = cars_of(mayor, world.users["guest-delegate"])
    assert (mine.car.name, mine.place, len(cars_of(mayor, world.guest))) == ("Car 1", 1, 1)


def test_a_transfer_takes_those_of_its_flight_and_is_found_from_it(world: World) -> None:
    one, two_ = guests(world, 2)
    landing = flight(world, delegates=[one])
    told = run(world, movement=landing)
    car(world, told)
    acts.load_run(told, by=world.host)
    assert riding(told, world.host) == {"Car 1": ["Extra000"]}
    (found,) = cars_of(one, world.guest)
    assert (found.run, found.run.movement, cars_of(two_, world.guest)) == (told, landing, [])
    assert told.zone == "Asia/Seoul"


def test_somebody_put_into_a_car_by_hand_stays_there(world: World) -> None:
    one, two_, three = guests(world, 3)
    told = run(world, riders=[one, two_, three])
    first, coach = car(world, told, seats=1), car(world, told, "Coach", 2, "coach")
    acts.put_into(told, three, first, by=world.host)
    with pytest.raises(acts.CarIsFull):
        acts.put_into(told, one, first, by=world.host)
    acts.load_run(told, by=world.host)
    assert riding(told, world.host) == {"Car 1": ["Extra002"], "Coach": ["Extra000", "Extra001"]}
    with pytest.raises(acts.FewerSeatsThanRiders):
        acts.change_car(coach, {"seats": 1}, seen=1, by=world.host)
    acts.put_into(told, three, None, by=world.host)
    assert [str(who.person.family_name) for who in run_page(told, world.host).without] == ["Extra002"]
    with pytest.raises(acts.NotInThisRun):
        acts.put_into(told, world.things["host-delegate"], first, by=world.host)


def test_who_is_hidden_has_a_seat_and_is_named_to_nobody_else(world: World) -> None:
    hidden = world.things["guest-hidden-delegate"]
    (extra,) = guests(world, 1)
    told = run(world, by=world.guest, riders=[hidden, extra])
    car(world, told, seats=2)
    acts.load_run(told, by=world.host)
    assert Ride.objects.count() == 2
    assert riding(told, world.host) == {"Car 1": ["Extra000"]}
    assert len(riding(told, world.guest)["Car 1"]) == 2
    assert cars_of(hidden, world.host) == []
    page = client(world.host).get(f"/missions/{world.mission.slug}/transfers/{told.pk}/")
    assert SECRETS["guest"] not in page.content.decode()
    filled = Car.objects.get()
    said = []
    for user in (world.host, world.guest):
        with pytest.raises(acts.FewerSeatsThanRiders) as refused:
            acts.change_car(filled, {"seats": 1}, seen=1, by=user)
        said.append(str(refused.value))
    assert said == [
        "More people ride in it. Put some elsewhere first, or ask the other side.",
        "2 people ride in it. Put some elsewhere first.",
    ]
    acts.change_run(told, {"name": told.name, "leaves": LEAVES, "riders": [extra]}, seen=1, by=world.host)
    assert told.riders.count() == 2


def test_what_one_side_keeps_to_itself_is_not_served_in_the_open(world: World) -> None:
    landing = flight(world, visibility="guest")
    with pytest.raises(acts.WiderThanWhatItServes):
        run(world, by=world.guest, movement=landing)
    with pytest.raises(acts.NotYoursToHide):
        run(world, visibility="guest")
    assert run(world, by=world.guest, movement=landing, visibility="guest").visibility == "guest"


def test_150_people_are_loaded_and_saved_in_a_moment(world: World) -> None:
    told = run(world, riders=guests(world, 150))
    for number in range(6):
        car(world, told, f"Car {number}", position=number + 1)
    for name in "ABC":
        car(world, told, f"Coach {name}", 45, "coach", position=9)
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        loaded = acts.load_run(told, by=world.host)
    assert (len(loaded.rides), loaded.left, loaded.split) == (
        150,
        (),
        (str(world.things["guest-delegation"].pk),),
    )
    assert time.perf_counter() - started < 5  # a busy machine; the engine alone is timed elsewhere
    assert len(asked) == 15  # three keep it for undo: who rode where before and after, and the filling


def test_the_manifest_stands_by_day_and_place_with_the_pick_up(world: World) -> None:
    one, two_ = guests(world, 2)
    landing = flight(world, delegates=[one, two_], expected=datetime(2024, 4, 16, 18, 5))
    flight(
        world,
        number="KTX 101",
        kind="train",
        direction="between",
        arriving_place=two("Busan Station"),
        arrives=datetime(2024, 4, 18, 9),
    )
    flight(world, status="cancelled", number="XX 1")
    flight(
        world,
        number="KE 041",
        direction="departure",
        leaving_city=world.things["busan"],
        arriving_city=world.things["seattle"],
        arriving_place="",
        leaving_place=two("Gimhae Airport"),
        departs=datetime(2024, 4, 19, 20),
        arrives=None,
    )
    run(world, movement=landing)
    stops = manifest(world.mission, world.host)
    assert [(str(stop.day), stop.place, stop.arriving, stop.people) for stop in stops] == [
        ("2024-04-16", "Gimhae Airport", True, 2),
        ("2024-04-18", "Busan Station", True, 0),
        ("2024-04-19", "Gimhae Airport", False, 0),
    ]
    (first,) = stops[0].rows
    assert (f"{first.at:%H:%M}", first.late, [str(each) for each in first.runs]) == (
        "18:05",
        True,
        ["To the hotel"],
    )
    assert len(manifest(world.mission, world.host, "departure")) == 1
    where = f"/missions/{world.mission.slug}/arrivals/list"
    (table,) = tables(client(world.host).get(f"{where}.xlsx").content, "x.xlsx")
    assert table.rows[1][1:] == (
        "18:05\n(17:40)",
        "Sample Air\nKE 042",
        "Seattle",
        "2",
        "Sample Extra000\nSample Extra001",
        "2",
        "18:30 To the hotel",
        "",
    )


def test_lists_are_printed_in_both_languages(world: World) -> None:
    from pypdf import PdfReader

    (one,) = guests(world, 1)
    landing = flight(world, delegates=[one])
    told = run(world, movement=landing)
    car(world, told, plate="12가3456", driver="Sample Driver")
    acts.load_run(told, by=world.host)
    slug = world.mission.slug
    found = {}
    for name, where in (("manifest", "arrivals/list.pdf"), ("cars", f"transfers/{told.pk}/list.pdf")):
        answer = client(world.host).get(f"/missions/{slug}/{where}")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(page.extract_text() for page in pages)
        wanted = {
            "manifest": ("Arrivals and departures", "도착과 출발", "KE 042", "Extra000"),
            "cars": ("List of vehicles", "차량 배정표", "12가3456", "Sample Driver", "Extra000", "호텔까지"),
        }[name]
        found[name] = [word for word in wanted if word not in text]
    assert found == {"manifest": [], "cars": []}


def test_pages_plan_add_load_move_and_bring_back(world: World) -> None:
    guests(world, 2)
    slug, browser = world.mission.slug, client(world.host)
    base = f"/missions/{slug}/transfers/"
    told = {"name_0": "To the hotel", "leaves_0": "2024-04-16", "leaves_1": "18:30", "visibility": "shared"}
    bad = browser.post(f"{base}new/", {**told, "leaves_1": ""})
    assert (bad.status_code, Run.objects.count()) == (422, 0)
    assert browser.post(f"{base}new/", told).status_code == 302
    page = f"{base}{Run.objects.get().pk}/"
    assert browser.post(f"{page}load/").status_code == 302
    assert Ride.objects.count() == 0
    values = {"name": "Coach", "kind": "coach", "seats": "40", "position": "1"}
    assert browser.post(f"{page}vehicles/new/", values).status_code == 302
    assert browser.post(f"{page}vehicles/new/", values).status_code == 422
    assert browser.post(f"{page}load/").status_code == 302
    (coach,) = Car.objects.all()
    riding_ = Ride.objects.count()
    first = Ride.objects.order_by("pk")[0].delegate_id
    assert browser.post(f"{page}put/", {"delegate": first, "car": ""}).status_code == 302
    assert Ride.objects.count() == riding_ - 1
    assert browser.post(f"{page}put/", {"delegate": "999999", "car": coach.pk}).status_code == 404
    assert browser.post(f"{page}vehicles/{coach.pk}/remove/").status_code == 302
    assert (Car.objects.present().count(), Ride.objects.count()) == (0, 0)
    assert browser.post(f"{page}vehicles/{coach.pk}/restore/").status_code == 302
    assert Car.objects.present().count() == 1
    browser.post(f"{page}vehicles/{coach.pk}/remove/")
    assert browser.post(f"{page}vehicles/new/", values).status_code == 302
    answer = browser.post(f"{page}vehicles/{coach.pk}/restore/", follow=True)
    assert [str(each) for each in answer.context["messages"]][-1] == "There is a vehicle of this name."
    assert Car.objects.present().count() == 1
    reader = client(world.users["host-delegate"])
    assert (reader.get(page).status_code, reader.post(f"{page}load/").status_code) == (200, 403)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_pages_cost_the_same_for_any_number(world: World, count: int) -> None:
    made = guests(world, count)
    for number in range(count):
        told = run(world, movement=flight(world, delegates=made[: number + 1], number=f"KE {number}"))
        car(world, told, seats=20)
        acts.load_run(told, by=world.host)
    browser, costs = client(world.host), {}
    last = Run.objects.order_by("-pk")[0].pk
    for name in ("arrivals/", "transfers/", f"transfers/{last}/"):
        browser.get(f"/missions/{world.mission.slug}/{name}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/missions/{world.mission.slug}/{name}").status_code == 200
        costs[name.split("/")[0] + str(name.count("/"))] = len(asked)
    assert costs == {"arrivals1": 9, "transfers1": 9, "transfers2": 10}


def test_the_page_of_arrivals_tells_time_by_the_clock_of_the_place(world: World) -> None:
    flight(world)
    page = client(world.host).get(f"/missions/{world.mission.slug}/arrivals/").content.decode()
    assert ('<b class="num">17:40</b>' in page, '<b class="num">08:40</b>' in page) == (True, False)

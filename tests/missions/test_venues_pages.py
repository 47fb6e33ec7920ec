"""Venues with their rooms, and programme series."""

from collections.abc import Callable

import pytest
from django.test import Client

from legation.missions.actions import add_programme, add_room, add_venue, change_engagement, remove_part
from legation.missions.models import Programme, Room, Venue
from tests.missions.preparing import Prepared, prepare, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Prepared:
    return prepare()


@pytest.fixture
def hall(world: Prepared) -> Venue:
    return add_venue({"name": words("City Hall", "시청"), "city": world.busan}, by=world.protocol)


def test_a_venue_and_its_rooms_are_kept(client: Client, world: Prepared) -> None:
    client.force_login(world.protocol)
    values = {
        "name_0": "City Hall",
        "name_1": "시청",
        "city": world.busan.pk,
        "street_0": "1001 Jungang-daero",
        "street_1": "",
    }
    answer = client.post("/venues/new/", values)
    venue = Venue.objects.get()
    assert answer["Location"] == f"/venues/{venue.pk}/"
    room = {
        "name_0": "Protocol room",
        "name_1": "의전실",
        "capacity": "14",
        "door": "south",
        "window": "east",
    }
    assert client.post(f"/venues/{venue.pk}/rooms/new/", room)["Location"] == f"/venues/{venue.pk}/"
    text = text_of(client.get(f"/venues/{venue.pk}/").content.decode())
    assert "Protocol room 14 seats Door: South Window: East" in text
    kept = Room.objects.get()
    edited = client.post(
        f"/venues/{venue.pk}/rooms/{kept.pk}/edit/", room | {"capacity": "16", "seen_version": "1"}
    )
    kept.refresh_from_db()
    assert (edited.status_code, kept.capacity) == (302, 16)
    late = client.post(
        f"/venues/{venue.pk}/rooms/{kept.pk}/edit/", room | {"capacity": "9", "seen_version": "1"}
    )
    assert (late.status_code, late.context["form"]["capacity"].value()) == (409, "9")


@pytest.mark.parametrize("capacity", ["0", "-1", "many", "1.5"])
def test_a_room_holds_at_least_one(client: Client, world: Prepared, hall: Venue, capacity: str) -> None:
    client.force_login(world.protocol)
    answer = client.post(f"/venues/{hall.pk}/rooms/new/", {"name_0": "R", "name_1": "", "capacity": capacity})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])
    assert Room.objects.count() == 0


def test_removals_are_undone(client: Client, world: Prepared, hall: Venue) -> None:
    room = add_room(hall, {"name": words("Room")}, by=world.protocol)
    client.force_login(world.protocol)
    page = client.post(f"/venues/{hall.pk}/rooms/{room.pk}/remove/", follow=True)
    assert (page.context["page"].rooms, page.context["gone"]) == ((), room)
    client.post(f"/venues/{hall.pk}/rooms/{room.pk}/restore/")
    assert client.get(f"/venues/{hall.pk}/").context["page"].rooms == (room,)
    page = client.post(f"/venues/{hall.pk}/remove/", follow=True)
    assert (page.context["cities"], page.context["gone"]) == ((), hall)
    assert client.get(f"/venues/{hall.pk}/").status_code == 404
    assert client.get(f"/venues/{hall.pk}/rooms/{room.pk}/edit/").status_code == 404
    assert client.post(f"/venues/{hall.pk}/restore/")["Location"] == "/venues/"
    assert client.get(f"/venues/{hall.pk}/").status_code == 200


def test_readers_look_and_do_not_touch(client: Client, world: Prepared, hall: Venue) -> None:
    series = add_programme({"name": words("Series")}, by=world.organiser)
    client.force_login(world.press)
    for address in ("/venues/", f"/venues/{hall.pk}/", "/series/"):
        answer = client.get(address)
        assert (answer.status_code, "/edit/" in answer.content.decode()) == (200, False)
    for address in (
        "/venues/new/",
        f"/venues/{hall.pk}/edit/",
        f"/venues/{hall.pk}/rooms/new/",
        "/series/new/",
        f"/series/{series.pk}/edit/",
    ):
        assert client.get(address).status_code == 403
    remove_part(hall, by=world.protocol)
    assert client.post(f"/venues/{hall.pk}/restore/").status_code == 403
    assert client.get(f"/venues/?removed={hall.pk}").context["gone"] is None
    assert client.get("/venues/").context["cities"] == ()


def test_a_venue_tells_only_the_engagements_that_the_reader_sees(
    client: Client, world: Prepared, hall: Venue
) -> None:
    for engagement in (world.call, world.quiet_talk):
        change_engagement(engagement, {"venue": hall}, seen=1, by=world.protocol)

    def told(name: str) -> list[str]:
        client.force_login(getattr(world, name))
        return [str(one) for one in client.get(f"/venues/{hall.pk}/").context["page"].engagements]

    assert told("protocol") == ["Courtesy call at City Hall", "Hushed host rehearsal"]
    assert told("organiser") == ["Courtesy call at City Hall"]
    assert told("stranger") == []


@pytest.mark.parametrize("count", [1, 3, 12])
def test_lists_take_one_query_count(
    client: Client, world: Prepared, django_assert_num_queries: Callable[..., object], count: int
) -> None:
    for number in range(count):
        city = (world.busan, world.seattle)[number % 2]
        venue = add_venue({"name": words(f"Venue {number}"), "city": city}, by=world.protocol)
        add_room(venue, {"name": words("Hall")}, by=world.protocol)
        add_programme(
            {"name": words(f"Series {number}"), "organisers": [world.government]}, by=world.organiser
        )
    client.force_login(world.organiser)
    with django_assert_num_queries(5):
        cities = client.get("/venues/").context["cities"]
    assert sum(len(city.venues) for city in cities) == count
    with django_assert_num_queries(5):
        assert len(client.get("/series/").context["series"]) == count


def test_series_are_kept_with_their_organisers(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    values = {"name_0": "International Leadership Mission", "name_1": "", "organisers": [world.government.pk]}
    assert client.post("/series/new/", values)["Location"] == "/series/"
    series = Programme.objects.get()
    assert list(series.organisers.all()) == [world.government]
    edited = client.post(
        f"/series/{series.pk}/edit/", {"name_0": "Mission", "name_1": "", "seen_version": "1"}
    )
    series.refresh_from_db()
    assert (edited.status_code, str(series), series.organisers.count()) == (302, "Mission", 0)
    page = client.post(f"/series/{series.pk}/remove/", follow=True)
    assert (page.context["series"], page.context["gone"]) == ([], series)
    client.post(f"/series/{series.pk}/restore/")
    assert client.get("/series/").context["series"] == [series]

"""A form lists few records and takes a name where there are many, found for its reader alone."""

import re
from typing import Any

import pytest
from django.urls import reverse

from legation.accounts.actions import open_office
from legation.directory.actions import add_city, add_organisation, add_person
from legation.directory.models import City, Organisation, Person
from legation.kernel import choosing
from legation.missions.models import Engagement, Venue
from legation.outcomes.models import Agreement
from tests.world import SECRETS, World, two


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are too many to list."""
    monkeypatch.setattr(choosing, "MOST", 1)


@pytest.fixture
def city(world: World) -> dict[str, str]:
    return {"name_0": "Springtown", "name_1": "", "native_name": "", "aliases": "", "kind": "city"}


def new(client: Any, city: dict[str, str], called: str) -> Any:
    return client.post(reverse("organisation-new"), {**city, "city": called})


def said(response: Any) -> str:
    found = re.search(r'id="id_city-error">([^<]*)', response.content.decode())
    return found[1].replace("&amp;", "&").replace("&#x27;", "'") if found else ""


def test_few_are_listed_as_ever(world: World, as_) -> None:
    page = as_(world.guest).get(reverse("organisation-new")).content.decode()
    names = re.findall(r"<option[^>]*>([^<]*)", page.split('name="city"')[1].split("</select>")[0])
    assert names == ["In no city", *sorted(str(each.name) for each in City.objects.present())]
    assert "data-choices" not in page


PAGES = [
    ("organisation-new", ""),
    ("venue-new", ""),
    ("series-new", ""),
    ("leg-new", "mission"),
    ("engagement-new", "mission"),
    ("room-type-new", "mission"),
    ("movement-new", "mission"),
    ("commitment-new", "mission"),
    ("agreement-new", "mission"),
    ("statement-new", "mission"),
    ("gift-new", "mission"),
]


@pytest.mark.parametrize(("name", "of"), PAGES)
def test_many_are_not_listed_whatever_their_number(
    world: World, as_, monkeypatch, name: str, of: str
) -> None:
    """A page has as many options and queries for thirty more as before, and each control has its words."""
    monkeypatch.setattr(choosing, "MOST", 0)
    client, where = as_(world.host), reverse(name, args=[world.mission.slug] if of else [])

    def asked() -> tuple[int, int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(where).content.decode()
        for control in re.findall(r'<(?:input|textarea)[^>]*-how"[^>]*>', page):
            key = re.search(r'id="([^"]*)"', control)[1]  # type: ignore[index]
            assert f'<p class="help" id="{key}-how">' in page
            assert f'<label for="{key}">' in page or "aria-label" in control
        assert '-how"' in page
        return page.count("<option"), len(queries)

    client.get(where)
    before = asked()
    for number in range(30):
        place = City.objects.create(name=two(f"City {number}"), country="US", time_zone="America/Los_Angeles")
        Organisation.objects.create(name=two(f"Body {number}"), city=place)
        Venue.objects.create(name=two(f"Hall {number}"), city=place)
        Person.objects.create(family_name=f"Sample {number}", office=world.host.office)
    assert asked() == before


def test_a_name_is_found_in_either_language_and_a_key_as_before(world: World, as_, many, city) -> None:
    busan = world.things["busan"]
    for number, called in enumerate(("busan", " BUSAN ", "부산", str(busan.pk), f"Busan #{busan.pk}")):
        made = new(as_(world.guest), {**city, "name_0": f"Body {number}"}, called)
        assert (made.status_code, Organisation.objects.order_by("-pk")[0].city) == (302, busan), called


def test_what_is_not_found_or_means_several_is_said_and_nothing_saved(world: World, as_, many, city) -> None:
    first = add_city(
        {"name": two("Portland"), "native_name": "", "country": "US", "time_zone": "America/New_York"},
        by=world.guest,
    )
    second = add_city(
        {"name": two("Portland"), "native_name": "", "country": "US", "time_zone": "America/Los_Angeles"},
        by=world.guest,
    )
    client, before = as_(world.guest), Organisation.objects.count()
    assert said(new(client, city, "Nowhere")) == (
        "No record is called “Nowhere”. Look how it is written, or add it first."
    )
    answer = new(client, city, "Portland")
    names = f"Portland #{first.pk}; Portland #{second.pk}"
    assert said(answer) == (
        f"“Portland” is the name of several: {names}. Write one of them as it stands here."
    )
    page = answer.content.decode()
    assert re.findall(
        r'<option value="([^"]*)">', page.split('id="id_city-found"')[1].split("</datalist>")[0]
    ) == (names.split("; "))
    assert 'value="Portland"' in page  # what was typed stands there
    assert said(new(client, city, "Portl")) == (
        f"No record is called “Portl”. This was found: {names}. Write one of them as it stands here."
    )
    for bad in ("\x00", "#99999999", "9" * 30, "a" * 5_000, "<script>", "'; --"):
        assert said(new(client, city, bad)) != "", bad
    assert Organisation.objects.count() == before
    assert new(client, city, f"Portland #{second.pk}").status_code == 302
    assert Organisation.objects.order_by("-pk")[0].city == second


def test_what_is_chosen_stays_when_the_form_comes_back_as_it_was(world: World, as_, many) -> None:
    """Where two have a name, the one that is set is meant by it."""
    other = City.objects.create(name=world.things["busan"].name, country="KR", time_zone="Asia/Seoul")
    body = add_organisation(
        {"name": two("Harbour"), "kind": "city", "city": other, "aliases": []}, by=world.guest
    )
    client, where = as_(world.guest), reverse("organisation-edit", args=[body.pk])
    page = client.get(where).content.decode()
    assert re.search(r'<input[^>]*name="city"[^>]*value="([^"]*)"', page)[1] == "Busan"  # type: ignore[index]
    sent = {"name_0": "Harbour", "kind": "city", "aliases": "", "native_name": "Haven", "city": "Busan"}
    assert client.post(where, {**sent, "seen_version": body.version}).status_code == 302
    body.refresh_from_db()
    assert (body.city, body.native_name) == (other, "Haven")


def test_several_are_written_one_a_line(world: World, as_, many) -> None:
    client, where = as_(world.host), reverse("agreement-new", args=[world.mission.slug])
    bodies = [
        add_organisation({"name": two(name), "kind": "city", "aliases": []}, by=world.host)
        for name in ("First body", "Second body")
    ]
    sent = {"kind": "mou", "title_0": "Paper", "status": "planned", "visibility": "shared", "renews": ""}
    wrong = client.post(where, {**sent, "parties": "First body\nThird body"})
    assert "No record is called “Third body”." in wrong.content.decode()
    assert "First body\nThird body</textarea>" in wrong.content.decode()
    right = client.post(where, {**sent, "parties": f"first body\n\n{bodies[1].pk}\n"})
    assert right.status_code == 302, right.content.decode()
    assert list(Agreement.objects.order_by("-pk")[0].parties.order_by("pk")) == bodies


def test_nobody_learns_a_name_that_they_may_not_read(world: World, as_, many) -> None:
    """Of people whom another office keeps neither the offers nor the errors tell anything."""
    other = open_office("Elsewhere")
    kept = Person.objects.create(family_name="Quillfeather", office=other, scope="office")
    mine = add_person(
        {"family_name": "Quillmaker", "given_name": "Sample", "scope": "office", "aliases": []},
        by=world.guest,
    )
    client = as_(world.guest)
    answer = client.get(reverse("choices", args=["person"]), {"find": "quill"}).json()
    assert [each["value"] for each in answer["found"]] == [str(mine)]
    where = reverse("gift-new", args=[world.mission.slug])
    page = client.post(where, {"donor": "Quill", "direction": "given"}).content.decode()
    assert ("Quillmaker" in page, "Quillfeather" in page) == (True, False)
    assert "Quillfeather" not in client.post(where, {"donor": f"x #{kept.pk}"}).content.decode()
    for word in SECRETS.values():
        for kind in ("city", "organisation", "person", "post", "venue"):
            found = client.get(reverse("choices", args=[kind]), {"find": word}).json()["found"]
            assert [each for each in found if word in each["value"] and word != SECRETS["guest"]] == []


def test_offers_are_few_and_of_known_kinds(world: World, as_, django_assert_num_queries) -> None:
    for number in range(30):
        add_city(
            {
                "name": two(f"Newtown {number}"),
                "native_name": "",
                "country": "US",
                "time_zone": "America/Chicago",
            },
            by=world.guest,
        )
    client = as_(world.guest)
    client.get(reverse("choices", args=["city"]), {"find": "newtown"})
    with django_assert_num_queries(4):
        found = client.get(reverse("choices", args=["city"]), {"find": "newtown"}).json()["found"]
    assert (len(found), found[0]["label"].endswith("United States")) == (20, True)
    assert client.get(reverse("choices", args=["city"])).json() == {"found": []}
    assert client.get(reverse("choices", args=["user"])).status_code == 404
    client.logout()
    assert client.get(reverse("choices", args=["city"]), {"find": "newtown"}).status_code == 302


def test_rooms_of_very_many_venues_are_those_of_the_mission_and_the_chosen_venue(
    world: World, as_, monkeypatch
) -> None:
    from legation.missions.models import Room

    monkeypatch.setattr(choosing, "MOST", 5)
    far = Venue.objects.create(name=two("Far hall"), city=world.things["busan"])
    rooms = [Room.objects.create(name=two(f"Far room {number}"), venue=far) for number in range(3)]
    other = Venue.objects.create(name=two("Other hall"), city=world.things["busan"])
    Room.objects.bulk_create(Room(name=two(f"Other room {number}"), venue=other) for number in range(5))
    where = reverse("engagement-edit", args=[world.mission.slug, world.things["engagement"].pk])
    client = as_(world.host)
    page = client.get(where).content.decode()
    listed = page.split('name="room"')[1].split("</select>")[0]
    assert (str(world.things["room"].name) in listed, "Far room" in listed) == (True, False)
    Engagement.objects.filter(pk=world.things["engagement"].pk).update(venue=far, room=rooms[2])
    again = client.get(where).content.decode().split('name="room"')[1].split("</select>")[0]
    assert re.findall(r"selected>([^<]*)", again) == ["Far room 2"]

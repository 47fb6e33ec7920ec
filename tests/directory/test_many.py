"""Lists of very many: a page loads a page, whatever stands beyond it, and what changed is in its place."""

from typing import Any

import pytest
from django.test import Client

from legation.directory.models import City, Organisation, Person
from legation.directory.queries import orders
from legation.kernel import editing
from legation.missions.models import Venue
from tests.world import World

LIMITS = {
    "legation.directory.queries.lists.FEW": 3,
    "legation.directory.queries.lists.PAGE": 4,
    "legation.directory.queries.choosing.MOST_CHOICES": 3,
    "legation.missions.queries.venues.PAGE": 4,
}


@pytest.fixture
def world(db: None) -> Any:
    from tests.world import make_world

    return make_world()


@pytest.fixture
def reader(world: World, monkeypatch: Any) -> Client:
    for name, most in LIMITS.items():
        monkeypatch.setattr(name, most)
    orders._KEPT.clear()
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def many(world: World) -> list[City]:
    cities = City.objects.bulk_create(
        City(name={"en": f"Port {n:02}", "ko": f"항구 {n:02}"}, country="KR", time_zone="Asia/Seoul")
        for n in range(20)
    )
    Organisation.objects.bulk_create(
        Organisation(name={"en": f"Hall {n:02}"}, kind="city", city=city) for n, city in enumerate(cities)
    )
    Person.objects.bulk_create(Person(family_name=f"Porter{n:02}", given_name="A") for n in range(20))
    Venue.objects.bulk_create(Venue(name={"en": f"Quay {n:02}"}, city=city) for n, city in enumerate(cities))
    return cities


@pytest.mark.parametrize(
    ("where", "queries"), [("/cities/", 6), ("/organisations/", 6), ("/people/", 7), ("/venues/", 5)]
)
def test_a_page_costs_the_same_for_any_number_beyond_it(
    reader, many, where: str, queries: int, django_assert_num_queries
) -> None:
    reader.get(where)
    with django_assert_num_queries(queries):
        first = reader.get(f"{where}?page=2").content
    City.objects.bulk_create(City(name={"en": f"Z {n}"}, country="KR", time_zone="UTC") for n in range(50))
    Venue.objects.bulk_create(Venue(name={"en": f"Z {n}"}, city=many[-1]) for n in range(50))
    Person.objects.bulk_create(Person(family_name=f"Zz{n}", given_name="A") for n in range(50))
    reader.get(where)
    with django_assert_num_queries(queries):
        second = reader.get(f"{where}?page=2").content
    assert abs(len(second) - len(first)) < 400


def names(reader: Client, where: str) -> list[str]:
    listing = reader.get(where).context["listing"]
    return [str(row.city if hasattr(row, "bodies") else row.person) for row in listing.rows]


def test_an_order_that_is_kept_is_made_anew_when_one_changes(world, reader, many) -> None:
    world_cities = sorted(str(each) for each in City.objects.all())
    assert names(reader, "/cities/") == world_cities[:4]
    assert names(reader, "/cities/?page=2") == world_cities[4:8]
    assert names(reader, "/cities/?sort=-name") == world_cities[::-1][:4]
    last = City.objects.get(pk=many[-1].pk)
    editing.change(last, {"name": {"en": "Aaa"}}, seen=last.version, by=world.host)
    assert names(reader, "/cities/")[0] == "Aaa"
    last.refresh_from_db()
    editing.remove(last, by=world.host)
    assert names(reader, "/cities/") == world_cities[:4]


def test_an_order_tells_nothing_of_who_was_erased(world, reader, many) -> None:
    """Not even by where they stand: it is made anew, though what is erased counts as no newer."""
    from legation.directory.actions.erasing import erase_person

    first = Person.objects.create(family_name="Aab", given_name="A")
    assert names(reader, "/people/")[0] == "A Aab"
    erase_person(first, sure=True, by=world.host)
    assert str(Person.objects.get(pk=first.pk)) not in names(reader, "/people/")


def test_whom_one_office_keeps_is_in_no_order_of_another(world, reader, many) -> None:
    Person.objects.create(family_name="Aab", given_name="A", scope="office", office=world.host.office)
    other = Client(headers={"accept-language": "en"})
    other.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    for _turn in (1, 2):
        assert names(reader, "/people/")[0] == "A Aab"
        assert "A Aab" not in names(other, "/people/")


def test_a_city_among_many_is_found_by_its_name(world, reader, many) -> None:
    from legation.directory.queries.cards import card_of
    from legation.kernel import searching

    city = many[7]
    searching.index(city, card_of(city))
    for asked in ("Port 07", str(city.pk), "항구 07"):
        listing = reader.get("/organisations/", {"city": asked}).context["listing"]
        assert [str(row.organisation) for row in listing.rows] == ["Hall 07"], asked
    assert reader.get("/organisations/", {"city": "Nowhere"}).context["listing"].total == 0
    assert reader.get("/people/", {"city": "Nowhere"}).context["listing"].total == 0
    assert 'type="search" name="city"' in reader.get("/people/").content.decode()


def test_venues_are_turned_page_by_page(world, reader, many) -> None:
    seen: list[str] = []
    pages = reader.get("/venues/").context["listing"].pages
    for page in range(1, pages + 1):
        for place in reader.get(f"/venues/?page={page}").context["cities"]:
            seen += [str(venue) for venue in place.venues]
    assert (pages, len(seen), sorted(seen)) == (
        -(-Venue.objects.count() // 4),
        Venue.objects.count(),
        sorted(str(each) for each in Venue.objects.all()),
    )
    assert reader.get("/venues/?page=none").status_code == 200

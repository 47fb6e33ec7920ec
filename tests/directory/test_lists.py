"""Lists of cities, organisations and people."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.accounts.models import User
from legation.directory.actions import remove_record
from tests.directory.builder import Directory, both

As = Callable[..., Client]


def names(client: Client, address: str) -> list[str]:
    """What the rows of the list are called, from top to bottom."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [link.text() for link in HTMLParser(answer.content.decode()).css("tbody th a")]


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_people_take_six_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        organisation = directory.organisation(f"Body {number}", city=directory.city())
        directory.tenure(directory.person(f"Name{number:02}"), directory.post(organisation=organisation))
    client = as_(reader)
    with django_assert_num_queries(6):
        found = names(client, "/people/")
    assert len(found) == rows


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_organisations_take_five_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        directory.organisation(f"Body {number}", city=directory.city(f"City {number}"))
    client = as_(reader)
    with django_assert_num_queries(5):
        found = names(client, "/organisations/")
    assert len(found) == rows


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_cities_take_five_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        directory.organisation(city=directory.city(f"City {number}"))
    client = as_(reader)
    with django_assert_num_queries(5):
        found = names(client, "/cities/")
    assert len(found) == rows


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("heong", ["Park Heong-joon"]),
        ("박형준", ["Park Heong-joon"]),
        ("박형", ["Park Heong-joon"]),
        ("하렐", ["Bruce Harrell"]),
        ("해럴", ["Bruce Harrell"]),
        ("시장", ["Park Heong-joon"]),
        ("nobody", []),
    ],
)
def test_people_are_found_in_either_script(
    find: str, found: list[str], directory: Directory, reader: User, as_: As
) -> None:
    park = directory.person("Park", "Heong-joon", family_first=True, native_name="박형준")
    directory.tenure(park, directory.post())
    directory.person("Harrell", "Bruce", korean_name="브루스 해럴", aliases=["브루스 하렐"])
    assert names(as_(reader), f"/people/?find={find}") == found


@pytest.mark.parametrize("find", ["Busan", "부산", "busan city", "부산광역시"])
def test_cities_and_organisations_are_found_in_either_script(
    find: str, directory: Directory, reader: User, as_: As
) -> None:
    directory.city("Daejeon", "대전광역시")
    directory.organisation("Daejeon City", "대전시")
    directory.city("Busan City", "부산광역시")
    directory.organisation("Busan City", "부산광역시", aliases=["부산"])
    client = as_(reader)
    assert names(client, f"/cities/?find={find}") == ["Busan City"]
    assert names(client, f"/organisations/?find={find}") == ["Busan City"]


def test_the_order_is_that_of_the_readers_language(directory: Directory, reader: User, as_: As) -> None:
    for english, korean in [
        ("Zaragoza", "사라고사"),
        ("Århus", "오르후스"),
        ("busan", "부산"),
        ("Cali", "칼리"),
    ]:
        directory.city(english, korean)
    directory.city("Oslo", "")
    assert names(as_(reader), "/cities/") == ["Århus", "busan", "Cali", "Oslo", "Zaragoza"]
    assert names(as_(reader, "ko"), "/cities/") == ["부산", "사라고사", "오르후스", "칼리", "Oslo"]


def test_people_are_filed_by_family_name_in_either_order(directory: Directory, reader: User, as_: As) -> None:
    directory.person("Harrell", "Bruce")
    directory.person("Cho", "Sam", native_name="조세현")
    directory.person("Park", "Heong-joon", family_first=True, native_name="박형준")
    assert names(as_(reader), "/people/") == ["Sam Cho", "Bruce Harrell", "Park Heong-joon"]
    assert names(as_(reader, "ko"), "/people/") == ["박형준", "조세현", "Bruce Harrell"]


def test_a_column_is_sorted_in_both_directions_with_what_is_unknown_last(
    directory: Directory, reader: User, as_: As
) -> None:
    directory.organisation("Newer", founded_on=date(1990, 1, 1))
    directory.organisation("Older", founded_on=date(1890, 1, 1))
    directory.organisation("Undated")
    client = as_(reader)
    assert names(client, "/organisations/?sort=founded") == ["Older", "Newer", "Undated"]
    assert names(client, "/organisations/?sort=-founded") == ["Newer", "Older", "Undated"]
    assert names(client, "/organisations/?sort=-name") == ["Undated", "Older", "Newer"]
    assert names(client, "/organisations/?sort=password") == ["Newer", "Older", "Undated"]


def test_people_never_verified_come_first_when_sorted_by_it(
    directory: Directory, reader: User, as_: As
) -> None:
    post = directory.post()
    for family, verified in [("Fresh", date(2024, 4, 1)), ("Stale", date(2020, 4, 1)), ("Never", None)]:
        directory.tenure(directory.person(family, ""), post, verified_on=verified)
    assert names(as_(reader), "/people/?sort=verified") == ["Never", "Stale", "Fresh"]


def test_lists_are_narrowed_by_country_kind_city_and_post(
    directory: Directory, reader: User, as_: As
) -> None:
    busan, seattle = directory.city(), directory.city("Seattle", "시애틀", country="US")
    hall = directory.organisation("Busan Hall", city=busan)
    chamber = directory.organisation("Seattle Chamber", city=seattle, kind="chamber")
    mayor = directory.post(organisation=hall, rank_class="mayor")
    directory.tenure(directory.person("Mayor", "Now"), mayor)
    directory.tenure(directory.person("Mayor", "Then"), mayor, ended_on=date(2021, 1, 1))
    directory.tenure(directory.person("President", "Now"), directory.post("President", organisation=chamber))
    client = as_(reader)
    assert names(client, "/cities/?country=US") == ["Seattle"]
    assert names(client, "/organisations/?kind=chamber")[0] == "Seattle Chamber"
    assert names(client, f"/organisations/?city={busan.pk}")[0] == "Busan Hall"
    assert names(client, "/people/?rank=mayor") == ["Now Mayor"]
    assert names(client, f"/people/?city={seattle.pk}") == ["Now President"]
    assert names(client, "/people/?city=nowhere&rank=king&page=-3") == [
        "Now Mayor",
        "Then Mayor",
        "Now President",
    ]


def test_a_page_holds_fifty(directory: Directory, reader: User, as_: As) -> None:
    for number in range(51):
        directory.city(f"City {number:02}", "")
    client = as_(reader)
    assert names(client, "/cities/") == [f"City {number:02}" for number in range(50)]
    assert names(client, "/cities/?page=2") == ["City 50"]
    assert names(client, "/cities/?page=99") == ["City 50"]
    turn = HTMLParser(client.get("/cities/?page=2&sort=country").content.decode()).css_first("nav.turn")
    assert turn.css_first("span").text() == "Page 2 of 2"
    assert [link.attributes["href"] for link in turn.css("a")] == ["?page=1&sort=country"]


def test_a_removed_record_is_in_no_list(directory: Directory, staff: User, as_: As) -> None:
    kept, gone = directory.city("Kept"), directory.city("Gone")
    remove_record(gone, by=staff)
    client = as_(staff)
    assert names(client, "/cities/") == ["Kept"]
    assert names(client, "/cities/?find=gone") == []
    assert kept.removed_at is None


def test_an_empty_list_says_what_belongs_there(staff: User, as_: As) -> None:
    page = HTMLParser(as_(staff).get("/organisations/").content.decode())
    assert page.css_first(".empty p").text() == (
        "City governments, chambers, ports, companies and universities stand here, each with its posts and"
        " who holds them."
    )
    assert [link.text() for link in page.css("main a.button")] == ["Add an organisation"]


def test_two_languages_without_one_fall_back(directory: Directory, reader: User, as_: As) -> None:
    directory.city("Only English", "")
    assert names(as_(reader, "ko"), "/cities/") == ["Only English"]
    assert both("Only English").data == {"en": "Only English"}

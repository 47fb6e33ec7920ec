"""The page of one city, one organisation, one person."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.accounts.models import User
from legation.directory.choices import countries
from legation.directory.queries import city_page
from tests.directory.builder import Directory, both, picture

As = Callable[..., Client]


def shown(client: Client, address: str) -> HTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200
    return HTMLParser(answer.content.decode())


def facts(page: HTMLParser) -> dict[str, str]:
    return {
        term.text().strip(): " ".join(value.text().split())
        for term, value in zip(page.css("main dl.facts dt"), page.css("main dl.facts dd"), strict=True)
    }


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_city_takes_five_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    city = directory.city()
    for number in range(rows):
        directory.organisation(f"Body {number}", city=city)
    client = as_(reader)
    with django_assert_num_queries(5):
        page = shown(client, f"/cities/{city.pk}/")
    assert len(page.css("tbody tr")) == rows


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_an_organisation_takes_seven_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    body = directory.organisation(city=directory.city())
    for number in range(rows):
        directory.tenure(
            directory.person(f"Name{number}"), directory.post(f"Post {number}", organisation=body)
        )
    client = as_(reader)
    with django_assert_num_queries(7):
        page = shown(client, f"/organisations/{body.pk}/")
    assert len(page.css("tbody tr")) == rows


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_person_takes_six_queries(
    rows: int, directory: Directory, reader: User, as_: As, django_assert_num_queries: Any
) -> None:
    person = directory.person()
    for number in range(rows):
        directory.tenure(person, directory.post(f"Post {number}"))
    client = as_(reader)
    with django_assert_num_queries(6):
        page = shown(client, f"/people/{person.pk}/")
    assert len(page.css("tbody tr")) == rows


def test_a_person_is_told_whole(directory: Directory, reader: User, as_: As) -> None:
    person = directory.person(
        "Park",
        "Heong-joon",
        family_first=True,
        native_name="박형준",
        languages=["ko", "en"],
        aliases=["Park Hyung-jun"],
        biography=both("A mayor.", "시장이다."),
    )
    post = directory.post()
    link = "https://www.example.org/news/1"
    directory.tenure(
        person, post, started_on=date(2021, 4, 8), acting=True, verified_on=date(2024, 4, 18), source=link
    )
    directory.tenure(
        person, directory.post("Deputy"), ended_on=date(2021, 4, 7), source="javascript:alert(1)"
    )
    page = shown(as_(reader), f"/people/{person.pk}/")
    assert page.css_first("h1").text() == "Park Heong-joon"
    assert [(name.text(), name.attributes["lang"]) for name in page.css(".masthead .soft[lang]")] == [
        ("박형준", "ko")
    ]
    rows = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("tbody tr")]
    assert rows == [
        ["Mayor acting today", "Busan City", "since 8 April 2021", "18 April 2024", "example.org"],
        ["Deputy", "Busan City", "1 January 2020 – 7 April 2021", "", "javascript:alert(1)"],
    ]
    assert [link.attributes["href"] for link in page.css("tbody td:nth-child(5) a")] == [link]
    assert facts(page) == {
        "Family name": "Park written first",
        "Given name": "Heong-joon",
        "In their own script": "박형준",
        "Other spellings": "Park Hyung-jun",
        "Languages": "Korean, English",
        "Kept by": "Busan office",
    }
    lives = [(part.attributes["lang"], part.text().strip()) for part in page.css("section div[lang]")]
    assert lives == [("en", "A mayor."), ("ko", "시장이다.")]


def test_an_organisation_tells_who_holds_its_posts_and_who_held_them(
    directory: Directory, reader: User, as_: As
) -> None:
    body = directory.organisation(
        "Busan City",
        "부산광역시",
        native_name="부산광역시",
        aliases=["Busan Hall"],
        founded_on=date(1963, 1, 1),
    )
    post = directory.post(organisation=body, rank_class="mayor")
    directory.tenure(directory.person("Now", "Nara"), post, started_on=date(2021, 4, 8))
    directory.tenure(directory.person("Then", "Tae"), post, ended_on=date(2021, 4, 7))
    directory.post("Vice mayor", organisation=body, rank_class="deputy_mayor")
    page = shown(as_(reader), f"/organisations/{body.pk}/")
    rows = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("tbody tr")]
    assert rows == [
        ["Mayor", "Nara Now since 8 April 2021", "Tae Then 1 January 2020 – 7 April 2021"],
        ["Vice mayor Deputy mayor", "Nobody known", ""],
    ]
    assert facts(page) == {
        "In English": "Busan City",
        "In Korean": "부산광역시",
        "Other names": "Busan Hall",
        "Kind": "City government",
        "Founded on": "1 January 1963",
    }


def test_a_city_tells_its_country_and_the_time_there(directory: Directory, reader: User, as_: As) -> None:
    city = directory.city("Seattle", "시애틀", country="US", time_zone="America/Los_Angeles")
    page = city_page(city, reader, datetime(2024, 4, 17, 3, 30, tzinfo=UTC))
    assert page.there.isoformat() == "2024-04-16T20:30:00-07:00"
    told = facts(shown(as_(reader), f"/cities/{city.pk}/"))
    assert (told["Country"], told["Time zone"]) == ("United States", "America/Los_Angeles")
    assert "Seattle" in facts(shown(as_(reader, "ko"), f"/cities/{city.pk}/")).values()
    assert dict(countries("ko"))["US"] == "미국"
    assert dict(countries("en"))["KR"] == "South Korea"


def test_a_portrait_is_a_private_picture(directory: Directory, reader: User, as_: As) -> None:
    person = directory.person(portrait=picture())
    client, address = as_(reader), f"/people/{person.pk}/portrait.jpg"
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-cache",
    )
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(f"/people/{directory.person().pk}/portrait.jpg").status_code == 404

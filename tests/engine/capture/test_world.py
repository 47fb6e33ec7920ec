"""The table of the world's cities: compiled, searched, and read where a text shows that a city is meant."""

from datetime import date
from typing import Any

import pytest

from legation.engine.capture import Known, KnownCity, capture, default_gazetteer
from legation.engine.capture.build_world import table_of
from legation.engine.capture.newplaces import with_new_places
from legation.engine.capture.world import World, default_world


def record(name: str, country: str, zone: str, people: int, *others: str) -> dict[str, Any]:
    return {
        "name": name, "countrycode": country, "timezone": zone, "population": people,
        "alternatenames": list(others),
    }  # fmt: skip


RECORDS = [
    record("Gdynia", "PL", "Europe/Warsaw", 257_000, "Gdingen", "그디니아", "Гдыня"),
    record("Springfield", "US", "America/Chicago", 170_188),
    record("Springfield", "US", "America/New_York", 154_341),
    record("Santiago de Querétaro", "MX", "America/Mexico_City", 302_000, "Querétaro", "케레타로"),
    record("Łódź", "PL", "Europe/Warsaw", 768_755, "Lodzia", "Lodz'", "우치", "우치시"),
    record("Kōfu", "JP", "Asia/Tokyo", 196_000, "고후", "고후시", "甲府", "甲府市", "Kofu-shi"),
    record("Nowhere", "", "Europe/Paris", 20_000),
    record("Timeless", "FR", "", 20_000),
    record("東京", "JP", "Asia/Tokyo", 9_000_000),
]


def world() -> World:
    return World(table_of(RECORDS))


def test_a_city_is_found_by_each_of_its_names():
    found = {
        name: [(city.en[0], city.country, city.tz) for city in world().named(name)]
        for name in ("Gdynia", "GDYNIA", "그디니아", "Lodz", "łódź", "甲府", "고후", "Queretaro", "Lodzia")
    }
    gdynia = [("Gdynia", "PL", "Europe/Warsaw")]
    lodz, kofu = [("Łódź", "PL", "Europe/Warsaw")], [("Kōfu", "JP", "Asia/Tokyo")]
    assert found == {
        "Gdynia": gdynia, "GDYNIA": gdynia, "그디니아": gdynia, "Lodz": lodz, "łódź": lodz, "甲府": kofu,
        "고후": kofu, "Queretaro": [("Santiago de Querétaro", "MX", "America/Mexico_City")], "Lodzia": lodz,
    }  # fmt: skip


def test_a_name_in_a_foreign_script_or_of_no_country_or_zone_leads_nowhere():
    assert [world().named(name) for name in ("Гдыня", "Nowhere", "Timeless", "Gdingen", "Gdyni", "")] == [
        ()
    ] * 6


def test_of_two_cities_of_one_name_the_larger_stands_first():
    assert [city.population for city in world().named("Springfield")] == [170_188, 154_341]


def test_the_same_records_give_the_same_bytes_in_any_order():
    assert table_of(RECORDS) == table_of(reversed(RECORDS))


def test_without_a_table_there_are_no_cities_and_a_text_is_read_all_the_same():
    assert (len(World()), World().named("Gdynia"), World().korean) == (0, (), frozenset())


def test_the_table_that_was_compiled_holds_the_world():
    found = default_world()
    assert len(found) > 50_000
    assert [(city.country, city.tz) for city in found.named("다낭")[:1]] == [("VN", "Asia/Ho_Chi_Minh")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A group from Gdynia came to Leeds on Monday.", "Gdynia"),
        ("Gdynia's mayor arrived on Monday.", "Gdynia"),
        ("The Gdynia City Council met on Monday.", "Gdynia"),
        ("GDYNIA, May 2 – The mayor spoke.", "Gdynia"),
        ("그디니아시 대표단이 2일 부산을 찾았다.", "그디니아"),
        ("폴란드 그디니아에서 2일 회의가 열렸다.", "그디니아"),
    ],
)
def test_a_city_counts_where_the_words_around_it_say_that_it_is_one(text, name):
    language = "ko" if "가" <= text[0] <= "힣" else "en"
    places = with_new_places(default_gazetteer(), text, language).named(name)
    assert [(place.country, place.tz) for place in places] == [("PL", "Europe/Warsaw")]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Anna Jackson met them. The work of Jackson goes on.",  # somebody is called so
        "They spoke of Commerce and of Orange.",  # words
        "Of course the Same was Most welcome in Nice company.",
    ],
)
def test_a_name_that_is_a_word_or_somebody_is_no_city(text):
    known = set(default_gazetteer().places)
    assert [
        place.en[0] for place in with_new_places(default_gazetteer(), text, "en").places if place not in known
    ] == []


def test_the_country_that_a_text_names_decides_between_cities_of_one_name():
    found = with_new_places(default_gazetteer(), "The British delegation from Lincoln came on Monday.", "en")
    assert [place.country for place in found.named("Lincoln")] == ["GB"]


def test_a_city_of_the_workspace_has_the_zone_and_the_names_of_the_table():
    known = Known(cities=(KnownCity(key="7", names=("Gdynia",), country="PL"),))
    places = default_gazetteer().with_known(known.cities).named("그디니아")
    assert [(place.known_key, place.tz) for place in places] == [("7", "Europe/Warsaw")]


def test_an_event_in_a_city_of_the_table_is_in_its_zone():
    text = "Gdynia Mayor Anna Sample received Mayor Ben Example of Leeds in Gdynia on Monday at 10 a.m."
    event = capture(text, published=date(2024, 4, 18)).events[0]
    assert (event.city.value, event.tz.value) == ("Gdynia", "Europe/Warsaw")

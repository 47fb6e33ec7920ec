"""The table of places that ships."""

from zoneinfo import available_timezones

from legation.engine.capture import default_gazetteer
from legation.engine.capture.atlas_zones import ZONES
from legation.engine.capture.build import zone_cities


def test_the_table_of_zone_cities_is_the_one_that_the_library_compiles():
    assert ZONES.strip().splitlines() == zone_cities()


def test_every_city_has_a_country_and_a_real_zone():
    cities = [place for place in default_gazetteer().places if place.kind == "city"]
    zones = available_timezones()
    assert [place.key for place in cities if len(place.country) != 2 or place.tz not in zones] == []


def test_no_key_is_given_twice():
    keys = [place.key for place in default_gazetteer().places]
    assert len(keys) == len(set(keys))


def test_a_capital_that_only_the_zones_name_is_known_in_both_languages():
    gazetteer = default_gazetteer()
    assert [(place.country, place.tz) for place in gazetteer.named("Lusaka")] == [("ZM", "Africa/Lusaka")]
    assert [place.en[0] for place in gazetteer.named("루사카")] == ["Lusaka"]

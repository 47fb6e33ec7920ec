"""Flags: two by the pack or the office, three or more, cities in a row of their own."""

import pytest

from legation.directory import actions as directory
from legation.engine.precedence import Flag
from legation.missions import actions as missions
from legation.protocol.actions.seating import arrange
from legation.protocol.models import Ceremony
from legation.protocol.queries import setting_of
from legation.protocol.queries.staging_flags import faults_of, flags_of
from tests.protocol.busan import two


def flags(stage, user=None, *, pack="us-municipal", two_flags=""):
    setting = setting_of(stage.call, stage.host)
    if str(setting.pack) != pack or setting.arrangement is None:
        seen = setting.arrangement.version if setting.arrangement else 0
        arrange(stage.call, {"pack": pack, "layout": "bilateral"}, seen=seen, by=stage.host)
    stage.call.refresh_from_db()
    return flags_of(
        setting_of(stage.call, user or stage.host), Ceremony(engagement=stage.call, two_flags=two_flags)
    )


def rows(made):
    return {row.kind: [flag.name for flag in row.flags] for row in made.rows}


def test_f2_golden_case_4_japan_and_the_united_states_swap_left_and_right(two_mayors):
    japan, states = flags(two_mayors, pack="jp-exchange"), flags(two_mayors, pack="us-municipal")
    assert rows(japan)["country"] == ["United States", "South Korea"]
    assert rows(states)["country"] == ["South Korea", "United States"]
    assert [row.rule for row in states.rows] == ["F2", "F4"]


def test_f2_korea_is_unset_and_the_page_asks(two_mayors):
    made = flags(two_mayors, pack="kr-municipal")
    assert (made.asks, made.rows, made.nations) == ("F2", (), 2)
    decided = flags(two_mayors, pack="kr-municipal", two_flags="guest-left")
    assert rows(decided)["country"] == ["United States", "South Korea"]
    assert decided.decided == "guest’s flag at the viewer’s left"
    other = flags(two_mayors, pack="kr-municipal", two_flags="host-left")
    assert rows(other)["country"] == ["South Korea", "United States"]


def test_f1_the_host_is_raised_first_and_lowered_last(two_mayors):
    made = flags(two_mayors)
    assert [flag.name for flag in made.raised] == ["South Korea", "United States"]
    assert [flag.name for flag in made.lowered] == ["United States", "South Korea"]


def test_f4_city_flags_stand_in_a_row_of_their_own_in_the_order_of_precedence(everyone):
    made = flags(everyone)
    assert [row.kind for row in made.rows] == ["country", "city"]
    assert set(rows(made)["city"]) == {"Busan", "Seattle", "Bellevue"}
    assert rows(made)["city"].index("Seattle") < rows(made)["city"].index("Bellevue")


def third_country(stage):
    tokyo = directory.add_city(
        {"name": two("Fukuoka"), "country": "JP", "time_zone": "Asia/Tokyo"}, by=stage.host
    )
    stage.cities["fukuoka"] = tokyo
    missions.add_delegation(
        stage.mission, {"party": "guest", "name": two("Fukuoka"), "city": tokyo}, by=stage.guest
    )
    stage.delegate("fukuoka", "Sample", "Aoi", city="fukuoka")
    stage.attends("fukuoka")


def test_f3_three_flags_stand_from_a_to_z_or_with_the_host_in_the_centre(two_mayors):
    third_country(two_mayors)
    alphabetical = flags(two_mayors, pack="un-alphabetical")
    # collated in the language of the engagement, which is Korean: 대한민국, 미국, 일본
    assert rows(alphabetical)["country"] == ["South Korea", "United States", "Japan"]
    assert alphabetical.rows[0].rule == "F3"


def test_a_decision_on_two_flags_does_not_touch_three(two_mayors):
    third_country(two_mayors)
    made = flags(two_mayors, pack="un-alphabetical", two_flags="host-left")
    assert (made.decided, made.nations) == ("", 3)


def test_one_country_has_one_flag(two_mayors):
    city = two_mayors.cities["seattle"]
    city.country = "KR"
    city.save()
    made = flags(two_mayors)
    assert rows(made)["country"] == ["South Korea"]
    assert made.notes == ("All parties are of one country: one national flag stands for all.",)


def test_bodies_without_a_city_stand_last(two_mayors):
    chamber = missions.add_delegation(
        two_mayors.mission,
        {"party": "third", "name": two("Sample chamber"), "city": None},
        by=two_mayors.host,
    )
    person = directory.add_person({"family_name": "Sample", "given_name": "Kit"}, by=two_mayors.host)
    delegate = missions.add_delegate(
        two_mayors.mission,
        {"person": person, "delegation": chamber, "status": "confirmed"},
        by=two_mayors.host,
    )
    missions.add_attendance(two_mayors.call, {"delegate": delegate}, by=two_mayors.host)
    assert rows(flags(two_mayors)) == {
        "country": ["South Korea", "United States"],
        "city": ["Busan", "Seattle"],
        "body": ["Sample chamber"],
    }


def test_a_hidden_delegate_brings_no_flag(everyone):
    city = directory.add_city(
        {"name": two("Hidden city"), "country": "FR", "time_zone": "Europe/Paris"}, by=everyone.host
    )
    delegation = missions.add_delegation(
        everyone.mission, {"party": "guest", "name": two("Hidden city"), "city": city}, by=everyone.guest
    )
    hidden = everyone.people["hidden-guest"]
    hidden.delegation = delegation
    hidden.save()
    for user in (everyone.guest, everyone.host, everyone.press):
        assert rows(flags(everyone, user))["country"] == ["South Korea", "United States"]


BOTH = ("country-KR", "country-US")


@pytest.mark.parametrize(
    ("measured", "places", "said"),
    [
        (
            [{"width": 90}, {"width": 120}],
            [],
            "F1: the flag of United States has not the size of the flag of South Korea.",
        ),
        (
            [{"pole": 200}, {"pole": 220}],
            [],
            "F1: the flag of United States does not fly as high as the flag of South Korea.",
        ),
        (
            [{"mast": "1"}, {"mast": "1"}],
            [],
            "F1: the flag of United States hangs on one pole with the flag of South Korea.",
        ),
        (
            [{}, {}],
            ["country-KR", "city-{seattle}", "country-US"],
            "F4: the flag of Seattle stands within the row of national flags.",
        ),
        (
            [{}, {}],
            ["country-US", "country-KR"],
            "F2: from the viewer’s left should stand South Korea, United States.",
        ),
    ],
)
def test_f1_f4_faults_are_named(two_mayors, measured, places, said):
    made = flags(two_mayors)
    seattle = two_mayors.cities["seattle"].pk
    sizes = dict(zip(BOTH, measured, strict=True))
    found = [Flag(each.key, each.name, each.kind, **sizes.get(each.key, {})) for each in made.banners]
    assert faults_of(made, found, [each.format(seattle=seattle) for each in places]) == (said,)


def test_nothing_measured_is_no_fault(two_mayors):
    made = flags(two_mayors)
    assert faults_of(made, [Flag(each.key, each.name, each.kind) for each in made.banners], []) == ()


def test_without_people_there_are_no_flags(everyone):
    empty = everyone.engagement()
    assert flags_of(setting_of(empty, everyone.host), Ceremony(engagement=empty)).missing == "people"

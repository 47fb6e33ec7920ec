"""Every numbered rule of precedence, P1 to P16, in its own words."""

from datetime import date
from typing import Any

import pytest

from legation.engine.precedence import (
    Absent,
    BadInput,
    Equivalence,
    Given,
    Organisation,
    changed_pack,
    load_pack,
    organisation_order,
    pack_names,
)
from tests.engine.precedence.people import holder, ordered, person, post, why

HOST_MAYOR = holder("home", "mayor", date(2021, 4, 8), side="host", city="Busan")
GUEST_MAYOR = holder("away", "mayor", date(2022, 1, 1), city="Seattle")


def test_p1_two_packs_may_order_the_same_people_differently() -> None:
    assert ordered(HOST_MAYOR, GUEST_MAYOR, pack="neutral").order == ("away", "home")
    assert ordered(HOST_MAYOR, GUEST_MAYOR, pack="es-2099-1983").order == ("home", "away")
    assert ordered(HOST_MAYOR, GUEST_MAYOR, pack="kr-municipal").order == ("home", "away")


@pytest.mark.parametrize("pack", [name for name in pack_names() if name != "kr-municipal"])
def test_p2_office_outranks_age(pack: str) -> None:
    young = holder("young", "mayor", age=35)
    old = holder("old", "councillor", age=90)
    made = ordered(old, young, pack=pack)
    assert made.order == ("young", "old")
    assert why(made) == [("young", "old", "P2", "office")]


def test_p2_age_is_no_rank_where_the_korean_pack_compares_ages() -> None:
    made = ordered(person("old", age=90), holder("young", "executive", age=25), pack="kr-municipal")
    assert made.order == ("young", "old")
    assert why(made) == [("young", "old", "P3", "no_office")]


def test_p3_korea_grade_then_institution_then_head_then_superior_then_state() -> None:
    people = [
        person("local", post("senior_official", institution="local_government")),
        person("state", post("senior_official", institution="local_government", state_body=True)),
        person("superior", post("senior_official", institution="local_government", superior_body=True)),
        person("head", post("senior_official", institution="local_government", head=True)),
        person("court", post("senior_official", institution="courts")),
        person("assembly", post("senior_official", institution="national_assembly")),
        holder("deputy", "deputy_mayor"),
    ]
    made = ordered(*people, pack="kr-municipal")
    assert made.order == ("deputy", "assembly", "court", "head", "superior", "state", "local")
    assert why(made) == [
        ("deputy", "assembly", "P3", "office"),
        ("assembly", "court", "P3", "institution"),
        ("court", "head", "P3", "institution"),
        ("head", "superior", "P3", "head"),
        ("superior", "state", "P3", "superior_body"),
        ("state", "local", "P3", "state_body"),
    ]


def test_p3_korea_without_office_former_post_age_relation_association() -> None:
    people = [
        person("nothing", age=50),
        person("association", age=50, association_head=True),
        person("relation", age=50, relation="host family of 1989"),
        person("elder", age=70),
        person("former", post("mayor", until=date(2018, 6, 30)), age=40),
        person("ageless"),
    ]
    made = ordered(*people, pack="kr-municipal")
    assert made.order == ("former", "elder", "relation", "association", "nothing", "ageless")
    assert why(made) == [
        ("former", "elder", "P3", "former_post"),
        ("elder", "relation", "P3", "age"),
        ("relation", "association", "P3", "relation"),
        ("association", "nothing", "P3", "association_head"),
        ("nothing", "ageless", "P3", "age_unknown"),
    ]


def test_p4_a_visitor_takes_the_rank_of_the_hosts_counterpart() -> None:
    visitor = person("visitor", post(None, title="Council President"), city="Seattle")
    deputy = holder("deputy", "deputy_mayor", side="host", city="Busan")
    table = [Equivalence("Council President", "Seattle", "Council Chair")]
    assert why(ordered(visitor, deputy)) == [("deputy", "visitor", "P2", "no_office")]
    made = ordered(visitor, deputy, equivalences=table)
    assert why(made) == [("visitor", "deputy", "P4", "rank")]


def test_p4_the_counterpart_may_be_named_by_a_hosts_title_and_only_holds_for_its_city() -> None:
    host = person("host", post("council_chair", title="Speaker of the House"), side="host", city="Busan")
    visitor = person("visitor", post("councillor", title="Council President"), city="Seattle")
    other = person("other", post("councillor", title="Council President"), city="Tacoma")
    table = [Equivalence("council president", "SEATTLE", "speaker of the house")]
    made = ordered(host, visitor, other, equivalences=table)
    assert why(made) == [("visitor", "host", "P5", "guest_first"), ("host", "other", "P2", "office")]


def test_p4_an_unknown_counterpart_is_refused_by_field() -> None:
    with pytest.raises(BadInput) as refused:
        ordered(GUEST_MAYOR, equivalences=[Equivalence("Mayor", "Seattle", "Lord Mayor")])
    assert refused.value.field == "equivalences[0].as"


@pytest.mark.parametrize(
    ("value", "first"), [("guest_first", "away"), ("host_first", "home"), ("none", "home")]
)
def test_p5_equal_rank_home_against_guest_is_the_packs_choice(value: str, first: str) -> None:
    pack = changed_pack(load_pack("neutral"), name="ours", source="office", equal_rank=value)
    made = ordered(HOST_MAYOR, GUEST_MAYOR, pack=pack)
    assert made.order[0] == first
    assert made.reasons[0].rule == ("P6" if value == "none" else "P5")


def test_p5_a_third_party_comes_after_both() -> None:
    third = holder("third", "mayor", date(1990, 1, 1), side="third")
    made = ordered(third, HOST_MAYOR, GUEST_MAYOR)
    assert why(made) == [("away", "home", "P5", "guest_first"), ("home", "third", "P5", "third")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("taking_office", "abc"), ("first_election", "bca"), ("founding", "cab")],
)
def test_p6_the_seniority_date_is_the_packs_choice(value: str, expected: str) -> None:
    days = {"a": (1, 3, 2), "b": (2, 1, 3), "c": (3, 2, 1)}
    people = [
        person(
            who,
            post(
                "mayor",
                since=date(2000 + taking, 1, 1),
                first_elected=date(1990 + elected, 1, 1),
                founded=date(1900 + founded, 1, 1),
            ),
        )
        for who, (taking, elected, founded) in days.items()
    ]
    pack = changed_pack(load_pack("neutral"), name="ours", source="office", seniority=value)
    made = ordered(*people, pack=pack)
    assert "".join(made.order) == expected
    assert [each.rule for each in made.reasons] == ["P6", "P6"]


def test_p6_an_unknown_date_comes_after_a_known_one_and_says_so() -> None:
    made = ordered(holder("unknown", "mayor"), holder("known", "mayor", date(2023, 1, 1)))
    assert why(made) == [("known", "unknown", "P6", "taking_office_unknown")]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ("Äpfel", "Zorn")),
        ("sv", ("Zorn", "Äpfel")),
        ("en", ("Ñu", "Nz")),
        ("es", ("Nz", "Ñu")),
        ("es", ("Núñez", "Nz")),
    ],
)
def test_p7_last_tie_is_alphabetical_by_the_languages_own_collation(
    language: str, expected: tuple[str, ...]
) -> None:
    made = ordered(*(person(name) for name in sorted(expected)), language=language)
    assert made.order == expected
    assert why(made) == [(*expected, "P7", "name")]


def test_p7_korean_names_stand_in_korean_order_before_latin_ones() -> None:
    names = ("Adams", "박", "강", "한")
    assert ordered(*(person(name) for name in names), language="ko").order == ("강", "박", "한", "Adams")
    assert ordered(*(person(name) for name in names), language="en").order == ("Adams", "강", "박", "한")


def test_p7_a_language_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        ordered(person("a"), language="qq")
    assert refused.value.field == "language"


def test_p7_the_starting_country_is_drawn_by_a_recorded_lot() -> None:
    countries = ["Austria", "Brazil", "Chile", "Denmark"]
    people = [holder(name[0].lower(), "minister", country=name) for name in countries]
    made = {seed: ordered(*people, pack="un-alphabetical", seed=seed) for seed in range(40)}
    turns = {"abcd", "bcda", "cdab", "dabc"}
    assert {"".join(each.order) for each in made.values()} == turns
    assert made[7].order == ordered(*reversed(people), pack="un-alphabetical", seed=7).order
    assert made[7].seed == 7
    assert {each.how for each in made[7].reasons} == {"country_from_lot"}


def test_p7_same_name_is_settled_by_lot_with_the_seed_in_the_reason() -> None:
    twins = (person("one", family="Kim"), person("two", family="Kim"))
    firsts = {seed: ordered(*twins, seed=seed).order[0] for seed in range(20)}
    assert set(firsts.values()) == {"one", "two"}
    reason = ordered(*twins, seed=5).reasons[0]
    assert (reason.rule, reason.how, dict(reason.params)) == ("P7", "lot", {"seed": 5})


def test_p8_several_posts_the_relevant_one_or_the_highest() -> None:
    both = person("both", post("mayor", title="Mayor"), post("professor", title="Professor", relevant=True))
    chair = holder("chair", "council_chair")
    neutral = load_pack("neutral")
    relevant = changed_pack(neutral, name="ours", source="office", several_posts="relevant")
    assert why(ordered(both, chair, pack=neutral)) == [("both", "chair", "P8", "highest")]
    assert why(ordered(both, chair, pack=relevant)) == [("chair", "both", "P8", "relevant")]


def test_p8_posts_count_only_while_they_are_held() -> None:
    former = person("former", post("mayor", until=date(2024, 4, 16)), post("councillor"))
    coming = person("coming", post("mayor", since=date(2024, 4, 18)), post("professor"))
    last_day = person("last_day", post("mayor", until=date(2024, 4, 17)))
    assert ordered(former, coming, last_day).order == ("last_day", "former", "coming")


def test_p9_organisations_rank_by_founding_date() -> None:
    port = Organisation("port", "Port", date(1911, 9, 5))
    chamber = Organisation("chamber", "Chamber", date(1882, 1, 1))
    unknown = Organisation("unknown", "Aardvark")
    late = Organisation("late", "Bear")
    made = organisation_order([late, unknown, port, chamber])
    assert made.order == ("chamber", "port", "unknown", "late")
    assert [(each.rule, each.how) for each in made.reasons] == [
        ("P9", "organisation"),
        ("P9", "organisation_unknown"),
        ("P7", "name"),
    ]


def test_p9_executives_rank_by_the_founding_of_their_organisation_and_mayors_do_not() -> None:
    old = person("z", post("executive", organisation="Old", founded=date(1900, 1, 1), since=date(2023, 1, 1)))
    new = person("a", post("executive", organisation="New", founded=date(2000, 1, 1), since=date(2001, 1, 1)))
    assert why(ordered(new, old)) == [("z", "a", "P9", "founded")]
    first = person("z", post("mayor", founded=date(1900, 1, 1), since=date(2023, 1, 1)))
    second = person("a", post("mayor", founded=date(2000, 1, 1), since=date(2001, 1, 1)))
    assert why(ordered(first, second)) == [("a", "z", "P6", "taking_office")]


DEPUTY = holder("deputy", "deputy_mayor", city="Seattle", represents=Absent("mayor", "City of Seattle"))
PEER = holder("peer", "council_chair", city="Seattle")


def test_p10_representation_spain_gives_no_rank() -> None:
    made = ordered(DEPUTY, PEER, pack="es-2099-1983")
    assert why(made) == [("peer", "deputy", "P10", "denied")]


def test_p10_representation_spain_except_for_the_king_or_the_prime_minister() -> None:
    envoy = holder("envoy", "senior_official", represents=Absent("head_of_state"))
    made = ordered(holder("mayor", "mayor"), envoy, pack="es-2099-1983")
    assert why(made) == [("envoy", "mayor", "P10", "rank")]


def test_p10_representation_france_gives_no_rank_unless_the_deputy_is_tolerated() -> None:
    france = load_pack("fr-municipal")
    tolerated = changed_pack(france, name="ours", source="office", deputies_take=("mayor",))
    assert why(ordered(DEPUTY, PEER, pack=france)) == [("peer", "deputy", "P10", "denied")]
    assert why(ordered(DEPUTY, PEER, pack=tolerated)) == [("deputy", "peer", "P10", "rank")]


def test_p10_representation_new_south_wales_gives_the_mayors_rank_to_a_deputy_mayor_only() -> None:
    assert why(ordered(DEPUTY, PEER, pack="au-nsw")) == [("deputy", "peer", "P10", "rank")]
    clerk = holder("clerk", "senior_official", represents=Absent("mayor"))
    assert why(ordered(clerk, PEER, pack="au-nsw")) == [("peer", "clerk", "P10", "denied")]


def test_p10_the_represented_person_may_be_listed_as_absent() -> None:
    mayor = holder("mayor", "mayor", city="Seattle", present=False)
    deputy = holder("deputy", "deputy_mayor", city="Seattle", represents="mayor")
    made = ordered(mayor, deputy, PEER, pack="au-nsw")
    assert (made.order, made.absent) == (("deputy", "peer"), ("mayor",))
    with pytest.raises(BadInput) as refused:
        ordered(holder("mayor", "mayor"), deputy)
    assert refused.value.field == "people[1].represents"


@pytest.mark.parametrize("pack", pack_names())
def test_p11_an_acting_holder_has_the_full_rank_of_the_post(pack: str) -> None:
    acting = person("acting", post("deputy_mayor"), post("mayor", acting=True), city="Seattle")
    made = ordered(acting, PEER, pack=pack)
    assert why(made) == [("acting", "peer", "P11", "rank")]


def test_p12_the_mayor_is_first_in_their_own_city_except_for_listed_superiors() -> None:
    ambassador = holder("ambassador", "ambassador", date(2000, 1, 1))
    governor = holder("governor", "governor", date(2000, 1, 1))
    people = (HOST_MAYOR, GUEST_MAYOR, ambassador, governor)
    made = ordered(*people, pack="us-municipal")
    assert made.order == ("governor", "home", "ambassador", "away")
    assert why(made) == [
        ("governor", "home", "P2", "office"),
        ("home", "ambassador", "P12", "own_city"),
        ("ambassador", "away", "P2", "office"),
    ]


def test_p12_the_privilege_is_lost_outside_the_city() -> None:
    made = ordered(HOST_MAYOR, GUEST_MAYOR, pack="us-municipal", host="Daejeon")
    assert why(made) == [("away", "home", "P5", "guest_first")]


def test_p12_a_rank_given_by_the_host_is_not_the_citys_mayor() -> None:
    given = person("given", given=Given("mayor", "friend of the city"), side="host", city="Busan")
    made = ordered(given, HOST_MAYOR, GUEST_MAYOR, pack="us-municipal")
    assert why(made) == [
        ("home", "away", "P12", "own_city"),
        ("away", "given", "P5", "guest_first"),
    ]


def test_p13_the_organiser_presides_and_takes_second_place_on_ceding_the_chair() -> None:
    organiser = holder("organiser", "executive", organiser=True)
    made = ordered(HOST_MAYOR, organiser, GUEST_MAYOR)
    assert why(made)[0] == ("organiser", "away", "P13", "presides")
    ceding = holder("organiser", "executive", organiser=True, cedes_chair_to="home")
    made = ordered(HOST_MAYOR, ceding, GUEST_MAYOR)
    assert why(made) == [
        ("home", "organiser", "P13", "ceded_to"),
        ("organiser", "away", "P13", "second"),
    ]


def test_p13_only_one_person_can_preside() -> None:
    with pytest.raises(BadInput) as refused:
        ordered(person("a", organiser=True), person("b", organiser=True))
    assert refused.value.field == "people[1].organiser"


@pytest.mark.parametrize("values", [{"present": False}, {"function": "interpreter"}])
def test_p13_the_chair_is_ceded_to_somebody_who_has_a_place(values: dict[str, Any]) -> None:
    ceding = holder("organiser", "executive", organiser=True, cedes_chair_to="chair")
    with pytest.raises(BadInput) as refused:
        ordered(ceding, holder("chair", "mayor", **values))
    assert refused.value.field == "people[0].cedes_chair_to"


def test_p14_a_spouse_with_an_office_uses_their_own_rank_otherwise_the_partners() -> None:
    own = holder("own", "councillor", spouse_of="away")
    none = person("none", spouse_of="home")
    made = ordered(HOST_MAYOR, GUEST_MAYOR, own, none)
    assert why(made) == [
        ("away", "home", "P5", "guest_first"),
        ("home", "none", "P14", "beside"),
        ("none", "own", "P14", "rank"),
    ]


def test_p14_two_spouses_without_office_have_no_rank_from_each_other() -> None:
    made = ordered(person("b", spouse_of="a"), person("a", spouse_of="b"))
    assert why(made) == [("a", "b", "P7", "name")]


def test_p15_a_person_without_rank_gets_one_from_the_host_with_the_reason() -> None:
    guest = person("guest", given=Given("council_chair", "founder of the sister-city society"))
    made = ordered(holder("councillor", "councillor"), guest)
    assert why(made) == [("guest", "councillor", "P15", "rank")]
    assert made.reasons[0].params["reason"] == "founder of the sister-city society"


def test_p15_the_reason_is_required() -> None:
    with pytest.raises(BadInput) as refused:
        ordered(person("guest", given=Given("mayor", " ")))
    assert refused.value.field == "people[0].given.reason"


def test_p16_off_duty_follows_active_and_higher_duties_take_the_higher_place() -> None:
    resting = person("resting", post("mayor", off_duty=True, since=date(1990, 1, 1)))
    made = ordered(resting, HOST_MAYOR)
    assert why(made) == [("home", "resting", "P16", "off_duty")]
    doing = person("doing", post("councillor", higher_duties="deputy_mayor"))
    assert why(ordered(doing, holder("official", "senior_official"))) == [
        ("doing", "official", "P16", "duties")
    ]

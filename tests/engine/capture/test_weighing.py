"""Choices by learned weights: how they are counted, and the affiliations that they give."""

import math
from datetime import date

import pytest

from legation.engine.capture import capture
from legation.engine.capture.weighed_affiliations import SURE
from legation.engine.capture.weighing import shares, weigh
from legation.engine.capture.weights import AFFILIATION


def test_a_candidate_weighs_what_its_features_weigh_and_one_that_is_not_known_nothing():
    assert weigh({"near": 1.5, "far": -1.0}, ["near", "far", "never-met"]) == 0.5


def test_none_of_the_candidates_is_a_choice_that_weighs_nought():
    assert [round(one, 4) for one in shares([0.0, math.log(2)])] == [0.25, 0.5]
    assert shares([]) == []


@pytest.mark.parametrize("scores", [[800.0, 0.0], [-800.0, -900.0]])
def test_no_score_is_too_great_or_too_small(scores):
    assert [round(one) for one in shares(scores)] == [int(score > 0) for score in scores]


def test_every_weight_is_one_that_a_text_can_ask_for():
    kinds = {name.split("&")[0].partition("=")[0] for name in AFFILIATION}
    assert {kind for kind in kinds if kind in {"bias", "kind", "post"}} == {"bias", "kind", "post"}
    assert max(map(abs, AFFILIATION.values())) < 5


TEXT = (
    "Seattle City Council President Sara Nelsample and Councilmember Tanya Wooden joined a 40-member "
    "delegation of the Greater Seattle Chamber that flew to Reykjavik on Tuesday for a four-day "
    "study mission. Mayor Dagur Eggertsample welcomed the Americans at Höfði House on Wednesday night."
)


def test_an_affiliation_by_weights_says_so_and_how_sure_it_is_and_what_else_it_may_be():
    people = {person.name.value: person.org for person in capture(TEXT, published=date(2024, 4, 11)).people}
    given = people["Tanya Wooden"]
    assert (given.value, given.rule, SURE <= given.confidence < 1) == ("Seattle", "org.weighed", True)
    assert all(TEXT[start:end] == given.value for start, end in given.spans)
    assert all(TEXT[start:end] == one.value for one in given.alternatives for start, end in one.spans)
    assert given.value not in [one.value for one in given.alternatives]


def test_what_a_rule_says_is_not_weighed():
    rules = {person.name.value: person.org.rule for person in capture(TEXT).people if person.org is not None}
    assert (rules["Sara Nelsample"], rules["Dagur Eggertsample"] != "org.weighed") == (
        "org.beside-title",
        True,
    )


def test_an_envoy_and_a_minister_are_of_no_city_of_the_text():
    text = (
        "Mayor Park of Busan met Ambassador Ann Sampleton and Deputy Foreign Minister Lee Sample on Monday. "
        "Busan and Seattle are old friends, said Mayor Park."
    )
    people = capture(text, published=date(2024, 4, 18)).people
    assert [one.name.value for one in people if one.org is not None and one.org.rule == "org.weighed"] == []


def test_a_text_without_places_leaves_everybody_without():
    people = capture("Councillor Ann Sampleton thanked Director Ben Sampleford on Monday.").people
    assert {one.org for one in people} == {None}

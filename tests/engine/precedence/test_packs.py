"""Packs: complete, sourced, checked; what no good source confirms is unset."""

import json
import tomllib
from importlib import resources
from typing import Any

import pytest

from legation.engine.precedence import (
    PARAMETERS,
    AskTheOffice,
    BadParameter,
    MissingParameter,
    PackError,
    UnknownPack,
    UnknownParameter,
    changed_pack,
    load_pack,
    pack_differences,
    pack_document,
    pack_names,
    parse_pack,
)
from legation.engine.precedence.pack import NEEDED_RANKS
from tests.engine.precedence.people import holder, ordered

NAMES = (
    "au-nsw",
    "es-2099-1983",
    "fr-municipal",
    "jp-exchange",
    "kr-municipal",
    "neutral",
    "un-alphabetical",
    "us-municipal",
)


def tables(name: str = "neutral") -> dict[str, Any]:
    file = resources.files("legation.engine.precedence") / "packs" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_the_packs_that_ship() -> None:
    assert pack_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_pack_states_every_parameter_with_source_and_grade(name: str) -> None:
    pack = load_pack(name)
    assert list(pack.params) == list(PARAMETERS)
    assert [each.name for each in pack.params.values() if not each.source or each.grade not in "ABC"] == []
    assert [rank for rank in NEEDED_RANKS if rank not in pack.ranks] == []
    assert pack.levels == max(each.level for each in pack.ranks.values()) + 1


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_unset(name: str) -> None:
    unset = {each.name for each in load_pack(name).params.values() if each.value is None}
    flags = {"two_flags"} if name in {"kr-municipal", "neutral", "un-alphabetical", "au-nsw"} else set()
    assert unset == {"gift_threshold", "gift_currency", "gift_days"} | flags


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_missing_parameter_is_named(parameter: str) -> None:
    data = tables()
    del data["parameters"][parameter]
    with pytest.raises(MissingParameter) as refused:
        parse_pack("ours", data)
    assert (refused.value.pack, refused.value.parameter) == ("ours", parameter)


def broken(path: str, value: Any) -> dict[str, Any]:
    data = tables()
    *folders, last = path.split(".")
    here: Any = data
    for folder in folders:
        here = here[int(folder)] if isinstance(here, list) else here[folder]
    here[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "error", "parameter"),
    [
        ("parameters.colour", {"value": 1}, UnknownParameter, "colour"),
        ("colour", 1, UnknownParameter, "colour"),
        ("parameters.equal_rank.colour", 1, UnknownParameter, "equal_rank.colour"),
        ("rank.3.colour", 1, UnknownParameter, "rank.minister.colour"),
        ("rank.3.id", "head_of_state", BadParameter, "rank.head_of_state"),
        ("rank.6.id", "lord_mayor", MissingParameter, "rank.mayor"),
        ("rank.6.ko", "", MissingParameter, "rank.mayor.ko"),
        ("parameters.equal_rank.value", "both", BadParameter, "equal_rank"),
        ("parameters.equal_rank.source", " ", MissingParameter, "equal_rank.source"),
        ("parameters.equal_rank.grade", "D", BadParameter, "equal_rank.grade"),
        ("parameters.organisation_ranks.value", ["duke"], BadParameter, "organisation_ranks"),
        ("parameters.own_city_first.value", "yes", BadParameter, "own_city_first"),
        ("parameters.gift_days", {"value": -1, "source": "s", "grade": "A"}, BadParameter, "gift_days"),
        ("parameters.seniority", {"source": "s", "grade": "A"}, MissingParameter, "seniority.value"),
    ],
)
def test_a_bad_pack_is_refused_and_the_parameter_named(
    path: str, value: Any, error: type[PackError], parameter: str
) -> None:
    with pytest.raises(error) as refused:
        parse_pack("ours", broken(path, value))
    assert refused.value.parameter == parameter


def test_a_pack_that_would_make_a_circle_is_refused() -> None:
    """Governor before the mayor, the mayor before a minister, and a minister before the governor."""
    with pytest.raises(BadParameter) as refused:
        changed_pack(
            load_pack("neutral"),
            name="ours",
            source="office",
            own_city_first=True,
            own_city_superiors=("head_of_state", "head_of_government", "speaker", "governor"),
        )
    assert refused.value.parameter == "own_city_superiors"
    assert refused.value.message == (
        "pack ours: own_city_superiors: lists governor but not minister, which stands above it:"
        " that would make a circle"
    )


def test_an_unknown_pack_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownPack) as refused:
        load_pack("atlantis")
    assert refused.value.pack == "atlantis"


def test_a_changed_pack_shows_where_it_differs() -> None:
    neutral = load_pack("neutral")
    ours = changed_pack(
        neutral, name="ours", source="our office", grade="A", equal_rank="host_first", gift_days=30
    )
    found = [(each.name, each.ours, each.theirs) for each in pack_differences(ours, neutral)]
    assert found == [("equal_rank", "host_first", "guest_first"), ("gift_days", 30, None)]
    assert (ours.params["gift_days"].source, ours.params["gift_days"].grade) == ("our office", "A")
    assert pack_differences(neutral, neutral) == ()
    assert [each.name for each in pack_differences(load_pack("kr-municipal"), neutral)][-1] == "ranks"
    with pytest.raises(UnknownParameter):
        changed_pack(neutral, name="ours", source="office", colour="red")


def test_a_pack_can_be_read_as_a_document_with_unset_values_as_null() -> None:
    made = pack_document(load_pack("kr-municipal"), "ko")
    assert (made["name"], made["title"]) == ("kr-municipal", "한국 지방자치단체 주최")
    assert [each["id"] for each in made["ranks"]][:2] == ["head_of_state", "head_of_government"]
    assert [each["name"] for each in made["parameters"]] == list(PARAMETERS)
    assert {each["name"]: each["value"] for each in made["parameters"]}["two_flags"] is None
    assert json.loads(json.dumps(made)) == made


def test_asking_for_what_is_unset_or_unknown() -> None:
    korea = load_pack("kr-municipal")
    with pytest.raises(AskTheOffice) as asked:
        korea.value("gift_threshold")
    assert (asked.value.parameter, asked.value.rule) == ("gift_threshold", "G2")
    assert asked.value.text("ko") == (
        "규칙 묶음 kr-municipal: gift_threshold: 확인된 근거가 없습니다(G2)."
        " 의전 담당 부서에 확인한 뒤 정해 주세요"
    )
    with pytest.raises(UnknownParameter):
        korea.value("colour")


def test_an_order_that_needs_an_unset_parameter_asks() -> None:
    unset = changed_pack(load_pack("neutral"), name="ours", source="office", equal_rank=None)
    with pytest.raises(AskTheOffice) as asked:
        ordered(holder("a", "mayor"), pack=unset)
    assert asked.value.parameter == "equal_rank"

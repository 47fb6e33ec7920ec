"""The JSON list and order of the command."""

import json
from pathlib import Path
from typing import Any

import pytest

from legation.engine.precedence import BadInput, run
from legation.engine.precedence.schema import EQUIVALENCE, NAME, ORDER_SCHEMA, OVERRIDE, PERSON, POST, SCHEMA

PARK = {
    "id": "park",
    "name": {"family": "박", "given": "형준"},
    "side": "host",
    "city": "Busan",
    "posts": [{"title": "Mayor", "rank": "mayor", "since": "2021-04-08"}],
}
HARRELL = {
    "id": "harrell",
    "name": {"family": "Harrell", "given": "Bruce"},
    "side": "guest",
    "city": "Seattle",
    "posts": [
        {
            "title": "Mayor",
            "rank": "mayor",
            "organisation": "City of Seattle",
            "since": "2022-01-01",
            "acting": False,
        }
    ],
    "represents": None,
    "function": "principal",
    "spouse_of": None,
    "age": None,
    "present": True,
}
INTERPRETER = {"id": "interpreter-1", "name": {"family": "예시"}, "function": "interpreter"}


def document(**values: Any) -> dict[str, Any]:
    return {
        "format": "legation.list/1",
        "pack": "kr-municipal",
        "host": "Busan",
        "language": "en",
        "on": "2024-04-17",
        "people": [HARRELL, PARK, INTERPRETER],
        **values,
    }


def test_the_list_of_the_formats_page() -> None:
    assert run(document()) == {
        "format": "legation.order/1",
        "pack": "kr-municipal",
        "language": "en",
        "seed": 0,
        "order": ["park", "harrell"],
        "outside": ["interpreter-1"],
        "absent": [],
        "reasons": [
            {
                "above": "park",
                "below": "harrell",
                "rule": "P12",
                "text": "박형준 goes before Bruce Harrell: in Busan, the city's own mayor is first.",
            }
        ],
    }


def test_the_pack_and_the_language_of_the_command_go_first() -> None:
    made = run(document(), pack="neutral", language="ko")
    assert made["pack"] == "neutral"
    assert (
        made["reasons"][0]["text"]
        == "Bruce Harrell이 박형준보다 앞섭니다. 직급이 같고(시장) 손님이 먼저입니다."
    )


def test_the_pack_is_neutral_where_none_is_named() -> None:
    bare = {key: value for key, value in document().items() if key not in {"pack", "language"}}
    assert run(bare)["pack"] == "neutral"


def test_equivalences_overrides_and_seed_are_read() -> None:
    chair = {
        "id": "chair",
        "name": {"family": "Sample"},
        "city": "Seattle",
        "posts": [{"title": "Council President"}],
    }
    made = run(
        document(
            people=[HARRELL, PARK, chair],
            equivalences=[{"post": "Council President", "city": "Seattle", "as": "Council Chair"}],
            overrides=[{"person": "chair", "before": "harrell", "reason": "guest of honour"}],
            seed=4,
        )
    )
    assert (made["order"], made["seed"]) == (["park", "chair", "harrell"], 4)
    assert [each["rule"] for each in made["reasons"]] == ["P3", "override"]


def test_output_has_only_what_the_schema_says_and_is_json() -> None:
    made = json.loads(json.dumps(run(document())))
    assert set(ORDER_SCHEMA["properties"]) - set(made) == {"seconds", "version"}
    assert set(made) - set(ORDER_SCHEMA["properties"]) == set()
    assert set(made["reasons"][0]) == set(ORDER_SCHEMA["properties"]["reasons"]["items"]["properties"])


def test_the_schema_refuses_unknown_keys_at_every_level() -> None:
    levels = (SCHEMA, PERSON, POST, NAME, EQUIVALENCE, OVERRIDE)
    assert [each["additionalProperties"] for each in levels] == [False] * 6


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("colour", {"colour": "red"}),
        ("people[0].colour", {"people": [{**PARK, "colour": "red"}]}),
        ("people[0].name.middle", {"people": [{**PARK, "name": {"family": "a", "middle": "b"}}]}),
        ("people[0].posts[0].colour", {"people": [{**PARK, "posts": [{"colour": "red"}]}]}),
        ("overrides[0].because", {"overrides": [{"because": "x"}]}),
        ("equivalences[0].like", {"equivalences": [{"like": "x"}]}),
    ],
)
def test_unknown_keys_are_refused_by_name(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        run(document(**values))
    assert refused.value.field == field
    assert refused.value.message == f"{field}: is not a known key"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("format", {"format": "legation.list/2"}),
        ("pack", {"pack": "atlantis"}),
        ("host", {"host": " "}),
        ("host", {"host": None}),
        ("on", {"on": "2024-02-30"}),
        ("on", {"on": "20240417"}),
        ("language", {"language": "qq"}),
        ("seed", {"seed": True}),
        ("seed", {"seed": 1.5}),
        ("people", {"people": {}}),
        ("people[1]", {"people": [PARK, 3]}),
        ("people[1].id", {"people": [PARK, PARK]}),
        ("people[0].id", {"people": [{**PARK, "id": ""}]}),
        ("people[0].name", {"people": [{"id": "a"}]}),
        ("people[0].name", {"people": [{"id": "a", "name": "Park"}]}),
        ("people[0].name.family", {"people": [{"id": "a", "name": {"given": "b"}}]}),
        ("people[0].side", {"people": [{**PARK, "side": "left"}]}),
        ("people[0].function", {"people": [{**PARK, "function": "juggler"}]}),
        ("people[0].age", {"people": [{**PARK, "age": -1}]}),
        ("people[0].age", {"people": [{**PARK, "age": "old"}]}),
        ("people[0].present", {"people": [{**PARK, "present": None}]}),
        ("people[0].posts[0].rank", {"people": [{**PARK, "posts": [{"rank": "duke"}]}]}),
        ("people[0].posts[0].since", {"people": [{**PARK, "posts": [{"since": "soon"}]}]}),
        (
            "people[0].posts[0].until",
            {"people": [{**PARK, "posts": [{"since": "2024-01-01", "until": "2023-01-01"}]}]},
        ),
        ("people[0].posts[0].institution", {"people": [{**PARK, "posts": [{"institution": "senate"}]}]}),
        ("people[0].represents", {"people": [{**PARK, "represents": "nobody"}]}),
        ("people[0].represents", {"people": [{**PARK, "represents": 3}]}),
        ("people[0].represents.rank", {"people": [{**PARK, "represents": {"rank": "duke"}}]}),
        ("people[0].spouse_of", {"people": [{**PARK, "spouse_of": "nobody"}]}),
        ("people[0].spouse_of", {"people": [{**PARK, "spouse_of": "park"}]}),
        ("people[0].given.reason", {"people": [{**PARK, "given": {"rank": "mayor"}}]}),
        ("people[0].given.rank", {"people": [{**PARK, "given": {"rank": "duke", "reason": "x"}}]}),
        ("people[0].cedes_chair_to", {"people": [{**PARK, "cedes_chair_to": "harrell"}, HARRELL]}),
        ("overrides[0].reason", {"overrides": [{"person": "park", "before": "harrell", "reason": ""}]}),
        ("equivalences[0].as", {"equivalences": [{"post": "a", "city": "b", "as": "duke"}]}),
    ],
)
def test_bad_input_names_the_field(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        run(document(**values))
    assert refused.value.field == field
    assert [refused.value.text(each)[: len(field)] for each in ("en", "ko")] == [field, field]


@pytest.mark.parametrize("missing", ["format", "host", "on", "people"])
def test_a_missing_key_is_named(missing: str) -> None:
    with pytest.raises(BadInput) as refused:
        run({key: value for key, value in document().items() if key != missing})
    assert refused.value.message == f"{missing}: is missing"


def test_a_document_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        run([])  # type: ignore[arg-type]
    assert refused.value.field == "document"


def test_hyphens_and_underscores_in_functions_are_the_same() -> None:
    people = [{**PARK, "function": "note-taker"}, {**HARRELL, "function": "note_taker"}]
    assert run(document(people=people))["outside"] == ["harrell", "park"]


def test_nobody_at_all_is_an_empty_order() -> None:
    made = run(document(people=[]))
    assert (made["order"], made["reasons"]) == ([], [])


def test_the_engine_reads_no_clock_and_no_framework() -> None:
    folder = Path(__file__).parents[3] / "src" / "legation" / "engine" / "precedence"
    sources = [each.read_text(encoding="utf-8") for each in sorted(folder.glob("*.py"))]
    words = ("django", "import time", "today()", "now()", "open(")
    assert [word for word in words for text in sources if word in text] == []

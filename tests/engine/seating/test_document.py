"""JSON in, JSON out, and every wrong value refused by the name of its field."""

import copy
import json
from typing import Any

import pytest

from legation.engine.seating import LAYOUTS, SCHEMA, BadInput, pack_names, run

DOCUMENT = {
    "format": "legation.seating/1",
    "layout": "bilateral",
    "pack": "neutral",
    "order": ["a", "b"],
    "people": [
        {"id": "a", "side": "host", "function": "principal", "languages": ["ko"], "needs": ["wheelchair"]},
        {"id": "b", "side": "guest"},
    ],
    "tables": [{"id": "t1", "seats": 10}],
    "door": "north",
    "window": "east",
    "viewer": "south",
    "locks": [{"person": "a", "seat": "t1-h1"}],
    "apart": [],
    "together": [],
    "previous": None,
}


def test_a_document_gives_seats() -> None:
    out = run(copy.deepcopy(DOCUMENT))
    assert (out["format"], out["status"], out["unseated"], out["moved"]) == (
        "legation.seats/1",
        "optimal",
        [],
        0,
    )
    assert out["seats"][0] == {
        "person": "b", "table": "t1", "seat": "t1-g1", "number": 1,
        "x": 0.0, "y": -0.95, "facing": 0, "why": ["T4", "T5"],
    }  # fmt: skip
    assert out["seats"][1]["why"] == ["T4", "T5", "T16"]
    assert json.loads(json.dumps(out)) == out


def test_the_document_is_not_changed() -> None:
    given = copy.deepcopy(DOCUMENT)
    run(given)
    assert given == DOCUMENT


def test_a_plan_can_be_the_previous_one() -> None:
    before = run(copy.deepcopy(DOCUMENT))
    assert run({**DOCUMENT, "previous": before})["moved"] == 0
    swapped = [{"person": "b", "seat": "t1-g2"}]
    assert run({**DOCUMENT, "previous": swapped})["moved"] == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"format": "legation.seats/1"}, "format"),
        ({"layout": "hexagon"}, "layout"),
        ({"layout": 3}, "layout"),
        ({"pack": "mars"}, "pack"),
        ({"people": []}, "people"),
        ({"people": [{"id": "a", "age": 3}]}, "people[0].age"),
        ({"people": [{"side": "host"}]}, "people[0].id"),
        ({"people": [{"id": "a", "side": "left"}, {"id": "b"}]}, "people[0].side"),
        ({"people": [{"id": "a"}, {"id": "b", "function": "jester"}]}, "people[1].function"),
        ({"people": [{"id": "a"}, {"id": "a"}]}, "people"),
        ({"people": [{"id": "a", "needs": ["throne"]}, {"id": "b"}]}, "people[0].needs"),
        ({"people": [{"id": "a", "reply": "declined"}, {"id": "b", "reply": "pending"}]}, "people"),
        ({"order": ["a", "x"]}, "order"),
        ({"order": ["a", "a"]}, "order"),
        ({"door": "up"}, "door"),
        ({"window": "north"}, "window"),
        ({"axis": "diagonal"}, "axis"),
        ({"tables": [{"id": "t1", "seats": 0}]}, "tables[0].seats"),
        ({"tables": [{"id": "t1", "seats": "ten"}]}, "tables[0].seats"),
        ({"tables": [{"id": "t1", "seats": 4}, {"id": "t1", "seats": 4}]}, "tables"),
        ({"locks": [{"person": "z", "seat": "t1-1"}]}, "locks[0].person"),
        ({"locks": [{"person": "a"}]}, "locks[0].seat"),
        ({"apart": [["a", "b", "b"]]}, "apart[0]"),
        ({"apart": [["a", "a"]]}, "apart[0]"),
        ({"together": [["a", "q"]]}, "together[0]"),
        ({"previous": {"format": "legation.plan/1"}}, "previous.format"),
        ({"parameters": {"flags_two": "up"}}, "parameters.flags_two"),
        ({"parameters": {"speed": "up"}}, "parameters.speed"),
        ({"effort": -1}, "effort"),
        ({"weights": {"rank": -1}}, "weights.rank"),
        ({"seed": True}, "seed"),
        ({"layout": "rounds", "tables": None}, "tables"),
    ],
)
def test_bad_input_names_the_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as error:
        run({**DOCUMENT, **change})
    assert error.value.field == field


def test_a_document_that_is_not_an_object() -> None:
    with pytest.raises(BadInput) as error:
        run([])  # type: ignore[arg-type]
    assert (error.value.field, error.value.message) == ("document", "must be an object")


def test_the_schema_lists_what_the_engine_knows() -> None:
    assert SCHEMA["properties"]["layout"]["enum"] == list(LAYOUTS)
    assert SCHEMA["additionalProperties"] is False
    assert set(DOCUMENT) - set(SCHEMA["properties"]) == set()


@pytest.mark.parametrize("pack", pack_names())
def test_every_pack_seats(pack: str) -> None:
    assert run({**DOCUMENT, "pack": pack})["status"] == "optimal"

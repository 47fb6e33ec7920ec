"""JSON Schema of what `legation precedence` reads and writes."""

from typing import Any

from legation.engine.precedence.model import FUNCTIONS, SIDES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_FILLED = {"type": "string", "minLength": 1}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_FLAG = {"type": "boolean"}


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


POST = _object(
    [],
    {
        "title": _TEXT,
        "rank": _TEXT_OR_NULL,
        "organisation": _TEXT,
        "since": _DAY,
        "until": _DAY,
        "acting": _FLAG,
        "relevant": _FLAG,
        "off_duty": _FLAG,
        "higher_duties": _TEXT_OR_NULL,
        "first_elected": _DAY,
        "founded": _DAY,
        "institution": _TEXT_OR_NULL,
        "head": {"type": ["boolean", "null"]},
        "superior_body": _FLAG,
        "state_body": _FLAG,
    },
)
NAME = _object(["family"], {"family": _FILLED, "given": _TEXT})
ABSENT = _object(["rank"], {"rank": _FILLED, "organisation": _TEXT})
GIVEN = _object(["rank", "reason"], {"rank": _FILLED, "reason": _FILLED})
PERSON = _object(
    ["id", "name"],
    {
        "id": _FILLED,
        "name": NAME,
        "side": {"enum": list(SIDES)},
        "city": _TEXT,
        "country": _TEXT,
        "posts": _list(POST),
        "represents": {"anyOf": [{"type": "null"}, _FILLED, ABSENT]},
        "function": {"enum": [*FUNCTIONS, "note-taker", "master-of-ceremonies"]},
        "spouse_of": _TEXT_OR_NULL,
        "age": {"type": ["integer", "null"], "minimum": 0, "maximum": 130},
        "present": _FLAG,
        "given": {"anyOf": [{"type": "null"}, GIVEN]},
        "organiser": _FLAG,
        "cedes_chair_to": _TEXT_OR_NULL,
        "relation": _TEXT,
        "association_head": _FLAG,
    },
)
EQUIVALENCE = _object(["post", "city", "as"], {"post": _FILLED, "city": _FILLED, "as": _FILLED})
OVERRIDE = _object(["person", "before", "reason"], {"person": _FILLED, "before": _FILLED, "reason": _FILLED})

SCHEMA: dict[str, Any] = {
    "$schema": DRAFT,
    "title": "legation.list/1",
    **_object(
        ["format", "host", "on", "people"],
        {
            "format": {"const": "legation.list/1"},
            "pack": _FILLED,
            "host": _FILLED,
            "language": _FILLED,
            "on": {"type": "string", "format": "date"},
            "seed": {"type": "integer"},
            "equivalences": _list(EQUIVALENCE),
            "overrides": _list(OVERRIDE),
            "people": _list(PERSON),
        },
    ),
}

REASON = _object(
    ["above", "below", "rule", "text"], {"above": _TEXT, "below": _TEXT, "rule": _TEXT, "text": _TEXT}
)
ORDER_SCHEMA: dict[str, Any] = {
    "$schema": DRAFT,
    "title": "legation.order/1",
    **_object(
        ["format", "pack", "language", "seed", "order", "outside", "absent", "reasons"],
        {
            "format": {"const": "legation.order/1"},
            "pack": _TEXT,
            "language": _TEXT,
            "seed": {"type": "integer"},
            "order": _list(_TEXT),
            "outside": _list(_TEXT),
            "absent": _list(_TEXT),
            "reasons": _list(REASON),
            "seconds": {"type": "number"},
            "version": _TEXT,
        },
    ),
}

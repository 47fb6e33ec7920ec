"""The JSON Schema of `legation.round/1`, built from the same limits the checks use."""

from __future__ import annotations

from typing import Any

from legation.engine.matching.model import MOST_MEETINGS, MOST_SLOTS

FORMAT = "legation.round/1"
PLAN_FORMAT = "legation.plan/1"
_ID = {"type": "string", "minLength": 1}
_IDS = {"type": "array", "items": _ID}
_SLOT = {"type": "integer", "minimum": 1, "maximum": MOST_SLOTS}
_SLOTS = {"type": "array", "items": _SLOT}
_AMOUNT = {
    "oneOf": [
        {"type": "integer", "minimum": 0},
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1},
    ]
}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _or_null(kind: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [kind, {"type": "null"}]}


PARTICIPANT = _object(
    {"id": _ID, "unavailable": _SLOTS, "in_a_row": _or_null({"type": "integer", "minimum": 1})}, ("id",)
)
MEETING = _object(
    {
        "id": _ID,
        "participants": {"type": "array", "items": _ID, "minItems": 2, "uniqueItems": True},
        "session": _or_null(_ID),
        "slot": _or_null(_SLOT),
        "after": _IDS,
        "must": {"type": "boolean"},
        "weight": {"type": "integer", "minimum": 1, "maximum": 1000},
        "needs": _IDS,
        "site": _or_null(_ID),
    },
    ("id", "participants"),
)
RESOURCE = _object({"id": _ID, "amount": _AMOUNT}, ("id", "amount"))
TRAVEL = _object(
    {
        "between": {"type": "array", "items": _ID, "minItems": 2, "maxItems": 2},
        "slots": {"type": "integer", "minimum": 0, "maximum": MOST_SLOTS},
    },
    ("between", "slots"),
)

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": FORMAT,
    "title": "A round of meetings to be planned",
    **_object(
        {
            "format": {"const": FORMAT},
            "slots": _SLOT,
            "sessions": {"type": "object", "additionalProperties": _SLOTS},
            "days": {"type": "array", "items": _SLOTS},
            "tables": _or_null(_AMOUNT),
            "fairness": _or_null({"type": "integer", "minimum": 0}),
            "in_a_row": _or_null({"type": "integer", "minimum": 1}),
            "participants": {"type": "array", "items": PARTICIPANT},
            "meetings": {"type": "array", "items": MEETING, "maxItems": MOST_MEETINGS},
            "resources": {"type": "array", "items": RESOURCE},
            "travel": {"type": "array", "items": TRAVEL},
            "refused": {
                "type": "array",
                "items": {"type": "array", "items": _ID, "minItems": 2, "maxItems": 2},
            },
        },
        ("format", "slots", "participants", "meetings"),
    ),
}

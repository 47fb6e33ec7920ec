"""The JSON Schema of `legation.seating/1`, built from the same lists the checks use."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from legation.engine.seating.model import COMPASS, FUNCTIONS, LAYOUTS, NEEDS, REPLIES, SIDES, Weights
from legation.engine.seating.packs import CHOICES

FORMAT = "legation.seating/1"
_ID = {"type": "string", "minLength": 1}
_PAIRS = {"type": "array", "items": {"type": "array", "items": _ID, "minItems": 2, "maxItems": 2}}
_WALL = {"enum": [*COMPASS, None]}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_PERSON = _object(
    {
        "id": _ID,
        "side": {"enum": list(SIDES)},
        "function": {"enum": list(FUNCTIONS)},
        "languages": {"type": "array", "items": _ID},
        "needs": {"type": "array", "items": {"enum": list(NEEDS)}},
        "party": {"type": ["string", "null"]},
        "partner": {"type": ["string", "null"]},
        "sector": {"type": ["string", "null"]},
        "assists": {"type": ["string", "null"]},
        "reply": {"enum": list(REPLIES)},
    },
    ("id",),
)
_TABLE = _object(
    {
        "id": _ID,
        "seats": {"type": "integer", "minimum": 1, "maximum": 500},
        "shape": {"enum": ["round", "long"]},
        "x": {"type": ["number", "null"]},
        "y": {"type": ["number", "null"]},
        "rotation": {"type": "integer"},
        "top": {"type": "boolean"},
    },
    ("id", "seats"),
)
_VEHICLE = _object(
    {
        "id": _ID,
        "seats": {"type": "integer", "minimum": 1, "maximum": 80},
        "kind": {"enum": ["car", "van", "coach"]},
        "driver": {"enum": ["chauffeur", "owner"]},
        "wheel": {"enum": ["left", "right"]},
        "side": {"enum": [*SIDES, None]},
        "party": {"type": ["string", "null"]},
        "alone": {"type": "boolean"},
    },
    ("id", "seats"),
)
_SEAT_OF = _object({"person": _ID, "seat": _ID}, ("person", "seat"))

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": FORMAT,
    "title": "A seating to be planned",
    **_object(
        {
            "format": {"const": FORMAT},
            "layout": {"enum": list(LAYOUTS)},
            "pack": _ID,
            "parameters": _object({key: {"enum": list(values)} for key, values in CHOICES.items()}),
            "order": {"type": "array", "items": _ID, "uniqueItems": True},
            "people": {"type": "array", "items": _PERSON, "minItems": 1},
            "tables": {
                "type": ["array", "null"],
                "items": _TABLE,
            },
            "door": _WALL,
            "window": _WALL,
            "viewer": _WALL,
            "axis": {"enum": ["across", "along"]},
            "locks": {"type": "array", "items": _SEAT_OF},
            "apart": _PAIRS,
            "together": _PAIRS,
            "wishes": _PAIRS,
            "accessible": {"type": ["array", "null"], "items": _ID},
            "previous": {
                "oneOf": [
                    {"type": "null"},
                    {"type": "array", "items": _SEAT_OF},
                    {"type": "object", "properties": {"format": {"const": "legation.seats/1"}}},
                ]
            },
            "vehicles": {"type": "array", "items": _VEHICLE},
            "driver": {"enum": ["chauffeur", "owner"]},
            "wheel": {"enum": ["left", "right"]},
            "seed": {"type": "integer"},
            "effort": {"type": ["integer", "null"], "minimum": 0},
            "weights": _object({field.name: {"type": "integer", "minimum": 0} for field in fields(Weights)}),
        },
        ("format", "layout", "people"),
    ),
}

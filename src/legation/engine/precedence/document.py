"""The list and the order as JSON documents: `legation.list/1` in, `legation.order/1` out."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from legation.engine.precedence.errors import BadInput, UnknownPack
from legation.engine.precedence.model import Absent, Equivalence, Given, Name, Override, Person, Post
from legation.engine.precedence.ordering import order
from legation.engine.precedence.pack import Pack, load_pack, pack_names
from legation.engine.precedence.parameters import PARAMETERS
from legation.engine.precedence.schema import (
    ABSENT,
    EQUIVALENCE,
    GIVEN,
    NAME,
    OVERRIDE,
    PERSON,
    POST,
    SCHEMA,
)
from legation.engine.precedence.sentences import sentence

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HANGUL = re.compile(r"[가-힣]")
_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_WORDS_KO = {
    "string": "글자",
    "integer": "정수",
    "boolean": "true 또는 false",
    "array": "목록",
    "object": "객체",
    "null": "null",
}
_TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": Mapping,
    "null": type(None),
}


def run(
    document: Mapping[str, Any], *, pack: str | None = None, language: str | None = None
) -> dict[str, Any]:
    """The order of a `legation.list/1` document, as a `legation.order/1` document without `seconds` and
    `version`.

    `pack` goes before the document's own (default "neutral"). `language` is the language of the reasons
    ("en" or "ko", by default the document's); names are collated by the document's language in any case.
    Raises `BadInput` with the path of the field, `UnknownPack` excluded: an unknown name is `BadInput` on
    `pack`.
    """
    _object(document, "", SCHEMA)
    _format(document)
    people = tuple(_person(each, f"people[{index}]") for index, each in enumerate(document["people"]))
    made = order(
        people,
        _pack(pack or document.get("pack", "neutral")),
        host=document["host"],
        on=_day(document["on"], "on") or date.min,
        language=document.get("language", "en"),
        equivalences=[
            _equivalence(each, f"equivalences[{index}]")
            for index, each in enumerate(document.get("equivalences", []))
        ],
        overrides=[
            _override(each, f"overrides[{index}]") for index, each in enumerate(document.get("overrides", []))
        ],
        seed=document.get("seed", 0),
    )
    names = {each.id: _display(each.name) for each in people}
    words = language or made.language
    return {
        "format": "legation.order/1",
        "pack": made.pack.name,
        "language": made.language,
        "seed": made.seed,
        "order": list(made.order),
        "outside": list(made.outside),
        "absent": list(made.absent),
        "reasons": [
            {
                "above": each.above,
                "below": each.below,
                "rule": each.rule,
                "text": sentence(each, names, words),
            }
            for each in made.reasons
        ],
    }


def pack_document(pack: Pack, language: str = "en") -> dict[str, Any]:
    """A pack for reading: its ranks from the top, and every parameter with its source; Korean for "ko",
    else English.

    An unset parameter has the value null: the office must be asked.
    """
    return {
        "format": "legation.pack/1",
        "name": pack.name,
        "title": pack.title.text(language),
        "ladder": {"source": pack.ladder_source, "grade": pack.ladder_grade},
        "ranks": [
            {"id": each.id, "label": each.label.text(language), "level": each.level}
            for each in pack.ranks.values()
        ],
        "parameters": [
            {
                "name": each.name,
                "rule": each.rule,
                "label": PARAMETERS[each.name].label.text(language),
                "value": list(each.value) if isinstance(each.value, tuple) else each.value,
                "source": each.source,
                "grade": each.grade,
            }
            for each in pack.params.values()
        ],
    }


def _display(name: Name) -> str:
    if _HANGUL.search(name.family):
        return name.family + name.given
    return f"{name.given} {name.family}".strip()


def _pack(name: str) -> Pack:
    try:
        return load_pack(name)
    except UnknownPack as error:
        known = ", ".join(pack_names())
        raise BadInput(
            "pack",
            f"{name!r} is not a pack; there are {known}",
            f"‘{name}’: 없는 규칙 묶음입니다. 있는 묶음: {known}",
        ) from error


def _format(document: Mapping[str, Any]) -> None:
    if document["format"] != "legation.list/1":
        raise BadInput("format", "must be legation.list/1", "legation.list/1이어야 합니다")


def _object(value: Any, where: str, schema: Mapping[str, Any]) -> None:
    """Keys and types of one object by its schema; nested objects are looked at when they are read."""
    at = where or "document"
    if not isinstance(value, Mapping):
        raise BadInput(at, "must be an object", "객체여야 합니다")
    for key in value:
        if key not in schema["properties"]:
            raise BadInput(f"{where}.{key}".lstrip("."), "is not a known key", "알 수 없는 항목입니다")
    for key in schema["required"]:
        if key not in value:
            raise BadInput(f"{where}.{key}".lstrip("."), "is missing", "빠져 있습니다")
    for key, each in value.items():
        _typed(each, f"{where}.{key}".lstrip("."), schema["properties"][key])


def _typed(value: Any, where: str, schema: Mapping[str, Any]) -> None:
    if "type" not in schema:
        return
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    fits = any(isinstance(value, _TYPES[kind]) for kind in kinds)
    if isinstance(value, bool) and "boolean" not in kinds:
        fits = False
    if not fits:
        raise BadInput(
            where,
            f"must be {' or '.join(_WORDS[kind] for kind in kinds)}",
            f"{' 또는 '.join(_WORDS_KO[kind] for kind in kinds)} 형식이어야 합니다",
        )
    if schema.get("minLength") and not value.strip():
        raise BadInput(where, "is empty", "비어 있습니다")


def _day(value: str | None, where: str) -> date | None:
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadInput(
            where,
            f"{value!r} is not a date such as 2024-04-17",
            f"‘{value}’: 2024-04-17과 같은 날짜여야 합니다",
        ) from error


def _person(row: Any, where: str) -> Person:
    _object(row, where, PERSON)
    values = dict(row)
    _object(values["name"], f"{where}.name", NAME)
    values["name"] = Name(**values["name"])
    values["posts"] = tuple(
        _post(each, f"{where}.posts[{index}]") for index, each in enumerate(values.get("posts", []))
    )
    values["represents"] = _represents(values.get("represents"), f"{where}.represents")
    if values.get("given") is not None:
        _object(values["given"], f"{where}.given", GIVEN)
        values["given"] = Given(**values["given"])
    if isinstance(values.get("function"), str):
        values["function"] = values["function"].replace("-", "_")
    return Person(**values)


def _represents(value: Any, where: str) -> str | Absent | None:
    if value is None or isinstance(value, str):
        return value
    _object(value, where, ABSENT)
    return Absent(**value)


def _post(row: Any, where: str) -> Post:
    _object(row, where, POST)
    values = dict(row)
    for key in ("since", "until", "first_elected", "founded"):
        values[key] = _day(values.get(key), f"{where}.{key}")
    return Post(**values)


def _equivalence(row: Any, where: str) -> Equivalence:
    _object(row, where, EQUIVALENCE)
    return Equivalence(row["post"], row["city"], row["as"])


def _override(row: Any, where: str) -> Override:
    _object(row, where, OVERRIDE)
    return Override(row["person"], row["before"], row["reason"])

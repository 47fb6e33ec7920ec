"""A `legation.seating/1` document into a request, each wrong value refused by the name of its field."""

from __future__ import annotations

from typing import Any

from legation.engine.seating.model import (
    BadInput,
    Lock,
    Parameters,
    Person,
    Request,
    TableSpec,
    Vehicle,
    Weights,
)
from legation.engine.seating.packs import parameters_of
from legation.engine.seating.schema import FORMAT, SCHEMA


def request_of(document: Any) -> Request:
    """The request that a document describes. Raises BadInput(field, message)."""
    top = _mapping(document, "document")
    _keys(top, SCHEMA, "")
    if top.get("format") != FORMAT:
        raise BadInput("format", f"must be “{FORMAT}”")
    for field in ("layout", "people"):
        if field not in top:
            raise BadInput(field, "is required")
    properties = SCHEMA["properties"]
    pack = _text(top.get("pack", "neutral"), "pack")
    return Request(
        layout=_text(top["layout"], "layout"),
        people=tuple(_person(item, f"people[{k}]") for k, item in enumerate(_list(top["people"], "people"))),
        order=tuple(_texts(top.get("order", []), "order")),
        pack=pack,
        parameters=_parameters(pack, top.get("parameters", {})),
        tables=tuple(
            _table(item, f"tables[{k}]", properties["tables"]["items"])
            for k, item in enumerate(_list(top.get("tables") or [], "tables"))
        ),
        door=_maybe(top.get("door"), "door"),
        window=_maybe(top.get("window"), "window"),
        viewer=_maybe(top.get("viewer"), "viewer"),
        axis=_text(top.get("axis", "across"), "axis"),
        locks=tuple(
            Lock(*_seat_of(item, f"locks[{k}]"))
            for k, item in enumerate(_list(top.get("locks", []), "locks"))
        ),
        apart=_pairs(top.get("apart", []), "apart"),
        together=_pairs(top.get("together", []), "together"),
        wishes=_pairs(top.get("wishes", []), "wishes"),
        accessible=None if top.get("accessible") is None else tuple(_texts(top["accessible"], "accessible")),
        previous=_previous(top.get("previous")),
        vehicles=tuple(
            _vehicle(item, f"vehicles[{k}]", properties["vehicles"]["items"])
            for k, item in enumerate(_list(top.get("vehicles", []), "vehicles"))
        ),
        driver=_text(top.get("driver", "chauffeur"), "driver"),
        wheel=_text(top.get("wheel", "left"), "wheel"),
        seed=_number(top.get("seed", 1), "seed"),
        effort=None if top.get("effort") is None else _number(top["effort"], "effort"),
        weights=_weights(top.get("weights", {}), properties["weights"]),
    )


def _mapping(value: Any, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(field, "must be an object")
    return value


def _list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(field, "must be a list")
    return value


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise BadInput(field, "must be a text")
    return value


def _maybe(value: Any, field: str) -> str | None:
    return None if value is None else _text(value, field)


def _number(value: Any, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(field, "must be a whole number")
    return value


def _texts(value: Any, field: str) -> list[str]:
    return [_text(item, f"{field}[{k}]") for k, item in enumerate(_list(value, field))]


def _keys(value: dict[str, Any], schema: dict[str, Any], at: str) -> None:
    for key in value:
        if key not in schema["properties"]:
            raise BadInput(f"{at}{key}", "unknown key")
    for key in schema["required"]:
        if key not in value:
            raise BadInput(f"{at}{key}", "is required")


def _person(value: Any, field: str) -> Person:
    data = _mapping(value, field)
    _keys(data, SCHEMA["properties"]["people"]["items"], f"{field}.")
    given: dict[str, Any] = {}
    for key, item in data.items():
        at = f"{field}.{key}"
        if key in {"languages", "needs"}:
            given[key] = tuple(_texts(item, at))
        elif key in {"party", "partner", "sector", "assists"}:
            given[key] = _maybe(item, at)
        else:
            given[key] = _text(item, at)
    return Person(**given)


def _table(value: Any, field: str, schema: dict[str, Any]) -> TableSpec:
    data = _mapping(value, field)
    _keys(data, schema, f"{field}.")
    return TableSpec(
        _text(data["id"], f"{field}.id"),
        _number(data["seats"], f"{field}.seats"),
        shape=_text(data.get("shape", "round"), f"{field}.shape"),
        x=_metres(data.get("x"), f"{field}.x"),
        y=_metres(data.get("y"), f"{field}.y"),
        rotation=_number(data.get("rotation", 0), f"{field}.rotation"),
        top=_flag(data.get("top", False), f"{field}.top"),
    )


def _vehicle(value: Any, field: str, schema: dict[str, Any]) -> Vehicle:
    data = _mapping(value, field)
    _keys(data, schema, f"{field}.")
    return Vehicle(
        _text(data["id"], f"{field}.id"),
        _number(data["seats"], f"{field}.seats"),
        kind=_text(data.get("kind", "car"), f"{field}.kind"),
        driver=_text(data.get("driver", "chauffeur"), f"{field}.driver"),
        wheel=_text(data.get("wheel", "left"), f"{field}.wheel"),
        side=_maybe(data.get("side"), f"{field}.side"),
        party=_maybe(data.get("party"), f"{field}.party"),
        alone=_flag(data.get("alone", False), f"{field}.alone"),
    )


def _metres(value: Any, field: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 10_000:
        raise BadInput(field, "must be a number of metres")
    return float(value)


def _flag(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise BadInput(field, "must be true or false")
    return value


def _seat_of(value: Any, field: str) -> tuple[str, str]:
    data = _mapping(value, field)
    _keys(data, SCHEMA["properties"]["locks"]["items"], f"{field}.")
    return _text(data["person"], f"{field}.person"), _text(data["seat"], f"{field}.seat")


def _pairs(value: Any, field: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for k, item in enumerate(_list(value, field)):
        pair = _texts(item, f"{field}[{k}]")
        if len(pair) != 2:
            raise BadInput(f"{field}[{k}]", "must name two people")
        pairs.append((pair[0], pair[1]))
    return tuple(pairs)


def _previous(value: Any) -> tuple[tuple[str, str], ...]:
    """The plan before: a list of person and seat, or a whole `legation.seats/1` document."""
    if value is None:
        return ()
    if isinstance(value, dict):
        if value.get("format") != "legation.seats/1":
            raise BadInput("previous.format", "must be “legation.seats/1”")
        seats = [
            _mapping(s, f"previous.seats[{k}]")
            for k, s in enumerate(_list(value.get("seats"), "previous.seats"))
        ]
        return tuple(
            (
                _text(s["person"], f"previous.seats[{k}].person"),
                _text(s.get("seat"), f"previous.seats[{k}].seat"),
            )
            for k, s in enumerate(seats)
            if s.get("person") is not None
        )
    return tuple(_seat_of(item, f"previous[{k}]") for k, item in enumerate(_list(value, "previous")))


def _parameters(pack: str, value: Any) -> Parameters:
    changes = _mapping(value, "parameters")
    return parameters_of(pack, **{key: _maybe(item, f"parameters.{key}") for key, item in changes.items()})


def _weights(value: Any, schema: dict[str, Any]) -> Weights:
    data = _mapping(value, "weights")
    _keys(data, schema, "weights.")
    for key, item in data.items():
        if _number(item, f"weights.{key}") < 0:
            raise BadInput(f"weights.{key}", "must be 0 or more")
    return Weights(**data)

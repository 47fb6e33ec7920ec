"""A `legation.round/1` document into a round, each wrong value refused by the name of its field."""

from __future__ import annotations

from typing import Any

from legation.engine.matching.model import (
    MOST_MEETINGS,
    MOST_SLOTS,
    BadInput,
    Meeting,
    Participant,
    Placed,
    Resource,
    Round,
    Travel,
)
from legation.engine.matching.rules import check
from legation.engine.matching.schema import (
    FORMAT,
    MEETING,
    PARTICIPANT,
    PLAN_FORMAT,
    RESOURCE,
    SCHEMA,
    TRAVEL,
)


def round_of(document: Any) -> Round:
    """The round that a document describes, checked. Raises BadInput(field, message)."""
    top = _mapping(document, "document")
    if top.get("format") != FORMAT:
        raise BadInput("format", f"must be “{FORMAT}”")
    _keys(top, SCHEMA, "")
    slots = _number(top["slots"], "slots", least=1, most=MOST_SLOTS)
    meetings = _list(top["meetings"], "meetings")
    if len(meetings) > MOST_MEETINGS:
        raise BadInput("meetings", f"there are {len(meetings)}, and at most {MOST_MEETINGS} can be planned")
    sessions = _mapping(top.get("sessions") or {}, "sessions")
    reading = Round(
        slots=slots,
        participants=tuple(
            _participant(item, f"participants[{k}]", slots)
            for k, item in enumerate(_list(top["participants"], "participants"))
        ),
        meetings=tuple(_meeting(item, f"meetings[{k}]", slots) for k, item in enumerate(meetings)),
        tables=None if top.get("tables") is None else _amounts(top["tables"], "tables", slots),
        sessions=tuple((name, _slots(value, f"sessions.{name}", slots)) for name, value in sessions.items()),
        days=tuple(
            _slots(value, f"days[{k}]", slots) for k, value in enumerate(_list(top.get("days") or [], "days"))
        ),
        fairness=_maybe_number(top.get("fairness"), "fairness", 0),
        in_a_row=_maybe_number(top.get("in_a_row"), "in_a_row", 1),
        resources=tuple(
            _resource(item, f"resources[{k}]", slots)
            for k, item in enumerate(_list(top.get("resources") or [], "resources"))
        ),
        travel=tuple(
            _travel(item, f"travel[{k}]") for k, item in enumerate(_list(top.get("travel") or [], "travel"))
        ),
        refused=tuple(
            _pair(item, f"refused[{k}]") for k, item in enumerate(_list(top.get("refused") or [], "refused"))
        ),
    )
    check(reading)
    return reading


def previous_of(document: Any, field: str = "previous") -> tuple[Placed, ...]:
    """The placed meetings of a `legation.plan/1` document. Raises BadInput(field, message)."""
    top = _mapping(document, field)
    if top.get("format") != PLAN_FORMAT:
        raise BadInput(f"{field}.format", f"must be “{PLAN_FORMAT}”")
    placed = []
    for k, item in enumerate(_list(top.get("placed"), f"{field}.placed")):
        at = f"{field}.placed[{k}]"
        data = _mapping(item, at)
        table = data.get("table")
        placed.append(
            Placed(
                _text(data.get("meeting"), f"{at}.meeting"),
                _number(data.get("slot"), f"{at}.slot", least=1, most=MOST_SLOTS),
                None if table is None else _number(table, f"{at}.table", least=1, most=MOST_MEETINGS),
            )
        )
    return tuple(placed)


def _mapping(value: Any, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(field, "must be an object")
    return value


def _list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(field, "must be a list")
    return value


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str) or not value:
        raise BadInput(field, "must be a text that is not empty")
    return value


def _number(value: Any, field: str, *, least: int = 0, most: int = 10**9) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(field, "must be a whole number")
    if not least <= value <= most:
        raise BadInput(field, f"{value} is out of range: {least} to {most}")
    return value


def _maybe_number(value: Any, field: str, least: int) -> int | None:
    return None if value is None else _number(value, field, least=least)


def _maybe(value: Any, field: str) -> str | None:
    return None if value is None else _text(value, field)


def _texts(value: Any, field: str) -> tuple[str, ...]:
    return tuple(_text(item, f"{field}[{k}]") for k, item in enumerate(_list(value, field)))


def _slots(value: Any, field: str, slots: int) -> tuple[int, ...]:
    return tuple(
        _number(item, f"{field}[{k}]", least=1, most=slots) for k, item in enumerate(_list(value, field))
    )


def _amounts(value: Any, field: str, slots: int) -> tuple[int, ...]:
    if not isinstance(value, list):
        return (_number(value, field),) * slots
    if len(value) != slots:
        raise BadInput(field, f"must have one number for each of the {slots} slots, and has {len(value)}")
    return tuple(_number(item, f"{field}[{k}]") for k, item in enumerate(value))


def _keys(value: dict[str, Any], schema: dict[str, Any], at: str) -> None:
    for key in value:
        if key not in schema["properties"]:
            raise BadInput(f"{at}{key}", "unknown key")
    for key in schema["required"]:
        if key not in value:
            raise BadInput(f"{at}{key}", "is required")


def _participant(value: Any, field: str, slots: int) -> Participant:
    data = _mapping(value, field)
    _keys(data, PARTICIPANT, f"{field}.")
    return Participant(
        _text(data["id"], f"{field}.id"),
        _slots(data.get("unavailable") or [], f"{field}.unavailable", slots),
        _maybe_number(data.get("in_a_row"), f"{field}.in_a_row", 1),
    )


def _meeting(value: Any, field: str, slots: int) -> Meeting:
    data = _mapping(value, field)
    _keys(data, MEETING, f"{field}.")
    must = data.get("must", True)
    if not isinstance(must, bool):
        raise BadInput(f"{field}.must", "must be true or false")
    slot = data.get("slot")
    return Meeting(
        _text(data["id"], f"{field}.id"),
        _texts(data["participants"], f"{field}.participants"),
        session=_maybe(data.get("session"), f"{field}.session"),
        slot=None if slot is None else _number(slot, f"{field}.slot", least=1, most=slots),
        after=_texts(data.get("after") or [], f"{field}.after"),
        must=must,
        weight=_number(data.get("weight", 1), f"{field}.weight", least=1, most=1000),
        needs=_texts(data.get("needs") or [], f"{field}.needs"),
        site=_maybe(data.get("site"), f"{field}.site"),
    )


def _resource(value: Any, field: str, slots: int) -> Resource:
    data = _mapping(value, field)
    _keys(data, RESOURCE, f"{field}.")
    return Resource(_text(data["id"], f"{field}.id"), _amounts(data["amount"], f"{field}.amount", slots))


def _travel(value: Any, field: str) -> Travel:
    data = _mapping(value, field)
    _keys(data, TRAVEL, f"{field}.")
    first, second = _pair(data["between"], f"{field}.between")
    return Travel(first, second, _number(data["slots"], f"{field}.slots", most=MOST_SLOTS))


def _pair(value: Any, field: str) -> tuple[str, str]:
    pair = _texts(value, field)
    if len(pair) != 2 or pair[0] == pair[1]:
        raise BadInput(field, "must name two that differ")
    return pair[0], pair[1]

"""Text in, JSON out: `legation.round/1` or `.dzn` to `legation.plan/1`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from legation.engine.matching.course import Pool
from legation.engine.matching.dzn import round_of_dzn
from legation.engine.matching.engine import plan
from legation.engine.matching.model import BadInput, Placed, Plan, Progress
from legation.engine.matching.reading import previous_of, round_of
from legation.engine.matching.remedies import remedies
from legation.engine.matching.schema import PLAN_FORMAT
from legation.engine.matching.sentences import (
    conflict_sentence,
    reason_sentence,
    remedy_sentence,
    standing_sentence,
)


def run(
    text: str,
    *,
    dzn: bool = False,
    previous: str | None = None,
    seconds: float = 10.0,
    seed: int = 1,
    moves: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] | None = None,
    pool: Pool | None = None,
    stop: Callable[[], bool] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Plans a round given as text, JSON or (with `dzn`) a published file, and gives the `legation.plan/1`
    document without `seconds` and `version`, which the command adds. `previous` is the text of a plan; the
    rest is as in `plan`. Raises BadInput(field, message) for what cannot be read or planned."""
    round_ = round_of_dzn(text) if dzn else round_of(_json(text, "document"))
    held: tuple[Placed, ...] = ()
    if previous is not None:
        known = {m.id for m in round_.meetings}
        held = tuple(p for p in previous_of(_json(previous, "previous")) if p.meeting in known)
    found = plan(
        round_,
        seconds=seconds,
        seed=seed,
        previous=held,
        moves=moves,
        progress=progress,
        clock=clock,
        pool=pool,
        stop=stop,
    )
    if found.conflict is not None:
        ways = remedies(round_, found.conflict, seed=seed, stop=stop)
        found = replace(found, conflict=replace(found.conflict, remedies=ways))
    return document_of(found, language)


def document_of(found: Plan, language: str = "en") -> dict[str, Any]:
    """A plan as a `legation.plan/1` document: plain lists, texts and numbers."""
    conflict = found.conflict
    return {
        "format": PLAN_FORMAT,
        "status": found.status,
        "breaks": found.breaks,
        "bound": found.bound,
        "weight": found.weight,
        "weight_bound": found.weight_bound,
        "moved": found.moved,
        "moved_bound": found.moved_bound,
        "table_changes": found.table_changes,
        "standing": standing_sentence(found, language) if conflict is None else None,
        "placed": [
            {"meeting": each.meeting, "slot": each.slot, "table": each.table} for each in found.placed
        ],
        "unplaced": [
            {
                "meeting": each.meeting,
                "why": reason_sentence(each.reason, language),
                "reason": each.reason.code,
                "who": list(each.reason.who),
            }
            for each in found.unplaced
        ],
        "conflict": [] if conflict is None else list(conflict.meetings),
        "conflict_reason": None
        if conflict is None
        else {
            "code": conflict.code,
            "why": conflict_sentence(conflict, language),
            "who": list(conflict.who),
            "slots": list(conflict.slots),
            "least": conflict.least,
            "minimal": conflict.minimal,
        },
        "remedies": []
        if conflict is None
        else [
            {
                "kind": way.kind,
                "text": remedy_sentence(way, language),
                "meetings": list(way.meetings),
                "participant": way.participant,
                "resource": way.resource,
                "slot": way.slot,
                "amount": way.amount,
            }
            for way in conflict.remedies
        ],
    }


def _json(text: str, field: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise BadInput(field, f"not a JSON document: {broken}") from broken

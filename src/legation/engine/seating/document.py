"""JSON in, JSON out: `legation.seating/1` to `legation.seats/1`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from legation.engine.seating.clauses import LANGUAGES, conflict_sentences
from legation.engine.seating.engine import seat
from legation.engine.seating.model import Beside, Fact, Seating
from legation.engine.seating.reading import request_of


def run(document: dict[str, Any], *, beside: Beside = map) -> dict[str, Any]:
    """Plans a `legation.seating/1` document and gives the `legation.seats/1` one, without `seconds` and
    `version`, which the command adds; `beside` as in `seat`. Raises BadInput(field, message) for what cannot
    be read."""
    return document_of(seat(request_of(document), beside=beside))


def _fact(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.kind, "people": list(fact.people), "values": list(fact.values)}


def document_of(seating: Seating) -> dict[str, Any]:
    """A plan as a `legation.seats/1` document: plain lists, texts and numbers."""
    return {
        "format": "legation.seats/1",
        "layout": seating.layout,
        "status": seating.status,
        "seats": [
            {
                "person": chair.person,
                "table": chair.table,
                "seat": chair.seat,
                "number": chair.number,
                "x": chair.x,
                "y": chair.y,
                "facing": chair.facing,
                "why": list(chair.why),
                **({"facts": [_fact(fact) for fact in chair.facts]} if chair.facts else {}),
            }
            for chair in seating.seats
        ],
        "unseated": [asdict(person) for person in seating.unseated],
        "score": {"total": seating.score.total, "by_rule": dict(seating.score.by_rule)},
        "bound": seating.bound,
        "moved": seating.moved,
        "conflict": None
        if seating.conflict is None
        else {
            "rules": list(seating.conflict.rules),
            "people": list(seating.conflict.people),
            "proved": seating.conflict.proved,
            "decided": seating.conflict.decided,
            "sentences": {
                language: list(conflict_sentences(seating.conflict, {}, language, layout=seating.layout))
                for language in LANGUAGES
            },
        },
        "room": asdict(seating.room),
        "tables": [asdict(shape) for shape in seating.tables],
        "flags": [{**asdict(flag), "why": list(flag.why)} for flag in seating.flags],
        "questions": list(seating.questions),
        "notes": list(seating.notes),
        "sequence": list(seating.sequence),
    }

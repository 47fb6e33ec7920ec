"""Who sits where, and why: layouts that rank fixes, and rounds that are searched for."""

from legation.engine.seating.document import document_of, run
from legation.engine.seating.engine import seat
from legation.engine.seating.model import (
    FUNCTIONS,
    LAYOUTS,
    BadInput,
    Conflict,
    Flag,
    Lock,
    Opening,
    Parameters,
    Person,
    Request,
    Room,
    Score,
    Seat,
    Seating,
    Shape,
    TableSpec,
    Unseated,
    Weights,
)
from legation.engine.seating.packs import pack_names, parameters_of, source_of
from legation.engine.seating.reading import request_of
from legation.engine.seating.reasons import reason, rule_sentence, unseated_reason
from legation.engine.seating.schema import SCHEMA

__all__ = [
    "FUNCTIONS",
    "LAYOUTS",
    "SCHEMA",
    "BadInput",
    "Conflict",
    "Flag",
    "Lock",
    "Opening",
    "Parameters",
    "Person",
    "Request",
    "Room",
    "Score",
    "Seat",
    "Seating",
    "Shape",
    "TableSpec",
    "Unseated",
    "Weights",
    "document_of",
    "pack_names",
    "parameters_of",
    "reason",
    "request_of",
    "rule_sentence",
    "run",
    "seat",
    "source_of",
    "unseated_reason",
]

"""Who sits where, and why: layouts that rank fixes, and rounds that are searched for."""

from legation.engine.seating.byhand import moves, place, score_of, seats_of
from legation.engine.seating.clauses import conflict_sentences
from legation.engine.seating.document import document_of, run
from legation.engine.seating.engine import seat, warm
from legation.engine.seating.faults import check
from legation.engine.seating.model import (
    FUNCTIONS,
    LAYOUTS,
    BadInput,
    Conflict,
    Fact,
    Fault,
    Flag,
    Lock,
    Move,
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
    Vehicle,
    Weights,
)
from legation.engine.seating.packs import pack_names, parameters_of, source_of
from legation.engine.seating.reading import request_of
from legation.engine.seating.reasons import (
    fact_sentence,
    fault_sentence,
    reason,
    rule_sentence,
    unseated_reason,
)
from legation.engine.seating.schema import SCHEMA
from legation.engine.seating.vehicles import boarding, fill_vehicles

__all__ = [
    "FUNCTIONS",
    "LAYOUTS",
    "SCHEMA",
    "BadInput",
    "Conflict",
    "Fact",
    "Fault",
    "Flag",
    "Lock",
    "Move",
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
    "Vehicle",
    "Weights",
    "boarding",
    "check",
    "conflict_sentences",
    "document_of",
    "fact_sentence",
    "fault_sentence",
    "fill_vehicles",
    "moves",
    "pack_names",
    "parameters_of",
    "place",
    "reason",
    "request_of",
    "rule_sentence",
    "run",
    "score_of",
    "seat",
    "seats_of",
    "source_of",
    "unseated_reason",
    "warm",
]

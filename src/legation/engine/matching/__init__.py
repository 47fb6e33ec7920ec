"""One-to-one meetings into slots and tables: the best timetable, what is proved of it, and the day after."""

from legation.engine.matching.checker import verify
from legation.engine.matching.course import Pool
from legation.engine.matching.document import document_of, run
from legation.engine.matching.dzn import round_of_dzn
from legation.engine.matching.engine import plan
from legation.engine.matching.events import Event
from legation.engine.matching.model import (
    HALL,
    MOST_MEETINGS,
    MOST_SLOTS,
    BadInput,
    Conflict,
    Crowded,
    Meeting,
    Participant,
    Placed,
    Plan,
    Progress,
    Reason,
    Remedy,
    Resource,
    Round,
    Travel,
    Unplaced,
)
from legation.engine.matching.planner import warm
from legation.engine.matching.reading import previous_of, round_of
from legation.engine.matching.remedies import applied, remedies
from legation.engine.matching.replanning import Move, Replan, replan
from legation.engine.matching.reserve import reserves
from legation.engine.matching.schema import SCHEMA
from legation.engine.matching.sentences import (
    conflict_sentence,
    reason_sentence,
    remedy_sentence,
    standing_sentence,
)
from legation.engine.matching.trying import Breach, Desk, Trial, attempt, targets

__all__ = [
    "HALL",
    "MOST_MEETINGS",
    "MOST_SLOTS",
    "SCHEMA",
    "BadInput",
    "Breach",
    "Conflict",
    "Crowded",
    "Desk",
    "Event",
    "Meeting",
    "Move",
    "Participant",
    "Placed",
    "Plan",
    "Pool",
    "Progress",
    "Reason",
    "Remedy",
    "Replan",
    "Resource",
    "Round",
    "Travel",
    "Trial",
    "Unplaced",
    "applied",
    "attempt",
    "conflict_sentence",
    "document_of",
    "plan",
    "previous_of",
    "reason_sentence",
    "remedies",
    "remedy_sentence",
    "replan",
    "reserves",
    "round_of",
    "round_of_dzn",
    "run",
    "standing_sentence",
    "targets",
    "verify",
    "warm",
]

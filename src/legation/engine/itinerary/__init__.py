"""Time and place: clashes and travel gaps as typed facts, and both cities' clocks."""

from .conflicts import DuplicateKey, conflicts, missing_travel
from .facts import (
    MOVING_KINDS,
    OPTIONAL_KINDS,
    EndsBeforeStart,
    Fact,
    Item,
    PersonClash,
    RoomClash,
    TravelGap,
)
from .interpreters import Interpreted, TooFewInterpreters, too_few_interpreters
from .journeys import Journey, TooEarly, TooLate, out_of_reach, usual_minutes
from .lanes import Place, Span, side_by_side
from .remedies import Offer, Taken, better_times, free_rooms, touches
from .ways import estimated_minutes
from .zones import (
    NaiveTime,
    NonexistentTime,
    OtherClock,
    UnknownZone,
    from_wall,
    is_ambiguous,
    local,
    moved,
    near_zones,
    other_clock,
    validate_zone,
)

__all__ = [
    "MOVING_KINDS",
    "OPTIONAL_KINDS",
    "DuplicateKey",
    "EndsBeforeStart",
    "Fact",
    "Interpreted",
    "Item",
    "Journey",
    "NaiveTime",
    "NonexistentTime",
    "Offer",
    "OtherClock",
    "PersonClash",
    "Place",
    "RoomClash",
    "Span",
    "Taken",
    "TooEarly",
    "TooFewInterpreters",
    "TooLate",
    "TravelGap",
    "UnknownZone",
    "better_times",
    "conflicts",
    "estimated_minutes",
    "free_rooms",
    "from_wall",
    "is_ambiguous",
    "local",
    "missing_travel",
    "moved",
    "near_zones",
    "other_clock",
    "out_of_reach",
    "side_by_side",
    "too_few_interpreters",
    "touches",
    "usual_minutes",
    "validate_zone",
]

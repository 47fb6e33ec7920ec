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
    "Item",
    "NaiveTime",
    "NonexistentTime",
    "OtherClock",
    "PersonClash",
    "RoomClash",
    "TravelGap",
    "UnknownZone",
    "conflicts",
    "estimated_minutes",
    "from_wall",
    "is_ambiguous",
    "local",
    "missing_travel",
    "moved",
    "near_zones",
    "other_clock",
    "validate_zone",
]

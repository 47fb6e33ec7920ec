"""What a time line is made of: rows of plain values, one for each thing on each day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from legation.desk.queries.ties import Pair, Trip
from legation.outcomes.choices import SETTLED
from legation.outcomes.queries.register import Entry

# Plain words: thousands are looked up.
CLOSED = frozenset(status.value for status in SETTLED)


class Promised(NamedTuple):
    """A promise as the time line reads it; its days are as they are written."""

    pk: int
    mission: int
    engagement: int | None
    title: str
    status: str
    due_on: str | None
    settled_on: str | None
    owed_by: int | None
    by_city: int | None
    owed_to: int | None
    to_city: int | None
    at_city: int | None
    visibility: str

    @property
    def settled(self) -> bool:
        return self.status in CLOSED


class Mark(NamedTuple):
    """One thing on one day: `told` is the row that it was read from."""

    day: date
    order: int
    pk: int
    kind: str
    step: str
    mission: int
    told: Any


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known between two cities."""

    pair: Pair
    trips: Mapping[int, Trip]
    entries: tuple[Entry, ...]
    promises: tuple[Promised, ...]
    marks: tuple[Mark, ...]
    subjects: Mapping[int, frozenset[str]] = field(default_factory=dict)

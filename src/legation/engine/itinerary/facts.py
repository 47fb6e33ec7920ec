"""What goes in, and the facts that come out. Pages turn facts into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOVING_KINDS = frozenset({"transfer"})
"""Kinds that are the way from one place to another: they occupy people, but no room and no venue."""

OPTIONAL_KINDS = frozenset({"free_time"})
"""Kinds that give way to anything: they occupy neither people nor rooms."""


@dataclass(frozen=True, slots=True)
class Item:
    """One engagement. `start` and `end` are aware; `people` are keys; `kind` is the engagement's kind."""

    key: str
    start: datetime
    end: datetime
    people: frozenset[str]
    room: str | None
    venue: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class EndsBeforeStart:
    """An item that ends before it starts. It is left out of every other check."""

    item: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class PersonClash:
    """One person in two items that overlap from `start` to `end` (UTC). `first` starts no later."""

    person: str
    first: str
    second: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class RoomClash:
    """One room with two items that overlap from `start` to `end` (UTC). `first` starts no later."""

    room: str
    first: str
    second: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TravelGap:
    """One person with less time between two venues than the way takes. Minutes; `have` is rounded down."""

    person: str
    leaving: str
    arriving: str
    needed: int
    have: int


Fact = EndsBeforeStart | PersonClash | RoomClash | TravelGap

"""Guests, kinds of rooms, and the answer: frozen, keys and numbers only."""

from dataclasses import dataclass
from typing import Literal

Beds = Literal["single", "double", "twin"]
Why = Literal["rooms", "access", "side"]
PLACES: dict[Beds, int] = {"single": 1, "double": 2, "twin": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A room: the key of its kind, and which of that kind it is, from 1."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who stays from night `first` to the morning of day `last` (whole numbers, last > first).

    `rank` 0 is first by precedence. `partner` shares a bed, `shares` a room, where the other one does not
    wish otherwise; `open` lets anybody of the same group who is open, too, come in. `group` is a delegation.
    `access` needs a room without steps, `suite` may have a suite. `fixed` is a room that was given by hand.
    """

    key: str
    side: str
    group: str
    rank: int
    first: int
    last: int
    partner: str | None = None
    shares: str | None = None
    open: bool = False
    access: bool = False
    suite: bool = False
    fixed: Place | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """`count` rooms of one kind. `side` None is for everybody. Held from night `first` to the morning of
    day `last`; None is always."""

    key: str
    beds: Beds
    count: int
    suite: bool = False
    accessible: bool = False
    side: str | None = None
    first: int | None = None
    last: int | None = None

    @property
    def places(self) -> int:
        """How many sleep in one room."""
        return PLACES[self.beds]


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody without a room: "rooms" where none is free, "access" where none without steps is, "side"
    where all that are free are held for others."""

    guest: str
    why: Why


@dataclass(frozen=True, slots=True)
class Filled:
    """Guest to room, who is left, and wishes to share that could not be kept (both keys, in rank order)."""

    places: dict[str, Place]
    left: tuple[Left, ...]
    parted: tuple[tuple[str, str], ...]

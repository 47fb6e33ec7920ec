"""Passengers, vehicles, and the answer: frozen, keys and numbers only."""

from dataclasses import dataclass
from typing import Literal

Why = Literal["seats", "side"]


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody who rides. `rank` 0 is first by precedence; `group` is a delegation. `serves` is the principal
    of an interpreter or aide, `partner` whom they come with; `fixed` a vehicle that was chosen by hand."""

    key: str
    side: str
    group: str
    rank: int
    serves: str | None = None
    partner: str | None = None
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle of `seats` passengers. `coach` takes groups by load, another the first by rank. `side` None
    is for everybody; with `alone` its first passenger shares it with their own company only."""

    key: str
    seats: int
    coach: bool = False
    side: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """Passenger to vehicle; in each vehicle who enters first; who is left and why ("side": there is room, but
    for others); groups that ride in more than one coach."""

    rides: dict[str, str]
    boarding: dict[str, tuple[str, ...]]
    left: tuple[tuple[str, Why], ...]
    split: tuple[str, ...]

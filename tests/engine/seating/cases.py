"""Small parties for the tests, and ways to look at a plan."""

from __future__ import annotations

from itertools import combinations
from math import hypot
from typing import Any

from legation.engine.seating import Person, Request, Seat, Seating, seat


def side(name: str, count: int, **more: Any) -> tuple[Person, ...]:
    """People g1, g2 … or h1, h2 … of one side."""
    return tuple(Person(f"{name[0]}{k + 1}", name, **more) for k in range(count))


def mixed(count: int) -> tuple[Person, ...]:
    """People p1 … in rank order, hosts and guests in turn."""
    return tuple(Person(f"p{k + 1}", ("host", "guest")[k % 2]) for k in range(count))


def plan(layout: str, people: tuple[Person, ...], **more: Any) -> Seating:
    """The plan of a layout with people in the order given."""
    more.setdefault("order", tuple(p.id for p in people if p.function not in {"interpreter", "note-taker"}))
    return seat(Request(layout, people, **more))


def at(seating: Seating) -> dict[str, Seat]:
    """The seat of each person."""
    return {chair.person: chair for chair in seating.seats if chair.person is not None}


def own_right(one: Seat, other: Seat) -> float:
    """How far `other` sits to the own right of `one`, in metres (negative: to the left)."""
    axes = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[one.facing]
    return round((other.x - one.x) * axes[0] + (other.y - one.y) * axes[1], 3)


def from_viewers_left(seating: Seating) -> list[str]:
    """The people of one row as the viewer sees them, left to right."""
    chairs = [chair for chair in seating.seats if chair.person is not None]
    return [str(c.person) for c in sorted(chairs, key=lambda c: own_right(chairs[0], c), reverse=True)]


def numbers(seating: Seating) -> dict[str, int]:
    """The rank number of everyone who has one."""
    return {str(c.person): c.number for c in seating.seats if c.person and c.number is not None}


def closest(seating: Seating) -> float:
    """The least distance between two chairs."""
    return min((hypot(a.x - b.x, a.y - b.y) for a, b in combinations(seating.seats, 2)), default=float("inf"))

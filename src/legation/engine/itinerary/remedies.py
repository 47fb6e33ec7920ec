"""Ways out of a clash: the nearest other time, and rooms that are free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from .conflicts import conflicts
from .facts import MOVING_KINDS, OPTIONAL_KINDS, EndsBeforeStart, Fact, Item, PersonClash, RoomClash


@dataclass(frozen=True, slots=True)
class Taken:
    """A room that is held from `start` to `end`, whoever holds it."""

    room: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A room that may be chosen; `seats` is None where nobody said how many it holds."""

    room: str
    seats: int | None


def touches(fact: Fact, key: str) -> bool:
    """Whether the item `key` is part of this fact."""
    if isinstance(fact, EndsBeforeStart):
        return fact.item == key
    if isinstance(fact, PersonClash | RoomClash):
        return key in {fact.first, fact.second}
    return key in {fact.leaving, fact.arriving}


def better_times(
    items: Iterable[Item],
    travel: Mapping[tuple[str, str], int],
    key: str,
    *,
    held: Iterable[Taken] = (),
    earliest: datetime | None = None,
    latest: datetime | None = None,
    step: int = 5,
    within: int = 240,
) -> tuple[int, ...]:
    """The nearest moves of the item `key`, in minutes, after which nothing stands against it: at most one
    later (above zero) and one earlier (below zero), the shorter first.

    Only whole multiples of `step` up to `within` are offered, and only those after which no fact at all
    touches the item, its room is not `held`, and it starts no sooner than `earliest` and ends no later than
    `latest`. Nothing is offered where the item has no trouble now. The
    other items stay where they are. Raises KeyError for an unknown key, else as `conflicts` does.
    O(candidates · conflicts of those who share a person or a room with it).
    """
    every = {item.key: item for item in items}
    item = every[key]
    others = [other for other in every.values() if other.key != key and _shares(item, other)]
    taken = [one for one in held if one.room == item.room]

    def stands(moved: Item) -> bool:
        inside = (earliest is None or moved.start >= earliest) and (latest is None or moved.end <= latest)
        return inside and _stands(moved, others, travel, taken)

    if stands(item):
        return ()
    found = []
    for direction in (1, -1):
        edges = [*_edges(item, others, travel, taken, direction)]
        edges += [(earliest - item.start).total_seconds() / 60] if earliest is not None else []
        edges += [(item.end - latest).total_seconds() / 60] if latest is not None else []
        tried = {by for edge in edges if 0 < (by := -int(-edge // step) * step) <= within}
        good = next((by for by in sorted(tried) if stands(_at(item, direction * by))), None)
        if good is not None:
            found.append(direction * good)
    return tuple(sorted(found, key=lambda by: (abs(by), -by)))


def free_rooms(
    items: Iterable[Item], key: str, rooms: Sequence[Offer], *, held: Iterable[Taken] = (), people: int = 0
) -> tuple[str, ...]:
    """Those of `rooms`, in their order, that nobody else has while the item `key` takes place and that hold
    `people`; its own room is not among them. Raises KeyError for an unknown key."""
    every = {item.key: item for item in items}
    item = every[key]
    busy = {
        other.room
        for other in every.values()
        if other.key != key
        and other.room is not None
        and other.kind not in MOVING_KINDS | OPTIONAL_KINDS
        and other.start < item.end
        and item.start < other.end
    }
    busy |= {one.room for one in held if one.start < item.end and item.start < one.end}
    return tuple(
        offer.room
        for offer in rooms
        if offer.room not in busy
        and offer.room != item.room
        and (offer.seats is None or offer.seats >= people)
    )


def _shares(item: Item, other: Item) -> bool:
    if other.kind in OPTIONAL_KINDS:
        return False
    return bool(item.people & other.people) or (item.room is not None and item.room == other.room)


def _at(item: Item, minutes: int) -> Item:
    by = timedelta(minutes=minutes)
    return replace(item, start=item.start.astimezone(UTC) + by, end=item.end.astimezone(UTC) + by)


def _stands(
    item: Item, others: Sequence[Item], travel: Mapping[tuple[str, str], int], taken: Sequence[Taken]
) -> bool:
    if any(one.start < item.end and item.start < one.end for one in taken):
        return False
    return not any(touches(fact, item.key) for fact in conflicts([item, *others], travel))


def _edges(
    item: Item,
    others: Sequence[Item],
    travel: Mapping[tuple[str, str], int],
    taken: Sequence[Taken],
    direction: int,
) -> list[float]:
    """Minutes by which something would just no longer be in the way."""
    edges: list[float] = []
    for other in others:
        ways = {travel.get(pair, 0) for pair in _between(item, other)}
        edges.extend(_apart(item, other.start, other.end, direction) + way for way in ways | {0})
    return edges + [_apart(item, one.start, one.end, direction) for one in taken]


def _between(one: Item, two: Item) -> tuple[tuple[str, str], ...]:
    if one.venue is None or two.venue is None:
        return ()
    return (one.venue, two.venue), (two.venue, one.venue)


def _apart(item: Item, start: datetime, end: datetime, direction: int) -> float:
    gap = end - item.start if direction > 0 else item.end - start
    return gap.total_seconds() / 60

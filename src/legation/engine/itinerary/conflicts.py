"""Clashes of people and rooms, and gaps too short for the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

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
from .zones import NaiveTime

_Placed = tuple[datetime, int, tuple[str, str, str]]


class DuplicateKey(ValueError):
    """Two items with one key; `key` is that key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Two items have the key {key}")
        self.key = key


def conflicts(items: Iterable[Item], travel: Mapping[tuple[str, str], int] | None = None) -> tuple[Fact, ...]:
    """Every clash and every gap too short, by time, then kind of fact, then keys; the order of `items` is no
    matter.

    `travel` gives minutes from venue to venue; where only one direction is given it serves for both.

    Times are half-open: what ends at 10:00 does not clash with what starts at 10:00, and an item without
    length clashes with nothing. Items are compared as instants, whatever zones they are written in. A
    transfer occupies its people but no room; free time occupies nothing. The way is asked between two items
    that follow each other for a person, transfers and free time left out; where they overlap, that is a
    clash and not a gap. An item without a venue leaves the way to and from it unjudged.

    Raises `NaiveTime` for a time without a zone, `DuplicateKey`. O(n log n + overlapping pairs +
    attendances).
    """
    ways = travel or {}
    placed: list[tuple[_Placed, Fact]] = []
    sound: list[Item] = []
    for item in _in_utc(items):
        if item.end < item.start:
            fact = EndsBeforeStart(item.key, item.start, item.end)
            placed.append(((item.start, 0, (item.key, "", "")), fact))
        elif item.kind not in OPTIONAL_KINDS:
            sound.append(item)
    sound.sort(key=lambda item: (item.start, item.end, item.key))
    placed += _clashes(sound)
    placed += _gaps(sound, ways)
    placed.sort(key=lambda entry: entry[0])
    return tuple(fact for _, fact in placed)


def missing_travel(
    items: Iterable[Item], travel: Mapping[tuple[str, str], int]
) -> tuple[tuple[str, str], ...]:
    """The pairs of venues, sorted, that somebody goes between and for which `travel` has no time either way.

    `conflicts` says nothing about these. Raises as `conflicts` does.
    """
    sound = [item for item in _in_utc(items) if item.end >= item.start and item.kind not in OPTIONAL_KINDS]
    sound.sort(key=lambda item: (item.start, item.end, item.key))
    ways = ((a.venue, b.venue) for _, a, b in _legs(sound) if a.venue is not None and b.venue is not None)
    return tuple(sorted({(a, b) for a, b in ways if _minutes(travel, a, b) is None}))


def _in_utc(items: Iterable[Item]) -> list[Item]:
    seen: set[str] = set()
    out = []
    for item in items:
        if item.key in seen:
            raise DuplicateKey(item.key)
        seen.add(item.key)
        if item.start.utcoffset() is None or item.end.utcoffset() is None:
            raise NaiveTime(item.key)
        out.append(replace(item, start=item.start.astimezone(UTC), end=item.end.astimezone(UTC)))
    return out


def _clashes(ordered: list[Item]) -> Iterator[tuple[_Placed, Fact]]:
    running: list[Item] = []
    for item in ordered:
        running = [other for other in running if other.end > item.start]
        for other in running:
            end = min(other.end, item.end)
            if end == item.start:
                continue
            for person in other.people & item.people:
                clash = PersonClash(person, other.key, item.key, item.start, end)
                yield (item.start, 1, (person, other.key, item.key)), clash
            if item.room is not None and item.room == other.room and _holds_room(item) and _holds_room(other):
                held = RoomClash(item.room, other.key, item.key, item.start, end)
                yield (item.start, 2, (item.room, other.key, item.key)), held
        running.append(item)


def _holds_room(item: Item) -> bool:
    return item.kind not in MOVING_KINDS


def _legs(ordered: list[Item]) -> Iterator[tuple[str, Item, Item]]:
    """Person, the item left and the item gone to, in the order of arriving; both at known, different
    venues."""
    last: dict[str, Item] = {}
    for item in ordered:
        if item.kind in MOVING_KINDS:
            continue
        for person in item.people:
            before = last.get(person)
            if before is None or item.end >= before.end:
                last[person] = item
            if before is None or before.end > item.start or before.venue == item.venue:
                continue
            if before.venue is not None and item.venue is not None:
                yield person, before, item


def _gaps(ordered: list[Item], travel: Mapping[tuple[str, str], int]) -> Iterator[tuple[_Placed, Fact]]:
    for person, before, item in _legs(ordered):
        needed = _minutes(travel, str(before.venue), str(item.venue))
        have = (item.start - before.end).total_seconds() / 60
        if needed is not None and have < needed:
            gap = TravelGap(person, before.key, item.key, needed, int(have))
            yield (item.start, 3, (person, before.key, item.key)), gap


def _minutes(travel: Mapping[tuple[str, str], int], leaving: str, arriving: str) -> int | None:
    there = travel.get((leaving, arriving))
    return travel.get((arriving, leaving)) if there is None else there

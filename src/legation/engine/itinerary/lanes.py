"""Side by side: what overlaps in one lane shares its width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes `start` to `end` of a lane; minutes, half-open. `key` breaks ties."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """The `column` of `columns` equally wide ones that something has; the first is 0."""

    column: int
    columns: int


def side_by_side(spans: Iterable[Span], least: int = 1) -> dict[str, Place]:
    """A place for each span, so that no two that overlap share a column; as few columns as can be.

    A span shorter than `least` minutes counts as so long, as it is drawn. Spans that hang together through
    overlaps form a group with one number of columns, which is the most that overlap at one moment. The order
    of `spans` is no matter. O(n log n + n · columns). Raises ValueError for two spans with one key.
    """
    places: dict[str, Place] = {}
    ends: list[int] = []
    group: list[tuple[str, int]] = []
    known: set[str] = set()
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.key)):
        if span.key in known:
            raise ValueError(f"Two spans have the key {span.key}")
        known.add(span.key)
        if ends and span.start >= max(ends):
            places.update(_closed(group, len(ends)))
            ends, group = [], []
        column = next((at for at, end in enumerate(ends) if end <= span.start), len(ends))
        end = max(span.end, span.start + least)
        if column == len(ends):
            ends.append(end)
        else:
            ends[column] = end
        group.append((span.key, column))
    places.update(_closed(group, len(ends)))
    return places


def _closed(group: Iterable[tuple[str, int]], columns: int) -> dict[str, Place]:
    return {key: Place(column, columns) for key, column in group}

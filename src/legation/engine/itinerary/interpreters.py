"""What one interpreter alone cannot do well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

ALONE_AT_MOST = 90
"""Minutes after which two take turns (the working rule of conference interpreters)."""


@dataclass(frozen=True, slots=True)
class Interpreted:
    """One interpreted engagement: how long, and how many interpreters are named."""

    key: str
    length: timedelta
    interpreters: int


@dataclass(frozen=True, slots=True)
class TooFewInterpreters:
    """An engagement of `minutes` with `have` interpreters, where `needed` take turns."""

    item: str
    minutes: int
    have: int
    needed: int = 2


def too_few_interpreters(items: Iterable[Interpreted]) -> tuple[TooFewInterpreters, ...]:
    """Those that last longer than 90 minutes with fewer than two, in the order given."""
    limit = timedelta(minutes=ALONE_AT_MOST)
    return tuple(
        TooFewInterpreters(item.key, int(item.length.total_seconds() // 60), item.interpreters)
        for item in items
        if item.length > limit and item.interpreters < 2
    )

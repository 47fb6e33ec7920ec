"""What is kept of each save, and how a row stands in the audit list: who did what, what names people."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from legation.kernel.choices import Deed


@dataclass(frozen=True, slots=True)
class Audited:
    """What a model declares as its `audited`. Facts never change; an erasure may make the words anew."""

    at: str
    by: str
    facts: tuple[str, ...]
    deed: Callable[[Mapping[str, Any]], Deed]
    mission: str = ""
    words: str = ""
    visibility: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are read of a row."""
        return tuple(
            name
            for name in ("pk", self.at, self.by, self.mission, self.words, self.visibility, *self.facts)
            if name
        )


def commitment(salt: str, words: str) -> str:
    """What binds words without telling them to who has no salt."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def digest_of(values: Sequence[Any]) -> str:
    """The digest of facts, the same on every database."""
    told = [each.astimezone(UTC).isoformat() if isinstance(each, datetime) else each for each in values]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def digest_of_link(before: str, number: int, at: datetime, lines: Sequence[str]) -> str:
    """The digest of a stretch: of the one before it, and of its lines in their order."""
    return digest_of([before, number, at, *lines])


class Trail(HistoryManager):  # type: ignore[misc]
    """The manager of a record's history, whose class is put together once and not at every save."""

    @classmethod
    @functools.cache
    def from_queryset(cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def trail() -> HistoricalRecords:
    """The row history of a kind of record: all its columns but the two that every save says anyway."""
    return HistoricalRecords(
        inherit=True, excluded_fields=["created_at", "updated_at"], history_manager=Trail
    )

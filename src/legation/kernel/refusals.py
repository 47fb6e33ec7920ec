"""Why an action was refused, as a sentence in the reader's language that names the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise


class Refused(Exception):
    """Base of every refusal. Subclasses set the sentence and, where there is one, the field."""

    sentence: ClassVar[str | Promise] = ""
    field: ClassVar[str | None] = None

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return str(self.sentence) % self.facts


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record before and after, as a reader sees it."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of a record: when, by whom, and what it changed."""

    at: datetime
    by: str
    kind: str
    version: int
    changes: tuple[FieldChange, ...]


class ChangedMeanwhile(Refused):
    """Somebody else saved the record since it was opened. Nothing was written."""

    def __init__(self, *, version: int, revisions: Sequence[Revision]) -> None:
        super().__init__()
        self.version = version
        self.revisions = tuple(revisions)

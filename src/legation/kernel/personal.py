"""What apps keep about a person beyond what points to them: told when asked, destroyed when they are erased.

The directory, which lies below these apps, asks whoever registered here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that lies sealed: what kind, of what, and label by label what the reader may see of it."""

    kind: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()


Eraser = Callable[[Any, Any], int]
Told = Callable[[Any, Any], Iterable["models.Model | Kept"]]

_erasers: dict[str, tuple[Any, Eraser]] = {}
_tellers: list[Told] = []
_noters: list[Callable[[Iterable[Any], Any], None]] = []


def erases(name: str, words: Any) -> Callable[[Eraser], Eraser]:
    """Let this destroy what an app keeps of an erased person, and count it as `words` in the report.

    It takes the person and who erases them, runs in the erasure's transaction, and gives how much it was.
    """

    def registered(eraser: Eraser) -> Eraser:
        _erasers[name] = (words, eraser)
        return eraser

    return registered


def tells(told: Told) -> Told:
    """Let this tell a reader what an app keeps of a person: rows that they see, or what lies sealed."""
    _tellers.append(told)
    return told


def logs_looks(noted: "Callable[[Iterable[Any], Any], None]") -> "Callable[[Iterable[Any], Any], None]":
    """Let this write down that somebody learned from a plan what lies sealed of these records."""
    _noters.append(noted)
    return noted


def note_looks(records: Iterable[Any], *, by: Any) -> None:
    """Somebody had a plan made from what lies sealed of these."""
    told = list(records)
    for noted in _noters:
        noted(told, by)


def erase(person: models.Model, *, by: Any) -> Mapping[str, int]:
    """What each app destroyed of the person."""
    return {name: eraser(person, by) for name, (_words, eraser) in sorted(_erasers.items())}


def words_of_erasers() -> Mapping[str, Any]:
    """What the counts of a report are of."""
    return {name: words for name, (words, _eraser) in _erasers.items()}


def kept(person: models.Model, user: Any) -> "list[models.Model | Kept]":
    """All that apps tell of the person."""
    return [each for told in _tellers for each in told(person, user)]

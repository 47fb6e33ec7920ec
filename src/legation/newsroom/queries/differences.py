"""What changed between versions of a release, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from legation.newsroom.models import PressRelease
from legation.newsroom.queries.consents import words

TEXTS = ("title", "place", "summary", "body", "contact", "correction")
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed ("same"), came ("new") or went ("old")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    language: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state: who saved it when, and what it changed; everything where it is the first."""

    number: int
    at: datetime
    by: str
    first: bool
    differences: tuple[Difference, ...]


def versions_of(release: PressRelease, limit: int = 50) -> tuple[Version, ...]:
    """Newest first. One query."""
    states = list(
        release.history.select_related("history_user").order_by("-version", "-history_id")[: limit + 1]
    )
    found = []
    for newer, older in pairwise([*states, None]):
        changed = () if older is None else tuple(between(_texts(older), _texts(newer)))
        found.append(
            Version(
                number=newer.version,
                at=newer.history_date,
                by=str(newer.history_user or ""),
                first=older is None,
                differences=changed,
            )
        )
    return tuple(found[:limit])


def between(older: dict[str, dict[str, str]], newer: dict[str, dict[str, str]]) -> Iterator[Difference]:
    """The texts that differ, in each language."""
    for name in TEXTS:
        label = str(PressRelease._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for language in ("en", "ko"):
            before, after = (texts.get(name, {}).get(language, "") for texts in (older, newer))
            if before != after:
                yield Difference(label, language, stretches(before, after))


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """What stayed, went and came, in the order of reading."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Stretch("old", "".join(old[a:b])))
        if c < d:
            found.append(Stretch("new", "".join(new[c:d])))
    return tuple(found)


def _texts(state: Any) -> dict[str, dict[str, str]]:
    return {name: words(getattr(state, name)) for name in TEXTS}


def since_published(release: PressRelease, published: dict[str, Any]) -> tuple[Difference, ...]:
    """What the draft changes of the words that the public reads."""
    return tuple(between({**published, "correction": {}}, {**_texts(release), "correction": {}}))

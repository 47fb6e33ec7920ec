"""What records are called, as somebody writes it: found among those that they may see, never guessed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from legation.kernel.searching import Card, matching

FOUND, TOLD = 200, 20
WITH_KEY = re.compile(r"(.*)#\s*(\d+)\s*$", re.DOTALL)
Beside = Callable[[Any, Any, str], list[tuple[Any, Card]]]


def told(rows: Sequence[Any], label: Callable[[Any], str]) -> list[tuple[str, Any]]:
    """What each is called where it is typed: its name, with its key where that alone would mean another."""
    count = Counter(_bare(label(row)) for row in rows)
    alone = [
        (name, row, count[_bare(name)] == 1 and not like_key(name)) for row in rows for name in [label(row)]
    ]
    return [(name if clear else f"{name} #{row.pk}", row) for name, row, clear in alone]


def found(
    kind: str, user: Any, rows: Any, words: str, *, beside: Beside | None = None, label: Any = str
) -> tuple[list[Any], dict[int, Any]]:
    """Those of `rows` that hold all `words`, and their entries in the search: who is called so is first."""
    of_kind = Q(kind=kind) & (Q(office_id=None) | Q(office_id=getattr(user, "office_id", None)))
    hits = matching(words, of_kind, limit=FOUND)
    if len(hits) == FOUND:  # there may be more, and who is called so is not to be missed
        so_called = Q(
            *((f"title__{language}__iexact", words) for language, _name in settings.LANGUAGES),
            _connector=Q.OR,
        )
        hits += matching(words, of_kind & so_called, limit=FOUND)
    entries: dict[int, Any] = {entry.object_id: entry for entry in hits}
    there = {row.pk: row for row in rows.filter(pk__in=list(entries))}
    others = beside(user, rows, words) if beside is not None and words.strip() else []
    known = [row for row, _card in others]
    entries |= {row.pk: card for row, card in others}
    searched = [there[key] for key in entries if key in there and there[key] not in known]
    both = [*known[: TOLD // 2], *searched, *known[TOLD // 2 :]]
    return sorted(both, key=lambda row: not called(row, entries[row.pk], label, words)), entries


def called(row: Any, entry: Any, label: Callable[[Any], str], words: str) -> bool:
    """Whether that is the name of the row, in whichever language."""
    names = {_bare(each) for each in (entry.title.values() if entry is not None else ())}
    return _bare(words) in names | _labels(row, label)


def holds(names: Iterable[str], words: str) -> bool:
    """Whether each of the words begins one of the names'."""
    parts = [part for name in names for part in _bare(name).split()]
    return all(any(part.startswith(word) for part in parts) for word in _bare(words).split())


def same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def clean(words: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


def _bare(words: str) -> str:
    return clean(unicodedata.normalize("NFKC", words).casefold())


def like_key(name: str) -> bool:
    """Whether a name could be taken for a key, or for another's name with its key."""
    bare = _bare(name)
    return bare.isdecimal() or WITH_KEY.match(bare) is not None


def _labels(row: Any, label: Callable[[Any], str]) -> set[str]:
    names = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.add(_bare(label(row)))
    return names


def asking(
    words: str, rows: Sequence[Any], label: Callable[[Any], str], *, several: bool
) -> tuple[str, str, dict[str, Any]]:
    names = "; ".join(name for name, _row in told(rows[:TOLD], label))
    facts = {"words": words, "names": names}
    if several:
        said = _("“%(words)s” is the name of several: %(names)s. Write one of them as it stands here.")
        return said, "several", facts
    if names:
        said = _(
            "No record is called “%(words)s”. This was found: %(names)s. Write one of them as it stands here."
        )
        return said, "unknown", facts
    return _("No record is called “%(words)s”. Look how it is written, or add it first."), "unknown", facts

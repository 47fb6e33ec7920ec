"""Pull words of the text into a field, or into a finding of their own; and move a text to its mission."""

import re
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.activity import log
from legation.kernel.asked import key_asked
from legation.kernel.choices import Verb
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.actions.deciding import opened
from legation.sources.actions.reading import twin_of
from legation.sources.actions.refusals import (
    AlreadyDecided,
    AlreadyRead,
    NoSuchField,
    OtherSidesSource,
    WordsNotThere,
)
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source
from legation.sources.queries.cards import card_of
from legation.sources.queries.differing import values_of
from legation.sources.queries.fields import PULLED

BY_HAND = "by-hand"
_FIGURE = re.compile(r"\d+")
_FRESH: dict[str, dict[str, Any]] = {
    FindingKind.PERSON: {"name": "", "aliases": [], "side": "third", "roles": []},
    FindingKind.ORGANISATION: {"name": "", "aliases": [], "role": "mentioned"},
    FindingKind.PROGRAMME: {"name": "", "organisers": []},
    FindingKind.EVENT: {"kind": "meeting", "status": "planned", "primary": False, "when": ""},
    FindingKind.STATEMENT: {"text": "", "speakers": []},
    FindingKind.AGREEMENT: {"text": "", "kind": "pledge", "status": "stated", "parties": []},
    FindingKind.SIZE: {"size": None},
}


def place_of_words(text: str, words: str, at: int | None) -> tuple[int, int]:
    """Where words stand in a text: at `at` where they do, else where they stand first, whatever the blanks.

    Raises WordsNotThere.
    """
    plain = words.strip()
    if not plain:
        raise WordsNotThere
    if at is not None and text[at : at + len(plain)] == plain:
        return at, at + len(plain)
    start = text.find(plain)
    if start >= 0:
        return start, start + len(plain)
    found = re.search(r"\s+".join(re.escape(word) for word in plain.split()), text)
    if found is None:
        raise WordsNotThere
    return found.span()


@transaction.atomic
def pull(source: Source, words: str, into: str, *, by: User, at: int | None = None) -> Finding:
    """Take words of the text into a field of a finding that waits ("12:title") or a new one ("new:person").

    What was found stays beside it: the words are a correction, with the place where they stand. Raises
    WordsNotThere, NoSuchField and AlreadyDecided.
    """
    start, end = place_of_words(source.text, words, at)
    taken = source.text[start:end]
    which, _colon, name = into.partition(":")
    if which == "new":
        return _new(source, name, taken, [start, end], by)
    finding = Finding.objects.present().filter(source=source, pk=key_asked(which) or 0).first()
    if finding is None or name not in PULLED[finding.kind]:
        raise NoSuchField
    current = opened(finding, None)
    value: Any = " ".join(taken.split())
    spans = [[start, end]]
    if name in {"organisers", "speakers", "parties"}:
        value = list(dict.fromkeys([*(values_of(current).get(name) or ()), value]))
        spans = [*(current.pulled.get(name) or current.spans.get(name) or ()), *spans]
    elif name == "size":
        value = _figure(value)
    current.corrections = {**current.corrections, name: value}
    current.pulled = {**current.pulled, name: spans}
    current.version += 1
    current._history_user = by  # type: ignore[attr-defined]
    current.save()
    log(Verb.CHANGED, current, by=by, mission_id=current.mission_key(), visibility=current.seen_by())
    return current


def _new(source: Source, kind: str, taken: str, span: list[int], by: User) -> Finding:
    """A finding that a reader made of words which no rule had placed."""
    if kind not in _FRESH:
        raise NoSuchField
    plain = " ".join(taken.split())
    field = {"event": "when", "size": "size", "statement": "text", "agreement": "text"}.get(kind, "name")
    value: Any = _figure(plain) if kind == FindingKind.SIZE else plain
    last = Finding.objects.filter(source=source).order_by("-position").first()
    finding = Finding(
        source=source,
        kind=kind,
        position=last.position + 1 if last else 1,
        values={**_FRESH[kind], field: value},
        spans={"mentions" if kind == FindingKind.EVENT else field: [span]},
        rule=BY_HAND,
        confidence=1.0,
    )
    return editing.add(finding, by=by)


def _figure(words: str) -> int:
    figure = _FIGURE.search(words.replace(",", ""))
    if figure is None or not 0 < int(figure.group()) < 1_000_000:
        raise NoSuchField
    return int(figure.group())


@transaction.atomic
def move_source(source: Source, mission: Mission, *, by: User) -> Source:
    """Put a text of which nothing was accepted yet to another mission of the reader's.

    Raises AlreadyDecided, OtherSidesSource where the reader would not see it there, and AlreadyRead.
    """
    if Finding.objects.present().filter(source=source).exclude(status=FindingStatus.PROPOSED).exists():
        raise AlreadyDecided(status=str(FindingStatus.ACCEPTED.label))
    mine = standing(by, mission.pk)
    if mine is None or source.visibility not in mine.sees:
        raise OtherSidesSource
    twin = twin_of(mission, source.digest, source.visibility)
    if twin is not None:
        raise AlreadyRead(title=twin.title)
    values = {"mission": mission, "archive": None}
    moved = editing.change(source, values, seen=source.version, by=by)
    searching.index(moved, card_of(moved))
    return moved

"""Read a text for a mission: the words are kept as they were, and what was found waits for a decision."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from legation.accounts.models import User
from legation.directory.queries.holding import link_in
from legation.kernel import editing, searching
from legation.kernel.choices import Visibility
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.actions.drafting import Proposal, proposals_of
from legation.sources.actions.refusals import (
    AlreadyRead,
    LanguageNotRead,
    NoTextToRead,
    OtherSidesSource,
    TextTooLong,
)
from legation.sources.choices import Aside
from legation.sources.models import Finding, Source
from legation.sources.queries.cards import card_of
from legation.sources.queries.known import known_to

_DATE = re.compile(r"\A\s*(?:date|날짜)\s*:?\s*\d{4}-\d{2}-\d{2}", re.IGNORECASE)
TITLE = 120
"""Characters of the text that stand for a title where none is given."""


@transaction.atomic
def read_source(mission: Mission, values: Mapping[str, Any], *, by: User, known: Any = None) -> Source:
    """Keep a text and what the engine finds in it.

    `values`: text, and where known title, publisher, url, published_on, language ("en", "ko" or empty to let
    the script decide), visibility, archive, and of a file kind, file_name and marks. `known` is what
    `known_to` gave, for whoever reads many. Raises a Refused at the field; nothing is kept then.
    """
    from legation.engine.capture import CaptureError, capture
    from legation.engine.capture import EmptyText as Empty
    from legation.engine.capture import TextTooLong as Longer

    text = str(values.get("text") or "")
    visibility = values.get("visibility") or Visibility.SHARED.value
    mine = standing(by, mission.pk)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesSource
    digest = digest_of(text)
    twin = twin_of(mission, digest, visibility)
    if twin is not None:
        raise AlreadyRead(title=twin.title)
    published: date | None = values.get("published_on")
    try:
        draft = capture(
            text,
            title=str(values.get("title") or ""),
            published=published,
            language=values.get("language") or None,
            known=known_to(by) if known is None else known,
        )
    except Longer as longer:
        raise TextTooLong(length=f"{longer.length:,}", limit=f"{longer.limit:,}") from None
    except Empty:
        raise NoTextToRead from None
    except CaptureError:
        raise LanguageNotRead from None
    source = editing.add(
        Source(
            mission=mission,
            title=str(values.get("title") or _opening(text))[:300],
            publisher=values.get("publisher") or "",
            url=link_in(str(values.get("url") or "")),  # a file may call anything its address
            published_on=published or _stated(draft.dateline.date),
            language=draft.language,
            text=text,
            digest=digest,
            visibility=visibility,
            kind=str(values.get("kind") or ""),
            file_name=str(values.get("file_name") or "")[:300],
            marks=list(values.get("marks") or ()),
            asides=asides_of(text, draft.language),
            archive=values.get("archive"),
        ),
        by=by,
    )
    keep(source, proposals_of(draft, mission, by), by)
    searching.index(source, card_of(source))
    return source


def read_file(mission: Mission, data: bytes, name: str, *, by: User, **values: Any) -> Source:
    """Keep the text of a file and what is found in it; `values` outweigh what the file says of itself.

    Raises what `legation.engine.ingest.read` and `read_source` raise.
    """
    from legation.engine.ingest import read

    return read_source(mission, from_file(read(data, name), {**values, "file_name": name}), by=by)


def digest_of(text: str) -> str:
    """Equal for two texts that differ in blanks, line ends and the way letters are composed."""
    plain = "".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def twin_of(mission: Mission, digest: str, visibility: str) -> Source | None:
    """The same text, read for the same eyes."""
    return Source.objects.present().filter(mission=mission, digest=digest, visibility=visibility).first()


def asides_of(text: str, language: str) -> list[list[Any]]:
    """Lines that are no part of the story, as `[start, end, what]`; neighbours of one kind are one."""
    from legation.engine.capture import language_of
    from legation.engine.capture.document import sentences_of

    mixed = any(char >= "\u1100" for char in text)
    found: list[list[Any]] = []
    for sentence in sentences_of(text):
        words = text[sentence.start : sentence.end]
        what = sentence.mark or ("language" if mixed and language_of(words) not in {"", language} else "")
        if what not in Aside.values:
            continue
        if found and found[-1][2] == what and not text[found[-1][1] : sentence.start].strip():
            found[-1][1] = sentence.end
        else:
            found.append([sentence.start, sentence.end, what])
    return found


def from_file(ingested: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of its text, under what its reader says of it."""
    said = {
        "text": ingested.text,
        "title": ingested.title,
        "published_on": ingested.published,
        "language": ingested.language,
        "url": ingested.url,
        "kind": ingested.kind,
        "marks": [[mark.start, mark.unit, mark.number] for mark in ingested.marks],
    }
    return said | {name: value for name, value in values.items() if value not in (None, "")}


@transaction.atomic
def remove_source(source: Source, *, by: User) -> Source:
    """Take a source and its findings out of every list; the records made from it stay."""
    removed = editing.remove(source, by=by)
    searching.drop(removed)
    return removed


@transaction.atomic
def restore_source(source: Source, *, by: User) -> Source:
    """Undo a removal, unless the same text was read again since."""
    twin = twin_of(source.mission, source.digest, source.visibility)
    if twin is not None and twin.pk != source.pk:
        raise AlreadyRead(title=twin.title)
    restored = editing.restore(source, by=by)
    searching.index(restored, card_of(restored))
    return restored


def keep(source: Source, proposals: list[Proposal], by: User) -> None:
    """Put what was found below the source, in its order."""
    rows = [
        Finding(
            source=source,
            kind=proposal.kind,
            position=position,
            values=proposal.values,
            spans=proposal.spans,
            alternatives=proposal.alternatives,
            rule=proposal.rule,
            confidence=proposal.confidence,
            content_type=ContentType.objects.get_for_model(proposal.known[0]) if proposal.known else None,
            object_id=proposal.known[1] if proposal.known else None,
        )
        for position, proposal in enumerate(proposals, 1)
    ]
    bulk_create_with_history(rows, Finding, default_user=by, default_date=timezone.now())


def _stated(found: Any) -> date | None:
    try:
        return date.fromisoformat(found.value) if found is not None else None
    except ValueError:
        return None


def _opening(text: str) -> str:
    """The first line with a letter in it, without the date that may stand before it, cut at a word."""
    story = _DATE.sub("", text, count=1)
    line = next((line.strip() for line in story.splitlines() if any(c.isalpha() for c in line)), "")
    return line if len(line) <= TITLE else line[:TITLE].rsplit(" ", 1)[0] + " …"

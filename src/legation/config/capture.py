"""`legation capture`: read a file, or a folder of them, into drafts. No site is loaded for it."""

import json
import re
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from legation import __version__
from legation.engine import capture as engine
from legation.engine.ingest import (
    LARGEST,
    MOST_CHARACTERS,
    BadFile,
    EmptyFile,
    FileTooLarge,
    Ingested,
    NoTextInPdf,
    NotWhatItSays,
    TooMuchText,
    UnknownEncoding,
    members,
    read,
)

DONE, BAD_INPUT = 0, 2
_READ = {".json", ".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml"}
_WIDTH = 100


def capture_file(
    data: bytes, name: str, *, as_json: bool, on: date | None, language: str | None, out: Path | None
) -> int:
    """Print the draft of one file, or write it to `out`; returns the exit status.

    `on` is the day of publication and `language` the text's, both in place of what the file says.
    """
    try:
        ingested, draft, seconds = _draft(data, name, on=on, language=language)
    except (BadFile, engine.CaptureError) as bad:
        _complain(f"{name}: {_why(bad)}")
        return BAD_INPUT
    written = _json(_document(ingested, draft, seconds, on)) if as_json else "\n".join(summary(draft)) + "\n"
    if out is None:
        _write(sys.stdout, written)
        return DONE
    return _save(out, written)


def capture_folder(folder: Path, out: Path) -> int:
    """Read every file of `folder`, which may be a zip, and write its draft to `out` under the same name.

    Folders inside are kept, and a zip in a folder becomes one; drafts end in .json. A file that cannot be
    read is told of on standard error and the rest goes on; the status says that there was one.
    """
    if not folder.is_dir() and not zipfile.is_zipfile(folder):
        _complain(f"{folder}: neither a folder nor a zip")
        return BAD_INPUT
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        _complain(f"{out}: {failed.strerror}")
        return BAD_INPUT
    bad = 0
    for name, data, refused in _files(folder):
        written = out / Path(name).with_suffix(".json")
        try:
            if refused:
                raise NotWhatItSays(says="zip", found="", why=refused)
            ingested, draft, seconds = _draft(data, name)
            document = {"id": written.stem} | _document(ingested, draft, seconds, None)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(_json(document), encoding="utf-8")
        except (BadFile, engine.CaptureError) as why:
            _complain(f"{name}: {_why(why)}")
            bad += 1
        except OSError as failed:
            _complain(f"{name}: {failed.strerror}")
            bad += 1
    return BAD_INPUT if bad else DONE


def _files(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Files that are read, with their path below `folder`, bytes, and why they are refused ("" where not)."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in paths:
        inside = path.relative_to(folder).as_posix() if path != folder else ""
        if path.suffix.lower() == ".zip" and path.is_file():
            yield from _members(path, inside.removesuffix(path.suffix))
        elif path.suffix.lower() in _READ and path.is_file():
            size = path.stat().st_size
            yield inside, path.read_bytes() if size <= LARGEST else b"", "size" if size > LARGEST else ""


def _members(path: Path, inside: str) -> Iterator[tuple[str, bytes, str]]:
    try:
        with path.open("rb") as stream:
            for member in members(stream, largest=LARGEST):
                parts = [part for part in re.split(r"[\\/]", member.name) if part not in {"", ".", ".."}]
                if parts and Path(parts[-1]).suffix.lower() in _READ:
                    yield "/".join([inside, *parts] if inside else parts), member.data, member.refused
    except BadFile as bad:
        yield inside or path.name, b"", bad.code


def _draft(
    data: bytes, name: str, *, on: date | None = None, language: str | None = None
) -> tuple[Ingested, engine.Draft, float]:
    started = time.perf_counter()
    ingested = read(data, name)
    draft = engine.capture(
        ingested.text,
        title=ingested.title,
        published=on or ingested.published,
        language=language or ingested.language or None,
    )
    return ingested, draft, time.perf_counter() - started


def _document(ingested: Ingested, draft: engine.Draft, seconds: float, on: date | None) -> dict[str, Any]:
    """The draft in the shape of the format, with the text that its offsets count in."""
    published = on or ingested.published
    return engine.to_json(draft) | {
        "version": __version__,
        "seconds": round(seconds, 4),
        "kind": ingested.kind,
        "url": ingested.url,
        "date": published.isoformat() if published else None,
        "text": ingested.text,
    }


def summary(draft: engine.Draft) -> Iterable[str]:
    """The draft for a reader: people with posts and sides, engagements with local times, and the rest."""
    place = draft.dateline.place.value if draft.dateline.place else "place not known"
    day = draft.dateline.date.value if draft.dateline.date else "day not known"
    yield f"{draft.title or 'Untitled'} ({draft.language}; {day}, {place})"
    yield from _part("People", (_person(person) for person in draft.people))
    yield from _part("Engagements", (_event(event) for event in draft.events))
    yield from _part(
        "Organisations", (f"{body.name.value} ({body.role.value})" for body in draft.organisations)
    )
    yield from _part(
        "Programme",
        (f"{one.name.value}, organised by {_names(one.organisers)}" for one in draft.programmes),
    )
    yield from _part("Topics", (topic.value.replace("_", " ") for topic in draft.topics))
    yield from _part(
        "Statements",
        (
            f"{', '.join(said.speakers.value) or 'somebody'}: {_cut(said.text.value)}"
            for said in draft.statements
        ),
    )
    yield from _part(
        "Agreements and pledges",
        (
            f"{deal.kind.value}, {deal.status.value}, {', '.join(party.value for party in deal.parties)}: "
            f"{_cut(deal.text.value)}"
            for deal in draft.agreements
        ),
    )
    if draft.delegation_size is not None:
        yield from _part("Size of the delegation", [str(draft.delegation_size.value)])


def _part(heading: str, lines: Iterable[str]) -> Iterable[str]:
    found = list(lines)
    if found:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in found)


def _person(person: engine.Person) -> str:
    words = [person.name.value]
    words += [part.value for part in (person.title, person.org) if part is not None]
    head = any(role.value == "head_of_delegation" for role in person.roles)
    return f"{', '.join(words)} ({person.side.value}{', head of delegation' if head else ''})"


def _event(event: engine.Event) -> str:
    when = event.iso.value.replace("T", " ") if event.iso else "day not known"
    part = f" {event.part.value}" if event.part else ""
    zone = f" {event.tz.value}" if event.tz else ""
    where = ", ".join(one.value for one in (event.room, event.venue, event.city) if one is not None)
    mark = "* " if event.primary else ""
    there = f", {where}" if where else ""
    return f"{mark}{when}{part}{zone}: {event.kind.value.replace('_', ' ')} ({event.status.value}){there}"


def _names(bodies: Iterable[engine.Field[str]]) -> str:
    return ", ".join(body.value for body in bodies) or "nobody named"


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WIDTH else plain[:_WIDTH].rsplit(" ", 1)[0] + " …"


def _why(bad: BadFile | engine.CaptureError) -> str:
    """One line that says what is wrong."""
    sentences: tuple[tuple[type[Exception], str], ...] = (
        (EmptyFile, "the file is empty"),
        (FileTooLarge, f"the file is larger than {LARGEST // 1024 // 1024} MB"),
        (TooMuchText, f"more than {MOST_CHARACTERS:,} characters of text"),
        (engine.TextTooLong, f"more than {engine.LIMIT:,} characters of text"),
        (NoTextInPdf, "the PDF holds pictures only and no text"),
        (UnknownEncoding, "the letters cannot be read; save the file as UTF-8"),
        (engine.EmptyText, "there is no text in it"),
        (engine.UnsupportedLanguage, "only English and Korean texts are read"),
    )
    if isinstance(bad, NotWhatItSays):
        return _mismatch(bad)
    return next((sentence for kind, sentence in sentences if isinstance(bad, kind)), str(bad))


_ARCHIVES = {
    "size": f"the file is larger than {LARGEST // 1024 // 1024} MB",
    "file-too-large": f"the file is larger than {LARGEST // 1024 // 1024} MB unpacked, or made to grow",
    "archive-too-large": "the archive holds too many files or too much",
    "not-what-it-says": "it cannot be unpacked",
}


def _mismatch(bad: NotWhatItSays) -> str:
    if bad.says == "zip":
        return _ARCHIVES.get(bad.why, "the archive is broken")
    if bad.why == "locked":
        return "the PDF is locked with a password"
    if bad.why == "date":
        return "“date” is not a day written YYYY-MM-DD"
    if bad.found == bad.says == "json":
        return "the JSON document has no “text”"
    if bad.found == bad.says:
        return f"the {bad.says} file is broken"
    if not bad.says or bad.why == "binary":
        return f"not a text, HTML, PDF, Word, mail or JSON file{f' but {bad.found}' if bad.found else ''}"
    return f"the name says {bad.says} and the content is {bad.found or 'none of the kinds that are read'}"


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _save(out: Path, written: str) -> int:
    try:
        out.write_text(written, encoding="utf-8")
    except OSError as failed:
        _complain(f"{out}: {failed.strerror}")
        return BAD_INPUT
    return DONE


def _complain(line: str) -> None:
    _write(sys.stderr, f"legation capture: {line}\n")


def _write(stream: TextIO, words: str) -> None:
    stream.write(words)

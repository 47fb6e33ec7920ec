"""One file, read by what is in it."""

import json
from datetime import date
from typing import Any

from legation.engine.ingest.docx import is_docx, read_docx
from legation.engine.ingest.errors import EmptyFile, FileTooLarge, NotWhatItSays, TooMuchText
from legation.engine.ingest.html import is_html, read_html
from legation.engine.ingest.mail import is_mail, read_mail
from legation.engine.ingest.model import Ingested, lines_of
from legation.engine.ingest.pdf import read_pdf
from legation.engine.ingest.plain import decoded, stated_date

LARGEST = 5 * 1024 * 1024
"""Bytes that a file may have."""
MOST_CHARACTERS = 1_000_000
"""Characters that its text may have."""

_SAYS = {
    "txt": "text",
    "text": "text",
    "md": "text",
    "html": "html",
    "htm": "html",
    "pdf": "pdf",
    "json": "json",
    "docx": "docx",
    "eml": "eml",
}
# What other files begin with: they are refused by name and not read as letters.
_OTHERS = (
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"RIFF", "picture"),
    (b"PK\x03\x04", "archive"), (b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf", "rtf"), (b"\x1f\x8b", "archive"),
    (b"\x7fELF", "program"), (b"MZ", "program"),
)  # fmt: skip


def read(data: bytes, name: str) -> Ingested:
    """The text of a file called `name` ("-" or one without an ending says nothing of its kind).

    A file is read as what it is: a page under the name of a text is a page. It is refused where the name
    promises a PDF, a page or a JSON document and it is none. Raises a BadFile; see `errors`.
    """
    if len(data) > LARGEST:
        raise FileTooLarge(size=len(data), limit=LARGEST)
    if not data.strip():
        raise EmptyFile
    says = _SAYS.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    kind = kind_of(data, says)
    if says in {"pdf", "json", "docx", "eml"} and kind != says:
        raise NotWhatItSays(says=says, found=kind)
    if kind == "docx":
        ingested = read_docx(data, limit=MOST_CHARACTERS)
    elif kind == "eml":
        ingested = read_mail(data)
    elif kind == "pdf":
        ingested = read_pdf(data, limit=MOST_CHARACTERS)
    elif kind == "html":
        ingested = read_html(data)
    elif kind == "json":
        ingested = read_json(json.loads(decoded(data, says="json")))
    elif says == "html":
        raise NotWhatItSays(says=says, found=kind)
    else:
        text = decoded(data)
        ingested = Ingested(text, "", stated_date(text), "", "", "text", lines_of(text))
    if len(ingested.text) > MOST_CHARACTERS:
        raise TooMuchText(length=len(ingested.text), limit=MOST_CHARACTERS)
    if not ingested.text.strip():
        raise EmptyFile
    return ingested


def kind_of(data: bytes, says: str) -> str:
    """What the bytes are: pdf, docx, html, eml, json or text.

    Raises NotWhatItSays for what is none of them.
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if is_docx(data):
        return "docx"
    for start, found in _OTHERS:
        if data.startswith(start) and not (start == b"MZ" and b"\x00" not in data[:1024]):
            raise NotWhatItSays(says=says, found=found)
    if is_html(data):
        return "html"
    if is_mail(data):
        return "eml"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" or says == "json":
        try:
            found_json = json.loads(decoded(data, says="json"))
        except (ValueError, RecursionError) as broken:
            if says == "json":
                raise NotWhatItSays(says="json", found="text", why=str(broken)[:120]) from broken
            return "text"
        if isinstance(found_json, dict) and isinstance(found_json.get("text"), str):
            return "json"
        raise NotWhatItSays(says="json", found="json", why="text")
    return "text"


def read_json(document: dict[str, Any]) -> Ingested:
    """A document {id, date, lang, title, text, url}: the text is taken letter by letter."""
    words = str(document.get("date") or "")
    try:
        published = date.fromisoformat(words[:10]) if words else None
    except ValueError as wrong:
        raise NotWhatItSays(says="json", found="json", why="date") from wrong
    language = str(document.get("lang") or "")
    return Ingested(
        text=document["text"],
        title=" ".join(str(document.get("title") or "").split())[:300],
        published=published,
        language=language if language in {"en", "ko"} else "",
        url=str(document.get("url") or ""),
        kind="json",
        marks=lines_of(document["text"]),
    )

"""A PDF: the text of its pages, where it has any."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from legation.engine.ingest.errors import NoTextInPdf, NotWhatItSays, TooMuchText
from legation.engine.ingest.model import Ingested, Mark
from legation.engine.ingest.plain import stated_date

_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_WRAP = re.compile(r"(?<![.!?…:。”’\"'\n])\n(?!\n)(?=[^\s])")
_OPEN_END = re.compile(r"[^.!?…:。”’\"'\s]$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


def read_pdf(data: bytes, *, limit: int) -> Ingested:
    """The pages' text in order; broken lines are joined, a full stop at a line's end ends a paragraph.

    Raises NoTextInPdf where no page has a letter, TooMuchText above `limit` characters, and NotWhatItSays for
    a PDF that is broken or locked.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotWhatItSays(says="pdf", found="pdf", why="locked")
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            words = page.extract_text() or ""
            length += len(words)
            if length > limit:
                raise TooMuchText(length=length, limit=limit)
            pages.append(words)
        facts: Any = reader.metadata
        title = str(facts.title or "") if facts else ""
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as broken:
        if isinstance(broken, NotWhatItSays | TooMuchText):
            raise
        raise NotWhatItSays(says="pdf", found="pdf", why="broken") from broken
    joined = [(number, _joined(page.strip())) for number, page in enumerate(pages, start=1)]
    text, marks = _bound([(number, page) for number, page in joined if page])
    if not any(char.isalpha() for char in text):
        raise NoTextInPdf(pages=len(pages))
    published: date | None = stated_date(text)
    return Ingested(
        text=text,
        title=" ".join(title.split())[:300],
        published=published,
        language="",
        url="",
        kind="pdf",
        marks=marks,
    )


def _bound(pages: list[tuple[int, str]]) -> tuple[str, tuple[Mark, ...]]:
    """The pages as one text; a sentence that runs over the foot of a page stays one line."""
    text = ""
    marks: list[Mark] = []
    for number, page in pages:
        if text:
            text += " " if _OPEN_END.search(text) and not page[0].isupper() else "\n\n"
        marks.append(Mark(len(text), "page", number))
        text += page
    return text, tuple(marks)


def _joined(text: str) -> str:
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _WRAP.sub(" ", _HYPHEN.sub("", plain)).strip()

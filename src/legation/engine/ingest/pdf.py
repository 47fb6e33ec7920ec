"""A PDF: the text of its pages, where it has any."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from legation.engine.ingest.errors import NoTextInPdf, NotWhatItSays, TooMuchText
from legation.engine.ingest.model import Ingested
from legation.engine.ingest.plain import stated_date

_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_WRAP = re.compile(r"(?<![.!?…:。”’\"'\n])\n(?!\n)(?=[^\s])")
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
    text = _joined("\n\n".join(page.strip() for page in pages))
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
    )


def _joined(text: str) -> str:
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _WRAP.sub(" ", _HYPHEN.sub("", plain)).strip()

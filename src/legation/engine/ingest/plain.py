"""Plain text: its encoding and the date at its head."""

import re
from datetime import date

from legation.engine.ingest.errors import NotWhatItSays, UnknownEncoding

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DATE = re.compile(r"\s*(?:date|날짜)\s*:?\s*(\d{4}-\d{2}-\d{2})(?!\d)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_LINES = re.compile(r"\r\n?")
_OTHERS = 0.02
"""Share of letters beyond Latin and Hangul from which on CP949 was a wrong guess."""


def decoded(data: bytes, *, declared: str = "", says: str = "text") -> str:
    """The bytes as text with one kind of line end.

    A mark at the start decides, then UTF-8, then what is `declared`, then CP949, in which older Korean
    pages are written, where that gives Hangul. Raises UnknownEncoding, or NotWhatItSays for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(_tried(data, encoding), says)
    for encoding in ("utf-8", declared):
        try:
            return _text(data.decode(encoding), says) if encoding else _korean(data, says)
        except (UnicodeDecodeError, LookupError):
            continue
    return _korean(data, says)


def _tried(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnknownEncoding(tried=encoding) from None


def _korean(data: bytes, says: str) -> str:
    if data[:4096].count(0):
        raise NotWhatItSays(says=says, found="", why="binary")
    text = _tried(data, "cp949")
    letters = [char for char in text if char.isalpha() and ord(char) > 127]
    hangul = sum("가" <= char <= "힣" for char in letters)
    if not letters or hangul < len(letters) * (1 - _OTHERS) or _rare(text):
        raise UnknownEncoding(tried="utf-8, cp949")
    return _text(text, says)


def _rare(text: str) -> bool:
    """Whether there is Hangul and none of the syllables that every Korean sentence has."""
    return not set(text) & set("은는이가을를의에다고로")


def _text(text: str, says: str) -> str:
    if _CONTROLS.search(text):
        raise NotWhatItSays(says=says, found="", why="binary")
    return _LINES.sub("\n", text)


def stated_date(text: str) -> date | None:
    """The day that a text names at its very head: "date 2024-04-18"."""
    found = _DATE.match(text)
    if found is None:
        return None
    try:
        return date.fromisoformat(found.group(1))
    except ValueError:
        return None

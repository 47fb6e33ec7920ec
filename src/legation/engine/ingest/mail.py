"""A mail: its subject, its day and its words; what is attached is left to who sent it."""

import re
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from legation.engine.ingest.errors import NotWhatItSays
from legation.engine.ingest.html import read_html
from legation.engine.ingest.model import Ingested, lines_of
from legation.engine.ingest.plain import decoded

_FIRST = re.compile(
    rb"(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Type|X-[\w-]+)\s*:",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"^[!-9;-~]+:[ \t]", re.MULTILINE)
_MOST_PARTS = 200
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a mail: one of the usual first, and at least three."""
    head = data[:65_536].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    names = {match.group().rstrip(b": \t").lower() for match in _HEADER.finditer(head)}
    return _FIRST.match(head) is not None and len(names) > 2 and {b"from", b"date"} <= names


def read_mail(data: bytes) -> Ingested:
    """The plain words of a mail, or those of its page where it has no plain part; the signature is cut off.

    The subject is the title and the day of sending, in the sender's own zone, the day of publication.
    Raises NotWhatItSays for a mail that is broken or has no words.
    """
    try:
        message: EmailMessage = message_from_bytes(data, policy=policy.default)
        if sum(1 for _ in message.walk()) > _MOST_PARTS:
            raise NotWhatItSays(says="eml", found="eml", why="parts")
        subject = " ".join(str(message["subject"] or "").split())[:300]
        published = _day(str(message["date"] or ""))
        body = message.get_body(preferencelist=("plain", "html"))
        payload = body.get_payload(decode=True) if body is not None else None
        charset = body.get_content_charset() or "" if body is not None else ""
        plain = body is None or body.get_content_type() == "text/plain"
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as broken:
        if isinstance(broken, NotWhatItSays):
            raise
        raise NotWhatItSays(says="eml", found="eml", why="broken") from broken
    if not isinstance(payload, bytes) or not payload.strip():
        raise NotWhatItSays(says="eml", found="eml", why="empty")
    if plain:
        text = _SIGNATURE.sub("", decoded(payload, declared=charset, says="eml")).strip()
    else:
        text = read_html(payload).text
    return Ingested(text, subject, published, "", "", "eml", lines_of(text))


def _day(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date() if words else None
    except (ValueError, TypeError, IndexError):
        return None

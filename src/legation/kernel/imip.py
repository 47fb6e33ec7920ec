"""Reads the answers that calendar programs send by mail (iMIP, RFC 6047; iTIP's REPLY, RFC 5546).

Nothing here decides whether an answer counts: it says who sent what, and what kept it from being read.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from hashlib import sha256
from typing import Any

LARGEST = 2 * 1024 * 1024  # of a mail, in bytes
MOST_PARTS, MOST_EVENTS = 100, 200
WORDS = 1000
HEAD, MOST_BEFORE = 10_000, 20
ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}
UNREADABLE, NOT_A_REPLY = "unread", "other"
_KINDS = {"text/calendar", "application/ics", "application/calendar"}
_BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    MessageError,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `attendee` (or `sent_by` for them) answers `sequence` of the event `uid`, at `stamp`.

    `answer` is accepted, tentative or declined; `part` is true for one day of a series.
    """

    uid: str
    attendee: str
    sent_by: str
    answer: str
    sequence: int
    stamp: datetime | None
    comment: str
    part: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as far as it concerns calendars: `why` says what kept its calendar from being read.

    `automatic` is true for what no person wrote: an absence note, a report of the mail system. `after` names
    the mails that it answers by what stands before the @ of their Message-ID, the nearest first.
    """

    sender: str
    text: str
    digest: str
    automatic: bool = False
    replies: tuple[Reply, ...] = field(default=())
    why: str = ""
    after: tuple[str, ...] = ()


def read_mail(data: bytes) -> Mail:
    """Read one mail. Never raises: what cannot be read says so in `why`."""
    digest = sha256(data).hexdigest()
    if len(data) > LARGEST:
        return Mail("", "", digest, why=UNREADABLE)
    try:
        message: EmailMessage = message_from_bytes(data, policy=policy.default)
        known = str(message["message-id"] or "").strip()
        if known:
            digest = sha256(f"{known}\n{message['from']}".encode(errors="replace")).hexdigest()
        sender = _sender(message)
        said = str(message["auto-submitted"] or "no").partition(";")[0].strip().lower()
        # Calendar programs mark the answers that people give in them as generated.
        automatic = said not in {"no", "auto-generated"} or not sender
        parts = _parts(message)
        text, after = _words(message), _after(message)
    except _BROKEN:
        return Mail("", "", digest, automatic=True, why=UNREADABLE)
    why = UNREADABLE
    for part in parts:
        replies, why = _replies(part)
        if replies:
            return Mail(sender, text, digest, automatic, replies, after=after)
        if why == NOT_A_REPLY:
            break
    return Mail(sender, text, digest, automatic, why=why, after=after)


def plain(words: str, most: int = WORDS) -> str:
    """Words of a stranger without what a page or a terminal would obey, and of a bearable length."""
    kept = "".join(sign for sign in words if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return re.sub(r"\n{3,}", "\n\n", kept).strip()[:most]


def _line(words: str) -> str:
    """What names somebody or something: no sign in it that cannot be seen, nor a second line."""
    return " ".join(plain(words).split())


def _sender(message: EmailMessage) -> str:
    addresses = [mail for _name, mail in getaddresses([str(message["from"] or "")]) if "@" in mail]
    return _line(addresses[0]).lower()[:254] if len(addresses) == 1 else ""


def _after(message: EmailMessage) -> tuple[str, ...]:
    answered, before = (
        re.findall(r"<([^<>@\s]{1,200})@[^<>\s]+>", plain(str(message[head] or ""), HEAD))
        for head in ("in-reply-to", "references")
    )
    return tuple(dict.fromkeys([*answered, *reversed(before)]))[:MOST_BEFORE]


def _parts(message: EmailMessage) -> list[bytes]:
    found = []
    for count, part in enumerate(message.walk()):
        if count >= MOST_PARTS:
            break
        named = (part.get_filename() or "").lower().endswith(".ics")
        if part.get_content_type() in _KINDS or named:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                found.append(payload)
    return found


def _words(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    if body is None:
        return ""
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes) or body.get_content_type() != "text/plain":
        return ""
    try:
        return plain(payload.decode(body.get_content_charset() or "utf-8", "replace"))
    except LookupError:
        return plain(payload.decode("utf-8", "replace"))


def _replies(data: bytes) -> tuple[tuple[Reply, ...], str]:
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(data)
        if calendar.name != "VCALENDAR":
            return (), UNREADABLE
        if str(calendar.get("method", "")).strip().upper() != "REPLY":
            return (), NOT_A_REPLY
        found = tuple(_read(event) for event in _events(calendar))
    except _BROKEN:
        return (), UNREADABLE
    replies = tuple(reply for reply in found if reply is not None)
    return replies, "" if replies else NOT_A_REPLY


def _events(calendar: Any) -> Iterator[Any]:
    for count, event in enumerate(calendar.walk("VEVENT")):
        if count >= MOST_EVENTS:
            return
        yield event


def _read(event: Any) -> Reply | None:
    """The answer in one event; None where it is none: nobody or several answer, or they hand it on."""
    who = event.get("attendee")
    if who is None or isinstance(who, list) or "uid" not in event:
        return None
    answer = ANSWERS.get(str(who.params.get("PARTSTAT", "")).upper())
    if answer is None:
        return None
    said = event.get("comment", "")
    stamp = event["dtstamp"].dt if "dtstamp" in event else None
    return Reply(
        uid=_line(str(event["uid"]))[:255],
        attendee=_address(str(who)),
        sent_by=_address(str(who.params.get("SENT-BY", ""))),
        answer=answer,
        sequence=max(0, min(int(event.get("sequence", 0)), 2**31 - 1)),
        stamp=_moment(stamp),
        comment=plain(" ".join(map(str, said)) if isinstance(said, list) else str(said)),
        part="recurrence-id" in event,
    )


def _moment(stamp: Any) -> datetime | None:
    if not isinstance(stamp, datetime):
        return None
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def _address(said: str) -> str:
    bare = re.sub(r"^mailto:", "", _line(said).strip('"'), flags=re.IGNORECASE)
    return bare.strip().lower()[:254]

"""Reads invitations as other people's programs do: with two that share no code with what wrote them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any
from unittest.mock import Mock

import vobject
from ical.calendar_stream import IcsCalendarStream

from legation.kernel.choices import LetterStatus
from legation.kernel.models import Letter
from legation.missions.actions.invitations import add_invitee
from legation.missions.jobs.invitations import send
from legation.missions.models import Invitee
from tests.missions.stage import Stage

MAIL = "mayor@seattle.example"


@dataclass(frozen=True)
class Read:
    """What a program understands of one event."""

    method: str
    uid: str
    sequence: int
    start: datetime | date
    end: datetime | date
    title: str
    status: str
    organiser: str
    attendee: str
    partstat: str
    rsvp: bool


def _utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def with_ical(data: bytes) -> Read:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    (event,) = calendar.events
    (attendee,) = event.attendees
    return Read(
        method=str(calendar.method),
        uid=event.uid,
        sequence=event.sequence or 0,
        start=_utc(event.dtstart),
        end=_utc(event.dtend),
        title=event.summary,
        status=event.status.value,
        organiser=str(event.organizer.uri).removeprefix("mailto:"),
        attendee=str(attendee.uri).removeprefix("mailto:"),
        partstat=str(getattr(attendee.status, "value", attendee.status)),
        rsvp=bool(attendee.rsvp),
    )


def with_vobject(data: bytes) -> Read:
    calendar = vobject.readOne(data.decode())
    event = calendar.vevent
    return Read(
        method=calendar.method.value,
        uid=event.uid.value,
        sequence=int(event.sequence.value),
        start=_utc(event.dtstart.value),
        end=_utc(event.dtend.value),
        title=event.summary.value,
        status=event.status.value,
        organiser=event.organizer.value.removeprefix("mailto:"),
        attendee=event.attendee.value.removeprefix("mailto:"),
        partstat=event.attendee.params["PARTSTAT"][0],
        rsvp=event.attendee.params.get("RSVP", ["FALSE"])[0] == "TRUE",
    )


def read(letter: Letter) -> Read:
    """What both programs understand, which is one thing."""
    data = bytes(letter.calendar or b"")
    first, second = with_ical(data), with_vobject(data)
    assert first == second
    return first


def invite(stage: Stage, delegate: Any = None, *, by: Any = None, **values: Any) -> Invitee:
    fields = {"delegate": delegate or stage.harrell, "mail": MAIL, "language": "en", **values}
    return add_invitee(stage.mission, fields, by=by or stage.guest)


def sent(stage: Stage, side: str = "guest") -> list[Letter]:
    """Tell the calendars of a side what changed, let the letters leave, and give them in order."""
    before = set(
        Letter.objects.filter(kind="calendar", status=LetterStatus.SENT).values_list("pk", flat=True)
    )
    send(Mock(job=Mock(by=stage.guest)), stage.mission.pk, side)
    Letter.objects.filter(kind="calendar", status=LetterStatus.WAITING).update(status=LetterStatus.SENT)
    return list(Letter.objects.filter(kind="calendar").exclude(pk__in=before).order_by("pk"))


def reply(asked: Read, answer: str = "ACCEPTED", *, mail: str = MAIL, **more: Any) -> bytes:
    """The answer of a calendar program, as mail. `more` may name another sequence, stamp, sender or line."""
    stamp = more.get("stamp", "20240415T080000Z")
    event = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "PRODID:-//Somebody//Else//EN",
            "VERSION:2.0",
            f"METHOD:{more.get('method', 'REPLY')}",
            "BEGIN:VEVENT",
            f"UID:{more.get('uid', asked.uid)}",
            f"SEQUENCE:{more.get('sequence', asked.sequence)}",
            *([f"DTSTAMP:{stamp}"] if stamp else []),
            f"ORGANIZER:mailto:{asked.organiser}",
            f"ATTENDEE;PARTSTAT={answer}:mailto:{more.get('attendee', mail)}",
            *more.get("lines", []),
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
    message = EmailMessage()
    message["From"] = more.get("sender", f"Somebody <{mail}>")
    message["To"] = asked.organiser
    message["Subject"] = "Re: your invitation"
    message["Message-ID"] = more.get("key", f"<{answer}-{stamp}-{asked.sequence}@example>")
    if "auto" in more:
        message["Auto-Submitted"] = more["auto"]
    message.set_content(more.get("text", ""))
    message.add_attachment(
        event.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"}, filename="reply.ics"
    )
    return bytes(message)

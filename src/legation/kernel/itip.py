"""Writes invitations that calendar programs act on (iTIP, RFC 5546; carried by mail as RFC 6047 says)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from legation.kernel.outbox import Calendar, one_line

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """The organiser or the one who is invited: a mail address and a name."""

    mail: str
    name: str


@dataclass(frozen=True, slots=True)
class Invite:
    """One event as one calendar shall hold it.

    `start` and `end` are aware, in the event's own zone named `zone`; with `day` the clock time is not known
    and whole days are written. `answered` is the PARTSTAT that is known already; nothing asks for an answer.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    zone: str
    title: str
    organiser: Party
    attendee: Party
    place: str = ""
    text: str = ""
    url: str = ""
    day: bool = False
    tentative: bool = False
    private: bool = False
    answered: str = ""


def written(invite: Invite, method: str) -> Calendar:
    """The calendar object of a REQUEST (an invitation or its change) or a CANCEL."""
    from icalendar import Calendar as ICalendar
    from icalendar import Event, Timezone, vCalAddress

    calendar = ICalendar()
    calendar.add("prodid", "-//Legation//Legation//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if not invite.day:
        first, last = date(invite.start.year - 1, 1, 1), date(invite.end.year + 2, 1, 1)
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(invite.zone), invite.zone, first, last))
    event = Event()
    event.add("uid", invite.uid)
    event.add("sequence", invite.sequence)
    event.add("dtstamp", invite.stamp.astimezone(UTC))
    if invite.day:
        event.add("dtstart", invite.start.date())
        event.add("dtend", invite.end.date() + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", invite.start.astimezone(ZoneInfo(invite.zone)))
        event.add("dtend", invite.end.astimezone(ZoneInfo(invite.zone)))
    event.add("summary", one_line(invite.title))
    event.add("status", _status(invite, method))
    for name, value in (
        ("location", one_line(invite.place)),
        ("description", invite.text),
        ("url", invite.url),
    ):
        if value:
            event.add(name, value)
    if invite.private:
        event.add("class", "PRIVATE")
    organiser = vCalAddress(f"mailto:{invite.organiser.mail}")
    organiser.params["CN"] = _named(invite.organiser)
    event.add("organizer", organiser, encode=False)
    attendee = vCalAddress(f"mailto:{invite.attendee.mail}")
    attendee.params["CN"] = _named(invite.attendee)
    attendee.params["CUTYPE"] = "INDIVIDUAL"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = invite.answered or "NEEDS-ACTION"
    if method == REQUEST:
        attendee.params["RSVP"] = "FALSE" if invite.answered else "TRUE"
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return Calendar(calendar.to_ical(), method)


def _status(invite: Invite, method: str) -> str:
    if method == CANCEL:
        return "CANCELLED"
    return "TENTATIVE" if invite.tentative else "CONFIRMED"


def _named(party: Party) -> str:
    """A name that a parameter can hold: no quotes, no line of its own."""
    return re.sub(r'["\\^]', "", one_line(party.name)) or party.mail

"""A participant's meetings as a calendar, at an address that needs no login."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.matchmaking.models import Link
from legation.matchmaking.queries.taking_part import MyRound, Placed, address_of, link_behind, my_round


@public(["GET"], because="the address is a secret that its maker can revoke; guesses are limited")
@by_link(link_behind, "round")
def my_calendar(request: HttpRequest, link: Link) -> HttpResponse:
    body = calendar_bytes(my_round(link, timezone.now()))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="meetings.ics"'
    answer["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    kept = get_conditional_response(request, etag=etag, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer


def calendar_bytes(page: MyRound) -> bytes:
    """The VCALENDAR of one participant, in the active language: the same bytes for the same timetable."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    name = f"{page.round} · {page.me}"
    for key, value in (
        ("prodid", "-//Legation//Legation//EN"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", name),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(key, value)
    if page.timetable:
        first, last = page.timetable[0].slot.day, page.timetable[-1].slot.day
        zone = ZoneInfo(page.round.zone)
        begin, end = first.replace(year=first.year - 1), last.replace(year=last.year + 2, day=1)
        calendar.add_component(Timezone.from_tzinfo(zone, page.round.zone, begin.replace(day=1), end))
    for placed in page.timetable:
        calendar.add_component(_event(page, placed))
    written: bytes = calendar.to_ical()
    return written


def _event(page: MyRound, placed: Placed) -> Any:
    from icalendar import Event

    event = Event()
    host = urlsplit(settings.ORIGIN).hostname
    event.add("uid", f"round-{page.round.pk}-meeting-{placed.item.key}@{host}")
    event.add("sequence", placed.item.version)
    event.add("dtstamp", _stamp(page))
    event.add("dtstart", placed.slot.starts_at)
    event.add("dtend", placed.slot.ends_at)
    names = ", ".join(str(each) for each in placed.others)
    event.add("summary", _("Meeting with %(names)s") % {"names": names})
    event.add("location", placed.site or (_("Table %(n)s") % {"n": placed.table} if placed.table else ""))
    lines = [f"{each}, {each.post_name}, {each.body_name}".replace(", , ", ", ") for each in placed.others]
    lines += [line for each in placed.others for line in (each.seeks, each.offers) if line]
    if placed.interpreter:
        lines.append(placed.interpreter)
    event.add("description", "\n".join([*lines, address_of(page.link)]))
    event.add("class", "PRIVATE")
    return event


def _stamp(page: MyRound) -> datetime:
    return (page.round.released_at or page.round.updated_at).astimezone(UTC)

"""Calendars that other programs read: iCalendar (RFC 5545) at addresses that need no login."""

from datetime import UTC, date, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from legation.kernel.choices import Visibility
from legation.kernel.gate import Request, gate, public
from legation.kernel.limits import caller, exceeded
from legation.missions.choices import EngagementStatus
from legation.missions.models import Engagement
from legation.missions.queries.calendars import CalendarData, Entry, calendar_of, calendar_with, link_behind
from legation.missions.queries.entries import description_of, place_of

WINDOW = 600
FETCHES, WRONG_GUESSES = 60, 20
REFRESH = timedelta(hours=1)


@public(["GET"], because="the address is a secret that its maker can revoke; guesses are limited")
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar behind an address; a wrong, revoked or lapsed one is answered as if it never was."""
    link = link_behind(token)
    if link is None:
        if exceeded("calendar-guess", caller(request), limit=WRONG_GUESSES, seconds=WINDOW):
            return _too_often()
        raise Http404
    if exceeded("calendar", link.key, limit=FETCHES, seconds=WINDOW):
        return _too_often()
    with translation.override(link.language):
        data = calendar_of(link, timezone.now())
        body = calendar_bytes(data, feed=True)
    return _answer(request, body, data, "legation.ics", inline=True)


@gate(["GET"], Engagement, "missions.view_engagement")
def engagement_ics(request: Request, engagement: Engagement) -> HttpResponseBase:
    """This one engagement, as the reader sees it."""
    data = calendar_with(engagement, request.user)
    return _answer(
        request, calendar_bytes(data, feed=False), data, f"engagement-{engagement.pk}.ics", inline=False
    )


def _too_often() -> HttpResponse:
    answer = HttpResponse(
        _("This calendar is asked for too often. Try again in ten minutes."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    answer["Retry-After"] = str(WINDOW)
    return answer


def _answer(
    request: HttpRequest, body: bytes, data: CalendarData, name: str, *, inline: bool
) -> HttpResponseBase:
    """The calendar, or 304 where the caller holds these very bytes. Only the ETag decides: what is new about
    an entry need not have touched its own time of change."""
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer["Cache-Control"] = "private, max-age=300, must-revalidate" if inline else "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    if data.entries:
        answer["Last-Modified"] = http_date(
            max(entry.engagement.updated_at for entry in data.entries).timestamp()
        )
    return get_conditional_response(request, etag=etag, response=answer) or answer


def calendar_bytes(data: CalendarData, *, feed: bool) -> bytes:
    """The VCALENDAR in the active language: the same bytes for the same data."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", "-//Legation//Legation//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if feed:
        calendar.add("name", data.name)
        calendar.add("x-wr-calname", data.name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    timed = [entry.engagement for entry in data.entries if not entry.engagement.part]
    for zone in sorted({engagement.zone for engagement in timed}):
        years = [engagement.starts_at.year for engagement in timed if engagement.zone == zone]
        calendar.add_component(
            Timezone.from_tzinfo(ZoneInfo(zone), zone, date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
        )
    for entry in data.entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry) -> Any:
    from icalendar import Event

    engagement = entry.engagement
    event = Event()
    event.add("uid", f"{engagement.uuid}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("sequence", engagement.sequence)
    event.add("dtstamp", engagement.updated_at.astimezone(UTC))
    event.add("created", engagement.created_at.astimezone(UTC))
    event.add("last-modified", engagement.updated_at.astimezone(UTC))
    if engagement.part:
        # No clock time is known: a whole-day entry that leaves the day free and says the part of the day.
        event.add("dtstart", engagement.local_start.date())
        event.add("dtend", engagement.local_end.date() + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{engagement.title} ({engagement.get_part_display()})")
    else:
        event.add("dtstart", engagement.local_start)
        event.add("dtend", engagement.local_end)
        event.add("summary", str(engagement.title))
    event.add("status", _status(entry))
    event.add("url", entry.url)
    event.add("categories", [str(engagement.get_kind_display())])
    if engagement.visibility != Visibility.SHARED:
        event.add("class", "PRIVATE")
    if engagement.venue is not None:
        event.add("location", place_of(engagement))
    event.add("description", description_of(engagement, entry.people, entry.points, entry.url))
    return event


def _status(entry: Entry) -> str:
    if entry.off:
        return "CANCELLED"
    return "TENTATIVE" if entry.engagement.status == EngagementStatus.TENTATIVE else "CONFIRMED"

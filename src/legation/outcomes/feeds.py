"""Calendars that other programs read: the days of promises, at addresses that need no login."""

from datetime import UTC, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from legation.kernel.choices import Visibility
from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.outcomes.models import PromiseLink
from legation.outcomes.queries.calendar import Day, days_of, link_behind


@public(["GET"], because="the address is a secret that its maker can revoke; guesses are limited")
@by_link(link_behind, "promises")
def promises_feed(request: HttpRequest, link: PromiseLink) -> HttpResponse:
    with translation.override(link.language):
        body = calendar_bytes(days_of(link.user), _("Promises"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="promises.ics"'
    answer["Cache-Control"] = "private, max-age=300, must-revalidate"
    answer["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    kept = get_conditional_response(request, etag=etag, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer


def calendar_bytes(days: list[Day], name: str) -> bytes:
    """The VCALENDAR in the active language: the same bytes for the same days."""
    from icalendar import Calendar

    calendar = Calendar()
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
    for day in days:
        calendar.add_component(_event(day))
    written: bytes = calendar.to_ical()
    return written


def _event(day: Day) -> Any:
    from icalendar import Event

    one = day.commitment
    owed = " → ".join(str(body) for body in (one.owed_by, one.owed_to) if body)
    event = Event()
    event.add("uid", f"{day.key}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("sequence", one.version)
    event.add("dtstamp", one.updated_at.astimezone(UTC))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", day.title)
    event.add("url", day.url)
    event.add("description", "\n".join(filter(None, (str(one.title), owed, str(one.mission), day.url))))
    if one.visibility != Visibility.SHARED:
        event.add("class", "PRIVATE")
    return event

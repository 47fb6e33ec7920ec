"""The public programme as a calendar and as data (iCalendar, RFC 5545; schema.org events)."""

import json
from datetime import UTC, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from legation.kernel import publishing as public_pages
from legation.kernel.gate import public
from legation.newsroom.queries.programmes import Item, Shown, public_programme

BECAUSE = "it carries only what the public page shows"


@public(["GET"], because=BECAUSE)
def public_calendar(request: HttpRequest, mission: str, language: str) -> HttpResponseBase:
    """A calendar to subscribe to."""

    def make() -> tuple[bytes, str]:
        with translation.override(language):
            return _calendar(_shown(mission, language), language), "text/calendar; charset=utf-8"

    return public_pages.serve(request, f"calendar/{mission}/{language}", make)


@public(["GET"], because=BECAUSE)
def public_data(request: HttpRequest, mission: str, language: str) -> HttpResponseBase:
    """The same as schema.org events, for other programs."""

    def make() -> tuple[bytes, str]:
        with translation.override(language):
            body = json.dumps(_data(_shown(mission, language), language), ensure_ascii=False)
            return body.encode(), "application/ld+json"

    return public_pages.serve(request, f"data/{mission}/{language}", make)


def _shown(mission: str, language: str) -> Shown:
    shown = public_programme(mission, language)
    if shown is None:
        raise Http404
    return shown


def _address(shown: Shown, language: str) -> str:
    return f"{settings.ORIGIN}{reverse('public-programme', args=[shown.slug, language])}"


def _calendar(shown: Shown, language: str) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Legation//Legation//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", shown.name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for item in shown.items:
        calendar.add_component(_event(item, shown, _address(shown, language)))
    written: bytes = calendar.to_ical()
    return written


def _event(item: Item, shown: Shown, address: str) -> Any:
    from icalendar import Event

    event = Event()
    # Not the identity of the invitation: who has both keeps both, and neither moves the other.
    event.add("uid", f"public-{item.uuid}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("sequence", item.sequence)
    event.add("dtstamp", shown.published_at.astimezone(UTC))
    if item.part:
        event.add("dtstart", item.local_start.date())
        event.add("dtend", item.local_end.date() + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{item.title} ({item.part_label})")
    else:
        event.add("dtstart", item.starts_at.astimezone(UTC))
        event.add("dtend", item.ends_at.astimezone(UTC))
        event.add("summary", item.title)
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    event.add("url", f"{address}#e{item.pk}")
    place = ", ".join(part for part in (item.venue, item.street, item.city) if part)
    if place:
        event.add("location", place)
    return event


def _data(shown: Shown, language: str) -> dict[str, Any]:
    address = _address(shown, language)
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": shown.name,
        "url": address,
        "inLanguage": language,
        "startDate": shown.starts_on.isoformat(),
        "endDate": shown.ends_on.isoformat(),
        "description": shown.intro,
        "location": [{"@type": "City", "name": city} for city in shown.hosts],
        "subEvent": [_sub_event(item, address) for item in shown.items],
    }


def _sub_event(item: Item, address: str) -> dict[str, Any]:
    known: dict[str, Any] = {
        "@type": "Event",
        "name": item.title,
        "url": f"{address}#e{item.pk}",
        "startDate": item.local_start.date().isoformat() if item.part else item.local_start.isoformat(),
        "endDate": item.local_end.date().isoformat() if item.part else item.local_end.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if item.cancelled else 'Scheduled'}",
    }
    if item.venue:
        known["location"] = {
            "@type": "Place",
            "name": item.venue,
            "address": ", ".join(part for part in (item.street, item.city) if part),
        }
    return known

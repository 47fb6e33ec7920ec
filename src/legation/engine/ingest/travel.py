"""Flights and trains in what a carrier confirms: calendar parts and schema.org data, and nothing guessed.

A mail, a calendar file or a page; whatever stands in prose alone is not read. No network is asked.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from typing import Any

from legation.engine.ingest.errors import BadFile, EmptyFile, FileTooLarge, NotWhatItSays
from legation.engine.ingest.mail import is_mail
from legation.engine.ingest.plain import decoded

LARGEST = 2 * 1024 * 1024
"""Bytes that a confirmation may have."""
MOST = 40
_NUMBER = re.compile(r"\b([A-Z][A-Z0-9]|[0-9][A-Z])\s?-?(\d{1,4})\b")
_TRAIN = re.compile(r"\b(KTX|SRT|ITX|TGV|ICE|AVE|Shinkansen|train)\b|열차|고속철도", re.IGNORECASE)
_TRAIN_NUMBER = re.compile(r"\b(KTX|SRT|ITX|TGV|ICE|AVE)[\s-]*(?:[가-힣]+\s*)?(\d{1,4})\b", re.IGNORECASE)
_WAY = re.compile(r"(.{2,60}?)\s*(?:→|->|–|—|\bto\b|에서)\s*(.{2,60})", re.IGNORECASE)


class NoJourney(BadFile):
    """The file can be read, and no calendar part or reservation in it names a flight or a train."""

    code = "no-journey"


@dataclass(frozen=True, slots=True)
class Place:
    """One end: its name and code as stated, and the terminal."""

    name: str = ""
    code: str = ""
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A flight or train as confirmed. Times are wall-clock times as stated, beside them the offset
    from UTC in minutes (None: not stated) or the IANA zone."""

    kind: str
    number: str
    carrier: str
    leaving: Place
    arriving: Place
    departs: datetime | None
    arrives: datetime | None
    departs_offset: int | None = None
    arrives_offset: int | None = None
    departs_zone: str = ""
    arrives_zone: str = ""
    booking: str = ""
    passengers: tuple[str, ...] = ()


def read_journeys(data: bytes, name: str = "") -> tuple[Journey, ...]:
    """The journeys of one file, by time; passengers of the same journey are brought together.

    Raises FileTooLarge, EmptyFile, NotWhatItSays for what cannot be read, and NoJourney.
    """
    if len(data) > LARGEST:
        raise FileTooLarge(size=len(data), limit=LARGEST)
    if not data.strip():
        raise EmptyFile
    found: list[Journey] = []
    for kind, part in _parts(data, name):
        if kind == "calendar":
            found += _in_calendar(part)
        else:
            found += _in_page(decoded(part))
    if not found:
        raise NoJourney
    return tuple(
        sorted(_together(found[:MOST]), key=lambda one: (str(one.departs or one.arrives), one.number))
    )


def _parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The calendars and pages of a file: it is known by what is in it."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        yield "calendar", data
    elif is_mail(data):
        try:
            message = message_from_bytes(data, policy=policy.default)
            for part in message.walk():
                kind, payload = part.get_content_type(), part.get_payload(decode=True)
                if not isinstance(payload, bytes):
                    continue
                if kind in {"text/calendar", "application/ics"}:
                    yield "calendar", payload
                elif kind == "text/html":
                    yield "page", payload
        except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as broken:
            raise NotWhatItSays(says="eml", found="eml", why="broken") from broken
    elif b"<" in data[:2048] and b"application/ld+json" in data:
        yield "page", data
    else:
        raise NotWhatItSays(says=name.rpartition(".")[2].lower()[:10], found="", why="confirmation")


def _in_page(text: str) -> Iterable[Journey]:
    from selectolax.lexbor import LexborHTMLParser

    for script in LexborHTMLParser(text).css('script[type="application/ld+json"]'):
        try:
            stated = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for item in _items(stated, 0):
            journey = _reservation(item)
            if journey is not None:
                yield journey


def _items(stated: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(stated, list) and depth < 6:
        for one in stated:
            yield from _items(one, depth + 1)
    elif isinstance(stated, dict) and depth < 6:
        if "@graph" in stated:
            yield from _items(stated["@graph"], depth + 1)
        yield stated


KINDS = {
    "FlightReservation": ("flight", "Airport", "departureTerminal", "arrivalTerminal", "flightNumber"),
    "TrainReservation": ("train", "Station", "departurePlatform", "arrivalPlatform", "trainNumber"),
}


def _reservation(item: dict[str, Any]) -> Journey | None:
    kind = KINDS.get(str(item.get("@type", "")).rpartition("/")[2])
    trip = item.get("reservationFor")
    if (
        kind is None
        or not isinstance(trip, dict)
        or _words(item.get("reservationStatus")).endswith("Cancelled")
    ):
        return None
    means, place, from_gate, to_gate, number = kind
    carrier = _dict(trip.get("airline") or trip.get("provider") or item.get("provider"))
    stated = _words(trip.get(number))
    code = _words(carrier.get("iataCode"))
    whole = stated if not code or stated.upper().startswith(code.upper()) else f"{code} {stated}"
    departs, arrives = _moment(trip.get("departureTime")), _moment(trip.get("arrivalTime"))
    if departs is None and arrives is None:
        return None
    return Journey(
        kind=means,
        number=whole[:20],
        carrier=_words(carrier.get("name"))[:100],
        leaving=_place(trip.get(f"departure{place}"), trip.get(from_gate)),
        arriving=_place(trip.get(f"arrival{place}"), trip.get(to_gate)),
        departs=_wall(departs),
        arrives=_wall(arrives),
        departs_offset=_offset(departs),
        arrives_offset=_offset(arrives),
        booking=_words(item.get("reservationNumber") or item.get("reservationId"))[:40],
        passengers=tuple(
            filter(None, (_words(_dict(one).get("name")) for one in _list(item.get("underName"))))
        ),
    )


def _in_calendar(data: bytes) -> Iterable[Journey]:
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(decoded(data))
    except ValueError as broken:
        raise NotWhatItSays(says="ics", found="ics", why="broken") from broken
    for event in calendar.walk("VEVENT"):
        summary = _words(event.get("summary"))
        words = f"{summary}\n{_words(event.get('description'))}"
        train = _TRAIN_NUMBER.search(words)
        flight = _NUMBER.search(summary) or _NUMBER.search(words)
        number = train or (None if _TRAIN.search(summary) else flight)
        starts, ends = event.get("dtstart"), event.get("dtend")
        if number is None or starts is None or not isinstance(starts.dt, datetime):
            continue
        until = ends.dt if ends is not None and isinstance(ends.dt, datetime) else None
        way = _WAY.search(summary.replace(number.group(0), " ").strip(" :-,·"))
        first, last = (way.group(1).strip(" :-,"), way.group(2).strip(" :-,")) if way else ("", "")
        yield Journey(
            kind="train" if train else "flight",
            number=f"{number.group(1).upper()} {number.group(2)}",
            carrier="",
            leaving=Place(first or _words(event.get("location"))[:200]),
            arriving=Place(last),
            departs=_wall(starts.dt),
            arrives=_wall(until),
            departs_offset=_offset(starts.dt),
            arrives_offset=_offset(until),
            departs_zone=_zone(starts),
            arrives_zone=_zone(ends),
            passengers=tuple(
                filter(None, (_words(one.params.get("CN")) for one in _list(event.get("attendee"))))
            ),
        )


def _together(found: Iterable[Journey]) -> Iterable[Journey]:
    from dataclasses import replace

    kept: dict[tuple[str, Any, Any], Journey] = {}
    for one in found:
        key = ("".join(one.number.split()).upper(), one.departs, one.arrives if one.departs is None else None)
        other = kept.get(key)
        if other is None:
            kept[key] = one
        else:
            names = tuple(dict.fromkeys((*other.passengers, *one.passengers)))
            richer = (
                one
                if len(one.leaving.code + one.carrier) > len(other.leaving.code + other.carrier)
                else other
            )
            kept[key] = replace(richer, passengers=names)
    return kept.values()


def _place(stated: Any, terminal: Any) -> Place:
    place = _dict(stated)
    name = _words(place.get("name")) or (_words(stated) if isinstance(stated, str) else "")
    return Place(name[:200], _words(place.get("iataCode"))[:4], _words(terminal)[:40])


def _moment(stated: Any) -> datetime | None:
    words = _words(stated)
    try:
        return datetime.fromisoformat(words) if "T" in words else None
    except ValueError:
        return None


def _wall(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None, second=0, microsecond=0) if moment is not None else None


def _offset(moment: datetime | None) -> int | None:
    shift = moment.utcoffset() if moment is not None else None
    return int(shift.total_seconds()) // 60 if shift is not None else None


def _zone(stated: Any) -> str:
    key = getattr(getattr(stated.dt, "tzinfo", None), "key", "") if stated is not None else ""
    return str(key or "")


def _dict(stated: Any) -> dict[str, Any]:
    return stated if isinstance(stated, dict) else {}


def _list(stated: Any) -> list[Any]:
    return stated if isinstance(stated, list) else [] if stated is None else [stated]


def _words(stated: Any) -> str:
    return " ".join(str(stated).split()) if isinstance(stated, str | int) else ""

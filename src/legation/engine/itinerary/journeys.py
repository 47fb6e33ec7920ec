"""Who cannot be there yet, or no longer: what flights and trains leave of a person's day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .facts import MOVING_KINDS, OPTIONAL_KINDS, Item
from .zones import NaiveTime

# Minutes from arriving to the first place in the city, and from the last one to departing: (there, back).
# Abroad there are passports and baggage; a cautious guess, to be marked as one.
USUAL: Mapping[str, tuple[int, int]] = {"flight": (45, 120), "train": (20, 30), "ship": (40, 60)}
ABROAD: Mapping[str, tuple[int, int]] = {"flight": (75, 180), "train": (40, 60), "ship": (60, 90)}


def usual_minutes(kind: str, *, abroad: bool) -> tuple[int, int]:
    """Minutes to allow after arriving and before departing where nobody has said; none for a car."""
    return (ABROAD if abroad else USUAL).get(kind, (0, 0))


@dataclass(frozen=True, slots=True)
class Journey:
    """One movement of one person. `departs` and `arrives` are aware; one of them may be unknown.

    `lead` and `transfer` are minutes before and after; `leaving` and `arriving` name a city by any key, or
    nothing where it is not known.
    """

    key: str
    person: str
    departs: datetime | None
    arrives: datetime | None
    lead: int = 0
    transfer: int = 0
    leaving: str | None = None
    arriving: str | None = None


@dataclass(frozen=True, slots=True)
class TooEarly:
    """An item starts before its person can be there: at `ready` at the soonest (UTC)."""

    person: str
    journey: str
    item: str
    ready: datetime


@dataclass(frozen=True, slots=True)
class TooLate:
    """An item goes on after its person has to leave for a journey: at `leave` at the latest (UTC)."""

    person: str
    journey: str
    item: str
    leave: datetime


@dataclass(frozen=True, slots=True)
class _Span:
    journey: Journey
    departs: datetime
    arrives: datetime
    leave: datetime
    ready: datetime


def out_of_reach(
    items: Iterable[Item], cities: Mapping[str, str], journeys: Iterable[Journey]
) -> tuple[TooEarly | TooLate, ...]:
    """What the people of `items` cannot attend, in the order of the items' start, then person, then key.

    `cities` names the city of each venue. An item is out of reach where it overlaps the time from having to
    leave for a journey until having come from it, and where it is in the city that the next journey leads to
    or the last one left from, and they are not there. Free time is never; a transfer may begin on arriving
    and end on departing. Times are half-open. Raises NaiveTime. O(items x journeys of their people).
    """
    spans = _spans(journeys)
    found = [
        (item.start, fact.person, fact.item, fact)
        for item in items
        if item.kind not in OPTIONAL_KINDS
        for person in item.people & spans.keys()
        if (fact := _against(item, person, cities.get(item.venue or ""), spans[person])) is not None
    ]
    return tuple(fact for *_, fact in sorted(found, key=lambda one: one[:3]))


def _spans(journeys: Iterable[Journey]) -> dict[str, list[_Span]]:
    found: dict[str, list[_Span]] = defaultdict(list)
    for journey in journeys:
        ends = [moment for moment in (journey.departs, journey.arrives) if moment is not None]
        if not ends:
            continue
        if any(moment.utcoffset() is None for moment in ends):
            raise NaiveTime(journey.key)
        departs, arrives = ends[0].astimezone(UTC), ends[-1].astimezone(UTC)
        lead = journey.lead if journey.departs is not None else 0
        transfer = journey.transfer if journey.arrives is not None else 0
        leave, ready = departs - timedelta(minutes=lead), arrives + timedelta(minutes=transfer)
        found[journey.person].append(_Span(journey, departs, arrives, leave, ready))
    for spans in found.values():
        spans.sort(key=lambda span: (span.departs, span.arrives, span.journey.key))
    return dict(found)


def _against(item: Item, person: str, city: str | None, spans: list[_Span]) -> TooEarly | TooLate | None:
    if item.start.utcoffset() is None or item.end.utcoffset() is None:
        raise NaiveTime(item.key)
    start, end = item.start.astimezone(UTC), item.end.astimezone(UTC)
    moving = item.kind in MOVING_KINDS
    last: _Span | None = None
    for span in spans:
        leave, ready = (span.departs, span.arrives) if moving else (span.leave, span.ready)
        if start < ready and end > leave:
            if _going(span.journey, start, city):
                return TooLate(person, span.journey.key, item.key, leave)
            return TooEarly(person, span.journey.key, item.key, ready)
        if end <= leave:
            return _elsewhere(item, person, city, last, span)
        last = span
    return _elsewhere(item, person, city, last, None)


def _going(journey: Journey, start: datetime, city: str | None) -> bool:
    """Whether who is on a journey misses an item by leaving, and not by arriving after its start."""
    if journey.departs is None or journey.arrives is None:
        return journey.arrives is None
    if (
        city is not None
        and journey.leaving != journey.arriving
        and city in {journey.leaving, journey.arriving}
    ):
        return city == journey.leaving
    return start < journey.departs


def _elsewhere(
    item: Item, person: str, city: str | None, last: _Span | None, coming: _Span | None
) -> TooEarly | TooLate | None:
    """The item is between two journeys, in a city where its person is not."""
    if city is None:
        return None
    here = last.journey.arriving if last is not None else coming.journey.leaving if coming else None
    if here == city:
        return None
    if coming is not None and coming.journey.arriving == city:
        return TooEarly(person, coming.journey.key, item.key, coming.ready)
    if last is not None and last.journey.leaving == city:
        return TooLate(person, last.journey.key, item.key, last.leave)
    return None

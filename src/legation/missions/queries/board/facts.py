"""What stands in the way of an engagement, as facts for the reader; nothing of it ever blocks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext

from legation.engine.itinerary import Item, PersonClash, RoomClash, TravelGap, conflicts
from legation.missions.choices import EngagementKind, Function
from legation.missions.models import Delegate, Engagement
from legation.missions.queries.board.loading import Loaded
from legation.missions.queries.travel import alone_too_long

# Minutes that people wait before it is said, and hours after which a way is no longer part of the day.
EARLY, SAME_DAY = 45, 6
NAMED = 3
UNKNOWN = 1_000_000


@dataclass(frozen=True, slots=True)
class BoardFact:
    """One thing to look at; `key` says what and which of the rest is filled.

    person, interpreter: `people` are also in `other`. vehicle: `names` are also needed by `other`. room: it
    is also taken by `other`. held: it is held until `until`, for `what` where the reader may know. unheld:
    the room that is held for it is another, or not held all the time. capacity: `count` people, `needed`
    seats. way: `minutes` from `other`, which takes `needed` as far as `how` tells. unknown: nobody said how
    long the way from `other` takes. wait: those who come wait `minutes` before `other`. early, late:
    `people` can be there from `until` on, or until then, as `what` they travel by lets them. interpreters:
    it takes `minutes`, and `count` interpret.
    """

    key: str
    other: Engagement | None = None
    people: tuple[Delegate, ...] = ()
    names: tuple[str, ...] = ()
    minutes: int = 0
    needed: int = 0
    how: str = ""
    count: int = 0
    what: str = ""
    until: datetime | None = None

    @property
    def who(self) -> str:
        """The first of `people` by name, and how many more there are."""
        names = ", ".join(str(person) for person in self.people[:NAMED])
        more = len(self.people) - NAMED
        if more <= 0:
            return names
        return ngettext("%(names)s and %(n)d other", "%(names)s and %(n)d others", more) % {
            "names": names,
            "n": more,
        }

    @property
    def quiet(self) -> bool:
        """Worth knowing, and nothing is wrong yet."""
        return self.key in {"unknown", "wait", "unheld"}


def facts_of(all_: Loaded) -> dict[int, tuple[BoardFact, ...]]:
    """What there is to say of each engagement that has something: no query."""
    found: dict[int, list[BoardFact]] = defaultdict(list)
    for source in (_clashes, _vehicles, _seats, _bookings, _travels, _interpreters, _waits):
        for pk, fact in source(all_):
            found[pk].append(fact)
    return {pk: tuple(rows) for pk, rows in found.items()}


Found = Iterator[tuple[int, BoardFact]]


def _clashes(all_: Loaded) -> Found:
    travel = {
        between: UNKNOWN + way.minutes if way.how == "least" else way.minutes
        for between, way in all_.ways.items()
    }
    grouped: dict[tuple[str, str, str, int], list[Delegate]] = defaultdict(list)
    for fact in conflicts(all_.items, travel):
        if isinstance(fact, PersonClash):
            person = all_.people[int(fact.person)]
            key = "interpreter" if _interprets(all_, person, fact.first, fact.second) else "person"
            grouped[key, fact.first, fact.second, 0].append(person)
        elif isinstance(fact, RoomClash):
            grouped["room", fact.first, fact.second, 0] = []
        elif isinstance(fact, TravelGap):
            grouped["way", fact.leaving, fact.arriving, fact.have].append(all_.people[int(fact.person)])
    for (key, first, second, minutes), people in grouped.items():
        one, two = all_.timed[first], all_.timed[second]
        if key == "way":
            yield from _way(all_, one, two, minutes, tuple(people))
        else:
            yield one.pk, BoardFact(key, two, tuple(people))
            yield two.pk, BoardFact(key, one, tuple(people))


def _interprets(all_: Loaded, person: Delegate, *keys: str) -> bool:
    return any(
        row.delegate_id == person.pk and row.function == Function.INTERPRETER
        for key in keys
        for row in all_.there.get(int(key), ())
    )


def _way(all_: Loaded, one: Engagement, two: Engagement, minutes: int, people: tuple[Delegate, ...]) -> Found:
    way = all_.ways[str(one.venue_id), str(two.venue_id)]
    if minutes < way.minutes:
        yield two.pk, BoardFact("way", one, people, minutes=minutes, needed=way.minutes, how=way.how)
    elif minutes < SAME_DAY * 60:
        yield two.pk, BoardFact("unknown", one, minutes=minutes, needed=way.minutes)


def _vehicles(all_: Loaded) -> Found:
    """A vehicle cannot be in two places either."""
    names: dict[str, set[str]] = defaultdict(set)
    for needed in all_.needed:
        names[str(needed.engagement_id)].add(needed.name)
    items = [
        replace(item, people=frozenset(names[item.key]), room=None, venue=None)
        for item in all_.items
        if names.get(item.key)
    ]
    twice: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in conflicts(items):
        if isinstance(fact, PersonClash):
            twice[fact.first, fact.second].append(fact.person)
    for (first, second), found in twice.items():
        one, two = all_.timed[first], all_.timed[second]
        yield one.pk, BoardFact("vehicle", two, names=tuple(found))
        yield two.pk, BoardFact("vehicle", one, names=tuple(found))


def _seats(all_: Loaded) -> Found:
    for row in all_.timed.values():
        seats, count = row.room.capacity if row.room else None, len(all_.there.get(row.pk, ()))
        if seats is not None and count > seats:
            yield row.pk, BoardFact("capacity", count=count, needed=seats)


def _bookings(all_: Loaded) -> Found:
    own = defaultdict(list)
    for booking in all_.held:
        own[booking.engagement_id].append(booking)
    for row in all_.timed.values():
        if row.room_id is None or row.kind in {EngagementKind.TRANSFER, EngagementKind.FREE_TIME}:
            continue
        for booking in all_.held_for_others(row):
            if (
                booking.room_id == row.room_id
                and booking.held_from < row.ends_at
                and booking.held_until > row.starts_at
            ):
                known = booking.mission_id == row.mission_id and booking.visibility in all_.sees
                what = booking.told_to(all_.sees) if known else ""
                yield row.pk, BoardFact("held", what=what, until=booking.held_until)
        mine = [one for one in own[row.pk] if one.visibility in all_.sees]
        if mine and not any(
            one.room_id == row.room_id and one.held_from <= row.starts_at and row.ends_at <= one.held_until
            for one in mine
        ):
            yield row.pk, BoardFact("unheld")


def _travels(all_: Loaded) -> Found:
    """Who has not landed yet, or has to leave."""
    for off in all_.off:
        people = tuple(all_.people[pk] for pk in off.people)
        yield off.engagement, BoardFact(off.key, people=people, what=str(off.movement), until=off.at)


def _interpreters(all_: Loaded) -> Found:
    rows: list[Any] = [row for there in all_.there.values() for row in there]
    for few in alone_too_long(all_.timed.values(), rows):
        yield int(few.item), BoardFact("interpreters", minutes=few.minutes, count=few.have)


def _waits(all_: Loaded) -> Found:
    """A transfer whose people come much too early for what they go to."""
    for item in all_.items:
        if item.kind != EngagementKind.TRANSFER or not item.people:
            continue
        following = _next(item, all_.items)
        if following is None:
            continue
        minutes = int((following.start - item.end).total_seconds() // 60)
        if EARLY < minutes <= SAME_DAY * 60:
            yield int(item.key), BoardFact("wait", all_.timed[following.key], minutes=minutes)


def _next(item: Item, items: Iterable[Item]) -> Item | None:
    after = (
        other
        for other in items
        if other.start >= item.end
        and other.key != item.key
        and other.people & item.people
        and other.start - item.end <= timedelta(hours=SAME_DAY)
    )
    return min(after, key=lambda other: (other.start, other.key), default=None)

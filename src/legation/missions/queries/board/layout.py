"""Where everything stands on the board: days, clocks, lanes, and what has no place on a clock."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from legation.engine.itinerary import Span, side_by_side
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementStatus
from legation.missions.models import Delegate, Engagement
from legation.missions.queries.board.facts import BoardFact
from legation.missions.queries.board.loading import Loaded

DAY = 24 * 60
LEAST_SHOWN = 20  # minutes as high as a line of text
EARLIEST, LATEST = 8, 20


@dataclass(frozen=True, slots=True)
class Axis:
    """A day on the clock of a zone."""

    day: date
    zone: str

    def minute(self, moment: datetime) -> int:
        """Minutes of the wall clock since the day began; below zero or above a day outside of it."""
        here = moment.astimezone(ZoneInfo(self.zone))
        return (here.date() - self.day).days * DAY + here.hour * 60 + here.minute

    @property
    def epoch(self) -> int:
        """Minutes from 1970 to the beginning of the day."""
        midnight = datetime.combine(self.day, datetime.min.time(), ZoneInfo(self.zone))
        return int(midnight.timestamp() // 60)

    def span(self, row: Engagement) -> tuple[int, int]:
        start = self.minute(row.starts_at)
        return start, start + max(1, round((row.ends_at - row.starts_at).total_seconds() / 60))


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One engagement in one lane: `start` and `minutes` are those of its axis, cut at midnight; `at` and
    `long` are not cut."""

    engagement: Engagement
    start: int
    minutes: int
    column: int
    columns: int
    at: int
    long: int
    clock: str
    own_clock: str
    track: str
    facts: tuple[BoardFact, ...]
    count: int
    again: bool
    running: bool

    @property
    def hour(self) -> int:
        return self.start // 60

    @property
    def minute(self) -> int:
        return self.start % 60

    @property
    def hours_long(self) -> int:
        return self.minutes // 60

    @property
    def minutes_long(self) -> int:
        return self.minutes % 60

    @property
    def warned(self) -> bool:
        return any(not fact.quiet for fact in self.facts)

    @property
    def clashes(self) -> tuple[BoardFact, ...]:
        return tuple(fact for fact in self.facts if not fact.quiet)


@dataclass(frozen=True, slots=True)
class Lane:
    """One column; `room`, `venue`, `track` and `day` are what dropping something there changes."""

    key: str
    name: str
    detail: str = ""
    tone: str = ""
    room: int | None = None
    venue: int | None = None
    track: str = ""
    axis: Axis | None = None
    closed: bool = False
    items: tuple[BoardItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Hour:
    """A line of the board: the hour, and what the second clock shows then."""

    hour: int
    here: str
    there: str


def track_key(track: Any) -> str:
    """What a track is known by in addresses and forms; none for no track."""
    words = getattr(track, "data", track) or ""
    if not words:
        return ""
    return hashlib.blake2b(json.dumps(words, sort_keys=True).encode(), digest_size=6).hexdigest()


def tracks_of(engagements: Iterable[Engagement]) -> dict[str, Any]:
    """The tracks in use, by key, in the order of their words."""
    found = {track_key(row.track): row.track for row in engagements if track_key(row.track)}
    return dict(sorted(found.items(), key=lambda pair: (str(pair[1]).casefold(), pair[0])))


class Placing:
    """Puts engagements into lanes; made once for a page."""

    def __init__(self, all_: Loaded, facts: Mapping[int, tuple[BoardFact, ...]], now: datetime) -> None:
        self.all, self.facts, self.now = all_, facts, now
        self.shown: set[int] = set()

    def items(self, rows: Iterable[Engagement], axis: Axis) -> tuple[BoardItem, ...]:
        spans = {}
        for row in rows:
            start, end = axis.span(row)
            if start < DAY and end > 0:
                spans[row] = (max(0, start), min(DAY, end))
        places = side_by_side(
            (Span(str(row.pk), start, end) for row, (start, end) in spans.items()), LEAST_SHOWN
        )
        found = []
        for row, (start, end) in sorted(spans.items(), key=lambda pair: (pair[1], pair[0].pk)):
            place = places[str(row.pk)]
            found.append(self._item(row, axis, start, end - start, place.column, place.columns))
            self.shown.add(row.pk)
        return tuple(found)

    def _item(
        self, row: Engagement, axis: Axis, start: int, minutes: int, column: int, columns: int
    ) -> BoardItem:
        here = ZoneInfo(axis.zone)
        first, last = row.starts_at.astimezone(here), row.ends_at.astimezone(here)
        own = row.local_start
        other = own.utcoffset() != first.utcoffset()
        return BoardItem(
            engagement=row,
            start=start,
            minutes=minutes,
            column=min(column, 7),
            columns=min(columns, 8),
            at=axis.span(row)[0],
            long=axis.span(row)[1] - axis.span(row)[0],
            clock=f"{first:%H:%M}–{last:%H:%M}",
            own_clock=f"{city_of_zone(row.zone, self.all)} {own:%H:%M}" if other else "",
            track=track_key(row.track),
            facts=self.facts.get(row.pk, ()),
            count=len(self.all.there.get(row.pk, ())),
            again=row.pk in self.shown,
            running=row.status != EngagementStatus.CANCELLED and row.starts_at <= self.now < row.ends_at,
        )

    def loose(self, row: Engagement, axis: Axis) -> BoardItem:
        """What has no place on this clock."""
        return self._item(row, axis, 0, 0, 0, 1)

    def lanes(self, by: str, axis: Axis, rows: Sequence[Engagement]) -> list[Lane]:
        make: dict[str, Callable[[Axis, Sequence[Engagement]], list[Lane]]] = {
            "room": self._rooms,
            "track": self._tracks,
            "side": self._sides,
            "person": self._persons,
        }
        return make[by](axis, rows)

    def _rooms(self, axis: Axis, rows: Sequence[Engagement]) -> list[Lane]:
        """The places of the day, each venue with all its rooms, so that there is somewhere to move to."""
        grouped = defaultdict(list)
        for row in rows:
            grouped[row.venue_id, row.room_id].append(row)
        venues = {row.venue_id: row.venue for row in rows if row.venue is not None}
        every = [*self.all.rooms, *(row.room for row in rows if row.room is not None)]
        lanes = []
        for key, venue in sorted(venues.items(), key=lambda pair: (pair[1].city_id, pair[1].pk)):
            rooms = {room.pk: room for room in every if room.venue_id == key}
            if grouped[key, None] or not rooms:
                items = self.items(grouped[key, None], axis)
                lanes.append(Lane(f"v{key}", str(venue), str(venue.city), venue=key, items=items))
            for room in rooms.values():
                seats = _seats(room.capacity) if room.capacity else ""
                detail = " · ".join(part for part in (str(venue), seats) if part)
                items = self.items(grouped[key, room.pk], axis)
                lanes.append(Lane(f"r{room.pk}", str(room), detail, venue=key, room=room.pk, items=items))
        return [*lanes, Lane("v", gettext("No place yet"), items=self.items(grouped[None, None], axis))]

    def _tracks(self, axis: Axis, rows: Sequence[Engagement]) -> list[Lane]:
        grouped = defaultdict(list)
        for row in rows:
            grouped[track_key(row.track)].append(row)
        lanes = [
            Lane(f"t{key}", str(track), track=key, items=self.items(grouped[key], axis))
            for key, track in tracks_of(self.all.engagements).items()
        ]
        return [*lanes, Lane("t", gettext("No track"), items=self.items(grouped[""], axis))]

    def _sides(self, axis: Axis, rows: Sequence[Engagement]) -> list[Lane]:
        return [
            Lane(
                f"s{side}",
                str(Visibility(side).label),
                tone=side,
                items=self.items([row for row in rows if row.visibility == side], axis),
            )
            for side in Visibility.values
            if side in self.all.sees
        ]

    def _persons(self, axis: Axis, rows: Sequence[Engagement]) -> list[Lane]:
        theirs: dict[int, list[Engagement]] = defaultdict(list)
        for row in rows:
            for one in self.all.there.get(row.pk, ()):
                theirs[one.delegate_id].append(row)
        lanes = [
            Lane(
                f"p{pk}",
                str(delegate),
                str(delegate.delegation),
                tone=delegate.delegation.party,
                items=self.items(theirs[pk], axis),
            )
            for pk, delegate in _in_order(self.all.people)
            if theirs.get(pk)
        ]
        nobody = [row for row in rows if not self.all.there.get(row.pk)]
        return [*lanes, Lane("p", gettext("Nobody yet"), items=self.items(nobody, axis))] if nobody else lanes

    def days(self, axes: Iterable[Axis]) -> list[Lane]:
        """A lane for each day, each on its own clock."""
        timed = [row for row in self.all.engagements if not row.part]
        return [
            Lane(
                f"d{axis.day.isoformat()}",
                date_format(axis.day, pgettext("date format: short weekday, day", "D j")),
                city_of_zone(axis.zone, self.all, axis.day),
                axis=axis,
                closed=axis.day.isoformat() in self.all.mission.closed_days,
                items=self.items(timed, axis),
            )
            for axis in axes
        ]


def _seats(count: int) -> str:
    return ngettext("%(n)d seat", "%(n)d seats", count) % {"n": count}


def _in_order(people: Mapping[int, Delegate]) -> list[tuple[int, Delegate]]:
    """Heads first, each side together."""
    rank = {"head": 0, "deputy": 1}
    return sorted(
        people.items(),
        key=lambda pair: (pair[1].delegation.party, rank.get(pair[1].capacity, 2), pair[0]),
    )


def city_of_zone(zone: str, all_: Loaded, day: date | None = None) -> str:
    """The city that keeps this clock: where the mission is on that day, another of its own, or the zone."""
    legs = [leg for leg in reversed(all_.legs) if day is not None and leg.starts_on <= day <= leg.ends_on]
    cities = [*(leg.city for leg in (*legs, *all_.legs)), *all_.head.hosts, *all_.head.guests]
    for city in cities:
        if city.time_zone == zone:
            return str(city)
    return zone.rpartition("/")[2].replace("_", " ")


def hours(axis: Axis, other: str, first: int, last: int) -> tuple[Hour, ...]:
    """The lines from `first` to `last`, with the clock of the `other` zone where it differs."""
    found = []
    for hour in range(first, last + 1):
        here = datetime.combine(axis.day, datetime.min.time(), ZoneInfo(axis.zone)) + timedelta(hours=hour)
        there = here.astimezone(ZoneInfo(other)) if other else None
        shift = (there.date() - axis.day).days if there is not None else 0
        mark = f" {shift:+d}".replace("-", "−") if shift and hour < 24 else ""
        found.append(Hour(hour, f"{hour:02d}:00", f"{there:%H:%M}{mark}" if there is not None else ""))
    return tuple(found)


def reach(lanes: Iterable[Lane]) -> tuple[int, int]:
    """The first and the last hour that the board shows: the working day, and whatever lies outside of it."""
    first, last = EARLIEST, LATEST
    for lane in lanes:
        for item in lane.items:
            first = min(first, item.start // 60)
            last = max(last, -(-(item.start + item.minutes) // 60))
    return max(0, first), min(24, last)

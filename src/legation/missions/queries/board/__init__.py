"""The board as one reader sees it: a day by rooms, tracks, sides or people, or the whole mission by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from legation.missions.models import Engagement, Mission
from legation.missions.queries.board.facts import BoardFact, facts_of
from legation.missions.queries.board.layout import (
    Axis,
    BoardItem,
    Hour,
    Lane,
    Placing,
    city_of_zone,
    hours,
    reach,
)
from legation.missions.queries.board.loading import Loaded, Pulse, loaded, pulse_of
from legation.missions.queries.masthead import Masthead

VIEWS = ("room", "track", "side", "person", "day")
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the board somebody asked to see, as they typed it."""

    day: str = ""
    by: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One day to choose."""

    day: date
    closed: bool
    warned: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that the board can go by."""

    zone: str
    city: str


@dataclass(frozen=True, slots=True)
class Board:
    """One view of the programme; `loose` has no clock time, or stands on another day of this clock."""

    head: Masthead
    by: str
    axis: Axis
    clock: Clock
    other: Clock | None
    clocks: tuple[Clock, ...]
    tabs: tuple[Tab, ...]
    lanes: tuple[Lane, ...]
    loose: tuple[BoardItem, ...]
    hours: tuple[Hour, ...]
    first: int
    last: int
    now: int | None
    closed: bool
    total: int
    warned: int
    editable: bool
    undo: bool
    redo: bool
    checks: dict[str, Any]
    unknown: bool

    @property
    def day(self) -> date:
        return self.axis.day

    @property
    def now_hour(self) -> int:
        return (self.now or 0) // 60

    @property
    def now_minute(self) -> int:
        return (self.now or 0) % 60

    @property
    def empty(self) -> bool:
        return not any(lane.items for lane in self.lanes) and not self.loose


def board_of(mission: Mission, user: Any, now: datetime, asked: Asked, pulse: Pulse | None = None) -> Board:
    """What `loaded` reads, and the pulse of the board where it is not given."""
    all_ = loaded(mission, user)
    facts = facts_of(all_)
    days = days_of(all_)
    day, unknown = _day(asked.day, days, now, all_)
    by = asked.by if asked.by in VIEWS else "room"
    zones = _zones(all_)
    zone = asked.clock if asked.clock in zones else zone_on(day, all_)
    axis = Axis(day, zone)
    placing = Placing(all_, facts, now)
    on = [row for row in all_.engagements if _on(row, day)]
    if by == "day":
        lanes = placing.days(
            Axis(one, asked.clock if asked.clock in zones else zone_on(one, all_)) for one in days
        )
        loose = [row for row in all_.engagements if row.part]
    else:
        near = [row for row in all_.engagements if not row.part and _overlaps(row, axis)]
        lanes = placing.lanes(by, axis, near)
        loose = [row for row in on if row.part or row not in near]
    first, last = reach(lanes)
    other = next((one for one in zones if _differs(one, zone, day)), "")
    editable = all_.head.standing is not None and all_.head.standing.prepares
    pulse = pulse or pulse_of(mission, user)
    minute = axis.minute(now)
    return Board(
        head=all_.head,
        by=by,
        axis=axis,
        clock=Clock(zone, city_of_zone(zone, all_, day)),
        other=Clock(other, city_of_zone(other, all_)) if other else None,
        clocks=tuple(Clock(one, city_of_zone(one, all_)) for one in zones),
        tabs=tuple(_tab(one, all_, facts) for one in days),
        lanes=tuple(lanes),
        loose=tuple(placing.loose(row, axis) for row in loose),
        hours=hours(axis, other, first, last),
        first=first,
        last=last,
        now=minute if first * 60 <= minute < last * 60 and by != "day" else None,
        closed=day.isoformat() in mission.closed_days,
        total=len(all_.engagements),
        warned=sum(any(not fact.quiet for fact in rows) for rows in facts.values()),
        editable=editable,
        undo=pulse.undo,
        redo=pulse.redo,
        checks=checks_of(all_) if editable else {},
        unknown=unknown,
    )


def checks_of(all_: Loaded) -> dict[str, Any]:
    """What a page needs to check a move while it is under way: what the reader sees, in minutes and keys."""
    return {
        "items": {
            item.key: [
                int(item.start.timestamp() // 60),
                int(item.end.timestamp() // 60),
                sorted(int(key) for key in item.people),
                int(item.room) if item.room else 0,
                int(item.venue) if item.venue else 0,
                item.kind,
                str(all_.timed[item.key].title),
            ]
            for item in all_.items
        },
        "ways": {f"{one}-{two}": minutes for (one, two), minutes in all_.travel.items()},
        "seats": {str(room.pk): room.capacity for room in all_.rooms if room.capacity},
        "people": {str(pk): str(delegate) for pk, delegate in all_.people.items()},
    }


def days_of(all_: Loaded) -> list[date]:
    """The days of the mission, and those outside of it on which something is planned."""
    length = min((all_.mission.ends_on - all_.mission.starts_on).days, MOST_DAYS - 1)
    days = {all_.mission.starts_on + timedelta(days=by) for by in range(length + 1)}
    return sorted(days | {row.local_start.date() for row in all_.engagements})


def zone_on(day: date, all_: Loaded) -> str:
    """The clock of the host city on that day; on the day of a move, of the city where one arrives."""
    here = [leg for leg in all_.legs if leg.starts_on <= day <= leg.ends_on]
    if here:
        return here[-1].city.time_zone
    there = [row.zone for row in all_.engagements if row.local_start.date() == day]
    if there:
        return max(sorted(set(there)), key=there.count)
    zones = _zones(all_)
    return zones[0] if zones else "UTC"


def _zones(all_: Loaded) -> tuple[str, ...]:
    """The clocks of the mission: of its legs, of the hosts, of the guests, and of what is planned."""
    found = [leg.city.time_zone for leg in all_.legs]
    return tuple(dict.fromkeys([*found, *all_.head.zones, *(row.zone for row in all_.engagements)]))


def _differs(one: str, two: str, day: date) -> bool:
    noon = datetime.combine(day, datetime.min.time(), ZoneInfo(two)) + timedelta(hours=12)
    return noon.utcoffset() != noon.astimezone(ZoneInfo(one)).utcoffset()


def _on(row: Engagement, day: date) -> bool:
    return row.local_start.date() <= day <= row.local_end.date()


def _overlaps(row: Engagement, axis: Axis) -> bool:
    start, end = axis.span(row)
    return start < 24 * 60 and end > 0


def _day(typed: str, days: Sequence[date], now: datetime, all_: Loaded) -> tuple[date, bool]:
    """The day that was asked for; else today where the mission is on, else its first with something."""
    if typed:
        try:
            asked = date.fromisoformat(typed)
        except ValueError:
            return days[0], True
        return (asked, False) if asked in days else (days[0], True)
    today = now.astimezone(ZoneInfo(zone_on(now.date(), all_))).date()
    planned = [row.local_start.date() for row in all_.engagements]
    if today in days:
        return today, False
    return (min(planned), False) if planned else (days[0], False)


def _tab(day: date, all_: Loaded, facts: Mapping[int, tuple[BoardFact, ...]]) -> Tab:
    warned = sum(
        any(not fact.quiet for fact in facts.get(row.pk, ())) and row.local_start.date() == day
        for row in all_.engagements
    )
    return Tab(day, day.isoformat() in all_.mission.closed_days, warned)

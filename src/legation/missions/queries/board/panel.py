"""One engagement of the board by itself: what stands in its way, and the ways out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from legation.engine.itinerary import better_times, free_rooms
from legation.missions.models import Engagement, Room
from legation.missions.queries.board.facts import BoardFact, facts_of
from legation.missions.queries.board.layout import track_key, tracks_of
from legation.missions.queries.board.loading import Loaded, There, loaded
from legation.missions.queries.masthead import Masthead
from legation.missions.queries.programme import OtherCity, city_names, city_of, other_city

MOST_ROOMS, LEAST_WAIT = 3, 15
TIMED = {"person", "interpreter", "vehicle", "room", "way", "held", "early", "late"}


@dataclass(frozen=True, slots=True)
class Move:
    """A way out: so many minutes later (below zero: earlier), in its own clock; or another room."""

    minutes: int
    starts: datetime
    ends: datetime
    room: Room | None

    @property
    def earlier(self) -> int:
        return -self.minutes


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows this reader of one engagement."""

    engagement: Engagement
    head: Masthead
    city: str
    other: OtherCity | None
    people: tuple[There, ...]
    facts: tuple[BoardFact, ...]
    moves: tuple[Move, ...]
    tracks: dict[str, Any]

    @property
    def track(self) -> str:
        return track_key(self.engagement.track)

    @property
    def day(self) -> str:
        return self.engagement.local_start.date().isoformat()


def panel_of(engagement: Engagement, user: Any) -> Panel:
    """What `loaded` reads: the whole mission decides what is free."""
    all_ = loaded(engagement.mission, user)
    row = next(one for one in all_.engagements if one.pk == engagement.pk)
    facts = facts_of(all_).get(row.pk, ())
    names = city_names(all_.head)
    return Panel(
        engagement=row,
        head=all_.head,
        city=city_of(row, names),
        other=other_city(row, all_.head, names),
        people=tuple(all_.there.get(row.pk, ())),
        facts=facts,
        moves=() if row.locked else tuple(_moves(all_, row, facts)),
        tracks=tracks_of(all_.engagements),
    )


def _moves(all_: Loaded, row: Engagement, facts: Sequence[BoardFact]) -> list[Move]:
    key, found = str(row.pk), []
    if any(fact.key in TIMED for fact in facts):
        times = better_times(
            all_.items,
            all_.travel,
            key,
            held=all_.taken(row),
            earliest=max((fact.until for fact in facts if fact.key == "early" and fact.until), default=None),
            latest=min((fact.until for fact in facts if fact.key == "late" and fact.until), default=None),
        )
        found += [_move(row, minutes) for minutes in times]
    wait = next((fact.minutes for fact in facts if fact.key == "wait"), 0)
    if wait:
        found.append(_move(row, (wait - LEAST_WAIT) // 5 * 5))
    if any(fact.key in {"room", "held", "capacity"} for fact in facts):
        rooms = {str(room.pk): room for room in all_.rooms}
        count = len(all_.there.get(row.pk, ()))
        free = free_rooms(all_.items, key, all_.offers(row), held=all_.taken(row), people=count)
        found += [_move(row, 0, rooms[room]) for room in free[:MOST_ROOMS]]
    return found


def _move(row: Engagement, minutes: int, room: Room | None = None) -> Move:
    here, by = ZoneInfo(row.zone), timedelta(minutes=minutes)
    starts, ends = ((moment + by).astimezone(here) for moment in (row.starts_at, row.ends_at))
    return Move(minutes, starts, ends, room)

"""Wall clocks and instants: both cities' times, and the hours that a clock change skips or repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
_OF_THE_MACHINE = re.compile(r"(?:posix|right)(?:/.*)?|localtime|posixrules|Factory|tzdata.*")


class UnknownZone(ValueError):
    """A time zone that does not exist; `zone` is the name asked for."""

    def __init__(self, zone: str) -> None:
        super().__init__(f"There is no time zone named {zone!r}")
        self.zone = zone


class NaiveTime(ValueError):
    """A time without a zone where an instant is needed; `where` names it."""

    def __init__(self, where: str) -> None:
        super().__init__(f"A time without a zone: {where}")
        self.where = where


class NonexistentTime(ValueError):
    """A wall time that a clock change skips in `zone`; `later` is the same hour on the changed clock."""

    def __init__(self, zone: str, wall: datetime, later: datetime) -> None:
        super().__init__(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks go forward")
        self.zone = zone
        self.wall = wall
        self.later = later


@dataclass(frozen=True, slots=True)
class OtherClock:
    """An instant on two clocks. `day` is the other city's date less this one's: -1, 0 or 1; across the date
    line in the far Pacific it can be 2 or -2."""

    here: datetime
    there: datetime
    day: int


def validate_zone(name: str) -> str:
    """`name` itself, where it is an IANA time zone ("Asia/Seoul"), in its own capitals. Raises `UnknownZone`.

    Zones that depend on the machine ("localtime", "posix/…") are refused.
    """
    _zone(name)
    return name


def near_zones(name: str, limit: int = 3) -> tuple[str, ...]:
    """Names of zones that a person may have meant by `name`, best first: "seoul" gives "Asia/Seoul"."""
    from difflib import SequenceMatcher
    from zoneinfo import available_timezones

    wanted = name.strip().lower().replace(" ", "_")

    def likeness(zone: str) -> float:
        whole, city = zone.lower(), zone.lower().rpartition("/")[2]
        return max(SequenceMatcher(None, wanted, whole).ratio(), SequenceMatcher(None, wanted, city).ratio())

    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    scored = sorted((-likeness(zone), zone) for zone in places)
    return tuple(zone for score, zone in scored[:limit] if score <= -0.6)


def local(instant: datetime, zone: str) -> datetime:
    """`instant` on the clock of `zone`. Raises `NaiveTime`, `UnknownZone`."""
    if instant.utcoffset() is None:
        raise NaiveTime(instant.isoformat())
    return instant.astimezone(_zone(zone))


def other_clock(instant: datetime, zone_a: str, zone_b: str) -> OtherClock:
    """`instant` on the clocks of `zone_a` and `zone_b`, with the difference of their dates in days.

    Raises `NaiveTime`, `UnknownZone`.
    """
    here, there = local(instant, zone_a), local(instant, zone_b)
    return OtherClock(here, there, (there.date() - here.date()).days)


def from_wall(wall: datetime, zone: str, *, fold: int = 0) -> datetime:
    """The aware datetime that a clock in `zone` shows as `wall` (naive; its own fold is not read).

    Of an hour that the clocks repeat, the first is taken, the second with `fold=1`; elsewhere `fold` makes no
    difference and is 0 in the result. Raises `NonexistentTime` for an hour that they skip, `UnknownZone`, and
    ValueError where `wall` already has a zone.
    """
    if wall.tzinfo is not None:
        raise ValueError("A wall time has no zone of its own")
    info = _zone(zone)
    first, second = _readings(wall, info)
    before, after = first.utcoffset(), second.utcoffset()
    if before is not None and after is not None and before < after:
        raise NonexistentTime(zone, wall, first.astimezone(UTC).astimezone(info))
    return second if fold and before != after else first


def is_ambiguous(wall: datetime, zone: str) -> bool:
    """Whether a clock in `zone` shows `wall` (naive) twice, so that a person should be asked. Raises
    `UnknownZone`."""
    first, second = (reading.utcoffset() for reading in _readings(wall, _zone(zone)))
    return first is not None and second is not None and first > second


def moved(instant: datetime, by: timedelta) -> datetime:
    """`instant` moved by elapsed time, on the clock of its own zone: right across a change of clocks.

    Plain `+` on a datetime with a zone moves the wall clock instead. Raises `NaiveTime`.
    """
    if instant.utcoffset() is None:
        raise NaiveTime(instant.isoformat())
    return (instant.astimezone(UTC) + by).astimezone(instant.tzinfo)


def _readings(wall: datetime, info: ZoneInfo) -> tuple[datetime, datetime]:
    return wall.replace(tzinfo=info, fold=0), wall.replace(tzinfo=info, fold=1)


def _zone(name: str) -> ZoneInfo:
    if not _NAME.fullmatch(name) or _OF_THE_MACHINE.fullmatch(name):
        raise UnknownZone(name)
    try:
        info = ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(name) from error
    return info

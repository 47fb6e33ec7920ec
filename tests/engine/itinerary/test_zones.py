"""Both cities' clocks, skipped and repeated hours, names of zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.itinerary import (
    NaiveTime,
    NonexistentTime,
    UnknownZone,
    from_wall,
    is_ambiguous,
    local,
    moved,
    near_zones,
    other_clock,
    validate_zone,
)

SEOUL, SEATTLE = "Asia/Seoul", "America/Los_Angeles"


def clocks(instant: datetime) -> tuple[str, str, int]:
    clock = other_clock(instant, SEOUL, SEATTLE)
    return f"{clock.here:%m-%d %H:%M}", f"{clock.there:%m-%d %H:%M}", clock.day


def test_golden_6_a_meeting_moved_by_an_hour_is_right_in_both_cities() -> None:
    meeting = from_wall(datetime(2024, 4, 17, 17, 0), SEOUL)
    assert clocks(meeting) == ("04-17 17:00", "04-17 01:00", 0)
    assert clocks(moved(meeting, timedelta(hours=1))) == ("04-17 18:00", "04-17 02:00", 0)
    assert clocks(moved(meeting, timedelta(hours=-2))) == ("04-17 15:00", "04-16 23:00", -1)


def test_golden_6_across_the_night_the_clocks_change_in_one_city() -> None:
    meeting = from_wall(datetime(2024, 3, 10, 18, 30), SEOUL)
    assert clocks(meeting) == ("03-10 18:30", "03-10 01:30", 0)
    assert clocks(moved(meeting, timedelta(hours=1))) == ("03-10 19:30", "03-10 03:30", 0)
    there = local(meeting, SEATTLE)
    assert f"{moved(there, timedelta(hours=1)):%H:%M %z}" == "03:30 -0700"


def test_the_other_day_both_ways() -> None:
    evening = from_wall(datetime(2024, 6, 24, 19, 0), SEATTLE)
    assert other_clock(evening, SEATTLE, SEOUL).day == 1
    assert other_clock(evening, SEOUL, SEATTLE).day == -1
    far = from_wall(datetime(2024, 1, 1, 23, 30), "Pacific/Pago_Pago")
    assert other_clock(far, "Pacific/Pago_Pago", "Pacific/Kiritimati").day == 2


def test_a_skipped_hour_is_refused_with_what_the_clock_shows_instead() -> None:
    with pytest.raises(NonexistentTime) as caught:
        from_wall(datetime(2024, 3, 10, 2, 30), SEATTLE)
    assert (caught.value.zone, caught.value.wall) == (SEATTLE, datetime(2024, 3, 10, 2, 30))
    assert caught.value.later.isoformat() == "2024-03-10T03:30:00-07:00"
    assert from_wall(datetime(2024, 3, 10, 3, 0), SEATTLE).isoformat() == "2024-03-10T03:00:00-07:00"


def test_a_repeated_hour_is_the_first_unless_said() -> None:
    wall = datetime(2024, 11, 3, 1, 30)
    assert from_wall(wall, SEATTLE).isoformat() == "2024-11-03T01:30:00-07:00"
    assert from_wall(wall, SEATTLE, fold=1).isoformat() == "2024-11-03T01:30:00-08:00"
    assert (is_ambiguous(wall, SEATTLE), is_ambiguous(wall, SEOUL)) == (True, False)
    assert is_ambiguous(datetime(2024, 3, 10, 2, 30), SEATTLE) == False  # noqa: E712
    assert from_wall(datetime(2024, 4, 17, 17, 0), SEOUL, fold=1).fold == 0


@pytest.mark.parametrize("zone", [SEOUL, SEATTLE, "UTC", "Etc/GMT+12", "America/Argentina/Ushuaia"])
def test_real_zones(zone: str) -> None:
    assert validate_zone(zone) == zone


@pytest.mark.parametrize(
    "zone",
    [
        "", "Asia", "Asia/Busan", "../etc/passwd", "/etc/localtime", "localtime", "posix/Asia/Seoul",
        "Asia/Seoul\0", "Asia/Seoul ", "KST", "Factory", "한국", "a" * 5000, "zone.tab", "Asia/",
    ],
)  # fmt: skip
def test_zones_that_do_not_exist(zone: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        validate_zone(zone)
    assert caught.value.zone == zone


def test_near_zones() -> None:
    assert near_zones("seoul")[:1] == ("Asia/Seoul",)
    assert near_zones("los angeles")[:1] == ("America/Los_Angeles",)
    assert near_zones("qqqqqqqq") == ()


def test_a_time_without_a_zone_is_refused() -> None:
    for ask in (lambda t: local(t, SEOUL), lambda t: moved(t, timedelta(0))):
        with pytest.raises(NaiveTime):
            ask(datetime(2024, 4, 17))
    with pytest.raises(ValueError, match="no zone of its own"):
        from_wall(datetime(2024, 4, 17, tzinfo=UTC), SEOUL)


instants = st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(
    [SEOUL, SEATTLE, "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]
)


@given(instant=instants, zone=zones)
def test_a_wall_time_read_off_a_clock_gives_the_instant_back(instant: datetime, zone: str) -> None:
    shown = local(instant, zone)
    wall = shown.replace(tzinfo=None, fold=0)
    assert from_wall(wall, zone, fold=shown.fold).astimezone(UTC) == instant
    assert from_wall(wall, zone).tzinfo == ZoneInfo(zone)


@given(instant=instants, zone=zones, minutes=st.integers(-5000, 5000))
def test_moved_is_elapsed_time(instant: datetime, zone: str, minutes: int) -> None:
    by = timedelta(minutes=minutes)
    assert moved(local(instant, zone), by).astimezone(UTC) - instant == by

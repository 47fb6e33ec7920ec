"""Who cannot be there yet, or no longer."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legation.engine.itinerary import (
    Interpreted,
    Item,
    Journey,
    NaiveTime,
    TooEarly,
    TooFewInterpreters,
    TooLate,
    out_of_reach,
    too_few_interpreters,
    usual_minutes,
)

SEOUL = ZoneInfo("Asia/Seoul")
CITIES = {"hall": "busan", "office": "seattle"}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 4, day, hour, minute, tzinfo=SEOUL)


def item(start: datetime, venue: str | None = "hall", minutes: int = 60, **more: Any) -> Item:
    values = {"people": frozenset({"mayor", "other"}), "room": None, "kind": "meeting", **more}
    return Item(key="call", start=start, end=start + timedelta(minutes=minutes), venue=venue, **values)


LANDS = Journey("in", "mayor", at(13, 3), at(13, 14, 10), 180, 75, "seattle", "busan")
LEAVES = Journey("out", "mayor", at(20, 18), at(21, 5), 180, 75, "busan", "seattle")
READY, LEAVE = at(13, 15, 25).astimezone(UTC), at(20, 15).astimezone(UTC)
HOME, LANDED = at(21, 6, 15).astimezone(UTC), at(13, 14, 10).astimezone(UTC)
GONE = TooLate("mayor", "in", "call", at(13, 0).astimezone(UTC))
EARLY, LATE = TooEarly("mayor", "in", "call", READY), TooLate("mayor", "out", "call", LEAVE)


@pytest.mark.parametrize(
    ("engagement", "facts"),
    [
        (item(at(13, 15, 25)), ()),  # there on the minute
        (item(at(13, 15, 24)), (EARLY,)),
        (item(at(13, 14, 30)), (EARLY,)),
        (item(at(12, 10)), (EARLY,)),  # the day before: not in Busan yet
        (item(at(12, 10), "office"), ()),  # at home still
        (item(at(12, 10), None), ()),  # nobody knows where
        (item(at(12, 23, 30), "office"), (GONE,)),  # has to leave at midnight
        (item(at(16, 10)), ()),
        (item(at(16, 10), "office"), (TooEarly("mayor", "out", "call", HOME),)),
        (item(at(20, 14)), ()),  # ends when they have to leave
        (item(at(20, 14, 1)), (LATE,)),
        (item(at(20, 16)), (LATE,)),
        (item(at(22, 9)), (LATE,)),
        (item(at(13, 14, 10), kind="transfer"), ()),  # on arriving
        (item(at(13, 14, 9), kind="transfer"), (TooEarly("mayor", "in", "call", LANDED),)),
        (item(at(20, 17), kind="transfer"), ()),
        (item(at(12, 10), kind="free_time"), ()),
    ],
)
def test_what_flights_leave_of_a_visit(engagement: Item, facts: tuple[object, ...]) -> None:
    for order in ([LANDS, LEAVES], [LEAVES, LANDS]):
        assert out_of_reach([engagement], CITIES, order) == facts


def test_who_has_no_journey_is_never_out_of_reach() -> None:
    assert out_of_reach([item(at(12, 10), people=frozenset({"other"}))], CITIES, [LANDS]) == ()


def test_of_a_journey_one_end_may_be_unknown() -> None:
    landing = Journey("in", "mayor", None, at(13, 14, 10), 180, 75, None, "busan")
    assert out_of_reach([item(at(13, 13, 30))], CITIES, [landing]) == (EARLY,)
    assert out_of_reach([item(at(13, 15, 25))], CITIES, [landing]) == ()
    leaving = Journey("out", "mayor", at(20, 18), None, 180, 75, "busan", None)
    assert out_of_reach([item(at(20, 16))], CITIES, [leaving]) == (LATE,)
    assert out_of_reach([item(at(21, 9))], CITIES, [leaving]) == (LATE,)
    assert out_of_reach([item(at(20, 13))], CITIES, [leaving]) == ()


def test_a_car_within_a_city_keeps_nobody_from_it_but_while_it_drives() -> None:
    car = Journey("car", "mayor", at(16, 9), at(16, 9, 40), 0, 0, "busan", "busan")
    assert [bool(out_of_reach([item(at(16, hour))], CITIES, [car])) for hour in (7, 9, 10)] == [
        False,
        True,
        False,
    ]


def test_facts_come_in_the_order_of_time_and_times_need_a_zone() -> None:
    late, early = item(at(13, 15)), item(at(13, 14, 30), people=frozenset({"mayor"}))
    facts = out_of_reach([late, early], CITIES, [LANDS])
    assert facts == (EARLY, EARLY)
    with pytest.raises(NaiveTime):
        out_of_reach([late], CITIES, [Journey("in", "mayor", None, datetime(2024, 4, 13), 0, 0)])


def test_what_is_usual_takes_longer_over_a_border() -> None:
    assert usual_minutes("flight", abroad=True) == (75, 180)
    assert usual_minutes("flight", abroad=False) == (45, 120)
    assert usual_minutes("car", abroad=True) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "named", "told"), [(90, 1, False), (91, 1, True), (91, 2, False), (120, 0, True)]
)
def test_past_an_hour_and_a_half_two_interpreters_take_turns(minutes: int, named: int, told: bool) -> None:
    facts = too_few_interpreters([Interpreted("call", timedelta(minutes=minutes), named)])
    assert facts == ((TooFewInterpreters("call", minutes, named),) if told else ())

"""What changed between two versions of a programme."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from legation.engine.itinerary import DuplicateKey
from legation.engine.itinerary.changes import Change, State, changes, changes_for

SEOUL, PACIFIC = ZoneInfo("Asia/Seoul"), ZoneInfo("America/Los_Angeles")
CALL = State(
    key="call",
    start=datetime(2024, 4, 17, 17, tzinfo=SEOUL),
    end=datetime(2024, 4, 17, 18, tzinfo=SEOUL),
    zone="Asia/Seoul",
    part="",
    place=("hall", "protocol"),
    off=False,
    facts=(("dress", "business"), ("title", "Courtesy call")),
    people=frozenset({"mayor", "interpreter"}),
)
OFF = replace(CALL, off=True)
HOUR = timedelta(hours=1)


def later(state: State, by: timedelta = HOUR) -> State:
    return replace(state, start=state.start + by, end=state.end + by)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([], [CALL], ("added",)),
        ([CALL], [], ("removed",)),
        ([CALL], [OFF], ("cancelled",)),
        ([CALL], [later(OFF)], ("cancelled",)),
        ([OFF], [CALL], ("restored",)),
        ([OFF], [later(CALL)], ("restored", "moved")),
        ([CALL], [later(CALL)], ("moved",)),
        ([CALL], [replace(CALL, end=CALL.end + HOUR)], ("moved",)),
        ([CALL], [replace(CALL, part="morning")], ("moved",)),
        ([CALL], [replace(CALL, place=("hall", "second"))], ("place",)),
        ([CALL], [replace(CALL, people=frozenset({"mayor", "consul"}))], ("people",)),
        ([CALL], [replace(later(CALL), place=("port", ""))], ("moved", "place")),
    ],
)
def test_each_kind_of_change_is_told(before: list[State], after: list[State], kinds: tuple[str, ...]) -> None:
    assert [change.kinds for change in changes(before, after)] == [kinds]


@pytest.mark.parametrize(
    ("before", "after"), [([CALL], [CALL]), ([OFF], [later(OFF)]), ([], [OFF]), ([OFF], []), ([], [])]
)
def test_what_is_the_same_or_off_in_both_is_no_change(before: list[State], after: list[State]) -> None:
    assert changes(before, after) == ()


def test_what_differs_is_named() -> None:
    other = replace(
        CALL,
        facts=(("dress", "formal"), ("title", "Courtesy call"), ("status", "confirmed")),
        people=frozenset({"mayor", "consul"}),
    )
    assert changes([CALL], [other]) == (
        Change(
            "call", ("details", "people"), CALL, other, ("dress", "status"), ("consul",), ("interpreter",)
        ),
    )


def test_a_change_of_zone_alone_is_a_change_of_clock_and_not_of_moment() -> None:
    same = replace(
        CALL,
        zone="America/Los_Angeles",
        start=CALL.start.astimezone(PACIFIC),
        end=CALL.end.astimezone(PACIFIC),
    )
    assert [(change.kinds, change.shift) for change in changes([CALL], [same])] == [
        (("clock",), timedelta(0))
    ]


def test_the_same_hour_by_another_citys_clock_is_another_moment() -> None:
    there = replace(
        CALL,
        zone="America/Los_Angeles",
        start=datetime(2024, 4, 17, 17, tzinfo=PACIFIC),
        end=datetime(2024, 4, 17, 18, tzinfo=PACIFIC),
    )
    assert [(one.kinds, one.shift) for one in changes([CALL], [there])] == [(("moved",), timedelta(hours=16))]


def test_the_same_hour_a_day_on_is_an_hour_less_when_the_clocks_went_forward() -> None:
    eve = datetime(2024, 3, 9, 9, tzinfo=PACIFIC).astimezone(UTC)
    day = datetime(2024, 3, 10, 9, tzinfo=PACIFIC).astimezone(UTC)
    old = replace(CALL, zone="America/Los_Angeles", start=eve, end=eve + HOUR)
    new = replace(old, start=day, end=day + HOUR)
    assert changes([old], [new])[0].shift == timedelta(hours=23)


def test_changes_come_in_the_order_of_the_day_whatever_order_they_were_given_in() -> None:
    dinner, tour = later(replace(CALL, key="dinner"), 2 * HOUR), replace(CALL, key="a-tour")
    for given in ([dinner, CALL, tour], [tour, CALL, dinner]):
        assert [change.key for change in changes([], given)] == ["a-tour", "call", "dinner"]


def test_a_person_hears_of_their_own_and_of_nobody_else() -> None:
    dinner = replace(CALL, key="dinner", people=frozenset({"consul"}))
    visit = replace(CALL, key="visit", people=frozenset({"mayor", "consul"}))
    before = [CALL, dinner, visit]
    after = [
        replace(later(CALL), people=frozenset({"mayor", "somebody"})),
        later(dinner),
        replace(visit, people=frozenset({"consul"})),
    ]
    mayor = changes_for(frozenset({"mayor"}), before, after)
    assert [(one.key, one.kinds, one.joined, one.gone) for one in mayor] == [
        ("visit", ("left",), (), ()),
        ("call", ("moved",), (), ()),
    ]
    assert changes_for(frozenset({"nobody"}), before, after) == ()
    assert [one.key for one in changes_for(frozenset({"mayor", "consul"}), before, after)] == [
        "call",
        "dinner",
    ]


def test_what_goes_on_without_them_and_moved_says_nothing_of_where_it_went() -> None:
    after = [replace(later(CALL), people=frozenset({"interpreter"}))]
    (change,) = changes_for(frozenset({"mayor"}), [CALL], after)
    assert (change.kinds, change.after) == (("left",), None)


def test_what_they_joined_is_added_and_what_was_taken_off_is_removed() -> None:
    mayor = frozenset({"mayor"})
    without = replace(CALL, people=frozenset())
    assert [one.kinds for one in changes_for(mayor, [without], [CALL])] == [("added",)]
    assert [one.kinds for one in changes_for(mayor, [CALL], [])] == [("removed",)]
    assert [one.kinds for one in changes_for(mayor, [CALL], [replace(OFF, people=frozenset())])] == [
        ("removed",)
    ]
    assert [one.kinds for one in changes_for(mayor, [CALL], [OFF])] == [("cancelled",)]


def test_one_engagement_twice_in_a_version_is_refused() -> None:
    with pytest.raises(DuplicateKey):
        changes([], [CALL, CALL])

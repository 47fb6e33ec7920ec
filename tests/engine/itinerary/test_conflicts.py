"""Clashes and gaps, by named cases and against a plain reading of the definitions."""

import time
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.itinerary import (
    DuplicateKey,
    EndsBeforeStart,
    Fact,
    Item,
    NaiveTime,
    PersonClash,
    RoomClash,
    TravelGap,
    conflicts,
    from_wall,
    missing_travel,
)


def at(minutes: int) -> datetime:
    return datetime(2024, 4, 17, 9, 0, tzinfo=UTC) + timedelta(minutes=minutes)


def item(
    key: str,
    start: int,
    end: int,
    people: str = "",
    room: str | None = None,
    venue: str | None = None,
    kind: str = "meeting",
) -> Item:
    return Item(key, at(start), at(end), frozenset(people), room, venue, kind)


def test_two_items_of_one_person_clash_for_as_long_as_they_overlap() -> None:
    found = conflicts([item("b", 30, 90, "xy"), item("a", 0, 60, "xz")])
    assert found == (PersonClash("x", "a", "b", at(30), at(60)),)


def test_touching_is_not_clashing_and_no_length_clashes_with_nothing() -> None:
    assert (
        conflicts([item("a", 0, 60, "x", "r"), item("b", 60, 90, "x", "r"), item("c", 30, 30, "x", "r")])
        == ()
    )


def test_one_room_for_two_items() -> None:
    found = conflicts([item("a", 0, 60, "x", "r"), item("b", 50, 90, "y", "r"), item("c", 0, 90, "z", "s")])
    assert found == (RoomClash("r", "a", "b", at(50), at(60)),)


def test_moving_and_free_time_hold_no_room() -> None:
    day = [
        item("meeting", 0, 60, "x", "lobby"),
        item("transfer", 30, 60, "y", "lobby", kind="transfer"),
        item("free", 0, 60, "x", "lobby", kind="free_time"),
    ]
    assert conflicts(day) == ()
    busy = item("transfer", 30, 60, "x", "lobby", kind="transfer")
    assert conflicts([day[0], busy]) == (PersonClash("x", "meeting", "transfer", at(30), at(60)),)


def test_a_gap_shorter_than_the_way() -> None:
    day = [item("a", 0, 60, "xy", venue="hall"), item("b", 80, 120, "x", venue="port")]
    assert conflicts(day, {("hall", "port"): 30}) == (TravelGap("x", "a", "b", 30, 20),)
    assert conflicts(day, {("port", "hall"): 30}) == (TravelGap("x", "a", "b", 30, 20),)
    assert conflicts(day, {("hall", "port"): 20}) == ()
    assert conflicts(day, {("hall", "port"): 5, ("port", "hall"): 30}) == ()


def test_a_transfer_is_the_way_and_not_a_stop() -> None:
    day = [
        item("a", 0, 60, "x", venue="hall"),
        item("bus", 60, 80, "x", venue="bus", kind="transfer"),
        item("b", 80, 120, "x", venue="port"),
    ]
    assert conflicts(day, {("hall", "port"): 30, ("hall", "bus"): 99}) == (TravelGap("x", "a", "b", 30, 20),)


def test_an_overlap_is_a_clash_and_not_a_gap_and_the_later_end_is_left() -> None:
    day = [
        item("a", 0, 100, "x", venue="hall"),
        item("b", 10, 20, "x", venue="port"),
        item("c", 110, 120, "x", venue="port"),
    ]
    assert conflicts(day, {("hall", "port"): 30}) == (
        PersonClash("x", "a", "b", at(10), at(20)),
        TravelGap("x", "a", "c", 30, 10),
    )


def test_what_is_not_known_is_not_judged_and_can_be_asked() -> None:
    day = [item("a", 0, 60, "xy", venue="hall"), item("b", 60, 90, "x", venue="port"), item("c", 60, 90, "y")]
    assert conflicts(day, {}) == ()
    assert missing_travel(day, {}) == (("hall", "port"),)
    assert missing_travel(day, {("port", "hall"): 30}) == ()


def test_an_end_before_a_start_is_said_once_and_left_out() -> None:
    found = conflicts([item("a", 60, 0, "x", "r"), item("b", 0, 60, "x", "r")])
    assert found == (EndsBeforeStart("a", at(60), at(0)),)


def test_items_are_compared_as_instants_across_zones_and_clock_changes() -> None:
    def on(hour: int, minute: int, zone: str, fold: int = 0) -> datetime:
        return from_wall(datetime(2024, 11, 3, hour, minute), zone, fold=fold)

    def with_x(key: str, start: datetime, end: datetime) -> Item:
        return Item(key, start, end, frozenset("x"), "r", None, "meeting")

    seattle, seoul = "America/Los_Angeles", "Asia/Seoul"
    early = with_x("early", on(0, 30, seattle), on(1, 30, seattle))
    late = with_x("late", on(1, 0, seattle, fold=1), on(2, 0, seattle))
    call = Item("call", on(17, 15, seoul), on(17, 20, seoul), frozenset("x"), None, None, "meeting")
    assert conflicts([early, late]) == ()
    overlap = datetime(2024, 11, 3, 8, 15, tzinfo=UTC)
    assert conflicts([late, early, call]) == (
        PersonClash("x", "early", "call", overlap, overlap + timedelta(minutes=5)),
    )


def test_bad_input_is_named() -> None:
    with pytest.raises(DuplicateKey) as twice:
        conflicts([item("a", 0, 1), item("a", 2, 3)])
    assert twice.value.key == "a"
    with pytest.raises(NaiveTime) as naive:
        conflicts([Item("n", datetime(2024, 4, 17), at(0), frozenset(), None, None, "meeting")])
    assert naive.value.where == "n"


made = st.lists(
    st.builds(
        Item,
        key=st.integers(0, 99).map(str),
        start=st.integers(0, 12).map(at),
        end=st.integers(0, 14).map(at),
        people=st.frozensets(st.sampled_from("xyz")),
        room=st.sampled_from([None, "r", "s"]),
        venue=st.sampled_from([None, "u", "v", "w"]),
        kind=st.sampled_from(["meeting", "transfer", "free_time"]),
    ),
    max_size=9,
    unique_by=lambda made_item: made_item.key,
)
WAYS = {("u", "v"): 3, ("v", "u"): 5, ("w", "u"): 4}


def plain_clashes(items: list[Item]) -> set[Fact]:
    out: set[Fact] = set()
    sound = [i for i in items if i.end >= i.start and i.kind != "free_time"]
    for a, b in combinations(sorted(sound, key=lambda i: (i.start, i.end, i.key)), 2):
        start, end = max(a.start, b.start), min(a.end, b.end)
        if start < end:
            out |= {PersonClash(person, a.key, b.key, start, end) for person in a.people & b.people}
            if a.room and a.room == b.room and "transfer" not in (a.kind, b.kind):
                out.add(RoomClash(a.room, a.key, b.key, start, end))
    return out


@given(items=made)
def test_clashes_are_those_of_the_definition(items: list[Item]) -> None:
    found = conflicts(items, WAYS)
    assert {fact for fact in found if isinstance(fact, PersonClash | RoomClash)} == plain_clashes(items)
    assert len(set(found)) == len(found)


@given(items=made, order=st.randoms())
def test_the_order_of_the_input_makes_no_difference(items: list[Item], order: object) -> None:
    shuffled = list(items)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert conflicts(shuffled, WAYS) == conflicts(items, WAYS)


@given(items=made)
def test_a_gap_is_always_too_short_and_never_negative(items: list[Item]) -> None:
    by_key = {i.key: i for i in items}
    for gap in conflicts(items, WAYS):
        if isinstance(gap, TravelGap):
            have = by_key[gap.arriving].start - by_key[gap.leaving].end
            assert timedelta(0) <= have < timedelta(minutes=gap.needed)
            assert gap.have == have // timedelta(minutes=1)


def test_a_whole_mission_is_checked_in_under_20_ms() -> None:
    people = frozenset(f"p{n}" for n in range(67))
    day = [
        Item(f"i{n:03}", at(40 * n), at(40 * n + 30), people, f"r{n % 5}", f"v{n % 7}", "meeting")
        for n in range(120)
    ]
    ways = {(f"v{a}", f"v{b}"): 10 for a, b in combinations(range(7), 2)}
    best = min(timed(day, ways) for _ in range(5))
    assert (best < 0.02) == True  # noqa: E712


def timed(day: list[Item], ways: dict[tuple[str, str], int]) -> float:
    start = time.perf_counter()
    assert conflicts(day, ways) == ()
    return time.perf_counter() - start

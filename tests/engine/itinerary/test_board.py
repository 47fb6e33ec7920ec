"""What the board asks of the engine: columns for what overlaps, and ways out of a clash."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from legation.engine.itinerary import (
    Item,
    Offer,
    Place,
    Span,
    Taken,
    better_times,
    conflicts,
    free_rooms,
    side_by_side,
    touches,
)

DAY = datetime(2024, 4, 17, tzinfo=UTC)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def item(
    key: str,
    start: float,
    end: float,
    people: str = "",
    room: str = "",
    venue: str = "",
    kind: str = "meeting",
) -> Item:
    return Item(key, at(start), at(end), frozenset(people), room or None, venue or None, kind)


def test_what_does_not_overlap_has_the_whole_width() -> None:
    spans = [Span("a", 0, 60), Span("b", 60, 90), Span("c", 100, 120)]
    assert side_by_side(spans) == {key: Place(0, 1) for key in "abc"}


def test_what_hangs_together_shares_one_width() -> None:
    spans = [Span("a", 0, 60), Span("b", 30, 90), Span("c", 60, 120), Span("d", 120, 130)]
    assert side_by_side(spans) == {
        "a": Place(0, 2),
        "b": Place(1, 2),
        "c": Place(0, 2),
        "d": Place(0, 1),
    }


def test_what_is_drawn_higher_than_it_lasts_takes_so_much() -> None:
    spans = [Span("a", 0, 5), Span("b", 10, 15)]
    assert side_by_side(spans, 20) == {"a": Place(0, 2), "b": Place(1, 2)}


def test_one_key_is_one_span() -> None:
    with pytest.raises(ValueError, match="Two spans have the key a"):
        side_by_side([Span("a", 0, 1), Span("a", 2, 3)])


lengths = some.tuples(some.integers(0, 300), some.integers(1, 120))


@settings(deadline=None)
@given(some.lists(lengths, max_size=25))
def test_nothing_stands_on_something_else_and_columns_are_as_few_as_can_be(
    rows: list[tuple[int, int]],
) -> None:
    spans = [Span(str(at), start, start + long) for at, (start, long) in enumerate(rows)]
    places = side_by_side(spans)
    assert places == side_by_side(reversed(spans))
    for one, two in combinations(spans, 2):
        if one.start < two.end and two.start < one.end:
            assert places[one.key].column != places[two.key].column
            assert places[one.key].columns == places[two.key].columns
    most = max((sum(one.start <= span.start < one.end for one in spans) for span in spans), default=0)
    for span in spans:
        assert 0 <= places[span.key].column < places[span.key].columns
        assert places[span.key].columns <= most


def test_the_nearest_times_at_which_nothing_is_left() -> None:
    items = [item("call", 17, 18, "xy"), item("tour", 16.5, 17.5, "x"), item("dinner", 19, 21, "y")]
    assert better_times(items, {}, "call") == (30, -90)
    assert better_times(items, {}, "dinner") == ()


def test_the_way_counts_and_so_does_a_held_room() -> None:
    items = [
        item("call", 17, 18, "x", "r", "hall"),
        item("tour", 16, 17, "x", "s", "port"),
    ]
    travel = {("port", "hall"): 22, ("hall", "port"): 7}
    assert better_times(items, travel, "call") == (25, -130)
    held = [Taken("r", at(17.5), at(19)), Taken("other", at(14), at(23))]
    assert better_times(items, travel, "call", held=held) == (120, -130)
    assert better_times(items, travel, "call", held=held, within=60) == ()


def test_rooms_that_are_free_and_large_enough() -> None:
    items = [
        item("call", 17, 18, "xyz", "r1"),
        item("talk", 17.5, 19, "", "r2"),
        item("later", 18, 19, "", "r3"),
        item("coach", 17, 18, "", "r4", kind="transfer"),
    ]
    rooms = [
        Offer("r1", 30),
        Offer("r2", 30),
        Offer("r3", 3),
        Offer("r4", None),
        Offer("r5", 2),
        Offer("r6", 9),
    ]
    assert free_rooms(items, "call", rooms, people=3) == ("r3", "r4", "r6")
    assert free_rooms(items, "call", rooms, people=3, held=[Taken("r6", at(17.9), at(20))]) == ("r3", "r4")


rows = some.lists(
    some.tuples(
        some.integers(0, 20),
        some.integers(1, 6),
        some.sets(some.sampled_from("xyz")),
        some.sampled_from("ab "),
    ),
    min_size=1,
    max_size=7,
)


@settings(deadline=None)
@given(rows)
def test_a_better_time_is_right_and_none_is_nearer(found: list[tuple[int, int, set[str], str]]) -> None:
    items = [
        item(str(n), start / 2, (start + long) / 2, "".join(sorted(people)), room.strip(), room.strip())
        for n, (start, long, people, room) in enumerate(found)
    ]
    travel = {("a", "b"): 20}

    def sound(minutes: int) -> bool:
        one = items[0]
        by = timedelta(minutes=minutes)
        moved = Item(one.key, one.start + by, one.end + by, one.people, one.room, one.venue, one.kind)
        return not any(touches(fact, "0") for fact in conflicts([moved, *items[1:]], travel))

    later = next((by for by in range(5, 241, 5) if sound(by)), None)
    earlier = next((-by for by in range(5, 241, 5) if sound(-by)), None)
    expected = () if sound(0) else tuple(by for by in (later, earlier) if by is not None)
    assert sorted(better_times(items, travel, "0")) == sorted(expected)

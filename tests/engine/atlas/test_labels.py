"""Names on the map: readable, apart, and each beside its own city."""

from itertools import combinations

from legation.engine.atlas import Point, Sheet, arc, labels
from legation.engine.atlas.labels import HANGUL, LATIN, Box, width_of

SHEET = Sheet(0, 0, 1500, 630)
NAMES = {1: "Seattle", 2: "Bellevue", 3: "Busan", 4: "Seoul", 5: "Daejeon"}
PLACES = {
    1: Point(1302, 280),
    2: Point(1304, 281),
    3: Point(215, 430),
    4: Point(195, 402),
    5: Point(199, 416),
}
ARCS = [arc(PLACES[one], PLACES[other]) for one in (3, 4, 5) for other in (1, 2)]


def boxes(letter: float, most: int = 14) -> dict[int, Box]:
    """Where each name lies, as it is drawn."""
    found = labels(NAMES, PLACES, ARCS, SHEET, letter=letter, most=most)
    lie = {}
    for key, label in found.items():
        wide = width_of(NAMES[key], letter)
        left = label.at.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        bottom = label.at.y + letter * 0.3
        lie[key] = Box(left, bottom - 1.2 * letter, left + wide, bottom)
    return lie


def test_near_cities_are_all_named_and_no_name_lies_on_another_or_on_a_dot() -> None:
    for letter in (21, 34, 50):
        lie = boxes(letter)
        assert set(lie) == set(NAMES)
        slack = 1  # baselines are whole numbers
        inner = {
            key: Box(one.left + slack, one.top + slack, one.right - slack, one.bottom - slack)
            for key, one in lie.items()
        }
        assert [pair for pair in combinations(inner, 2) if inner[pair[0]].meets(inner[pair[1]])] == []
        assert [key for key, one in inner.items() for at in PLACES.values() if one.holds(at.x, at.y)] == []
        assert [key for key, one in inner.items() if not one.within(SHEET)] == []


def test_a_name_stands_beside_a_lone_city_and_at_the_end_of_a_leader_in_a_crowd() -> None:
    alone = labels({1: "Busan"}, {1: Point(700, 300)}, [], SHEET, letter=20, most=1)[1]
    assert (alone.at, alone.anchor, alone.leader) == (Point(710, 306), "start", None)
    crowd = {key: Point(700 + 9 * (key % 5), 300 + 9 * (key // 5)) for key in range(25)}
    found = labels({12: "Midtown"}, crowd, [], SHEET, letter=20, most=1)[12]
    assert found.leader is not None
    assert found.leader != crowd[12]


def test_what_fits_nowhere_is_left_out_and_no_more_are_shown_than_asked_for() -> None:
    assert (
        labels(
            {1: "A very long name of a city"}, {1: Point(50, 20)}, [], Sheet(0, 0, 90, 40), letter=20, most=5
        )
        == {}
    )
    assert set(boxes(21, most=2)) == {1, 2}


def test_a_syllable_is_wider_than_a_letter() -> None:
    assert (width_of("부산", 10), width_of("Busan", 10)) == (2 * HANGUL * 10, 5 * LATIN * 10)

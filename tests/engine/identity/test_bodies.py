"""Likely one body: by name, without its legal form, by words, by initials; never in two cities."""

import pytest

from legation.engine.identity import Body, BodyWhy, likely_same_bodies


def why(
    first: tuple[str, ...], second: tuple[str, ...], cities: tuple[int | None, int | None] = (None, None)
):
    found = likely_same_bodies([Body(1, first, cities[0]), Body(2, second, cities[1])])
    return [reason.why for likeness in found for reason in likeness.reasons]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("City of Busan", "CITY OF BUSAN", BodyWhy.SAME_NAME),
        ("Haps-Korea", "Haps Korea", BodyWhy.SAME_NAME),
        ("Sample Robotics Co., Ltd.", "Sample Robotics", BodyWhy.SAME_BUT_FORM),
        ("(주)샘플로보틱스", "샘플로보틱스 주식회사", BodyWhy.SAME_BUT_FORM),
        ("Port of Seattle", "Seattle Port", BodyWhy.SAME_WORDS),
        ("Busan Institute of Science and Technology Evaluation", "BISTE", BodyWhy.INITIALS),
    ],
)
def test_one_body_by_two_names(first: str, second: str, reason: BodyWhy) -> None:
    assert why((first,), (second,)) == [reason]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Port of Seattle", "Port of Busan"),
        ("Inc.", "Ltd."),
        ("부산시", "부산시의회"),
        ("BTS", "Busan Trade Service"),
    ],
)
def test_two_bodies(first: str, second: str) -> None:
    assert why((first,), (second,)) == []


def test_every_city_has_a_council() -> None:
    assert why(("City Council",), ("City Council",), (1, 2)) == []
    assert why(("City Council",), ("City Council",), (1, 1)) == [BodyWhy.SAME_NAME]
    assert why(("City Council",), ("City Council",), (1, None)) == [BodyWhy.SAME_NAME]


def test_any_of_the_names_counts() -> None:
    first, second = ("Busan Metropolitan City", "부산광역시"), ("Busan City Hall", "부산광역시")
    assert why(first, second) == [BodyWhy.SAME_NAME]

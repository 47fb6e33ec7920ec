"""Overrides by hand: kept, explained, refused when they go round in a circle."""

import pytest

from legation.engine.precedence import (
    BadInput,
    Override,
    OverrideCircle,
    explain,
    sentence,
    smallest_circle,
)
from tests.engine.precedence.people import holder, ordered, person, why

RANKS = ("governor", "mayor", "consul_general", "council_chair", "councillor")
FIVE = tuple(holder(who, rank) for who, rank in zip("abcde", RANKS, strict=True))


def by_hand(*pairs: str, reason: str = "host's wish") -> list[Override]:
    return [Override(pair[0], pair[1], reason) for pair in pairs]


def test_an_override_raises_one_person_to_just_above_the_other() -> None:
    made = ordered(*FIVE, overrides=by_hand("db"))
    assert "".join(made.order) == "adbce"
    assert "".join(made.base) == "abcde"
    assert why(made) == [
        ("a", "d", "P2", "office"),
        ("d", "b", "override", "direct"),
        ("b", "c", "P2", "office"),
        ("c", "e", "P2", "office"),
    ]
    assert explain(made, "c", "d").rule == "override"
    assert explain(made, "c", "d").how == "carried"
    assert made.moved == tuple(by_hand("db"))


def test_an_override_that_already_holds_moves_nobody() -> None:
    made = ordered(*FIVE, overrides=by_hand("ac"))
    assert "".join(made.order) == "abcde"
    assert (made.moved, len(made.overrides)) == ((), 1)
    assert {each.rule for each in made.reasons} == {"P2"}


def test_overrides_chain() -> None:
    made = ordered(*FIVE, overrides=by_hand("ed", "da"))
    assert "".join(made.order) == "edabc"
    assert why(made)[:2] == [("e", "d", "override", "direct"), ("d", "a", "override", "direct")]


def test_an_override_is_kept_when_people_are_added() -> None:
    before = ordered(*FIVE, overrides=by_hand("db"))
    added = (holder("m", "mayor"), holder("n", "legislator"), person("o"))
    after = ordered(*FIVE, *added, overrides=by_hand("db"))
    assert after.order.index("d") == after.order.index("b") - 1
    assert tuple(who for who in after.order if who in "abcde") == before.order


def test_the_reason_given_is_in_the_sentence() -> None:
    made = ordered(*FIVE, overrides=by_hand("db", reason="guest of honour"))
    names = {"d": "Dana", "b": "박예시"}
    direct = explain(made, "b", "d")
    assert (
        sentence(direct, names, "en")
        == "Dana goes before 박예시: set apart from the rules (guest of honour)."
    )
    assert sentence(direct, names, "ko") == (
        "Dana가 박예시보다 앞섭니다. 규정과 별도로 정한 순서입니다(guest of honour)."
    )


def test_a_spouse_without_office_moves_with_the_partner() -> None:
    people = (*FIVE, person("s", spouse_of="d"))
    assert "".join(ordered(*people).order) == "abcdse"
    made = ordered(*people, overrides=by_hand("db"))
    assert "".join(made.order) == "adsbce"
    assert why(made)[1:3] == [("d", "s", "P14", "beside"), ("s", "b", "override", "carried")]
    alone = ordered(*people, overrides=by_hand("db", "es"))
    assert "".join(alone.order) == "adbces"


def test_a_circle_names_the_smallest_set_of_people() -> None:
    with pytest.raises(OverrideCircle) as refused:
        ordered(*FIVE, overrides=by_hand("ab", "bc", "cd", "da", "ce", "ec"))
    assert set(refused.value.people) == {"c", "e"}
    with pytest.raises(OverrideCircle) as ring:
        ordered(*FIVE, overrides=by_hand("ab", "bd", "da", "ae"))
    assert set(ring.value.people) == {"a", "b", "d"}
    assert ring.value.field == "overrides"


@pytest.mark.parametrize(
    ("pairs", "smallest"),
    [(("ab", "ba", "cd", "de", "ec"), "ab"), (("ab", "bc", "ca", "de", "ed"), "de")],
)
def test_of_two_circles_the_smaller_is_named(pairs: tuple[str, ...], smallest: str) -> None:
    with pytest.raises(OverrideCircle) as refused:
        ordered(*FIVE, overrides=by_hand(*pairs))
    assert "".join(sorted(refused.value.people)) == smallest


def test_a_circle_can_be_asked_for_before_anything_is_ordered() -> None:
    assert smallest_circle(by_hand("ab", "bc", "cd")) == ()
    assert smallest_circle(by_hand("ab", "bc", "ca", "cb")) == ("b", "c")


@pytest.mark.parametrize(
    ("override", "field"),
    [
        (Override("a", "b", "  "), "overrides[0].reason"),
        (Override("x", "b", "why"), "overrides[0].person"),
        (Override("a", "x", "why"), "overrides[0].before"),
        (Override("a", "a", "why"), "overrides[0].before"),
        (Override("a", "interpreter", "why"), "overrides[0].before"),
    ],
)
def test_an_override_that_cannot_be_read_is_refused_by_field(override: Override, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        ordered(*FIVE, person("interpreter", function="interpreter"), overrides=[override])
    assert refused.value.field == field

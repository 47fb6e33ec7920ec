"""Every chair says why, in English and in Korean, for every layout."""

import re
from typing import Any

import pytest

from legation.engine.seating import (
    LAYOUTS,
    BadInput,
    Parameters,
    Person,
    Seating,
    TableSpec,
    Vehicle,
    reason,
    unseated_reason,
)
from legation.engine.seating.sentences import SENTENCES
from tests.engine.seating.cases import at, plan, side

PEOPLE = (
    *side("guest", 5),
    *side("host", 4),
    Person("gi", "guest", "interpreter"),
    Person("n", "host", "note-taker"),
)


def _of(layout: str, **more: Any) -> Seating:
    people = PEOPLE
    if layout == "signing":
        people = tuple(Person(p.id, p.side, "signatory" if p.id[1:] == "1" else p.function) for p in PEOPLE)
    tables = (TableSpec("a", 6), TableSpec("b", 6)) if layout == "rounds" else ()
    vehicles = (Vehicle("a", 3), Vehicle("b", 4, "van"), Vehicle("c", 8, "coach"))
    if layout == "vehicles":
        more["vehicles"] = vehicles
    return plan(layout, people, tables=tables, door="north", **more)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("even", ["off-centre", "centre-line"])
def test_every_seat_has_its_reason_in_both_languages(layout: str, even: str) -> None:
    for chair in _of(layout, parameters=Parameters(even_row=even)).seats:
        english, korean = reason(chair, "en"), reason(chair, "ko")
        assert (re.search("[가-힣{}]", english), bool(english)) == (None, True)
        assert (bool(re.search("[가-힣]", korean)), "{" in korean) == (True, False)
        assert len(re.findall(r"[.](?: |$)", english)) >= len(chair.why)


def test_the_second_at_a_bilateral_table() -> None:
    chair = at(_of("bilateral"))["g2"]
    assert reason(chair, "en") == (
        "The second of a side sits at their own principal's right. Guests face the door."
    )
    assert reason(chair, "ko") == (
        "각 측의 2인자는 자기 측 수석대표의 오른쪽에 앉습니다. 손님 측은 문을 바라보고 앉습니다."
    )


def test_who_is_not_seated_reads_why() -> None:
    seating = plan(
        "head-table", (*side("host", 2), Person("x", reply="declined"), Person("mc", "host", "press"))
    )
    assert {u.person: unseated_reason(u, "en") for u in seating.unseated} == {
        "x": "Only accepted replies are seated.",
        "mc": "On duty in the room, so without a place at this table.",
    }


def test_a_third_language_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        reason(at(_of("bilateral"))["g1"], "fr")
    assert error.value.field == "language"


def test_every_sentence_has_both_languages() -> None:
    for english, korean in SENTENCES.values():
        assert (english[-1], korean[-1]) == (".", ".")
        assert bool(re.search("[가-힣]", korean)) is True

"""Every chair says why, in English and in Korean, for every layout."""

import re
from typing import Any

import pytest

from legation.engine.seating import (
    LAYOUTS,
    BadInput,
    Parameters,
    Person,
    Request,
    Seating,
    TableSpec,
    Vehicle,
    place,
    reason,
    unseated_reason,
)
from legation.engine.seating.sentences import FACTS, FAULTS, SENTENCES
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


def _party() -> Seating:
    people = (
        Person("a", "host", languages=("ko", "en"), partner="b"),
        Person("b", "host", "spouse", languages=("ko",)),
        Person("c", languages=("en",)),
        Person("d", languages=("fr",)),
        Person("e", languages=("fr", "en")),
        Person("f", "host", languages=("ko",)),
        Person("i", "host", "interpreter", languages=("ko", "en"), assists="f"),
    )
    request = Request(
        "rounds",
        people,
        tuple("abcdef"),
        tables=(TableSpec("t1", 4), TableSpec("t2", 4)),
        wishes=(("a", "c"), ("a", "e")),
        apart=(("c", "f"),),
    )
    seats = {"a": "t1-1", "c": "t1-2", "e": "t1-3", "b": "t1-4", "d": "t2-1", "f": "t2-2", "i": "t2-3"}
    return place(request, seats)


def test_at_rounds_the_facts_speak_for_each_seat() -> None:
    facts = {p: [(f.kind, f.people, f.values) for f in chair.facts] for p, chair in at(_party()).items()}
    assert facts == {
        "a": [
            ("table", (), (1, "t1")), ("partner", ("b",), ()), ("wish/beside", ("c",), ()),
            ("wish/table", ("e",), ()), ("language", (), ("en", 2)),
        ],
        "b": [("table", (), (2, "t1")), ("partner", ("a",), ()), ("language", (), ("ko", 1))],
        "c": [
            ("table", (), (3, "t1")), ("wish/beside", ("a",), ()), ("apart", ("f",), ()),
            ("language", (), ("en", 2)),
        ],
        "d": [("table/other", (), (4, "t1"))],
        "e": [("table/other", (), (5, "t2")), ("wish/table", ("a",), ()), ("language", (), ("en", 2))],
        "f": [("table", (), (6, "t2")), ("apart", ("c",), ()), ("language", (), ("ko", 1))],
        "i": [("served", ("f",), ()), ("language", (), ("ko", 1))],
    }  # fmt: skip


def test_facts_are_said_with_names_in_both_languages() -> None:
    chair = at(_party())["c"]
    names = {"a": "박형준", "f": "Kim", "b": "Lee"}
    assert reason(chair, "en", names, {"t1": "“Seattle”"}) == (
        "Placed by hand. Number 3 in the order of precedence, which gives table “Seattle”. "
        "Beside 박형준, as wished. At another table than Kim, as asked. "
        "Shares English with 2 others at the table."
    )
    assert reason(chair, "ko", names) == (
        "직접 배치한 자리입니다. 서열 3위로, 서열에 따른 테이블은 t1입니다. "
        "요청에 따라 박형준 님의 옆에 배치했습니다. 요청에 따라 Kim 님과 다른 테이블에 배치했습니다. "
        "같은 테이블에서 영어를 함께 쓰는 사람이 2명 있습니다."
    )


def test_every_fault_and_fact_has_both_languages() -> None:
    for english, korean in (*FAULTS.values(), *FACTS.values()):
        assert re.findall(r"{\w}", english) != [] or english[-1] == "."
        assert sorted(re.findall(r"{\w}", english)) == sorted(re.findall(r"{\w}", korean))
        assert bool(re.search("[가-힣]", korean)) is True

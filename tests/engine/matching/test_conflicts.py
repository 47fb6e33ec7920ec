"""When there is no timetable: which meetings conflict, and what would do."""

from dataclasses import replace

import pytest

from legation.engine.matching import (
    Conflict,
    Crowded,
    Resource,
    Round,
    applied,
    conflict_sentence,
    plan,
    remedies,
    remedy_sentence,
    verify,
)
from tests.engine.matching.small import by_trying, meet, people


def conflict_of(round_: Round) -> Conflict:
    """The conflict of a round, which must have one."""
    found = plan(round_)
    assert (found.status, found.placed) == ("infeasible", ())
    assert found.conflict is not None
    return found.conflict


def assert_smallest(round_: Round, conflict: Conflict) -> None:
    """Nothing else is needed for the conflict, and without any one of its meetings there is none."""

    def only(ids: tuple[str, ...]) -> Round:
        meetings = tuple(m for m in round_.meetings if m.id in ids)
        return replace(
            round_,
            meetings=tuple(replace(m, after=tuple(a for a in m.after if a in ids)) for m in meetings),
        )

    assert conflict.minimal
    assert by_trying(only(conflict.meetings)) is None
    for id_ in conflict.meetings:
        assert by_trying(only(tuple(k for k in conflict.meetings if k != id_))) is not None


THREE_AT_FOURTEEN = Round(
    3, people("abcd"), (meet("ab", slot=2), meet("ac", slot=2), meet("ad", slot=2), meet("bc"))
)
FOUR_IN_THREE = Round(4, people("abcde", a=(4,)), (meet("ab"), meet("ac"), meet("ad"), meet("ae")))
CHAIN = Round(2, people("abcdef"), (meet("ab"), meet("cd", after=("ab",)), meet("ef", after=("cd",))))
TABLES = Round(2, people("abcdef"), (meet("ab"), meet("cd"), meet("ef")), tables=(1, 1))
NEEDS = Round(
    2,
    people("abcdef"),
    (meet("ab", needs=("fr",)), meet("cd", needs=("fr",)), meet("ef", needs=("fr",))),
    resources=(Resource("fr", (1, 1)),),
)
TRIANGLE = Round(2, people("abc"), (meet("ab"), meet("bc"), meet("ac")))
ALL = (THREE_AT_FOURTEEN, FOUR_IN_THREE, CHAIN, TABLES, NEEDS, TRIANGLE)


@pytest.mark.parametrize(
    ("round_", "code", "size", "who"),
    [
        (THREE_AT_FOURTEEN, "person", 2, ("a",)),
        (FOUR_IN_THREE, "person", 4, ("a",)),
        (CHAIN, "order", 3, ()),
        (TABLES, "tables", 3, ()),
        (NEEDS, "needs", 3, ("fr",)),
        (TRIANGLE, "together", 3, ("a", "b", "c")),
    ],
)
def test_a_smallest_conflict(round_: Round, code: str, size: int, who: tuple[str, ...]) -> None:
    conflict = conflict_of(round_)
    assert (conflict.code, len(conflict.meetings), conflict.who) == (code, size, who)
    assert_smallest(round_, conflict)


def test_no_slot_suits_both() -> None:
    conflict = conflict_of(Round(2, people("abc", a=(1,), b=(2,)), (meet("ab"), meet("bc"))))
    assert (conflict.code, conflict.meetings, conflict.who) == ("slots", ("ab",), ("a", "b"))


@pytest.mark.parametrize("round_", ALL)
def test_each_way_out_is_one(round_: Round) -> None:
    ways = remedies(round_, conflict_of(round_))
    assert len(ways) > 0
    assert any(way.kind == "drop" for way in ways)
    for way in ways:
        after = applied(round_, way)
        found = plan(after)
        assert found.status in {"optimal", "feasible"}, way
        assert verify(after, found) == []
        assert all(remedy_sentence(way, language) for language in ("en", "ko"))


def test_the_ways_out_of_four_in_three() -> None:
    """Leave any of the four out, or have a in slot 4 as well."""
    ways = remedies(FOUR_IN_THREE, conflict_of(FOUR_IN_THREE))
    kinds = [(way.kind, way.participant, way.slot, way.meetings) for way in ways]
    assert ("available", "a", 4, ()) in kinds
    assert {meetings for kind, _, _, meetings in kinds if kind == "drop"} == {
        ("ab",),
        ("ac",),
        ("ad",),
        ("ae",),
    }


def test_the_least_number_of_tables_is_offered() -> None:
    ways = remedies(TABLES, conflict_of(TABLES))
    assert [way.amount for way in ways if way.kind == "tables"] == [1]


def test_too_many_for_one_day_are_refused_with_a_conflict_that_has_ways_out() -> None:
    """Five meetings of one person in three slots: two times more, or the two least wished for left out."""
    weights = {"ab": 4, "ac": 1, "ad": 3, "ae": 2, "af": 5}
    round_ = Round(3, people("abcdef"), tuple(replace(meet(each), weight=w) for each, w in weights.items()))
    with pytest.raises(Crowded) as refused:
        plan(round_)
    conflict = refused.value.conflict
    assert (conflict.code, conflict.meetings, conflict.who) == ("crowded", tuple(weights), ("a",))
    assert conflict_sentence(conflict) == "a has 5 meetings that must be held, and the round has 3 times."
    ways = remedies(round_, conflict)
    assert [(way.kind, way.amount, way.meetings) for way in ways] == [
        ("slots", 2, ()),
        ("drop", None, ("ac", "ae")),
    ]
    for way in ways:
        assert plan(applied(round_, way)).status == "optimal"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_sentence_names_the_person_and_the_meetings(language: str) -> None:
    text = conflict_sentence(conflict_of(FOUR_IN_THREE), language)
    for name in ("ab", "ac", "ad", "ae"):
        assert name in text

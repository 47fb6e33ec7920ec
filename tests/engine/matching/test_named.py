"""Small rounds whose answers were worked out by hand."""

import pytest

from legation.engine.matching import Meeting, Participant, Placed, Resource, Round, Travel, plan, verify
from tests.engine.matching.small import meet, people, slots


def test_the_hole_in_the_middle() -> None:
    """Unavailable in slot 2 of 3, with two meetings: one break, and the other two can meet side by side."""
    round_ = Round(3, people("abc", a=(2,)), (meet("ab"), meet("ac")))
    found = plan(round_)
    assert (found.status, found.breaks, found.bound) == ("optimal", 1, 1)
    assert set(slots(found).values()) == {1, 3}
    assert verify(round_, found) == []


def test_the_odd_one() -> None:
    """Three people who all meet at one table: whoever meets first and last waits between."""
    round_ = Round(3, people("abc"), (meet("ab"), meet("bc"), meet("ac")), tables=(1, 1, 1))
    found = plan(round_)
    assert (found.status, found.breaks, found.bound) == ("optimal", 1, 1)
    assert verify(round_, found) == []


@pytest.mark.parametrize("weight", [1, 9, 1000])
def test_a_mandatory_meeting_outweighs_any_wish(weight: int) -> None:
    wish = meet("ac", must=False, weight=weight)
    found = plan(Round(1, people("abc"), (wish, meet("ab"))))
    assert slots(found) == {"ab": 1}
    assert (found.status, found.weight, found.weight_bound) == ("optimal", 0, 0)
    assert [(u.meeting, u.reason.code, u.reason.who) for u in found.unplaced] == [("ac", "taken", ("a",))]


def test_the_weightier_wishes_are_held() -> None:
    """a has two slots and three wishes, of 5, 3 and 4: the one of 3 goes."""
    wishes = (
        meet("ab", must=False, weight=5),
        meet("ac", must=False, weight=3),
        meet("ad", must=False, weight=4),
    )
    found = plan(Round(2, people("abcd"), wishes))
    assert set(slots(found)) == {"ab", "ad"}
    assert (found.status, found.weight, found.weight_bound, found.breaks) == ("optimal", 9, 9, 0)


def test_weight_comes_before_breaks() -> None:
    """A wish in slot 3 costs a a break, since b has only slot 1; it is held all the same."""
    round_ = Round(3, people("abc", b=(2, 3), c=(1, 2)), (meet("ab"), meet("ac", must=False)))
    found = plan(round_)
    assert (found.status, found.weight, found.breaks, found.bound) == ("optimal", 1, 1, 1)


def test_one_interpreter() -> None:
    round_ = Round(
        1,
        people("abcd"),
        (meet("ab", needs=("fr",), must=False, weight=2), meet("cd", needs=("fr",), must=False)),
        resources=(Resource("fr", (1,)),),
    )
    found = plan(round_)
    assert slots(found) == {"ab": 1}
    assert [(u.meeting, u.reason.code, u.reason.who) for u in found.unplaced] == [("cd", "needs", ("fr",))]


def test_there_and_back() -> None:
    """One slot of travel between hall and port: meetings in slots 1 and 3, and a break nobody can avoid."""
    round_ = Round(
        3,
        people("abc"),
        (meet("ab"), meet("ac", site="port")),
        tables=(1, 1, 1),
        travel=(Travel("hall", "port", 1),),
    )
    found = plan(round_)
    assert (found.status, found.breaks, set(slots(found).values())) == ("optimal", 1, {1, 3})
    assert [each.table for each in sorted(found.placed, key=lambda e: e.meeting)] == [1, None]


def test_breathing_space() -> None:
    """Three meetings, at most two in a row, four slots: one break."""
    round_ = Round(
        4, (Participant("a", in_a_row=2), *people("bcd")), (meet("ab"), meet("ac"), meet("ad")), in_a_row=3
    )
    found = plan(round_)
    assert (found.status, found.breaks, found.bound) == ("optimal", 1, 1)
    assert verify(round_, found) == []


def test_the_night_is_no_break() -> None:
    round_ = Round(
        4, people("abc"), (meet("ab", slot=1), meet("ac", slot=4)), days=((1, 2), (3, 4)), in_a_row=1
    )
    assert (plan(round_).status, plan(round_).breaks) == ("optimal", 0)


def test_a_chain_of_after() -> None:
    """a before b before c in three slots leaves each one slot, whoever is in them."""
    round_ = Round(
        3,
        people("abcdef"),
        (meet("ef", after=("cd",)), meet("cd", after=("ab",)), meet("ab")),
    )
    assert slots(plan(round_)) == {"ab": 1, "cd": 2, "ef": 3}


def test_a_meeting_of_three() -> None:
    """Three at one meeting, two of them again: the third is never busy twice."""
    round_ = Round(2, people("abc"), (meet("abc"), meet("ab")), tables=(1, 1))
    found = plan(round_)
    assert (found.status, sorted(slots(found).values()), found.breaks) == ("optimal", [1, 2], 0)


def test_sessions_bind() -> None:
    round_ = Round(
        4,
        people("abc"),
        (meet("ab", session="late"), meet("ac", session="late"), meet("bc", session="early")),
        sessions=(("early", (1, 2)), ("late", (3, 4))),
        tables=(1, 1, 1, 1),
    )
    found = plan(round_)
    where = slots(found)
    # bc in slot 2, then ab, then ac leaves c waiting once; any other order leaves someone waiting too.
    assert ({where["ab"], where["ac"]}, where["bc"] <= 2, found.breaks) == ({3, 4}, True, 1)
    assert verify(round_, found) == []


def test_fairness_shares_breaks_out() -> None:
    """a is away in slots 2 and 4 and has meetings in 1, 3 and 5: two breaks. With d = 1 the others, who could
    do without, cannot make up for it where they have one meeting each: no timetable."""
    bound = (meet("ab", slot=1), meet("ac", slot=3), meet("ad", slot=5))
    free = Round(5, people("abcd"), bound)
    assert (plan(free).status, plan(free).breaks) == ("optimal", 2)
    unfair = plan(Round(5, people("abcd"), bound, fairness=1))
    assert unfair.status == "infeasible"
    assert unfair.conflict is not None
    assert (unfair.conflict.code, unfair.conflict.least) == ("fairness", 2)


def test_fairness_is_a_rule_and_not_an_aim() -> None:
    """a has two breaks for certain. With d = 1, b, who could be spared, must have one."""
    meetings = (
        *(meet(pair, slot=slot) for pair, slot in (("ac", 1), ("ad", 3), ("ae", 5))),
        *(Meeting(f"b{k}", ("b", k)) for k in "cde"),
        *(Meeting(f"x{k}", (k, "f")) for k in "cde"),
        *(Meeting(f"y{k}", ("f", k)) for k in "b"),
    )
    round_ = Round(9, people("abcdef"), meetings, fairness=1)
    found = plan(round_)
    assert found.status == "optimal"
    assert verify(round_, found) == []
    assert found.breaks >= 2 + 5  # everybody else at least one


def test_fewest_moved_comes_before_breaks() -> None:
    """The plan before has a break that could be avoided by a move; it stays."""
    round_ = Round(3, people("abc"), (meet("ab"), meet("ac")))
    before = (Placed("ab", 1, 1), Placed("ac", 3, 1))
    found = plan(round_, previous=before)
    assert (found.status, found.moved, found.moved_bound, found.breaks) == ("optimal", 0, 0, 1)
    assert verify(round_, found, before) == []
    assert plan(round_).breaks == 0


def test_tables_stay_where_they_can() -> None:
    """a sits through three meetings, b, c and d come to them: nobody changes table."""
    round_ = Round(3, people("abcd"), (meet("ab"), meet("ac"), meet("ad")), tables=(4, 4, 4))
    found = plan(round_)
    assert (found.table_changes, len({each.table for each in found.placed})) == (0, 1)


def test_an_empty_round() -> None:
    found = plan(Round(3, (), ()))
    assert (found.status, found.placed, found.breaks, found.bound) == ("optimal", (), 0, 0)
    found = plan(Round(3, people("ab"), ()))
    assert (found.status, found.placed, found.breaks) == ("optimal", (), 0)

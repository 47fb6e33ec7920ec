"""One move by hand: what it breaks, where it may go, and what a chain repairs."""

import pytest

from legation.engine.matching import (
    BadInput,
    Desk,
    Placed,
    Resource,
    Round,
    Travel,
    attempt,
    plan,
    targets,
)
from tests.engine.matching.small import as_plan, broken, crossed, meet, people, slots

SQUARE = Round(4, people("abcd"), (meet("ab"), meet("cd"), meet("ac"), meet("bd")), tables=(2, 2, 2, 2))
BEFORE = (Placed("ab", 1, 1), Placed("cd", 1, 2), Placed("ac", 2, 1), Placed("bd", 2, 2))


def test_into_a_free_slot() -> None:
    """ab from 1 to 3: a and b have meetings in 2 and 3 then, and no break."""
    trial = attempt(SQUARE, BEFORE, "ab", 3)
    assert (trial.legal, trial.breaches, trial.breaks, trial.repair) == (True, (), 0, ())
    assert attempt(SQUARE, BEFORE, "ab", 4).breaks == 2


def test_into_a_slot_that_is_taken() -> None:
    """ab into slot 2, where ac and bd are: those go to slot 1, where cd is in turn sent to slot 2."""
    trial = attempt(SQUARE, BEFORE, "ab", 2)
    assert [(b.code, b.who, b.meetings) for b in trial.breaches if b.code == "taken"] == [
        ("taken", ("a", "b"), ("ac", "bd"))
    ]
    assert trial.repair[0].meeting == "ab"
    where = {e.meeting: e.slot for e in BEFORE} | {e.meeting: e.slot for e in trial.repair}
    wrong, breaks = broken(SQUARE, where)
    assert (wrong, breaks, where["ab"]) == ([], trial.repair_breaks, 2)


@pytest.mark.parametrize(
    ("round_", "before", "slot", "code"),
    [
        (Round(3, people("abc"), (meet("ab", slot=1),)), {"ab": 1}, 2, "slot"),
        (Round(3, people("abc", b=(2,)), (meet("ab"),)), {"ab": 1}, 2, "unavailable"),
        (
            Round(3, people("abcd"), (meet("ab"), meet("cd")), tables=(1, 1, 1)),
            {"ab": 1, "cd": 2},
            2,
            "tables",
        ),
        (Round(3, people("abcd"), (meet("ab"), meet("cd", after=("ab",)))), {"ab": 1, "cd": 2}, 3, "order"),
        (Round(3, people("abc"), (meet("ab"), meet("ac")), in_a_row=1), {"ab": 1, "ac": 3}, 2, "rest"),
        (
            Round(
                3, people("abc"), (meet("ab"), meet("ac", site="port")), travel=(Travel("hall", "port", 1),)
            ),
            {"ab": 1, "ac": 3},
            2,
            "travel",
        ),
        (
            Round(
                3,
                people("abcd"),
                (meet("ab", needs=("fr",)), meet("cd", needs=("fr",))),
                resources=(Resource("fr", (1, 1, 1)),),
            ),
            {"ab": 1, "cd": 2},
            2,
            "needs",
        ),
        (
            Round(3, people("ab"), (meet("ab", session="s"),), sessions=(("s", (1,)),)),
            {"ab": 1},
            2,
            "session",
        ),
        (Round(3, people("abc"), (meet("ab"), meet("ac")), fairness=0), {"ab": 1, "ac": 2}, 1, ""),
    ],
)
def test_each_rule_has_its_breach(round_: Round, before: dict[str, int], slot: int, code: str) -> None:
    trial = attempt(round_, as_plan(round_, before).placed, "ab", slot)
    assert [breach.code for breach in trial.breaches] == ([code] if code else [])


def test_unfair_and_locked_and_another_table() -> None:
    round_ = Round(3, people("abc"), (meet("ab"), meet("ac")), fairness=0)
    before = (Placed("ab", 1, 1), Placed("ac", 2, 1))
    trial = attempt(round_, before, "ac", 3)
    assert [(b.code, b.who) for b in trial.breaches] == [("fairness", ("a",))]
    locked = attempt(round_, before, "ac", 1, locked=frozenset({"ac"}))
    assert "locked" in [b.code for b in locked.breaches]
    trial = attempt(SQUARE, BEFORE, "ab", 1, table=2)
    assert [(b.code, b.meetings) for b in trial.breaches] == [("table", ("cd",))]
    assert [b.code for b in attempt(SQUARE, BEFORE, "ab", 1, table=3).breaches] == ["table"]


def test_the_targets_say_what_the_checker_says() -> None:
    """In a full round, each slot tried for each meeting is legal exactly where the checker finds nothing."""
    round_ = crossed(4, 12, 5, 5)
    found = plan(round_, seconds=5)
    where = slots(found)
    desk = Desk(round_, found.placed)
    seen = set()
    for meeting in round_.meetings:
        for trial in desk.targets(meeting.id):
            wrong, breaks = broken(round_, {**where, meeting.id: trial.slot})
            assert trial.legal == (wrong == [])
            if trial.legal:
                assert trial.breaks == breaks - found.breaks
            seen.add(trial.legal)
    assert seen == {True, False}


def test_a_repair_keeps_every_rule_and_what_is_locked() -> None:
    round_ = crossed(4, 12, 5, 5)
    found = plan(round_, seconds=5)
    where = slots(found)
    locked = frozenset(list(where)[:3])
    desk = Desk(round_, found.placed, locked)
    repaired = 0
    for meeting in round_.meetings[3:]:
        for slot in range(1, 6):
            trial = desk.attempt(meeting.id, slot)
            if trial.repair:
                repaired += 1
                new = {**where, **{e.meeting: e.slot for e in trial.repair}}
                wrong, breaks = broken(round_, new)
                assert (wrong, breaks - found.breaks, new[meeting.id]) == ([], trial.repair_breaks, slot)
                assert not locked & {e.meeting for e in trial.repair}
    assert repaired > 0


def test_what_is_not_there_is_refused() -> None:
    for wrong in ({"meeting": "xy", "slot": 1}, {"meeting": "ab", "slot": 5}):
        with pytest.raises(BadInput) as refused:
            attempt(SQUARE, BEFORE, **wrong)  # type: ignore[arg-type]
        assert refused.value.field in wrong
    with pytest.raises(BadInput):
        targets(SQUARE, (Placed("xy", 1),), "ab")

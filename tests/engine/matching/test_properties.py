"""Random rounds: the same answer as trying everything, the planted plan found, the same again for a seed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.engine.matching import Meeting, Participant, Progress, Resource, Round, plan, verify
from tests.engine.matching.small import blocks, broken, by_trying, crossed, slots

SLOTS = 3


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """Up to four people and five meetings in three slots, with every kind of rule."""
    names = "abcd"[: draw(st.integers(2, 4))]
    pairs = [x + y for i, x in enumerate(names) for y in names[i + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=5))
    slot = st.sampled_from([None, None, None, 1, 2, 3])
    meetings = []
    for k, pair in enumerate(chosen):
        session = draw(st.sampled_from([None, None, "end"]))
        fixed = None if session else draw(slot)
        earlier = draw(st.sampled_from([(), (), (f"m{k - 1}",) if k else ()]))
        meetings.append(
            Meeting(
                f"m{k}",
                tuple(pair),
                session=session,
                slot=fixed,
                after=earlier,
                must=draw(st.booleans()),
                weight=draw(st.integers(1, 3)),
                needs=draw(st.sampled_from([(), ("fr",)])),
            )
        )
    away = st.lists(st.integers(1, SLOTS), max_size=1).map(tuple)
    return Round(
        SLOTS,
        tuple(Participant(name, draw(away)) for name in names),
        tuple(meetings),
        tables=draw(st.sampled_from([None, (1,) * SLOTS, (2, 1, 2)])),
        sessions=(("end", (2, 3)),),
        days=draw(st.sampled_from([(), ((1, 2), (3,))])),
        fairness=draw(st.sampled_from([None, 0, 1])),
        in_a_row=draw(st.sampled_from([None, 1, 2])),
        resources=(Resource("fr", (1,) * SLOTS),),
    )


@given(round_=rounds())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_the_answer_is_that_of_trying_everything(round_: Round) -> None:
    best = by_trying(round_)
    musts = [m for m in round_.meetings if m.must]
    busiest = max(sum(p.id in m.participants for m in musts) for p in round_.participants)
    if busiest > SLOTS:
        return  # refused as bad input, which has its own test
    found = plan(round_, seconds=20)
    if best is None:
        assert found.status == "infeasible"
        return
    assert (found.status, found.weight, found.breaks) == ("optimal", *best)
    assert verify(round_, found) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_plan_without_breaks_is_matched(seed: int) -> None:
    round_, where = blocks(seed, 12, 8)
    assert broken(round_, where) == ([], 0)
    found = plan(round_, seconds=20)
    assert (found.status, found.breaks, found.bound) == ("optimal", 0, 0)
    assert verify(round_, found) == []


@pytest.mark.parametrize(
    ("seed", "count", "length", "tables"), [(1, 20, 7, 8), (2, 30, 9, 12), (3, 41, 8, 16)]
)
def test_a_round_that_can_be_held_is_held(seed: int, count: int, length: int, tables: int) -> None:
    round_ = crossed(seed, count, length, tables)
    found = plan(round_, seconds=2)
    assert found.status in {"optimal", "feasible"}
    assert found.unplaced == ()
    assert verify(round_, found) == []


def test_a_seed_and_a_count_of_moves_give_the_same_plan() -> None:
    round_ = crossed(5, 40, 9, 15)
    first = plan(round_, seed=7, moves=60_000, seconds=1)
    assert plan(round_, seed=7, moves=60_000, seconds=1) == first
    assert verify(round_, first) == []


def test_what_is_reported_only_gets_better() -> None:
    round_ = crossed(6, 40, 9, 15)
    told: list[Progress] = []
    found = plan(round_, seconds=1, progress=told.append)
    keys = [(p.out, -p.weight, p.moved, p.breaks) for p in told]
    assert keys == sorted(keys, reverse=True)
    bounds = [p.bound for p in told if p.bound is not None]
    assert bounds == sorted(bounds)
    assert keys[-1] == (0, 0, 0, found.breaks)


def test_stopped_at_once_it_gives_what_it_has() -> None:
    round_ = crossed(8, 40, 9, 15)
    found = plan(round_, seconds=5, stop=lambda: True)
    assert verify(round_, replace(found, status="unknown")) == []
    assert len(found.placed) > 0


def test_stopped_later_it_is_no_worse_than_what_was_told() -> None:
    round_ = crossed(8, 40, 9, 15)
    told: list[Progress] = []
    found = plan(round_, seconds=5, progress=told.append, stop=lambda: len(told) > 2)
    assert (len(found.unplaced), found.breaks) <= (told[-1].out, told[-1].breaks)


def test_the_checker_sees_what_is_wrong() -> None:
    """Each rule broken by hand is named; the plan that was found has none."""
    round_ = Round(
        3,
        (Participant("a", (2,), in_a_row=1), Participant("b"), Participant("c")),
        (Meeting("ab", ("a", "b"), after=("bc",)), Meeting("ac", ("a", "c")), Meeting("bc", ("b", "c"))),
        tables=(1, 1, 1),
    )
    good = {"bc": 2, "ab": 3, "ac": 1}
    assert broken(round_, good)[0] == []
    for where in (
        {"bc": 2, "ab": 1, "ac": 3},  # ab is not after bc
        {"bc": 1, "ab": 2, "ac": 3},  # a is away in 2
        {"bc": 1, "ab": 3, "ac": 1},  # c twice, and two at one table
        {"bc": 2, "ab": 3, "ac": 4},  # there is no slot 4
        {"bc": 2, "ab": 3},  # ac must be held
    ):
        assert broken(round_, where)[0] != []


def test_a_wrong_claim_is_seen() -> None:
    round_ = crossed(5, 10, 5, 4)
    found = plan(round_, seconds=5)
    assert verify(round_, found) == []
    assert verify(round_, replace(found, breaks=found.breaks + 1)) != []
    assert verify(round_, replace(found, bound=found.breaks + 1)) != []
    assert broken(round_, slots(found)) == ([], found.breaks)

"""The compact records of the compiled search: what is written is read, and the sums stay right."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from threading import Event
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest

from legation.engine.matching import (
    BadInput,
    Meeting,
    Participant,
    Plan,
    Resource,
    Round,
    Travel,
    plan,
    verify,
)
from legation.engine.matching.board import Board
from legation.engine.matching.course import Course
from legation.engine.matching.instance import compiled
from legation.engine.matching.planner import Planner
from legation.engine.matching.prover import Prover


def mixed(people: int = 24, slots: int = 16) -> Round:
    """Groups of two to five, wishes, an interpreter, a site a slot away, two days, an order, rests."""
    meetings = []
    for k in range(60):
        size = (2, 2, 3, 2, 5)[k % 5]
        group = tuple(f"p{(7 * k + 5 * j) % people}" for j in range(size))
        meetings.append(
            Meeting(
                f"m{k}",
                group,
                must=k % 4 == 0,
                weight=1 + k % 3,
                needs=("fr",) if k % 6 == 1 else (),
                site="port" if k % 11 == 2 else None,
                after=(f"m{k - 1}",) if k % 13 == 5 else (),
            )
        )
    half = slots // 2
    return Round(
        slots,
        tuple(Participant(f"p{k}") for k in range(people)),
        tuple(meetings),
        tables=(4,) * slots,
        days=(tuple(range(1, half + 1)), tuple(range(half + 1, slots + 1))),
        resources=(Resource("fr", (1,) * slots),),
        travel=(Travel("hall", "port", 1),),
        in_a_row=4,
    )


@pytest.mark.parametrize("slots", [12, 16, 64])
def test_the_sums_are_those_of_the_timetable_after_as_many_moves_as_wipe_the_stamps_twice(slots: int) -> None:
    round_ = mixed(slots=slots)
    inst = compiled(round_)
    planner = Planner(inst, seed=3)
    planner.anneal(80_000)
    found = planner.slots
    board = Board(inst, found)
    assert planner.breaks == board.breaks()
    assert planner.lost == sum(w for w, t in zip(inst.weight, found, strict=True) if t < 0)
    assert planner.out == sum(must and t < 0 for must, t in zip(inst.must, found, strict=True)) == 0


def test_a_timetable_is_read_as_it_was_written() -> None:
    inst = compiled(mixed())
    first = Planner(inst, seed=1)
    first.anneal(40_000)
    again = Planner(inst, seed=2, start=first.slots)
    assert (again.slots, again.key) == (first.slots, first.key)


@pytest.mark.parametrize(("late", "given_up"), [(0.5, False), (2.0, True)])
def test_late_in_an_annealing_no_wish_is_given_up_any_more(late: float, given_up: bool) -> None:
    from legation.engine.matching.arrays import LOST

    planner = Planner(compiled(replace(mixed(), tables=(2,) * 16)), seed=4)
    planner.anneal(60_000, hot=20.0, cold=15.0, late=late)  # so hot that wishes come and go
    assert (planner.out, int(planner._state[LOST]) > planner.lost) == (0, given_up)


def test_cells_of_a_word_do_not_touch_each_other() -> None:
    from legation.engine.matching.records import cell, set_cell

    state = np.zeros(4, np.int64)
    wrote = [65_535, 1, 50_000, 32_768, 7, 0, 65_535, 12]
    for k, value in enumerate(wrote):
        set_cell(state, np.int64(1), np.int64(k), np.int64(9))
        set_cell(state, np.int64(1), np.int64(k), np.int64(value))
    assert [int(cell(state, np.int64(1), np.int64(k))) for k in range(8)] == wrote
    assert (int(state[0]), int(state[3])) == (0, 0)


def test_the_same_seed_and_moves_give_the_same_plan_with_groups_sites_and_rests() -> None:
    round_ = mixed()
    plans = [plan(round_, moves=50_000, seed=5, seconds=0.5) for _ in range(2)]
    assert plans[0] == plans[1]


def test_more_participants_than_can_be_planned_are_refused_by_number() -> None:
    round_ = replace(mixed(), participants=(Participant("p"),) * 1_000_001)
    with pytest.raises(BadInput) as refused:
        plan(round_)
    assert (refused.value.field, refused.value.message) == (
        "participants",
        "there are 1000001, and at most 1000000 can be planned",
    )


def test_two_planners_give_the_better_plan_whichever_ends_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where wishes weigh and the round is large, the lent thread plans as well: with a seed of its own."""
    monkeypatch.setattr("legation.engine.matching.course.WISHED", 0)
    round_ = replace(mixed(), tables=(3,) * 16)

    def found(pool: ThreadPoolExecutor | None) -> Plan:
        return plan(round_, seconds=1, moves=12_000, pool=pool)

    with ThreadPoolExecutor(1) as pool:
        both = found(pool)
        assert found(pool) == both
    assert verify(round_, both) == []
    monkeypatch.setattr("legation.engine.matching.engine.OTHER", 0)
    with ThreadPoolExecutor(1) as pool:
        one = found(pool)  # the second as the first: no better than one alone
    assert (both.weight, -both.breaks) > (one.weight, -one.breaks)


def test_a_proof_that_nobody_could_stop_yet_does_not_begin_once_the_end_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The end comes while the lent thread builds the model: the search does not go on for all its time."""
    ended, begun = Event(), []

    class Slow(Prover):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            ended.set()
            sleep(0.3)  # until the other thread has looked for somebody to stop

        def least(self, aim: str, **options: Any) -> Any:
            begun.append(aim)
            return super().least(aim, **{**options, "seconds": 0.01})

    monkeypatch.setattr("legation.engine.matching.engine.Prover", Slow)
    round_ = replace(mixed(), tables=(3,) * 16)
    with ThreadPoolExecutor(1) as pool:
        found = plan(round_, seconds=60, pool=pool, clock=monotonic, stop=ended.is_set)
    assert begun == []
    assert verify(round_, found) == []


def test_wishes_are_traded_hot_where_more_weight_may_be_had() -> None:
    """A long annealing first trades wishes: with the same moves it leaves less weight out."""
    inst = compiled(mission())

    def lost(*, trades: bool) -> int:
        planner = Planner(inst, seed=1)
        course = Course(inst, planner, take=lambda _: None, aim=lambda: (0, 0), moves=None, clock=None)
        if not trades:
            planner.anneal(1_000 * len(inst.ids))
        else:
            course.anneal(1_000 * len(inst.ids), lambda: False)
        return planner.lost

    assert lost(trades=True) < lost(trades=False)


def mission() -> Round:
    """Sixty people, some of them wanted by many: 320 wishes for ten times."""
    random = Random(7)
    wanted = [1 + 9 * random.random() ** 2 for _ in range(60)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 320:
        a, b = random.choices(range(30), wanted[:30])[0], random.choices(range(30, 60), wanted[30:])[0]
        pairs.add((a, b))
    meetings = tuple(
        Meeting(f"m{k}", (f"p{a}", f"p{b}"), must=k % 10 == 0, weight=random.randint(1, 5))
        for k, (a, b) in enumerate(sorted(pairs))
    )
    return Round(10, tuple(Participant(f"p{k}") for k in range(60)), meetings, tables=(28,) * 10)

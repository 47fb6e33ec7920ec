"""The compact records of the compiled search: what is written is read, and the sums stay right."""

from dataclasses import replace

import numpy as np
import pytest

from legation.engine.matching import BadInput, Meeting, Participant, Resource, Round, Travel, plan
from legation.engine.matching.board import Board
from legation.engine.matching.instance import compiled
from legation.engine.matching.planner import Planner


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
def test_late_in_an_annealing_no_wish_is_given_up_any_more(
    late: float, given_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.engine.matching.arrays import LOST

    monkeypatch.setattr("legation.engine.matching.planner.LATE", late)
    planner = Planner(compiled(replace(mixed(), tables=(2,) * 16)), seed=4)
    planner.anneal(60_000, hot=20.0, cold=15.0)  # so hot that wishes come and go
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

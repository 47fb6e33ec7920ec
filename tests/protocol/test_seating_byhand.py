"""Seats by hand: moved, swapped, locked, undone and done again; saved once and for both sides."""

import pytest

from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.actions import change_delegate, remove_part
from legation.protocol.actions import byhand
from legation.protocol.actions.running import run
from legation.protocol.models import Arrangement
from legation.protocol.queries.undoing import timeline_of
from tests.protocol.seated import arranged, crowd, locked, page, reception, saved, version


@pytest.fixture
def table(everyone):
    """The call at a table for two rows."""
    arranged(everyone, everyone.call, layout="bilateral")
    return everyone


def seats(stage, at=None):
    """Who sits where, by the names of the test."""
    plan = page(stage, at or stage.call).plan
    known = {str(delegate.pk): key for key, delegate in stage.people.items()}
    return {known[each.attending.key]: each.seat for each in plan.seats if each.given}


def move(stage, person, seat):
    return byhand.move(stage.call, stage.key(person), seat, seen=version(stage.call), by=stage.host)


RULED = {
    "harrell": "t1-g1",
    "robinson": "t1-g2",
    "chamber": "t1-g3",
    "professor": "t1-g4",
    "park": "t1-h1",
    "vice": "t1-h2",
    "director": "t1-h3",
    "ambassador": "t1-h4",
}


def test_a_taken_chair_is_exchanged(table):
    assert seats(table) == RULED
    move(table, "professor", "t1-g2")
    assert seats(table) == {**RULED, "professor": "t1-g2", "robinson": "t1-g4"}
    assert page(table, table.call).plan.saved is True


def test_both_sides_and_the_press_see_one_and_the_same_plan(table):
    move(table, "professor", "t1-g2")
    drawn = {
        name: page(table, table.call, user).plan.drawing
        for name, user in (("guest", table.guest), ("host", table.host), ("press", table.press))
    }
    assert drawn["guest"] == drawn["host"] == drawn["press"]


def test_who_was_hidden_is_told_to_their_own_side_alone(everyone):
    readers = {"guest": everyone.guest, "host": everyone.host, "press": everyone.press}
    hidden = {
        name: [each.key for each in page(everyone, everyone.call, user).asked.hidden]
        for name, user in readers.items()
    }
    assert hidden == {
        "guest": [everyone.key("hidden-guest")],
        "host": [everyone.key("hidden-host")],
        "press": [],
    }


def test_taking_away_a_chair_lists_the_person_and_leaves_it_empty(table):
    move(table, "vice", "")
    shown = page(table, table.call)
    assert table.names(shown.plan.newcomers) == ["vice"]
    assert [chair.seat for chair in shown.chairs if chair.free] == ["t1-h2"]
    move(table, "director", "t1-h2")
    assert seats(table)["director"] == "t1-h2"
    move(table, "vice", "t1-h3")
    assert seats(table)["vice"] == "t1-h3"


def test_who_cancels_leaves_an_empty_chair_and_a_newcomer_waits(table):
    move(table, "professor", "t1-g2")
    vice = table.people["vice"]
    change_delegate(vice, {"status": "declined"}, seen=vice.version, by=table.host)
    table.delegate("late", "Sample", "Late", "host")
    table.attends("late")
    shown = page(table, table.call)
    assert [chair.seat for chair in shown.chairs if chair.free] == ["t1-h2"]
    assert table.names(shown.plan.newcomers) == ["late"]
    run(table.call, seen=version(table.call), by=table.host)
    assert {key: seat for key, seat in seats(table).items() if seat.startswith("t1-h")} == {
        "park": "t1-h1",
        "director": "t1-h2",
        "ambassador": "t1-h3",
        "late": "t1-h4",
    }


def test_a_plan_that_nobody_touched_follows_the_replies(table):
    vice = table.people["vice"]
    change_delegate(vice, {"status": "declined"}, seen=vice.version, by=table.host)
    assert page(table, table.call).plan.saved is False
    assert seats(table)["director"] == "t1-h2"


def test_t16_a_locked_seat_stays_when_it_is_run_again(table):
    byhand.move(table.call, table.key("professor"), "t1-g2", seen=1, by=table.host)
    byhand.lock(table.call, [table.key("professor")], seen=2, by=table.host)
    run(table.call, seen=3, by=table.host)
    assert seats(table) == {**RULED, "professor": "t1-g2", "robinson": "t1-g3", "chamber": "t1-g4"}
    assert locked(table.call) == {table.key("professor"): "t1-g2"}
    byhand.unlock(table.call, [table.key("professor")], seen=version(table.call), by=table.host)
    run(table.call, seen=version(table.call), by=table.host)
    assert (seats(table), locked(table.call)) == (RULED, {})


def test_a_locked_person_is_neither_moved_nor_pushed_aside(table):
    byhand.lock(table.call, [table.key("robinson")], seen=1, by=table.host)
    with pytest.raises(byhand.IsLocked) as refused:
        move(table, "robinson", "t1-g3")
    assert str(refused.value) == "Lynne Robinson is locked to this seat. Unlock it first."
    with pytest.raises(byhand.IsLocked):
        move(table, "professor", "t1-g2")
    assert seats(table) == RULED


def test_a_lock_is_not_lost_when_the_person_cancels(table):
    robinson = table.people["robinson"]
    byhand.lock(table.call, [table.key("robinson")], seen=1, by=table.host)
    change_delegate(robinson, {"status": "declined"}, seen=robinson.version, by=table.guest)
    move(table, "professor", "t1-g3")
    assert locked(table.call) == {table.key("robinson"): "t1-g2"}
    robinson.refresh_from_db()
    change_delegate(robinson, {"status": "confirmed"}, seen=robinson.version, by=table.guest)
    run(table.call, seen=version(table.call), by=table.host)
    assert seats(table)["robinson"] == "t1-g2"


@pytest.mark.parametrize(
    ("person", "seat", "refusal"),
    [("professor", "t1-g9", byhand.NoSuchSeat), ("guest-voice", "t1-g2", byhand.NotSeated)],
)
def test_what_cannot_be_moved_is_refused_and_nothing_saved(table, person, seat, refusal):
    with pytest.raises(refusal):
        move(table, person, seat)
    assert (version(table.call), Arrangement.objects.get().seats) == (1, [])


@pytest.mark.parametrize("stranger", ["0", "x", "-1", "99999999999999999999"])
def test_a_person_who_is_not_there_is_refused(table, stranger):
    with pytest.raises(byhand.NotSeated):
        byhand.move(table.call, stranger, "t1-g2", seen=1, by=table.host)


def test_somebody_hidden_has_no_place(table):
    for name in ("hidden-guest", "hidden-host"):
        with pytest.raises(byhand.NotSeated):
            byhand.move(table.call, table.key(name), "t1-g2", seen=1, by=table.by(name.split("-")[1]))


def test_the_second_of_two_hands_is_told(table):
    byhand.move(table.call, table.key("professor"), "t1-g2", seen=1, by=table.host)
    with pytest.raises(ChangedMeanwhile):
        byhand.move(table.call, table.key("chamber"), "t1-g2", seen=1, by=table.guest)
    assert seats(table) == {**RULED, "professor": "t1-g2", "robinson": "t1-g4"}


def test_the_first_step_without_an_arrangement_is_undone_to_the_rules(everyone):
    before = seats(everyone)
    byhand.move(everyone.call, everyone.key("professor"), "t1-g2", seen=0, by=everyone.host)
    assert (version(everyone.call), seats(everyone) == before) == (2, False)
    byhand.undo(everyone.call, seen=2, by=everyone.host)
    assert seats(everyone) == before
    assert page(everyone, everyone.call).plan.saved is False


def test_undo_walks_back_and_redo_forward_and_a_change_forgets_what_was_undone(table):
    states = [seats(table)]
    for person, seat in (("professor", "t1-g2"), ("chamber", "t1-g2"), ("director", "t1-h2")):
        move(table, person, seat)
        states.append(seats(table))

    def step(act):
        act(table.call, seen=version(table.call), by=table.host)
        return states.index(seats(table))

    assert [step(byhand.undo) for _ in range(3)] == [2, 1, 0]
    with pytest.raises(byhand.NothingToUndo):
        byhand.undo(table.call, seen=version(table.call), by=table.host)
    assert [step(byhand.redo) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(byhand.NothingToUndo):
        byhand.redo(table.call, seen=version(table.call), by=table.host)
    assert [step(byhand.undo), step(byhand.undo)] == [2, 1]
    move(table, "ambassador", "t1-h2")
    states.append(seats(table))
    with pytest.raises(byhand.NothingToUndo):
        byhand.redo(table.call, seen=version(table.call), by=table.host)
    assert [step(byhand.undo), step(byhand.undo), step(byhand.redo), step(byhand.redo)] == [1, 0, 1, 4]


def test_undo_brings_back_locks_and_tables(everyone):
    party = reception(everyone, 12)
    arranged(everyone, party, layout="rounds", tables=[{"id": "t1", "seats": 6}, {"id": "t2", "seats": 6}])
    run(party, seen=1, by=everyone.host)
    person, seat = next(iter(saved(party).items()))
    byhand.lock(party, [person], seen=2, by=everyone.host)
    byhand.undo(party, seen=3, by=everyone.host)
    assert locked(party) == {}
    byhand.redo(party, seen=4, by=everyone.host)
    assert locked(party) == {person: seat}


def test_undo_is_within_the_version_check(table):
    move(table, "professor", "t1-g2")
    with pytest.raises(ChangedMeanwhile):
        byhand.undo(table.call, seen=1, by=table.host)
    assert timeline_of(Arrangement.objects.get()).versions == (1, 2)


def test_a_whole_table_is_locked_and_unlocked(everyone):
    party = reception(everyone, 12)
    arranged(everyone, party, layout="rounds", tables=[{"id": "t1", "seats": 6}, {"id": "t2", "seats": 6}])
    run(party, seen=1, by=everyone.host)
    people = byhand.at_table(party, "t2", everyone.host)
    byhand.lock(party, people, seen=2, by=everyone.host)
    assert locked(party) == {person: seat for person, seat in saved(party).items() if seat.startswith("t2-")}
    byhand.clear(party, seen=3, by=everyone.host)
    shown = page(everyone, party)
    assert {each.attending.key for each in shown.plan.seats} == set(people)
    assert len(shown.plan.newcomers) == 6


def test_rows_stay_when_fewer_come(everyone):
    """A theatre without rows of its own has as many as it needs; a saved plan keeps those it has."""
    forum = everyone.engagement("Forum", kind="forum")
    keys = crowd(everyone, 31, forum)
    byhand.move(forum, keys[0], "r4-7", seen=0, by=everyone.host)
    assert Arrangement.objects.get(engagement=forum).tables == [
        {"id": "r1", "seats": 8},
        {"id": "r2", "seats": 8},
        {"id": "r3", "seats": 8},
        {"id": "r4", "seats": 7},
    ]
    before = saved(forum)
    gone = everyone.people["sample-5"].attendances.get()
    remove_part(gone, by=everyone.host)
    shown = page(everyone, forum)
    assert {each.attending.key: each.seat for each in shown.plan.seats} == {
        key: seat for key, seat in before.items() if key != keys[5]
    }
    assert shown.plan.newcomers == ()

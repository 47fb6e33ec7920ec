"""The day turns out differently: the past stays, and as little as possible moves."""

from itertools import product
from random import Random

import pytest

from legation.engine.matching import (
    BadInput,
    Event,
    Meeting,
    Participant,
    Placed,
    Replan,
    Resource,
    Round,
    plan,
    replan,
    reserves,
    verify,
)
from legation.engine.matching.events import changed
from tests.engine.matching.small import broken, crossed, meet, people, slots

BEFORE = (Placed("ab", 1, 1), Placed("cd", 1, 2), Placed("ac", 2, 1), Placed("bd", 2, 2))
SQUARE = Round(4, people("abcd"), (meet("ab"), meet("cd"), meet("ac"), meet("bd")), tables=(2, 2, 2, 2))


def test_many_tables_lost_drop_no_more_than_there_is_no_room_for() -> None:
    random = Random(1)
    pairs = sorted(random.sample(list(product(range(60), range(60, 120))), 200))
    round_ = Round(
        12,
        tuple(Participant(f"p{k}") for k in range(120)),
        tuple(
            Meeting(f"m{k}", (f"p{a}", f"p{b}"), must=False, weight=(100, 60, 40, 25, 15)[k % 5])
            for k, (a, b) in enumerate(pairs)
        ),
        tables=(20,) * 12,
    )
    before = plan(round_, moves=20_000, seconds=0.1).placed
    past = sum(each.slot < 4 for each in before)
    assert len(before) == 200
    lost = (Event("tables", slots=tuple(range(4, 13)), amount=15),)
    after = replan(round_, before, lost, now=4, seconds=0.3)
    assert_sound(after, before, 4)
    assert len(after.dropped) == 200 - past - 9 * 15 > 0


def assert_sound(after: Replan, before: tuple[Placed, ...], now: int) -> None:
    """The plan keeps the rules and the past, and the difference that is told is the difference."""
    kept = tuple(e for e in before if e.meeting in {m.id for m in after.round.meetings})
    assert verify(after.round, after.plan, kept) == []
    was, is_ = {e.meeting: e for e in before}, {e.meeting: e for e in after.plan.placed}
    assert all(is_[e.meeting].slot == e.slot for e in kept if e.slot < now)
    assert {m.meeting for m in after.moved} == {
        k for k in was.keys() & is_.keys() if was[k].slot != is_[k].slot
    }
    assert set(after.dropped) | set(after.cancelled) == was.keys() - is_.keys()
    assert set(after.added) == is_.keys() - was.keys()
    calm = {p.id for p in after.round.participants} - set(after.concerned)
    for meeting in after.round.meetings:
        if calm & set(meeting.participants):
            assert is_.get(meeting.id) == was.get(meeting.id)


def test_a_cancellation_moves_nobody() -> None:
    after = replan(SQUARE, BEFORE, (Event("cancelled", meeting="ab"),))
    assert (after.moved, after.dropped, after.cancelled, after.concerned) == ((), (), ("ab",), ("a", "b"))
    assert (after.circle, after.proved) == (0, True)
    assert_sound(after, BEFORE, 1)


def test_late_until_slot_three() -> None:
    """a comes at slot 3: ab and ac move, to slots where b and c are free; the others stay."""
    after = replan(SQUARE, BEFORE, (Event("late", participant="a", slots=(3,)),))
    assert {move.meeting for move in after.moved} == {"ab", "ac"}
    assert {slots(after.plan)[id_] for id_ in ("ab", "ac")} == {3, 4}
    assert (after.dropped, after.proved, after.concerned) == ((), True, ("a", "b", "c"))
    assert_sound(after, BEFORE, 1)


def test_the_past_is_fixed() -> None:
    """At slot 2, a leaves for good: ab was held, ac cannot be; nothing else changes."""
    after = replan(SQUARE, BEFORE, (Event("away", participant="a"),), now=2)
    assert (after.moved, after.dropped, after.proved) == ((), ("ac",), True)
    assert slots(after.plan)["ab"] == 1
    assert after.plan.status == "unknown"
    assert_sound(after, BEFORE, 2)


def test_a_room_is_lost() -> None:
    """One table left in slot 2: one of two meetings moves, and no other."""
    after = replan(SQUARE, BEFORE, (Event("tables", slots=(2,), amount=1),))
    assert (len(after.moved), after.dropped, after.proved) == (1, (), True)
    assert after.moved[0].meeting in {"ac", "bd"}
    assert_sound(after, BEFORE, 1)


def test_a_meeting_is_added_at_noon() -> None:
    after = replan(SQUARE, BEFORE, (Event("added", new=meet("ad")),), now=2)
    assert (after.moved, after.added, after.concerned) == ((), ("ad",), ("a", "d"))
    assert slots(after.plan)["ad"] == 3
    assert after.plan.breaks == 0
    assert_sound(after, BEFORE, 2)


def test_an_interpreter_falls_ill() -> None:
    round_ = Round(
        2,
        people("abcd"),
        (meet("ab", needs=("fr",)), meet("cd", needs=("fr",))),
        resources=(Resource("fr", (2, 2)),),
    )
    before = (Placed("ab", 1, 1), Placed("cd", 1, 2))
    after = replan(round_, before, (Event("resource", resource="fr", amount=1),))
    assert (len(after.moved), after.dropped, after.proved) == (1, (), True)
    assert_sound(after, before, 1)


def test_a_wish_is_dropped_before_a_mandatory_meeting() -> None:
    round_ = Round(2, people("abc"), (meet("ab"), meet("ac", must=False, weight=9)))
    before = (Placed("ab", 1, 1), Placed("ac", 2, 1))
    after = replan(round_, before, (Event("away", participant="a", slots=(1,)),))
    assert (after.dropped, slots(after.plan), after.proved) == (("ac",), {"ab": 2}, True)
    assert_sound(after, before, 1)


def test_several_things_at_once() -> None:
    events = (Event("cancelled", meeting="cd"), Event("locked", meeting="ac", slots=(3,)))
    after = replan(SQUARE, BEFORE, events)
    assert ([move.meeting for move in after.moved], slots(after.plan)["ac"]) == (["ac"], 3)
    assert_sound(after, BEFORE, 1)


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (Event("cancelled", meeting="xy"), "events[0].meeting"),
        (Event("late", participant="x", slots=(2,)), "events[0].participant"),
        (Event("late", participant="a"), "events[0].slots"),
        (Event("away", participant="a", slots=(5,)), "events[0].slots"),
        (Event("resource", resource="fr"), "events[0].resource"),
        (Event("added"), "events[0].new"),
        (Event("tables", amount=-1), "events[0].amount"),
        (Event("storm"), "events[0].kind"),
        (Event("cancelled", meeting="ab"), "events[0].meeting"),
        (Event("locked", meeting="ac", slots=(1,)), "events[0].slots"),
    ],
)
def test_an_event_that_cannot_be(event: Event, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        replan(SQUARE, BEFORE, (event,), now=2)
    assert refused.value.field == field


def least(round_: Round, before: dict[str, int], now: int) -> tuple[int, int]:
    """Fewest dropped and fewest moved, by trying everything that is not past."""
    choices = []
    for meeting in round_.meetings:
        was = before.get(meeting.id, 0)
        past = 0 < was < now
        choices.append([was] if past else [0, *range(now, round_.slots + 1)])
    best = (99, 99)
    for chosen in product(*choices):
        where = {m.id: t for m, t in zip(round_.meetings, chosen, strict=True) if t}
        cost = (
            sum(m.id not in where for m in round_.meetings),
            sum(before[id_] != where.get(id_) for id_ in before),
        )
        if cost < best and not [w for w in broken(round_, where)[0] if "must be held" not in w]:
            best = cost
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_fewest_dropped_and_moved(seed: int) -> None:
    """Beside trying everything, in small rounds and for events of every kind."""
    random = Random(seed)
    round_ = crossed(seed, 6, 3, 2)
    round_ = Round(4, round_.participants, round_.meetings[:6], tables=(2,) * 4)
    found = plan(round_, seconds=5)
    where = slots(found)
    now = random.choice((1, 2))
    person = random.choice(round_.participants).id
    event = (
        Event("away", participant=person, slots=(random.randint(now, 3), 4)),
        Event("late", participant=person, slots=(3,)),
        Event("tables", slots=(now, 3), amount=1),
        Event("added", new=Meeting("new", ("p0", "p5"))),
    )[seed % 4]
    after = replan(round_, found.placed, (event,), now=now)
    assert_sound(after, found.placed, now)
    new = changed(round_, (event,), now, where)
    cost = (len(new.meetings) - len(after.plan.placed), after.plan.moved)
    assert (cost, after.proved) == (least(new, where, now), True)


def test_who_can_be_called_up() -> None:
    """c does not come to slot 1: a may meet d instead, whose meeting was left out; e is busy elsewhere."""
    round_ = Round(
        1,
        (*people("abcde"), Participant("f")),
        (
            meet("ac"),
            meet("ef"),
            meet("ad", must=False, weight=2),
            meet("ab", must=False, weight=5),
            meet("ae", must=False),
        ),
    )
    before = (Placed("ac", 1, 1), Placed("ef", 1, 2))
    assert reserves(round_, before, absent="c", slot=1) == ("ab", "ad")
    with pytest.raises(BadInput):
        reserves(round_, before, absent="x", slot=1)

"""Bounds on the weight of wishes: what ways cost, worked out by hand and by trying everything."""

from random import Random

from legation.engine.matching import Meeting, Participant, Round, Travel
from legation.engine.matching.instance import compiled
from legation.engine.matching.weighing import least_loss
from tests.engine.matching.small import by_trying, meet, people

PORT = (Travel("hall", "port", 1),)


def test_the_way_to_a_visit_takes_a_slot_from_somebody_who_has_none_left() -> None:
    """Two meetings at the hall and a visit in three slots: beside the visit a slot stays idle, so that one of
    the three is left out; in four slots, or where the visit has a day of its own, none is."""
    wishes = (meet("ab", must=False), meet("ac", must=False), meet("ad", must=False, site="port"))
    assert least_loss(compiled(Round(3, people("abcd"), wishes, travel=PORT))) == 1
    assert least_loss(compiled(Round(4, people("abcd"), wishes, travel=PORT))) == 0
    apart = Round(3, people("abcd"), wishes, travel=PORT, days=((1, 2), (3,)))
    assert least_loss(compiled(apart)) == 0
    away = Round(4, people("abcd", a=(3,)), wishes, travel=PORT)  # the way falls into the idle slot
    assert least_loss(compiled(away)) == 0


def test_no_bound_is_beyond_what_trying_everything_finds() -> None:
    tight = 0
    for seed in range(16):
        random = Random(seed)
        meetings = tuple(
            Meeting(
                f"m{k}",
                tuple(random.sample("abc", 2)),
                must=False,
                weight=random.randint(1, 3),
                site="port" if random.random() < 0.5 else None,
            )
            for k in range(4)
        )
        absent = {name: tuple(t for t in range(1, 5) if random.random() < 0.2) for name in "abc"}
        round_ = Round(
            4,
            tuple(Participant(name, slots) for name, slots in absent.items()),
            meetings,
            travel=(Travel("hall", "port", random.choice((1, 2))),),
            days=random.choice(((), ((1, 2), (3, 4)), ((1,), (2, 3, 4)))),
        )
        best = by_trying(round_)
        assert best is not None
        least = sum(m.weight for m in meetings) - best[0]
        bound = least_loss(compiled(round_))
        assert bound is not None
        assert bound <= least, seed
        tight += 0 < bound == least
    assert tight == 9

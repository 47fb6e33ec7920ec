"""Overrides at work: which move somebody, which sleep, and which are left out because they form a circle."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from legation.engine.precedence import Order, Override, OverrideCircle
from legation.missions.choices import Capacity, Party
from legation.protocol.queries.attending import Setting
from legation.protocol.queries.said import ByHand

Make = Callable[[Sequence[Override]], Order]


@dataclass(frozen=True, slots=True)
class Circle:
    """Overrides that cannot all hold, in their ring; `left` out is the newest of them."""

    ring: tuple[ByHand, ...]
    left: ByHand


@dataclass(frozen=True, slots=True)
class Applied:
    """An order with as many overrides as hold together: those `awake`, those `sleeping` because somebody is
    not there, the `circles`, and who goes first of their side because they lead it."""

    made: Order
    awake: tuple[ByHand, ...]
    sleeping: tuple[ByHand, ...]
    circles: tuple[Circle, ...]
    leading: tuple[Override, ...]

    def state(self, override: int) -> str:
        """moves, holds, sleeps or circle, by the key of the override."""
        if override in {each.pk for each in self.sleeping}:
            return "sleeps"
        if override in {circle.left.pk for circle in self.circles}:
            return "circle"
        moved = {(each.person, each.before) for each in self.made.moved}
        return (
            "moves"
            if any((each.higher, each.lower) in moved for each in self.awake if each.pk == override)
            else "holds"
        )


def applied(setting: Setting, make: Make) -> Applied:
    """The order with the overrides of the setting, and with each side's head before the rest of the side.

    What was said by hand goes before the custom that the head leads. Of a circle the newest override is left
    out, so that the order which was good last stands. Raises AskTheOffice, as `make`.
    """
    base = make(())
    places = set(base.order)
    said = setting.said.overrides
    awake = [each for each in said if {each.higher, each.lower} <= places]
    sleeping = tuple(each for each in said if not {each.higher, each.lower} <= places)
    leading = list(_leading(base, setting))
    circles: list[Circle] = []
    made = base
    while awake or leading:
        try:
            made = make([*map(_override, awake), *leading])
            break
        except OverrideCircle as circle:
            steps = set(pairwise([*circle.people, circle.people[0]]))
            custom = [each for each in leading if (each.person, each.before) in steps]
            if custom:
                leading.remove(custom[0])
                continue
            ring = in_ring(circle.people, awake)
            newest = max(ring, key=lambda each: (each.at, each.pk))
            awake.remove(newest)
            circles.append(Circle(ring, newest))
    else:
        made = base
    return Applied(made, tuple(awake), sleeping, tuple(circles), tuple(leading))


def in_ring(people: Sequence[str], overrides: Iterable[ByHand]) -> tuple[ByHand, ...]:
    """The overrides that lead around `people`, in that sequence."""
    by_pair = {(each.higher, each.lower): each for each in overrides}
    return tuple(by_pair[pair] for pair in pairwise([*people, people[0]]))


def _override(each: ByHand) -> Override:
    return Override(each.higher, each.lower, each.reason)


def _leading(base: Order, setting: Setting) -> tuple[Override, ...]:
    """A side's one head of delegation goes before the rest of the side, and the order says so.

    No rule of any pack does this; without it a mayor who took office earlier would stand before the one who
    leads the party.
    """
    by_key = setting.by_key()
    found = []
    for party in (Party.GUEST, Party.HOST):
        side = [who for who in base.order if by_key[who].party == party]
        heads = [who for who in side if by_key[who].delegate.capacity == Capacity.HEAD]
        if len(heads) == 1 and side[0] != heads[0]:
            found.append(Override(heads[0], side[0], _("leads the delegation")))
    return tuple(found)

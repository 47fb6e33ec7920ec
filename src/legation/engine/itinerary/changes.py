"""What changed between two versions of a programme, for everybody or for some of its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .conflicts import DuplicateKey

KINDS = ("added", "removed", "left", "cancelled", "restored", "moved", "clock", "place", "details", "people")
"""What may have happened to an engagement, in the order in which it is told.

"left": it is still on the programme, and those asked for are no longer there; "moved": another moment or part
of the day; "clock": the same moment by another city's clock; "details": one of its other facts.
"""


@dataclass(frozen=True, slots=True)
class State:
    """One engagement in one version. `start` and `end` are aware; `zone` names the clock it goes by.

    `part` is the part of the day where no clock time is known; `place` is any value that names the venue and
    the room; `facts` are further names and values to compare; `people` are keys.
    """

    key: str
    start: datetime
    end: datetime
    zone: str
    part: str
    place: tuple[str, str]
    off: bool
    facts: tuple[tuple[str, str], ...]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one engagement: `kinds` in the order of KINDS; `facts` names those that differ.

    `before` and `after` are its two states, None where that version has not got it or, asked for some people,
    where it is not theirs; at least one is there. `joined` and `gone` are people's keys in order.
    """

    key: str
    kinds: tuple[str, ...]
    before: State | None
    after: State | None
    facts: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def shift(self) -> timedelta:
        """How much later it starts; negative where earlier, nothing where a version has not got it."""
        if self.before is None or self.after is None:
            return timedelta(0)
        return self.after.start - self.before.start


def changes(before: Iterable[State], after: Iterable[State]) -> tuple[Change, ...]:
    """What differs between two versions, ordered by when it starts (as it is now) and by key.

    What is off in both versions, or off in the one and not in the other at all, is no change. Raises
    DuplicateKey where a version names one engagement twice.
    """
    old, new = _by_key(before), _by_key(after)
    found = [
        change
        for key in old.keys() | new.keys()
        if (change := _change(key, old.get(key), new.get(key))) is not None
    ]
    return tuple(sorted(found, key=_order))


def changes_for(
    people: frozenset[str], before: Iterable[State], after: Iterable[State]
) -> tuple[Change, ...]:
    """What differs for these people: only what is or was theirs, and nothing of who else is there.

    What they joined is "added", what goes on without them is "left", whatever else happened to it.
    """
    old, new = list(before), list(after)
    goes_on = {state.key for state in new if not state.off}
    mine = changes(_theirs(people, old), _theirs(people, new))
    return tuple(
        replace(change, kinds=("left",)) if change.kinds == ("removed",) and change.key in goes_on else change
        for change in mine
    )


def _theirs(people: frozenset[str], states: Iterable[State]) -> list[State]:
    return [replace(state, people=frozenset()) for state in states if state.people & people]


def _by_key(states: Iterable[State]) -> dict[str, State]:
    found: dict[str, State] = {}
    for state in states:
        if state.key in found:
            raise DuplicateKey(state.key)
        found[state.key] = state
    return found


def _change(key: str, before: State | None, after: State | None) -> Change | None:
    was, now = before is not None and not before.off, after is not None and not after.off
    if not was and not now:
        return None
    if before is None:
        return Change(key, ("added",), None, after)
    if after is None:
        return Change(key, ("removed",), before, None)
    if not now:
        return Change(key, ("cancelled",), before, after)
    told = set() if was else {"restored"}
    if (before.start, before.end, before.part) != (after.start, after.end, after.part):
        told.add("moved")
    elif before.zone != after.zone:
        told.add("clock")
    if before.place != after.place:
        told.add("place")
    one, two = dict(before.facts), dict(after.facts)
    facts = tuple(sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name)))
    if facts:
        told.add("details")
    joined, gone = after.people - before.people, before.people - after.people
    if joined or gone:
        told.add("people")
    if not told:
        return None
    kinds = tuple(kind for kind in KINDS if kind in told)
    return Change(key, kinds, before, after, facts, tuple(sorted(joined)), tuple(sorted(gone)))


def _order(change: Change) -> tuple[datetime, str]:
    states = (change.after, change.before)
    return next(state.start for state in states if state is not None), change.key

"""What a move touches, close together: a meeting in two words, a person in a few, lists in cells.

A meeting: its slots as bits; then, from the lowest bit, its first two people (20 bits each), its slot + 1
(7), whether it has a table, whether it needs resources, and the stamp of the move that last touched it (15).
A person: busy slots as bits; then for each slot a cell with the meeting + 1. A cell has 16 bits, four are in
a word. Stamps and breaks of people are in cells as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    BREAKS,
    CUR,
    HELD,
    MEETINGS,
    MEM,
    MEM_PTR,
    NEED,
    NEED_PTR,
    PAIRS,
    PEOPLE,
    PERSONS,
    ROW,
    SEEN,
    SIZE,
    WIDE,
    compiled,
)

DAY_AT = 1  # words of a person before the cells of the slots
SECOND, PLACE, AT_TABLE, NEEDY, STAMP = 20, 40, 47, 48, 49  # first bits in the second word of a meeting
MOST_STAMPS = (1 << (64 - STAMP)) - 1


@compiled
def cell(state: Any, base: Any, k: Any) -> Any:
    """The number in a cell."""
    return state[base + (k >> 2)] >> ((k & 3) << 4) & np.int64(0xFFFF)


@compiled
def set_cell(state: Any, base: Any, k: Any, value: Any) -> None:
    """Writes a number below 65,536 into a cell."""
    turn = (k & 3) << 4
    word = base + (k >> 2)
    state[word] = state[word] & ~(np.int64(0xFFFF) << turn) | value << turn


@compiled
def held(state: Any, t: Any, k: Any) -> Any:
    """The k-th meeting of a slot's list."""
    return cell(state, state[HELD] + t * state[ROW], k)


@compiled
def allowed(state: Any, x: Any) -> Any:
    """The slots of a meeting, as bits."""
    return state[state[MEETINGS] + 2 * x]


@compiled
def slot_of(state: Any, x: Any) -> Any:
    """Where a meeting is; -1 when out."""
    return (state[state[MEETINGS] + 2 * x + 1] >> PLACE & 127) - 1


@compiled
def set_slot(state: Any, x: Any, t: Any) -> None:
    """Notes where a meeting is."""
    word = state[MEETINGS] + 2 * x + 1
    state[word] = state[word] & ~(np.int64(127) << PLACE) | (t + 1) << PLACE


@compiled
def seats(rules: Any, x: Any) -> Any:
    """How many people a meeting has."""
    if rules[PAIRS] != 0:
        return np.int64(2)
    return rules[rules[MEM_PTR] + x + 1] - rules[rules[MEM_PTR] + x]


@compiled
def member(rules: Any, state: Any, x: Any, k: Any) -> Any:
    """The k-th person of a meeting."""
    if k < 2:
        return state[state[MEETINGS] + 2 * x + 1] >> k * SECOND & ((1 << SECOND) - 1)
    return rules[rules[MEM] + rules[rules[MEM_PTR] + x] + k]


@compiled
def asks(rules: Any, state: Any, x: Any, r: Any) -> Any:
    """How much of a resource a meeting takes; with r = -1, how many tables."""
    word = state[state[MEETINGS] + 2 * x + 1]
    if r < 0:
        return word >> AT_TABLE & 1
    if word >> NEEDY & 1 != 0:
        for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
            if rules[rules[NEED] + k] == r:
                return np.int64(1)
    return np.int64(0)


@compiled
def needy(state: Any, x: Any) -> bool:
    """Whether a meeting needs any resource."""
    return bool(state[state[MEETINGS] + 2 * x + 1] >> NEEDY & 1 != 0)


@compiled
def marked(state: Any, x: Any) -> bool:
    """Whether this move has touched a meeting."""
    return bool(state[state[MEETINGS] + 2 * x + 1] >> STAMP & MOST_STAMPS == state[CUR])


@compiled
def mark(state: Any, x: Any) -> None:
    """Notes that this move touches a meeting."""
    word = state[MEETINGS] + 2 * x + 1
    state[word] = state[word] & ((np.int64(1) << STAMP) - 1) | state[CUR] << STAMP


@compiled
def person(state: Any, p: Any) -> Any:
    """Where a person's record begins."""
    return state[PERSONS] + p * state[WIDE]


@compiled
def busy(state: Any, p: Any) -> Any:
    """The busy slots of a person, as bits."""
    return state[person(state, p)]


@compiled
def breaks_of(state: Any, p: Any) -> Any:
    """The breaks of a person."""
    return cell(state, state[BREAKS], p)


@compiled
def seen(state: Any, p: Any) -> bool:
    """Whether this move has touched a person."""
    return bool(cell(state, state[SEEN], p) == state[CUR])


@compiled
def see(state: Any, p: Any) -> None:
    """Notes that this move touches a person."""
    set_cell(state, state[SEEN], p, state[CUR])


@compiled
def at(state: Any, p: Any, t: Any) -> Any:
    """The meeting of a person in a slot; -1 when idle."""
    return cell(state, person(state, p) + DAY_AT, t) - 1


@compiled
def set_at(state: Any, p: Any, t: Any, x: Any) -> None:
    """Notes the meeting of a person in a slot; -1 for none."""
    set_cell(state, person(state, p) + DAY_AT, t, x + 1)


@compiled
def next_move(rules: Any, state: Any) -> None:
    """A new stamp; when they are used up, they begin again and the old ones are wiped off."""
    state[CUR] += 1
    if state[CUR] > MOST_STAMPS:
        state[CUR] = 1
        for x in range(rules[SIZE]):
            state[state[MEETINGS] + 2 * x + 1] &= (np.int64(1) << STAMP) - 1
        for p in range(rules[PEOPLE]):
            set_cell(state, state[SEEN], np.int64(p), np.int64(0))

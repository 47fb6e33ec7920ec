"""Insertions that take out what is in the way, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    AMOUNTS,
    BEF,
    BEF_PTR,
    BEH,
    BEH_PTR,
    CEILING,
    CHAIN,
    COST,
    COUNT,
    DAY,
    DAYS,
    DAYS_TRIED,
    LIMIT,
    LOAD,
    LOST,
    MOVE_PRICE,
    NEED,
    NEED_PTR,
    ORDERED,
    OUT,
    OUTSIDE,
    PLIST,
    PREV,
    PRICE,
    RESTS,
    SLOTS,
    TABLES,
    TRAVELS,
    USED,
    WEIGHT,
    bearable,
    below,
    breaks_in,
    compiled,
    first_of,
    tired,
)
from legation.engine.matching.chains import gap_of
from legation.engine.matching.choosing import slot_for
from legation.engine.matching.records import (
    allowed,
    asks,
    at,
    breaks_of,
    busy,
    cell,
    held,
    mark,
    marked,
    member,
    next_move,
    seats,
    see,
    seen,
    set_at,
    slot_of,
)
from legation.engine.matching.sums import settle, shift

LOOKED = 12  # meetings looked at where one has to give way
EJECT = 3  # the most meetings that an insertion takes out


@compiled
def eject(state: Any, y: Any, n: Any) -> Any:
    """Adds a meeting to those taken out; the new number, or -1 when there are too many."""
    if marked(state, y):
        return n
    if n >= EJECT:
        return -1
    mark(state, y)
    state[state[CHAIN] + n] = y
    return n + 1


@compiled
def one_of(rules: Any, state: Any, t: Any, r: Any, n: Any) -> Any:
    """Takes out some meeting of slot t that has a table (r = -1) or resource r; -1 when there is none."""
    size = state[state[COUNT] + t]
    if size == 0:
        return -1
    best, least, seen = np.int64(-1), np.int64(1 << 40), 0
    first = below(state, size)
    for i in range(size):
        y = held(state, t, (first + i) % size)
        if marked(state, y):
            continue
        if asks(rules, state, y, r) != 0:
            cost = rules[rules[PRICE] + y]
            for k in range(seats(rules, y)):
                p = member(rules, state, y, k)
                mask = busy(state, p) & ~(np.int64(1) << t)
                cost += rules[rules[COST] + breaks_in(rules, mask)]
                cost -= rules[rules[COST] + breaks_of(state, p)]
            if cost < least:
                best, least = y, cost
            seen += 1
            if seen == LOOKED:
                break
    return eject(state, best, n) if best >= 0 else -1


@compiled
def colliding(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """Collects the meetings of the same people in slot t; how many, or -1 when too many."""
    n = np.int64(0)
    for k in range(seats(rules, m)):
        y = at(state, member(rules, state, m, k), t)
        if y >= 0:
            n = eject(state, y, n)
            if n < 0:
                return -1
    return n


@compiled
def misplaced(rules: Any, state: Any, m: Any, t: Any, n: Any) -> Any:
    """Adds the meetings that would come in the wrong order; how many then, or -1 when too many."""
    for k in range(rules[rules[BEF_PTR] + m], rules[rules[BEF_PTR] + m + 1]):
        y = rules[rules[BEF] + k]
        if n >= 0 and slot_of(state, y) >= t:
            n = eject(state, y, n)
    for k in range(rules[rules[BEH_PTR] + m], rules[rules[BEH_PTR] + m + 1]):
        y = rules[rules[BEH] + k]
        if n >= 0 and 0 <= slot_of(state, y) <= t:
            n = eject(state, y, n)
    return n


@compiled
def freed(rules: Any, state: Any, t: Any, r: Any, n: Any) -> Any:
    """Tables (r = -1), or units of a resource, that those taken out give back in slot t."""
    back = np.int64(0)
    for i in range(n):
        y = state[state[CHAIN] + i]
        if slot_of(state, y) == t:
            back += asks(rules, state, y, r)
    return back


@compiled
def displaced(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """Collects what has to leave so that m can come into slot t; how many, or -1 when too many."""
    n = colliding(rules, state, m, t)
    if n >= 0 and rules[ORDERED] != 0:
        n = misplaced(rules, state, m, t, n)
    if n >= 0 and asks(rules, state, m, np.int64(-1)) != 0:
        load = state[state[LOAD] + t] - freed(rules, state, t, np.int64(-1), n)
        if load >= rules[rules[TABLES] + t]:
            n = one_of(rules, state, t, np.int64(-1), n)
    for k in range(rules[rules[NEED_PTR] + m], rules[rules[NEED_PTR] + m + 1]):
        if n < 0:
            return -1
        r = rules[rules[NEED] + k]
        used = state[state[USED] + r * rules[SLOTS] + t] - freed(rules, state, t, r, n)
        if used >= rules[rules[AMOUNTS] + r * rules[SLOTS] + t]:
            n = one_of(rules, state, t, r, n)
    return n


@compiled
def touch(state: Any, p: Any, people: Any) -> Any:
    """Where in the list the day of a person is tried: at `people` if they come new."""
    if seen(state, p):
        for i in range(people):
            if state[state[PLIST] + i] == p:
                return i
    see(state, p)
    state[state[PLIST] + people] = p
    state[state[DAYS_TRIED] + people] = busy(state, p)
    return people


@compiled
def near(rules: Any, state: Any, m: Any, t: Any) -> bool:
    """Whether everyone in m can travel to it and from it in slot t, those being taken out aside."""
    for k in range(seats(rules, m)):
        p = member(rules, state, m, k)
        same = busy(state, p) & rules[rules[DAYS] + rules[rules[DAY] + t]] & ~(np.int64(1) << t)
        while same != 0:
            s = first_of(same)
            same &= same - 1
            y = at(state, p, s)
            if not marked(state, y) and abs(s - t) <= gap_of(rules, m, y):
                return False
    return True


@compiled
def emptied(rules: Any, state: Any, n: Any) -> Any:
    """Lists the people of what is taken out, without it; how many."""
    people = np.int64(0)
    for i in range(n):
        y = state[state[CHAIN] + i]
        for k in range(seats(rules, y)):
            p = member(rules, state, y, k)
            place = touch(state, p, people)
            people = max(people, place + 1)
            state[state[DAYS_TRIED] + place] &= ~(np.int64(1) << slot_of(state, y))
    return people


@compiled
def swapped(rules: Any, state: Any, m: Any, t: Any, n: Any) -> None:
    """Takes out what was collected and puts m into slot t."""
    for i in range(n):
        y = state[state[CHAIN] + i]
        for k in range(seats(rules, y)):
            set_at(state, member(rules, state, y, k), slot_of(state, y), np.int64(-1))
        shift(rules, state, y, np.int64(-1))
    for k in range(seats(rules, m)):
        set_at(state, member(rules, state, m, k), t, m)
    shift(rules, state, m, t)


@compiled
def heavier(rules: Any, state: Any, m: Any, n: Any) -> bool:
    """Whether too much weight would be out, with m in and what was collected out."""
    lost = state[LOST] - max(np.int64(0), rules[rules[WEIGHT] + m])
    for i in range(n):
        lost += max(np.int64(0), rules[rules[WEIGHT] + state[state[CHAIN] + i]])
    return bool(lost > state[CEILING] and lost > state[LOST])


@compiled
def insert(rules: Any, state: Any, heat: float) -> None:
    """Puts a meeting that is out into a slot, and takes out what is in the way; kept or not."""
    m = cell(state, state[OUT], below(state, state[OUTSIDE]))
    t = slot_for(rules, state, m, np.int64(-1))
    if allowed(state, m) >> t & 1 == 0:
        return
    next_move(rules, state)
    n = displaced(rules, state, m, t)
    if n < 0 or (rules[TRAVELS] != 0 and not near(rules, state, m, t)):
        return
    if heavier(rules, state, m, n):
        return
    people = emptied(rules, state, n)
    delta = -rules[rules[PRICE] + m] - rules[MOVE_PRICE] * int(rules[rules[PREV] + m] == t)
    for i in range(n):
        y = state[state[CHAIN] + i]
        delta += rules[rules[PRICE] + y]
        delta += rules[MOVE_PRICE] * int(rules[rules[PREV] + y] == slot_of(state, y))
    for k in range(seats(rules, m)):
        p = member(rules, state, m, k)
        place = touch(state, p, people)
        people = max(people, place + 1)
        state[state[DAYS_TRIED] + place] |= np.int64(1) << t
    for i in range(people):
        p = state[state[PLIST] + i]
        mask = state[state[DAYS_TRIED] + i]
        delta += rules[rules[COST] + breaks_in(rules, mask)] - rules[rules[COST] + breaks_of(state, p)]
        if rules[RESTS] != 0 and tired(rules, mask, rules[rules[LIMIT] + p]):
            return
    if delta <= bearable(state, heat):
        swapped(rules, state, m, t, n)
        for i in range(people):
            p = state[state[PLIST] + i]
            settle(rules, state, p, state[state[DAYS_TRIED] + i])

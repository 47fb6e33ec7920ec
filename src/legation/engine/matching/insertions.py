"""Insertions that take out what is in the way, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    ALLOWED,
    AMOUNTS,
    AT,
    BEF,
    BEF_PTR,
    BEH,
    BEH_PTR,
    BREAKS,
    BUSY,
    CHAIN,
    COST,
    COUNT,
    CUR,
    DAY,
    DAYS,
    HELD,
    LIMIT,
    LOAD,
    MARK,
    MASKS,
    MEM,
    MEM_PTR,
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
    SEATED,
    SEEN,
    SIZE,
    SLOT,
    SLOTS,
    TABLES,
    TRAVELS,
    USED,
    bearable,
    below,
    breaks_in,
    compiled,
    first_of,
    settle,
    shift,
    tired,
)
from legation.engine.matching.chains import gap_of, slot_for

LOOKED = 12  # meetings looked at where one has to give way
EJECT = 3  # the most meetings that an insertion takes out


@compiled
def eject(state: Any, y: Any, n: Any) -> Any:
    """Adds a meeting to those taken out; the new number, or -1 when there are too many."""
    cur = state[CUR]
    if state[state[MARK] + y] == cur:
        return n
    if n >= EJECT:
        return -1
    state[state[MARK] + y] = cur
    state[state[CHAIN] + n] = y
    return n + 1


@compiled
def needs(rules: Any, x: Any, r: Any) -> bool:
    """Whether meeting x needs resource r."""
    for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
        if rules[rules[NEED] + k] == r:
            return True
    return False


@compiled
def one_of(rules: Any, state: Any, t: Any, r: Any, n: Any) -> Any:
    """Takes out some meeting of slot t that has a table (r = -1) or resource r; -1 when there is none."""
    size = state[state[COUNT] + t]
    if size == 0:
        return -1
    best, least, seen = np.int64(-1), np.int64(1 << 40), 0
    first = below(state, size)
    for i in range(size):
        y = state[state[HELD] + t * rules[SIZE] + (first + i) % size]
        if state[state[MARK] + y] == state[CUR]:
            continue
        if (r < 0 and rules[rules[SEATED] + y] != 0) or (r >= 0 and needs(rules, y, r)):
            cost = rules[rules[PRICE] + y]
            for k in range(rules[rules[MEM_PTR] + y], rules[rules[MEM_PTR] + y + 1]):
                p = rules[rules[MEM] + k]
                mask = state[state[BUSY] + p] & ~(np.int64(1) << t)
                cost += rules[rules[COST] + breaks_in(rules, mask)]
                cost -= rules[rules[COST] + state[state[BREAKS] + p]]
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
    for k in range(rules[rules[MEM_PTR] + m], rules[rules[MEM_PTR] + m + 1]):
        y = state[state[AT] + rules[rules[MEM] + k] * rules[SLOTS] + t]
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
        if n >= 0 and state[state[SLOT] + y] >= t:
            n = eject(state, y, n)
    for k in range(rules[rules[BEH_PTR] + m], rules[rules[BEH_PTR] + m + 1]):
        y = rules[rules[BEH] + k]
        if n >= 0 and 0 <= state[state[SLOT] + y] <= t:
            n = eject(state, y, n)
    return n


@compiled
def freed(rules: Any, state: Any, t: Any, r: Any, n: Any) -> Any:
    """Tables (r = -1), or units of a resource, that those taken out give back in slot t."""
    back = np.int64(0)
    for i in range(n):
        y = state[state[CHAIN] + i]
        if state[state[SLOT] + y] == t:
            if r < 0:
                back += rules[rules[SEATED] + y]
            elif needs(rules, y, r):
                back += 1
    return back


@compiled
def displaced(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """Collects what has to leave so that m can come into slot t; how many, or -1 when too many."""
    n = colliding(rules, state, m, t)
    if n >= 0 and rules[ORDERED] != 0:
        n = misplaced(rules, state, m, t, n)
    if n >= 0 and rules[rules[SEATED] + m] != 0:
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
    """Notes a person whose day is being tried."""
    if state[state[SEEN] + p] != state[CUR]:
        state[state[SEEN] + p] = state[CUR]
        state[state[PLIST] + people] = p
        state[state[MASKS] + p] = state[state[BUSY] + p]
        people += 1
    return people


@compiled
def near(rules: Any, state: Any, m: Any, t: Any) -> bool:
    """Whether everyone in m can travel to it and from it in slot t, those being taken out aside."""
    for k in range(rules[rules[MEM_PTR] + m], rules[rules[MEM_PTR] + m + 1]):
        p = rules[rules[MEM] + k]
        same = state[state[BUSY] + p] & rules[rules[DAYS] + rules[rules[DAY] + t]] & ~(np.int64(1) << t)
        while same != 0:
            s = first_of(same)
            same &= same - 1
            y = state[state[AT] + p * rules[SLOTS] + s]
            if state[state[MARK] + y] != state[CUR] and abs(s - t) <= gap_of(rules, m, y):
                return False
    return True


@compiled
def emptied(rules: Any, state: Any, n: Any) -> Any:
    """Lists the people of what is taken out, without it; how many."""
    people = np.int64(0)
    for i in range(n):
        y = state[state[CHAIN] + i]
        for k in range(rules[rules[MEM_PTR] + y], rules[rules[MEM_PTR] + y + 1]):
            p = rules[rules[MEM] + k]
            people = touch(state, p, people)
            state[state[MASKS] + p] &= ~(np.int64(1) << state[state[SLOT] + y])
    return people


@compiled
def swapped(rules: Any, state: Any, m: Any, t: Any, n: Any) -> None:
    """Takes out what was collected and puts m into slot t."""
    for i in range(n):
        y = state[state[CHAIN] + i]
        for k in range(rules[rules[MEM_PTR] + y], rules[rules[MEM_PTR] + y + 1]):
            state[state[AT] + rules[rules[MEM] + k] * rules[SLOTS] + state[state[SLOT] + y]] = -1
        shift(rules, state, y, np.int64(-1))
    for k in range(rules[rules[MEM_PTR] + m], rules[rules[MEM_PTR] + m + 1]):
        state[state[AT] + rules[rules[MEM] + k] * rules[SLOTS] + t] = m
    shift(rules, state, m, t)


@compiled
def insert(rules: Any, state: Any, heat: float) -> None:
    """Puts a meeting that is out into a slot, and takes out what is in the way; kept or not."""
    m = state[state[OUT] + below(state, state[OUTSIDE])]
    t = slot_for(rules, state, m, np.int64(-1))
    if (rules[rules[ALLOWED] + m] >> t) & 1 == 0:
        return
    state[CUR] += 1
    n = displaced(rules, state, m, t)
    if n < 0 or (rules[TRAVELS] != 0 and not near(rules, state, m, t)):
        return
    people = emptied(rules, state, n)
    delta = -rules[rules[PRICE] + m] - rules[MOVE_PRICE] * int(rules[rules[PREV] + m] == t)
    for i in range(n):
        y = state[state[CHAIN] + i]
        delta += rules[rules[PRICE] + y]
        delta += rules[MOVE_PRICE] * int(rules[rules[PREV] + y] == state[state[SLOT] + y])
    for k in range(rules[rules[MEM_PTR] + m], rules[rules[MEM_PTR] + m + 1]):
        p = rules[rules[MEM] + k]
        people = touch(state, p, people)
        state[state[MASKS] + p] |= np.int64(1) << t
    for i in range(people):
        p = state[state[PLIST] + i]
        mask = state[state[MASKS] + p]
        delta += rules[rules[COST] + breaks_in(rules, mask)] - rules[rules[COST] + state[state[BREAKS] + p]]
        if rules[RESTS] != 0 and tired(rules, mask, rules[rules[LIMIT] + p]):
            return
    if delta <= bearable(state, heat):
        swapped(rules, state, m, t, n)
        for i in range(people):
            p = state[state[PLIST] + i]
            settle(rules, state, p, state[state[MASKS] + p])

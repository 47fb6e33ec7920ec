"""Kempe chains between two slots, compiled: a meeting changes slot, what it displaces goes the other way."""

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
    GAP,
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
    PEOPLE,
    PLIST,
    PREV,
    RESOURCES,
    RESTS,
    SEATED,
    SEEN,
    SITE,
    SITES,
    SIZE,
    SLOT,
    SLOTS,
    TABLES,
    TRAVELS,
    USED,
    bearable,
    below,
    beside,
    breaks_in,
    chosen,
    compiled,
    first_of,
    settle,
    shift,
    tired,
)

LONGEST = 48  # the longest chain that is tried
TRIED = 6  # meetings looked at where one has to make room
SLACK = 2  # what is hoped of them
BACK = 2  # chains that may go back
BEST_OF_ALL, ASIDE = 2, 6  # of eight slots tried, the best ones; with those beside another meeting


@compiled
def grow(rules: Any, state: Any, start: Any, t1: Any, t2: Any, n: Any) -> Any:
    """Adds to the chain all that `start` displaces between two slots; the new length, or -1 if it cannot."""
    cur = state[CUR]
    i = n
    state[state[CHAIN] + n] = start
    state[state[MARK] + start] = cur
    n += 1
    while i < n:
        x = state[state[CHAIN] + i]
        i += 1
        to = t1 if state[state[SLOT] + x] == t2 else t2
        if rules[rules[ALLOWED] + x] >> to & 1 == 0:
            return -1
        for k in range(rules[rules[MEM_PTR] + x], rules[rules[MEM_PTR] + x + 1]):
            y = state[state[AT] + rules[rules[MEM] + k] * rules[SLOTS] + to]
            if y >= 0 and state[state[MARK] + y] != cur:
                if n >= LONGEST:
                    return -1
                state[state[CHAIN] + n] = y
                state[state[MARK] + y] = cur
                n += 1
    return n


@compiled
def asks(rules: Any, x: Any, r: Any) -> Any:
    """How much of a resource a meeting takes; with r = -1, how many tables."""
    if r < 0:
        return rules[rules[SEATED] + x]
    for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
        if rules[rules[NEED] + k] == r:
            return np.int64(1)
    return np.int64(0)


@compiled
def short_of(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """What the chain would make short: twice the resource (-1 for tables) for the second slot, and one more
    for the first; -3 for nothing."""
    for r in range(-1, rules[RESOURCES]):
        more = np.int64(0)
        for i in range(n):
            x = state[state[CHAIN] + i]
            here = asks(rules, x, r)
            more += here if state[state[SLOT] + x] == t1 else -here
        if more == 0:
            continue
        t = t2 if more > 0 else t1
        if r < 0:
            used, amount = state[state[LOAD] + t], rules[rules[TABLES] + t]
        else:
            used = state[state[USED] + r * rules[SLOTS] + t]
            amount = rules[rules[AMOUNTS] + r * rules[SLOTS] + t]
        if used + abs(more) > amount:
            return 2 * r + int(more < 0)
    return np.int64(-3)


@compiled
def gentlest(rules: Any, state: Any, t: Any, to: Any, r: Any) -> Any:
    """Of a few meetings in slot t that have a table (r = -1) or resource r, the one that goes to another slot
    at the least cost; those that displace others last. -1 if there is none."""
    size = state[state[COUNT] + t]
    if size == 0:
        return np.int64(-1)
    best, least = np.int64(-1), np.int64(1 << 40)
    turn = (np.int64(1) << t) | (np.int64(1) << to)
    first = below(state, size)
    for i in range(min(size, TRIED)):
        z = state[state[HELD] + t * rules[SIZE] + (first + i) % size]
        if (
            state[state[MARK] + z] == state[CUR]
            or rules[rules[ALLOWED] + z] >> to & 1 == 0
            or asks(rules, z, r) == 0
        ):
            continue
        cost = np.int64(0)
        for k in range(rules[rules[MEM_PTR] + z], rules[rules[MEM_PTR] + z + 1]):
            p = rules[rules[MEM] + k]
            mask = state[state[BUSY] + p]
            if mask >> to & 1 == 0:
                cost += rules[rules[COST] + breaks_in(rules, mask ^ turn)]
                cost -= rules[rules[COST] + state[state[BREAKS] + p]]
            else:
                cost += 1
        if cost < least:
            best, least = z, cost
    return best


@compiled
def balanced(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """Where a slot would have too few tables or too little of a resource, adds chains that go back; the new
    length, or -1 if in vain."""
    for _ in range(BACK):
        short = short_of(rules, state, t1, t2, n)
        if short == -3:
            return n
        t = t1 if short & 1 else t2
        z = gentlest(rules, state, t, t1 + t2 - t, short >> 1)
        if z < 0:
            return -1
        n = grow(rules, state, z, t1, t2, n)
        if n < 0:
            return -1
    return n if short_of(rules, state, t1, t2, n) == -3 else -1


@compiled
def moved_to(state: Any, j: Any, t1: Any, t2: Any) -> Any:
    """Where meeting j is after the chain."""
    s = state[state[SLOT] + j]
    if s >= 0 and state[state[MARK] + j] == state[CUR]:
        return t2 if s == t1 else t1
    return int(s)


@compiled
def in_order(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> bool:
    """Whether every “after” holds once the chain has moved."""
    for i in range(n):
        x = state[state[CHAIN] + i]
        s = t2 if state[state[SLOT] + x] == t1 else t1
        for k in range(rules[rules[BEF_PTR] + x], rules[rules[BEF_PTR] + x + 1]):
            if moved_to(state, rules[rules[BEF] + k], t1, t2) >= s:
                return False
        for k in range(rules[rules[BEH_PTR] + x], rules[rules[BEH_PTR] + x + 1]):
            j = moved_to(state, rules[rules[BEH] + k], t1, t2)
            if 0 <= j <= s:
                return False
    return True


@compiled
def gap_of(rules: Any, x: Any, y: Any) -> Any:
    """The idle slots that the way between two meetings takes."""
    return rules[rules[GAP] + rules[rules[SITE] + x] * rules[SITES] + rules[rules[SITE] + y]]


@compiled
def reachable(rules: Any, state: Any, p: Any, t1: Any, t2: Any) -> bool:
    """Whether a person can travel, once what they have in two slots has changed places."""
    row = state[AT] + p * rules[SLOTS]
    rest = state[state[BUSY] + p] & ~((np.int64(1) << t1) | (np.int64(1) << t2))
    first, second = state[row + t2], state[row + t1]  # after the change
    if (
        first >= 0
        and second >= 0
        and rules[rules[DAY] + t1] == rules[rules[DAY] + t2]
        and abs(t1 - t2) <= gap_of(rules, first, second)
    ):
        return False
    for turn in range(2):
        x, s = (first, t1) if turn == 0 else (second, t2)
        if x < 0:
            continue
        same = rest & rules[rules[DAYS] + rules[rules[DAY] + s]]
        while same != 0:
            t = first_of(same)
            same &= same - 1
            if abs(t - s) <= gap_of(rules, x, state[row + t]):
                return False
    return True


@compiled
def exchange(rules: Any, state: Any, t1: Any, t2: Any, n: Any, people: Any) -> None:
    """Applies a chain."""
    for i in range(people):
        p = state[state[PLIST] + i]
        first, second = (state[state[AT] + p * rules[SLOTS] + t1], state[state[AT] + p * rules[SLOTS] + t2])
        state[state[AT] + p * rules[SLOTS] + t1] = second
        state[state[AT] + p * rules[SLOTS] + t2] = first
        settle(rules, state, p, state[state[MASKS] + p])
    for i in range(n):
        x = state[state[CHAIN] + i]
        s = state[state[SLOT] + x]
        shift(rules, state, x, t2 if s == t1 else t1)


@compiled
def touched(rules: Any, state: Any, t1: Any, t2: Any, first: Any, n: Any, people: Any) -> Any:
    """Lists the people of a part of the chain with their busy slots after it, beside those who are listed;
    how many then, -1 if one cannot."""
    turn = (np.int64(1) << t1) | (np.int64(1) << t2)
    cur = state[CUR]
    for i in range(first, n):
        x = state[state[CHAIN] + i]
        for k in range(rules[rules[MEM_PTR] + x], rules[rules[MEM_PTR] + x + 1]):
            p = rules[rules[MEM] + k]
            if state[state[SEEN] + p] == cur:
                continue
            state[state[SEEN] + p] = cur
            state[state[PLIST] + people] = p
            people += 1
            mask = state[state[BUSY] + p]
            row = state[AT] + p * rules[SLOTS]
            if (state[row + t1] >= 0) != (state[row + t2] >= 0):
                mask ^= turn
                if rules[RESTS] != 0 and tired(rules, mask, rules[rules[LIMIT] + p]):
                    return -1
            if rules[TRAVELS] != 0 and not reachable(rules, state, p, t1, t2):
                return -1
            state[state[MASKS] + p] = mask
    return people


@compiled
def dearer(rules: Any, state: Any, first: Any, people: Any) -> Any:
    """What the new days of a part of those listed cost more."""
    delta = np.int64(0)
    for i in range(first, people):
        p = state[state[PLIST] + i]
        mask = state[state[MASKS] + p]
        if mask != state[state[BUSY] + p]:
            delta += rules[rules[COST] + breaks_in(rules, mask)]
            delta -= rules[rules[COST] + state[state[BREAKS] + p]]
    return delta


@compiled
def strayed(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """How many meetings more are not where they were before, after the chain."""
    more = np.int64(0)
    for i in range(n):
        x = state[state[CHAIN] + i]
        home = rules[rules[PREV] + x]
        if home >= 0:
            s = state[state[SLOT] + x]
            more += int((t2 if s == t1 else t1) != home) - int(s != home)
    return more


@compiled
def better_slots(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """The slots in which everybody of a meeting is idle where it costs its first two people the fewest
    breaks; 0 when there is none."""
    here = np.int64(0) if t < 0 else np.int64(1) << t
    first, last = rules[rules[MEM_PTR] + m], rules[rules[MEM_PTR] + m + 1]
    free = rules[rules[ALLOWED] + m] & ~here
    for k in range(first, last):
        free &= ~state[state[BUSY] + rules[rules[MEM] + k]]
    one, both, far = beside(rules, state, rules[rules[MEM] + first], m, here)
    one_, both_, far_ = beside(rules, state, rules[rules[MEM] + first + 1], m, here)
    free &= ~(far | far_)
    for level in range(4):
        if level == 0:
            good = both & both_
        elif level == 1:
            good = both & one_ | one & both_
        elif level == 2:
            good = one & one_ | both | both_
        else:
            good = one | one_
        if good & free != 0:
            return good & free
    return free


@compiled
def slot_for(rules: Any, state: Any, m: Any, t: Any) -> Any:
    """A slot to try for a meeting: one that costs the fewest breaks, one before or after another meeting of
    one of its people, or any. For a meeting that is out, t is -1."""
    way = below(state, np.int64(8))
    good = np.int64(0)
    if way < BEST_OF_ALL:
        good = better_slots(rules, state, m, t)
    elif way < ASIDE:
        first = rules[rules[MEM_PTR] + m]
        p = rules[rules[MEM] + first + below(state, rules[rules[MEM_PTR] + m + 1] - first)]
        here = np.int64(0) if t < 0 else np.int64(1) << t
        one, _, _ = beside(rules, state, p, m, here)
        good = one & rules[rules[ALLOWED] + m] & ~(state[state[BUSY] + p] | here)
    if good == 0:
        return below(state, rules[SLOTS])
    return chosen(state, good)


@compiled
def picked(rules: Any, state: Any) -> Any:
    """A meeting to move: half of the time one of a person who has breaks."""
    if below(state, np.int64(2)) == 0:
        p = below(state, rules[PEOPLE])
        if state[state[BREAKS] + p] > 0:
            return state[state[AT] + p * rules[SLOTS] + chosen(state, state[state[BUSY] + p])]
    return below(state, rules[SIZE])


@compiled
def kempe(rules: Any, state: Any, heat: float) -> None:
    """One chain between two slots, kept or not."""
    m = picked(rules, state)
    t1 = state[state[SLOT] + m]
    if t1 < 0:
        return
    t2 = slot_for(rules, state, m, t1)
    if t2 == t1 or rules[rules[ALLOWED] + m] >> t2 & 1 == 0:
        return
    state[CUR] += 1
    n = grow(rules, state, m, t1, t2, np.int64(0))
    people = touched(rules, state, t1, t2, np.int64(0), n, np.int64(0)) if n > 0 else np.int64(-1)
    if people < 0:
        return
    most = bearable(state, heat)
    delta = dearer(rules, state, np.int64(0), people)
    if delta > most + SLACK + 2 * rules[MOVE_PRICE]:
        return
    whole = balanced(rules, state, t1, t2, n)
    if whole <= 0 or (rules[ORDERED] != 0 and not in_order(rules, state, t1, t2, whole)):
        return
    everybody = touched(rules, state, t1, t2, n, whole, people)
    if everybody < 0:
        return
    delta += dearer(rules, state, people, everybody)
    if rules[MOVE_PRICE] != 0:
        delta += rules[MOVE_PRICE] * strayed(rules, state, t1, t2, whole)
    if delta <= most:
        exchange(rules, state, t1, t2, whole, everybody)

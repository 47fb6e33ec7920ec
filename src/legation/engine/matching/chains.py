"""Kempe chains between two slots, compiled: a meeting changes slot, what it displaces goes the other way."""

from __future__ import annotations

from typing import Any

import numpy as np

from legation.engine.matching.arrays import (
    AMOUNTS,
    BEF,
    BEF_PTR,
    BEH,
    BEH_PTR,
    CHAIN,
    COST,
    COUNT,
    DAY,
    DAYS,
    DAYS_TRIED,
    GAP,
    LIMIT,
    LOAD,
    MOVE_PRICE,
    ORDERED,
    PLIST,
    PREV,
    RESOURCES,
    RESTS,
    SITE,
    SITES,
    SLOTS,
    TABLES,
    TRAVELS,
    USED,
    bearable,
    below,
    breaks_in,
    compiled,
    first_of,
    tired,
)
from legation.engine.matching.choosing import picked, slot_for
from legation.engine.matching.records import (
    allowed,
    asks,
    at,
    breaks_of,
    busy,
    held,
    mark,
    marked,
    member,
    needy,
    next_move,
    seats,
    see,
    seen,
    set_at,
    slot_of,
)
from legation.engine.matching.sums import settle, shift

LONGEST = 48  # the longest chain that is tried
TRIED = 6  # meetings looked at where one has to make room
SLACK = 2  # what is hoped of them
BACK = 2  # chains that may go back


@compiled
def grow(rules: Any, state: Any, start: Any, t1: Any, t2: Any, n: Any) -> Any:
    """Adds to the chain all that `start` displaces between two slots; the new length, or -1 if it cannot."""
    i = n
    state[state[CHAIN] + n] = start
    mark(state, start)
    n += 1
    while i < n:
        x = state[state[CHAIN] + i]
        i += 1
        to = t1 if slot_of(state, x) == t2 else t2
        if allowed(state, x) >> to & 1 == 0:
            return -1
        for k in range(seats(rules, x)):
            y = at(state, member(rules, state, x, k), to)
            if y >= 0 and not marked(state, y):
                if n >= LONGEST:
                    return -1
                state[state[CHAIN] + n] = y
                mark(state, y)
                n += 1
    return n


@compiled
def short_of(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """What the chain would make short: twice the resource (-1 for tables) for the second slot, and one more
    for the first; -3 for nothing."""
    resources = np.int64(0)
    if rules[RESOURCES] != 0:
        for i in range(n):
            if needy(state, state[state[CHAIN] + i]):
                resources = rules[RESOURCES]
                break
    for r in range(-1, resources):
        more = np.int64(0)
        for i in range(n):
            x = state[state[CHAIN] + i]
            here = asks(rules, state, x, r)
            more += here if slot_of(state, x) == t1 else -here
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
        z = held(state, t, (first + i) % size)
        if marked(state, z) or allowed(state, z) >> to & 1 == 0 or asks(rules, state, z, r) == 0:
            continue
        cost = np.int64(0)
        for k in range(seats(rules, z)):
            p = member(rules, state, z, k)
            mask = busy(state, p)
            if mask >> to & 1 == 0:
                cost += rules[rules[COST] + breaks_in(rules, mask ^ turn)]
                cost -= rules[rules[COST] + breaks_of(state, p)]
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
    s = slot_of(state, j)
    if s >= 0 and marked(state, j):
        return t2 if s == t1 else t1
    return int(s)


@compiled
def in_order(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> bool:
    """Whether every “after” holds once the chain has moved."""
    for i in range(n):
        x = state[state[CHAIN] + i]
        s = t2 if slot_of(state, x) == t1 else t1
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
    rest = busy(state, p) & ~((np.int64(1) << t1) | (np.int64(1) << t2))
    first, second = at(state, p, t2), at(state, p, t1)  # after the change
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
            if abs(t - s) <= gap_of(rules, x, at(state, p, t)):
                return False
    return True


@compiled
def exchange(rules: Any, state: Any, t1: Any, t2: Any, n: Any, people: Any) -> None:
    """Applies a chain."""
    for i in range(people):
        p = state[state[PLIST] + i]
        first, second = at(state, p, t1), at(state, p, t2)
        set_at(state, p, t1, second)
        set_at(state, p, t2, first)
        settle(rules, state, p, state[state[DAYS_TRIED] + i])
    for i in range(n):
        x = state[state[CHAIN] + i]
        s = slot_of(state, x)
        shift(rules, state, x, t2 if s == t1 else t1)


@compiled
def touched(rules: Any, state: Any, t1: Any, t2: Any, first: Any, n: Any, people: Any) -> Any:
    """Lists the people of a part of the chain with their busy slots after it, beside those who are listed;
    how many then, -1 if one cannot."""
    turn = (np.int64(1) << t1) | (np.int64(1) << t2)
    for i in range(first, n):
        x = state[state[CHAIN] + i]
        for k in range(seats(rules, x)):
            p = member(rules, state, x, k)
            if seen(state, p):
                continue
            see(state, p)
            state[state[PLIST] + people] = p
            mask = busy(state, p)
            if (mask >> t1 ^ mask >> t2) & 1 != 0:
                mask ^= turn
                if rules[RESTS] != 0 and tired(rules, mask, rules[rules[LIMIT] + p]):
                    return -1
            if rules[TRAVELS] != 0 and not reachable(rules, state, p, t1, t2):
                return -1
            state[state[DAYS_TRIED] + people] = mask
            people += 1
    return people


@compiled
def dearer(rules: Any, state: Any, first: Any, people: Any) -> Any:
    """What the new days of a part of those listed cost more."""
    delta = np.int64(0)
    for i in range(first, people):
        p = state[state[PLIST] + i]
        mask = state[state[DAYS_TRIED] + i]
        if mask != busy(state, p):
            delta += rules[rules[COST] + breaks_in(rules, mask)]
            delta -= rules[rules[COST] + breaks_of(state, p)]
    return delta


@compiled
def strayed(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """How many meetings more are not where they were before, after the chain."""
    more = np.int64(0)
    for i in range(n):
        x = state[state[CHAIN] + i]
        home = rules[rules[PREV] + x]
        if home >= 0:
            s = slot_of(state, x)
            more += int((t2 if s == t1 else t1) != home) - int(s != home)
    return more


@compiled
def kempe(rules: Any, state: Any, heat: float) -> None:
    """One chain between two slots, kept or not."""
    m = picked(rules, state)
    t1 = slot_of(state, m)
    if t1 < 0:
        return
    t2 = slot_for(rules, state, m, t1)
    if t2 == t1 or allowed(state, m) >> t2 & 1 == 0:
        return
    next_move(rules, state)
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

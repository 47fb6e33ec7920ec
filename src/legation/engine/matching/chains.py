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
    accepted,
    below,
    breaks_in,
    compiled,
    settle,
    shift,
    tired,
)

LONGEST = 48  # the longest chain that is tried


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
def flow(rules: Any, state: Any, n: Any, t1: Any) -> Any:
    """How many tables more the chain asks for in the second slot."""
    more = 0
    for i in range(n):
        x = state[state[CHAIN] + i]
        if rules[rules[SEATED] + x] != 0:
            more += 1 if state[state[SLOT] + x] == t1 else -1
    return more


@compiled
def balanced(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """Where a slot would have too few tables, adds a chain that goes back; -1 if in vain."""
    more = flow(rules, state, n, t1)
    if state[state[LOAD] + t2] + more > rules[rules[TABLES] + t2]:
        crowded = t2
    elif state[state[LOAD] + t1] - more > rules[rules[TABLES] + t1]:
        crowded = t1
    else:
        return n
    if state[state[COUNT] + crowded] == 0:
        return -1
    z = state[state[HELD] + crowded * rules[SIZE] + below(state, state[state[COUNT] + crowded])]
    if state[state[MARK] + z] == state[CUR] or rules[rules[SEATED] + z] == 0:
        return -1
    n = grow(rules, state, z, t1, t2, n)
    if n < 0:
        return -1
    more = flow(rules, state, n, t1)
    if (
        state[state[LOAD] + t2] + more > rules[rules[TABLES] + t2]
        or state[state[LOAD] + t1] - more > rules[rules[TABLES] + t1]
    ):
        return -1
    return n


@compiled
def supplied(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> bool:
    """Whether the resources suffice in both slots after the chain."""
    for r in range(rules[RESOURCES]):
        more = 0
        for i in range(n):
            x = state[state[CHAIN] + i]
            for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
                if rules[rules[NEED] + k] == r:
                    more += 1 if state[state[SLOT] + x] == t1 else -1
        if (
            more > 0
            and state[state[USED] + r * rules[SLOTS] + t2] + more
            > rules[rules[AMOUNTS] + r * rules[SLOTS] + t2]
        ):
            return False
        if (
            more < 0
            and state[state[USED] + r * rules[SLOTS] + t1] - more
            > rules[rules[AMOUNTS] + r * rules[SLOTS] + t1]
        ):
            return False
    return True


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
def reachable(rules: Any, state: Any, p: Any, t1: Any, t2: Any) -> bool:
    """Whether a person can travel, once what they have in two slots has changed places."""
    for turn in range(2):
        s = t1 if turn == 0 else t2
        x = state[state[AT] + p * rules[SLOTS] + (t2 if turn == 0 else t1)]
        if x < 0:
            continue
        for t in range(rules[SLOTS]):
            if t == s or rules[rules[DAY] + t] != rules[rules[DAY] + s]:
                continue
            source = t2 if t == t1 else (t1 if t == t2 else t)
            y = state[state[AT] + p * rules[SLOTS] + source]
            if (
                y >= 0
                and abs(t - s)
                <= rules[rules[GAP] + rules[rules[SITE] + x] * rules[SITES] + rules[rules[SITE] + y]]
            ):
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
def allowed(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> bool:
    """Whether resources suffice and every “after” holds once the chain has moved."""
    if rules[RESOURCES] > 0 and not supplied(rules, state, t1, t2, n):
        return False
    return bool(rules[ORDERED] == 0 or in_order(rules, state, t1, t2, n))


@compiled
def touched(rules: Any, state: Any, t1: Any, t2: Any, n: Any) -> Any:
    """Lists the people of the chain with their busy slots after it; how many, -1 if one cannot."""
    turn = (np.int64(1) << t1) | (np.int64(1) << t2)
    cur = state[CUR]
    people = np.int64(0)
    for i in range(n):
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
def kempe(rules: Any, state: Any, heat: float) -> None:
    """One chain between two slots, kept or not."""
    m = below(state, rules[SIZE])
    t1 = state[state[SLOT] + m]
    if t1 < 0:
        return
    t2 = below(state, rules[SLOTS])
    if t2 == t1 or rules[rules[ALLOWED] + m] >> t2 & 1 == 0:
        return
    state[CUR] += 1
    n = grow(rules, state, m, t1, t2, np.int64(0))
    if n > 0:
        n = balanced(rules, state, t1, t2, n)
    if n <= 0 or not allowed(rules, state, t1, t2, n):
        return
    people = touched(rules, state, t1, t2, n)
    if people < 0:
        return
    delta = np.int64(0)
    for i in range(people):
        p = state[state[PLIST] + i]
        mask = state[state[MASKS] + p]
        if mask != state[state[BUSY] + p]:
            delta += rules[rules[COST] + breaks_in(rules, mask)]
            delta -= rules[rules[COST] + state[state[BREAKS] + p]]
    for i in range(n):
        x = state[state[CHAIN] + i]
        home = rules[rules[PREV] + x]
        if home >= 0:
            s = state[state[SLOT] + x]
            delta += rules[MOVE_PRICE] * (int((t2 if s == t1 else t1) != home) - int(s != home))
    if accepted(state, delta, heat):
        exchange(rules, state, t1, t2, n, people)

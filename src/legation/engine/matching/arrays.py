"""What the compiled search works on, and the changes that keep its sums right.

Imported only by the planner, since compiling and loading take time. Everything is arrays: people, meetings
and slots by index from 0, sets of slots as the bits of an int64. Nothing here allocates.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any, TypeVar, cast
from zlib import crc32

import numpy as np
from numba import njit

F = TypeVar("F", bound=Any)
# Heads of the two arrays. In `rules`, sizes and switches come first; the other names, as most of `state`, say
# where in the array something begins: `rules[rules[ALLOWED] + m]` are the slots of meeting m.
SIZE, PEOPLE, SLOTS, DAY_COUNT, SITES, RESOURCES, RESTS, TRAVELS, ORDERED, MOVE_PRICE, STRIDE, FIRSTS = range(
    12
)
MEM_PTR, MEM, BEF_PTR, BEF, BEH_PTR, BEH, NEED_PTR, NEED = range(12, 20)  # lists: [ptr[m]:ptr[m + 1]]
ALLOWED, PRICE, WEIGHT, PREV, SEATED, SITE = range(20, 26)  # by meeting; weight is -1 when mandatory
LIMIT, TABLES, DAY, DAYS = range(26, 30)  # by person, by slot, by slot, by day
AMOUNTS, GAP = range(30, 32)  # resource by slot, site by site
COST, OVER = range(32, 34)  # by breaks: what so many cost a person, how many are beyond the fair number
RULES_HEAD = 34

MUST, EXCESS, LOST, MOVED, BROKEN, OUTSIDE, BEST_HIGH, BEST_LOW, CUR, RNG = range(10)  # sums, best, marks
SLOT, OUT, WHERE, BEST, MARK = range(10, 15)  # by meeting; `WHERE` in `OUT` or in its slot's list
BUSY, BREAKS, SEEN, PLIST, MASKS = range(15, 20)  # by person
LOAD, COUNT = range(20, 22)  # by slot
AT, USED, HELD = range(22, 25)  # person by slot, resource by slot, slot by place in its list
CHAIN = 25
STATE_HEAD = 26


_CODE: list[str] = []


def compiled(function: F) -> F:
    """Compiles into whatever calls it, without the lock of the interpreter."""
    code = function.__code__
    _CODE.append(f"{code.co_name}{code.co_code.hex()}{code.co_consts}{code.co_names}")
    return cast("F", njit(nogil=True, error_model="numpy")(function))


def kept(signature: str) -> Callable[[F], F]:
    """Compiles at once, and keeps the result on disk for the next start."""

    def compile_(function: F) -> F:
        return cast("F", njit(signature, cache=True, nogil=True, error_model="numpy")(function))

    return compile_


def fingerprint() -> int:
    """A number that changes with the code of what was compiled so far, never 0. What is kept on disk is known
    by its own file only; used inside, this number makes it known by the files that it is made of as well."""
    return crc32("".join(_CODE).encode()) or 1


@compiled
def below(state: Any, n: Any) -> Any:
    """A random whole number from 0 to n - 1 (xorshift64*)."""
    x = np.uint64(state[RNG])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[RNG] = np.int64(x)
    y = x * np.uint64(2685821657736338717)
    return np.int64((y >> np.uint64(32)) * np.uint64(n) >> np.uint64(32))


@compiled
def ones(mask: Any) -> Any:
    """The number of bits that are set."""
    v = np.uint64(mask)
    v = v - (v >> np.uint64(1) & np.uint64(0x5555555555555555))
    v = (v & np.uint64(0x3333333333333333)) + (v >> np.uint64(2) & np.uint64(0x3333333333333333))
    v = v + (v >> np.uint64(4)) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64(v * np.uint64(0x0101010101010101) >> np.uint64(56))


@compiled
def breaks_in(rules: Any, mask: Any) -> Any:
    """On each day, runs of busy slots minus one."""
    total = ones(mask & ~(mask << 1 & ~rules[FIRSTS]))
    for k in range(rules[DAY_COUNT]):
        if mask & rules[rules[DAYS] + k] != 0:
            total -= 1
    return total


@compiled
def first_of(mask: Any) -> Any:
    """The first slot of a set that is not empty."""
    return ones((mask & -mask) - 1)


@compiled
def beside(rules: Any, state: Any, p: Any, m: Any, here: Any) -> Any:
    """Where a person could have a meeting as well, their day without the slots `here` taken as it is: the
    slots right before or after a meeting at the same place, or on an idle day; those between two such; those
    that travel forbids. In the first there is no break more, in the second one less."""
    mask = state[state[BUSY] + p] & ~here
    near, far = mask, np.int64(0)
    if rules[TRAVELS] != 0:
        gaps = rules[GAP] + rules[rules[SITE] + m] * rules[SITES]
        rest = mask
        while rest != 0:
            t = first_of(rest)
            rest &= rest - 1
            gap = rules[gaps + rules[rules[SITE] + state[state[AT] + p * rules[SLOTS] + t]]]
            if gap > 0:
                near &= ~(np.int64(1) << t)
                low = max(np.int64(0), t - gap)
                width = min(rules[SLOTS] - 1, t + gap) - low + 1
                block = np.int64(-1) if width > 63 else (np.int64(1) << width) - 1
                far |= block << low & rules[rules[DAYS] + rules[rules[DAY] + t]]
    after = near << 1 & ~rules[FIRSTS]
    before = (near & ~rules[FIRSTS]) >> 1 & np.int64(0x7FFFFFFFFFFFFFFF)
    one = after | before
    for k in range(rules[DAY_COUNT]):
        day = rules[rules[DAYS] + k]
        if mask & day == 0:
            one |= day
    return one & ~far, after & before & ~far, far


@compiled
def chosen(state: Any, mask: Any) -> Any:
    """One of the slots of a set that is not empty."""
    rest = mask
    for _ in range(below(state, ones(mask))):
        rest &= rest - 1
    return first_of(rest)


@compiled
def tired(rules: Any, mask: Any, limit: Any) -> bool:
    """Whether more than `limit` busy slots stand in a row on a day."""
    for k in range(rules[DAY_COUNT]):
        on = mask & rules[rules[DAYS] + k]
        for _ in range(limit):
            on &= on << 1
            if on == 0:
                break
        if on != 0:
            return True
    return False


@compiled
def bearable(state: Any, heat: float) -> float:
    """What a move may cost to be kept (Metropolis): nothing always, more the less often the colder it is."""
    u = (below(state, np.int64(1 << 30)) + 1) / (1 << 30)
    return float(-heat * log(u))


@compiled
def enlist(rules: Any, state: Any, m: Any, t: Any) -> None:
    """Adds a meeting to its slot's list, or to those left out (t = -1)."""
    if t < 0:
        n = state[OUTSIDE]
        state[state[OUT] + n] = m
        state[state[WHERE] + m] = n
        state[OUTSIDE] = n + 1
    else:
        n = state[state[COUNT] + t]
        state[state[HELD] + t * rules[SIZE] + n] = m
        state[state[WHERE] + m] = n
        state[state[COUNT] + t] = n + 1


@compiled
def delist(rules: Any, state: Any, m: Any, t: Any) -> None:
    """Takes a meeting from its slot's list, or from those left out (t = -1)."""
    k = state[state[WHERE] + m]
    if t < 0:
        n = state[OUTSIDE] - 1
        other = state[state[OUT] + n]
        state[state[OUT] + k] = other
        state[OUTSIDE] = n
    else:
        n = state[state[COUNT] + t] - 1
        other = state[state[HELD] + t * rules[SIZE] + n]
        state[state[HELD] + t * rules[SIZE] + k] = other
        state[state[COUNT] + t] = n
    state[state[WHERE] + other] = k


@compiled
def settle(rules: Any, state: Any, p: Any, mask: Any) -> None:
    """Gives a person new busy slots and keeps the sums."""
    if mask != state[state[BUSY] + p]:
        now = breaks_in(rules, mask)
        was = state[state[BREAKS] + p]
        state[BROKEN] += now - was
        state[EXCESS] += rules[rules[OVER] + now] - rules[rules[OVER] + was]
        state[state[BREAKS] + p] = now
        state[state[BUSY] + p] = mask


@compiled
def shift(rules: Any, state: Any, x: Any, t: Any) -> None:
    """Brings a meeting from where it is to slot t, or out (t = -1), and keeps the sums; not people's days."""
    s = state[state[SLOT] + x]
    delist(rules, state, x, s)
    enlist(rules, state, x, t)
    state[state[SLOT] + x] = t
    for turn in range(2):
        slot = s if turn == 0 else t
        by = 2 * turn - 1
        if slot >= 0:
            state[state[LOAD] + slot] += by * rules[rules[SEATED] + x]
            for k in range(rules[rules[NEED_PTR] + x], rules[rules[NEED_PTR] + x + 1]):
                state[state[USED] + rules[rules[NEED] + k] * rules[SLOTS] + slot] += by
    if (s < 0) != (t < 0):
        by = 1 if t < 0 else -1
        if rules[rules[WEIGHT] + x] < 0:
            state[MUST] += by
        else:
            state[LOST] += by * rules[rules[WEIGHT] + x]
    if rules[rules[PREV] + x] >= 0:
        state[MOVED] += int(t != rules[rules[PREV] + x]) - int(s != rules[rules[PREV] + x])


@compiled
def keep(rules: Any, state: Any) -> bool:
    """Remembers the state if it is the best so far."""
    high = state[MUST] + state[EXCESS] << 32 | state[LOST]
    low = state[MOVED] << 32 | state[BROKEN]
    if high < state[BEST_HIGH] or (high == state[BEST_HIGH] and low < state[BEST_LOW]):
        state[BEST_HIGH] = high
        state[BEST_LOW] = low
        for k in range(rules[SIZE]):
            state[state[BEST] + k] = state[state[SLOT] + k]
        return True
    return False

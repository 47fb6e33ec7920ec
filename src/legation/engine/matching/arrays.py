"""What the compiled search works on, and the changes that keep its sums right.

Imported only by the planner, since compiling and loading take time. Everything is arrays: people, meetings
and slots by index from 0, sets of slots as the bits of an int64. Nothing here allocates. What a move touches
of a meeting is 16 bytes, and of a person mostly 32 (see `records`), so that large rounds stay in the cache.
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
# where in the array something begins: `rules[rules[PRICE] + m]` is the price of meeting m.
SIZE, PEOPLE, SLOTS, DAY_COUNT, SITES, RESOURCES, RESTS, TRAVELS, ORDERED, MOVE_PRICE, STRIDE, FIRSTS = range(
    12
)
MEM_PTR, MEM, BEF_PTR, BEF, BEH_PTR, BEH, NEED_PTR, NEED = range(12, 20)  # lists: [ptr[m]:ptr[m + 1]]
PRICE, WEIGHT, PREV, SITE = range(20, 24)  # by meeting; weight is -1 when mandatory
LIMIT, TABLES, DAY, DAYS = range(24, 28)  # by person, by slot, by slot, by day
AMOUNTS, GAP = range(28, 30)  # resource by slot, site by site
COST, OVER = range(30, 32)  # by breaks: what so many cost a person, how many are beyond the fair number
PAIRS = 32  # whether every meeting has two people
RULES_HEAD = 33

MUST, EXCESS, LOST, MOVED, BROKEN, OUTSIDE, BEST_HIGH, BEST_LOW, CUR, RNG = range(10)  # sums, best, stamp
MEETINGS, PERSONS = range(10, 12)  # where their records begin; see `records`
OUT, WHERE, HELD = range(12, 15)  # cells: meetings left out, place in `OUT` or `HELD`, meetings of each slot
SEEN, BREAKS = range(15, 17)  # cells by person: stamp, breaks
BEST, PLIST, DAYS_TRIED, CHAIN = range(17, 21)  # by meeting; by place: people, their busy slots, meetings
LOAD, COUNT, USED = range(21, 24)  # by slot, by slot, resource by slot
WIDE, ROW = range(24, 26)  # words of a person's record, and of a slot's row in `HELD`
CEILING = 26  # the weight of wishes that may be out
STATE_HEAD = 27


_CODE: list[str] = []


def compiled(function: F) -> F:
    """Compiles into whatever calls it, without the lock of the interpreter."""
    code = function.__code__
    named = [(name, function.__globals__.get(name)) for name in code.co_names]
    numbers = [(name, value) for name, value in named if isinstance(value, int | float)]
    _CODE.append(f"{code.co_name}{code.co_code.hex()}{code.co_consts}{code.co_names}{numbers}")
    return cast("F", njit(nogil=True, error_model="numpy")(function))


def kept(signature: str) -> Callable[[F], F]:
    """Compiles at once, and keeps the result on disk for the next start."""

    def compile_(function: F) -> F:
        return cast("F", njit(signature, cache=True, nogil=True, error_model="numpy")(function))

    return compile_


def fingerprint() -> int:
    """A number that changes with the code of what was compiled so far and its constants,
    never 0. What is kept on disk is known
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

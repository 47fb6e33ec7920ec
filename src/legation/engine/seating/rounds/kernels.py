"""The compiled search: arrays in, arrays out, whole numbers only, so that a seed gives one plan everywhere.

Nothing imports this module when the engine is imported: it brings numba. Shapes: n people, t tables, s chairs
at the largest table (by standing, 0 the seat of honour), p language profiles, u units (people who share a
table and move as one).

who[n, 11]   profile, sector (-1 none), host, needs access, numbered, unit, pinned to the chair, table and
             place before (-1 none), 1 where the seat of honour is not asked of them, the table of
             their rank
unary[n, t]  the price of each person at each table
pair[n, n]   the price of two people side by side
share[p, p]  whether two profiles have a language in common; talk[p] whether the profile needs company
tie[2, ...]  people wished (0) and barred (1): `ties[k]` of person i from `at[i]` to `at[i + 1]`, both ways
unit         the people of each unit the same way; `free[u]` 1 where it may change tables
seats[t, 2]  chairs, chairs that can be reached
beside[t, s, 2]  the places that touch a place, -1 none
mine         the tables searched, in the order of honour; people elsewhere are as if not there
occ[t, s]    who sits where, -1 nobody: changed in place
count[t, 4]  people, hosts, who needs access, pairs of one sector; prof, heard[t, p] people of a profile and
             people who share a language with it; sector[t, c] people of a sector; at[n], place[n] where
             each person sits
rules        see the constants: prices, totals, then how to search
"""

# mypy: disable-error-code="untyped-decorator, no-any-return, return-value"

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import int16, int32, int64, njit, types, uint64

Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Longs = npt.NDArray[np.int64]

HARD = 100_000
FIRST = 60  # the price of the first in rank away from the seat of honour, while searching
PROFILE, SECTOR, HOST, NEEDS, NUMBERED, UNIT, PINNED, TABLE, PLACE, EXEMPT, HOME = range(11)
SIDES, LANGUAGES, SECTORS, PARTED, STEP, SHIFTED, HOSTS, PEOPLE = range(8)
MOVES, SEED, HOT, COLD, WITHIN, GAIN, ALONE, PICKY, LAST = range(8, 17)
SCALE = 1 << 20  # of temperatures
BLOCK = 512  # moves at one temperature
LOGS = 4096

I1 = types.Array(int32, 1, "C")
I2 = types.Array(int32, 2, "C")
I3 = types.Array(int32, 3, "C")
S2 = types.Array(int16, 2, "C")
L1 = types.Array(int64, 1, "C")
R1 = types.Array(uint64, 1, "C")


# who, unary, count, prof, heard, share, at, sector, wish_at, wishes, bar_at, bars, rules
TALLY = (I2, I2, I2, I2, I2, I2, I1, I2, I1, I1, I1, I1, L1)


def compiled(signature: Any, *, alone: bool = False) -> Any:
    """Compiles a kernel for its signature and keeps it. Kernels allocate nothing, so no references to arrays
    are counted: that alone took a third of the time. Arrays go in one by one, not in tuples, for the same
    reason. `alone` lets other threads run beside it."""
    return njit(signature, cache=True, nogil=alone, error_model="numpy", _nrt=False)  # type: ignore[call-overload]


@compiled(int64(R1, int64))
def draw(state: npt.NDArray[np.uint64], below: int) -> int:
    """A whole number from 0 up to `below` (at most 2**31), by xorshift64*."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    high = np.int64((x * np.uint64(2685821657736338717)) >> np.uint64(33))
    return (high * below) >> 31


@compiled(int64(I2, I2, int64, int64, I1, I2, int64, int64, L1))
def company(
    prof: Ints, heard: Ints, t: int, members: int, talk: Ints, share: Ints, gone: int, come: int, rules: Longs
) -> int:
    """The price of people left without a language at a table of `members`, one for each of two others they
    lack; one profile (-1 none) gone and one come."""
    need = 2 if members > 2 else members - 1
    price = 0
    for p in range(talk.shape[0]):
        if talk[p] == 0:
            continue
        own = prof[t, p]
        ears = heard[t, p] - share[p, p]
        if gone >= 0:
            ears -= share[p, gone]
            if gone == p:
                own -= 1
        if come >= 0:
            ears += share[p, come]
            if come == p:
                own += 1
        if own > 0 and ears < need:
            price += own * (need - ears)
    return rules[LANGUAGES] * price


@compiled(int64(int64, int64, L1))
def lean(hosts: int, members: int, rules: Longs) -> int:
    """The price of a table's sides against those of the whole party."""
    everyone = rules[PEOPLE]
    return rules[SIDES] * (abs(hosts * everyone - rules[HOSTS] * members) // everyone)


@compiled(types.void(I2, I2))
def copy(one: Ints, other: Ints) -> None:
    """Writes the first array over the second."""
    for t in range(one.shape[0]):
        for q in range(one.shape[1]):
            other[t, q] = one[t, q]


@compiled(types.void(I2, I2, int64, int64))
def rank_at(occ: Ints, rank: Ints, t: int, chairs: int) -> None:
    """The rank of each person among those at the table."""
    for q in range(chairs):
        x = occ[t, q]
        r = 0
        for z in range(chairs):
            if 0 <= occ[t, z] < x:
                r += 1
        rank[t, q] = r


@compiled(int64(int64, int64, int64, I2, L1))
def step(x: int, q: int, r: int, who: Ints, rules: Longs) -> int:
    """What a person of rank r at their table costs on place q."""
    if who[x, NUMBERED] == 0:
        return 0
    price = rules[STEP] * abs(q - r)
    if r == 0 and q > 0 and who[x, EXEMPT] == 0:
        price += FIRST
    return price


@compiled(int64(I2, I2, I2, int64, int64, int64, int64, int64, L1))
def steps(
    occ: Ints, rank: Ints, who: Ints, t: int, chairs: int, gone: int, come: int, spot: int, rules: Longs
) -> int:
    """Steps from rank at a table from which `gone` (-1 nobody) has gone and to which `come` (-1 nobody) has
    come on place `spot`."""
    total, own = 0, 0
    for q in range(chairs):
        x = occ[t, q]
        if x < 0 or x == gone:
            continue
        r = rank[t, q]
        if 0 <= gone < x:
            r -= 1
        if come >= 0:
            if x > come:
                r += 1
            else:
                own += 1
        total += step(x, q, r, who, rules)
    if come >= 0:
        total += step(come, spot, own, who, rules)
    return total


@compiled(int64(int64, I2, I3, I2, I2, S2, I1, I2, I2, I2, I2, I2, L1))
def table(
    t: int, seats: Ints, beside: Ints, occ: Ints, rank: Ints, pair: Shorts, talk: Ints, who: Ints,
    count: Ints, prof: Ints, heard: Ints, share: Ints, rules: Longs,
) -> int:  # fmt: skip
    """What a table costs: sides, sectors, languages, reach; around it steps from rank and neighbours."""
    members = count[t, 0]
    price = lean(count[t, 1], members, rules) + rules[SECTORS] * count[t, 3]
    price += HARD * max(0, count[t, 2] - seats[t, 1])
    if talk.shape[0] > 0:
        price += company(prof, heard, t, members, talk, share, -1, -1, rules)
    for q in range(seats[t, 0]):
        x = occ[t, q]
        if x < 0:
            continue
        price += step(x, q, rank[t, q], who, rules)
        if who[x, TABLE] == t and who[x, PLACE] != q:
            price += rules[SHIFTED]
        for e in range(2):
            z = beside[t, q, e]
            if z > q and occ[t, z] >= 0:
                price += pair[x, occ[t, z]]
    return price


@compiled(int64(int64, int64, int64, *TALLY))
def shift(
    i: int, t: int, sign: int,
    who: Ints, unary: Ints, count: Ints, prof: Ints, heard: Ints, share: Ints, at: Ints, sector: Ints,
    wish_at: Ints, wishes: Ints, bar_at: Ints, bars: Ints, rules: Longs,
) -> int:  # fmt: skip
    """Counts a person in (sign 1) or out (-1) of a table; returns the change of what pairs and tables cost
    that person. `at` says where the others are, -1 nowhere."""
    delta = unary[i, t]
    for k in range(wish_at[i], wish_at[i + 1]):
        if at[wishes[k]] == t:
            delta -= rules[PARTED]
    for k in range(bar_at[i], bar_at[i + 1]):
        if at[bars[k]] == t:
            delta += HARD
    count[t, 0] += sign
    count[t, 1] += sign * who[i, HOST]
    count[t, 2] += sign * who[i, NEEDS]
    s = who[i, SECTOR]
    if s >= 0:
        if sign > 0:
            count[t, 3] += sector[t, s]
            sector[t, s] += 1
        else:
            sector[t, s] -= 1
            count[t, 3] -= sector[t, s]
    profile = who[i, PROFILE]
    if profile >= 0:
        prof[t, profile] += sign
        for p in range(share.shape[0]):
            heard[t, p] += sign * share[profile, p]
    at[i] = t if sign > 0 else -1
    return sign * delta

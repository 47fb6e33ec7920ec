"""A party as arrays for the compiled search. Brings numpy, so import it inside functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.engine.seating.draft import is_numbered, needs_access
from legation.engine.seating.model import Beside
from legation.engine.seating.rounds import annealing, kernels
from legation.engine.seating.rounds.party import AIDE, SAME_SIDE, STEP, Party

Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]

SHIFTED = 20  # the price of another chair at the table of before
MIX = (10, 6)  # of 16: how often one person leaves groups alone, how often a group picks whom it suits
WITHIN = 256  # of 1024 moves: two chairs of one table change their people
HALVED, STAGES = 24, 12  # from how many tables on a party is searched in halves, and how often it is cut
OTHER = 7919  # from one seed to the next
LOGS = tuple(round(-log((k + 0.5) / kernels.LOGS) * 1024) for k in range(kernels.LOGS))


@dataclass(frozen=True, slots=True)
class Board:
    """The arrays that `annealing.anneal` takes, in its order; `occ` is the state and changes."""

    who: Ints
    unary: Ints
    pair: Shorts
    share: Ints
    talk: Ints
    wish_at: Ints
    wishes: Ints
    bar_at: Ints
    bars: Ints
    unit_at: Ints
    unit: Ints
    free: Ints
    seats: Ints
    beside: Ints
    occ: Ints
    prices: tuple[int, ...]

    def anneal(self, *, moves: int, seed: int, hot: float, cold: float, beside: Beside = map) -> int:
        """Searches for `moves` moves and leaves the best plan met in `occ`; returns its price. Two searches
        are made: of the whole party, of which the better is kept, or of the two halves of a large one, cut
        elsewhere each time. `beside` runs them: one after the other, or side by side where it is the `map` of
        a pool of threads. The plan is the same."""
        if moves < 1000 * STAGES:
            return self._search(self.occ, range(len(self.seats)), moves=moves, seed=seed, hot=hot, cold=cold)
        search = self._twice if len(self.seats) < HALVED else self._in_halves
        return search(moves // 2, seed, (hot, cold), beside)

    def _twice(self, moves: int, seed: int, heat: tuple[float, float], beside: Beside) -> int:
        found = [self.occ.copy() for _ in range(2)]

        def one(k: int) -> int:
            everything = range(len(self.seats))
            return self._search(
                found[k], everything, moves=moves, seed=seed + OTHER * k, hot=heat[0], cold=heat[1]
            )

        prices = list(beside(one, range(2)))
        self.occ[:] = found[prices[1] < prices[0]]
        return min(prices)

    def _in_halves(self, moves: int, seed: int, heat: tuple[float, float], beside: Beside) -> int:
        tables, (hot, cold) = len(self.seats), heat
        before, begun = self.occ.copy(), self._search(self.occ.copy(), range(tables), hot=hot, cold=cold)
        heats = [hot * (cold / hot) ** (stage / STAGES) for stage in range(STAGES + 1)]
        price = 0
        for stage in range(STAGES):
            parts = _halves(tables, stage)
            price = sum(beside(self._half(stage, parts, moves // STAGES, seed, heats), range(2)))
        if price > begun:
            self.occ[:] = before
        return min(price, begun)

    def _half(
        self, stage: int, parts: tuple[list[int], list[int]], moves: int, seed: int, heats: list[float]
    ) -> Callable[[int], int]:
        """The search of one half at one stage; each writes to tables of its own only."""
        before = self.occ.copy()

        def one(k: int) -> int:
            half = before.copy()
            price = self._search(
                half,
                parts[k],
                moves=moves,
                seed=seed + OTHER * (2 * stage + k),
                hot=heats[stage],
                cold=heats[stage + 1],
                last=stage == STAGES - 1,
            )
            self.occ[parts[k]] = half[parts[k]]
            return price

        return one

    def _search(
        self,
        occ: Ints,
        part: Iterable[int],
        *,
        moves: int = 0,
        seed: int = 0,
        hot: float,
        cold: float,
        last: bool = True,
    ) -> int:
        heat = [round(each * kernels.SCALE) for each in (hot, cold)]
        gain = -2 * min(0, int(self.pair.min(initial=0)))
        how = (moves, seed & 0x7FFFFFFF, *heat, WITHIN, gain, *MIX, last)
        rules = np.array((*self.prices, *how), np.int64)
        logs = np.array(LOGS, np.int32)
        arrays = (self.who, self.unary, self.pair, self.share, self.talk, self.wish_at, self.wishes)
        more = (self.bar_at, self.bars, self.unit_at, self.unit, self.free, self.seats, self.beside, occ)
        mine = np.array(list(part), np.int32)
        return int(annealing.anneal(*arrays, *more, logs, rules, mine, *self._room()))

    def _room(self) -> tuple[npt.NDArray[Any], ...]:
        """What the search works in: it allocates nothing itself."""
        n, tables = self.unary.shape
        profiles, sectors = max(1, len(self.share)), 1 + int(self.who[:, kernels.SECTOR].max(initial=0))
        tallies = [np.zeros((tables, many), np.int32) for many in (4, profiles, profiles, sectors)]
        places = [np.full(n, -1, np.int32) for _ in range(2)]
        prices = [np.zeros(tables, np.int64) for _ in range(2)]
        movable, state = np.zeros(len(self.free), np.int32), np.zeros(1, np.uint64)
        groups = [np.zeros((2, size), np.int32) for size in (32, n + 32, n + 32)]
        rank, best = np.zeros_like(self.occ), np.zeros_like(self.occ)
        order = np.full(tables, -1, np.int32)
        return (*tallies, *places, rank, *prices, movable, best, state, *groups, order)

    def tables(self, party: Party) -> list[int]:
        """The table of each unit, as `occ` has it."""
        at = {int(i): t for t, row in enumerate(self.occ) for i in row if i >= 0}
        return [at[unit[0]] for unit in party.units]


def board_of(party: Party, at: Iterable[int], pinned: Mapping[int, tuple[int, int]]) -> Board:
    """The board with each unit at its table. `pinned` people (table and chair by person) never move, nor do
    the tables of their units; the others begin by rank on the best places left."""
    n, tables = len(party.people), len(party.tables)
    most = max(table.seats for table in party.tables)
    unit_of = {i: u for u, unit in enumerate(party.units) for i in unit}
    who = np.zeros((n, 11), np.int32)
    for i, person in enumerate(party.people):
        before = party.before[i]
        place = -1 if before is None else party.rings[before[0]].standing[before[1]]
        who[i] = (
            party.profile[i],
            party.sector[i],
            person.side == "host",
            needs_access(person),
            is_numbered(person),
            unit_of[i],
            i in pinned,
            -1 if before is None else before[0],
            place,
            i in pinned,
            party.ideal[i],
        )
    beside = np.full((tables, most, 2), -1, np.int32)
    for t, ring in enumerate(party.rings):
        before_chair = {after: chair for chair, after in enumerate(ring.following) if after >= 0}
        for chair, after in enumerate(ring.following):
            spot = ring.standing[chair]
            beside[t, spot, 0] = ring.standing[after] if after >= 0 else -1
            back = before_chair.get(chair, -1)
            beside[t, spot, 1] = ring.standing[back] if back >= 0 else -1
    weights = party.weights
    lists = {"wish": _lists(n, party.wishes), "bar": _lists(n, party.barred), "unit": _packed(party.units)}
    known = len(party.profiles)
    shares = np.zeros((known, known), np.int32)
    for a, own in enumerate(party.profiles):
        shares[a] = [not own.isdisjoint(other) for other in party.profiles]
    talking = weights.languages > 0 and any(party.talks)
    size = len(party.profiles) if talking else 0
    fixed = {unit_of[i] for i in pinned} | {u for u, t in enumerate(party.fixed) if t is not None}
    if not talking:
        who[:, kernels.PROFILE] = -1
    return Board(
        who=who,
        unary=np.array(party.unary, np.int32).reshape(n, tables),
        pair=_pairs(party, shares > 0),
        share=shares[:size, :size].copy(),
        talk=np.array(party.talks, np.int32)[:size].copy(),
        wish_at=lists["wish"][0],
        wishes=lists["wish"][1],
        bar_at=lists["bar"][0],
        bars=lists["bar"][1],
        unit_at=lists["unit"][0],
        unit=lists["unit"][1],
        free=np.array([u not in fixed for u in range(len(party.units))], np.int32),
        seats=np.array(
            [(table.seats, reach) for table, reach in zip(party.tables, party.access, strict=True)], np.int32
        ),
        beside=beside,
        occ=_seated(party, list(at), pinned, most),
        prices=(
            weights.sides,
            weights.languages,
            weights.sectors,
            weights.wishes - weights.wishes // 2,
            STEP,
            SHIFTED if weights.moved else 0,
            party.hosts,
            n,
        ),
    )


def _seated(party: Party, at: list[int], pinned: Mapping[int, tuple[int, int]], most: int) -> Ints:
    occ = np.full((len(party.tables), most), -1, np.int32)
    for i, (t, chair) in pinned.items():
        occ[t, party.rings[t].standing[chair]] = i
    members: list[list[int]] = [[] for _ in party.tables]
    for u, unit in enumerate(party.units):
        members[at[u]] += [i for i in unit if i not in pinned]
    for t, people in enumerate(members):
        places = [place for place in range(party.tables[t].seats) if occ[t, place] < 0]
        for i, place in zip(sorted(people), places, strict=False):
            occ[t, place] = i
    return occ


def _halves(tables: int, stage: int) -> tuple[list[int], list[int]]:
    """The tables in two halves: the first and the last, the middle and the outer, every other four."""
    cut = tables // 4 * (stage % 3)
    if stage % 3 == 2:
        first = {t for t in range(tables) if t // 4 % 2 == 0}
    else:
        first = set(range(cut, cut + tables // 2))
    return sorted(first), [t for t in range(tables) if t not in first]


def _lists(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    others: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs:
        others[a].append(b)
        others[b].append(a)
    return _packed(others)


def _packed(rows: Iterable[Iterable[int]]) -> tuple[Ints, Ints]:
    """Rows of different lengths one after another, and where each begins."""
    lists = [list(row) for row in rows]
    starts = np.zeros(len(lists) + 1, np.int32)
    starts[1:] = np.cumsum([len(row) for row in lists])
    return starts, np.array([i for row in lists for i in row], np.int32)


def _pairs(party: Party, shares: npt.NDArray[np.bool_]) -> Shorts:
    """What two people cost side by side, with what a wish come true and an aide in place take off."""
    from legation.engine.seating.rounds.party import COUPLE, NO_LANGUAGE

    n = len(party.people)
    host = np.array([person.side == "host" for person in party.people])
    prices = np.where(host[:, None] == host[None, :], SAME_SIDE, 0).astype(np.int16)
    profile = np.array(party.profile, np.int64)
    speaks = profile >= 0
    if speaks.any():
        common = shares[np.ix_(profile.clip(0), profile.clip(0))]
        prices += (NO_LANGUAGE * (speaks[:, None] & speaks[None, :] & ~common)).astype(np.int16)
    wish = party.weights.wishes // 2
    aides = [(i, other) for i, other in enumerate(party.served) if other >= 0]
    for pairs, price in ((party.couples, COUPLE), (party.wishes, -wish), (aides, -AIDE)):
        for a, b in pairs:
            prices[a, b] += price
            prices[b, a] += price
    np.fill_diagonal(prices, 0)
    return prices if n else prices.reshape(0, 0)

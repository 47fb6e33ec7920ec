"""Couples, and people to be kept apart or together, in layouts that rank otherwise fixes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain as joined
from math import hypot

from legation.engine.seating.draft import Cast, Draft, needs_access
from legation.engine.seating.filling import Filled, fill
from legation.engine.seating.model import Conflict, Person, Score
from legation.engine.seating.puzzle import Puzzle, Rule, Undecided, smallest_conflict

HARD = 1_000_000_000
COUPLE = 10_000  # T14 bends rank beyond the first two, never a hard rule
FLAWLESS = Score(0, (("rank", 0), ("T14", 0)))
HEADS = {1: 2_000_000, 2: 20_000}  # the price of a step for the first two of a chain (T15)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The chains after repair, what it cost in steps away from rank, and the bound proved."""

    filled: tuple[Filled, ...]
    score: Score
    bound: int | None


def repair(cast: Cast, draft: Draft, filled: tuple[Filled, ...]) -> Repaired | Conflict:
    """Moves as few people as few places as it can find so that nobody sits beside whom they are kept from,
    wished company is side by side, and couples at table are not neighbours (T14); locks and accessible chairs
    stay. Where the hard rules cannot hold, the conflict."""
    floor = _Floor(cast, draft, filled)
    if not floor.pairs or floor.broken() == 0:
        return Repaired(filled, FLAWLESS, 0)
    floor.descend()
    if floor.broken() >= HARD:
        conflict = floor.solve_exactly()
        if conflict is not None:
            return conflict
        floor.descend()
    return floor.result()


class _Floor:
    """All chairs of a draft with one index, who sits where, and the pairs that matter."""

    def __init__(self, cast: Cast, draft: Draft, filled: tuple[Filled, ...]) -> None:
        self.layout, self.draft, self.filled = cast.request.layout, draft, filled
        self.chairs = [chair for chain in draft.chains for chair in chain.chairs]
        self.chain = [k for k, chain in enumerate(draft.chains) for _ in chain.chairs]
        self.start: list[Person | None] = list(joined.from_iterable(f.people for f in filled))
        self.now = list(self.start)
        self.home = {person.id: k for k, person in enumerate(self.start) if person is not None}
        self.at = dict(self.home)
        self.near = [
            sum(1 << j for j in range(len(self.chairs)) if j != k and self._is_near(k, j))
            for k in range(len(self.chairs))
        ]
        self.locks = {lock.person: lock.seat for lock in cast.request.locks if lock.person in self.home}
        access = cast.request.accessible
        self.accessible = None if access is None else set(access)
        self.pairs: list[tuple[str, str, str]] = []
        for kind, pairs in (("apart", cast.request.apart), ("together", cast.request.together)):
            self.pairs += [(kind, a, b) for a, b in pairs if a in self.home and b in self.home]
        if draft.couples_apart:
            wanted = {frozenset(pair[1:]) for pair in self.pairs if pair[0] == "together"}
            couples = {
                tuple(sorted((p.id, p.partner)))
                for p in self.start
                if p is not None and p.partner in self.home and frozenset((p.id, p.partner)) not in wanted
            }
            self.pairs += [("couple", a, b) for a, b in sorted(couples)]

    def _is_near(self, k: int, j: int) -> bool:
        if self.draft.one_company:
            return self.chain[k] == self.chain[j]
        one, other = self.chairs[k], self.chairs[j]
        return hypot(one.x - other.x, one.y - other.y) <= self.draft.reach

    def violated(self, pair: tuple[str, str, str]) -> bool:
        """Whether a pair sits as it should not."""
        kind, one, other = pair
        is_near = bool(self.near[self.at[one]] >> self.at[other] & 1)
        return is_near != (kind == "together")

    def broken(self) -> int:
        """The price of all pairs that sit as they should not."""
        return sum(COUPLE if pair[0] == "couple" else HARD for pair in self.pairs if self.violated(pair))

    def step(self, person: str, k: int) -> int:
        """The price of a person's distance from the place rank gives."""
        home = self.home[person]
        return abs(k - home) * HEADS.get(self.chairs[home].place or 0, 1)

    def may_sit(self, person: Person | None, k: int) -> bool:
        """Whether a person may take a chair, whatever their neighbours."""
        if person is None:
            return True
        if person.id in self.locks:
            return self.locks[person.id] == self.chairs[k].id
        return self.accessible is None or not needs_access(person) or self.chairs[k].id in self.accessible

    def swap(self, i: int, j: int) -> None:
        """Two chairs change their people."""
        self.now[i], self.now[j] = self.now[j], self.now[i]
        for k in (i, j):
            person = self.now[k]
            if person is not None:
                self.at[person.id] = k

    def cost(self) -> int:
        """Broken pairs first, then steps away from rank."""
        return self.broken() + sum(self.step(person, k) for person, k in self.at.items())

    def descend(self) -> None:
        """Takes the best swap that someone in a broken pair, or a neighbour, is part of, while one helps."""
        current = self.cost()
        while True:
            best: tuple[int, int, int] | None = None
            for i in self._suspects():
                for j in range(len(self.chairs)):
                    if i == j or self.chain[i] != self.chain[j]:
                        continue
                    if not (self.may_sit(self.now[i], j) and self.may_sit(self.now[j], i)):
                        continue
                    self.swap(i, j)
                    found = (self.cost(), i, j)
                    self.swap(i, j)
                    if found[0] < current and (best is None or found < best):
                        best = found
            if best is None:
                return
            self.swap(best[1], best[2])
            current = best[0]

    def _suspects(self) -> list[int]:
        chairs: set[int] = set()
        for pair in self.pairs:
            if self.violated(pair):
                for person in pair[1:]:
                    k = self.at[person]
                    chairs |= {k} | {j for j in range(len(self.chairs)) if self.near[k] >> j & 1}
        moved = {k for person, k in self.at.items() if self.home[person] != k}
        return sorted(chairs | moved)

    def solve_exactly(self) -> Conflict | None:
        """Seats the people of hard rules by exact search and the others around them in rank order; or names
        the smallest conflict."""
        rules = [Rule(kind, (a, b)) for kind, a, b in self.pairs if kind != "couple"]
        index = {chair.id: k for k, chair in enumerate(self.chairs)}
        rules += [
            Rule("lock", (person, seat), 1 << index[seat]) for person, seat in sorted(self.locks.items())
        ]
        if self.accessible is not None:
            mask = sum(1 << k for k, chair in enumerate(self.chairs) if chair.id in self.accessible)
            rules += [
                Rule("access", (p.id,), mask)
                for p in self.start
                if p is not None and needs_access(p) and p.id not in self.locks
            ]
        own = {
            person: sum(1 << k for k in range(len(self.chairs)) if self.chain[k] == self.chain[home])
            for person, home in self.home.items()
        }
        puzzle = Puzzle(own, self.near)
        try:
            found = puzzle.solve(rules)
        except Undecided:
            return replace(_conflict(tuple(rules), self.layout, proved=False), decided=False)
        if found is None:
            kept, proved = smallest_conflict(rules, lambda few: puzzle.solve(few) is not None)
            return _conflict(kept, self.layout, proved=proved)
        self._seat_around(found)
        return None

    def _seat_around(self, found: dict[str, int]) -> None:
        fixed = {k: person for person, k in found.items()}
        by_id = {person.id: person for person in self.start if person is not None}
        for c in range(len(self.draft.chains)):
            chairs = [k for k in range(len(self.chairs)) if self.chain[k] == c]
            rest = [p for p in (self.start[k] for k in chairs) if p is not None and p.id not in found]
            for k in chairs:
                if k in fixed:
                    self.now[k] = by_id[fixed[k]]
                else:
                    self.now[k] = rest.pop(0) if rest else None
        self.at = {person.id: k for k, person in enumerate(self.now) if person is not None}

    def result(self) -> Repaired:
        """The chains as they are now, each person who moved with the reason."""
        steps = sum(abs(k - self.home[person]) for person, k in self.at.items())
        couples = sum(1 for pair in self.pairs if pair[0] == "couple" and self.violated(pair))
        reasons: dict[str, tuple[str, ...]] = {}
        for person, k in self.at.items():
            if k != self.home[person]:
                kinds = [kind for kind, *pair in self.pairs if person in pair]
                named = {"couple": "T14", "apart": "apart", "together": "together"}
                reasons[person] = tuple(dict.fromkeys(named[kind] for kind in kinds)) or ("T15",)
        filled, start = [], 0
        for chain, before in zip(self.draft.chains, self.filled, strict=True):
            people = tuple(self.now[start : start + len(chain.chairs)])
            start += len(chain.chairs)
            why = {p.id: before.why.get(p.id, ()) + reasons.get(p.id, ()) for p in people if p is not None}
            filled.append(Filled(people, why))
        parts = (("rank", steps), ("T14", 10 * couples))
        return Repaired(tuple(filled), Score(steps + 10 * couples, parts), None)


def price_by_hand(cast: Cast, draft: Draft, by_chair: Mapping[str, Person]) -> Score:
    """What a plan made by hand costs in a layout that rank fixes: a step for each place by which someone is
    off the one that rank, locks and accessible chairs give, and 10 for each couple side by side."""
    locks = {lock.person: lock.seat for lock in cast.request.locks}
    access = None if cast.request.accessible is None else frozenset(cast.request.accessible)
    chains = [chain for chain in draft.chains if any(chair.id in by_chair for chair in chain.chairs)]
    steps = 0
    for chain in chains:
        own = {chair.id for chair in chain.chairs}
        ruled = fill(chain, {p: seat for p, seat in locks.items() if seat in own}, access)
        people = chain.people if isinstance(ruled, Conflict) else ruled.people
        wanted = {person.id: k for k, person in enumerate(people) if person is not None}
        sitting = [(k, by_chair[chair.id].id) for k, chair in enumerate(chain.chairs) if chair.id in by_chair]
        steps += sum(abs(k - wanted.get(person, k)) for k, person in sitting)
    couples = 0
    if draft.couples_apart:
        chairs = [(chair, by_chair[chair.id]) for c in chains for chair in c.chairs if chair.id in by_chair]
        couples = sum(
            1
            for k, (chair, person) in enumerate(chairs)
            for other_chair, other in chairs[:k]
            if (other.id == person.partner or person.id == other.partner)
            and hypot(chair.x - other_chair.x, chair.y - other_chair.y) <= draft.reach
        )
    return Score(steps + 10 * couples, (("rank", steps), ("T14", 10 * couples)))


def _conflict(rules: tuple[Rule, ...], layout: str, *, proved: bool) -> Conflict:
    people = {person for rule in rules for person in (rule.people[:1] if rule.allowed else rule.people)}
    return Conflict((*(rule.name for rule in rules), f"layout {layout}"), tuple(sorted(people)), proved)

"""Exact search: can these people take chairs so that all hard rules hold, and if not, which few cannot?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

BUDGET = 20_000  # nodes of one search


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: `kind` is "lock", "access", "apart" or "together"; `allowed` is a mask of chairs."""

    kind: str
    people: tuple[str, ...]
    allowed: int = 0

    @property
    def name(self) -> str:
        """The rule in words that name it: `apart a b`, `lock a t1-3`, `T13 a`."""
        return " ".join(["T13" if self.kind == "access" else self.kind, *self.people])


@dataclass(slots=True)
class Puzzle:
    """Chairs as bits: who may sit where (`domains`), and which chairs are near each chair (`near`)."""

    domains: dict[str, int]
    near: Sequence[int]
    nodes: int = field(default=0)

    def solve(self, rules: Sequence[Rule]) -> dict[str, int] | None:
        """A chair for each person that a rule names, or None where there is none. Raises Undecided when the
        budget is spent."""
        people = sorted(
            {person for rule in rules for person in (rule.people[:1] if rule.allowed else rule.people)}
        )
        domains = {person: self.domains[person] for person in people}
        links: dict[str, list[tuple[str, bool]]] = {person: [] for person in people}
        for rule in rules:
            if rule.allowed:
                domains[rule.people[0]] &= rule.allowed
                continue
            one, other = rule.people
            links[one].append((other, rule.kind == "together"))
            links[other].append((one, rule.kind == "together"))
        self.nodes = 0
        return self._place(domains, links, {})

    def _place(
        self, domains: dict[str, int], links: dict[str, list[tuple[str, bool]]], done: dict[str, int]
    ) -> dict[str, int] | None:
        if not domains:
            return done
        person = min(domains, key=lambda p: (domains[p].bit_count(), -len(links[p]), p))
        options = domains[person]
        while options:
            bit = options & -options
            options ^= bit
            self.nodes += 1
            if self.nodes > BUDGET:
                raise Undecided
            chair = bit.bit_length() - 1
            rest = {other: mask & ~bit for other, mask in domains.items() if other != person}
            for other, wanted in links[person]:
                if other in rest:
                    rest[other] &= self.near[chair] if wanted else ~self.near[chair]
            if all(rest.values()):
                found = self._place(rest, links, {**done, person: chair})
                if found is not None:
                    return found
        return None


class Undecided(Exception):
    """The budget ran out before the search could say yes or no."""


def smallest_conflict(
    rules: Sequence[Rule], solvable: Callable[[Sequence[Rule]], bool]
) -> tuple[tuple[Rule, ...], bool]:
    """Rules that cannot all hold, though without any one of them they can; left out one after another.

    The second value is False where an undecided search may have kept one too many."""
    kept, proved = list(rules), True
    for rule in list(rules):
        fewer = [other for other in kept if other is not rule]
        try:
            if not solvable(fewer):
                kept = fewer
        except Undecided:
            proved = False
    return tuple(kept), proved

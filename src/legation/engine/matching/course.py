"""One planner at work: annealing after annealing, each from the best so far, for as long as there is time."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any, Protocol

from legation.engine.matching.exact import literals
from legation.engine.matching.instance import Instance
from legation.engine.matching.planner import HOT, Planner

SMALL = 6_000  # literals of the whole model below which proof comes before polish
WISHED = 1_000  # the same where wishes are weighed: of them less is proved
WEIGHING = 0.4  # the part of an annealing in which wishes are traded, where their best weight is not reached
TRADED = (3.3, 2.0)  # the heat of trading for the first planner and the second, in weights of a usual wish
LEAST = 1_000  # moves a meeting from which on an annealing has that part


class Task(Protocol):
    """Something that runs beside: what `submit` gives."""

    def done(self) -> bool: ...
    def result(self) -> Any: ...


class Pool(Protocol):
    """A lent thread, such as `concurrent.futures.ThreadPoolExecutor(1)`."""

    def submit(self, fn: Callable[[], Any], /) -> Task: ...


class Course:
    """`take` is told of the planner whenever its best may be better than what is known; `aim` gives the key
    that ends the search. With `moves` nothing depends on time."""

    def __init__(
        self,
        inst: Instance,
        planner: Planner,
        *,
        take: Callable[[Planner], None],
        aim: Callable[[], tuple[int, int]],
        moves: int | None,
        clock: Callable[[], float] | None,
        second: bool = False,
    ) -> None:
        self.planner = planner
        # Whether one long annealing does more than many short ones.
        self.large = literals(inst) > (SMALL if all(inst.must) else WISHED)
        self._size = len(inst.ids)
        self._take, self._aim = take, aim
        self._moves, self._clock = moves, clock
        self._annealing, self._counted = 0.0, 1 << 62
        wishes = [w for w, must in zip(inst.weight, inst.must, strict=True) if not must]
        placed_before = any(t >= 0 for t in inst.previous)
        self._traded = 0.0 if placed_before or not wishes else TRADED[second] * median(wishes)

    def anneal(self, moves: int, stop: Callable[[], bool]) -> bool:
        """One annealing, told of at its end and whenever it is better between chunks; True when it ended
        early. A long one first trades wishes, where more weight may be had."""
        ended = False
        if self._traded > HOT and moves >= LEAST * self._size and self.planner.lost > self._aim()[0]:
            trading = int(WEIGHING * moves)
            moves -= trading
            ended = self._anneal(trading, stop, hot=self._traded, cold=HOT, late=1.0)
            ended = ended or self._anneal(moves, stop, late=0.0)
        else:
            ended = self._anneal(moves, stop)
        self._take(self.planner)
        return ended

    def _anneal(self, moves: int, stop: Callable[[], bool], **heat: float) -> bool:
        return self.planner.anneal(
            moves, aim=self._aim(), stop=stop, better=lambda: self._take(self.planner), **heat
        )

    def run(self, stop: Callable[[], bool], left: Callable[[], float]) -> None:
        """Anneals again and again from the best, longer each time, until told to stop; large rounds use the
        time that is `left` in one go."""
        size = self._size
        moves = 40 * size if size >= 1500 else (150 if self.large else 400) * size
        while not stop():
            budget = self._budget(moves, left)
            if budget <= 0:
                return
            self.planner.back()
            if self.anneal(budget, stop):
                return
            moves *= 2

    def _budget(self, moves: int, left: Callable[[], float]) -> int:
        """How many moves the next annealing has: as asked, or what the time that is left allows."""
        planner = self.planner
        if self._moves is not None:
            return min(moves, self._moves - planner.moves)
        if self._clock is None:
            return moves if planner.moves < 3000 * self._size else 0
        spent = self._clock() - self._annealing if planner.moves > self._counted else 0.0
        if spent > 0.005:
            rate = (planner.moves - self._counted) / spent
            allowed = int(rate * max(0.0, left()))
            if self.large or allowed < 3 * moves:
                moves = max(1000, allowed)
        self._annealing, self._counted = self._clock(), planner.moves
        return moves

"""One function in front of the planner and the prover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from legation.engine.matching.board import Board
from legation.engine.matching.bounds import least_breaks
from legation.engine.matching.conflict import explain, quick_look
from legation.engine.matching.exact import literals
from legation.engine.matching.instance import Instance, compiled
from legation.engine.matching.model import Conflict, Placed, Plan, Progress, Reason, Round, Unplaced
from legation.engine.matching.planner import Planner, warm
from legation.engine.matching.prover import MOST_LITERALS, Prover
from legation.engine.matching.reasons import reason_of, squeeze
from legation.engine.matching.relaxation import relaxed_bound
from legation.engine.matching.rules import check
from legation.engine.matching.tables import seat
from legation.engine.matching.weighing import least_loss

Key = tuple[int, int, int, int]  # mandatory meetings out or unfair, weight lost, moved, breaks
SMALL = 6_000  # literals of the whole model below which proof comes before polish
FIRST_TURN = 2.0  # seconds of the prover, at first
LONG = 10.0  # seconds beyond which the prover has a share where wishes are weighed
PATIENT = 100.0  # times the seconds that a solver may take by the clock where its effort is counted
AFTERWARDS = 2e-4  # seconds a meeting that tables and reasons take when the search is over
_BROKEN: Key = (1 << 60, 0, 0, 0)


class Task(Protocol):
    """Something that runs beside: what `submit` gives."""

    def done(self) -> bool: ...
    def result(self) -> Any: ...


class Pool(Protocol):
    """A lent thread, such as `concurrent.futures.ThreadPoolExecutor(1)`."""

    def submit(self, fn: Callable[[], Any], /) -> Task: ...


def plan(
    round_: Round,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    previous: tuple[Placed, ...] = (),
    moves: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] | None = None,
    pool: Pool | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best timetable found in `seconds`, with what was proved. See docs/algorithms/matching.md.

    `clock` gives seconds that only grow (`time.monotonic`). Without one, or with `moves` (how many the
    planner tries), nothing depends on time: the same round, seed and moves give the same plan, and `seconds`
    is a deterministic effort for the prover. `pool` lends a thread, so that planner and prover run side by
    side; without it they take turns. `progress` is told each time that the best or a bound gets better.
    `stop` is asked often; once true, the best so far is given. `previous` holds meetings to keep in place.
    Raises BadInput(field, message) for a round that cannot be planned.
    """
    check(round_)
    warm()  # the first time on a machine this compiles; it does not count as time of the search
    solve = _Solve(round_, previous, seconds, seed, moves, progress, clock, stop)
    conflict = quick_look(round_, solve.inst)
    if conflict is None:
        solve.run(pool)
        if not solve.infeasible:
            return solve.plan()
    return solve.refusal(conflict)


class _Solve:
    """The state of one call: the best plan so far, the bounds, and how much time is left."""

    def __init__(
        self,
        round_: Round,
        previous: tuple[Placed, ...],
        seconds: float,
        seed: int,
        moves: int | None,
        progress: Callable[[Progress], None] | None,
        clock: Callable[[], float] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.round = round_
        self.inst: Instance = compiled(round_, previous)
        self.pinned = {each.meeting: each for each in previous}
        self.seconds, self.seed, self.moves = seconds, seed, moves
        self._progress, self._stop = progress, stop
        self._clock = clock if moves is None else None
        self._begun = self._clock() if self._clock else 0.0
        self._after = min(0.1 * seconds, AFTERWARDS * len(self.inst.ids))
        self.slots: list[int] = [-1] * len(self.inst.ids)
        self.key: Key = _BROKEN
        self.lost_bound: int | None = None
        self.moved_bound: int | None = None
        self.bound: int | None = None
        self.infeasible = False
        self._prover: Prover | None = None

    # -- time

    def left(self) -> float:
        """Seconds that remain for the search; all of them when nothing depends on time."""
        return self.seconds - self._after - (self._clock() - self._begun) if self._clock else self.seconds

    def over(self) -> bool:
        """Whether to end: told to, out of time, or nothing left to prove."""
        if self._stop is not None and self._stop():
            return True
        return self.left() <= 0 or self.proved() or self.infeasible

    def _patience(self, seconds: float) -> float:
        """What a solver may take by its own clock: so many seconds, or more than enough where nothing depends
        on time and its effort is counted."""
        return seconds if self._clock else PATIENT * seconds

    # -- what is known

    def proved(self) -> bool:
        """Whether the best plan meets every bound."""
        return self.key == (0, self.lost_bound, self.moved_bound, self.bound)

    def offer(self, slots: list[int], finder: str) -> None:
        """Takes a timetable if it is better than the best so far."""
        board = Board(self.inst, slots)
        inst = self.inst
        out = sum(1 for m, t in enumerate(slots) if t < 0 and inst.must[m])
        unfair = inst.fairness is not None and board.spread() > inst.fairness
        lost = sum(inst.weight[m] for m, t in enumerate(slots) if t < 0)
        moved = sum(s >= 0 and s != t for s, t in zip(inst.previous, slots, strict=True))
        key = (out + unfair, lost, moved, board.breaks())
        if key < self.key:
            self.key, self.slots = key, list(slots)
            self.tell(finder)

    def tell(self, finder: str) -> None:
        """Reports what is known now."""
        if self._progress is None:
            return
        out, lost, moved, breaks = self.key
        total = sum(self.inst.weight)
        weight_bound = None if self.lost_bound is None else total - self.lost_bound
        self._progress(Progress(out, total - lost, weight_bound, moved, breaks, self.bound, finder))

    # -- the search

    def run(self, pool: Pool | None) -> None:
        """Plans and proves until one of them is done or time is over."""
        inst = self.inst
        least = [each or 0 for each in least_breaks(inst)]
        self.lost_bound = 0 if all(inst.must) else None
        self.moved_bound = 0 if not any(s >= 0 for s in inst.previous) else None
        self.bound = sum(least)
        planner = Planner(inst, seed=self.seed, floor=min(least, default=0))
        self.offer(planner.slots, "greedy")
        if self._wants_nothing():
            return
        size = len(inst.ids)
        self._anneal(planner, min(self.moves or 10**9, max(30_000, 60 * size)))
        if not self.over():
            self._relax()
        if self.over():
            return
        if literals(inst) > MOST_LITERALS:
            self._plan_on(planner, self.over)
        elif pool is not None:
            self._beside(planner, pool)
        else:
            self._in_turn(planner)

    def _wants_nothing(self) -> bool:
        """The greedy plan may already be perfect: nothing lost, moved or broken beyond the bounds at hand."""
        self.lost_bound = 0 if self.key[:2] == (0, 0) else self.lost_bound
        self.moved_bound = 0 if self.key[:1] + self.key[2:3] == (0, 0) else self.moved_bound
        return self.proved()

    def _anneal(self, planner: Planner, moves: int, stop: Callable[[], bool] | None = None) -> bool:
        """One annealing, offered at its end and whenever it is better between chunks; True when it ended
        early."""
        aim = (self.lost_bound or 0, ((self.moved_bound or 0) << 32) | (self.bound or 0))
        ended = planner.anneal(
            moves,
            aim=aim,
            stop=stop or self.over,
            better=lambda: self._take(planner),
        )
        self._take(planner)
        return ended

    def _take(self, planner: Planner) -> None:
        key = (planner.out, planner.lost, planner.moved, planner.breaks)
        if key < self.key or (self.key[0] and planner.out != self.key[0]):
            self.offer(planner.slots, "planner")

    def _relax(self) -> None:
        """Bounds from the relaxations."""
        inst = self.inst
        if self.lost_bound is None:
            self.lost_bound = 0 if self.key[:2] == (0, 0) else self._loss()
        if self.key[0] == 0 and self.key[2] == 0:
            self.moved_bound = 0
        if self.infeasible:
            return
        if self.key[:2] == (0, 0):
            inst = replace(inst, must=(True,) * len(inst.must))
        if all(inst.must):
            bound = relaxed_bound(inst, seconds=self._patience(max(0.1, self.left())))
            if bound is None and inst is self.inst:
                self.infeasible = True
            elif bound is not None:
                self.raise_bound(bound)

    def _loss(self) -> int | None:
        loss = least_loss(self.inst, seconds=self._patience(max(0.1, self.left() / 4)))
        if loss is None:
            self.infeasible = True
        return loss

    def raise_bound(self, bound: int) -> None:
        """Notes a better bound on breaks."""
        if self.bound is None or bound > self.bound:
            self.bound = bound
            self.tell("bound")
            if self._prover is not None and self.proved():
                self._prover.stop()

    def _plan_on(self, planner: Planner, stop: Callable[[], bool], *, least: float = 0.0) -> None:
        """Anneals again and again from the best, longer each time, until told to stop; large rounds use the
        time that is left in one go."""
        size = len(self.inst.ids)
        moves = 40 * size if size >= 1500 else (150 if self._large() else 400) * size
        spent = planner.moves
        while not stop():
            budget = self._budget(planner, moves, least)
            if budget <= 0:
                return
            planner.back()
            if self._anneal(planner, budget, stop):
                return
            moves *= 2
        if self.moves is not None and planner.moves - spent >= self.moves:
            return

    def _budget(self, planner: Planner, moves: int, least: float) -> int:
        """How many moves the next annealing has: as asked, or what the time allows until `least` is left."""
        if self.moves is not None:
            return min(moves, self.moves - planner.moves)
        if self._clock is None:
            return moves if planner.moves < 3000 * len(self.inst.ids) else 0
        spent = self._clock() - self._annealing if planner.moves > self._counted else 0.0
        if spent > 0.005:
            rate = (planner.moves - self._counted) / spent
            allowed = int(rate * max(0.0, self.left() - least - 0.02 * self.seconds))
            if self._large() or allowed < 3 * moves:
                moves = max(1000, allowed)
        self._annealing, self._counted = self._clock(), planner.moves
        return moves

    def _large(self) -> bool:
        """Whether one long annealing does more than many short ones."""
        return literals(self.inst) > SMALL

    _annealing = 0.0
    _counted = 1 << 62

    def _in_turn(self, planner: Planner) -> None:
        """One thread. Small rounds: the prover most of the time, begun anew with another seed and twice the
        time, since one unlucky start can take long; large ones: the planner most of the time."""
        if self.key[0] or self._clock is None:
            self._anneal(planner, min(200 * len(self.inst.ids), (self.moves or 10**9) - planner.moves))
        if self._clock is None:
            if not self.over():
                self.prove(self.left() * 0.7, self.seed)
        elif literals(self.inst) > SMALL:
            self._plan_for(planner, self._planning())
            if not self.over():
                self.prove(self.left() * 0.4, self.seed)
        else:
            turn = 0
            while not self.over() and self.left() > 0.3:
                self.prove(min(self.left(), FIRST_TURN * 2**turn), self.seed + turn)
                self._plan_for(planner, min(self.left(), FIRST_TURN * 2**turn / 5))
                turn += 1
        if not self.over():
            self._plan_on(planner, self.over)

    def _planning(self) -> float:
        """Seconds of the planner before the prover has its turn: where wishes are weighed the whole model
        proves little in seconds."""
        left = self.left()
        return left * 0.6 if all(self.inst.must) else max(left * 0.6, left - 0.4 * max(0.0, left - LONG))

    def _plan_for(self, planner: Planner, seconds: float) -> None:
        """Plans on for so many seconds."""
        until = self.left() - seconds
        self._plan_on(planner, lambda: self.over() or self.left() <= until, least=until)

    def _beside(self, planner: Planner, pool: Pool) -> None:
        """Two threads: the prover in the one that is lent, the planner in this one."""
        task = pool.submit(lambda: self.prove(self.left(), self.seed))
        self._plan_on(planner, lambda: task.done() or self.over())
        while not task.done() and not self.over():
            planner.back()
            self._anneal(planner, 100_000, lambda: task.done() or self.over())
        if self._prover is not None:
            self._prover.stop()
        task.result()

    def prove(self, seconds: float, seed: int) -> None:
        """The aims one after the other on the whole model; sets the bounds and offers what it finds."""
        self._prover = prover = Prover(self.inst)
        for aim in ("lost", "moved", "breaks"):
            name = {"lost": "lost_bound", "moved": "moved_bound", "breaks": "bound"}[aim]
            place = {"lost": 1, "moved": 2, "breaks": 3}[aim]
            known: int = getattr(self, name) or 0
            if aim != "breaks" and self.key[0] == 0 and getattr(self, name) == self.key[place]:
                prover.hold(aim, most=self.key[place])
                continue
            outcome = prover.least(
                aim,
                seconds=self._patience(min(seconds, max(0.01, self.left()))),
                seed=seed,
                effort=self.seconds if self._clock is None else None,
                lower=known,
                on_bound=self.raise_bound if aim == "breaks" else None,
            )
            if outcome.slots is not None:
                self.offer(list(outcome.slots), "prover")
            if outcome.proved and outcome.slots is None:
                self.infeasible = True
                return
            if outcome.bound is not None:
                setattr(self, name, max(known, outcome.bound))
            if not outcome.proved:
                return
            prover.hold(aim, most=outcome.bound or 0)

    # -- the answer

    def plan(self) -> Plan:
        """The best plan with tables, reasons and bounds."""
        inst = self.inst
        board = Board(inst, self.slots)
        if not self.proved() and squeeze(board):
            self.offer(board.slot, "planner")
        out, lost, moved, _ = self.key
        held = Board(inst, self.slots)
        status = "unknown" if out else ("optimal" if self.proved() else "feasible")
        place = {id_: m for m, id_ in enumerate(inst.ids)}
        pinned = {
            place[id_]: each.table
            for id_, each in self.pinned.items()
            if id_ in place and each.table is not None and self.slots[place[id_]] == each.slot - 1
        }
        tables, changes = seat(inst, self.slots, pinned)
        total = sum(inst.weight)
        # A bound on breaks holds for the least loss and the fewest moves; else only what all must bear.
        settled = lost == self.lost_bound and moved == self.moved_bound
        bound = self.bound if settled else sum(each or 0 for each in least_breaks(inst))
        return Plan(
            status=status,
            placed=tuple(
                Placed(inst.ids[m], t + 1, tables[m] or None) for m, t in enumerate(self.slots) if t >= 0
            ),
            unplaced=tuple(
                Unplaced(inst.ids[m], reason_of(held, m)) for m, t in enumerate(self.slots) if t < 0
            ),
            breaks=held.breaks(),
            bound=bound,
            weight=total - lost,
            weight_bound=None if self.lost_bound is None else total - self.lost_bound,
            moved=moved,
            moved_bound=self.moved_bound,
            table_changes=changes,
        )

    def refusal(self, conflict: Conflict | None) -> Plan:
        """The answer for a round that has no timetable."""
        found = conflict or explain(self.inst, seconds=max(3.0, min(10.0, self.left())))
        return Plan(
            "infeasible",
            placed=(),
            unplaced=tuple(Unplaced(id_, Reason("conflict")) for id_ in self.inst.ids),
            moved=sum(s >= 0 for s in self.inst.previous),
            conflict=found,
        )

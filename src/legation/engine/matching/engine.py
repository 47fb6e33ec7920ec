"""One function in front of the planner and the prover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from legation.engine.matching.board import Board
from legation.engine.matching.bounds import least_breaks
from legation.engine.matching.conflict import explain, quick_look
from legation.engine.matching.course import SMALL, Course, Pool
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
FIRST_TURN = 2.0  # seconds of the prover, at first
LONG = 10.0  # seconds beyond which the prover has a share where wishes are weighed
PATIENT = 100.0  # times the seconds that a solver may take by the clock where its effort is counted
AIMS = (("lost", "lost_bound"), ("moved", "moved_bound"), ("breaks", "bound"))
OTHER = 0x5EED << 32  # what the second planner's seed differs by
AFTERWARDS = 2e-4  # seconds a meeting that tables and reasons take when the search is over
_BROKEN: Key = (1 << 60, 0, 0, 0)


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
    is a deterministic effort for the prover. `pool` lends a thread, so that planner and prover, or two
    planners, run side by side; without it they take turns. `progress` is told each time that the best or a
    bound gets better. `stop` is asked often; once true, the best so far is given. `previous` holds meetings
    to keep in place. Raises BadInput(field, message) for a round that cannot be planned.
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
        # The best of each finder. Each finder works in one thread, so that none overwrites another's.
        self._found: dict[str, tuple[Key, list[int]]] = {"": (_BROKEN, [-1] * len(self.inst.ids))}
        self.lost_bound: int | None = None
        self.moved_bound: int | None = None
        self.bound: int | None = None
        self.infeasible = False
        self._prover: Prover | None = None
        self._floor = 0

    # -- time

    def left(self) -> float:
        """Seconds that remain for the search; all of them when nothing depends on time."""
        return self.seconds - self._after - (self._clock() - self._begun) if self._clock else self.seconds

    def over(self) -> bool:
        """Whether to end: told to, out of time, or nothing left to prove."""
        if self._asked():
            return True
        return self.left() <= 0 or self.proved() or self.infeasible

    def _patience(self, seconds: float) -> float:
        """What a solver may take by its own clock: so many seconds, or more than enough where nothing depends
        on time and its effort is counted."""
        return seconds if self._clock else PATIENT * seconds

    # -- what is known

    @property
    def key(self) -> Key:
        """How good the best plan so far is, the lower the better."""
        return min(key for key, _ in list(self._found.values()))

    @property
    def slots(self) -> list[int]:
        """The slot of each meeting in the best plan so far, -1 when out."""
        return min(list(self._found.values()), key=lambda found: found[0])[1]

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
            self._found[finder] = key, list(slots)
            self.tell("planner" if finder == "second" else finder)

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
        self._floor = min(least, default=0)
        self.lost_bound = 0 if all(inst.must) else None
        self.moved_bound = 0 if not any(s >= 0 for s in inst.previous) else None
        self.bound = sum(least)
        planner = Planner(inst, seed=self.seed, floor=self._floor)
        self.offer(planner.slots, "greedy")
        if self._wants_nothing():
            return
        size = len(inst.ids)
        course = self._course(planner)
        course.anneal(min(self.moves or 10**9, max(30_000, 60 * size)), self.over)
        if not self.over():
            self._relax()
        if self.over():
            return
        if pool is not None:
            self._beside(course, pool)
        elif not self._provable():
            self._plan_for(course, 0.0)
        else:
            self._in_turn(course)

    def _wants_nothing(self) -> bool:
        """The greedy plan may already be perfect: nothing lost, moved or broken beyond the bounds at hand."""
        self.lost_bound = 0 if self.key[:2] == (0, 0) else self.lost_bound
        self.moved_bound = 0 if self.key[:1] + self.key[2:3] == (0, 0) else self.moved_bound
        return self.proved()

    def _course(self, planner: Planner, *, second: bool = False) -> Course:
        take: Callable[[Planner], None] = self._take
        if second:
            take = (lambda each: self._take(each, "second")) if self._clock else lambda _: None
        return Course(
            self.inst,
            planner,
            take=take,
            aim=self._aim,
            moves=self.moves,
            clock=self._clock,
            second=second,
        )

    def _aim(self) -> tuple[int, int]:
        """The key of a plan that meets every bound known."""
        return self.lost_bound or 0, ((self.moved_bound or 0) << 32) | (self.bound or 0)

    def _take(self, planner: Planner, finder: str = "planner") -> None:
        key = (planner.out, planner.lost, planner.moved, planner.breaks)
        if key < self.key or (self.key[0] and planner.out != self.key[0]):
            self.offer(planner.slots, finder)

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

    def _in_turn(self, course: Course) -> None:
        """One thread. Small rounds: the prover most of the time, begun anew with another seed and twice the
        time, since one unlucky start can take long; large ones: the planner most of the time."""
        if self.key[0] or self._clock is None:
            moves = (self.moves or 10**9) - course.planner.moves
            course.anneal(min(200 * len(self.inst.ids), moves), self.over)
        if self._clock is None:
            if not self.over():
                self.prove(self.left() * 0.7, self.seed)
        elif course.large:
            self._plan_for(course, self.left() - self._planning())
            if not self.over():
                self.prove(self.left() * 0.4, self.seed)
        else:
            turn = 0
            while not self.over() and self.left() > 0.3:
                self.prove(min(self.left(), FIRST_TURN * 2**turn), self.seed + turn)
                self._plan_for(course, max(0.0, self.left() - FIRST_TURN * 2**turn / 5))
                turn += 1
        if not self.over():
            self._plan_for(course, 0.0)

    def _planning(self) -> float:
        """Seconds of the planner before the prover has its turn: where wishes are weighed the whole model
        proves little in seconds."""
        left = self.left()
        return left * 0.6 if all(self.inst.must) else max(left * 0.6, left - 0.4 * max(0.0, left - LONG))

    def _plan_for(self, course: Course, until: float) -> None:
        """Plans on until so many seconds are left."""
        course.run(
            lambda: self.over() or self.left() <= until,
            lambda: self.left() - until - 0.02 * self.seconds,
        )

    def _beside(self, course: Course, pool: Pool) -> None:
        """Two threads: the prover in the one that is lent, the planner in this one; two planners while no
        proof is to be had."""
        if course.large and not (self._provable() and all(self.inst.must)):
            self._two(course, pool)
            return
        task = pool.submit(lambda: self.prove(self.left(), self.seed))
        course.run(lambda: task.done() or self.over(), lambda: self.left() - 0.02 * self.seconds)
        while not task.done() and not self.over():
            course.planner.back()
            course.anneal(100_000, lambda: task.done() or self.over())
        if self._prover is not None:
            self._prover.stop()
        task.result()

    def _two(self, course: Course, pool: Pool) -> None:
        """Two planners with seeds of their own, until the time of the prover has come. Where nothing depends
        on time neither knows of the other, and the better plan counts, of equal ones the first."""
        task = pool.submit(self._lent)
        self._plan_for(course, 0.0)
        if self._prover is not None:
            self._prover.stop()
        self._take(task.result())

    def _lent(self) -> Planner:
        """The planner of the lent thread, once it has done what it can."""
        planner = Planner(self.inst, seed=self.seed ^ OTHER, floor=self._floor)
        second = self._course(planner, second=True)
        if self._clock is None:
            second.run(self._asked, self.left)
            return planner
        if literals(self.inst) <= SMALL:  # a proof may be quick
            self.prove(min(self.left(), FIRST_TURN), self.seed)
        self._plan_for(second, max(0.0, self.left() - self._planning()) if self._provable() else 0.0)
        if self._provable() and not self.over():
            self.prove(self.left(), self.seed)
        return planner

    def _provable(self) -> bool:
        """Whether the whole model is built at all."""
        return literals(self.inst) <= MOST_LITERALS

    def _asked(self) -> bool:
        """Whether somebody wants an end."""
        return self._stop is not None and self._stop()

    def prove(self, seconds: float, seed: int) -> None:
        """The aims one after the other on the whole model; sets the bounds and offers what it finds."""
        self._prover = prover = Prover(self.inst)
        if self._asked():  # while its model was built, when nobody could stop it
            return
        for place, (aim, name) in enumerate(AIMS, start=1):
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

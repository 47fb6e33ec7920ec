"""The prover: core-guided search on the whole model, one aim after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from legation.engine.matching.exact import Whole, whole
from legation.engine.matching.instance import Instance

MOST_LITERALS = 20_000
CORE = {
    "num_workers": 1,
    "optimize_with_core": True,
    "linearization_level": 0,
    "symmetry_level": 0,
    "find_multiple_cores": False,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a proof gave: `slots` of each meeting (-1 out) where a plan was found, `bound` proved on the aim;
    `proved` says that the plan is best, or that there is none."""

    slots: tuple[int, ...] | None
    bound: int | None
    proved: bool
    effort: float  # deterministic time that it took


class Prover:
    """One model, solved for one aim after another; `stop` may be called from another thread."""

    def __init__(self, inst: Instance, *, counted: frozenset[int] | None = None) -> None:
        """`counted` are the people whose breaks count, everybody if not said."""
        self._whole: Whole = whole(inst, counted=counted)
        self._solver: Any = None
        self._stopped = False

    def stop(self) -> None:
        """Ends the search that is running, and those to come."""
        self._stopped = True
        if self._solver is not None:
            self._solver.stop_search()

    def least(
        self,
        aim: str,
        *,
        seconds: float,
        seed: int = 1,
        effort: float | None = None,
        lower: int = 0,
        upper: int | None = None,
        on_bound: Callable[[int], None] | None = None,
    ) -> Outcome:
        """The least of an aim ("lost", "moved", "breaks") between a proved `lower` and a wished `upper`
        (inclusive). Without a plan in that range, `proved` with no slots says that there is none."""
        from ortools.sat.python import cp_model

        model = self._whole.model.clone()
        sum_ = getattr(self._whole, aim)
        if self._stopped:
            return Outcome(None, lower, proved=False, effort=0.0)
        if not isinstance(sum_, int):
            if lower > 0:
                model.add(sum_ >= lower)
            if upper is not None:
                model.add(sum_ <= upper)
            model.minimize(sum_)
        elif upper is not None and upper < sum_:
            return Outcome(None, sum_, proved=True, effort=0.0)
        self._solver = solver = cp_model.CpSolver()
        for name, value in CORE.items():
            setattr(solver.parameters, name, value)
        solver.parameters.random_seed = seed & 0x7FFFFFFF
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        if on_bound is not None:
            solver.best_bound_callback = lambda bound: on_bound(round(bound))
        status = solver.solve(model)
        self._solver = None
        effort_spent = float(solver.response_proto.deterministic_time)
        if status == cp_model.INFEASIBLE:
            return Outcome(None, None, proved=True, effort=effort_spent)
        if status == cp_model.UNKNOWN:
            bound = lower if isinstance(sum_, int) else max(lower, round(solver.best_objective_bound))
            return Outcome(None, bound, proved=False, effort=effort_spent)
        slots = tuple(
            next((t for t, literal in held.items() if solver.boolean_value(literal)), -1)
            for held in self._whole.held
        )
        bound = sum_ if isinstance(sum_, int) else max(lower, round(solver.best_objective_bound))
        return Outcome(slots, bound, proved=status == cp_model.OPTIMAL, effort=effort_spent)

    def hold(self, aim: str, *, most: int) -> None:
        """From now on an earlier aim costs no more than this."""
        sum_ = getattr(self._whole, aim)
        if not isinstance(sum_, int):
            self._whole.model.add(sum_ <= most)


def can_hold(inst: Instance, *, effort: float) -> bool | None:
    """Whether all mandatory meetings can be held; None when so much deterministic effort does not tell."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    for name, value in CORE.items():
        setattr(solver.parameters, name, value)
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(whole(inst).model)
    if status == cp_model.UNKNOWN:
        return None
    return bool(status != cp_model.INFEASIBLE)

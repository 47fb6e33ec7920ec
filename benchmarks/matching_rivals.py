"""Other ways to plan the same rounds: by hand, with a plain model for CP-SAT, and as clauses for RC2."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from itertools import combinations
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from resource import RLIMIT_CPU, setrlimit
from time import process_time
from typing import Any

from legation.engine.matching import Placed, Round
from legation.engine.matching.board import Board, fill_in_order
from legation.engine.matching.instance import Instance, compiled
from legation.engine.matching.prover import Prover

Answer = tuple[str, int | None, float]  # status, breaks, seconds of one processor


def greedy(round_: Round) -> tuple[int, int, float]:
    """What one would do by hand: in order of request, mandatory first, the first slot that is free. Mandatory
    meetings left out, breaks, seconds."""
    begun = process_time()
    inst = compiled(round_)
    slots = fill_in_order(inst)
    spent = process_time() - begun
    left = sum(t < 0 and must for t, must in zip(slots, inst.must, strict=True))
    return left, Board(inst, slots).breaks(), spent


def least_again(
    round_: Round, before: tuple[Placed, ...], now: int, cost: tuple[int, int], seconds: float = 20.0
) -> tuple[int, int] | None:
    """The fewest dropped and moved when everything that is not past may move, or None when it is not proved
    in time. `cost` is known to do."""
    future = ~((1 << (now - 1)) - 1)
    known = {m.id for m in round_.meetings}
    inst = compiled(round_, tuple(e for e in before if e.meeting in known))
    inst = replace(
        inst,
        allowed=tuple(
            1 << was if 0 <= was < now - 1 else mask & future
            for mask, was in zip(inst.allowed, inst.previous, strict=True)
        ),
        must=(False,) * len(inst.ids),
        weight=(1,) * len(inst.ids),
        fairness=None,
    )
    prover = Prover(inst, counted=frozenset())
    least = []
    for aim, most in zip(("lost", "moved"), cost, strict=True):
        if not least or least[0] == cost[0]:
            found = prover.least(aim, seconds=seconds, upper=most)
        else:
            found = prover.least(aim, seconds=seconds)
        if not found.proved or found.bound is None:
            return None
        least.append(found.bound)
        prover.hold(aim, most=found.bound)
    return least[0], least[1]


def plain(round_: Round, limit: float) -> Answer:
    """A textbook model on CP-SAT as it comes, one worker: a whole number for each meeting's slot, first and
    last slot for each participant, breaks as holes begun."""
    from ortools.sat.python import cp_model

    inst = compiled(round_)
    begun = process_time()
    model = cp_model.CpModel()
    if not all(inst.allowed):
        return "infeasible", None, process_time() - begun
    held = _held(inst, lambda: model.new_bool_var(""))
    for row in held:
        model.add_exactly_one(row.values())
    breaks = []
    for meetings in inst.of:
        starts: list[Any] = []
        for t in range(inst.slots):
            here = [held[m][t] for m in meetings if t in held[m]]
            model.add_at_most_one(here)
            start = model.new_bool_var("")
            before = [held[m][t - 1] for m in meetings if t - 1 in held[m]]
            model.add(start >= sum(here) - sum(before))
            starts.append(start)
        count = model.new_int_var(0, inst.slots, "")
        model.add(count == sum(starts) - bool(meetings))
        breaks.append(count)
    for t in range(inst.slots):
        model.add(sum(row[t] for row in held if t in row) <= inst.tables[t])
    for m, earlier in enumerate(inst.before):
        for j in earlier:
            first = sum(t * x for t, x in held[j].items())
            model.add(first + 1 <= sum(t * x for t, x in held[m].items()))
    if inst.fairness is not None:
        most, least = model.new_int_var(0, inst.slots, ""), model.new_int_var(0, inst.slots, "")
        model.add_max_equality(most, breaks)
        model.add_min_equality(least, breaks)
        model.add(most - least <= inst.fairness)
    model.minimize(sum(breaks))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    names = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible", cp_model.FEASIBLE: "feasible"}
    found = round(solver.objective_value) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None
    return names.get(status, "unknown"), found, process_time() - begun


def clauses(round_: Round, limit: float) -> Answer | None:
    """RC2 with CaDiCaL on clauses; None when python-sat is not installed. It cannot be stopped, so it runs in
    a process of its own that has `limit` seconds of a processor; after them the answer is “unknown”."""
    if find_spec("pysat") is None:
        return None
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_cored, args=(round_, limit, theirs))
    child.start()
    theirs.close()
    try:
        answer: Answer = ours.recv()
    except EOFError:
        answer = "unknown", None, limit
    child.join()
    return answer


def _cored(round_: Round, limit: float, out: Connection) -> None:
    """The work of the other process."""
    from pysat.examples.rc2 import RC2

    setrlimit(RLIMIT_CPU, (ceil(process_time() + limit),) * 2)
    begun = process_time()
    formula = _Clauses(compiled(round_))
    with RC2(formula.wcnf, solver="cadical153", adapt=True, exhaust=True, minz=True) as solver:
        model = solver.compute()
        spent = process_time() - begun
        out.send(("infeasible", None, spent) if model is None else ("optimal", solver.cost, spent))


def _held(inst: Instance, literal: Any) -> list[dict[int, Any]]:
    """A literal for each meeting in each slot that it may have."""
    return [{t: literal() for t in range(inst.slots) if mask >> t & 1} for mask in inst.allowed]


class _Clauses:
    """A round as weighted clauses: one slot a meeting, busy and begun for each participant and slot, a
    literal where a break ends (softly none), tables as cardinality networks, fairness by unary counts."""

    def __init__(self, inst: Instance) -> None:
        from pysat.formula import WCNF

        self.wcnf = WCNF()
        self.top = 0
        held = _held(inst, self.literal)
        for row in held:
            self.wcnf.append(list(row.values()))
            self.one(list(row.values()))
        for t, tables in enumerate(inst.tables):
            self.most([row[t] for row in held if t in row], tables)
        for m, earlier in enumerate(inst.before):
            for j in earlier:
                self.wcnf.extend([[-x, -y] for s, x in held[j].items() for t, y in held[m].items() if t <= s])
        counts = [self.count(self.ends(inst, held, meetings)) for meetings in inst.of]
        if inst.fairness is not None:
            self.level(counts, inst.fairness)

    def literal(self) -> int:
        """A literal that is new."""
        self.top += 1
        return self.top

    def one(self, literals: list[int]) -> None:
        """At most one, pair by pair."""
        self.wcnf.extend([[-a, -b] for a, b in combinations(literals, 2)])

    def most(self, literals: list[int], most: int) -> None:
        """At most so many, by a cardinality network."""
        from pysat.card import CardEnc, EncType

        if len(literals) > most:
            made = CardEnc.atmost(literals, most, top_id=self.top, encoding=EncType.cardnetwrk)
            self.top = max(self.top, made.nv)
            self.wcnf.extend(made.clauses)

    def exactly(self, literals: list[int], number: int) -> None:
        """Exactly so many: implied, since a participant is busy as often as they have meetings."""
        from pysat.card import CardEnc, EncType

        made = CardEnc.equals(literals, number, top_id=self.top, encoding=EncType.cardnetwrk)
        self.top = max(self.top, made.nv)
        self.wcnf.extend(made.clauses)

    def equal(self, literals: list[int]) -> int:
        """A literal that is true exactly when one of these is."""
        either = self.literal()
        self.wcnf.append([-either, *literals])
        self.wcnf.extend([[either, -literal] for literal in literals])
        return either

    def ends(self, inst: Instance, held: list[dict[int, int]], meetings: tuple[int, ...]) -> list[int]:
        """For a participant, literals where a break ends: begun before, idle now, busy next."""
        busy = []
        for t in range(inst.slots):
            here = [held[m][t] for m in meetings if t in held[m]]
            self.one(here)
            busy.append(self.equal(here))
        self.exactly(busy, len(meetings))
        ends = []
        begun = busy[0]
        for t in range(1, inst.slots - 1):
            end = self.literal()
            self.wcnf.extend([[-end, begun], [-end, -busy[t]], [-end, busy[t + 1]]])
            self.wcnf.append([end, -begun, busy[t], -busy[t + 1]])
            self.wcnf.append([-end], weight=1)
            ends.append(end)
            begun = self.equal([begun, busy[t]])
        return ends

    def count(self, literals: list[int]) -> list[int]:
        """Literals in a row: the k-th is true exactly when more than k of these are."""
        row: list[int] = []
        for literal in literals:
            wider = []
            for k in range(len(row) + 1):
                both = literal
                if k:
                    both = self.literal()
                    self.wcnf.extend([[-both, literal], [-both, row[k - 1]], [both, -literal, -row[k - 1]]])
                wider.append(self.equal([both, row[k]]) if k < len(row) else both)
            row = wider
        return row

    def level(self, counts: list[list[int]], fair: int) -> None:
        """Any two differ by at most `fair`."""
        for k in range(max(map(len, counts), default=0) - fair):
            floor = self.literal()
            self.wcnf.extend([[-count[k + fair], floor] for count in counts if len(count) > k + fair])
            self.wcnf.extend([[-floor, count[k]] if k < len(count) else [-floor] for count in counts])

"""Ways out of a conflict, each tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from legation.engine.matching.conflict import quick_look
from legation.engine.matching.instance import compiled
from legation.engine.matching.model import MOST_SLOTS, Conflict, Meeting, Remedy, Round
from legation.engine.matching.planner import Planner
from legation.engine.matching.prover import can_hold

MOST_TRIED = 24
MOST_TABLES = 3
MUST = 100_000  # what leaving out a mandatory meeting weighs beside how much it is wished for


def remedies(
    round_: Round, conflict: Conflict, *, seed: int = 1, stop: Callable[[], bool] | None = None
) -> tuple[Remedy, ...]:
    """What would do, the least first: rules to widen, then meetings to leave out. At most 24 are tried;
    `stop`, once true, ends the trying. If leaving out one meeting is not enough, the fewest that the planner
    finds are offered together, of these the least wished for."""
    found: list[Remedy] = []
    for tried, remedy in enumerate(_candidates(round_, conflict)):
        if tried >= MOST_TRIED or (stop is not None and stop()):
            break
        amount = remedy.amount or 0
        if any(r.kind == remedy.kind and (r.amount or 0) < amount for r in found):
            continue  # more tables than enough
        if _does(applied(round_, remedy), seed):
            found.append(remedy)
    if not any(remedy.kind == "drop" for remedy in found):
        found.extend(_dropped(round_, seed))
    return tuple(found)


def applied(round_: Round, remedy: Remedy) -> Round:
    """The round with a remedy applied."""
    if remedy.kind == "fairness":
        return replace(round_, fairness=remedy.amount)
    if remedy.kind == "tables":
        return replace(round_, tables=tuple(n + (remedy.amount or 0) for n in round_.tables or ()))
    if remedy.kind == "resource":
        return replace(
            round_,
            resources=tuple(
                replace(r, amount=tuple(n + (remedy.amount or 0) for n in r.amount))
                if r.id == remedy.resource
                else r
                for r in round_.resources
            ),
        )
    if remedy.kind == "slots":
        return longer(round_, remedy.amount or 0)
    if remedy.kind == "available":
        return replace(
            round_,
            participants=tuple(
                replace(p, unavailable=tuple(t for t in p.unavailable if t != remedy.slot))
                if p.id == remedy.participant
                else p
                for p in round_.participants
            ),
        )
    if remedy.kind == "free":
        return replace(
            round_,
            meetings=tuple(
                replace(m, slot=None, session=None, after=()) if m.id in remedy.meetings else m
                for m in round_.meetings
            ),
        )
    return without(round_, set(remedy.meetings))


def longer(round_: Round, more: int) -> Round:
    """The round with more slots at the end of its last day, and in each as much as in the last one."""
    new = tuple(range(round_.slots + 1, round_.slots + more + 1))
    return replace(
        round_,
        slots=round_.slots + more,
        days=(*round_.days[:-1], round_.days[-1] + new) if round_.days else (),
        tables=None if round_.tables is None else round_.tables + round_.tables[-1:] * more,
        resources=tuple(replace(r, amount=r.amount + r.amount[-1:] * more) for r in round_.resources),
    )


def without(round_: Round, gone: set[str]) -> Round:
    """The round without some meetings, and without the order that led through them."""
    return replace(
        round_,
        meetings=tuple(
            replace(m, after=tuple(id_ for id_ in m.after if id_ not in gone))
            for m in round_.meetings
            if m.id not in gone
        ),
    )


def _candidates(round_: Round, conflict: Conflict) -> Iterator[Remedy]:
    if conflict.code == "fairness":
        if conflict.least is not None:
            yield Remedy("fairness", amount=conflict.least)
        return
    meetings = {m.id: m for m in round_.meetings}
    inside = [meetings[id_] for id_ in conflict.meetings]
    if round_.tables is not None and conflict.code in {"tables", "together"}:
        for more in range(1, MOST_TABLES + 1):
            yield Remedy("tables", amount=more)
    needed = {id_ for m in inside for id_ in m.needs}
    for resource in round_.resources:
        if resource.id in needed and conflict.code in {"needs", "together"}:
            for more in range(1, MOST_TABLES + 1):
                yield Remedy("resource", resource=resource.id, amount=more)
    if conflict.code in {"crowded", "tables", "needs", "together"}:
        least = max(1, len(inside) - round_.slots) if conflict.code == "crowded" else 1
        for more in range(least, min(least + MOST_TABLES, MOST_SLOTS - round_.slots + 1)):
            yield Remedy("slots", amount=more)
    if conflict.code not in {"crowded", "tables"}:
        yield from _lifted(round_, inside)
    for meeting in inside:
        yield Remedy("drop", (meeting.id,))


def _lifted(round_: Round, inside: list[Meeting]) -> Iterator[Remedy]:
    """Unavailable slots and bonds of the meetings in conflict, each lifted alone."""
    for meeting in inside:
        if meeting.slot is not None or meeting.session is not None or meeting.after:
            yield Remedy("free", (meeting.id,))
    among = {id_ for m in inside for id_ in m.participants}
    for person in round_.participants:
        if person.id in among:
            for slot in person.unavailable:
                yield Remedy("available", participant=person.id, slot=slot)


def _does(round_: Round, seed: int) -> bool:
    """Whether a round can be held: the planner finds a plan, or the prover does in moderate effort."""
    inst = compiled(round_)
    if quick_look(round_, inst) is not None:
        return False
    planner = Planner(inst, seed=seed)
    planner.anneal(100 * len(inst.ids), aim=(0, 1 << 62))
    return planner.out == 0 or can_hold(inst, effort=1.0) is True


def _dropped(round_: Round, seed: int) -> list[Remedy]:
    """The mandatory meetings that the planner has to leave out at best, if the rest is then a plan: the
    fewest, and of these the lightest."""
    musts = {m.id: m for m in round_.meetings if m.must}
    soft = without(round_, {m.id for m in round_.meetings if not m.must})
    soft = replace(
        soft, meetings=tuple(replace(m, must=False, weight=MUST + musts[m.id].weight) for m in soft.meetings)
    )
    inst = compiled(soft)
    planner = Planner(inst, seed=seed)
    planner.anneal(400 * len(inst.ids), aim=(0, 1 << 62))
    out = tuple(inst.ids[m] for m, t in enumerate(planner.slots) if t < 0)
    remedy = Remedy("drop", out)
    return [remedy] if out and _does(applied(round_, remedy), seed) else []

"""From a request to a plan: check, cast, draft, fill, turn into the room."""

from __future__ import annotations

from dataclasses import replace

from legation.engine.seating.checking import validate
from legation.engine.seating.draft import Cast, Draft
from legation.engine.seating.filling import Filled, fill, lock_conflict
from legation.engine.seating.layouts import BUILDERS
from legation.engine.seating.model import (
    UNNUMBERED,
    Beside,
    Conflict,
    Person,
    Request,
    Score,
    Seating,
    Unseated,
)
from legation.engine.seating.packs import parameters_of
from legation.engine.seating.placing import in_the_room
from legation.engine.seating.repair import repair

ON_DUTY = frozenset({"master-of-ceremonies", "security", "press"})
OPEN_TO_ALL = frozenset({"rounds", "theatre", "classroom", "photo", "car", "vehicles"})
UNLIMITED = frozenset({"signing", "receiving-line", "bilateral", "counterparts", "courtesy-call"})


def seat(request: Request, *, beside: Beside = map) -> Seating:
    """Seats people by the rules of a layout; see `Request` for what it needs. With the `map` of a pool of two
    threads as `beside`, rounds take about half the time; the plan is the same.

    The same request always gives the same plan. Chairs are named by their standing, not by who sits there,
    so a moved door turns the room and renames nothing. Raises BadInput for what cannot be read; what can be
    read but not satisfied comes back with status "infeasible", a smallest `Conflict` and the seats of
    `previous`. Rules: T1 to T18, V1 to V3, F2, F3; docs/algorithms/seating.md.
    """
    validate(request)
    cast, unseated = cast_of(request)
    if request.layout == "rounds":
        from legation.engine.seating.rounds.plan import seat_rounds

        plan = seat_rounds(cast, unseated, beside)
    else:
        cast, draft, left_over = drafted(cast)
        plan = _plan(cast, draft, unseated, left_over)
    if plan.conflict is None or not request.previous or any(chair.person for chair in plan.seats):
        return plan
    return _last_good(request, plan)


def _last_good(request: Request, failed: Seating) -> Seating:
    """The plan of before with the conflict that forbids a new one; who has no chair in it is listed."""
    from legation.engine.seating.byhand import drawn, laid_out, score_of

    before = dict(request.previous)
    kept = drawn(request, laid_out(request, before), {}, why="kept")
    seated = {chair.person for chair in kept.seats}
    return replace(
        kept,
        status=failed.status,
        conflict=failed.conflict,
        unseated=tuple(each for each in failed.unseated if each.person not in seated),
        score=score_of(request, before),
    )


def warm() -> None:
    """Loads the compiled search of rounds, and compiles it where that was not done on this machine (about 20
    seconds, kept beside the source or in the user's cache). `seat` does it by itself when it has to."""
    from legation.engine.seating.rounds.search import load

    load()


def drafted(cast: Cast) -> tuple[Cast, Draft, list[Person]]:
    """The cast that finds room, the layout for it, and who is left over."""
    if cast.request.layout == "rounds":
        from legation.engine.seating.rounds.plan import draft_of, who_fits

        people, left = who_fits(cast)
        return cast, draft_of(cast, people), left
    if cast.request.layout == "vehicles":
        from legation.engine.seating.vehicles import convoy

        draft, left = convoy(cast)
        return cast, draft, left
    cast, left = _within_capacity(cast)
    return cast, BUILDERS[cast.request.layout](cast), left


def cast_of(request: Request) -> tuple[Cast, list[Unseated]]:
    """The people to seat in rank order, and those who are not seated at all: no acceptance (T16), or a task
    in the room and so no place at the table."""
    place = {person: k for k, person in enumerate(request.order)}
    listed = {person.id: k for k, person in enumerate(request.people)}
    unseated: list[Unseated] = []
    ranked: list[Person] = []
    aides: list[Person] = []
    for person in request.people:
        if person.reply != "accepted":
            unseated.append(Unseated(person.id, "T16"))
        elif person.function in ON_DUTY and request.layout not in OPEN_TO_ALL:
            unseated.append(Unseated(person.id, "duty"))
        elif person.function in UNNUMBERED:
            aides.append(person)
        else:
            ranked.append(person)
    lead = {"principal": 0, "chair": 0, "signatory": 0, "staff": 2}
    ranked.sort(key=lambda p: (place.get(p.id, len(place)), lead.get(p.function, 1), listed[p.id]))
    parameters = request.parameters or parameters_of(request.pack)
    if not ranked:
        ranked, aides = aides, []
    return Cast(request, parameters, tuple(ranked), tuple(aides)), unseated


def _within_capacity(cast: Cast) -> tuple[Cast, list[Person]]:
    """Where the tables have fewer chairs than people, the first in rank and the locked keep theirs."""
    request = cast.request
    if not request.tables or (request.layout in UNLIMITED and request.layout != "bilateral"):
        return cast, []
    shared = request.layout in {"theatre", "classroom", "photo", "car"}
    everyone = (*cast.ranked, *cast.aides) if shared else cast.ranked
    chairs = sum(min(table.seats, 4) if request.layout == "car" else table.seats for table in request.tables)
    if len(everyone) <= chairs:
        return cast, []
    locked = {lock.person for lock in request.locks}
    by_right = sorted(range(len(everyone)), key=lambda k: (everyone[k].id not in locked, k))
    kept = {everyone[k].id for k in by_right[:chairs]}
    left = [person for person in everyone if person.id not in kept]
    ranked = tuple(person for person in cast.ranked if person.id in kept)
    aides = tuple(person for person in cast.aides if not shared or person.id in kept)
    return Cast(request, cast.parameters, ranked, aides), left


def _plan(cast: Cast, draft: Draft, unseated: list[Unseated], left: list[Person]) -> Seating:
    """Fills a draft; on a conflict nobody is seated and the empty chairs show the room."""
    request = cast.request
    conflict: Conflict | None = None
    if left:
        unseated = [*unseated, *(Unseated(person.id, "seats") for person in left)]
        conflict = _left_by(cast, left)
    filled: list[Filled] = []
    score = Score()
    bound: int | None = 0
    broken = lock_conflict(cast, draft)
    if broken is None:
        locks = {lock.person: lock.seat for lock in request.locks}
        access = None if request.accessible is None else frozenset(request.accessible)
        for chain in draft.chains:
            result = fill(chain, locks, access)
            if isinstance(result, Conflict):
                broken = result
                break
            filled.append(result)
    if broken is None:
        repaired = repair(cast, draft, tuple(filled))
        if isinstance(repaired, Conflict):
            broken = repaired
        else:
            filled, score, bound = list(repaired.filled), repaired.score, repaired.bound
    if broken is not None:
        waiting = [person.id for person in (*cast.ranked, *cast.aides)]
        unseated = [*unseated, *(Unseated(person, "conflict") for person in waiting)]
        empty = [Filled((None,) * len(chain.chairs), {}) for chain in draft.chains]
        return in_the_room(cast, draft, empty, unseated, broken)
    plan = in_the_room(cast, draft, filled, unseated, conflict, score=score, bound=bound)
    missed = _missed_locks(request, plan)
    if missed is None:
        return plan
    waiting = [person.id for person in (*cast.ranked, *cast.aides)]
    unseated = [*unseated, *(Unseated(person, "conflict") for person in waiting)]
    empty = [Filled((None,) * len(chain.chairs), {}) for chain in draft.chains]
    return in_the_room(cast, draft, empty, unseated, missed)


def _left_by(cast: Cast, left: list[Person]) -> Conflict:
    if cast.request.layout != "vehicles":
        return Conflict(("seats",), tuple(person.id for person in left))
    from legation.engine.seating.vehicles import left_by

    return left_by(cast, left)


def _missed_locks(request: Request, plan: Seating) -> Conflict | None:
    """A lock that the layout cannot keep: an aide's chair is given by T7 and T8, not by hand."""
    by_person = {chair.person: chair.seat for chair in plan.seats}
    for lock in request.locks:
        if lock.person in by_person and by_person[lock.person] != lock.seat:
            return Conflict((f"lock {lock.person} {lock.seat}", "T7"), (lock.person,))
    return None

"""Plans made by hand: drawn as they are, priced by the same score, and compared chair by chair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from legation.engine.seating.checking import validate
from legation.engine.seating.draft import Cast, Chair, Draft
from legation.engine.seating.filling import Filled
from legation.engine.seating.model import Lock, Move, Person, Request, Score, Seat, Seating, Unseated
from legation.engine.seating.placing import in_the_room


@dataclass(frozen=True, slots=True)
class Spread:
    """A plan by hand laid over the chairs of its layout: who sits on which chair, and who could not.

    `extra` are the people without a place in the room (T16, duty) and those left over; `by_chair` has the
    first of those who claim a chair, in the order of the request."""

    cast: Cast
    draft: Draft
    chairs: dict[str, Chair]
    by_chair: dict[str, Person]
    unseated: tuple[Unseated, ...]


def laid_out(request: Request, seats: Mapping[str, str]) -> Spread:
    """The layout with the chairs that the plan by hand names, and its people on them. Aides whose seat is no
    chair of a row go behind, or beside, those they serve, as the rules have it."""
    from legation.engine.seating.engine import cast_of, drafted

    locks = tuple(Lock(person, seat) for person, seat in seats.items())
    cast, unseated = cast_of(replace(request, locks=locks))
    cast, draft, left = drafted(cast)
    unseated += [Unseated(person.id, "seats") for person in left]
    chairs = {chair.id: chair for chain in draft.chains for chair in chain.chairs}
    by_chair: dict[str, Person] = {}
    waiting: list[Unseated] = []
    aides = {aide.id for aide, _ in (*draft.aides, *draft.behind)}
    gone = {person.id for person in left}
    for person in (*cast.ranked, *cast.aides):
        seat = seats.get(person.id)
        if seat in chairs and seat not in by_chair:
            by_chair[str(seat)] = person
        elif person.id not in aides and person.id not in gone:
            waiting.append(
                Unseated(person.id, "taken" if seat in chairs else "chair" if seat else "unplaced")
            )
    if request.layout == "rounds":
        from legation.engine.seating.rounds.plan import draft_of

        draft = draft_of(cast, (), by_chair)
    seated = {person.id for person in by_chair.values()}
    behind: list[tuple[Person, str]] = []
    for aide, served in draft.behind:
        if aide.id not in seated:
            behind += [(aide, served)] if served in seated else []
            waiting += [] if served in seated else [Unseated(aide.id, "served")]
    beside = [(aide, chair) for aide, chair in draft.aides if aide.id not in seated]
    draft = replace(draft, behind=tuple(behind), aides=tuple(beside))
    return Spread(replace(cast, request=request), draft, chairs, by_chair, (*unseated, *waiting))


def place(request: Request, seats: Mapping[str, str]) -> Seating:
    """Draws a plan made by hand: `seats` is the chair id of each person over the layout's own chairs.

    Nobody is moved. People with no chair in `seats`, with one that is not there or that is taken are listed
    as unseated ("unplaced", "chair", "taken"); aides sit by T7 and T8 behind those they serve unless a chair
    of a row is theirs. Numbers are those of the order of precedence. `why` gives the rules where the layout's
    own plan has the person on the same chair, and else "hand". `status` is "broken" where a hard rule is
    (`check` says which), else "feasible", or "optimal" where it is the plan that the rules alone give.
    Raises BadInput as `seat` does."""
    from legation.engine.seating.engine import seat
    from legation.engine.seating.faults import check

    validate(request)
    own: dict[str, Seat] = {}
    status = "feasible"
    if request.layout != "rounds":
        ruled = seat(replace(request, previous=()))
        own = {chair.person: chair for chair in ruled.seats if chair.person is not None}
        if ruled.status == "optimal" and all(seats.get(p) == chair.seat for p, chair in own.items()):
            status = "optimal"
    if any(fault.hard for fault in check(request, seats)):
        status = "broken"
    plan = drawn(request, laid_out(request, seats), own)
    return replace(plan, status=status, score=score_of(request, seats))


def drawn(request: Request, spread: Spread, own: Mapping[str, Seat], why: str = "hand") -> Seating:
    """The room with people where they were put; `own` has the chairs that the rules give, for the reasons,
    `why` the reason for the others."""
    locks = {(lock.person, lock.seat) for lock in request.locks}
    filled = [
        Filled(tuple(spread.by_chair.get(chair.id) for chair in chain.chairs), {})
        for chain in spread.draft.chains
    ]
    plan = in_the_room(spread.cast, spread.draft, filled, list(spread.unseated), None)
    placed = {person.id for person in spread.by_chair.values()}
    seats = []
    for chair in plan.seats:
        if chair.person in placed and chair.person is not None:
            ruled = own.get(chair.person)
            if ruled is not None and ruled.seat == chair.seat:
                chair = replace(chair, why=ruled.why)
            else:
                held = "T16" if (chair.person, chair.seat) in locks else why
                chair = replace(chair, why=(("T7",) if "T7" in chair.why else ()) + (held,))
        seats.append(chair)
    plan = replace(plan, seats=tuple(seats))
    if request.layout != "rounds":
        return plan
    from legation.engine.seating.rounds.facts import with_facts

    return with_facts(spread.cast, plan)


def score_of(request: Request, seats: Mapping[str, str]) -> Score:
    """The price of a plan made by hand, by rule, as `seat` prices its own: 0 is best; people without a chair
    cost nothing, and broken hard rules are no part of it (`check` lists them)."""
    spread = laid_out(request, seats)
    if request.layout == "rounds":
        from legation.engine.seating.rounds.pricing import price_of

        return price_of(spread.cast, {person.id: seat for seat, person in spread.by_chair.items()})
    from legation.engine.seating.repair import price_by_hand

    return price_by_hand(spread.cast, spread.draft, spread.by_chair)


def moves(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Move, ...]:
    """Who has another chair in `after` than in `before` (chair ids by person), by person; those who were not
    there or are gone have None on that side. Who kept the chair is not listed."""
    people = sorted({*before, *after})
    return tuple(
        Move(person, before.get(person), after.get(person))
        for person in people
        if before.get(person) != after.get(person)
    )


def seats_of(seating: Seating) -> dict[str, str]:
    """The chair id of each person seated: what `check`, `place` and `moves` take."""
    return {chair.person: chair.seat for chair in seating.seats if chair.person is not None}

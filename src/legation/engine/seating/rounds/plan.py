"""A plan for rounds: who shares a table, then the order around each, then the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from legation.engine.seating.draft import Cast, Chain, Draft, honour_heading, is_numbered
from legation.engine.seating.filling import Filled
from legation.engine.seating.model import Beside, Conflict, Person, Score, Seating, Unseated
from legation.engine.seating.placing import in_the_room
from legation.engine.seating.rounds.conflicts import lock_conflict
from legation.engine.seating.rounds.facts import with_facts
from legation.engine.seating.rounds.floor import by_honour, party_tables
from legation.engine.seating.rounds.party import Party
from legation.engine.seating.rounds.pricing import score_of
from legation.engine.seating.rounds.search import Found, search


def seat_rounds(cast: Cast, unseated: list[Unseated], beside: Beside = map) -> Seating:
    """Seats a party at rounds. See docs/algorithms/seating.md for what is guaranteed."""
    cast = replace(cast, request=replace(cast.request, tables=by_honour(cast.request.tables)))
    people, left = who_fits(cast)
    unseated = [*unseated, *(Unseated(person.id, "seats") for person in left)]
    found: Found | Conflict = lock_conflict(cast) or search(cast, people, beside)
    if isinstance(found, Conflict):
        unseated = [*unseated, *(Unseated(person.id, "conflict") for person in people)]
        return _room(cast, {}, {}, unseated, found, Score(), None)
    party = found.party
    by_seat = {f"{party.tables[t].id}-{chair + 1}": party.people[i] for i, (t, chair) in found.where.items()}
    why = {person.id: _why(cast, party, i, found.where) for i, person in enumerate(people)}
    conflict = Conflict(("seats",), tuple(person.id for person in left)) if left else None
    score = score_of(party, found.where)
    return with_facts(cast, _room(cast, by_seat, why, unseated, conflict, score, found.bound))


def who_fits(cast: Cast) -> tuple[tuple[Person, ...], list[Person]]:
    """Who gets a chair when there are fewer than people: the locked, then by rank, aides last."""
    everyone = (*cast.ranked, *cast.aides)
    chairs = sum(table.seats for table in cast.request.tables)
    if len(everyone) <= chairs:
        return everyone, []
    locked = {lock.person for lock in cast.request.locks}
    order = sorted(range(len(everyone)), key=lambda k: (everyone[k].id not in locked, k))
    kept = set(order[:chairs])
    return (
        tuple(person for k, person in enumerate(everyone) if k in kept),
        [person for k, person in enumerate(everyone) if k not in kept],
    )


def _why(cast: Cast, party: Party, i: int, where: Mapping[int, tuple[int, int]]) -> tuple[str, ...]:
    person, request = party.people[i], cast.request
    why: list[str] = [] if is_numbered(person) else ["T7"] + ["T8"] * (person.function == "interpreter")
    if any(lock.person == person.id for lock in request.locks):
        why.append("T16")
    if any(person.id in pair for pair in request.together):
        why.append("together")
    if is_numbered(person) and party.ideal[i] != where[i][0]:
        why.append("apart" if any(person.id in pair for pair in request.apart) else "mix")
    return tuple(why)


def draft_of(cast: Cast, people: Sequence[Person], by_seat: dict[str, Person] | None = None) -> Draft:
    """The tables and chairs of a party; each table's chain holds who sits there in rank order (all `people`
    where it is not said who sits where)."""
    heading, heading_why = honour_heading(cast.request)
    tables = by_honour(cast.request.tables)
    shapes, chairs = party_tables(tables, cast.parameters.senior_side, heading, heading_why)
    rank = {person.id: k for k, person in enumerate((*cast.ranked, *cast.aides))}
    chains = []
    for table in tables:
        own = tuple(chair for chair in chairs if chair.table == table.id)
        seated = list(people) if by_seat is None else [by_seat[c.id] for c in own if c.id in by_seat]
        chains.append(Chain(table.id, tuple(sorted(seated, key=lambda p: rank[p.id])), own))
    return Draft(tuple(chains), heading, shapes)


def _room(
    cast: Cast,
    by_seat: dict[str, Person],
    why: dict[str, tuple[str, ...]],
    unseated: Sequence[Unseated],
    conflict: Conflict | None,
    score: Score,
    bound: int | None,
) -> Seating:
    draft = draft_of(cast, (), by_seat)
    filled = [Filled(tuple(by_seat.get(chair.id) for chair in chain.chairs), why) for chain in draft.chains]
    return in_the_room(cast, draft, filled, list(unseated), conflict, score=score, bound=bound)

"""A plan for rounds: who shares a table, then the order around each, then the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.engine.seating.draft import Cast, Chain, Draft, honour_heading, is_numbered
from legation.engine.seating.filling import Filled
from legation.engine.seating.model import Conflict, Person, Score, Seating, Unseated
from legation.engine.seating.placing import in_the_room
from legation.engine.seating.rounds.conflicts import conflict_of, lock_conflict
from legation.engine.seating.rounds.floor import by_honour, party_tables
from legation.engine.seating.rounds.party import Party, party_of, table_and_chair
from legation.engine.seating.rounds.search import HOT, REPAIR, Tables, anneal, by_rank, from_before, pack
from legation.engine.seating.rounds.seats import seats_around

PARTS = ("hard", "sides", "languages", "sectors", "wishes")


def seat_rounds(cast: Cast, unseated: list[Unseated]) -> Seating:
    """Seats a party at rounds. See docs/algorithms/seating.md for what is guaranteed."""
    cast = replace(cast, request=replace(cast.request, tables=by_honour(cast.request.tables)))
    request = cast.request
    people, left = who_fits(cast)
    unseated = [*unseated, *(Unseated(person.id, "seats") for person in left)]
    broken = lock_conflict(cast)
    found: Tables | Conflict = broken or _search(cast, people)
    if isinstance(found, Conflict):
        unseated = [*unseated, *(Unseated(person.id, "conflict") for person in people)]
        return _room(cast, {}, {}, unseated, found, Score())
    chair_of, price = seats_around(cast, found)
    conflict = Conflict(("seats",), tuple(person.id for person in left)) if left else None
    score = score_of(found, price)
    why = {person.id: _why(cast, found, i) for i, person in enumerate(found.party.people)}
    by_seat = {seat: person for person, seat in chair_of.items()}
    known = {person.id: person for person in request.people}
    return _room(
        cast, {seat: known[person] for seat, person in by_seat.items()}, why, unseated, conflict, score
    )


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


def _search(cast: Cast, people: tuple[Person, ...]) -> Tables | Conflict:
    """Tables for everyone, or the conflict that forbids them."""
    request = cast.request
    party = party_of(cast, people)
    before = {
        person: chair[0]
        for person, seat in request.previous
        if (chair := table_and_chair(seat, request.tables)) is not None
    }
    start = (from_before(party, before) if before else None) or by_rank(party)
    hot = REPAIR if before else HOT
    moves = request.effort if request.effort is not None else min(80_000, 500 * len(people))
    if before and request.effort is None:
        moves //= 4
    if start is not None:
        done = anneal(Tables(party, start), moves=moves, seed=request.seed, hot=hot)
        if is_sound(done):
            return done
    for loose in (False, True):
        party = party_of(cast, people, loose=loose)
        found = _packed(party)
        if found is not None:
            return anneal(Tables(party, found), moves=moves, seed=request.seed, hot=hot)
    return conflict_of(cast, people)


def _packed(party: Party) -> list[int] | None:
    from legation.engine.seating.puzzle import Undecided

    try:
        return pack(party)
    except Undecided:
        return None


def is_sound(tables: Tables) -> bool:
    """Whether every hard rule holds."""
    return all(parts[0] == 0 for parts in _parts(tables))


def _parts(tables: Tables) -> list[tuple[int, ...]]:
    party = tables.party
    return [
        party.parts(t, [i for u in units for i in party.units[u]], tables.masks[t])
        for t, units in enumerate(tables.units)
    ]


def score_of(tables: Tables, around: int = 0) -> Score:
    """The price of a plan by rule; `neighbours` is the order around the tables."""
    party = tables.party
    parts = _parts(tables)
    named = {name: sum(part[k] for part in parts) for k, name in enumerate(PARTS) if name != "hard"}
    unary = sum(party.unary[i][tables.at[u]] for u, unit in enumerate(party.units) for i in unit)
    moved = sum(party.moved[i][tables.at[u]] for u, unit in enumerate(party.units) for i in unit)
    named = {"rank": unary - moved, **named, "moved": moved, "neighbours": around}
    return Score(sum(named.values()), tuple(named.items()))


def _why(cast: Cast, tables: Tables, index: int) -> tuple[str, ...]:
    party = tables.party
    person = party.people[index]
    request = cast.request
    table = next(tables.at[u] for u, unit in enumerate(party.units) if index in unit)
    why: list[str] = [] if is_numbered(person) else ["T7"] + ["T8"] * (person.function == "interpreter")
    if any(lock.person == person.id for lock in request.locks):
        why.append("T16")
    if any(person.id in pair for pair in request.together):
        why.append("together")
    if is_numbered(person) and party.ideal[index] != table:
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
) -> Seating:
    draft = draft_of(cast, (), by_seat)
    filled = [Filled(tuple(by_seat.get(chair.id) for chair in chain.chairs), why) for chain in draft.chains]
    return in_the_room(cast, draft, filled, list(unseated), conflict, score=score, bound=None)

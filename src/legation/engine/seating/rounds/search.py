"""The search for who shares a table: a start, the compiled search, the order around each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legation.engine.seating.draft import Cast, needs_access
from legation.engine.seating.model import Beside, Conflict, Person
from legation.engine.seating.puzzle import Undecided
from legation.engine.seating.rounds.conflicts import conflict_of
from legation.engine.seating.rounds.exact import best_tables, is_small
from legation.engine.seating.rounds.party import Party, party_of, table_and_chair
from legation.engine.seating.rounds.seats import Where, seats_around
from legation.engine.seating.rounds.starts import by_rank, from_before, pack

HOT, COLD = 7.0, 0.7  # the price accepted at the start and at the end of a search
HARD_PRICE = 1 << 30  # more than any plan costs
MENDING = 3.0  # the start where a plan is only mended


@dataclass(frozen=True, slots=True)
class Found:
    """A plan of a party: table and chair by person, and the bound proved, if any."""

    party: Party
    where: Where
    bound: int | None = None


def search(cast: Cast, people: tuple[Person, ...], beside: Beside = map) -> Found | Conflict:
    """Tables and chairs for everyone, or the conflict that forbids them."""
    party = party_of(cast, people)
    if any(before is not None for before in party.before):
        found = _mended(cast, party)
        if found is not None:
            return found
    moves = cast.request.effort if cast.request.effort is not None else moves_for(len(people))
    before = _tables_before(party)
    start = (from_before(party, before) if before else None) or by_rank(party)
    if start is not None:
        found = _best(cast, party, start, moves, beside)
        if is_sound(party, found.where):
            return found
    for loose in (False, True):
        party = party_of(cast, people, loose=loose)
        packed = _packed(party)
        if packed is not None:
            return (_improved if loose else _best)(cast, party, packed, moves, beside)
    return conflict_of(cast, people)


def load() -> None:
    """Brings the compiled parts: their signatures are explicit, so importing them is enough."""
    from legation.engine.seating.rounds import annealing, orders, sets

    if not (annealing.anneal.signatures and sets.best_split.signatures and orders.best_order.signatures):
        raise RuntimeError("the search was not compiled")


def moves_for(count: int) -> int:
    """How many moves a party of this size is worth: about a second of them on two processors."""
    return min(100_000 * count, 9_000_000)


def _packed(party: Party) -> list[int] | None:
    try:
        return pack(party)
    except Undecided:
        return None


def _tables_before(party: Party) -> dict[str, int]:
    pairs = zip(party.people, party.before, strict=True)
    return {person.id: before[0] for person, before in pairs if before is not None}


def pinned_by(cast: Cast, party: Party) -> dict[int, tuple[int, int]]:
    """The table and chair of who is locked."""
    index = {person.id: i for i, person in enumerate(party.people)}
    chairs = ((lock.person, table_and_chair(lock.seat, party.tables)) for lock in cast.request.locks)
    return {index[person]: chair for person, chair in chairs if person in index and chair is not None}


def reach_of(cast: Cast, party: Party) -> list[frozenset[int]]:
    """The chairs of each table that can be reached: all of them where the request does not say."""
    if cast.request.accessible is None:
        return [frozenset(range(table.seats)) for table in party.tables]
    seats = [table_and_chair(seat, party.tables) for seat in cast.request.accessible]
    return [
        frozenset(seat[1] for seat in seats if seat is not None and seat[0] == t)
        for t in range(len(party.tables))
    ]


def _improved(cast: Cast, party: Party, start: list[int], moves: int, beside: Beside) -> Found:
    """The compiled search from a start, then the best order around each table."""
    from legation.engine.seating.rounds.board import board_of

    pinned = pinned_by(cast, party)
    board = board_of(party, start, pinned)
    mending = any(before is not None for before in party.before)
    if moves and len(party.tables) > 1:
        hot = MENDING if mending else HOT
        board.anneal(moves=moves, seed=cast.request.seed, hot=hot, cold=COLD, beside=beside)
    return _ordered(cast, party, board.tables(party), pinned, board.pair, board.occ.tolist())


def _best(cast: Cast, party: Party, start: list[int], moves: int, beside: Beside) -> Found:
    """The plan of the search; of a small party the best of all, unless an effort is asked for."""
    found = _improved(cast, party, start, moves, beside)
    if cast.request.effort is not None or not is_small(cast, party):
        return found
    return _proved(cast, party, start, found) or found


def _proved(cast: Cast, party: Party, start: list[int], found: Found) -> Found | None:
    """The best plan of a small party, with its price as the bound; None where there is no plan. A plan that
    was found helps to leave out sets."""
    from legation.engine.seating.rounds.board import board_of
    from legation.engine.seating.rounds.pricing import score_of

    board = board_of(party, start, {})
    known = score_of(party, found.where).total if is_sound(party, found.where) else HARD_PRICE
    at = best_tables(party, board, known)
    if at is None:
        return None
    best = _ordered(cast, party, at, {}, board.pair, ())
    return Found(party, best.where, score_of(party, best.where).total)


def _ordered(
    cast: Cast,
    party: Party,
    at: list[int],
    pinned: Mapping[int, tuple[int, int]],
    pairs: object,
    begun: Sequence[list[int]],
) -> Found:
    members: list[list[int]] = [[] for _ in party.tables]
    for u, t in enumerate(at):
        members[t] += party.units[u]
    where, sure = seats_around(party, members, pinned, reach_of(cast, party), pairs, begun)
    bound = None
    if sure and len(party.tables) == 1 and not any(party.before):
        from legation.engine.seating.rounds.pricing import score_of

        bound = score_of(party, where).total
    return Found(party, where, bound)


def _mended(cast: Cast, party: Party) -> Found | None:
    """The plan of before with only those moved whom a change concerns: who has no chair yet, or lost it to a
    lock. None where that breaks a hard rule, or where nothing of before is left."""
    locked = pinned_by(cast, party)
    taken = set(locked.values())
    reach = reach_of(cast, party)
    pinned = dict(locked)
    for i, before in enumerate(party.before):
        if before is None or i in pinned or before in taken:
            continue
        if needs_access(party.people[i]) and before[1] not in reach[before[0]]:
            continue
        pinned[i] = before
        taken.add(before)
    at = _joined(party, pinned)
    if at is None:
        return None

    from legation.engine.seating.rounds.board import board_of

    board = board_of(party, at, pinned)
    newcomers = sum(1 for unit in party.units if all(i not in pinned for i in unit))
    if newcomers and len(party.tables) > 1 and cast.request.effort != 0:
        moves = cast.request.effort or min(200_000, 20_000 * newcomers)
        board.anneal(moves=moves, seed=cast.request.seed, hot=HOT, cold=COLD)
    found = _ordered(cast, party, board.tables(party), locked, board.pair, board.occ.tolist())
    return found if is_sound(party, found.where) else None


def _joined(party: Party, pinned: Mapping[int, tuple[int, int]]) -> list[int] | None:
    """The table of each unit: where its pinned people are, else where there is room and it costs least; None
    where that cannot be."""
    free = [table.seats for table in party.tables]
    for t, _ in pinned.values():
        free[t] -= 1
    at = []
    for unit in party.units:
        tables = sorted({pinned[i][0] for i in unit if i in pinned})
        if len(tables) > 1:
            return None
        at.append(tables[0] if tables else -1)
        if tables:
            free[tables[0]] -= sum(1 for i in unit if i not in pinned)
    if min(free) < 0:
        return None
    for u, unit in enumerate(party.units):
        if at[u] >= 0:
            continue
        roomy = [t for t, room in enumerate(free) if room >= len(unit)]
        if not roomy:
            return None
        at[u] = min(roomy, key=lambda t: (sum(party.unary[i][t] for i in unit), t))
        free[at[u]] -= len(unit)
    return at


def is_sound(party: Party, where: Where) -> bool:
    """Whether every hard rule holds: who is barred, and chairs that can be reached."""
    if any(where[a][0] == where[b][0] for a, b in party.barred):
        return False
    needers = [0] * len(party.tables)
    for i, person in enumerate(party.people):
        needers[where[i][0]] += needs_access(person)
    return all(need <= access for need, access in zip(needers, party.access, strict=True))

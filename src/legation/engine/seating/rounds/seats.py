"""Which chair at a table: the best order around it; locks, reachable chairs and chairs of before are kept."""

from __future__ import annotations

from collections.abc import Iterable

from legation.engine.seating.draft import Cast, is_numbered, needs_access
from legation.engine.seating.rounds.circle import NEVER, best_order, places_by_rank
from legation.engine.seating.rounds.party import Party, table_and_chair
from legation.engine.seating.rounds.search import Tables

COUPLE, SAME_SIDE, NO_LANGUAGE, WISH, AIDE, STEP = 30, 3, 4, 5, 200, 1


def seats_around(cast: Cast, tables: Tables) -> tuple[dict[str, str], int]:
    """A seat id for each person, and the price of all orders together."""
    placed: dict[str, str] = {}
    price = 0
    for t, units in enumerate(tables.units):
        members = sorted(i for u in units for i in tables.party.units[u])
        if members:
            chairs, cost = _table(cast, tables.party, t, members)
            price += cost
            for i, chair in chairs.items():
                placed[tables.party.people[i].id] = f"{tables.party.tables[t].id}-{chair + 1}"
    return placed, price


def _table(cast: Cast, party: Party, t: int, members: list[int]) -> tuple[dict[int, int], int]:
    total = party.tables[t].seats
    index = {person.id: i for i, person in enumerate(party.people)}
    reach = _reach(cast, party, t)
    kept = _kept(cast, party, t, members, reach)
    needers = sum(1 for i in members if needs_access(party.people[i]) and i not in kept)
    chairs = _chairs_used(total, len(members), set(kept.values()), reach, needers)
    place = {chair: k for k, chair in enumerate(places_by_rank(total))}
    rank = {i: k for k, i in enumerate(members)}

    def sit(i: int, chair: int) -> int:
        if i in kept:
            return 0 if kept[i] == chair else NEVER
        if needs_access(party.people[i]) and chair not in reach:
            return NEVER
        return STEP * abs(place[chair] - rank[i]) if is_numbered(party.people[i]) else 0

    served = {index[a.id]: index.get(cast.served(a)) for a in cast.aides if a.id in index}
    wished = {frozenset((index[a], index[b])) for a, b in cast.request.wishes if a in index and b in index}

    def beside(i: int, j: int) -> int:
        one, other = party.people[i], party.people[j]
        cost = -AIDE if served.get(i) == j or served.get(j) == i else 0
        if one.partner == other.id or other.partner == one.id:
            cost += COUPLE
        if one.side == other.side:
            cost += SAME_SIDE
        if one.languages and other.languages and not party.share[i] >> j & 1:
            cost += NO_LANGUAGE
        return cost - WISH if frozenset((i, j)) in wished else cost

    order, cost = best_order(members, chairs, total, sit, beside)
    aides = sum(1 for i in members if served.get(i) in members)
    return dict(zip(order, chairs, strict=True)), cost + AIDE * aides


def _reach(cast: Cast, party: Party, t: int) -> set[int]:
    """The chairs of a table that can be reached: all of them where the request does not say."""
    if cast.request.accessible is None:
        return set(range(party.tables[t].seats))
    seats = [table_and_chair(seat, party.tables) for seat in cast.request.accessible]
    return {seat[1] for seat in seats if seat is not None and seat[0] == t}


def _kept(cast: Cast, party: Party, t: int, members: list[int], reach: set[int]) -> dict[int, int]:
    """Who has a chair already: locks; then the chairs of the plan before; then the first in rank on the
    seat of honour."""
    index = {person.id: i for i, person in enumerate(party.people)}
    fixed = _chairs(((lock.person, lock.seat) for lock in cast.request.locks), party, t, index, members)
    kept = dict(fixed)
    for i, chair in _chairs(cast.request.previous, party, t, index, members).items():
        reachable = chair in reach or not needs_access(party.people[i])
        if i not in kept and chair not in kept.values() and reachable:
            kept[i] = chair
    first = next((i for i in members if i not in fixed and is_numbered(party.people[i])), None)
    if first is not None and 0 not in kept.values() and (0 in reach or not needs_access(party.people[first])):
        kept[first] = 0
    return kept


def _chairs(
    pairs: Iterable[tuple[str, str]], party: Party, t: int, index: dict[str, int], members: list[int]
) -> dict[int, int]:
    found: dict[int, int] = {}
    for person, seat in pairs:
        chair = table_and_chair(seat, party.tables)
        if chair is not None and chair[0] == t and index.get(person) in members:
            found[index[person]] = chair[1]
    return found


def _chairs_used(total: int, count: int, kept: set[int], reach: set[int], needers: int) -> list[int]:
    """The chairs that people take: those kept, those that must be reached, then by standing."""
    order = places_by_rank(total)
    used = set(kept)
    if needers:
        used |= set([chair for chair in order if chair in reach and chair not in used][:needers])
    for chair in order:
        if len(used) >= count:
            break
        used.add(chair)
    return sorted(used)

"""What an arrangement at rounds costs, rule by rule, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legation.engine.seating.draft import Cast, is_numbered
from legation.engine.seating.model import Score
from legation.engine.seating.rounds.around import around
from legation.engine.seating.rounds.floor import by_honour
from legation.engine.seating.rounds.party import party_of, table_and_chair
from legation.engine.seating.rounds.seats import AIDE, COUPLE, NO_LANGUAGE, SAME_SIDE, STEP, WISH

PARTS = ("sides", "languages", "sectors", "wishes")


def price_of(cast: Cast, seats: Mapping[str, str]) -> Score:
    """The price of an arrangement (chair id by person) of a party, by rule (docs/algorithms/seating.md)."""
    cast = replace(cast, request=replace(cast.request, tables=by_honour(cast.request.tables)))
    people = tuple(person for person in (*cast.ranked, *cast.aides) if person.id in seats)
    if not people:
        return Score()
    party = party_of(cast, people)
    index = {person.id: i for i, person in enumerate(people)}
    where = [table_and_chair(seats[person.id], party.tables) or (0, 0) for person in people]
    named = dict.fromkeys(("rank", *PARTS, "moved", "neighbours"), 0)
    served = {index[a.id]: index.get(cast.served(a)) for a in cast.aides if a.id in index}
    wished = {frozenset((index[a], index[b])) for a, b in cast.request.wishes if a in index and b in index}
    for t, table in enumerate(party.tables):
        members = [i for i in range(len(people)) if where[i][0] == t]
        parts = party.parts(t, members, sum(1 << i for i in members))
        for name, price in zip(PARTS, parts[1:], strict=True):
            named[name] += price
        for i in members:
            named["moved"] += party.moved[i][t]
            named["rank"] += party.unary[i][t] - party.moved[i][t]
        ring = around(table, cast.parameters.senior_side)
        by_chair = {where[i][1]: i for i in members}
        for rank, i in enumerate(members):
            if is_numbered(people[i]):
                named["neighbours"] += STEP * abs(ring.standing[where[i][1]] - rank)
            if served.get(i) in members:
                named["neighbours"] += AIDE
        for chair, i in by_chair.items():
            j = by_chair.get(ring.following[chair])
            if j is None:
                continue
            one, other = people[i], people[j]
            cost = -AIDE if served.get(i) == j or served.get(j) == i else 0
            cost += COUPLE if other.id == one.partner or one.id == other.partner else 0
            cost += SAME_SIDE if one.side == other.side else 0
            cost += NO_LANGUAGE if one.languages and other.languages and not party.share[i] >> j & 1 else 0
            named["neighbours"] += cost - (WISH if frozenset((i, j)) in wished else 0)
    return Score(sum(named.values()), tuple(named.items()))

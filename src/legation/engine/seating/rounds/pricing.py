"""What an arrangement at rounds costs, rule by rule, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legation.engine.seating.draft import Cast, is_numbered
from legation.engine.seating.model import Score
from legation.engine.seating.rounds.floor import by_honour
from legation.engine.seating.rounds.party import AIDE, STEP, Party, party_of, table_and_chair

RULES = ("rank", "sides", "languages", "sectors", "wishes", "moved", "neighbours")


def price_of(cast: Cast, seats: Mapping[str, str]) -> Score:
    """The price of an arrangement (chair id by person) of a party, by rule (docs/algorithms/seating.md)."""
    cast = replace(cast, request=replace(cast.request, tables=by_honour(cast.request.tables)))
    people = tuple(person for person in (*cast.ranked, *cast.aides) if person.id in seats)
    if not people:
        return Score()
    where = {
        i: table_and_chair(seats[person.id], cast.request.tables) or (0, 0) for i, person in enumerate(people)
    }
    return score_of(party_of(cast, people), where)


def score_of(party: Party, where: Mapping[int, tuple[int, int]]) -> Score:
    """The price of an arrangement: table and chair by person, from 0."""
    named = dict.fromkeys(RULES, 0)
    weights = party.weights
    members: list[list[int]] = [[] for _ in party.tables]
    for i in range(len(party.people)):
        members[where[i][0]].append(i)
    count, hosts = len(party.people), party.hosts
    for t, people in enumerate(members):
        own = sum(1 for i in people if party.people[i].side == "host")
        named["sides"] += weights.sides * (abs(own * count - hosts * len(people)) // count)
        named["languages"] += weights.languages * _lonely(party, people)
        sectors = [party.sector[i] for i in people if party.sector[i] >= 0]
        named["sectors"] += weights.sectors * sum(sectors[:k].count(s) for k, s in enumerate(sectors))
        for i in people:
            named["moved"] += party.moved(i, t)
            named["rank"] += party.unary[i][t] - party.moved(i, t)
        named["neighbours"] += _around(party, t, people, where)
    touching = {
        (min(i, j), max(i, j))
        for t, people in enumerate(members)
        for i, j in touches(party, t, people, where)
    }
    for a, b in party.wishes:
        if where[a][0] != where[b][0]:
            named["wishes"] += weights.wishes
        elif (a, b) not in touching:
            named["wishes"] += weights.wishes // 2
    for i, other in enumerate(party.served):
        if other >= 0 and (min(i, other), max(i, other)) not in touching:
            named["neighbours"] += AIDE
    return Score(sum(named.values()), tuple(named.items()))


def touches(
    party: Party, t: int, people: list[int], where: Mapping[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs of people on chairs of a table that touch."""
    following = party.rings[t].following
    by_chair = {where[i][1]: i for i in people}
    return [(i, by_chair[following[chair]]) for chair, i in by_chair.items() if following[chair] in by_chair]


def _lonely(party: Party, people: list[int]) -> int:
    """How many others with a common language people lack at a table: two are wanted for each."""
    if not any(party.talks):
        return 0
    need = 2 if len(people) > 2 else len(people) - 1
    counts = [0] * len(party.profiles)
    for i in people:
        if party.profile[i] >= 0:
            counts[party.profile[i]] += 1
    lacking = 0
    for p, own in enumerate(counts):
        if own:
            heard = sum(
                other
                for q, other in enumerate(counts)
                if other and not party.profiles[p].isdisjoint(party.profiles[q])
            )
            lacking += own * max(0, need - (heard - 1))
    return lacking


def _around(party: Party, t: int, people: list[int], where: Mapping[int, tuple[int, int]]) -> int:
    """Steps from rank and neighbours, apart from wishes and aides."""
    standing = party.rings[t].standing
    price = sum(
        STEP * abs(standing[where[i][1]] - rank)
        for rank, i in enumerate(people)
        if is_numbered(party.people[i])
    )
    return price + sum(party.beside(i, j) for i, j in touches(party, t, people, where))

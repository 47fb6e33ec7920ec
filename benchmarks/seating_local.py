"""A plain local search for rounds, as one would write it first: two guests change places, by annealing.

It prices plans as the engine does and is what `seating.py` compares with.
"""

from __future__ import annotations

from math import exp
from random import Random
from time import process_time

from legation.engine.seating import Request
from legation.engine.seating.engine import cast_of
from legation.engine.seating.rounds.party import AIDE, Party, party_of
from legation.engine.seating.rounds.pricing import score_of, touches
from legation.engine.seating.rounds.starts import by_rank

HARD = 1000  # the price of a broken hard rule, and of a group at two tables


def _of_table(party: Party, t: int, where: dict[int, tuple[int, int]], links: list[list[int]]) -> int:
    """What one table costs, wishes and aides included."""
    people = [i for i, (table, _) in where.items() if table == t]
    people.sort()
    count, everyone = len(people), len(party.people)
    own = sum(1 for i in people if party.people[i].side == "host")
    price = party.weights.sides * (abs(own * everyone - party.hosts * count) // everyone)
    price += sum(party.unary[i][t] for i in people)
    for k, i in enumerate(people):
        price += abs(party.rings[t].standing[where[i][1]] - k)
        shared = sum(1 for j in people if j != i and party.shares(i, j))
        if any(party.talks) and party.profile[i] >= 0:
            price += party.weights.languages * max(0, min(2, count - 1) - shared)
        for j in people[:k]:
            same = party.sector[i] >= 0 and party.sector[i] == party.sector[j]
            price += party.weights.sectors * same + HARD * (party.apart[i] >> j & 1)
        price += HARD * sum(1 for j in links[i] if where[j][0] != t)
    wishes, half = set(party.wishes), party.weights.wishes // 2
    price -= (party.weights.wishes - half) * sum(1 for a, b in wishes if where[a][0] == where[b][0] == t)
    for i, j in touches(party, t, people, where):
        price += party.beside(i, j) - half * ((min(i, j), max(i, j)) in wishes)
        price -= AIDE * (party.served[i] == j or party.served[j] == i)
    return price


def local_search(request: Request, *, seconds: float, seed: int = 1) -> int:
    """The price of the best plan found in some seconds of one processor, beginning with filling by rank."""
    random, end = Random(seed), process_time() + seconds
    cast, _ = cast_of(request)
    party = party_of(cast, (*cast.ranked, *cast.aides))
    start = by_rank(party)
    if start is None:
        raise ValueError("filling by rank leaves somebody over")
    links: list[list[int]] = [[] for _ in party.people]
    places = [list(ring.order) for ring in party.rings]
    where: dict[int, tuple[int, int]] = {}
    for unit, t in sorted(zip(party.units, start, strict=True)):
        for i in unit:
            links[i] = [j for j in unit if j != i]
            where[i] = (t, places[t].pop(0))
    prices = [_of_table(party, t, where, links) for t in range(len(party.tables))]
    best, begun = dict(where), process_time()
    lowest = total = sum(prices)
    while (now := process_time()) < end:
        heat = 2.0 * (0.05 ** ((now - begun) / seconds))
        i, j = random.sample(range(len(party.people)), 2)
        tables = {where[i][0], where[j][0]}
        where[i], where[j] = where[j], where[i]
        after = {t: _of_table(party, t, where, links) for t in tables}
        delta = sum(after.values()) - sum(prices[t] for t in tables)
        if delta > 0 and random.random() >= exp(-delta / heat):
            where[i], where[j] = where[j], where[i]
            continue
        total += delta
        for t, price in after.items():
            prices[t] = price
        if total < lowest:
            lowest, best = total, dict(where)
    return score_of(party, best).total

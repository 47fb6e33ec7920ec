"""Parties small enough to be sure: the best of all plans, by weighing every set at every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.engine.seating.draft import Cast, needs_access
from legation.engine.seating.rounds.party import AIDE, NOWHERE, Party

if TYPE_CHECKING:
    from legation.engine.seating.rounds.board import Board

MOST = 16  # people
WORK = 200_000_000  # steps of orders around tables that are taken on: about a second


def is_small(cast: Cast, party: Party) -> bool:
    """Whether it is tried to prove the best plan of a party: at most 16 people at two tables or more, none of
    them held to a chair (by a lock, an accessible seat or the plan before)."""
    request = cast.request
    if not 0 < len(party.people) <= MOST or len(party.tables) < 2:
        return False
    held = request.locks or any(party.before) or NOWHERE in party.fixed
    return not held and (request.accessible is None or not any(needs_access(p) for p in party.people))


def best_tables(party: Party, board: Board, most: int) -> list[int] | None:
    """The table of each unit in a best plan, or None where no plan keeps every hard rule or
    the proof takes too long. `most` is the price
    of a plan that is known (`pricing.score_of`)."""
    import numpy as np

    from legation.engine.seating.rounds import sets

    n, tables, units = len(party.people), len(party.tables), len(party.units)
    links = {}
    for name, pairs in (("wish", party.wishes), ("bar", party.barred)):
        links[name] = np.zeros((n, n), np.int32)
        for a, b in pairs:
            links[name][a, b] = links[name][b, a] = 1
    shapes = [(ring.standing, ring.following) for ring in party.rings]
    widest = max(len(standing) for standing, _ in shapes)
    price = np.full((tables, 1 << units), sets.NO_PRICE, np.int64)
    given = sum(party.weights.wishes for _ in party.wishes) + sum(AIDE for k in party.served if k >= 0)
    left = sets.price_sets(
        board.who,
        board.unary,
        board.pair,
        board.share,
        board.talk,
        links["wish"],
        links["bar"],
        board.unit_at,
        board.unit,
        np.array([len(standing) for standing, _ in shapes], np.int32),
        sets.arrays([standing for standing, _ in shapes], widest),
        sets.arrays([following for _, following in shapes], widest),
        np.array(board.prices, np.int64),
        np.array([shapes.index(shape) for shape in shapes], np.int32),
        price,
        most - given,
        WORK,
    )
    out = np.zeros(tables, np.int32)
    if left < 0 or sets.best_split(price, out) >= sets.NO_PRICE:
        return None
    return [next(t for t in range(tables) if int(out[t]) >> u & 1) for u in range(units)]

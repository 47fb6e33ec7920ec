"""Parties in which a plan that costs nothing is hidden: does the search find one that costs nothing?

    python benchmarks/seating_planted.py [--guests 20 60 150 500] [--seeds 3]

In the hidden plan both sides sit in turn and everyone in the order of rank; nothing can cost less than 0, so
0 is proved best. Kinds: "rank": tables fill by rank, with sectors, languages and wishes; in the others rank
does not count between tables, and each table has five pairs who wish to sit side by side ("pairs"), one guest
of each sector ("sectors"), one language ("languages"), or a ring of wishes and one of each sector ("wishes").
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from random import Random
from time import perf_counter

from legation.engine.seating import Person, Request, TableSpec, Weights, seat, warm

TURN = ("host", "guest", "guest", "host", "host", "guest", "guest", "host", "host", "guest")
KINDS = ("rank", "pairs", "sectors", "languages", "wishes")


def planted(guests: int, kind: str, seed: int = 1, chairs: int = 10) -> Request:
    """A party with a hidden plan that costs nothing; `guests` fill tables of `chairs` (even, up to 10)."""
    random = Random(1000 * guests + seed)
    tables = guests // chairs
    ring = (*range(0, chairs, 2), *range(chairs - 1, 0, -2))  # ranks at the table, clockwise
    of = [k // chairs for k in range(guests)]
    if kind != "rank":
        random.shuffle(of)
    members: list[list[int]] = [[] for _ in range(tables)]
    for k, t in enumerate(of):
        members[t].append(k)
    people: list[Person] = [Person("")] * guests
    wishes: list[tuple[str, str]] = []
    for t, own in enumerate(members):
        sectors: list[str | None] = [None] * chairs
        if kind in {"rank", "sectors", "wishes"}:
            sectors = random.sample("abcdefghij", chairs)
        tongue = ("ko", "en")[t % 2] if kind in {"rank", "languages"} else "en"
        for place, k in enumerate(own):
            people[k] = Person(f"p{k}", TURN[place], languages=(tongue,), sector=sectors[place])
        pairs = [(f"p{own[ring[c]]}", f"p{own[ring[(c + 1) % chairs]]}") for c in range(chairs)]
        wishes += {"rank": pairs[:2], "pairs": pairs[::2], "wishes": pairs}.get(kind, [])
    ids = [person.id for person in people]
    apart = [
        (a, b) for a, b in (random.sample(range(guests), 2) for _ in range(guests // 5)) if of[a] != of[b]
    ]
    return Request(
        "rounds",
        tuple(people),
        tuple(ids),
        tables=tuple(TableSpec(f"t{t + 1}", chairs) for t in range(tables)),
        apart=tuple((ids[a], ids[b]) for a, b in apart),
        wishes=tuple(wishes),
        weights=Weights(rank=int(kind == "rank")),
    )


def main() -> None:
    """Prints a line for each kind and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guests", type=int, nargs="+", default=[20, 60, 150, 500])
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    from book import told  # tests take parties from this module, and have no book

    warm()
    print(f"{'kind':<10} {'guests':>6}  {'by rank':>8}  found (0 is best)")
    for kind in KINDS:
        for guests in options.guests:
            begun = perf_counter()
            seeds = range(1, options.seeds + 1)
            prices = [seat(planted(guests, kind, seed)).score.total for seed in seeds]
            seconds = (perf_counter() - begun) / options.seeds
            filled = seat(replace(planted(guests, kind), effort=0)).score.total
            found = ", ".join(str(price) for price in prices)
            told(f"{kind}, {guests} guests: price above the planted plan", max(prices), "")
            print(f"{kind:<10} {guests:>6}  {filled:>8}  {found}  ({seconds:.2f} s each)")


if __name__ == "__main__":
    main()

"""Rounds of ten beside filling by rank, in one run: quality by rule and time.

    python benchmarks/seating.py [--guests 60 150 500] [--seeds 3] [--reference 1000000]

"by rank" is what filling by hand gives: people in order to the first table with room, groups kept together.
"reference" is one long run of the same search (moves, not seconds), to show how much is left. Rank-fixed
layouts and a re-run after one cancellation are timed as well. Made-up guests, the same for the same numbers.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter

from legation.engine.seating import Person, Request, Seating, TableSpec, seat


def dinner(guests: int) -> Request:
    """A dinner of two sides with two languages, sectors, wishes and pairs to keep apart or together."""
    random = Random(guests)
    people = []
    for k in range(guests):
        host = random.random() < 0.45
        second = random.random() < (0.4 if host else 0.15)
        native, other = ("ko", "en") if host else ("en", "ko")
        people.append(
            Person(
                f"p{k}",
                "host" if host else "guest",
                languages=(native, other) if second else (native,),
                sector=random.choice("abcdef"),
            )
        )
    ids = [person.id for person in people]
    shuffled = random.sample(ids, len(ids))
    pairs = list(zip(shuffled[::2], shuffled[1::2], strict=False))
    apart, together, wishes = guests // 15, guests // 12, guests // 5
    return Request(
        "rounds",
        tuple(people),
        tuple(ids),
        tables=tuple(TableSpec(f"t{k + 1}", 10) for k in range(-(-guests // 10))),
        apart=tuple(pairs[:apart]),
        together=tuple(pairs[apart : apart + together]),
        wishes=tuple(tuple(random.sample(ids, 2)) for _ in range(wishes)),  # type: ignore[misc]
    )


def timed(request: Request) -> tuple[Seating, float]:
    """A plan and the seconds it took."""
    start = perf_counter()
    plan = seat(request)
    return plan, perf_counter() - start


def line(name: str, plan: Seating, seconds: float) -> None:
    """One row of the table."""
    parts = " ".join(f"{rule} {price}" for rule, price in plan.score.by_rule if price)
    print(f"  {name:<22} {plan.score.total:>7}  {seconds:7.2f} s  {plan.status:<9} {parts}")


def rounds(guests: int, seeds: int, reference: int) -> None:
    """Filling by rank, our search for each seed, and a long run."""
    request = dinner(guests)
    print(f"{guests} guests, rounds of ten (price, 0 is best)")
    line("by rank", *timed(replace(request, effort=0)))
    runs = [timed(replace(request, seed=seed)) for seed in range(1, seeds + 1)]
    for seed, (plan, seconds) in enumerate(runs, 1):
        line(f"search, seed {seed}", plan, seconds)
    if reference:
        line("reference", *timed(replace(request, effort=reference)))
    plan = runs[0][0]
    first_gone = f"p{guests // 3}"
    people = tuple(replace(p, reply="declined") if p.id == first_gone else p for p in request.people)
    previous = tuple((s.person, s.seat) for s in plan.seats if s.person is not None)
    again, seconds = timed(replace(request, people=people, previous=previous))
    line("after a cancellation", again, seconds)
    print(f"  {'':<22} moved {again.moved} of {guests - 1}")


def fixed() -> None:
    """The median time of one rank-fixed layout."""
    people = tuple(Person(f"p{k}", ("host", "guest")[k % 2]) for k in range(40))
    for layout in ("bilateral", "courtesy-call", "head-table", "u-shape", "theatre", "photo"):
        request = Request(layout, people, tuple(p.id for p in people), door="north")
        print(f"{layout:<14} 40 people  {1000 * median(timed(request)[1] for _ in range(15)):6.2f} ms")


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guests", type=int, nargs="+", default=[60, 150, 500])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--reference", type=int, default=1_000_000, help="moves of the long run, 0 for none")
    options = parser.parse_args()
    fixed()
    for guests in options.guests:
        rounds(guests, options.seeds, options.reference)


if __name__ == "__main__":
    main()

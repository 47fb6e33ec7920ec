"""Rounds of ten beside filling by rank, in one run: quality by rule and time.

    python benchmarks/seating.py [--guests 60 150 500] [--seeds 3] [--reference MOVES]

"by rank" is what filling by hand gives: people in order to the first table with room, groups kept together.
"plain local search" is two seconds of exchanges of two guests by annealing in Python (seating_local.py).
Each plan is compared with the best of ten long runs kept in seating_reference.json; --reference makes one
more long run now (60 million moves are about 15 s). Rank-fixed layouts and a re-run after one cancellation
are timed as well. Made-up guests, the same for the same numbers.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from book import told
from seating_local import local_search

from legation.engine.seating import Person, Request, Seating, TableSpec, seat, warm


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
    with ThreadPoolExecutor(2) as pool:
        start = perf_counter()
        plan = seat(request, beside=pool.map)
        return plan, perf_counter() - start


def best_known(guests: int) -> int | None:
    """The best price of the long runs kept beside this file."""
    stored = json.loads(Path(__file__).with_name("seating_reference.json").read_text(encoding="utf-8"))
    prices = stored["prices"].get(str(guests))
    return min(prices) if prices else None


def line(name: str, plan: Seating, seconds: float, best: int | None = None) -> None:
    """One row of the table."""
    parts = " ".join(f"{rule} {price}" for rule, price in plan.score.by_rule if price)
    share = f"{100 * best / plan.score.total:5.1f} %" if best and plan.score.total else " " * 7
    print(f"  {name:<22} {plan.score.total:>7}  {seconds:7.2f} s  {plan.status:<9} {share} {parts}")


def rounds(guests: int, seeds: int, reference: int) -> None:
    """Filling by rank, our search for each seed, and a long run."""
    request = dinner(guests)
    best = best_known(guests)
    print(f"{guests} guests, rounds of ten (price, 0 is best; long runs / price: {best} is 100 %)")
    line("by rank", *timed(replace(request, effort=0)), best)
    plain = local_search(request, seconds=2.0)
    share = f"{100 * best / plain:5.1f} %" if best else ""
    print(f"  {'plain local search':<22} {plain:>7}  {2.0:7.2f} s  {'':<9} {share}")
    runs = [timed(replace(request, seed=seed)) for seed in range(1, seeds + 1)]
    price = median(plan.score.total for plan, _seconds in runs)
    ratio = price / plain if plain else None
    told(f"price of {guests} guests beside plain local search", price, "", ratio=ratio)
    for seed, (plan, seconds) in enumerate(runs, 1):
        line(f"search, seed {seed}", plan, seconds, best)
    if reference:
        line("a long run", *timed(replace(request, effort=reference)), best)
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
    parser.add_argument("--reference", type=int, default=0, help="moves of a long run, 0 for none")
    options = parser.parse_args()
    warm()
    fixed()
    for guests in options.guests:
        rounds(guests, options.seeds, options.reference)


if __name__ == "__main__":
    main()

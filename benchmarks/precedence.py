"""Time to rank 500 people with a reason for each neighbouring pair, beside a plain sort of the same people.

Run: python benchmarks/precedence.py. Aim: under 50 ms, in the median of 21 runs.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

from book import told

from legation.engine.precedence import Name, Override, Person, Post, load_pack, order, pack_names, sentence

PEOPLE = 500
RUNS = 21
AIM_MS = 50.0


def crowd(size: int, seed: int) -> list[Person]:
    """Invented people with posts, a few spouses, actings and interpreters."""
    chance = random.Random(seed)
    ranks = list(load_pack("neutral").ranks)
    people = []
    for number in range(size):
        posts = tuple(
            Post(
                title="Sample",
                rank=chance.choice(ranks),
                since=date(2000, 1, 1) + timedelta(days=chance.randrange(8000)),
                acting=chance.random() < 0.05,
                founded=date(1900, 1, 1) + timedelta(days=chance.randrange(40000)),
            )
            for _ in range(chance.choice((0, 1, 1, 1, 2)))
        )
        people.append(
            Person(
                id=f"p{number}",
                name=Name(chance.choice(("Kim", "Lee", "Smith", "Núñez", "Zorn")), f"Sample {number}"),
                side=chance.choice(("host", "guest")),
                city=chance.choice(("Busan", "Seattle")),
                posts=posts,
                function="interpreter" if chance.random() < 0.03 else "participant",
                spouse_of=f"p{chance.randrange(number)}" if number and chance.random() < 0.05 else None,
                age=chance.randrange(25, 90),
            )
        )
    return people


def median_ms(work: Callable[[], object]) -> float:
    """The median of RUNS runs in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print one line for the plain sort and one for each pack."""
    people = crowd(PEOPLE, 1)
    names = {each.id: f"{each.name.given} {each.name.family}" for each in people}
    ranks = load_pack("neutral").ranks

    def plain() -> object:
        return sorted(
            people,
            key=lambda each: (
                min((ranks[post.rank or ""].level for post in each.posts), default=99),
                each.name.family,
            ),
        )

    print(f"{PEOPLE} people, median of {RUNS} runs; aim {AIM_MS:.0f} ms")
    flat = median_ms(plain)
    print(f"flat sort, one number, no reason    {flat:8.2f} ms")
    day = date(2024, 4, 17)
    for name in pack_names():
        pack = load_pack(name)
        spent = median_ms(lambda pack=pack: order(people, pack, host="Busan", on=day))  # type: ignore[misc]
        late = "" if spent < AIM_MS else "  ABOVE THE AIM"
        told(f"{PEOPLE} people by {name}", spent, "ms", ratio=spent / flat, aim=f"{AIM_MS:.0f}")
        print(f"order with reasons, {name:16}{spent:8.2f} ms{spent / flat:7.0f} times the flat sort{late}")
    pack = load_pack("kr-municipal")
    base = order(people, pack, host="Busan", on=day).order
    by_hand = [Override(base[-each], base[each], "sample") for each in range(1, 21)]
    with_hand = median_ms(lambda: order(people, pack, host="Busan", on=day, overrides=by_hand))
    print(f"the same with 20 overrides          {with_hand:8.2f} ms")

    def spoken() -> object:
        made = order(people, pack, host="Busan", on=day)
        return [sentence(each, names, "ko") for each in made.reasons]

    print(f"the same with Korean sentences      {median_ms(spoken):8.2f} ms")


if __name__ == "__main__":
    main()

"""How long rooms for 150 people take: `python benchmarks/rooming.py`."""

import random
import time

from book import told

from legation.engine.rooming import Guest, Kind, fill

HOTEL = [
    Kind("suite", "double", 4, suite=True),
    Kind("double", "double", 25),
    Kind("twin", "twin", 40),
    Kind("single", "single", 50),
    Kind("step-free", "twin", 8, accessible=True),
    Kind("host", "single", 10, side="host"),
]


def crowd(count: int) -> list[Guest]:
    """People of two sides with nights, wishes and needs, the same each time."""
    dice = random.Random(1)
    made = []
    for number in range(count):
        first, mate = dice.randrange(3), f"g{number + 1}" if number % 5 == 0 else None
        made.append(
            Guest(
                key=f"g{number}",
                side=dice.choice(["guest", "guest", "host"]),
                group=f"d{number % 4}",
                rank=number,
                first=first,
                last=first + 3 + dice.randrange(3),
                partner=mate if number % 10 == 0 else None,
                shares=mate if number % 10 else None,
                open=dice.random() < 0.3,
                access=dice.random() < 0.05,
                suite=number < 8,
            )
        )
    return made


def main() -> None:
    """The best and the worst of ten."""
    people = crowd(150)
    took = []
    for _ in range(10):
        started = time.perf_counter()
        filled = fill(people, HOTEL)
        took.append(time.perf_counter() - started)
    told("rooms for 150 people", min(took) * 1000, "ms")
    print(f"150 people: {min(took) * 1000:.0f} to {max(took) * 1000:.0f} ms, {len(filled.left)} left")


if __name__ == "__main__":
    main()

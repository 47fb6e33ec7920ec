"""The engine starts at once: the compiled search and its libraries come only when rounds are asked for."""

import subprocess
import sys

import pytest

from legation.engine.seating import warm

HEAVY = {"numba", "numpy", "llvmlite", "ortools"}


def _loaded(code: str) -> set[str]:
    """The top packages in memory after some code ran in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


BILATERAL = (
    "from legation.engine.seating import *\n"
    "people = (Person('a', 'host'), Person('b'))\n"
    "request = Request('bilateral', people, ('a', 'b'))\n"
    "plan = seat(request); check(request, seats_of(plan)); place(request, seats_of(plan))"
)


@pytest.mark.parametrize("code", ["import legation.engine.seating", BILATERAL])
def test_a_layout_that_rank_fixes_needs_no_compiled_search(code: str) -> None:
    assert _loaded(code) & HEAVY == set()


def test_warming_brings_the_compiled_search() -> None:
    warm()
    from legation.engine.seating.rounds import annealing, orders

    assert [len(f.signatures) for f in (annealing.anneal, orders.best_order, orders.better_order)] == [
        1,
        1,
        1,
    ]

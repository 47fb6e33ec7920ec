"""Parties in which a plan that costs nothing is hidden: it is found."""

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from legation.engine.seating import Request, seat


def _planted() -> Callable[..., Request]:
    """The maker of such parties, from the benchmark."""
    path = Path(__file__).parents[3] / "benchmarks" / "seating_planted.py"
    spec = importlib.util.spec_from_file_location("seating_planted", path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    sys.modules["seating_planted"] = module
    spec.loader.exec_module(module)
    maker: Callable[..., Request] = module.planted
    return maker


planted = _planted()


@pytest.mark.parametrize("kind", ["rank", "pairs", "sectors", "languages", "wishes"])
@pytest.mark.parametrize("seed", [1, 2])
def test_sixteen_guests_have_the_hidden_plan_proved(kind: str, seed: int) -> None:
    request = planted(16, kind, seed, chairs=8)
    plan = seat(request)
    assert (plan.score.total, plan.bound, plan.status) == (0, 0, "optimal")
    if kind != "rank":
        assert seat(replace(request, effort=0)).score.total > 0


@pytest.mark.parametrize("guests", [60, 150, 500])
def test_a_party_that_rank_seats_at_no_price_keeps_it(guests: int) -> None:
    plan = seat(planted(guests, "rank"))
    assert (plan.score.total, plan.status, plan.bound) == (0, "feasible", None)

"""The guess of how long a way takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.itinerary import estimated_minutes

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("arriving", "minutes"),
    [
        ((35.0, 129.0), 5),  # the same place: to leave and to arrive
        ((35.01, 129.0), 10),  # 1.11 km, 1.56 by road: 3.9 minutes and 5
        ((35.05, 129.0), 25),  # 5.56 km, 7.78 by road: 19.5 and 5
        ((35.5, 129.0), 100),  # 55.6 km, 77.8 by road: 25 + 67.8 and 5
    ],
)
def test_worked_out_by_hand(arriving: tuple[float, float], minutes: int) -> None:
    assert estimated_minutes((35.0, 129.0), arriving) == minutes


@given(POINTS, POINTS)
def test_there_and_back_take_as_long_and_never_less_than_leaving(
    here: tuple[float, float], there: tuple[float, float]
) -> None:
    assert abs(estimated_minutes(here, there) - estimated_minutes(there, here)) <= 5  # a last figure rounded
    assert estimated_minutes(here, there) >= 5


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, -181.0), (float("nan"), 0.0)])
def test_what_is_no_point_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no point on the earth"):
        estimated_minutes(point, (0.0, 0.0))

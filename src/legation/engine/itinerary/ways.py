"""How long a way takes when nobody has said so: a cautious guess from two points on the map."""

from math import asin, ceil, cos, isfinite, radians, sin, sqrt

EARTH_KM = 6371.0
DETOUR = 1.4
TOWN_KM, TOWN_KMH, ROAD_KMH = 10.0, 24.0, 60.0
LEAVE_AND_ARRIVE, STEP = 5, 5


def estimated_minutes(leaving: tuple[float, float], arriving: tuple[float, float]) -> int:
    """Minutes by car between two points, each (latitude, longitude) in degrees; whole fives, rounded up.

    The great circle (haversine) times 1.4 for the streets; 24 km/h on the first ten kilometres and 60 km/h
    after them; five minutes to leave and to arrive. It is a guess to be marked as one: it knows no sea, no
    bridge and no rush hour. Raises ValueError for what is no point on the earth.
    """
    for latitude, longitude in (leaving, arriving):
        if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError(f"({latitude}, {longitude}) is no point on the earth")
    north, east = radians(arriving[0] - leaving[0]), radians(arriving[1] - leaving[1])
    bend = sin(north / 2) ** 2 + cos(radians(leaving[0])) * cos(radians(arriving[0])) * sin(east / 2) ** 2
    road = DETOUR * 2 * EARTH_KM * asin(min(1.0, sqrt(bend)))
    driven = min(road, TOWN_KM) / TOWN_KMH + max(0.0, road - TOWN_KM) / ROAD_KMH
    return STEP * ceil((LEAVE_AND_ARRIVE + 60 * driven) / STEP - 1e-9)

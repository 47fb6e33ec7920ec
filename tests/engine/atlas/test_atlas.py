"""The atlas: the coast out of a mask, places out of records, and what is drawn on which piece of paper."""

import re

import numpy as np
import pytest

from legation.engine.atlas import HEIGHT, WIDTH, Place, Places, Point, Sheet, arc, point, sheet_around
from legation.engine.atlas.build import land_of, table_of

RECORDS = [
    {"name": "Busan", "countrycode": "KR", "timezone": "Asia/Seoul", "latitude": 35.1, "longitude": 129.03,
     "population": 3400000, "alternatenames": ["부산", "부산광역시", "Pusan", "釜山"]},
    {"name": "Bellevue", "countrycode": "US", "timezone": "America/Los_Angeles", "latitude": 47.61,
     "longitude": -122.2, "population": 139000, "alternatenames": ["벨뷰", "Bell View"]},
    {"name": "Bellevue", "countrycode": "US", "timezone": "America/Chicago", "latitude": 41.14,
     "longitude": -95.89, "population": 200000, "alternatenames": []},
    {"name": "Málaga", "countrycode": "ES", "timezone": "Europe/Madrid", "latitude": 36.72,
     "longitude": -4.42, "population": 568000, "alternatenames": []},
    {"name": "Nowhere", "countrycode": "XX", "timezone": "", "latitude": 0, "longitude": 0, "population": 1,
     "alternatenames": []},
]  # fmt: skip
PLACES = Places(table_of(RECORDS))
BUSAN, SEATTLE = point(35.1, 129.03), point(47.6, -122.33)


@pytest.mark.parametrize(
    ("country", "name", "zone", "found"),
    [
        ("KR", "Busan", "", Place(35.1, 129.03)),
        ("KR", "부산광역시", "", Place(35.1, 129.03)),
        ("KR", "pusan", "", Place(35.1, 129.03)),
        ("JP", "Busan", "", None),
        ("KR", "釜山", "", None),
        ("KR", "Busa", "", None),
        ("US", "Bellevue", "America/Los_Angeles", Place(47.61, -122.2)),
        ("US", "Bellevue", "America/New_York", Place(41.14, -95.89)),
        ("US", "Bell View", "", None),
        ("ES", "Malaga", "", Place(36.72, -4.42)),
        ("ES", "MÁLAGA", "", Place(36.72, -4.42)),
        ("XX", "Nowhere", "", None),
        ("ZZ", "Zürich", "", None),
        ("AA", "Aachen", "", None),
    ],
)
def test_a_city_is_found_by_its_country_and_a_name(
    country: str, name: str, zone: str, found: Place | None
) -> None:
    assert PLACES.find(country, name, zone) == found


def test_without_a_table_nothing_is_found() -> None:
    assert (bool(Places()), Places().find("KR", "Busan")) == (False, None)


def test_the_paper_runs_from_the_antimeridian_to_the_east_and_from_the_north_down() -> None:
    assert point(80, -180) == Point(0, 0)
    assert point(-57, 0) == Point(1800, HEIGHT)
    assert point(89, 179.9) == Point(3599, 0)
    assert point(0, 180).x == 0


def test_cities_on_both_shores_of_an_ocean_are_seen_across_it() -> None:
    sheet = sheet_around([BUSAN, SEATTLE])
    drawn = [sheet.on(BUSAN), sheet.on(SEATTLE)]
    assert sheet.second
    assert drawn[1].x - drawn[0].x == SEATTLE.x + WIDTH - BUSAN.x == 1087
    assert all(sheet.left < at.x < sheet.left + sheet.width for at in drawn)
    assert all(sheet.top < at.y < sheet.top + sheet.height for at in drawn)


def test_the_order_of_places_decides_nothing() -> None:
    places = [BUSAN, SEATTLE, point(37.5, 127), point(-33.9, 151.2)]
    assert sheet_around(places) == sheet_around(places[::-1])


def test_without_places_the_whole_world_is_shown() -> None:
    assert sheet_around([]) == Sheet(0, 0, WIDTH, HEIGHT)


@pytest.mark.parametrize("latitude", [-90, -56, 0, 79, 90])
def test_a_sheet_stays_on_the_paper(latitude: int) -> None:
    sheet = sheet_around([point(latitude, 0), point(latitude, 3)])
    assert 0 <= sheet.top <= sheet.top + sheet.height <= HEIGHT
    assert sheet.width == 1500


def test_an_arc_bends_to_the_north() -> None:
    found = arc(Point(0, 500), Point(1000, 500))
    assert found.path == "M0 500Q500 200 1000 500"


def test_the_coast_is_where_the_share_of_land_passes_a_half() -> None:
    mask = np.zeros((1800, 3600), dtype=bool)
    mask[600:800, 1000:1400] = True  # 10 to 30 degrees north, 80 to 40 degrees west
    mask[650:750, 1100:1300] = False  # a sea within
    mask[640:641, 2000:2001] = True  # an islet
    path = land_of((mask[row : row + 10] for row in range(0, 1800, 10)), per_degree=1)
    rings = [_walked(ring) for ring in path.split("z") if ring]
    assert len(rings) == 2
    outer, inner = sorted(rings, key=lambda ring: min(x for x, _y in ring))
    north, south, west, east = point(30, 0).y, point(10, 0).y, 1000, 1400
    assert {min(x for x, _y in outer), max(x for x, _y in outer)} == {west, east}
    assert {min(y for _x, y in outer), max(y for _x, y in outer)} == {north, south}
    assert {min(x for x, _y in inner), max(x for x, _y in inner)} == {1100, 1300}


def test_land_at_the_antimeridian_ends_at_the_edge() -> None:
    mask = np.zeros((180, 360), dtype=bool)
    mask[60:80, :20] = True
    mask[60:80, -20:] = True
    path = land_of((mask[row : row + 1] for row in range(180)), per_degree=1)
    across = [x for ring in path.split("z") if ring for x, _y in _walked(ring)]
    assert (min(across), max(across)) == (0, WIDTH)


def _walked(ring: str) -> list[tuple[int, int]]:
    """The points of a ring as they are written: one to begin with, then steps."""
    numbers = [int(found) for found in re.findall(r"-?\d+", ring)]
    points = [(numbers[0], numbers[1])]
    for ahead, down in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + ahead, points[-1][1] + down))
    return points

"""Compile the atlas: the coast out of a mask of land and sea, and a table out of records of cities.

The mask is a grid of cells from the north-western corner, whatever its size. It is read a band of rows at a
time, made coarser, and traced by marching squares: where the share of land passes a half is the coast.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.engine.atlas.chart import HEIGHT, NORTH, SOUTH, path_of, point
from legation.engine.atlas.places import plain

LARGE = 500_000
"""From how many people on the names of a city in other languages lead to it."""
INLAND = 5.0
"""How many square degrees a sea has at least that land shuts in, as it does the Black Sea at this scale."""
Ring = list[tuple[float, float]]
SIDES = {  # of a cell, by which of its corners are land: nw 8, ne 4, se 2, sw 1; land lies on the right
    1: ("ws",), 2: ("se",), 3: ("we",), 4: ("en",), 5: ("en", "ws"), 6: ("sn",), 7: ("wn",),
    8: ("nw",), 9: ("ns",), 10: ("nw", "se"), 11: ("ne",), 12: ("ew",), 13: ("es",), 14: ("sw",),
}  # fmt: skip


def land_of(bands: Iterable[NDArray[np.bool_]], *, per_degree: int = 4, least: float = 0.35) -> str:
    """The path of the land, to be filled even-odd; islands under `least` square degrees are left out.

    `bands` hold together the whole mask, north first, each as many rows as make one row of the coarser grid
    of `per_degree` rows and columns a degree.
    """
    rows = [_shares(band, 360 * per_degree) for band in bands]
    top, bottom = round((90 - NORTH) * per_degree), round((90 - SOUTH) * per_degree)
    grid = np.pad(np.array(rows[top:bottom], dtype=np.float64), 1)
    kept = []
    for ring in _rings(grid):
        placed = [
            (90 - (top + row - 0.5) / per_degree, (column - 0.5) / per_degree - 180) for row, column in ring
        ]
        area = _area(placed)
        if area >= least or area <= -INLAND:
            kept.append(_simplified([_on_paper(*place) for place in placed], tolerance=1.4))
    return path_of(sorted(ring for ring in kept if len(ring) > 2))


def _on_paper(latitude: float, longitude: float) -> tuple[int, int]:
    """As `point`, but the eastern edge stays the eastern edge."""
    down = point(latitude, 0.0).y
    return round((min(max(longitude, -180.0), 180.0) + 180) * 10), min(max(down, 0), HEIGHT)


def _shares(band: NDArray[np.bool_], columns: int) -> NDArray[np.float64]:
    """The share of land in each of the columns of a band."""
    counted = band.sum(axis=0, dtype=np.int64).reshape(columns, -1).sum(axis=1)
    shares: NDArray[np.float64] = counted / (band.size / columns)
    return shares


def _rings(grid: NDArray[np.float64]) -> Iterator[Ring]:
    """Closed lines at a share of a half, as rows and columns of the grid, each with the land on its right."""
    land = grid >= 0.5
    code = land[:-1, :-1] * 8 + land[:-1, 1:] * 4 + land[1:, 1:] * 2 + land[1:, :-1] * 1
    following: dict[tuple[int, int, bool], tuple[int, int, bool]] = {}
    for row, column in zip(*np.nonzero((code > 0) & (code < 15)), strict=True):
        for way in SIDES[int(code[row, column])]:
            leaves, enters = (_edge(int(row), int(column), side) for side in tuple(way))
            following[leaves] = enters
    while following:
        start = next(iter(following))
        ring, edge = [], start
        while edge in following:
            ring.append(_crossing(grid, edge))
            edge = following.pop(edge)
        yield ring


def _edge(row: int, column: int, side: str) -> tuple[int, int, bool]:
    """A side of a cell by the corner at which it begins, and whether it runs to the east."""
    return {
        "n": (row, column, True),
        "s": (row + 1, column, True),
        "w": (row, column, False),
        "e": (row, column + 1, False),
    }[side]


def _crossing(grid: NDArray[np.float64], edge: tuple[int, int, bool]) -> tuple[float, float]:
    """Where on a side the share passes a half."""
    row, column, east = edge
    here = float(grid[row, column])
    there = float(grid[row, column + 1] if east else grid[row + 1, column])
    part = 0.5 if here == there else (0.5 - here) / (there - here)
    return (row, column + part) if east else (row + part, column)


def _area(ring: Sequence[tuple[float, float]]) -> float:
    """In square degrees what a closed line holds; less than nothing where that is water."""
    turned = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    return turned / 2


def _simplified(ring: list[tuple[int, int]], *, tolerance: float) -> list[tuple[int, int]]:
    """The closed line with fewer points, none of those left out further from it than `tolerance`."""
    far = max(range(len(ring)), key=lambda n: hypot(ring[n][0] - ring[0][0], ring[n][1] - ring[0][1]))
    kept = {0, far}
    waiting = [(0, far), (far, len(ring))]
    closed = [*ring, ring[0]]
    while waiting:
        first, last = waiting.pop()
        worst, at = tolerance, 0
        for n in range(first + 1, last):
            away = _away(closed[n], closed[first], closed[last])
            if away > worst:
                worst, at = away, n
        if at:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    found = [ring[n] for n in sorted(kept)]
    return [one for n, one in enumerate(found) if one != found[n - 1]]


def _away(one: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    """How far a point is from a line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    if length == 0:
        return hypot(one[0] - start[0], one[1] - start[1])
    return abs(across * (start[1] - one[1]) - (start[0] - one[0]) * down) / length


def _is_hangul(name: str) -> bool:
    return any("가" <= letter <= "힣" for letter in name)


def _unmarked(name: str) -> str:
    """The letters without their marks."""
    return "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))


def table_of(records: Iterable[Mapping[str, Any]]) -> bytes:
    """The table that `places.Places` reads. Only the records decide it."""
    lines = set()
    for record in records:
        country = str(record["countrycode"])
        if len(country) != 2 or not record["timezone"]:
            continue
        place = f"{float(record['latitude']):.2f}\t{float(record['longitude']):.2f}"
        others = [str(name) for name in record["alternatenames"]]
        large = int(record["population"]) >= LARGE
        names = {plain(name) for name in others if _is_hangul(name) or (large and name.isascii())}
        names |= {plain(str(record["name"])), plain(_unmarked(str(record["name"])))}
        for name in names:
            if name and "\t" not in name and "\n" not in name and len(name) <= 60:
                cells = (country, name, record["timezone"], place, str(int(record["population"])))
                lines.add(("\t".join(cells) + "\n").encode())
    return b"".join(sorted(lines))

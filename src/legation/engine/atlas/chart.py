"""Paper for a map of the world: Miller's cylindrical projection, in tenths of a degree of longitude.

A meridian is a vertical line on it, so that the world can be put together again around any meridian by laying
the same land twice side by side: cities on both shores of an ocean are seen across that ocean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import degrees, hypot, log, pi, radians, tan

WIDTH = 3600
"""How wide the world is."""
NORTH, SOUTH = 80.0, -57.0
"""What is drawn of it: no city lies beyond."""


def _miller(latitude: float) -> float:
    """The projection's height over the equator, in degrees of longitude."""
    return degrees(1.25 * log(tan(pi / 4 + 0.4 * radians(latitude))))


TOP = _miller(NORTH)
HEIGHT = round((TOP - _miller(SOUTH)) * 10)
"""How high the paper is."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the paper: `x` from the antimeridian to the east, `y` from the northern edge down."""

    x: int
    y: int


def point(latitude: float, longitude: float) -> Point:
    """Where a place lies, given in degrees north and east; what lies beyond an edge is put on it."""
    inside = min(max(latitude, SOUTH), NORTH)
    return Point(round((longitude + 180) * 10) % WIDTH, round((TOP - _miller(inside)) * 10))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The piece of paper that is shown. Points left of `left` are drawn one world further to the right."""

    left: int
    top: int
    width: int
    height: int

    def on(self, place: Point) -> Point:
        """The point as it is drawn on this sheet."""
        return Point(place.x + WIDTH if place.x < self.left else place.x, place.y)

    @property
    def second(self) -> bool:
        """Whether the sheet reaches beyond the antimeridian, so that the land is laid twice."""
        return self.left + self.width > WIDTH


def sheet_around(places: Sequence[Point], *, least: int = 1500, ratio: float = 0.42) -> Sheet:
    """The smallest sheet that shows all places with room around them; the whole world where there are none.

    `least` is how wide it is at least, and `ratio` its height over its width, at least. It is cut open where
    the widest gap between two places is. Takes the places' order off: only the set decides.
    """
    if not places:
        return Sheet(0, 0, WIDTH, HEIGHT)
    across = sorted({place.x for place in places})
    gaps = [(following - here, following) for here, following in pairwise(across)]
    gaps.append((across[0] + WIDTH - across[-1], across[0]))
    gap, first = max(gaps, key=lambda one: (one[0], -one[1]))
    spread = WIDTH - gap
    tall = max(place.y for place in places) - min(place.y for place in places)
    width = min(WIDTH, max(least, round(spread * 1.3), round(tall * 1.5 / ratio)))
    height = min(HEIGHT, round(width * ratio))
    middle = (max(place.y for place in places) + min(place.y for place in places)) // 2
    # An arc bends to the north, so that there is more room above the places than below them.
    top = min(max(0, middle - round(height * 0.56)), HEIGHT - height)
    left = (first + spread // 2 - width // 2) % WIDTH
    return Sheet(left, top, width, height)


@dataclass(frozen=True, slots=True)
class Arc:
    """A bent line between two points: `bend` is the point that pulls it."""

    start: Point
    bend: Point
    end: Point

    @property
    def path(self) -> str:
        """As an SVG path."""
        return f"M{self.start.x} {self.start.y}Q{self.bend.x} {self.bend.y} {self.end.x} {self.end.y}"


def arc(start: Point, end: Point) -> Arc:
    """From one to the other, bent towards the pole as an aeroplane flies; the shorter way is the caller's."""
    length = hypot(end.x - start.x, end.y - start.y)
    middle = ((start.x + end.x) // 2, (start.y + end.y) // 2)
    return Arc(start, Point(middle[0], max(0, round(middle[1] - length * 0.3))), end)


def path_of(rings: Iterable[Sequence[tuple[int, int]]]) -> str:
    """Closed rings of points as one SVG path, each written as steps from the point before."""
    parts = []
    for ring in rings:
        (x, y), *rest = ring
        steps = [f"M{x} {y}l"]
        for ahead, down in rest:
            steps.append(f"{ahead - x} {down - y} ")
            x, y = ahead, down
        parts.append("".join(steps).strip().replace(" -", "-") + "z")
    return "".join(parts)

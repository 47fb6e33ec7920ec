"""Where names stand in a drawing: behind their chairs, never over one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, radians, sin
from unicodedata import east_asian_width

from legation.protocol.queries.shapes import Line, Name

LINE = 16  # from line to line of a name
SHIFTS = (0, -10, 10, -20, 20, -30, 30, -37, 37)  # how far a name may stand aside of its chair


@dataclass(frozen=True, slots=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Area") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def named(
    text: str, x: int, y: int, r: int, facing: int, taken: Sequence[Area], inside: Area
) -> tuple[Name | None, Area | None]:
    """The nearest free place behind a chair for a name in one line or two, and what it covers."""
    away = radians(facing + 180)
    dx, dy = round(sin(away)), round(-cos(away))
    for distance in range(r + 9, r + 120, 4):
        ways = _ways(text) if dx == 0 else _ways(text)[::-1]
        for lines, aside in product(ways, SHIFTS):
            area = _behind(x, y, dx, dy, distance, lines, aside)
            if not inside.holds(area) or any(area.meets(other) for other in taken):
                continue
            return _written(lines, area, dx, _leader(x, y, dx, dy, r, distance)), area
    return None, None


def _behind(x: int, y: int, dx: int, dy: int, distance: int, lines: Sequence[str], aside: int) -> Area:
    """Where lines of a name lie at this distance behind a chair, shifted aside."""
    wide, high = max(_width(line) for line in lines), LINE * len(lines)
    if dx == 0:
        x, near = x + aside, y + dy * distance
        return Area(x - wide / 2, min(near, near + dy * high), x + wide / 2, max(near, near + dy * high))
    y, near = y + aside, x + dx * distance
    return Area(min(near, near + dx * wide), y - high / 2, max(near, near + dx * wide), y + high / 2)


def _written(lines: Sequence[str], area: Area, dx: int, leader: str) -> Name:
    anchor = "middle" if dx == 0 else "start" if dx > 0 else "end"
    start = {"middle": (area.left + area.right) / 2, "start": area.left, "end": area.right}[anchor]
    rows = [Line(round(start), round(area.top + LINE * row + 12), line) for row, line in enumerate(lines)]
    return Name(tuple(rows), anchor, leader)


def _leader(x: int, y: int, dx: int, dy: int, r: int, distance: int) -> str:
    """A line to a name that stands off."""
    if distance <= r + 24:
        return ""
    near, far = r + 9, distance - 3
    return f"M{x + dx * near} {y + dy * near}L{x + dx * far} {y + dy * far}"


def _ways(text: str) -> list[tuple[str, ...]]:
    """How a name may be broken: in two lines, in one, and a long one a word a line."""
    ways = [_split(text), (text,), tuple(text.split(" "))]
    return list(dict.fromkeys(way for way in ways if len(way) <= 3))


def _split(text: str) -> tuple[str, ...]:
    """A name in two lines of the most even width, or in one where it is one word."""
    words = text.split(" ")
    if len(words) < 2:
        return (text,)
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(cuts, key=lambda pair: max(_width(part) for part in pair))


def _width(text: str) -> float:
    """About how wide a line of a name is drawn."""
    return sum(13.5 if east_asian_width(letter) in "WF" else 7.4 for letter in text) + 6

"""Where names stand beside their cities on a map: near, on nothing else, or at the end of a leader."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from legation.engine.atlas.chart import Arc, Point, Sheet

K = TypeVar("K", bound=Hashable)
RINGS = (0.5, 1.4, 2.4, 3.6, 5.0)
"""How far from its city a name is tried, in letters; from the second on a leader leads to it."""
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""In which direction, the best first: beside, beneath, above, at the corners."""
LATIN, HANGUL = 0.56, 0.95
"""How wide a letter is of its height, more or less."""
FARTHER, SIDEWAYS, CROSSED = 4.0, 0.3, 1.0
"""What a ring further out costs, the next best side, and each piece of a line beneath a name."""
SAMPLES = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, x: float, y: float, room: float = 0.0) -> bool:
        across = self.left - room <= x <= self.right + room
        return across and self.top - room <= y <= self.bottom + room

    def within(self, sheet: Sheet) -> bool:
        across = sheet.left <= self.left and self.right <= sheet.left + sheet.width
        return across and sheet.top <= self.top and self.bottom <= sheet.top + sheet.height


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is drawn: its baseline, on which side of `at` the text lies, and the end of its leader."""

    at: Point
    anchor: str
    leader: Point | None


@dataclass(slots=True)
class _Paper:
    """What stands on the sheet so far."""

    sheet: Sheet
    letter: float
    dots: Sequence[Point]
    crossed: Sequence[tuple[float, float]]
    boxes: list[Box] = field(default_factory=list)
    leaders: list[tuple[float, float]] = field(default_factory=list)


def width_of(name: str, letter: float) -> float:
    """About how wide a name is written with letters of this height."""
    return sum(HANGUL if letter_ >= "ᄀ" else LATIN for letter_ in name) * letter


def labels(
    names: Mapping[K, str],
    places: Mapping[K, Point],
    arcs: Iterable[Arc],
    sheet: Sheet,
    *,
    letter: float,
    most: int,
) -> dict[K, Label]:
    """Place names one after another in the order of `names`; one that fits nowhere has no label.

    `letter` is the height of letters in units of the paper, `most` how many names are shown at most. The same
    in gives the same out.
    """
    paper = _Paper(sheet, letter, list(places.values()), [at for one in arcs for at in _along(one)])
    found: dict[K, Label] = {}
    for key, name in names.items():
        if len(found) == most:
            break
        best = min(
            _candidates(places[key], width_of(name, letter), paper), key=lambda one: one[0], default=None
        )
        if best is None:
            continue
        _cost, box, side, leader = best
        paper.boxes.append(box)
        if leader is not None:
            paper.leaders += list(_between(places[key], leader))
        found[key] = Label(_baseline(box, side, letter), _anchor(side), leader)
    return found


def _candidates(
    place: Point, wide: float, paper: _Paper
) -> Iterator[tuple[float, Box, tuple[int, int], Point | None]]:
    """Where the name can stand, with what each place costs."""
    for ring, distance in enumerate(RINGS):
        for order, (across, down) in enumerate(SIDES):
            away = distance * paper.letter * (0.7 if across and down else 1.0)
            middle = (place.x + across * (away + wide / 2), place.y + down * (away + paper.letter * 0.6))
            box = Box(
                middle[0] - wide / 2,
                middle[1] - paper.letter * 0.6,
                middle[0] + wide / 2,
                middle[1] + paper.letter * 0.6,
            )
            leader = _nearest(box, place) if ring else None
            if _free(box, place, leader, paper):
                beneath = sum(box.holds(x, y) for x, y in paper.crossed)
                yield ring * FARTHER + order * SIDEWAYS + beneath * CROSSED, box, (across, down), leader


def _free(box: Box, place: Point, leader: Point | None, paper: _Paper) -> bool:
    """On the sheet, on nothing else, and with a leader that runs through no other name."""
    room = paper.letter * 0.2
    if not box.within(paper.sheet) or any(box.meets(other) for other in paper.boxes):
        return False
    if any(box.holds(dot.x, dot.y, room) for dot in paper.dots):
        return False
    if any(box.holds(x, y) for x, y in paper.leaders):
        return False
    return leader is None or not any(
        other.holds(x, y) for x, y in _between(place, leader) for other in paper.boxes
    )


def _nearest(box: Box, place: Point) -> Point:
    return Point(round(min(max(place.x, box.left), box.right)), round(min(max(place.y, box.top), box.bottom)))


def _between(one: Point, other: Point) -> Iterator[tuple[float, float]]:
    for step in range(1, 8):
        yield one.x + (other.x - one.x) * step / 8, one.y + (other.y - one.y) * step / 8


def _along(one: Arc) -> Iterator[tuple[float, float]]:
    """Points of a bent line."""
    for step in range(1, SAMPLES):
        part = step / SAMPLES
        first, middle, last = (1 - part) ** 2, 2 * part * (1 - part), part**2
        yield (
            first * one.start.x + middle * one.bend.x + last * one.end.x,
            first * one.start.y + middle * one.bend.y + last * one.end.y,
        )


def _anchor(side: tuple[int, int]) -> str:
    return {1: "start", 0: "middle", -1: "end"}[side[0]]


def _baseline(box: Box, side: tuple[int, int], letter: float) -> Point:
    x = {1: box.left, 0: (box.left + box.right) / 2, -1: box.right}[side[0]]
    return Point(round(x), round(box.bottom - letter * 0.3))

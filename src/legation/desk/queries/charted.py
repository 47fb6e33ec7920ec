"""Cities and what ties them, drawn on a map of the world: nothing is asked of any other server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from legation.directory.models import City
from legation.engine.atlas import WIDTH, Point, Sheet, arc, default_land, default_places, point, sheet_around

WORLD = 2600
"""From how wide a sheet on letters and dots are drawn for the whole world."""
MOST_NAMES = 14
LETTER = 0.6
"""How wide a letter is of its height, more or less; a Hangul syllable is nearly as wide as high."""


@dataclass(frozen=True, slots=True)
class Link:
    """What ties two cities: how often they met or agreed, where one reads on, and the words for it."""

    one: int
    other: int
    weight: int
    url: str
    told: str
    asleep: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    weight: int
    url: str
    told: str
    asleep: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A city: `anchor` and `at` say where its name stands; without a name it is told on hover."""

    place: Point
    name: str
    shown: bool
    chief: bool
    at: Point
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A map as it is drawn. `missing` are the cities that no table knows."""

    sheet: Sheet
    land: str
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    missing: tuple[str, ...]

    @property
    def size(self) -> str:
        """How large letters must be to be read on a sheet of this width."""
        return "world" if self.sheet.width >= WORLD else "part"

    @property
    def again(self) -> int:
        """Where the land is laid a second time."""
        return WIDTH


def where(city: City) -> Point | None:
    """Where a city lies on the paper, by its names in English, Korean and its own script."""
    data = getattr(city.name, "data", city.name)
    names = list(data.values()) if isinstance(data, dict) else [str(data)]
    for name in dict.fromkeys([*names, city.native_name]):
        for part in (name, name.partition(",")[0].strip()):
            found = default_places().find(city.country, part, city.time_zone) if part else None
            if found is not None:
                return point(found.latitude, found.longitude)
    return None


def charted(cities: Mapping[int, City], links: Sequence[Link], chief: Iterable[int] = ()) -> Chart | None:
    """The map, or None where nobody compiled one or fewer than two of the cities are known to it."""
    land = default_land()
    places = {key: place for key, city in cities.items() if (place := where(city)) is not None}
    if not land or len(places) < 2:
        return None
    sheet = sheet_around(list(places.values()))
    drawn = {key: sheet.on(place) for key, place in places.items()}
    leading = set(chief)
    tied: dict[int, int] = {}
    for link in links:
        for key in (link.one, link.other):
            tied[key] = tied.get(key, 0) + link.weight
    order = sorted(drawn, key=lambda key: (key not in leading, -tied.get(key, 0), key))
    return Chart(
        sheet=sheet,
        land=land,
        lines=tuple(
            Line(
                path=arc(*sorted((drawn[link.one], drawn[link.other]), key=lambda at: (at.x, at.y))).path,
                weight=weighed(link.weight),
                url=link.url,
                told=link.told,
                asleep=link.asleep,
            )
            for link in links
            if link.one in drawn and link.other in drawn
        ),
        dots=tuple(_dots(order, drawn, cities, leading, sheet)),
        missing=tuple(str(city) for key, city in cities.items() if key not in places),
    )


def weighed(count: int) -> int:
    """From 1 to 5: once, and for each doubling one step more."""
    return min(5, 1 + int(log2(max(1, count))))


def _dots(
    order: Sequence[int],
    drawn: Mapping[int, Point],
    cities: Mapping[int, City],
    leading: set[int],
    sheet: Sheet,
) -> Iterable[Dot]:
    """The cities, the most tied first; a name that would lie on another is left to the table beside."""
    height = sheet.width // 38
    taken: list[tuple[float, float, float, float]] = []
    for key in order:
        place, name = drawn[key], str(cities[key])
        wide = sum(1.0 if "가" <= letter <= "힣" else LETTER for letter in name) * height
        found = None
        if len(taken) < MOST_NAMES:
            found = next(
                (
                    (at, anchor, box)
                    for at, anchor, box in _beside(place, wide, height)
                    if _inside(box, sheet) and not any(_meet(box, other) for other in taken)
                ),
                None,
            )
        if found is not None:
            taken.append(found[2])
        at, anchor = (found[0], found[1]) if found else (place, "start")
        yield Dot(place, name, found is not None, key in leading, at, anchor)


def _beside(
    place: Point, wide: float, height: int
) -> Iterable[tuple[Point, str, tuple[float, float, float, float]]]:
    """Where a name can stand, the best first: beneath, to the right, to the left, above."""
    gap = height // 2
    below = Point(place.x, place.y + height + gap)
    yield (
        below,
        "middle",
        (place.x - wide / 2, place.y + gap, place.x + wide / 2, place.y + gap + height * 1.2),
    )
    level = place.y + height // 3
    right = Point(place.x + gap, level)
    yield right, "start", (right.x, level - height, right.x + wide, level + height * 0.2)
    left = Point(place.x - gap, level)
    yield left, "end", (left.x - wide, level - height, left.x, level + height * 0.2)
    above = Point(place.x, place.y - gap)
    yield (
        above,
        "middle",
        (place.x - wide / 2, place.y - gap - height, place.x + wide / 2, float(place.y - gap)),
    )


def _inside(box: tuple[float, float, float, float], sheet: Sheet) -> bool:
    left, top, right, bottom = box
    across = sheet.left <= left and right <= sheet.left + sheet.width
    return across and sheet.top <= top and bottom <= sheet.top + sheet.height


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

"""Cities and what ties them, drawn on a map of the world: nothing is asked of any other server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from legation.directory.models import City
from legation.engine.atlas import (
    WIDTH,
    Arc,
    Label,
    Point,
    Sheet,
    arc,
    default_land,
    default_places,
    labels,
    point,
    sheet_around,
)

MOST_NAMES = 14
WIDE, NARROW = 72, 30
"""How many lines of text are as high as the map is wide, on a screen and on a phone."""


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
    """A city, by name when one hovers on it."""

    place: Point
    name: str
    chief: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A city's name beside its place."""

    text: str
    label: Label
    place: Point


@dataclass(frozen=True, slots=True)
class Written:
    """The names that fit, with letters of one height; `halo` is how wide the paper shines around them."""

    letter: int
    halo: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A map as it is drawn. `missing` are the cities that no table knows."""

    sheet: Sheet
    land: str
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    wide: Written
    narrow: Written
    missing: tuple[str, ...]

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


def charted(
    cities: Mapping[int, City],
    links: Sequence[Link],
    chief: Iterable[int] = (),
    *,
    lines: tuple[int, int] = (WIDE, NARROW),
) -> Chart | None:
    """The map, or None where nobody compiled one or fewer than two of the cities are known to it.

    `lines` are how many lines of text are as high as the map is wide, on a screen and on a phone.
    """
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
    names = {
        key: str(cities[key])
        for key in sorted(drawn, key=lambda key: (key not in leading, -tied.get(key, 0), key))
    }
    ways = [(link, _way(drawn, link)) for link in links if {link.one, link.other} <= drawn.keys()]
    arcs = [way for _link, way in ways]
    return Chart(
        sheet=sheet,
        land=land,
        lines=tuple(
            Line(way.path, weighed(link.weight), link.url, link.told, link.asleep) for link, way in ways
        ),
        dots=tuple(Dot(drawn[key], name, key in leading) for key, name in names.items()),
        wide=_written(names, drawn, arcs, sheet, lines[0]),
        narrow=_written(names, drawn, arcs, sheet, lines[1]),
        missing=tuple(str(city) for key, city in cities.items() if key not in places),
    )


def _way(drawn: Mapping[int, Point], link: Link) -> Arc:
    """The line of a link, from the west to the east."""
    return arc(*sorted((drawn[link.one], drawn[link.other]), key=lambda at: (at.x, at.y)))


def weighed(count: int) -> int:
    """From 1 to 5: once, and for each doubling one step more."""
    return min(5, 1 + int(log2(max(1, count))))


def _written(
    names: Mapping[int, str], drawn: Mapping[int, Point], arcs: Sequence[Arc], sheet: Sheet, lines: int
) -> Written:
    """The names, with as many lines of text to the sheet's width as `lines` says."""
    letter = sheet.width / lines
    found = labels(names, drawn, arcs, sheet, letter=letter, most=MOST_NAMES)
    return Written(
        letter=round(letter),
        halo=round(letter / 4),
        names=tuple(Name(names[key], label, drawn[key]) for key, label in found.items()),
    )

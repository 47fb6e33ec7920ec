"""Places by name: a table with a country code and a time zone, and the marks it leaves on a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from legation.engine.capture.atlas import COUNTRIES, REGIONS
from legation.engine.capture.atlas_cities import CITIES
from legation.engine.capture.atlas_zones import ZONES
from legation.engine.capture.document import Sentence
from legation.engine.capture.model import KnownCity, Span
from legation.engine.capture.world import default_world


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region or country: names in English and Korean, the preferred first, and adjectives."""

    key: str
    kind: str
    country: str
    tz: str
    en: tuple[str, ...]
    ko: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    known_key: str | None = None

    def name(self, language: str) -> str:
        """The preferred name in `language`, or the other one where there is none."""
        names = self.ko or self.en if language == "ko" else self.en or self.ko
        return names[0]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a sentence: token range, span and whether it was an adjective ("Chinese")."""

    sentence: int
    first: int
    last: int
    span: Span
    place: Place
    adjective: bool = False


STOP = frozenset(
    {"Nice", "Reading", "Mobile", "Split", "Bath", "Cork", "Turkey", "US", "LA", "Hue", "Kure", "Linz"}
)
"""Names that are ordinary words too: they count only where something else on the spot says "place"."""


class Gazetteer:
    """Places by name. Any table of `Place` can be given; the one that ships is `default_gazetteer()`."""

    def __init__(self, places: Iterable[Place], *, over: "Gazetteer | None" = None) -> None:
        """`over` is a gazetteer that these places are added to, after its own; it stays as it is."""
        added = tuple(places)
        self.places: tuple[Place, ...] = (over.places if over else ()) + added
        self.english: dict[str, list[Place]] = dict(over.english) if over else {}
        self.adjectives: dict[str, list[Place]] = dict(over.adjectives) if over else {}
        self.korean: dict[str, list[Place]] = dict(over.korean) if over else {}
        self._firsts: dict[str, int] = dict(over._firsts) if over else {}
        self.longest_korean: int = over.longest_korean if over else 1
        for place in added:
            for name in place.en:
                self._english(self.english, name, place)
            for name in place.adjectives:
                self._english(self.adjectives, name, place)
            for name in place.ko:
                self.korean[name] = [*self.korean.get(name, ()), place]
                self.longest_korean = max(self.longest_korean, len(name))

    def _english(self, table: dict[str, list[Place]], name: str, place: Place) -> None:
        key = _key(name)
        if place not in table.get(key, ()):
            table[key] = [*table.get(key, ()), place]
        first = key.split(" ")[0]
        self._firsts[first] = max(self._firsts.get(first, 1), key.count(" ") + 1)

    def named(self, name: str) -> tuple[Place, ...]:
        """All places called `name` in either language (never by adjective), cities first."""
        found = self.english.get(_key(name), []) + self.korean.get(name, [])
        return tuple(
            sorted(found, key=lambda place: (place.known_key is None, place.kind != "city", place.key))
        )

    def in_sentence(self, sentence: Sentence) -> list[PlaceMention]:
        """English places in one sentence, longest first, from the left."""
        tokens = sentence.tokens
        found: list[PlaceMention] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if not token.cap:
                at += 1
                continue
            most = self._firsts.get(token.lower, 0) if token.text[0].isalpha() else 0
            step = 1
            for length in range(min(most, len(tokens) - at), 0, -1):
                key = " ".join([one.lower for one in tokens[at : at + length]]) if length > 1 else token.lower
                places = self.english.get(key) or self.adjectives.get(key)
                if places:
                    adjective = key not in self.english
                    span = (tokens[at].start, tokens[at + length - 1].end)
                    found.append(PlaceMention(sentence.number, at, at + length, span, places[0], adjective))
                    step = length
                    break
            at += step
        return found

    def with_known(self, cities: Iterable[KnownCity]) -> "Gazetteer":
        """This gazetteer with the workspace's own cities, which win over those of the same name."""
        own: list[Place] = []
        taken: set[str] = set()
        for city in sorted(cities, key=lambda known: known.key):
            if not city.names:
                continue
            match = next(
                (place for name in city.names for place in self.named(name) if place.kind == "city"), None
            )
            match = match or _of_world(city)
            extra_en = match.en if match else ()
            extra_ko = match.ko if match else ()
            if match:
                taken.add(match.key)
            own.append(
                Place(
                    key=f"known:{city.key}",
                    kind="city",
                    country=city.country or (match.country if match else ""),
                    tz=city.tz or (match.tz if match else ""),
                    en=tuple(
                        dict.fromkeys([name for name in city.names if not _hangul(name)] + list(extra_en))
                    ),
                    ko=tuple(dict.fromkeys([name for name in city.names if _hangul(name)] + list(extra_ko))),
                    known_key=city.key,
                )
            )
        if not own:
            return self
        return Gazetteer([*own, *(place for place in self.places if place.key not in taken)])


def _of_world(known: KnownCity) -> Place | None:
    """The largest city of the compiled table, in the country that is known, that has one of the names."""
    found = [city for name in known.names for city in default_world().named(name)]
    for city in found:
        if not known.country or city.country == known.country:
            return Place(f"{city.country}:{city.en[0]}", "city", city.country, city.tz, city.en, city.ko)
    return None


def _hangul(name: str) -> bool:
    return any("가" <= char <= "힣" for char in name)


def _key(name: str) -> str:
    return name.lower().replace("’", "'").replace(",", " , ").replace("  ", " ").strip()


def _names(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(separator) if name.strip())


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """The table that ships: countries, some regions and the larger or often twinned cities of the world."""
    places: list[Place] = []
    for line in (CITIES.strip() + "\n" + ZONES.strip()).splitlines():
        country, zone, entries = line.split("|")
        for entry in entries.split(";"):
            english, korean = entry.split("=")
            en = _names(english, "/")
            places.append(Place(f"{country}:{en[0]}", "city", country, zone, en, _names(korean, "/")))
    for kind, table in (("country", COUNTRIES), ("region", REGIONS)):
        for line in table.strip().splitlines():
            country, zone, english, korean, adjectives = line.split("|")
            en = _names(english, ",")
            key = country if kind == "country" else f"{country}-{en[0]}"
            places.append(Place(key, kind, country, zone, en, _names(korean, ","), _names(adjectives, ",")))
    return Gazetteer(places)

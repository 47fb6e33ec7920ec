"""The cities of the world, compiled from a package: a table that is searched where it lies, and not unpacked.

The table is the number of its lines and the place of each (four bytes each, the smallest first), then the
lines, sorted by their bytes: "key, country, zone, population, English names, Korean names, names in the own
script", parted by tabs. A search halves it some sixteen times, so that what is kept in memory is the file and
nothing else. Where nobody compiled it there are no such cities, and everything else works.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from struct import unpack_from

TABLE = "world.bin"
EMPTY = bytes(4)


@dataclass(frozen=True, slots=True)
class City:
    """A city of the table; the first English name is the one it is called by."""

    country: str
    tz: str
    population: int
    en: tuple[str, ...]
    ko: tuple[str, ...]
    own: tuple[str, ...]


class World:
    """Cities by name in English, Korean or their own script."""

    def __init__(self, table: bytes = EMPTY) -> None:
        self._table = table
        self._count: int = unpack_from("<I", table, 0)[0]

    def __len__(self) -> int:
        return self._count

    @cached_property
    def korean(self) -> frozenset[str]:
        """The first two syllables of every Korean name: most words are no city, and are told so by these."""
        found = set()
        for number in range(self._first("가".encode()), self._first("\ud7a4".encode())):
            found.add(self._head(number, 6).decode(errors="ignore"))
        return frozenset(found)

    def named(self, name: str) -> tuple[City, ...]:
        """All cities called `name`, the largest first."""
        plain = name.casefold().replace("’", "'")
        key = f"{plain}\t".encode()
        found: list[City] = []
        for number in range(self._first(key), self._count):
            line = self._line(number)
            if not line.startswith(key):
                break
            found.append(_city(line.decode()))
        return tuple(sorted(set(found), key=lambda city: (-city.population, city.country, city.en)))

    def _first(self, key: bytes) -> int:
        """The number of the first line at or after a key."""
        size = len(key)
        return bisect_left(range(self._count), key, key=lambda number: self._head(number, size))

    def _start(self, number: int) -> int:
        start: int = unpack_from("<I", self._table, 4 + 4 * number)[0]
        return start

    def _head(self, number: int, size: int) -> bytes:
        start = self._start(number)
        return self._table[start : start + size]

    def _line(self, number: int) -> bytes:
        start = self._start(number)
        return self._table[start : self._table.index(b"\n", start)]


def _city(line: str) -> City:
    _, country, zone, population, english, korean, own = line.split("\t")
    return City(country, zone, int(population), _names(english), _names(korean), _names(own))


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("/") if name)


@lru_cache(maxsize=1)
def default_world() -> World:
    """The table that was compiled beside this module; an empty one where nobody has."""
    from importlib.resources import files

    table = files("legation.engine.capture").joinpath(TABLE)
    return World(table.read_bytes()) if table.is_file() else World()

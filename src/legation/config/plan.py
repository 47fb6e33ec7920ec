"""`legation plan`, `seat` and `warm`: what is searched for, and searches made ready. No site is loaded."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from legation.engine.matching import Progress, run


def planned(
    text: str,
    *,
    dzn: bool,
    previous: str | None,
    seconds: float,
    workers: int,
    seed: int,
    progress: bool,
    language: str,
) -> dict[str, Any]:
    """The `legation.plan/1` document of a round; raises the engine's BadInput.

    With one worker planner and prover take turns, with two they run side by side. The first Ctrl+C ends the
    search and keeps the best plan; the second ends the command.
    """
    with _stopping() as stop, ThreadPoolExecutor(1) as pool:
        return run(
            text,
            dzn=dzn,
            previous=previous,
            seconds=seconds,
            seed=seed,
            progress=_Told(time.monotonic()) if progress else None,
            clock=time.monotonic,
            pool=pool if workers > 1 else None,
            stop=stop.is_set,
            language=language,
        )


def seated(document: dict[str, Any]) -> dict[str, Any]:
    """The `legation.seats/1` document of a party, by two threads; raises the engine's BadInput."""
    from legation.engine.seating import run as seat

    with ThreadPoolExecutor(2) as pool:
        return seat(document, beside=pool.map)


class _Told:
    """Prints on standard error what is known so far, one line each time it gets better."""

    def __init__(self, started: float) -> None:
        self.started = started

    def __call__(self, known: Progress) -> None:
        said = [f"{time.monotonic() - self.started:6.1f} s"]
        if known.out:
            said.append(f"{known.out} mandatory not placed")
        said.append(f"wishes {known.weight}{_of(known.weight_bound)}")
        said.append(f"breaks {known.breaks}{_least(known.bound)}")
        sys.stderr.write("  ".join(said) + "\n")
        sys.stderr.flush()


def _of(bound: int | None) -> str:
    return "" if bound is None else f" of at most {bound}"


def _least(bound: int | None) -> str:
    return "" if bound is None else f", at least {bound}"


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that the first interruption sets."""
    stop = Event()

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


# Compiled code is kept file by file, and does not see that code which it took in from others has changed.
TAKES_IN = {
    "groups": ("kernels",),
    "sets": ("kernels", "orders"),
    "annealing": ("groups", "kernels"),
}


def warm() -> None:
    """Compile what the searches need, where it is not compiled yet."""
    from legation.engine import matching, seating

    _freshen(Path(seating.__file__).parent / "rounds")
    seating.warm()
    matching.warm()


def _freshen(folder: Path) -> None:
    """Make files of kernels look new where code that they take in is newer, so that they are compiled again.

    A file that cannot be touched is left: packages that cannot be written to are installed as a whole.
    """
    for name, parts in TAKES_IN.items():
        own = folder / f"{name}.py"
        newest = max((folder / f"{part}.py").stat().st_mtime_ns for part in parts)
        if own.stat().st_mtime_ns < newest:
            with suppress(OSError):
                os.utime(own)

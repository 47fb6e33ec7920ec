"""Long work as tests need it: each is called as a job's function."""

import time
from pathlib import Path
from typing import Any

from django.db import OperationalError

from legation.kernel.jobs import Told
from legation.kernel.refusals import Refused


class NothingThere(Refused):
    sentence = "There is nothing at %(where)s."


def counted(told: Told, upto: int) -> dict[str, Any]:
    for k in range(upto):
        told.report(done=k + 1, total=upto, last=k)
    return {"sum": sum(range(upto))}


def refused(told: Told, where: str) -> None:
    raise NothingThere(where=where)


def broken(told: Told) -> None:
    raise ZeroDivisionError


def endless(told: Told) -> dict[str, Any]:
    while True:
        time.sleep(0.02)
        told.report(done=told.job.done + 1)


def best(told: Told) -> dict[str, Any]:
    found = 0
    while not told.stopped():
        found += 1
        told.say(best=found)
        time.sleep(0.02)
    return {"kept": True}


def written(told: Told, folder: str) -> dict[str, Any]:
    """Says that it began, waits for leave, and writes a file that a second run replaces."""
    (Path(folder) / f"began-{told.job.attempts}").touch()
    while not (Path(folder) / "go").exists():
        told.report(done=0, total=1)
        time.sleep(0.05)
    (Path(folder) / "effect").write_text("done once\n")
    with (Path(folder) / "runs").open("a") as runs:
        runs.write(f"{told.job.attempts}\n")
    return {"attempt": told.job.attempts}


def lost_once(told: Told) -> dict[str, Any]:
    if told.job.attempts == 1:
        raise OperationalError("server closed the connection unexpectedly")
    return {"attempt": told.job.attempts}


def timed(told: Told, folder: str, number: int) -> dict[str, Any]:
    """Takes a moment, notes from when to when; done a second time it changes nothing."""
    began = time.monotonic()
    for k in range(10):
        time.sleep(0.05)
        told.report(done=k + 1, total=10)
    (Path(folder) / f"effect-{number}").write_text("done once\n")
    with (Path(folder) / "runs").open("a") as runs:
        runs.write(f"{number} {began} {time.monotonic()}\n")
    return {}

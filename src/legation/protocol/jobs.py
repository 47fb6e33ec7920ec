"""Searches that run in a process of their own: `python -m legation.protocol.jobs` reads a request as JSON
and writes the plan. It loads no Django and is told nothing but keys and numbers."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from legation.engine.seating import (
    Conflict,
    Lock,
    Parameters,
    Person,
    Request,
    TableSpec,
    Weights,
    seat,
    seats_of,
)

SECONDS = 45  # with the compiling that the first search may wait for
INHERITED = ("PATH", "HOME", "LANG", "NUMBA_CACHE_DIR", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


class TookTooLong(Exception):
    """The search was stopped at its limit, or ended without an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: the chair of each person, its status, what it costs and what is proved."""

    seats: Mapping[str, str]
    status: str
    price: int
    bound: int | None
    conflict: Conflict | None


def search(request: Request, *, seconds: int = SECONDS) -> Answer:
    """Run one search in a child and wait for it. Raises TookTooLong."""
    command = [sys.executable, "-m", "legation.protocol.jobs"]
    told = {name: os.environ[name] for name in INHERITED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=told_to(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            env=told,
            check=True,
        )
        return told_back(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as failed:
        raise TookTooLong from failed


def told_to(request: Request) -> str:
    """The request as a child reads it."""
    return json.dumps(asdict(request))


def told_back(written: str) -> Answer:
    """The answer that a child wrote."""
    answer = json.loads(written)
    conflict = answer["conflict"]
    return Answer(
        seats=answer["seats"],
        status=answer["status"],
        price=answer["price"],
        bound=answer["bound"],
        conflict=conflict
        and Conflict(
            tuple(conflict["rules"]), tuple(conflict["people"]), conflict["proved"], conflict["decided"]
        ),
    )


def answer_of(request: Request) -> Answer:
    """The same here and now."""
    with ThreadPoolExecutor(2) as pool:
        made = seat(request, beside=pool.map)
    return Answer(seats_of(made), made.status, made.score.total, made.bound, made.conflict)


def request_of(told: Mapping[str, Any]) -> Request:
    """The request as it was before it became JSON."""
    parameters = told["parameters"]
    pairs = ("apart", "together", "wishes", "previous")
    read: dict[str, Any] = {
        **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()},
        "people": tuple(
            Person(**{**each, "languages": tuple(each["languages"]), "needs": tuple(each["needs"])})
            for each in told["people"]
        ),
        "parameters": None if parameters is None else Parameters(**parameters),
        "tables": tuple(TableSpec(**each) for each in told["tables"]),
        "locks": tuple(Lock(**each) for each in told["locks"]),
        "weights": Weights(**told["weights"]),
        **{name: tuple((one, other) for one, other in told[name]) for name in pairs},
    }
    return Request(**read)


def answered(asked: str) -> str:
    """What a child writes to such a request."""
    answer = answer_of(request_of(json.loads(asked)))
    conflict = None if answer.conflict is None else asdict(answer.conflict)
    return json.dumps({**asdict(answer), "seats": dict(answer.seats), "conflict": conflict})


def main() -> None:
    sys.stdout.write(answered(sys.stdin.read()))


if __name__ == "__main__":
    main()

"""What each test asks of the database, by shape: a plugin that `scripts/asked_elsewhere.py` runs tests with.

A shape is a statement without its values, however many there are of them in a row.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.signals import connection_created

ROW = re.compile(r"\((?:%s|NULL|DEFAULT|true|false)(?:, (?:%s|NULL|DEFAULT|true|false))*\)")
ROWS = re.compile(r"\(%s\)(?:, \(%s\))+")
NUMBER = re.compile(r"\b\d+\b")
SAVEPOINT = re.compile(r'"s\d+_x\d+"')

asked: dict[str, None] = {}


def shape(statement: str) -> str:
    """`statement` without its values."""
    return NUMBER.sub("0", ROWS.sub("(%s)", ROW.sub("(%s)", SAVEPOINT.sub("s", statement))))


def note(execute: Any, statement: Any, params: Any, many: bool, context: Any) -> Any:
    asked[shape(str(statement))] = None
    return execute(statement, params, many, context)


def listen(connection: Any, **_: Any) -> None:
    if note not in connection.execute_wrappers:
        connection.execute_wrappers.append(note)


connection_created.connect(listen)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """One line a test: its name, how long it took, and what it asked."""
    asked.clear()
    begun = time.perf_counter()
    done = yield
    line = {"test": item.nodeid, "seconds": time.perf_counter() - begun, "shapes": sorted(asked)}
    with Path(os.environ["SHAPES"], f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    return done

"""One backup by schedule at a time: whoever takes it holds what ends with their process, and no longer."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

FILE = "backup.lock"
NUMBER = 0x6C656761  # of the database's lock, "lega"


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else is at it. The system lets go of both locks when their holder dies, however it does.

    A lock on a file holds apart the processes of one machine. Machines that share a database are held apart
    by the database, in a transaction of a connection that serves nothing else.
    """
    folder = Path(settings.DATA)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        if connection.vendor != "postgresql":
            yield True
            return
        with _in_database() as mine:
            yield mine


@contextmanager
def _in_database() -> Iterator[bool]:
    aside = connection.copy()
    try:
        aside.set_autocommit(False)
        with aside.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [NUMBER])
            row = cursor.fetchone()
        yield bool(row and row[0])
    finally:
        aside.close()

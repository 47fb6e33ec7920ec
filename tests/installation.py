"""An installation beside the tests: a migrated database, a data folder, and programs that use them."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.migrated import ROOT, lay

BEGIN = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
import django
django.setup()
"""


@dataclass
class Installation:
    """Where it lies and how programs reach it."""

    data: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def postgres(self) -> bool:
        return bool(self.env["DATABASE_URL"])

    def legation(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the command."""
        return self._run([sys.executable, "-m", "legation", *arguments], **more)

    def python(self, code: str, **more: str) -> str:
        """Run a program in it, which has to end well; gives what it printed."""
        done = self._run([sys.executable, "-c", BEGIN + textwrap.dedent(code)], **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, asked: str) -> list[tuple[Any, ...]]:
        """What the database answers, without the price of a process."""
        if self.postgres:
            import psycopg

            with psycopg.connect(self.env["DATABASE_URL"]) as connection:
                done = connection.execute(asked)
                return list(done.fetchall()) if done.description else []
        with closing(sqlite3.connect(self.data / "legation.sqlite3", timeout=20)) as connection, connection:
            return list(connection.execute(asked).fetchall())

    def start(self, *command: str, **more: str) -> "subprocess.Popen[str]":
        """Start a program of it that goes on."""
        return subprocess.Popen(
            [sys.executable, *command], env={**self.env, **more}, text=True, cwd=self.data.parent,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def _run(self, command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env={**self.env, **more}, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, cwd=self.data.parent,
        )  # fmt: skip


def programs_of_postgres() -> str:
    """Where the server that the tests start has its tools."""
    from tests.postgres import shipped

    return str(shipped() / "pginstall" / "bin")


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """One in this folder, with an empty database on the server that the tests use."""
    data = folder / "data"
    data.mkdir()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LEGATION_", "DJANGO_"))}
    env |= {"LEGATION_DATA": str(data), "DATABASE_URL": "", "LEGATION_LOG_LEVEL": "ERROR"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        lay({"NAME": "", "TEST": {"NAME": str(data / "legation.sqlite3")}})
        yield Installation(data, env)
        return
    import psycopg

    name = f"beside_{os.getpid()}"
    lay({"NAME": "", "TEST": {"NAME": name}})
    env["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    env["LEGATION_PG_PROGRAMS"] = programs_of_postgres()
    try:
        yield Installation(data, env)
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

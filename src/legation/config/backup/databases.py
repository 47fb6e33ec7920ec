"""A copy of the database as it stood at one moment, while others write; and a database made from it."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from legation.config.backup.refusals import NoTool, ToolFailed

Counts = dict[str, int]
PASSED_OVER = frozenset({"kernel_cache"})  # copied, but of no worth and never still


def copy_sqlite(target: Path) -> Counts:
    """Copy the database as one reader sees it, while others write; gives the rows of each table.

    In one step: with several, each write of somebody else begins the copy anew.
    """
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return check_sqlite(target)


def check_sqlite(path: Path) -> Counts:
    """The rows of each table of a copy. Raises sqlite3.DatabaseError where it is not sound."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        names = [
            name
            for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("sqlite_")
        ]
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
            if name not in PASSED_OVER
        }


def migrations_of(counts_from: Path | None = None) -> list[str]:
    """Which migrations a database has: those of a copy, or of this installation's."""
    asked = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
    if counts_from is not None:
        with closing(sqlite3.connect(f"file:{counts_from}?mode=ro", uri=True)) as copy:
            return [name for (name,) in copy.execute(asked)]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]


def copy_postgres(target: Path) -> Counts:
    """Dump the database as one transaction sees it, and count the rows that this transaction sees."""
    tool = _tool("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run([tool, "--format=custom", "--no-owner", f"--snapshot={snapshot}", "--file", str(target)])
        return _counts_of(cursor)


def check_postgres(path: Path) -> set[str]:
    """The tables whose rows a dump holds; raises ToolFailed where it cannot be read."""
    listed = _run([_tool("pg_restore"), "--list", str(path)])
    rows = [line.split() for line in listed.splitlines() if " TABLE DATA " in line]
    return {parts[parts.index("DATA") + 2] for parts in rows}


def restore_postgres(path: Path) -> Counts:
    """Put a dump in place of what the database holds, all of it or nothing; gives the rows of each table."""
    tool, later = _tool("pg_restore"), _later_tables(path)
    given = [tool, "--clean", "--if-exists", "--no-owner"]
    if later:
        _in_place_of(later, [*given, "--file=-", str(path)])
    else:
        only = ("--single-transaction", "--exit-on-error", "--dbname", _environment()["PGDATABASE"])
        _run([*given, *only, str(path)])
    connections.close_all()
    with connection.cursor() as cursor:
        return _counts_of(cursor)


def _later_tables(path: Path) -> list[str]:
    """Our tables that came after the dump was taken: what they point to cannot be replaced beneath them."""
    there, held = connection.introspection.table_names(), check_postgres(path)
    if "django_migrations" not in there:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT app FROM django_migrations")
        ours = tuple(f"{app}_" for (app,) in cursor.fetchall())
    connections.close_all()
    return sorted(name for name in there if name.startswith(ours) and name not in held)


def _in_place_of(later: list[str], giving: list[str]) -> None:
    """Drop these tables and put in what `giving` writes, in one transaction that ends well or not at all."""
    names = ", ".join(map(connection.ops.quote_name, later))
    command = [_tool("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    environment = {**os.environ, **_environment()}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        ) as taker,
        subprocess.Popen(giving, env=environment, stdout=subprocess.PIPE, stderr=said) as giver,  # noqa: S603
    ):
        source: Any = giver.stdout
        sink: Any = taker.stdin
        try:
            sink.write(f"BEGIN;\nDROP TABLE {names} CASCADE;\n".encode())
            shutil.copyfileobj(source, sink)
            whole = giver.wait() == 0
            sink.write(b"COMMIT;\n" if whole else b"")  # without it nothing stays, whoever was killed
            sink.flush()
        except BrokenPipeError:
            whole = False
        giver.kill()
        with suppress(BrokenPipeError):
            sink.close()
        if taker.wait() or not whole:
            said.seek(0)
            why = said.read().decode(errors="replace").strip()[-500:]
            raise ToolFailed(tool="psql", why=why or str(taker.returncode))


def postgres_is_empty() -> bool:
    """Whether the database of this installation has no tables yet."""
    return not connection.introspection.table_names()


def _counts_of(cursor: Any) -> Counts:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    counts = {}
    for (name,) in cursor.fetchall():
        if name not in PASSED_OVER:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            (counts[name],) = cursor.fetchone()
    return counts


def _tool(name: str) -> str:
    found = shutil.which(name, path=settings.PG_PROGRAMS or None)
    if found is None:
        raise NoTool(tool=name)
    return found


def _environment() -> Mapping[str, str]:
    """How the tools reach the database: by their environment, which no other user of the machine sees."""
    told = connection.settings_dict
    given = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        "PGSSLMODE": told["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": told["OPTIONS"].get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in given.items() if value}


def _run(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603
        command, env={**os.environ, **_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolFailed(tool=Path(command[0]).name, why=done.stderr.strip()[-500:] or str(done.returncode))
    return done.stdout


def heads_of(copy: Path) -> list[tuple[int, str]]:
    """The links of the audit list that a copy holds."""
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as found:
        asked = "SELECT number, digest FROM kernel_auditlink ORDER BY number"
        return [(number, digest) for number, digest in found.execute(asked)]

"""A migrated database to begin with: made once for these migrations, then copied.

The first process that needs it makes it, the way an installation does, while others wait. On SQLite it is
kept in pytest's own cache for later runs, which bring it up to date; on PostgreSQL it lives as long as the
server started for the tests. `python tests/migrated.py` makes the one on SQLite ahead of them.
"""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "databases"
TEMPLATE = "legation_migrated"


def lay(database: dict[str, Any]) -> None:
    """Put a migrated database where Django's test runner would make one."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with _alone():
        if os.environ.get("DATABASE_URL"):
            _lay_on_postgres(database["TEST"]["NAME"] or f"test_{database['NAME']}")
        else:
            _lay_on_sqlite(Path(database["TEST"]["NAME"]))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _traces() -> dict[str, str]:
    """What stands for each migration of ours, and for those of the packages that are pinned."""
    pinned = sha256((ROOT / "requirements" / "run.txt").read_bytes()).hexdigest()
    paths = sorted((ROOT / "src" / "legation").glob("*/migrations/*.py"))
    traces = {str(path.relative_to(ROOT)): sha256(path.read_bytes()).hexdigest() for path in paths}
    return {"packages": pinned, **traces}


def _lay_on_sqlite(target: Path) -> None:
    shutil.copyfile(_template(), target)


def _template() -> Path:
    traces = _traces()
    name = sha256(json.dumps(traces).encode()).hexdigest()[:16]
    template = KEPT / f"{name}.sqlite3"
    if not template.exists():
        with tempfile.TemporaryDirectory(prefix="legation-migrated-") as folder:
            made = Path(folder) / "legation.sqlite3"
            if (earlier := _earlier(traces)) is not None:
                shutil.copyfile(earlier, made)
            _migrate(folder)
            for old in (*KEPT.glob("*.sqlite3"), *KEPT.glob("*.json")):
                old.unlink()
            template.with_suffix(".json").write_text(json.dumps(traces))
            aside = template.with_suffix(".new")
            shutil.copyfile(made, aside)
            aside.replace(template)
    return template


def _earlier(traces: dict[str, str]) -> Path | None:
    """A database that lacks no more than later migrations: each that it has is still there, word for word."""
    for told in KEPT.glob("*.json"):
        database, had = told.with_suffix(".sqlite3"), json.loads(told.read_text())
        if database.exists() and had.items() <= traces.items():
            return database
    return None


def _lay_on_postgres(target: str) -> None:
    import psycopg

    address = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
            with tempfile.TemporaryDirectory(prefix="legation-migrated-") as folder:
                _migrate(folder, DATABASE_URL=urlunsplit(address._replace(path=f"/{TEMPLATE}")))
        connection.execute(f'DROP DATABASE IF EXISTS "{target}"')
        connection.execute(f'CREATE DATABASE "{target}" TEMPLATE {TEMPLATE}')


def _migrate(folder: str, **more: str) -> None:
    """Migrate as an installation does, in a process of its own."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LEGATION_", "DJANGO_"))}
    env.pop("DATABASE_URL", None)
    env |= {"LEGATION_DATA": folder, "LEGATION_SECRET_KEY": "only-for-tests", **more}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), env.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    command = [sys.executable, "-m", "legation", "manage", "migrate", "--verbosity", "0"]
    run = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"migrating failed:\n{run.stdout}\n{run.stderr}")


if __name__ == "__main__":
    KEPT.mkdir(parents=True, exist_ok=True)
    with _alone():
        _template()

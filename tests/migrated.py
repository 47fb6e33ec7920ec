"""A migrated database to begin with: made once for these migrations, then copied.

The first process that needs it makes it, the way an installation does, while others wait. On SQLite it is
kept in pytest's own cache for later runs; on PostgreSQL it lives as long as the server started for the tests.
"""

import contextlib
import fcntl
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


def _trace() -> str:
    """What stands for the migrations, ours and those of the packages that are pinned."""
    trace = sha256((ROOT / "requirements" / "run.txt").read_bytes())
    for path in sorted((ROOT / "src" / "legation").glob("*/migrations/*.py")):
        trace.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return trace.hexdigest()[:16]


def _lay_on_sqlite(target: Path) -> None:
    template = KEPT / f"{_trace()}.sqlite3"
    if not template.exists():
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        with tempfile.TemporaryDirectory(prefix="legation-migrated-") as folder:
            _migrate(folder)
            aside = template.with_suffix(".new")
            shutil.copyfile(Path(folder) / "legation.sqlite3", aside)
            aside.replace(template)
    shutil.copyfile(template, target)


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

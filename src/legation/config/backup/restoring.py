"""Put a backup back: checked whole first, then put in place at once; what was there is put aside."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from legation.config.backup import databases
from legation.config.backup.places import place_at
from legation.config.backup.reading import Told, unpacked
from legation.config.backup.refusals import (
    CannotBeMoved,
    Damaged,
    NotABackup,
    OtherDatabase,
    SomethingIsThere,
    TooNew,
)

OURS = ("legation.sqlite3", "files", "seal.keys")
STARTED = {"secret.key", "backup.key"}  # what the command that restores makes by itself
MADE_ANEW = ("backup.key", ".env")  # of the folder that was there: what opened the backup stays


def check(path: Path, key: bytes) -> Told:
    """Read a backup through and through, and put nothing anywhere."""
    with tempfile.TemporaryDirectory(prefix="legation-check-") as folder:
        return unpacked(path, key, Path(folder))


def restore(path: Path, key: bytes, into: Path, *, replace: bool, say: Callable[[str], None]) -> Told:
    """Put a backup into the folder, and on PostgreSQL into the database that is set."""
    into = into.absolute()
    _free(into, replace=replace)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{into.name}.restoring-", dir=into.parent))
    except OSError as failed:
        raise CannotBeMoved(where=into, why=failed.strerror) from failed
    dump = staged.with_name(f"{staged.name}.dump")
    try:
        told = unpacked(path, key, staged)
        _fits(path, told, into)
        aside = _aside(into)
        for name in MADE_ANEW:
            if (into / name).is_file():
                shutil.copy2(into / name, staged / name)
        if told.database == "postgresql":
            (staged / "database.dump").rename(dump)
        _put(staged, into, aside)
        if told.database == "postgresql":
            try:
                _into_postgres(path, dump, told)
            except BaseException:
                _taken_back(into, aside)
                raise
    finally:  # nothing of it stays beside the folder in clear, whatever failed
        shutil.rmtree(staged, ignore_errors=True)
        dump.unlink(missing_ok=True)
    if aside.exists() and {path.name for path in aside.iterdir()} <= STARTED:
        shutil.rmtree(aside)
    elif aside.exists():
        say(f"What was there is in {aside}. Remove it when the site runs well.")
    return told


def into_bucket(folder: Path) -> int:
    """Bring the files of a folder that was restored into the bucket that is set; how many were not there."""
    brought = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if not default_storage.exists(name):
            with path.open("rb") as file:
                default_storage.save(name, File(file))
            brought += 1
    return brought


def fetched(name: str, folder: Path) -> Path:
    """A backup by its path, or by its name in the place that is set."""
    if (given := Path(name)).is_file():
        return given
    if not settings.BACKUP_TO or Path(name).name != name:
        raise NotABackup(name=name)
    place = place_at(settings.BACKUP_TO)
    names = place.names()
    wanted = names[-1] if name == "latest" and names else name
    if wanted not in names:
        raise NotABackup(name=name)
    place.get(wanted, folder / wanted)
    return folder / wanted


def _free(into: Path, *, replace: bool) -> None:
    """Nothing is there, or the operator said that it may be put aside."""
    if replace:
        return
    if into.exists() and any((into / name).exists() for name in OURS):
        raise SomethingIsThere(where=into)
    if connection.vendor == "postgresql" and not databases.postgres_is_empty():
        raise SomethingIsThere(where=connection.settings_dict["NAME"])


def _fits(path: Path, told: Told, into: Path) -> None:
    here = "postgresql" if connection.vendor == "postgresql" else "sqlite"
    if told.database != here:
        raise OtherDatabase(name=path.name, held=told.database, here=here)
    known = MigrationLoader(None).disk_migrations
    ours = {f"{app}.{name}" for app, name in known}
    apps = {app for app, _name in known}
    newer = [each for each in told.migrations if each.split(".")[0] in apps and each not in ours]
    if newer:
        raise TooNew(name=path.name, version=told.version)
    if into.is_mount():
        raise CannotBeMoved(where=into, why="it is a mounted disk itself")


def _into_postgres(path: Path, dump: Path, told: Told) -> None:
    found = databases.restore_postgres(dump)
    wrong = sorted(name for name, count in told.counts.items() if found.get(name) != count)
    if wrong:
        raise Damaged(name=path.name, why=f"rows are missing after it: {', '.join(wrong[:5])}")


def _aside(into: Path) -> Path:
    return into.with_name(f"{into.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")


def _put(staged: Path, into: Path, aside: Path) -> None:
    """Two renames; where the second fails the first is taken back."""
    connections.close_all()
    staged.chmod(0o700)
    try:
        if into.exists():
            into.rename(aside)
    except OSError as failed:
        raise CannotBeMoved(where=into, why=failed.strerror) from failed
    try:
        staged.rename(into)
    except OSError as failed:
        if aside.exists():
            aside.rename(into)
        raise CannotBeMoved(where=into, why=failed.strerror) from failed


def _taken_back(into: Path, aside: Path) -> None:
    """The database did not take the backup: its folder goes again, and the one from before comes back."""
    shutil.rmtree(into)
    if aside.exists():
        aside.rename(into)

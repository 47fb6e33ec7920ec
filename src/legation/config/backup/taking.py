"""Take a backup: database, files and keys in one encrypted file, read again before it counts."""

import fcntl
import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from legation import __version__
from legation.config.backup import databases
from legation.config.backup.alone import alone
from legation.config.backup.places import Place, moment_of, name_of, place_at
from legation.config.backup.reading import verified
from legation.config.backup.refusals import NoRoom
from legation.config.backup.sealed_file import Sealing, key_bytes, new_key
from legation.kernel.models import AuditLink
from legation.kernel.refusals import Refused

KEPT = ("secret.key", "seal.keys", "push.key")
DATABASE = {"sqlite": "legation.sqlite3", "postgresql": "database.dump"}
AHEAD = timedelta(minutes=10)  # that clocks of hosts may differ
NEW = 6 * 3600  # seconds that a folder is left alone: the release before did not hold its own
logger = structlog.get_logger(__name__)


def key_for_backups() -> bytes:
    """The key as it is set, or that of the key file, which is made where there is none."""
    if settings.BACKUP_KEY:
        return key_bytes(settings.BACKUP_KEY)
    path = Path(settings.BACKUP_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix="backup.")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key() + "\n")
        with suppress(FileExistsError):
            os.link(aside, path)
        Path(aside).unlink()
    return key_bytes(path.read_text(encoding="ascii"))


def take(address: str, *, keep: int, say: Callable[[str], None]) -> str:
    """Take a backup, bring it to its place, and let go of those beyond `keep`. Gives its name."""
    place, now, key = place_at(address), datetime.now(UTC), key_for_backups()
    there = place.names()
    name = name_of(now)
    with _workshop() as folder:
        path = folder / name
        try:
            _write(path, folder, key, now)
            told = verified(path, key, folder)
        except OSError as failed:
            raise NoRoom(why=f"{folder}: {failed.strerror}") from failed
        except sqlite3.Error as failed:
            raise NoRoom(why=f"{folder}: {failed}") from failed
        size = path.stat().st_size
        place.put(path, name)
    for old in _known(there, now)[: 1 - keep or None] if keep else []:
        place.remove(old)
    rows = sum(told.counts.values())
    say(f"{name}: {rows} rows, {told.files} files, {size / 1e6:.1f} MB, read again and whole.")
    logger.info("backup_taken", name=name, rows=rows, files=told.files, bytes=size)
    return name


def last_taken(place: Place, now: datetime) -> datetime | None:
    """When the newest backup of a place was taken."""
    names = _known(place.names(), now)
    return moment_of(names[-1]) if names else None


def _known(names: list[str], now: datetime) -> list[str]:
    """Those that count, oldest first: one of a moment to come was taken while the clock was ahead."""
    return [name for name in names if moment_of(name) <= now + AHEAD]


def overdue(now: datetime) -> bool:
    """Whether the setting asks for a backup by now."""
    if not settings.BACKUP_HOURS or not settings.BACKUP_TO:
        return False
    last = last_taken(place_at(settings.BACKUP_TO), now)
    return last is None or now - last >= timedelta(hours=settings.BACKUP_HOURS)


def take_scheduled() -> str:
    """Take a backup where one is due and nobody else is at it; called by a schedule."""
    if not settings.BACKUP_HOURS:
        return ""
    with alone() as mine:
        try:
            if mine and overdue(datetime.now(UTC)):
                return take(settings.BACKUP_TO, keep=settings.BACKUP_KEEP, say=lambda _said: None)
        except Refused as refusal:
            logger.error("backup_failed", why=str(refusal))  # noqa: TRY400 - its sentence says what mends it
    return ""


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder for what is being made, on the disk of the data, that only we read; gone afterwards."""
    Path(settings.DATA).mkdir(mode=0o700, parents=True, exist_ok=True)
    put_away()
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=settings.DATA))
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def put_away() -> int:
    """Remove the folders of backups that were killed; gives how many.

    Who makes one holds it, and the system lets go when they die; a new one may not be held yet.
    """
    gone, before = 0, time.time() - NEW
    for folder in Path(settings.DATA).glob(".backup-*"):
        with suppress(OSError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if folder.stat().st_mtime < before:
                    shutil.rmtree(folder)
                    logger.info("backup_put_away", folder=folder.name)
                    gone += 1
            finally:
                os.close(held)
    return gone


def _write(path: Path, folder: Path, key: bytes, now: datetime) -> None:
    kind = connection.vendor
    copy = folder / DATABASE[kind]
    counts = databases.copy_sqlite(copy) if kind == "sqlite" else databases.copy_postgres(copy)
    manifest: dict[str, Any] = {
        "format": "legation.backup/1",
        "version": __version__,
        "taken_at": now.isoformat(),
        "database": kind,
        "counts": counts,
        "migrations": databases.migrations_of(copy if kind == "sqlite" else None),
        "digests": {},
    }
    with path.open("wb") as out:
        path.chmod(0o600)
        sealing = Sealing(out, key)
        with (
            gzip.GzipFile(fileobj=sealing, mode="wb", compresslevel=3, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            for name, source in _members(copy):
                with suppress(FileNotFoundError):  # erased meanwhile
                    manifest["digests"][name] = _added(tar, name, source)
            heads = _heads(copy if kind == "sqlite" else None, counts)
            manifest["digests"]["audit.heads"] = _added_bytes(tar, "audit.heads", heads)
            told = json.dumps(manifest, ensure_ascii=False).encode()
            _added_bytes(tar, "manifest.json", told)
        sealing.finish()
        out.flush()
        os.fsync(out.fileno())


def _members(copy: Path) -> Iterator[tuple[str, Path]]:
    """What goes in: the database first, so that each file that it names is there still."""
    yield copy.name, copy
    for name in KEPT:
        path = Path(settings.SEAL_KEY_FILE) if name == "seal.keys" else Path(settings.DATA) / name
        if path.is_file():
            yield name, path
    if settings.FILES:
        yield from _of_the_bucket(copy.with_name("file"))
        return
    files = Path(settings.MEDIA_ROOT)
    for path in sorted(files.rglob("*")) if files.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(files).as_posix()}", path


def _of_the_bucket(path: Path) -> Iterator[tuple[str, Path]]:
    """Its files, one after the other under the same path of this host."""
    for name in sorted(default_storage.names()):  # type: ignore[attr-defined]
        with suppress(FileNotFoundError):  # erased meanwhile
            with default_storage.open(name) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
            yield f"files/{name}", path
    path.unlink(missing_ok=True)


def _added(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        about = tar.gettarinfo(fileobj=file, arcname=name)
        about.uid = about.gid = 0
        about.uname = about.gname = ""
        reading = _Digesting(file)
        tar.addfile(about, reading)
    return reading.digest.hexdigest()


def _added_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> str:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(data), 0o600
    tar.addfile(about, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()


class _Digesting:
    """A file that is digested as it is read."""

    def __init__(self, file: Any) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(size)
        self.digest.update(data)
        return data


def _heads(copy: Path | None, counts: Mapping[str, int]) -> bytes:
    """What is noted of the audit list, as far as this copy holds it."""
    if copy is not None:
        rows = databases.heads_of(copy)
    else:
        links = AuditLink.objects.filter(number__lte=counts["kernel_auditlink"]).order_by("number")
        rows = list(links.values_list("number", "digest"))
    return "".join(f"{number} {digest}\n" for number, digest in rows).encode("ascii")

"""Read a backup: every piece, every digest, the database opened and its rows counted."""

import hashlib
import json
import sqlite3
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.config.backup import databases
from legation.config.backup.refusals import Damaged, NotABackup
from legation.config.backup.sealed_file import opened

AT_ONCE = 1 << 20
LARGEST_MANIFEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What a backup says of itself, and that this is so."""

    version: str
    taken_at: str
    database: str
    counts: dict[str, int]
    migrations: list[str]
    files: int


def verified(path: Path, key: bytes, folder: Path) -> Told:
    """Read the whole of a backup and check it; what is unpacked for that is gone afterwards."""
    import shutil
    import tempfile

    into = Path(tempfile.mkdtemp(prefix=".check-", dir=folder))
    try:
        return unpacked(path, key, into)
    finally:
        shutil.rmtree(into, ignore_errors=True)


def unpacked(path: Path, key: bytes, into: Path) -> Told:
    """Unpack a backup into an empty folder and check that it is what was packed."""
    source, plain = opened(path, key)
    try:
        digests, manifest = _unpacked(plain, into, path.name)
        if plain.read(1):
            raise Damaged(name=path.name, why="something follows its end")
    except (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError) as broken:
        raise Damaged(name=path.name, why=str(broken) or type(broken).__name__) from broken
    finally:
        source.close()
    if manifest.get("format") != "legation.backup/1":
        raise NotABackup(name=path.name)
    told: dict[str, str] = manifest["digests"]
    wrong = sorted(name for name in told.keys() | digests.keys() if told.get(name) != digests.get(name))
    if wrong:
        raise Damaged(name=path.name, why=f"not as it was packed: {', '.join(wrong[:5])}")
    _check_database(path, into, manifest)
    return Told(
        version=manifest["version"],
        taken_at=manifest["taken_at"],
        database=manifest["database"],
        counts=manifest["counts"],
        migrations=manifest["migrations"],
        files=sum(name.startswith("files/") for name in digests),
    )


def _unpacked(plain: Any, into: Path, name: str) -> tuple[dict[str, str], dict[str, Any]]:
    digests: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    with tarfile.open(fileobj=plain, mode="r|gz") as tar:
        for member in tar:
            parts = Path(member.name).parts
            if not member.isreg() or not parts or ".." in parts or Path(member.name).is_absolute():
                raise Damaged(name=name, why=f"it holds {member.name!r}")
            file: Any = tar.extractfile(member)
            if member.name == "manifest.json":
                manifest = json.loads(file.read(LARGEST_MANIFEST))
                continue
            target = into.joinpath(*parts)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with target.open("wb") as out:
                target.chmod(0o600)
                while data := file.read(AT_ONCE):
                    digest.update(data)
                    out.write(data)
            digests[member.name] = digest.hexdigest()
    return digests, manifest


def _check_database(path: Path, into: Path, manifest: dict[str, Any]) -> None:
    counts: dict[str, int] = manifest["counts"]
    if manifest["database"] == "sqlite":
        try:
            found = databases.check_sqlite(into / "legation.sqlite3")
        except sqlite3.Error as broken:
            raise Damaged(name=path.name, why=f"its database: {broken}") from broken
        wrong = sorted(name for name in counts.keys() | found.keys() if counts.get(name) != found.get(name))
    else:
        wrong = sorted(counts.keys() - databases.check_postgres(into / "database.dump"))
    if wrong:
        raise Damaged(name=path.name, why=f"its database lacks rows: {', '.join(wrong[:5])}")

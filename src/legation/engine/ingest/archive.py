"""Archives: the files inside a zip, read with bounds on their number, size and ratio."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from legation.engine.ingest.errors import ArchiveTooLarge, NotWhatItSays

MOST_FILES = 5_000
"""Entries that an archive may have."""
MOST_BYTES = 512 * 1024 * 1024
"""Bytes that all its files may have together, unpacked."""
MOST_RATIO = 200
"""Times that a file of more than a megabyte may grow when it is unpacked."""
_SMALL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path inside and its bytes, or b"" and the code of what `refused` it."""

    name: str
    data: bytes
    refused: str = ""


def members(data: bytes | IO[bytes], *, largest: int) -> Iterator[Member]:
    """The files of a zip in the order of their paths; folders, hidden files and links are passed over.

    `data` is the zip, or a file of it that can be sought in, of which one member at a time is in memory.
    A file of more than `largest` bytes, or one that grows more than `MOST_RATIO` times, is named and not
    unpacked. Raises ArchiveTooLarge for an archive with too many files or bytes and NotWhatItSays for a
    broken one; both before the first file is given, from the archive's own list. Bytes are counted again as
    they come.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise NotWhatItSays(says="zip", found="zip", why="broken") from broken
    entries = sorted(
        (entry for entry in archive.infolist() if _wanted(entry)), key=lambda entry: entry.filename
    )
    if len(archive.infolist()) > MOST_FILES:
        raise ArchiveTooLarge(files=len(archive.infolist()), limit=MOST_FILES)
    total = sum(entry.file_size for entry in entries if not too_large(entry, largest))
    if total > MOST_BYTES:
        raise ArchiveTooLarge(size=total, limit=MOST_BYTES)
    for entry in entries:
        if too_large(entry, largest):
            yield Member(entry.filename, b"", "file-too-large")
            continue
        try:
            yield Member(entry.filename, unpacked(archive, entry, largest))
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
            yield Member(entry.filename, b"", "not-what-it-says")


def too_large(entry: zipfile.ZipInfo, largest: int) -> bool:
    """Whether an entry says that it is larger than `largest` bytes, or grows as a bomb does."""
    bomb = entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    return entry.file_size > largest or bomb


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes:
    """The bytes of one entry, whatever size it says: never more than `largest` are read."""
    with archive.open(entry) as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise zipfile.BadZipFile(entry.filename)
    return data


def _wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return not (entry.is_dir() or link or any(part.startswith((".", "__MACOSX", "~$")) for part in parts))

"""A zip or a folder of texts: kept as it came, and read one file after the other by a job.

Whatever was read stays read: a job that was stopped or killed goes on behind the last file that has a row.
One file that cannot be read is noted and never stops the rest.
"""

import io
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, Any

import structlog
from django.core.files.storage import default_storage
from django.db import transaction

from legation.accounts.models import User
from legation.engine.ingest import LARGEST, ArchiveTooLarge, BadFile, NotWhatItSays, members, read
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.jobs import Told, ask_to_stop, enqueue
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.actions.reading import digest_of, from_file, read_source, twin_of
from legation.sources.actions.refusals import (
    AlreadyRead,
    LanguageNotRead,
    NotAnArchive,
    NoTextToRead,
    NotYours,
    OtherSidesSource,
    TextTooLong,
)
from legation.sources.choices import MemberStatus, Problem
from legation.sources.models import Archive, Member, Source
from legation.sources.queries.known import known_to

logger = structlog.get_logger(__name__)
WORK = "legation.sources.actions.archives.read_archive"
_IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a zip in the making that stay in memory; what is more goes to the disk."""
_OUTCOMES = (MemberStatus.READ, MemberStatus.TWIN, MemberStatus.REFUSED)
_AGAIN = 50
"""After so many texts the workspace is asked anew what it knows."""
_REFUSALS = {
    LanguageNotRead: Problem.LANGUAGE,
    NoTextToRead: Problem.NO_TEXT,
    TextTooLong: Problem.TOO_LONG,
}


def packed(files: Iterable[tuple[str, Any]]) -> IO[bytes]:
    """Several files (their bytes, or opened) as one zip on the disk, under their own names.

    A name that comes twice is numbered. Whoever asks for the zip closes it.
    """
    stream = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files, 1):
            free = f"{number} {name}" if name in taken else name
            taken.add(free)
            if isinstance(data, bytes):
                archive.writestr(zipfile.ZipInfo(free), data, zipfile.ZIP_DEFLATED)
                continue
            entry = zipfile.ZipInfo(free)
            entry.compress_type = zipfile.ZIP_DEFLATED
            data.seek(0)
            with archive.open(entry, "w") as into:
                shutil.copyfileobj(data, into)
    stream.seek(0)
    return stream


@transaction.atomic
def add_archive(mission: Mission, data: bytes | IO[bytes], values: Mapping[str, Any], *, by: User) -> Archive:
    """Keep a zip and put its reading on the queue. `values`: name, publisher, language and visibility.

    `data` is the zip, or an opened file of it, which is never wholly in memory.

    Raises NotAnArchive for what is no zip or has too much in it, and OtherSidesSource.
    """
    stream: IO[bytes] = io.BytesIO(data) if isinstance(data, bytes) else data
    visibility = values.get("visibility") or Visibility.SHARED.value
    mine = standing(by, mission.pk)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesSource
    archive = editing.add(
        Archive(
            mission=mission,
            name=str(values.get("name") or "")[:200],
            publisher=values.get("publisher") or "",
            language=values.get("language") or "",
            visibility=visibility,
            files=_counted(stream),
        ),
        by=by,
    )
    stream.seek(0)
    archive.stored = f"archives/{archive.pk}-{secrets.token_hex(16)}.zip"
    archive.job = enqueue(WORK, archive.pk, by=by)
    default_storage.save(archive.stored, stream)
    archive.save(update_fields=["stored", "job"])
    return archive


def _counted(data: IO[bytes]) -> int:
    """How many files the archive names. Its list and its first file are looked at: a bomb is refused here."""
    try:
        next(members(data, largest=LARGEST), None)
        with zipfile.ZipFile(data) as archive:
            return sum(not entry.is_dir() for entry in archive.infolist())
    except (ArchiveTooLarge, NotWhatItSays) as bad:
        raise NotAnArchive(problem=Problem(bad.code).label) from bad


def stop_archive(archive: Archive, *, by: User) -> None:
    """Ask the reading to stop; what was read stays."""
    if archive.job is not None and by.has_perm("sources.change_archive", archive):
        ask_to_stop(archive.job)


@transaction.atomic
def resume_archive(archive: Archive, *, by: User) -> Archive:
    """Read what was not read yet, where the last job is over and the bytes are still there."""
    current = Archive.objects.select_for_update(of=("self",)).select_related("job").get(pk=archive.pk)
    waits = current.job is not None and not current.job.over
    if not waits and default_storage.exists(current.stored):
        current.job = enqueue(WORK, current.pk, by=by)
        current.save(update_fields=["job"])
    found: Archive = current
    return found


def read_archive(told: Told, key: int) -> dict[str, Any]:
    """Read every file of an archive that has no row yet. The bytes go when the last one was read."""
    archive = Archive.objects.select_related("mission").get(pk=key, removed_at=None)
    by = told.job.by
    if by is None or not by.has_perm("sources.change_archive", archive):
        raise NotYours(what=archive.name)
    if not default_storage.exists(archive.stored):
        return _tally(archive)
    over = set(Member.objects.filter(archive=archive).values_list("position", flat=True))
    told.report(done=len(over), total=archive.files, **_tally(archive))
    known, fresh, position = None, 0, 0
    tally = _tally(archive)
    with default_storage.open(archive.stored, "rb") as stored:
        for position, member in enumerate(members(stored, largest=LARGEST), 1):
            if position in over:
                continue
            if known is None or fresh >= _AGAIN:
                known, fresh = known_to(by), 0
            row = _read_member(archive, position, member, known, by)
            fresh += row.status == MemberStatus.READ
            tally[row.status] += 1
            told.report(done=position, total=archive.files, **tally)
    told.say(done=position, total=position, **tally)
    default_storage.delete(archive.stored)
    return tally


def _tally(archive: Archive) -> dict[str, Any]:
    found = dict.fromkeys((str(status) for status in _OUTCOMES), 0)
    for status in Member.objects.filter(archive=archive).values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found


@transaction.atomic
def _read_member(archive: Archive, position: int, member: Any, known: Any, by: User) -> Member:
    """One file and its row, in one transaction: a killed job leaves both or neither."""
    row = Member(archive=archive, position=position, name=member.name[-500:], status=MemberStatus.READ)
    try:
        if member.refused:
            raise _Refused(member.refused)
        with transaction.atomic():
            row.source = _read_one(archive, member, known, by)
    except AlreadyRead:
        row.status = MemberStatus.TWIN
        row.source = _twin(archive, member)
    except (BadFile, _Refused) as bad:
        row.status, row.problem = MemberStatus.REFUSED, bad.code
    except (LanguageNotRead, NoTextToRead, TextTooLong) as refusal:
        row.status, row.problem = MemberStatus.REFUSED, _REFUSALS[type(refusal)]
    except Exception:  # whatever one text trips over, the others are read
        logger.exception("file_not_read", archive=archive.pk, position=position)
        row.status, row.problem = MemberStatus.REFUSED, Problem.FAILED
    row.save(force_insert=True)
    return row


class _Refused(Exception):
    """A file that the archive itself did not give out."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _read_one(archive: Archive, member: Any, known: Any, by: User) -> Source:
    values = {
        "publisher": archive.publisher,
        "language": archive.language,
        "visibility": archive.visibility,
        "file_name": member.name[-300:],
        "archive": archive,
    }
    return read_source(archive.mission, from_file(read(member.data, member.name), values), by=by, known=known)


def _twin(archive: Archive, member: Any) -> Source | None:
    text = read(member.data, member.name).text
    return twin_of(archive.mission, digest_of(text), archive.visibility)

"""Undo an archive as a whole, and bring it back: by a job, text by text, from the last to the first.

A text of which something was accepted or rejected stays, and is named: its records would lose their evidence.
So does one that was moved since to where the undoer may not change it. What somebody removed by hand is not
the archive's to bring back, and nothing comes back for whoever may not change it.
"""

from copy import copy
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from legation.accounts.models import User
from legation.kernel.jobs import Told, enqueue
from legation.sources.actions.reading import remove_source, restore_source
from legation.sources.actions.refusals import AlreadyRead, NotNow, NotYours
from legation.sources.choices import FindingStatus, MemberStatus
from legation.sources.models import Archive, Finding, Member

UNDO = "legation.sources.actions.undoing.undo_members"
REDO = "legation.sources.actions.undoing.redo_members"
AT_ONCE = 20
"""Texts of one transaction, after which others may write."""


@transaction.atomic
def undo_archive(archive: Archive, *, by: User) -> Archive:
    """Put the undoing of the whole archive on the queue; what was not read yet is not read any more."""
    return _queued(_over(archive), UNDO, by)


@transaction.atomic
def redo_archive(archive: Archive, *, by: User) -> Archive:
    """Put on the queue that every text that was undone comes back."""
    return _queued(_over(archive), REDO, by)


def undo_members(told: Told, key: int) -> dict[str, Any]:
    """Take out every text that only this archive brought and nobody decided on."""
    archive, by = _for_job(told, key)
    default_storage.delete(archive.stored)
    there = Q(source=None) | Q(source__removed_at=None)
    waiting = Member.objects.filter(there, archive=archive, status=MemberStatus.READ).order_by("-position")
    return _through(told, waiting, lambda member: _undo(member, by))


def redo_members(told: Told, key: int) -> dict[str, Any]:
    """Bring back every text that was undone, unless the same words were read again since."""
    archive, by = _for_job(told, key)
    Member.objects.filter(archive=archive, status=MemberStatus.KEPT).update(status=MemberStatus.READ)
    waiting = Member.objects.filter(archive=archive, status=MemberStatus.UNDONE).order_by("position")
    return _through(told, waiting, lambda member: _redo(member, by))


def _through(told: Told, waiting: Any, act: Any) -> dict[str, Any]:
    """Each member once, some at a time: one whose status is changed waits no longer, nor one that is left."""
    total, done = waiting.count(), 0
    counts: dict[str, int] = {}
    left: list[int] = []
    while batch := list(waiting.exclude(pk__in=left).select_related("source__mission")[:AT_ONCE]):
        with transaction.atomic():
            for member in batch:
                status = act(member)
                counts[status] = counts.get(status, 0) + 1
                if status == member.status:
                    left.append(member.pk)
                    continue
                member.status = status
                member.save(update_fields=["status"])
        done += len(batch)
        told.report(done=done, total=total, **counts)
        told.breathe()
    told.say(done=done, total=total, **counts)
    return counts


def _undo(member: Member, by: User) -> MemberStatus:
    source = member.source
    if source is None:
        return MemberStatus.UNDONE
    decided = Finding.objects.filter(source=source).exclude(status=FindingStatus.PROPOSED)
    if decided.exists() or not by.has_perm("sources.change_source", source):
        return MemberStatus.KEPT
    remove_source(source, by=by)
    return MemberStatus.UNDONE


def _redo(member: Member, by: User) -> MemberStatus:
    if member.source is None:
        return MemberStatus.REFUSED
    there = copy(member.source)
    there.removed_at = None
    if not by.has_perm("sources.change_source", there):
        return MemberStatus.UNDONE
    try:
        with transaction.atomic():
            restore_source(member.source, by=by)
    except AlreadyRead:
        return MemberStatus.TWIN
    return MemberStatus.READ


def _over(archive: Archive) -> Archive:
    current: Archive = (
        Archive.objects.select_for_update(of=("self",)).select_related("job").get(pk=archive.pk)
    )
    if current.removed_at is not None or (current.job is not None and not current.job.over):
        raise NotNow
    return current


def _queued(current: Archive, work: str, by: User) -> Archive:
    current.job = enqueue(work, current.pk, by=by)
    current.save(update_fields=["job"])
    return current


def _for_job(told: Told, key: int) -> tuple[Archive, User]:
    archive = Archive.objects.select_related("mission").get(pk=key, removed_at=None)
    by = told.job.by
    if by is None or not by.has_perm("sources.change_archive", archive):
        raise NotYours(what=archive.name)
    return archive, by

"""Removed records, what a record was before, and portraits."""

from typing import Any

from legation.directory.choices import Scope
from legation.directory.models import Person
from legation.kernel import files
from legation.kernel.history import revisions_of
from legation.kernel.models import Record
from legation.kernel.refusals import Revision

KEEPERS_ONLY = {"passport_name"}


def removed_record(model: type[Record], pk: int | None, user: Any, **within: int) -> Any:
    """The removed record with this key if `user` may bring it back, else None: one query."""
    if pk is None:
        return None
    record = model._default_manager.filter(pk=pk, removed_at__isnull=False, **within).first()
    if record is None:
        return None
    removed_at, record.removed_at = record.removed_at, None
    allowed = user.has_perm(f"directory.change_{model._meta.model_name}", record)
    record.removed_at = removed_at
    return record if allowed else None


def revisions_seen(record: Record, user: Any) -> list[Revision]:
    """What was saved of a record, newest first, without what `user` could not have seen at the time.

    States in which a person was known to another office only are left out, and so are the differences to
    them. The passport name is told to those who keep records.
    """
    hidden: set[int] = set()
    if isinstance(record, Person):
        private = record.history.filter(scope=Scope.OFFICE).exclude(office=user.office_id)
        hidden = set(private.values_list("version", flat=True))
    shown = []
    for revision in revisions_of(record):
        if revision.version in hidden:
            continue
        told = () if revision.version - 1 in hidden else revision.changes
        if not user.keeps_records:
            told = tuple(change for change in told if change.field not in KEEPERS_ONLY)
        shown.append(
            Revision(
                at=revision.at, by=revision.by, kind=revision.kind, version=revision.version, changes=told
            )
        )
    return shown


def portrait_of(person: Person) -> bytes | None:
    """The picture of a person, or None where there is none, on record or on disk."""
    if not person.portrait:
        return None
    try:
        return files.read(person.portrait)
    except FileNotFoundError:
        return None

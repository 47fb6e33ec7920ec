"""Add, change, remove and restore a record: the same four steps for every kind.

Each runs in the caller's transaction, or in one of its own. It sets no savepoint there: where writing fails,
the caller's transaction can only be taken back, whole or to a savepoint that the caller set, so that nothing
is half saved. A change names the version that its author saw; when another was saved
since, nothing is written and `ChangedMeanwhile` tells what the other changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from legation.kernel import bulk, rows
from legation.kernel.activity import log, log_all, narrow
from legation.kernel.choices import Verb, Visibility
from legation.kernel.history import revisions_of
from legation.kernel.models import Record
from legation.kernel.publishing import touch
from legation.kernel.refusals import ChangedMeanwhile

R = TypeVar("R", bound=Record)
Act = TypeVar("Act", bound=Callable[..., Any])


def _in_one(act: Act) -> Act:
    """In the caller's transaction, or in one of its own."""

    @wraps(act)
    def within(*args: Any, **kwargs: Any) -> Any:
        if transaction.get_connection().in_atomic_block:
            return act(*args, **kwargs)
        with transaction.atomic():
            return act(*args, **kwargs)

    return cast("Act", within)


@contextmanager
def _writing() -> Iterator[None]:
    """What fails within leaves a transaction that can only be taken back."""
    try:
        yield
    except Exception:
        transaction.set_rollback(True)
        raise


def _where(record: Record) -> dict[str, Any]:
    return {
        "mission_id": record.mission_key() if hasattr(record, "mission_key") else None,
        "visibility": record.seen_by() if hasattr(record, "seen_by") else Visibility.SHARED,
    }


def _split(record: Record, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    many = {field.name for field in record._meta.many_to_many}
    plain = {name: value for name, value in values.items() if name not in many}
    return plain, {name: value for name, value in values.items() if name in many}


@_in_one
def add(record: R, *, by: Any, many: Mapping[str, Any] | None = None) -> R:
    """Save a new record with its many-to-many values, its history and its log entry."""
    with _writing():
        if record.pk is None:
            rows.insert(record)
            state = rows.state_of(record, by=by, kind="+")
        else:  # a key that somebody chose
            record._history_user = by  # type: ignore[attr-defined]
            record.save(force_insert=True)
            state = None
        for name, value in (many or {}).items():
            getattr(record, name).set(value)
        log(Verb.ADDED, record, by=by, state=state, **_where(record))
    return record


@transaction.atomic
def add_all(records: Sequence[R], *, by: Any) -> Sequence[R]:
    """Save many new records of one kind, each with its history and its log entry, in a few statements."""
    if not records:
        return records
    bulk.add(records, by=by, at=timezone.now())
    log_all(Verb.ADDED, records, by=by, where=_where)
    return records


@transaction.atomic
def add_like(
    pattern: Record, names: Sequence[str], told: Sequence[Sequence[Any]], *, by: Any
) -> Sequence[int]:
    """Save many records that are as `pattern` but for `names`, each with its history; gives their keys.

    The caller logs the one thing that was done: see docs/decisions/0044.
    """
    return bulk.add_like(pattern, names, told, by=by, at=timezone.now()) if told else []


@_in_one
def change(record: R, values: Mapping[str, Any], *, seen: int, by: Any) -> R:
    """Set `values` on the record as it is in the database; returns it, saved, with the next version.

    Raises ChangedMeanwhile when the record is no longer at version `seen`; what it tells was written for
    the eyes of whoever sees the record now. Values equal to those stored are no change: nothing is written
    and the version stays.
    """
    current: R = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if current.version != seen:
        told = {Visibility.SHARED, getattr(current, "visibility", Visibility.SHARED)}
        raise ChangedMeanwhile(
            version=current.version, revisions=revisions_of(current, since=seen, sees=told)
        )
    plain, many = _split(current, values)
    altered = {name: value for name, value in plain.items() if getattr(current, name) != value}
    relinked = {
        name: value
        for name, value in many.items()
        if {item.pk for item in getattr(current, name).all()} != {item.pk for item in value}
    }
    if not altered and not relinked:
        return current
    with _writing():
        for name, value in altered.items():
            setattr(current, name, value)
        current.version += 1
        if not current.resequences.isdisjoint(altered):
            current.sequence += 1  # type: ignore[attr-defined]
        rows.update(current)
        state = rows.state_of(current, by=by, kind="~")
        for name, value in relinked.items():
            getattr(current, name).set(value)
        where = _where(current)
        if "visibility" in altered:
            narrow(current, where["visibility"])
        log(Verb.CHANGED, current, by=by, state=state, **where)
    return current


@_in_one
def remove(record: R, *, by: Any) -> R:
    """Take the record out of every list. `restore` brings it back with all that hung on it."""
    return _mark(record, Verb.REMOVED, by=by)


@_in_one
def restore(record: R, *, by: Any) -> R:
    """Undo a removal."""
    return _mark(record, Verb.RESTORED, by=by)


@transaction.atomic
def remove_all(model: type[Record], keys: Sequence[int], *, by: Any) -> None:
    """Take many present records of one kind out of every list, each with its history.

    The caller logs the one thing that was done: see docs/decisions/0044.
    """
    if keys:
        bulk.mark_removed(model, keys, by=by, at=timezone.now())
        touch()


def _mark(record: R, verb: Verb, *, by: Any) -> R:
    try:
        current: R = type(record)._default_manager.select_for_update().get(pk=record.pk)
    except ObjectDoesNotExist:  # removed for good by an operator in between
        return record
    gone = verb == Verb.REMOVED
    if (current.removed_at is not None) == gone:
        return current
    with _writing():
        current.removed_at = timezone.now() if gone else None
        current.version += 1
        if hasattr(current, "sequence"):
            current.sequence += 1
        rows.update(current)
        state = rows.state_of(current, by=by, kind="~")
        log(verb, current, by=by, state=state, **_where(current))
    touch()
    return current

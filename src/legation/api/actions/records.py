"""Do something with a record that the asker saw as it is."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from legation.accounts.models import User
from legation.kernel.models import Record
from legation.kernel.refusals import ChangedMeanwhile

T = TypeVar("T")


def _own(record: Any) -> int:
    version: int = record.version
    return version


@transaction.atomic
def as_seen(record: Record, act: Callable[[], T], *, seen: int, version: Callable[[Any], int] = _own) -> T:
    """Act, unless somebody saved the record since version `seen`."""
    rows: Any = type(record)._default_manager.select_for_update(of=("self",))
    current = rows.get(pk=record.pk)
    if version(current) != seen:
        raise ChangedMeanwhile(version=version(current), revisions=())
    return act()


def taken_out(
    record: Record,
    remove: Callable[..., Any],
    *,
    seen: int,
    by: User,
    version: Callable[[Any], int] = _own,
) -> None:
    """Run the page's own removal, unless somebody saved the record since version `seen`."""
    as_seen(record, lambda: remove(record, by=by), seen=seen, version=version)

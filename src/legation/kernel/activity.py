"""The activity log: one entry an action."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from legation.kernel import bulk, rows
from legation.kernel.choices import Verb, Visibility
from legation.kernel.models import Activity, Letter
from legation.kernel.publishing import touch

_listed: ContextVar[list[Activity] | None] = ContextVar("listed", default=None)


@contextmanager
def listed() -> Iterator[list[Activity]]:
    """The entries that `log` writes within: not what the same user does at the same time elsewhere."""
    found: list[Activity] = []
    before = _listed.set(found)
    try:
        yield found
    finally:
        _listed.reset(before)


def log(
    verb: Verb,
    target: models.Model,
    *,
    by: Any,
    mission_id: int | None = None,
    visibility: str = Visibility.SHARED,
    state: rows.Told | None = None,
) -> Activity:
    """Write one entry in the current transaction, and with it a state of the target's history."""
    entry = Activity(
        by=by,
        verb=verb,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        label=str(target)[:300],
        mission_id=mission_id,
        visibility=visibility,
    )
    rows.insert(entry, beside=state)
    found = _listed.get()
    if found is not None:
        found.append(entry)
    return entry


def log_all(
    verb: Verb, targets: Sequence[models.Model], *, by: Any, where: Callable[[Any], dict[str, Any]]
) -> None:
    """Write an entry for each of many targets of one kind; `where` gives its mission and visibility."""
    kind, now, who = ContentType.objects.get_for_model(targets[0]).pk, timezone.now(), getattr(by, "pk", None)
    names = ("at", "by", "verb", "content_type", "object_id", "label", "mission_id", "visibility")

    def entry(target: models.Model) -> tuple[Any, ...]:
        told = {"mission_id": None, "visibility": Visibility.SHARED, **where(target)}
        label = str(target)[:300]
        return (now, who, verb, kind, target.pk, label, told["mission_id"], told["visibility"])

    bulk.write(Activity, names, map(entry, targets))


def narrow(target: models.Model, visibility: str) -> None:
    """Hide what was logged of `target`, and that letters told of it, from whoever may no longer see it."""
    if visibility == Visibility.SHARED:
        return
    touch()
    Activity.objects.filter(
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        visibility=Visibility.SHARED,
    ).update(visibility=visibility)
    Letter.objects.filter(
        about_type=target._meta.label_lower, about_key=target.pk, visibility=Visibility.SHARED
    ).update(visibility=visibility)

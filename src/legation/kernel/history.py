"""What a record was before: read from the row history, one revision a save."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import gettext
from i18nfield.strings import LazyI18nString

from legation.kernel.models import Record
from legation.kernel.refusals import FieldChange, Revision

SILENT = {"seal_id", "id", "version", "sequence", "removed_at", "uuid", "slug"}


def revisions_of(
    record: Record, *, since: int = 0, sees: Iterable[str] | None = None, limit: int = 100
) -> list[Revision]:
    """Newest first: who saved what after version `since`.

    With `sees`, states that were saved under a visibility outside it are left out, and so is every
    difference to them: what was private when it was written stays private when the record is shared later.
    Records that a state points to are named where `sees` holds their own visibility.
    """
    states = list(
        record.history.select_related("history_user").order_by("-version", "-history_id")[: limit + 1]
    )
    allowed = None if sees is None else set(sees)
    if allowed is not None:
        states = [state for state in states if getattr(state, "visibility", None) in (None, *allowed)]
    names = _names(record, states, allowed)
    found = []
    for newer, older in pairwise([*states, None]):
        if newer.version <= since:
            break
        changes = () if older is None else tuple(_changes(record, older, newer, names))
        found.append(
            Revision(
                at=newer.history_date,
                by=str(newer.history_user or ""),
                kind=_kind(older, newer),
                version=newer.version,
                changes=changes,
            )
        )
    return found[:limit]


def _kind(older: Any, newer: Any) -> str:
    if older is None:
        return "added" if newer.history_type == "+" else "changed"
    if older.removed_at is None and newer.removed_at is not None:
        return "removed"
    if older.removed_at is not None and newer.removed_at is None:
        return "restored"
    return "changed"


def _changes(
    record: Record, older: Any, newer: Any, names: dict[str, dict[Any, str]]
) -> Iterable[FieldChange]:
    for field in record._meta.concrete_fields:
        if field.name in SILENT | record.untold or not hasattr(newer, field.attname):
            continue
        before, after = (_shown(field, getattr(state, field.attname), names) for state in (older, newer))
        if before != after:
            yield FieldChange(field.name, str(field.verbose_name), before, after)


def _names(record: Record, states: list[Any], allowed: set[str] | None) -> dict[str, dict[Any, str]]:
    """Names of the records that foreign keys pointed to, one query a changed key."""
    names: dict[str, dict[Any, str]] = {}
    for field in record._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or field.name in SILENT | record.untold:
            continue
        keys = {getattr(state, field.attname, None) for state in states}
        if len(keys) < 2:
            continue
        related = field.related_model._default_manager.filter(pk__in=keys - {None})
        names[field.name] = {
            item.pk: str(item)
            for item in related
            if allowed is None or getattr(item, "visibility", None) in (None, *allowed)
        }
    return names


def _shown(field: Any, value: Any, names: dict[str, dict[Any, str]]) -> str:
    if value is None or value == "":
        return ""
    if field.name in names:
        return names[field.name].get(value, "")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, LazyI18nString) and isinstance(value.data, dict):
        return " / ".join(dict.fromkeys(words for words in value.data.values() if words))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)

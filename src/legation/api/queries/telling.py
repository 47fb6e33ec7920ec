"""Records as JSON: what each field gives and for whom, in the same number of queries for any length.

A key of another record is given only to who may follow it: it is asked of that record's `visible_to`, once a
page and kind. What stands beside it as words is what the page of the record shows as well.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Prefetch
from django.utils.functional import Promise
from i18nfield.strings import LazyI18nString

from legation.api.queries.shapes import KEY, Shape, of_column, thing

Value = Callable[[Any], Any]
MOST = 200
USUAL = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a record: its name, its shape, and where its value comes from.

    `follows` is the kind of record that its keys lead to; `only` says of a reader and a row whether the value
    is told, which is empty otherwise.
    """

    name: str
    shape: Shape
    value: Value
    follows: Any = None
    many: bool = False
    only: Callable[[Any, Any], bool] | None = None
    instead: Any = ""


def told(model: type[models.Model], *names: str) -> tuple[Told, ...]:
    """Fields of the model by name, after its key, its version and when it was last saved."""
    head = ["version", "updated_at"] if hasattr(model, "version") else []
    found = [Told("id", KEY, lambda row: row.pk)]
    for name in (*head, *names):
        field: Any = model._meta.get_field(name)
        shape = of_column(field)
        guard = getattr(field, "related_model", None)
        if isinstance(field, models.ManyToManyField):
            found.append(Told(name, shape, _keys_of(name), guard, many=True))
        elif isinstance(field, models.ForeignKey):
            found.append(Told(name, shape, _key_of(f"{name}_id"), guard))
        else:
            found.append(Told(name, shape, _plainly(name)))
    return tuple(found)


def words(name: str, value: Value, description: str = "") -> Told:
    """A line of text beside a key."""
    return Told(name, {"type": "string", "description": description}, lambda row: str(value(row) or ""))


def only(
    fields: Iterable[Told], name: str, may: Callable[[Any, Any], bool], instead: Any = ""
) -> tuple[Told, ...]:
    """The same fields, of which this one is told only where `may` says so, and else `instead`."""
    return tuple(replace(one, only=may, instead=instead) if one.name == name else one for one in fields)


def _key_of(column: str) -> Value:
    return lambda row: getattr(row, column)


def _keys_of(name: str) -> Value:
    return lambda row: sorted(other.pk for other in getattr(row, name).all())


def _plainly(name: str) -> Value:
    return lambda row: plain(getattr(row, name))


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, LazyI18nString):
        return two(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)


def two(text: Any) -> dict[str, str]:
    """A text in two languages: those that have words."""
    data = getattr(text, "data", text)
    if isinstance(data, dict):
        return {language: str(said) for language, said in data.items() if said}
    return {"en": str(data)} if data else {}


def shape_of(fields: Sequence[Told]) -> Shape:
    return thing({one.name: one.shape for one in fields})


def loaded(rows: Any, fields: Sequence[Told], user: Any) -> Any:
    """The same rows, with the keys of many at once, as far as the reader sees those."""
    for one in fields:
        if one.many and one.follows is not None:
            seen = seen_by(one.follows, user)
            rows = rows.prefetch_related(Prefetch(one.name, queryset=seen.only("pk")))
    return rows


def told_of(rows: Sequence[Any], fields: Sequence[Told], user: Any) -> list[dict[str, Any]]:
    """The rows as JSON: one query for each kind of record that their keys lead to."""
    followed: dict[Any, set[int]] = {}
    for one in fields:
        if one.follows is not None and not one.many:
            followed.setdefault(one.follows, set()).update(key for row in rows if (key := one.value(row)))
    seen = {kind: _seen(kind, keys, user) for kind, keys in followed.items()}
    return [{one.name: _value(one, row, seen, user) for one in fields} for row in rows]


def _value(one: Told, row: Any, seen: dict[Any, set[int]], user: Any) -> Any:
    if one.only is not None and not one.only(user, row):
        return one.instead
    value = one.value(row)
    if one.follows is None or one.many:
        return value
    return value if value in seen[one.follows] else None


def _seen(kind: Any, keys: set[int], user: Any) -> set[int]:
    if not keys:
        return set()
    return set(seen_by(kind, user).filter(pk__in=keys).values_list("pk", flat=True))


def seen_by(kind: Any, user: Any) -> Any:
    """The rows of this kind that the reader sees."""
    return kind._default_manager.visible_to(user)


def seen_one(kind: Any, user: Any, **where: Any) -> Any:
    """The one row at this address with what is loaded with it, or None where the reader sees none."""
    rows = seen_by(kind, user).select_related(*getattr(kind, "loads", ()))
    return rows.filter(**where).first()


class BadCursor(ValueError):
    """A cursor that no answer of ours gave."""


def page_of(rows: Any, after: int | None, limit: int) -> tuple[list[Any], int | None]:
    """The next rows by key, and the key after which more follow."""
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def cursor_of(key: int) -> str:
    return base64.urlsafe_b64encode(f"after:{key}".encode()).decode().rstrip("=")


def key_in(cursor: str) -> int:
    """The key that a cursor holds. Raises BadCursor for what none of ours is."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        start, key = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(":")
    except (ValueError, binascii.Error) as broken:
        raise BadCursor from broken
    if start != "after" or not key.isdecimal() or len(key) > 18:
        raise BadCursor
    return int(key)

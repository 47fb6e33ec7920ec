"""A row in every table of a release, made from what its migrations say the tables are like.

Nothing here knows a table by name, so that a release that comes later needs nothing new.
"""

import itertools
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, models, transaction

FIRST = datetime(2024, 4, 15, 9, tzinfo=UTC)


class NoRow(AssertionError):
    """No row could be made that a table takes."""


class Filling:
    """The rows that were made so far: one of each model, two where another row names two of them."""

    def __init__(self, apps: Any, labels: set[str]) -> None:
        self.apps, self.labels = apps, labels
        self.made: dict[tuple[str, int], models.Model | None] = {}
        self.number = itertools.count(1)

    def fill(self) -> None:
        """Fill every table of these apps."""
        for label in sorted(self.labels):
            for model in self.apps.get_app_config(label).get_models(include_auto_created=True):
                self.row(model)

    def row(self, model: Any, which: int = 0) -> models.Model | None:
        """The first row of this model, or the second, made where it is not there.

        None for one that waits for itself; of what may be there only once, the first.
        """
        key = (model._meta.label, which)
        if key in self.made:
            return self.made[key]
        self.made[key] = None
        refusals = []
        for empty, orders in self.ways(model):
            record = model(**self.values(model, empty, orders, which))
            try:
                with transaction.atomic():
                    record.save(force_insert=True)
            except IntegrityError as refused:
                refusals.append(str(refused).splitlines()[0])
                continue
            self.made[key] = record
            return record
        if which:
            return self.row(model)
        raise NoRow(f"{model._meta.label}: {sorted(set(refusals))}")

    def rows(self) -> list[models.Model]:
        return [record for record in self.made.values() if record is not None]

    def ways(self, model: Any) -> Iterator[tuple[set[str], list[int]]]:
        """Which fields to leave empty, and in which order the values of the others rise.

        None, then one or two that may be empty, then all of those, in the order of the fields; then other
        orders of its moments and days.
        """
        fields = model._meta.concrete_fields
        free = [field.name for field in fields if may_be_empty(field)]
        orders = list(range(len(fields)))
        yield set(), orders
        for count in (1, 2):
            yield from ((set(names), orders) for names in itertools.combinations(reversed(free), count))
        yield set(free), orders
        yield from ((set(free) - {name}, orders) for name in free)
        timed = [
            at
            for at, field in enumerate(fields)
            if isinstance(field, models.DateField) and not may_be_empty(field)
        ]
        for places in itertools.permutations(timed):
            other = list(orders)
            for at, place in zip(timed, places, strict=True):
                other[at] = place
            yield set(), other

    def values(self, model: Any, empty: set[str], orders: list[int], which: int) -> dict[str, Any]:
        number, found, named = next(self.number), {}, set()
        for order, field in zip(orders, model._meta.concrete_fields, strict=True):
            if field.primary_key and isinstance(field, models.AutoField):
                continue
            if field.name in empty:
                found[field.name] = None if field.null else field.get_default()
            elif field.is_relation:
                other = field.related_model._meta.label
                found[field.name] = self.row(field.related_model, max(which, int(other in named)))
                named.add(other)
            else:
                found[field.attname] = value_of(field, number, order + 1 + 100 * which)
        return found


def may_be_empty(field: Any) -> bool:
    return bool(field.null or field.blank) and not field.primary_key


def value_of(field: Any, number: int, order: int) -> Any:
    """A value that the field takes; of numbers, moments and days each greater than the one before it."""
    from legation.kernel.sealing import SealedField, SealedText

    if field.choices:
        return next(value for value, _label in field.flatchoices if value != "")
    if isinstance(field, SealedField) and not isinstance(field, SealedText):
        return ""  # what lies there is made by its app; what `SealedText` seals is tried
    for kind, made in MADE:
        if isinstance(field, kind):
            return made(field, number, order)
    raise NoRow(f"No value is known for {type(field).__name__}: {field}")


def text(field: Any, number: int, _order: int) -> str:
    return f"{number} {field.name}"[: field.max_length or 200]


MADE: tuple[tuple[Any, Any], ...] = (
    (models.UUIDField, lambda _field, number, _order: uuid.UUID(int=number)),
    (models.EmailField, lambda _field, number, _order: f"sample-{number}@example.org"),
    (models.SlugField, lambda _field, number, _order: f"sample-{number}"),
    (models.BooleanField, lambda _field, _number, _order: False),
    (models.JSONField, lambda field, _number, _order: field.get_default() if field.has_default() else {}),
    (models.BinaryField, lambda _field, number, _order: f"sample {number}".encode()),
    (models.DateTimeField, lambda _field, _number, order: FIRST + timedelta(minutes=order)),
    (models.DateField, lambda _field, _number, order: date(2024, 4, 15) + timedelta(days=order)),
    (models.TimeField, lambda _field, _number, order: time(order % 24)),
    (models.DecimalField, lambda _field, number, _order: Decimal(number % 90)),
    (models.FloatField, lambda _field, number, _order: number % 90 / 2),
    (models.DurationField, lambda _field, number, _order: timedelta(minutes=number)),
    (models.IntegerField, lambda _field, _number, order: order),
    (models.GenericIPAddressField, lambda _field, _number, _order: "192.0.2.1"),
    ((models.CharField, models.TextField), text),
)  # fmt: skip


def kept(made: Iterable[models.Model]) -> dict[tuple[str, Any], dict[str, Any]]:
    """By table and key, the columns of each row as the database has them now; those of a table that is gone
    are left out."""
    found = {}
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for record in made:
            table, key = record._meta.db_table, record._meta.pk
            if table not in there:
                continue
            quoted = connection.ops.quote_name(table)
            where = f"SELECT * FROM {quoted} WHERE {connection.ops.quote_name(str(key.column))} = %s"
            cursor.execute(where, [key.get_db_prep_value(record.pk, connection)])
            row = cursor.fetchone()
            names = [each[0] for each in cursor.description]
            found[table, record.pk] = dict(zip(names, row, strict=True)) if row is not None else {}
    return found

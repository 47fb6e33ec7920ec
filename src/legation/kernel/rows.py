"""One row, written by a statement that is put together once for its kind.

Django puts the statement of each save together anew, asks every column three times how its value is written,
makes an instance of the history's class to save that, and tells listeners before and after; for the small
writes that people make that is most of what they cost. `bulk` is for many rows of one kind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DatabaseError, connections, models, router
from django.utils import timezone

from legation.kernel.bulk import AS_IT_IS
from legation.kernel.sealing import SealedText

Told = tuple[str, list[Any]]  # a statement and its values
Way = Callable[[Any, Any], Any]  # a record and the connection to what is written in its column


@dataclass(frozen=True, slots=True)
class Statement:
    """Its text, and for each of its marks what of a record stands there."""

    text: str
    ways: tuple[Way, ...]

    def of(self, record: models.Model, connection: Any, *more: Any) -> Told:
        """With the values of this record; `more` are those of the marks at its end."""
        return self.text, [*[way(record, connection) for way in self.ways], *more]


def insert(record: models.Model, *, beside: Told | None = None) -> None:
    """Write a new row, whose key the database gives: as `save(force_insert=True)`, but no history.

    What is written `beside` it goes on the same way to PostgreSQL and back, for which a row may be locked.
    """
    alias = router.db_for_write(type(record))
    connection = connections[alias]
    record._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    text, values = _insertion(type(record), connection.vendor).of(record, connection)
    at_once = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if beside is not None and at_once:
            text, values = f"WITH beside AS ({beside[0]}) {text}", [*beside[1], *values]
        elif beside is not None:
            cursor.execute(*beside)
        cursor.execute(text, values)
        record.pk = cursor.fetchone()[0] if at_once else cursor.lastrowid
    record._state.adding, record._state.db = False, alias


def update(record: models.Model) -> None:
    """Write every column of a row that is there: as `save(force_update=True)`, but no history."""
    connection = connections[router.db_for_write(type(record))]
    record._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(*_alteration(type(record)).of(record, connection, record.pk))
        if cursor.rowcount != 1:
            raise DatabaseError(f"The row of {record._meta.label} {record.pk} is gone.")


def state_of(record: models.Model, *, by: Any, kind: str) -> Told:
    """What writes the state of a record into its history: `kind` is "+" for the first, "~" for any other."""
    history: type[models.Model] = type(record).history.model  # type: ignore[attr-defined]
    connection = connections[router.db_for_write(history)]
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    return _keeping(type(record)).of(record, connection, moment, kind, getattr(by, "pk", None))


@cache
def _insertion(model: type[models.Model], vendor: str) -> Statement:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    text = _inserting(model, [str(field.column) for field in fields])
    if vendor == "postgresql":
        text += f" RETURNING {_quoted(str(model._meta.pk.column))}"
    return Statement(text, tuple(_way(field, add=True) for field in fields))


@cache
def _alteration(model: type[models.Model]) -> Statement:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f"{_quoted(str(field.column))} = %s" for field in fields)
    key = _quoted(str(model._meta.pk.column))
    text = f"UPDATE {_quoted(model._meta.db_table)} SET {columns} WHERE {key} = %s"  # noqa: S608
    return Statement(text, tuple(_way(field, add=False) for field in fields))


@cache
def _keeping(model: type[models.Model]) -> Statement:
    history: type[models.Model] = model.history.model  # type: ignore[attr-defined]
    of_record = {field.attname for field in model._meta.concrete_fields}
    kept = [field for field in history._meta.concrete_fields if field.attname in of_record]
    own = [history._meta.get_field(name) for name in ("history_date", "history_type", "history_user")]
    columns = [str(field.column) for field in (*kept, *own)]  # type: ignore[union-attr]
    return Statement(_inserting(history, columns), tuple(_way(field, add=True) for field in kept))


def _inserting(model: type[models.Model], columns: Sequence[str]) -> str:
    told = ", ".join(map(_quoted, columns))
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({told}) VALUES ({marks})"  # noqa: S608


def _quoted(name: str) -> str:
    return f'"{name}"'


def _way(field: "models.Field[Any, Any]", *, add: bool) -> Way:
    """How what a record holds is written: nothing and what is written as it is are not asked again."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    as_it_is, attname, told = AS_IT_IS.get(type(target)), field.attname, field.get_db_prep_save
    of_itself = isinstance(field, models.DateField | models.TimeField) and not (
        field.auto_now or field.auto_now_add
    )
    if isinstance(field, SealedText) or not (of_itself or type(field).pre_save is models.Field.pre_save):
        return lambda record, connection: told(field.pre_save(record, add), connection)

    def way(record: Any, connection: Any) -> Any:
        value = getattr(record, attname)
        return value if value is None or type(value) is as_it_is else told(value, connection)

    return way

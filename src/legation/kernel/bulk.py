"""Many new rows of one kind, written by one statement that the database prepares once.

`bulk_create` asks every field of every row how it is written and makes one text of it all, which costs ten
times what the database needs. Here a column is asked once for each value that is new to it. The caller's
transaction holds the keys that are given out until they are used.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connections, models, router, transaction

from legation.kernel.sealing import SealedText

M = TypeVar("M", bound=models.Model)
REMEMBERED = 5_000  # values of a column of which it is remembered how they are written


def keys(model: type[models.Model], count: int) -> range | list[int]:
    """Keys for `count` new rows, for this transaction to use."""
    connection = connections[router.db_for_write(model)]
    column = str(model._meta.pk.column)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # One writer at a time, who has the lock since the transaction began.
        column = connection.ops.quote_name(column)
        given = "SELECT seq FROM sqlite_sequence WHERE name = %s"
        highest = f"SELECT max({column}) FROM {table}"  # noqa: S608
        cursor.execute(
            f"SELECT max(coalesce(({given}), 0), coalesce(({highest}), 0))", [model._meta.db_table]
        )
        (last,) = cursor.fetchone()
    return range(last + 1, last + 1 + count)


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values in the order of `names`; a relation by its key."""
    connection = connections[router.db_for_write(model)]
    fields: list[models.Field[Any, Any]] = [model._meta.get_field(name) for name in names]  # type: ignore[misc]
    ways = [_way(field, connection) for field in fields]
    columns = [str(field.column) for field in fields]
    _insert(model, columns, ([way(value) for way, value in zip(ways, row, strict=True)] for row in rows))


@transaction.atomic
def add(records: Sequence[M], *, by: Any, at: datetime) -> Sequence[M]:
    """Save new records of one kind, each with its key and the first state of its history."""
    model = type(records[0])
    connection = connections[router.db_for_write(model)]
    fields = model._meta.concrete_fields
    for record, key in zip(records, keys(model, len(records)), strict=True):
        record.pk = key
    ways = [_way(field, connection) for field in fields]
    related = any(field.is_relation for field in fields)
    rows = []
    for record in records:
        if related:
            record._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]
        rows.append([way(field.pre_save(record, add=True)) for way, field in zip(ways, fields, strict=True)])
    _insert(model, [str(field.column) for field in fields], rows)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias
    _first_states(model, records, rows, by, at)
    return records


def _first_states(
    model: type[models.Model],
    records: Sequence[models.Model],
    rows: Sequence[Sequence[Any]],
    by: Any,
    at: datetime,
) -> None:
    """The rows of history, which hold what the records' own rows hold; what is sealed is sealed for them."""
    history: Any = model.history.model  # type: ignore[attr-defined]
    connection = connections[router.db_for_write(history)]
    place = {field.attname: number for number, field in enumerate(model._meta.concrete_fields)}
    kept = [field for field in history._meta.concrete_fields if field.attname in place]
    own = [history._meta.get_field(name) for name in ("history_date", "history_type", "history_user")]
    date, kind, user = (_way(field, connection) for field in own)
    at_written, new = date(at), kind("+")
    columns = [field.column for field in (*kept, *own)]
    places = [place[field.attname] for field in kept]
    sealed = [
        (number, field, _way(field, connection))
        for number, field in enumerate(kept)
        if isinstance(field, SealedText)
    ]

    def states() -> Iterable[Sequence[Any]]:
        for record, row in zip(records, rows, strict=True):
            who = by if by is not None else history.get_default_history_user(record)
            state = [row[number] for number in places]
            for number, field, way in sealed:
                state[number] = way(field.pre_save(record, add=True))
            yield [*state, at_written, new, user(getattr(who, "pk", None))]

    _insert(history, columns, states())


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    connection = connections[router.db_for_write(model)]
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        told = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(told, list(rows))


def _way(field: "models.Field[Any, Any]", connection: Any) -> Callable[[Any], Any]:
    """How a value of the field is written. Of Django's own fields it is remembered for equal values.

    Not of JSON, where True and 1 are two, nor of fields of others: one that seals writes no value twice.
    """
    if isinstance(field, models.JSONField) or not type(field).__module__.startswith("django.db.models."):
        return lambda value: field.get_db_prep_save(value, connection)
    written: dict[Any, Any] = {}

    def way(value: Any) -> Any:
        try:
            return written[value]
        except KeyError:
            told = field.get_db_prep_save(value, connection)
            if len(written) < REMEMBERED:
                written[value] = told
            return told
        except TypeError:  # a list or a dictionary
            return field.get_db_prep_save(value, connection)

    return way

"""Many new rows of one kind, written by one statement that the database prepares once, or by its COPY.

`bulk_create` asks every field of every row how it is written and makes one text of it all, which costs ten
times what the database needs. Here a column is asked once for each value that is new to it, and not at all
for what is written as it is. The caller's transaction holds the keys that are given out until they are used.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connections, models, router, transaction

from legation.kernel.sealing import SealedText

M = TypeVar("M", bound=models.Model)
REMEMBERED = 5_000  # values of a column of which it is remembered how they are written
# What these fields write as it is, when it is of this very type.
AS_IT_IS: Mapping[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BigAutoField: int,
    models.BigIntegerField: int,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}


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


def write(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
) -> None:
    """Rows of values in the order of `names`; a relation by its key. `same` stands in every row alike."""
    connection = connections[router.db_for_write(model)]
    alike = same or {}
    fields: list[models.Field[Any, Any]] = [model._meta.get_field(name) for name in (*alike, *names)]  # type: ignore[misc]
    ways = [_way(field, connection) for field in fields]
    columns = [str(field.column) for field in fields]
    first = tuple(way(value) for way, value in zip(ways, alike.values(), strict=False))
    rest = ways[len(first) :]
    _insert(
        model,
        columns,
        ((*first, *[way(value) for way, value in zip(rest, row, strict=True)]) for row in rows),
    )


@transaction.atomic
def add_like(
    pattern: models.Model, names: Sequence[str], rows: Sequence[Sequence[Any]], *, by: Any, at: datetime
) -> Sequence[int]:
    """New records, each with the first state of its history: as `pattern`, an unsaved one, but for `names`.

    Gives their keys, in the order of the rows. No record is made of a row: that is for tens of thousands.
    """
    model = type(pattern)
    given = keys(model, len(rows))
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    of_row = {model._meta.get_field(name) for name in names}
    same = {field.name: field.pre_save(pattern, add=True) for field in fields if field not in of_row}
    own = str(model._meta.pk.name)
    write(model, (own, *names), ((key, *row) for key, row in zip(given, rows, strict=True)), same=same)
    _copied_states(model, given, by, at, kind="+")
    return given


@transaction.atomic
def mark_removed(model: type[models.Model], gone: Sequence[int], *, by: Any, at: datetime) -> None:
    """Mark present records as removed, each with its next version and the state of its history."""
    fields = {field.name for field in model._meta.concrete_fields}
    next_ones = {name: models.F(name) + 1 for name in ("version", "sequence") if name in fields}
    rows = model._default_manager.filter(pk__in=gone, removed_at=None)
    rows.update(removed_at=at, updated_at=at, **next_ones)
    _copied_states(model, gone, by, at, kind="~")


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


def _copied_states(
    model: type[models.Model], given: Sequence[int], by: Any, at: datetime, *, kind: str
) -> None:
    """A state of each record's history, copied by the database from its row."""
    if any(isinstance(field, SealedText) for field in model._meta.concrete_fields):
        raise TypeError(f"{model.__name__} is sealed row by row.")
    history: Any = model.history.model  # type: ignore[attr-defined]
    connection = connections[router.db_for_write(history)]
    quote = connection.ops.quote_name
    of_record = {field.attname for field in model._meta.concrete_fields}
    kept = ", ".join(
        quote(field.column) for field in history._meta.concrete_fields if field.attname in of_record
    )
    own = {"history_date": at, "history_type": kind, "history_user": getattr(by, "pk", None)}
    fields = [history._meta.get_field(name) for name in own]
    values = [_way(field, connection)(value) for field, value in zip(fields, own.values(), strict=True)]
    into = ", ".join(quote(field.column) for field in fields)
    key = quote(str(model._meta.pk.column))
    which: list[Any]
    if isinstance(given, range):  # where one alone writes; elsewhere others may have taken some between
        where, which = f"{key} BETWEEN %s AND %s", [given[0], given[-1]]
    elif connection.vendor == "postgresql":
        where, which = f"{key} = ANY(%s)", [list(given)]
    else:
        where, which = f"{key} IN ({', '.join(['%s'] * len(given))})", list(given)
    told = (
        f"INSERT INTO {quote(history._meta.db_table)} ({kept}, {into}) "  # noqa: S608
        f"SELECT {kept}, %s, %s, %s FROM {quote(model._meta.db_table)} WHERE {where} ORDER BY {key}"
    )
    with connection.cursor() as cursor:
        cursor.execute(told, [*values, *which])


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
    made = list(rows)  # before anything is sent: a row that asks the database would wait for itself
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
            return
        told = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(told, made)


def _way(field: "models.Field[Any, Any]", connection: Any) -> Callable[[Any], Any]:
    """How a value of the field is written. Of Django's own fields it is remembered for equal values.

    Not of JSON, where True and 1 are two, nor of fields of others: one that seals writes no value twice.
    """
    if type(field) is models.JSONField:
        adapt, encoder = connection.ops.adapt_json_value, field.encoder
        return lambda value: None if value is None else adapt(value, encoder)
    if isinstance(field, models.JSONField) or not type(field).__module__.startswith("django.db.models."):
        return lambda value: field.get_db_prep_save(value, connection)
    written: dict[Any, Any] = {}
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    as_it_is = AS_IT_IS.get(type(target))

    def way(value: Any) -> Any:
        if type(value) is as_it_is:
            return value
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

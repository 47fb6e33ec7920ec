"""Millions of rows into an empty database: COPY on PostgreSQL, one prepared statement on SQLite.

A table's columns that are not given have what a new record of its model has, so that a column that a later
migration adds needs nothing here. What guards rows and finds them is made when all of them are there.
"""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

LINES = 20_000
NOTHING = "\\N"  # as COPY writes NULL


def fill(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Rows of text, whole numbers and None in the order of `names`, written as the database keeps them."""
    pattern = model(**same)
    given = set(names)
    rest = [field for field in model._meta.concrete_fields if field.attname not in given]
    alone = [field.name for field in rest if field.unique and not field.null and not field.primary_key]
    assert not alone, f"{model.__name__}: every row needs its own {alone}"
    rest = [field for field in rest if not field.primary_key]
    alike = [
        field.get_db_prep_save(field.pre_save(pattern, add=True), connection=connection) for field in rest
    ]
    columns = [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
    columns += [str(field.column) for field in rest]
    table = connection.ops.quote_name(model._meta.db_table)
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tail = "".join(f"\t{_told(value)}" for value in alike) + "\n"
            lines = ("\t".join(map(_told, row)) + tail for row in rows)
            _copy(cursor, f"COPY {table} ({quoted}) FROM STDIN", lines)
        else:
            marks = ", ".join(["%s"] * len(columns))
            last = tuple(alike)
            told = (tuple(row) + last for row in rows)
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", told)


def fill_terms(of_entries: Iterable[tuple[int, int | None, Mapping[str, int]]]) -> None:
    """The terms of entries of the search index, which are most of all rows: no row is made of a line."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            told = "COPY kernel_searchterm (entry_id, mission_id, term, weight) FROM STDIN"
            _copy(cursor, told, _blocks(of_entries))
            return
        rows = (
            (entry, mission, term, weight)
            for entry, mission, weights in of_entries
            for term, weight in weights.items()
        )
        cursor.executemany(
            "INSERT INTO kernel_searchterm (entry_id, mission_id, term, weight) VALUES (%s, %s, %s, %s)", rows
        )


def _blocks(of_entries: Iterable[tuple[int, int | None, Mapping[str, int]]]) -> Iterator[str]:
    for entry, mission, weights in of_entries:
        first = f"{entry}\t{mission or NOTHING}\t"
        yield "".join([f"{first}{term}\t{weight}\n" for term, weight in weights.items()])


def _copy(cursor: Any, told: str, lines: Iterator[str]) -> None:
    with cursor.copy(told) as copy:
        while block := "".join(itertools.islice(lines, LINES)):
            copy.write(block)


def _told(value: Any) -> str:
    """One value as COPY reads it."""
    if value.__class__ is str:
        return value.replace("\\", "\\\\") if "\\" in value else value
    if value is None:
        return NOTHING
    if hasattr(value, "obj"):  # JSON
        return json.dumps(value.obj).replace("\\", "\\\\")
    return str(value)


@contextmanager
def unguarded(tables: Sequence[str]) -> Iterator[None]:
    """Without indexes, unique constraints and checks of keys while rows are written: made afterwards."""
    with connection.cursor() as cursor:
        again = _bare_on_postgres(cursor, tables) if connection.vendor == "postgresql" else _bare(cursor)
    yield
    with connection.cursor() as cursor:
        for told in again:
            cursor.execute(told)
        if connection.vendor == "postgresql":
            for told in connection.ops.sequence_reset_sql(_no_style(), _models(tables)):
                cursor.execute(told)
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA journal_mode = WAL")


def _bare_on_postgres(cursor: Any, tables: Sequence[str]) -> list[str]:
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET synchronous_commit = off")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    again = []
    for table in tables:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'u'",
            [table],
        )
        for name, told in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
            again.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {told}')
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = %s::regclass AND NOT indisprimary",
            [table],
        )
        for name, told in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            again.append(told)
    return again


def _bare(cursor: Any) -> list[str]:
    for told in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        cursor.execute(f"PRAGMA {told}")
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    found = cursor.fetchall()
    for name, _made in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [told for _name, told in found]


def _models(tables: Sequence[str]) -> list[type[models.Model]]:
    from django.apps import apps

    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()


def size_of(table: str) -> tuple[int, int, int]:
    """Rows, bytes of them, and bytes of what finds them."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        (rows,) = cursor.fetchone()
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_table_size(%s), pg_indexes_size(%s)", [table, table])
            return (rows, *cursor.fetchone())
        cursor.execute(
            "SELECT coalesce(sum(s.pgsize) FILTER (WHERE m.type = 'table'), 0),"
            " coalesce(sum(s.pgsize) FILTER (WHERE m.type = 'index'), 0)"
            " FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name"
            " WHERE m.tbl_name = %s AND s.aggregate = TRUE",
            [table],
        )
        return (rows, *cursor.fetchone())

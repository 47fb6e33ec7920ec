"""Builds something in the database once a process, and lays the same rows again for every other test.

It is built anew where tables hold what no migration laid, where the kinds of content have other numbers (a
test that empties tables gives them new ones), for each time at which a test stops the clock, and always while
a test travels with the clock going on.
"""

import functools
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

T = TypeVar("T")
LAID = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What it takes to insert the rows of each table, and a pickle of what the builder returned."""

    rows: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    made: bytes


def kept(build: Callable[[], T]) -> Callable[[], T]:
    """Let `build` run once for each numbering of the kinds of content."""
    known: dict[tuple[Any, ...], Kept] = {}

    @functools.wraps(build)
    def again() -> T:
        travelling, now = time_machine.escape_hatch.is_travelling(), time.time_ns()
        if _filled() - LAID or (travelling and time.time_ns() != now):
            return build()
        kinds = tuple(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model"))
        key = (kinds, now if travelling else None)
        if key not in known:
            made = build()
            known[key] = Kept(_rows(), pickle.dumps(made))
            return made
        # One transaction: PostgreSQL asks at its end whether what a row points to is there.
        with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
            for insert, rows in known[key].rows:
                cursor.executemany(insert, rows)
        loaded: T = pickle.loads(known[key].made)
        return loaded

    return again


@functools.cache
def _tables() -> tuple[str, ...]:
    return tuple(sorted(connection.introspection.django_table_names(only_existing=True, include_views=False)))


def _filled() -> set[str]:
    quoted = [(table, connection.ops.quote_name(table)) for table in (*_tables(), "django_migrations")]
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in quoted)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {table for (table,) in cursor.fetchall()}


def _rows() -> tuple[tuple[str, list[tuple[Any, ...]]], ...]:
    found = []
    with connection.cursor() as cursor:
        for table in sorted(_filled() - LAID):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")
            columns = [connection.ops.quote_name(column[0]) for column in cursor.description]
            places = ", ".join(["%s"] * len(columns))
            found.append((f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})", cursor.fetchall()))
    return tuple(found)

"""Builds something in the database once a process, and lays the same rows again for every other test.

It is built anew where tables hold what no migration laid, where the kinds of content have other numbers (a
test that empties tables gives them new ones), for each time at which a test stops the clock, and always while
a test travels with the clock going on.

Tests of one file with the same fixtures begin with the same rows. Those are laid beneath the first of them
that comes after another, in a transaction which stays open: each test is a savepoint in it, and taking back
a savepoint costs a tenth of laying the rows.
"""

import functools
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

T = TypeVar("T")
LAID = {"django_migrations", "django_content_type", "auth_permission"}
# PostgreSQL's clock stands still in a transaction; what compares it with ours allows for no more.
OLDEST_S = 10.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What it takes to insert the rows of each table, and a pickle of what the builder returned."""

    rows: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    made: bytes

    def lay(self) -> None:
        # One transaction: PostgreSQL asks at its end whether what a row points to is there.
        with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
            for insert, rows in self.rows:
                cursor.executemany(insert, rows)

    def load(self) -> Any:
        return pickle.loads(self.made)


Kinds = tuple[tuple[int, str, str], ...]
Key = tuple[Kinds, int | None]
Known = dict[Key, Kept]


@dataclass(slots=True)
class Beneath:
    """The rows that lie beneath the tests of this process, and what tests like those began with."""

    learned: dict[Any, Known] = field(default_factory=dict)
    known: Known | None = None
    kept: Kept | None = None
    kinds: Kinds | None = None
    since: float = 0.0
    hold: transaction.Atomic | None = None
    like: Any = None
    untouched: bool = False

    def begin(self, like: Any) -> None:
        """A test begins that is `like` others of its file; None for one that needs real transactions."""
        known, kinds = self.learned.get(like), _kinds()
        old = time.monotonic() - self.since > OLDEST_S
        if known is None or known is not self.known or old or kinds != self.kinds:
            self.drop()
        if self.hold is None and known is not None and (kept := known.get((kinds, None))) is not None:
            self.known, self.kept, self.kinds, self.since = known, kept, kinds, time.monotonic()
            self.hold = transaction.atomic()
            self.hold.__enter__()
            kept.lay()
            connection.check_constraints()
        self.like, self.untouched = like, self.hold is not None

    def drop(self) -> None:
        """Take the rows away."""
        if self.hold is not None:
            transaction.set_rollback(True)
            self.hold.__exit__(None, None, None)
            self.hold = self.known = self.kept = None

    def take(self, known: Known) -> Kept | None:
        """What lies there, for the builder that asks first."""
        if not self.untouched:
            return None
        assert self.known is known, "tests with the same fixtures begin with different rows"
        self.untouched = False
        return self.kept


beneath = Beneath()


def kept(build: Callable[[], T]) -> Callable[[], T]:
    """Let `build` run once for each numbering of the kinds of content."""
    known: Known = {}

    @functools.wraps(build)
    def again() -> T:
        travelling, now = time_machine.escape_hatch.is_travelling(), time.time_ns()
        if (lying := beneath.take(known)) is not None:
            return cast("T", lying.load())
        if _filled() - LAID or (travelling and time.time_ns() != now):
            return build()
        key = (_kinds(), now if travelling else None)
        if key in known:
            known[key].lay()
            made = cast("T", known[key].load())
        else:
            made = build()
            known[key] = Kept(_rows(), pickle.dumps(made))
        if not travelling and beneath.like is not None:  # after what `build` itself built of other kept ones
            beneath.learned[beneath.like] = known
        return made

    return again


def _kinds() -> Kinds:
    return tuple(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model"))


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

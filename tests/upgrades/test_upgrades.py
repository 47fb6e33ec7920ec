"""A database of every released version is brought up to date with a row in each table, and taken back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tests.migrated import lay
from tests.upgrades.rows import Filling, kept

HERE = Path(__file__).resolve().parent
CHANGES = HERE.parents[1] / "CHANGELOG.md"
RELEASES = sorted(path.stem for path in HERE.glob("*.json"))
# Columns that a migration fills anew in rows that were there, and which: "table.column": why.
FILLED: dict[str, str] = {}


@pytest.fixture
def alone(transactional_db: None) -> Iterator[None]:
    """The tables are taken apart: whatever comes of it, the next test begins with whole ones."""
    yield
    connections.close_all()
    lay(connection.settings_dict)


def migrated_to(targets: list[tuple[str, str | None]]) -> Any:
    """Bring the database to these migrations; the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state([each for each in targets if each[1] is not None]).apps


def columns(tables: dict[str, str]) -> dict[str, str]:
    """What the database has of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in tables:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
                found[table] = " ".join(sorted(each[0] for each in cursor.description))
    return found


@pytest.mark.parametrize("release", RELEASES)
def test_a_database_of_a_release_is_brought_up_to_date_and_back(alone: None, release: str) -> None:
    from legation.config.server import complaints

    told = json.loads((HERE / f"{release}.json").read_text(encoding="utf-8"))
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    then: list[tuple[str, str | None]] = list(told["migrations"].items())
    # An app that the release had not yet has no tables in it.
    later = sorted({app for app, _name in latest} - told["migrations"].keys())
    before = [*then, *((app, None) for app in later)]

    apps = migrated_to(before)
    assert columns(told["tables"]) == told["tables"]
    filling = Filling(apps, {app for app in told["migrations"] if app in labels(told, apps)})
    filling.fill()
    rows = kept(filling.rows())
    tables = {table for table, _key in rows}
    assert tables >= told["tables"].keys()

    migrated_to(latest)
    assert changed(rows, kept(filling.rows())) == []
    # What rows that nobody wrote on purpose say of mail and of the audit list is no part of this.
    assert [
        each for each in complaints() if each.startswith("The database ") or "sealed values" in each
    ] == []
    for model in today():
        assert len(model._base_manager.all()) >= (model._meta.db_table in tables), model

    migrated_to(before)
    assert columns(told["tables"]) == told["tables"]
    assert changed(rows, kept(filling.rows())) == []


def labels(told: dict[str, Any], apps: Any) -> set[str]:
    """The apps whose tables are told: ours."""
    return {model._meta.app_label for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in told["tables"]}  # fmt: skip


def changed(
    before: dict[tuple[str, Any], dict[str, Any]], after: dict[tuple[str, Any], dict[str, Any]]
) -> list[str]:
    """Columns of rows that have another value now; what is gone as a whole was taken away on purpose."""
    return [
        f"{key[0]}.{column}: {value!r} became {after[key].get(column)!r}"
        for key, row in before.items()
        for column, value in row.items()
        if key in after
        and f"{key[0]}.{column}" not in FILLED
        and (column in after[key] or not after[key])
        and after[key].get(column) != value
    ]


def today() -> Iterator[Any]:
    from django.apps import apps

    return (
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("legation.")
    )


def test_every_release_has_its_tables_written_down() -> None:
    named = re.findall(r"^## v?(\d+(?:\.\d+)+)", CHANGES.read_text(encoding="utf-8"), re.MULTILINE)
    missing = sorted({re.sub(r"\.0$", "", each) for each in named} - set(RELEASES))
    assert missing == [], "write it down: python scripts/release_state.py RELEASE"
    assert RELEASES != []


def test_a_value_that_was_lost_is_found() -> None:
    before = {("a", 1): {"id": 1, "name": "x"}, ("b", 1): {"id": 1}, ("gone", 1): {"id": 1}}
    assert changed(before, {("a", 1): {"id": 1, "name": "y"}, ("b", 1): {}}) == [
        "a.name: 'x' became 'y'",
        "b.id: 1 became None",
    ]
    assert changed(before, {("a", 1): {"id": 1}, ("b", 1): {"id": 1, "more": 2}}) == []

"""Migrations can be taken back, and none holds a table that many read for longer than it must."""

from collections.abc import Iterator
from typing import Any

from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

# Those from before the first tables were made at once (decision 0043): no installation runs them anew.
OURS = "legation."


def migrations() -> Iterator[tuple[str, Any]]:
    """Every migration of ours that an installation may still have to run."""
    found = MigrationLoader(None).disk_migrations
    replaced = {each for migration in found.values() for each in migration.replaces}
    for key, migration in sorted(found.items()):
        if migration.__module__.startswith(OURS) and key not in replaced:
            yield ".".join(key), migration


def irreversible(found: Iterator[tuple[str, Any]]) -> list[str]:
    return [
        f"{name}: {type(operation).__name__}"
        for name, migration in found
        for operation in migration.operations
        if not operation.reversible
    ]


def blind(found: Iterator[tuple[str, Any]]) -> list[str]:
    """New columns that earlier rows, and an earlier release that still runs, could not fill."""
    wrong = []
    for name, migration in found:
        made = {
            each.name.lower() for each in migration.operations if isinstance(each, operations.CreateModel)
        }
        for operation in migration.operations:
            if not isinstance(operation, operations.AddField) or operation.model_name.lower() in made:
                continue
            field = operation.field
            fills = field.null or field.default is not NOT_PROVIDED or field.many_to_many or field.blank
            if not fills:
                wrong.append(f"{name}: {operation.model_name}.{operation.name}")
    return wrong


def test_every_migration_can_be_taken_back():
    assert len(list(migrations())) > 10
    assert irreversible(migrations()) == []


def test_a_new_column_has_something_for_the_rows_that_are_there():
    assert blind(migrations()) == []


def test_what_cannot_be_taken_back_or_filled_is_found():
    from django.db import migrations as made
    from django.db import models

    class Wrong(made.Migration):
        operations = (
            made.RunSQL("DELETE FROM x"),
            made.AddField("thing", "name", models.CharField(max_length=3)),
        )

    found = [("app.0002_wrong", Wrong("0002_wrong", "app"))]
    assert irreversible(iter(found)) == ["app.0002_wrong: RunSQL"]
    assert blind(iter(found)) == ["app.0002_wrong: thing.name"]

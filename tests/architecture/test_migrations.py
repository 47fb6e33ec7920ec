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


# What would hold a table, or break the release that still runs beside, and why it may: "app.name: what".
UNRELEASED = "0.1 is not released: no earlier release runs beside it"
ALLOWED = {
    "kernel.0004_job_request: AddField job.request": UNRELEASED,
    "logistics.0007_failed_purges: AddField purge.failed": UNRELEASED,
}
NARROW = (
    operations.AddIndex,  # AddIndexConcurrently, in a migration that is not atomic
    operations.AddConstraint,
    operations.AlterUniqueTogether,
    operations.RenameField,  # the earlier release asks for the old name
    operations.RenameModel,
    operations.AlterModelTable,
    operations.RemoveField,
    operations.DeleteModel,
)
FILLING = (operations.RunPython, operations.RunSQL)


def holding(found: Iterator[tuple[str, Any]]) -> list[str]:
    """What takes long while nobody may write, or what the release that still runs cannot live with."""
    wrong = []
    for name, migration in found:
        made = {
            each.name.lower()
            for operation in migration.operations
            for each in getattr(operation, "operations", [operation])
            if isinstance(each, operations.CreateModel)
        }
        changed = [
            operation
            for operation in migration.operations
            if getattr(operation, "model_name", "").lower() not in {*made, ""}
        ]
        # PostgreSQL holds a changed table, against readers too, until the migration ends.
        fills = [each for each in migration.operations if isinstance(each, FILLING)]
        wrong += [
            f"{name}: {type(each).__name__} beside a change" for each in fills if migration.atomic and changed
        ]
        for operation in migration.operations:
            model = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
            if model in made:
                continue
            what = f"{name}: {type(operation).__name__} {model}.{getattr(operation, 'name', '')}".rstrip(".")
            if (isinstance(operation, NARROW) and "Concurrently" not in what) or _blocks(operation):
                wrong.append(what)
    return wrong


def _blocks(operation: Any) -> bool:
    """A column that an earlier release would leave empty, or one whose rows are all written anew."""
    if isinstance(operation, operations.AddField):
        field = operation.field
        if field.many_to_many:
            return False
        return bool(field.unique) or (not field.null and field.db_default is NOT_PROVIDED)
    return isinstance(operation, operations.AlterField) and not operation.field.many_to_many


def test_no_migration_holds_a_table_or_breaks_the_release_that_runs_beside_without_a_reason():
    assert sorted(set(holding(migrations())) - ALLOWED.keys()) == []
    assert ALLOWED.keys() <= set(holding(migrations())), "a reason for what is no longer there"


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
    assert holding(iter(found)) == [
        "app.0002_wrong: RunSQL beside a change",
        "app.0002_wrong: AddField thing.name",
    ]


def test_what_holds_a_table_is_found_and_what_does_not_is_let_through():
    from django.contrib.postgres.operations import AddIndexConcurrently
    from django.db import migrations as made
    from django.db import models

    index = models.Index(fields=["name"], name="thing_name")
    text = models.CharField(max_length=3, db_default="")

    class Mixed(made.Migration):
        operations = (
            made.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
            made.AddIndex("new", models.Index(fields=["id"], name="new_id")),
            made.AddIndex("thing", index),
            AddIndexConcurrently("thing", index),
            made.AddField("thing", "name", text),
            made.AlterField("thing", "name", models.TextField(default="")),
            made.RemoveField("thing", "age"),
        )

    assert holding(iter([("app.0002_mixed", Mixed("0002_mixed", "app"))])) == [
        "app.0002_mixed: AddIndex thing",
        "app.0002_mixed: AlterField thing.name",
        "app.0002_mixed: RemoveField thing.age",
    ]

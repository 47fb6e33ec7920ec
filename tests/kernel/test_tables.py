"""An app's first tables: made together, as the last operation left them, and dropped again."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import operations as op
from django.db.migrations.state import ProjectState

from legation.kernel.tables import CreateTogether

KEY = ("id", models.BigAutoField(primary_key=True))
TOGETHER = CreateTogether(
    [
        op.CreateModel("Hall", [KEY, ("name", models.CharField(max_length=9))]),
        op.CreateModel("Table", [KEY, ("hall", models.ForeignKey("sample.Hall", models.CASCADE))]),
        op.AddField("Hall", "first", models.ForeignKey("sample.Table", models.SET_NULL, null=True)),
        op.AddConstraint("Hall", models.UniqueConstraint(fields=["name"], name="sample_once")),
        op.AddIndex("Table", models.Index(fields=["hall", "id"], name="sample_order")),
    ]
)


def standing() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        tables = [each for each in connection.introspection.table_names(cursor) if each.startswith("sample_")]
        return {each: set(connection.introspection.get_constraints(cursor, each)) for each in tables}


@pytest.mark.django_db(transaction=True)
def test_tables_that_point_at_each_other_are_made_and_dropped() -> None:
    before, after = ProjectState(), ProjectState()
    assert after.apps.get_models() == []
    TOGETHER.state_forwards("sample", after)
    with connection.schema_editor() as editor:
        TOGETHER.database_forwards("sample", editor, before, after)
    try:
        made = standing()
        assert sorted(made) == ["sample_hall", "sample_table"]
        assert "sample_once" in made["sample_hall"]
        assert "sample_order" in made["sample_table"]
        hall: Any = after.apps.get_model("sample", "Hall")
        hall.objects.create(name="one")
        assert [row.first_id for row in hall.objects.all()] == [None]
    finally:
        with connection.schema_editor() as editor:
            TOGETHER.database_backwards("sample", editor, after, before)
    assert standing() == {}
    assert TOGETHER.describe() == "Create 2 tables"

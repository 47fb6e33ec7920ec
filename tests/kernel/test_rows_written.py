"""A row that is written at once is the row that Django would have written, with the same history."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import post_save, pre_save
from simple_history.models import HistoricalRecords

from legation.kernel import rows
from legation.kernel.models import Activity, Record
from tests.directory.builder import account, both
from tests.world import World

pytestmark = pytest.mark.django_db
OWN = {"history_id", "history_date", "updated_at"}
KINDS = [model for model in apps.get_models() if issubclass(model, Record)]


def told(row: Any) -> dict[str, Any]:
    """What a row says; a sealed text opened, for each seal is another."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in OWN
    }


def test_nothing_listens_to_a_record_but_its_history() -> None:
    for kind in (*KINDS, Activity):
        assert pre_save._live_receivers(kind) == ([], [])
        listening, waiting = post_save._live_receivers(kind)
        owners = [type(each.__self__) for each in listening]
        assert (owners, waiting) == ([HistoricalRecords] if kind is not Activity else [], [])


def test_every_kind_is_written_and_remembered_as_django_does(world: World) -> None:
    seen = set()
    for thing in world.things.values():
        kind = type(thing)
        if kind in seen or not issubclass(kind, Record):
            continue
        seen.add(kind)
        record, by = kind._base_manager.get(pk=thing.pk), world.host
        before = told(kind._base_manager.get(pk=thing.pk))
        rows.update(record)
        with connection.cursor() as cursor:
            cursor.execute(*rows.state_of(record, by=by, kind="~"))
        assert told(kind._base_manager.get(pk=thing.pk)) == before
        record._history_user = by
        record.save()
        assert told(kind._base_manager.get(pk=thing.pk)) == before
        theirs, ours = record.history.order_by("-history_id")[:2]
        assert told(ours) == told(theirs)
        assert (ours.history_user, ours.history_type) == (by, "~")
    assert len(seen) > 30


def test_a_new_row_is_what_django_writes() -> None:
    by = account("staff", "Busan office")
    person: Any = apps.get_model("directory", "Person")
    values = {
        "family_name": "Park's",
        "aliases": ["%s"],
        "biography": both("Mayor", "시장"),
        "office": by.office,
    }
    ours, theirs = person(**values), person(**values)
    rows.insert(ours)
    theirs.save(force_insert=True)
    saved = [told(person.objects.get(pk=one.pk)) for one in (ours, theirs)]
    assert {**saved[0], "id": 0, "created_at": 0} == {**saved[1], "id": 0, "created_at": 0}
    assert (ours._state.adding, ours._state.db, ours.pk + 1) == (False, "default", theirs.pk)
    assert ours.created_at is not None


def test_what_points_to_an_unsaved_record_is_not_written() -> None:
    city: Any = apps.get_model("directory", "City")()
    venue: Any = apps.get_model("missions", "Venue")
    with pytest.raises(ValueError, match="prohibited to prevent data loss"):
        rows.insert(venue(city=city))
    assert venue.objects.count() == 0


def test_a_row_that_is_gone_is_not_written_anew(world: World) -> None:
    gone: models.Model = type(world.things["commitment"])(pk=10**9, mission=world.mission)
    with pytest.raises(DatabaseError, match="is gone"), transaction.atomic():
        rows.update(gone)

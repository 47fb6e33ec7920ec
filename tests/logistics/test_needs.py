"""What delegates need for seats and rooms lies sealed, is read through the log, and ends on its day."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Cast
from django.urls import reverse

from legation.directory.actions.erasing import erase_person
from legation.directory.queries.personal import as_data, personal
from legation.kernel.sealing import Stored, is_given
from legation.logistics.actions import private as acts
from legation.logistics.actions.stays import fill_rooms
from legation.logistics.choices import Kind, Purpose
from legation.logistics.jobs.purging import purge_due
from legation.logistics.models import Look, Private, Purge, Trust
from legation.logistics.queries.private import lines_of, private_page
from legation.missions import actions as missions
from legation.missions.models import Delegate
from tests.logistics.test_private import client
from tests.logistics.test_stays import guests, rooms, stay
from tests.world import World

BEFORE = datetime(2024, 4, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _before_the_mission() -> Any:
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def ann(world: World) -> Delegate:
    Private.objects.all().delete()
    Look.objects.all().delete()
    Purge.objects.all().delete()
    Trust.objects.all().delete()
    delegate = world.things["guest-delegate"]
    values = {"access": "wheelchair"}
    return missions.change_delegate(delegate, values, seen=delegate.version, by=world.guest)


def trusted(world: World, user: Any, purpose: Purpose = Purpose.CARE) -> None:
    days = {"from_on": date(2024, 4, 1), "until_on": date(2024, 4, 21)}
    acts.trust(world.mission, user, purpose, by=world.guest, **days)


def stored(model: Any, **where: Any) -> list[str]:
    rows = model._base_manager.filter(**where).order_by("version")
    return list(rows.values_list(Cast("access", models.TextField()), flat=True))


def looks() -> list[tuple[Any, ...]]:
    return list(Look.objects.order_by("pk").values_list("by", "delegate", "kind", "purpose"))


def test_they_lie_sealed_in_the_table_and_in_saved_states(ann: Delegate) -> None:
    now, before = stored(Delegate, pk=ann.pk), stored(Delegate.history.model, id=ann.pk)
    assert (Delegate.objects.get(pk=ann.pk).access, before[0]) == ("wheelchair", "")
    assert [text.startswith("gAAAA") for text in (*now, *before[1:])] == [True, True]


def test_moved_to_another_delegate_they_do_not_open(world: World, ann: Delegate) -> None:
    other = world.things["host-delegate"]
    Delegate.objects.filter(pk=other.pk).update(access=Stored.of(stored(Delegate, pk=ann.pk)[0]))
    wrong = Delegate.objects.get(pk=other.pk)
    assert (wrong.access, is_given(wrong.access)) == ("", True)
    trusted(world, world.guest)
    (found,) = acts.look(world.mission, [ann.pk, other.pk], Kind.HEALTH, by=world.guest)
    assert found.delegate == ann.pk


def test_the_pages_of_a_delegate_say_that_they_were_given_and_not_what(world: World, ann: Delegate) -> None:
    browser, path = client(world.guest), reverse("delegate", args=[world.mission.slug, ann.pk])
    for page in (path, f"{path}edit/", f"{path}history/"):
        text = browser.get(page).content.decode()
        assert ("Place for a wheelchair</dd>" in text, '"wheelchair" selected' in text) == (False, False)
    assert "given, under seal" in browser.get(path).content.decode()
    form = browser.get(f"{path}edit/").context["form"]
    assert form["access"].value() == "keep"
    typed = {name: form[name].value() or "" for name in form.fields} | {"seen_version": ann.version}
    assert browser.post(f"{path}edit/", typed).status_code == 302
    assert Delegate.objects.get(pk=ann.pk).access == "wheelchair"
    assert browser.post(f"{path}edit/", typed | {"access": "hearing"}).status_code == 302
    assert Delegate.objects.get(pk=ann.pk).access == "hearing"
    typed["seen_version"] = Delegate.objects.get(pk=ann.pk).version
    assert browser.post(f"{path}edit/", typed | {"access": ""}).status_code == 302
    assert Delegate.objects.get(pk=ann.pk).access == ""


def test_who_is_trusted_with_care_sees_them_and_each_look_is_written_down(
    world: World, ann: Delegate
) -> None:
    trusted(world, world.guest, Purpose.MEALS)
    with pytest.raises(acts.NotTrusted):
        acts.look(world.mission, [ann.pk], Kind.HEALTH, by=world.guest)
    trusted(world, world.guest)
    page = client(world.guest).post(f"/missions/{world.mission.slug}/private/show/", {"kind": "health"})
    assert (page.status_code, "Place for a wheelchair" in page.content.decode()) == (200, True)
    assert looks() == [(world.guest.pk, ann.pk, "health", "care")]
    acts.give(ann, Kind.HEALTH, {"needs": "a knee"}, by=world.guest)
    (both,) = acts.look(world.mission, [ann.pk], Kind.HEALTH, by=world.guest)
    assert list(lines_of(Kind.HEALTH, both.value, world.mission)) == [
        ("Seats and rooms", "Place for a wheelchair"),
        ("Needs", "a knee"),
    ]
    (row,) = [one for one in private_page(world.mission, world.guest).people if one.delegate == ann]
    assert [cell.kind.value for cell in row.cells if cell.there] == ["health"]


def test_filling_rooms_and_seats_by_them_is_written_down(world: World, ann: Delegate) -> None:
    rooms(world, 4)
    stay(world, ann)
    for other in guests(world, 2):
        stay(world, other)
    fill_rooms(world.mission, world.things["hotel"], by=world.host)
    assert looks() == [(world.host.pk, ann.pk, "health", "care")]
    fill_rooms(world.mission, world.things["hotel"], by=world.guest)
    assert looks()[1:] == [(world.guest.pk, ann.pk, "health", "care")]


def test_they_are_destroyed_on_the_day_with_their_saved_states_and_reported(
    world: World, ann: Delegate
) -> None:
    day = world.mission.ends_on + timedelta(days=settings.SEALED_DAYS)
    assert purge_due(day - timedelta(days=1)) == 0
    assert purge_due(day) == 1
    assert set(stored(Delegate) + stored(Delegate.history.model)) == {""}
    report = Purge.objects.get(side="guest")
    assert (report.counts, report.people) == ({"health": 1}, 1)
    assert purge_due(day) == 0


def test_a_persons_own_data_tells_them_through_the_log_and_an_erasure_destroys_them(
    world: World, ann: Delegate
) -> None:
    said = str(as_data(personal(ann.person, world.guest)))
    assert ("Place for a wheelchair" in said, looks()) == (False, [])
    trusted(world, world.guest)
    said = str(as_data(personal(ann.person, world.guest)))
    assert ("Place for a wheelchair" in said, len(looks())) == (True, 1)
    erase_person(ann.person, sure=True, by=world.guest)
    assert set(stored(Delegate, pk=ann.pk) + stored(Delegate.history.model, id=ann.pk)) == {""}


def test_the_migration_seals_what_lay_open_and_opens_it_on_the_way_back(ann: Delegate) -> None:
    migration = import_module("legation.missions.migrations.0011_sealed_needs")
    state = MigrationLoader(None, replace_migrations=False).project_state([("missions", "0001_tables")])
    for step in migration.Migration.operations[:7]:
        step.state_forwards("missions", state)
    old = state.apps  # as they are between the columns' change and the sealing
    delegate, saved = (old.get_model("missions", each) for each in migration.MODELS)
    migration.open_all(old, None)
    assert stored(Delegate, pk=ann.pk) == ["wheelchair"]
    delegate._base_manager.update(seal_id=Cast("id", models.CharField()))
    migration.name_rows(old, None)
    migration.seal_all(old, None)
    again = Delegate.objects.get(pk=ann.pk)
    assert (again.access, stored(Delegate, pk=ann.pk) == ["wheelchair"]) == ("wheelchair", False)
    assert [each.access for each in Delegate.history.filter(id=ann.pk).order_by("version")] == [
        "",
        "wheelchair",
    ]
    assert set(saved._base_manager.filter(id=ann.pk).values_list("seal_id", flat=True)) == {again.seal_id}

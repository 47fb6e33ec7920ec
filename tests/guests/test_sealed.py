"""Diet, needs and notes of guests lie sealed, are read as they were given, and are destroyed on their day."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Cast
from django.test import override_settings

from legation.guests.actions import guests as acts
from legation.guests.jobs.purging import overdue, purge_due
from legation.guests.models import Guest
from legation.kernel import editing
from legation.kernel.models import Letter
from legation.kernel.sealing import (
    NotByItself,
    Stored,
    is_given,
    new_key,
    opened,
    reseal,
    seal,
    sealed_values,
    unopenable,
)
from tests.world import World

TOLD = {"name": "Kim", "diet": "Quincediet", "access": "wheelchair", "note": "Quincenote"}
NAMES = ("diet", "access", "note")


@pytest.fixture
def kim(world: World) -> Guest:
    guest = acts.add_guest(world.things["guest-list"], TOLD, by=world.host)
    return editing.change(guest, {"note": "Quincenote 2"}, seen=guest.version, by=world.host)


def said(guest: Guest) -> tuple[str, ...]:
    fresh = Guest.objects.get(pk=guest.pk)
    return tuple(str(getattr(fresh, name)) for name in NAMES)


def stored(model: Any, **where: Any) -> list[str]:
    raw = [Cast(name, models.TextField()) for name in NAMES]
    return [text for row in model._base_manager.filter(**where).values_list(*raw) for text in row]


def test_nothing_lies_open_in_the_table_or_its_history(kim: Guest) -> None:
    assert said(kim) == ("Quincediet", "wheelchair", "Quincenote 2")
    texts = stored(Guest, pk=kim.pk) + stored(Guest.history.model, id=kim.pk)
    assert (len(texts), [text for text in texts if not text.startswith("gAAAA")]) == (9, [])
    assert Guest.objects.get(pk=kim.pk).get_access_display() == "Place for a wheelchair"


def test_what_a_delegate_needs_is_not_copied_to_the_list(world: World) -> None:
    """Who keeps a list need not be trusted with care, and no look would be written down."""
    delegate = world.things["host-delegate"]
    Guest.objects.filter(delegate=delegate).delete()
    delegate.access = "wheelchair"
    delegate.save()
    guest = acts.add_guest(world.things["guest-list"], {"delegate": delegate}, by=world.host)
    assert (guest.person, Guest.objects.get(pk=guest.pk).access) == (delegate.person, "")


def test_saving_the_same_is_no_change(world: World, kim: Guest) -> None:
    same = editing.change(kim, {"diet": "Quincediet"}, seen=kim.version, by=world.host)
    assert same.version == kim.version


def test_a_new_key_seals_them_anew_and_without_its_key_nothing_is_lost(world: World, kim: Guest) -> None:
    old, new = settings.SEAL_KEYS or [new_key()], new_key()
    with override_settings(SEAL_KEYS=old):
        guest = Guest.objects.get(pk=kim.pk)
        for name in NAMES:
            setattr(guest, name, TOLD[name])
        guest.save()
    with override_settings(SEAL_KEYS=[new_key()]):
        lost = Guest.objects.get(pk=kim.pk)
        assert (lost.diet, isinstance(lost.diet, Stored), unopenable() > 0) == ("", True, True)
        lost.post = "Mayor"
        lost.save()
    with override_settings(SEAL_KEYS=old):
        assert said(kim) == ("Quincediet", "wheelchair", "Quincenote")
    with override_settings(SEAL_KEYS=[new, *old]):
        reseal()
    with override_settings(SEAL_KEYS=[new]):
        assert said(kim) == ("Quincediet", "wheelchair", "Quincenote")
        assert (Guest, "diet", kim.pk) in {(model, name, key) for model, name, key, _text in sealed_values()}


def test_moved_to_another_guest_they_do_not_open(world: World, kim: Guest) -> None:
    lee = acts.add_guest(world.things["guest-list"], {"name": "Lee", "diet": "Plumdiet"}, by=world.host)
    raw = {name: Cast(name, models.TextField()) for name in NAMES}
    theirs = Guest.objects.filter(pk=kim.pk).values_list(*raw.values()).get()
    moved = {name: Stored.of(text) for name, text in zip(NAMES, theirs, strict=True)}
    Guest.objects.filter(pk=lee.pk).update(**moved)
    assert (said(lee), said(kim)) == (("", "", ""), ("Quincediet", "wheelchair", "Quincenote 2"))
    wrong = Guest.objects.get(pk=lee.pk)
    assert (is_given(wrong.diet), stored(Guest, pk=lee.pk)) == (True, list(theirs))


def test_values_give_nothing_and_update_only_empties(kim: Guest) -> None:
    assert Guest.objects.filter(pk=kim.pk).values_list("diet", flat=True).get() == ""
    with pytest.raises(NotByItself), transaction.atomic():
        Guest.objects.filter(pk=kim.pk).update(diet="no pork")
    with pytest.raises(NotByItself), transaction.atomic():
        Guest.objects.filter(diet="Quincediet").exists()
    Guest.objects.filter(pk=kim.pk).update(diet="")
    assert said(kim)[0] == ""


def test_saved_states_open_by_their_guest(kim: Guest) -> None:
    notes = [state.note for state in Guest.history.filter(id=kim.pk).order_by("version")]
    assert notes == ["Quincenote", "Quincenote 2"]
    assert set(Guest.history.filter(id=kim.pk).values_list("seal_id", flat=True)) == {kim.seal_id}


def test_a_guest_read_without_them_opens_them_when_asked(kim: Guest) -> None:
    assert Guest.objects.only("name").get(pk=kim.pk).diet == "Quincediet"


def test_the_migration_binds_what_lay_bound_to_its_column(world: World, kim: Guest) -> None:
    migration = import_module("legation.guests.migrations.0006_sealed_to_rows")
    lost = acts.add_guest(world.things["guest-list"], TOLD | {"name": "Lost"}, by=world.host)
    with override_settings(SEAL_KEYS=[new_key()]):
        unread = seal({"text": "x"}, f"guests.guest.diet:{lost.seal_id}")
    Guest.objects.filter(pk=lost.pk).update(diet=Stored.of(unread))
    migration.unbind(apps, None)
    assert said(kim) == ("", "", "")
    old = stored(Guest, pk=kim.pk)[0]
    assert opened(old, "guests.guest.diet") == {"text": "Quincediet"}
    Guest.objects.update(seal_id=F("id"))
    migration.name_rows(apps, None)
    kim.refresh_from_db()
    assert set(Guest.history.filter(id=kim.pk).values_list("seal_id", flat=True)) == {kim.seal_id}
    migration.bind(apps, None)
    assert said(kim) == ("Quincediet", "wheelchair", "Quincenote 2")
    assert [state.note for state in Guest.history.filter(id=kim.pk).order_by("version")][-1] == "Quincenote 2"
    assert stored(Guest, pk=lost.pk)[0] == unread


def test_they_are_destroyed_on_their_day_with_their_saved_states_and_told(world: World, kim: Guest) -> None:
    day = world.mission.ends_on + timedelta(days=settings.SEALED_DAYS)
    assert (purge_due(day - timedelta(days=1)), said(kim)[0]) == (0, "Quincediet")
    assert (overdue(day + timedelta(days=2)), overdue(day + timedelta(days=3))) == (0, 1)
    Letter.objects.all().delete()
    assert purge_due(day) > 0
    assert said(kim) == ("", "", "")
    assert set(stored(Guest) + stored(Guest.history.model)) == {""}
    assert {letter.visibility for letter in Letter.objects.all()} == {"guest", "host"}
    assert purge_due(day) == 0

"""Diet, needs and notes of guests lie sealed, are read as they were given, and are destroyed on their day."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.test import override_settings

from legation.guests.actions import guests as acts
from legation.guests.jobs.purging import overdue, purge_due
from legation.guests.models import Guest
from legation.kernel import editing
from legation.kernel.models import Letter
from legation.kernel.sealing import Stored, new_key, reseal, sealed_values, unopenable
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


def test_saving_the_same_is_no_change(world: World, kim: Guest) -> None:
    same = editing.change(kim, {"diet": "Quincediet"}, seen=kim.version, by=world.host)
    assert same.version == kim.version


def test_a_new_key_seals_them_anew_and_without_its_key_nothing_is_lost(world: World, kim: Guest) -> None:
    old, new = settings.SEAL_KEYS or [new_key()], new_key()
    with override_settings(SEAL_KEYS=old):
        for name in NAMES:
            Guest.objects.filter(pk=kim.pk).update(**{name: TOLD[name]})
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

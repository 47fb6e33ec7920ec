"""Who is on a mission for one side alone is not told to the other by a refusal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.accounts.models import User
from legation.missions import actions as missions
from legation.missions.models import Delegate
from tests.world import World, person


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def known(world: World) -> Any:
    """Somebody whom both offices find, and whom the hosts bring without telling."""
    found = person(world, "Quiet", "Guest", by=world.host)
    values = {"person": found, "delegation": world.things["host-delegation"], "visibility": "host"}
    missions.add_delegate(world.mission, values, by=world.host)
    return found


@pytest.mark.parametrize("visibility", ["guest", "shared"])
def test_whom_the_hosts_hide_the_guests_may_bring_themselves(
    world: World, known: Any, visibility: str
) -> None:
    asked = {
        "person": known.pk,
        "delegation": world.things["guest-delegation"].pk,
        "capacity": "member",
        "status": "nominated",
        "visibility": visibility,
    }
    answer = client_of(world.guest).post(reverse("delegate-new", args=[world.mission.slug]), asked)
    rows = Delegate.objects.present().filter(person=known)
    assert answer.status_code == 302
    assert sorted(rows.values_list("visibility", flat=True)) == sorted(["host", visibility])


def test_bringing_somebody_back_tells_nothing_of_the_other_side(world: World) -> None:
    found = person(world, "Quiet", "Guest", by=world.guest)
    values = {"person": found, "delegation": world.things["guest-delegation"]}
    mine = missions.add_delegate(world.mission, values, by=world.guest)
    missions.remove_part(mine, by=world.guest)
    hidden = {"person": found, "delegation": world.things["host-delegation"], "visibility": "host"}
    missions.add_delegate(world.mission, hidden, by=world.host)
    where = reverse("delegate-restore", args=[world.mission.slug, mine.pk])
    answer = client_of(world.guest).post(where, follow=True)
    assert (answer.status_code, "already on this mission" in answer.content.decode()) == (200, False)
    mine.refresh_from_db()
    assert mine.removed_at is None


def test_whoever_sees_that_somebody_comes_cannot_add_them_twice(world: World, known: Any) -> None:
    for values in (
        {"person": known, "delegation": world.things["host-delegation"], "visibility": "shared"},
        {"person": known, "delegation": world.things["host-delegation"], "visibility": "host"},
    ):
        with pytest.raises(missions.AlreadyDelegated):
            missions.add_delegate(world.mission, values, by=world.host)


def test_a_hidden_delegate_whom_the_other_side_brings_too_can_still_be_changed(
    world: World, known: Any
) -> None:
    values = {"person": known, "delegation": world.things["guest-delegation"]}
    missions.add_delegate(world.mission, values, by=world.guest)
    hidden = Delegate.objects.get(person=known, visibility="host")
    changed = missions.change_delegate(hidden, {"status": "confirmed"}, seen=1, by=world.host)
    assert changed.status == "confirmed"
    with pytest.raises(missions.AlreadyDelegated):
        missions.change_delegate(changed, {"visibility": "shared"}, seen=2, by=world.host)

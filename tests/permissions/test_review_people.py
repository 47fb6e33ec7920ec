"""What an office knew of a person before it shared them stays with the office."""

import pytest
from django.test import Client
from django.urls import reverse

from legation.directory import actions as directory
from legation.directory.models import Person
from tests.world import World, person


@pytest.fixture
def shared_later(world: World) -> Person:
    known = person(world, "Medlarson", "Before", by=world.host, scope="office", native_name="비밀이름")
    values = {"family_name": "Publicson", "native_name": "", "scope": "shared"}
    return directory.change_person(known, values, seen=1, by=world.host)


@pytest.mark.parametrize(("who", "told"), [("host-protocol", True), ("guest-organiser", False)])
def test_saving_over_an_old_version_tells_no_more_than_the_history_does(
    world: World, shared_later: Person, who: str, told: bool
) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("person-edit", args=[shared_later.pk])
    answer = client.post(where, {"family_name": "Any", "scope": "shared", "seen_version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("Medlarson" in page, "비밀이름" in page) == (told, told)
    history = client.get(reverse("person-history", args=[shared_later.pk])).content.decode()
    assert ("Medlarson" in history) == told

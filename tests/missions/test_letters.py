"""The log of letters: each side reads of its own; a right that ends takes its letters back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel import outbox
from legation.kernel.choices import LetterKind, LetterStatus
from legation.kernel.models import Delivery, Letter
from legation.kernel.outbox import Address
from legation.missions.actions import take_access
from legation.missions.models import Membership
from tests.desk.browsing import as_, texts, words, world
from tests.world import SECRETS, World

__all__ = ["as_", "world"]


@pytest.mark.django_db
def test_a_side_reads_of_its_own_letters_and_a_reader_of_theirs(
    world: World, as_: Callable[..., Client], django_assert_num_queries: Callable[..., object]
):
    log = reverse("mission-letters", args=[world.mission.slug])
    host, guest = as_(world.host), as_(world.guest)
    page = host.get(log)
    assert texts(page, "tbody th") == [
        "A delegate",
        str(world.host),
        f"{world.host} {world.host.email}",
        f"{SECRETS['host']}@test.example".lower(),
    ]
    shown = words(page)
    assert (SECRETS["host"] in shown, SECRETS["guest"] in shown) == (True, False)
    assert "delegate@la.example" not in shown
    assert [word for word in ("begins at eight",) if word in words(guest.get(log))] == []

    mine = words(guest.get(reverse("letters")))
    assert f"{SECRETS['guest']} begins at eight." in mine
    assert SECRETS["host"] not in mine

    for _more in range(10):
        outbox.post(
            Address.of(world.host),
            kind=LetterKind.WORK,
            subject="More",
            text="x",
            mission_id=world.mission.pk,
            visibility="host",
            by=None,
        )
    with django_assert_num_queries(7):
        assert len(texts(host.get(log), "tbody tr")) == 14


@pytest.mark.django_db
def test_a_reader_says_when_and_which_letters_come(world: World, as_: Callable[..., Client]):
    client, page = as_(world.guest), reverse("letters")
    typed = {
        "quiet": "on",
        "quiet_from": "22:30",
        "quiet_until": "06:00",
        "zone": "Asia/Seul",
        "minutes": "15",
    }
    refused = client.post(page, {**typed, "wanted": ["reminder", "programme"]})
    assert refused.status_code == 422
    assert "There is no time zone of this name." in words(refused)
    assert not Delivery.objects.exists()
    assert client.post(page, {**typed, "zone": "Asia/Seoul", "wanted": ["reminder"]}).status_code == 302
    kept = Delivery.objects.get()
    assert (kept.mail, kept.zone, kept.minutes, str(kept.quiet_from)) == (
        world.guest.email,
        "Asia/Seoul",
        15,
        "22:30:00",
    )
    assert sorted(kept.off) == ["calendar", "guest", "meetings", "programme", "work"]
    assert texts(client.get(page), "input[checked]") == ["", ""]


@pytest.mark.django_db
def test_whoever_loses_access_gets_none_of_the_letters_on_their_way(world: World):
    mission = world.mission
    membership = Membership.objects.get(user=world.users["guest-assistant"])
    to = Address.of(membership.user)
    for key in (mission.pk, mission.pk + 1):
        outbox.post(to, kind=LetterKind.WORK, subject="News", text="x", mission_id=key, by=None)
    take_access(membership, by=world.guest)
    letters = Letter.objects.filter(mail=to.mail).order_by("pk")
    assert [letter.status for letter in letters] == [LetterStatus.WITHDRAWN, LetterStatus.WAITING]

"""Outcomes follow their engagement: what is narrowed later is found, read and told by one side only."""

import pytest
from django.test import Client
from django.urls import reverse

from legation.accounts.models import User
from legation.missions import actions as missions
from legation.missions.models import Engagement
from legation.outcomes import actions as outcomes
from legation.outcomes.models import Commitment
from tests.world import World, engagement_values, two


def text(user: User, name: str, *parts: object, **asked: str) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(name, args=parts), asked).content.decode()


@pytest.fixture
def dinner(world: World) -> Engagement:
    return missions.add_engagement(world.mission, engagement_values(world, "Plain dinner"), by=world.host)


@pytest.fixture
def promise(world: World, dinner: Engagement) -> Commitment:
    values = {"title": two("Persimmon promise"), "engagement": dinner}
    return outcomes.add_commitment(world.mission, values, by=world.host)


def test_search_finds_an_outcome_only_for_whoever_sees_its_engagement_now(
    world: World, dinner: Engagement, promise: Commitment
) -> None:
    def found() -> dict[str, bool]:
        keys = ("guest-organiser", "guest-press", "host-protocol", "host-press")
        return {
            key: f"#commitment-{promise.pk}" in text(world.users[key], "search", q="persimmon")
            for key in keys
        }

    assert set(found().values()) == {True}
    missions.change_engagement(dinner, {"visibility": "host"}, seen=1, by=world.host)
    assert found() == {
        "guest-organiser": False,
        "guest-press": False,
        "host-protocol": True,
        "host-press": False,
    }


def test_search_finds_nothing_of_a_mission_that_was_removed(world: World, promise: Commitment) -> None:
    slug = world.mission.slug
    assert f"/missions/{slug}/" in text(world.guest, "search", q="persimmon")
    missions.remove_part(world.mission, by=world.guest)
    assert f"/missions/{slug}/" not in text(world.guest, "search", q="persimmon")
    assert f"/missions/{slug}/" not in text(world.guest, "search", q="briefing")


def test_saving_an_outcome_does_not_lose_the_engagement_that_hides_it(
    world: World, dinner: Engagement, promise: Commitment
) -> None:
    narrowed = missions.change_engagement(dinner, {"visibility": "host"}, seen=1, by=world.host)
    missions.remove_part(narrowed, by=world.host)
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("commitment-edit", args=[world.mission.slug, promise.pk])
    shown = client.get(where).context["form"]
    assert (shown["engagement"].value(), str(dinner.pk) in str(shown["engagement"])) == (dinner.pk, True)
    asked = {
        "title_0": "Persimmon promise, kept",
        "status": "open",
        "engagement": dinner.pk,
        "visibility": "shared",
        "seen_version": 1,
    }
    assert client.post(where, asked).status_code == 422
    assert client.post(where, {**asked, "visibility": "host"}).status_code == 302
    assert "Persimmon" not in text(world.guest, "outcomes", world.mission.slug)
    assert "Persimmon" in text(world.host, "outcomes", world.mission.slug)


def test_history_does_not_name_an_engagement_that_the_reader_does_not_see(
    world: World, dinner: Engagement, promise: Commitment
) -> None:
    hidden = {"visibility": "host", "title": two("Medlar dinner")}
    missions.change_engagement(dinner, hidden, seen=1, by=world.host)
    outcomes.change_outcome(promise, {"engagement": None}, seen=1, by=world.host)
    page = (world.mission.slug, promise.pk)
    assert "Medlar dinner" in text(world.host, "commitment-history", *page)
    told = text(world.guest, "commitment-history", *page)
    assert ("Persimmon promise" in told, "Medlar dinner" in told) == (True, False)

"""What was promised, signed and said: kept on pages, each side seeing its own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.missions import actions as missions
from legation.outcomes import actions
from legation.outcomes.models import Agreement, Commitment, Statement
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, engagement_values, person, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
KINDS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "commitment": (Commitment, {"title_0": "Send a list", "status": "open"}, "title"),
    "agreement": (Agreement, {"title_0": "Joint paper", "kind": "mou", "status": "planned"}, "title"),
    "statement": (Statement, {"text_0": "Welcome to all"}, "text"),
}


def at(world: World, name: str, *parts: int) -> str:
    if name.startswith("agreement-") and parts:
        return reverse(name, args=parts)
    return reverse(name, args=[world.mission.slug, *parts])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_added_changed_removed_and_brought_back(world: World, as_: As, kind: str) -> None:
    model, typed, field = KINDS[kind]
    client = as_(world.host)
    before = model.objects.count()
    answer = client.post(at(world, f"{kind}-new"), {**typed, "visibility": "shared"})
    made = model.objects.order_by("-pk")[0]
    assert (answer.status_code, answer["Location"]) == (302, f"{at(world, 'outcomes')}#{kind}-{made.pk}")
    assert (model.objects.count(), made.version, made.visibility) == (before + 1, 1, "shared")
    changed = {
        **typed,
        f"{field}_0": "Other words",
        f"{field}_1": "다른 말",
        "visibility": "host",
        "seen_version": 1,
    }
    assert client.post(at(world, f"{kind}-edit", made.pk), changed).status_code == 302
    made.refresh_from_db()
    assert (getattr(made, field).data, made.visibility, made.version) == (
        {"en": "Other words", "ko": "다른 말"},
        "host",
        2,
    )
    same = {**changed, "seen_version": 2}
    assert client.post(at(world, f"{kind}-edit", made.pk), same).status_code == 302
    made.refresh_from_db()
    assert made.version == 2
    gone = client.post(at(world, f"{kind}-remove", made.pk))
    assert gone["Location"] == f"{at(world, 'outcomes')}?removed={kind}-{made.pk}"
    page = client.get(gone["Location"])
    assert "Other words" not in words(page)
    assert texts(page, ".notice button") == ["Undo"]
    assert client.get(at(world, f"{kind}-edit", made.pk)).status_code == 404
    back = client.post(at(world, f"{kind}-restore", made.pk))
    assert back["Location"] == f"{at(world, 'outcomes')}#{kind}-{made.pk}"
    assert "Other words" in words(client.get(at(world, "outcomes")))


@pytest.mark.parametrize(
    "told", ["commitment-", "commitment-x", "city-1", "commitment-" + "9" * 5000, "commitment-٣", "-"]
)
def test_nothing_is_undone_that_was_not_removed(world: World, as_: As, told: str) -> None:
    page = as_(world.host).get(at(world, "outcomes"), {"removed": told})
    assert (page.status_code, texts(page, ".notice button")) == (200, [])


def test_only_who_prepares_and_sees_brings_back(world: World, as_: As) -> None:
    hidden = world.things["host-hidden-commitment"]
    actions.remove_outcome(hidden, by=world.host)
    where = at(world, "commitment-restore", hidden.pk)
    statuses = {
        key: as_(world.users[key]).post(where).status_code for key in ("guest-organiser", "host-assistant")
    }
    assert statuses == {"guest-organiser": 404, "host-assistant": 403}
    page = as_(world.guest).get(at(world, "outcomes"), {"removed": f"commitment-{hidden.pk}"})
    assert texts(page, ".notice button") == []
    hidden.refresh_from_db()
    assert hidden.removed_at is not None


def test_a_signature_needs_its_day(world: World, as_: As) -> None:
    typed = {"title_0": "Joint paper", "kind": "mou", "status": "signed", "visibility": "shared"}
    answer = as_(world.host).post(at(world, "agreement-new"), typed)
    assert (answer.status_code, texts(answer, "#id_signed_on-error")) == (
        422,
        ["Say on which day it was signed."],
    )
    assert (
        as_(world.host).post(at(world, "agreement-new"), {**typed, "signed_on": "2024-04-17"}).status_code
        == 302
    )


def test_the_other_side_is_no_choice_and_refused_by_the_action(world: World, as_: As) -> None:
    typed = {"title_0": "Send a list", "status": "open", "visibility": "host"}
    answer = as_(world.guest).post(at(world, "commitment-new"), typed)
    assert answer.status_code == 422
    assert texts(answer, "#id_visibility option") == ["Shared", "Guest side only"]
    with pytest.raises(actions.OtherSidesOutcome):
        actions.add_commitment(world.mission, {"title": two("x"), "visibility": "host"}, by=world.guest)


def test_what_came_of_a_one_sided_engagement_is_not_shared(world: World, as_: As) -> None:
    hidden = world.things["host-hidden-engagement"]
    typed = {"title_0": "Send a list", "status": "open", "visibility": "shared", "engagement": hidden.pk}
    answer = as_(world.host).post(at(world, "commitment-new"), typed)
    assert (answer.status_code, len(texts(answer, "#id_visibility-error"))) == (422, 1)
    assert (
        as_(world.host).post(at(world, "commitment-new"), {**typed, "visibility": "host"}).status_code == 302
    )
    assert as_(world.guest).post(at(world, "commitment-new"), typed).status_code == 422
    made = Commitment.objects.order_by("-pk")[0]
    with pytest.raises(actions.WiderThanItsEngagement):
        actions.change_outcome(made, {"visibility": "shared"}, seen=1, by=world.host)
    assert made.title.localize("en") not in words(as_(world.guest).get(at(world, "outcomes")))


def test_each_role_reads_its_own_side(world: World, as_: As) -> None:
    for key in ("guest-organiser", "guest-delegate", "guest-press", "host-protocol", "host-press"):
        page = words(as_(world.users[key]).get(at(world, "outcomes")))
        seen = {side for side, word in SECRETS.items() if word in page}
        assert seen == (set() if key.endswith("press") else {key.split("-")[0]}), key
        assert "A promise" in page


def test_an_engagement_that_is_hidden_later_takes_its_outcomes_along(world: World, as_: As) -> None:
    dinner = missions.add_engagement(world.mission, engagement_values(world, "Dinner"), by=world.host)
    made = actions.add_commitment(
        world.mission, {"title": two("Persimmon"), "engagement": dinner}, by=world.host
    )
    missions.change_engagement(dinner, {"visibility": "host"}, seen=1, by=world.host)
    guest, host = as_(world.guest), as_(world.host)
    for where in (at(world, "outcomes"), at(world, "desk")):
        assert ["Persimmon" in words(client.get(where)) for client in (guest, host)] == [False, True], where
    results = [texts(client.get(reverse("search"), {"q": "persimmon"}), "h2 a") for client in (guest, host)]
    assert results == [[], ["Persimmon"]]
    assert guest.get(at(world, "commitment-history", made.pk)).status_code == 404


def test_saving_keeps_an_engagement_that_was_removed(world: World, as_: As) -> None:
    dinner = missions.add_engagement(world.mission, engagement_values(world, "Dinner"), by=world.host)
    made = actions.add_commitment(
        world.mission, {"title": two("Promise"), "engagement": dinner}, by=world.host
    )
    missions.remove_part(dinner, by=world.host)
    actions.take_over(made, by=world.host)
    typed = {
        "title_0": "Promise",
        "status": "done",
        "visibility": "shared",
        "engagement": dinner.pk,
        "seen_version": 1,
    }
    assert as_(world.host).post(at(world, "commitment-edit", made.pk), typed).status_code == 302
    made.refresh_from_db()
    assert (made.engagement_id, made.status) == (dinner.pk, "done")
    assert f"/meetings/{dinner.pk}/" not in as_(world.host).get(at(world, "outcomes")).content.decode()


def test_a_speaker_whom_only_one_office_knows_is_not_named_to_another(world: World, as_: As) -> None:
    known = world.things["guest-mayor"]
    unknown = person(world, "QUINCEGUESTspeaker", "Office", by=world.guest, scope="office")
    made = actions.add_statement(
        world.mission, {"text": two("Welcome to all"), "speakers": [known, unknown]}, by=world.guest
    )
    row = f"#statement-{made.pk} h3"
    assert texts(as_(world.guest).get(at(world, "outcomes")), row) == [
        "Sample Mayorguest, Office QUINCEGUESTspeaker"
    ]
    host = as_(world.host)
    assert texts(host.get(at(world, "outcomes")), row) == ["Sample Mayorguest"]
    edit = at(world, "statement-edit", made.pk)
    assert "QUINCEGUEST" not in host.get(edit).content.decode()
    typed = {
        "text_0": "Welcome, all",
        "speakers": [world.things["host-mayor"].pk],
        "visibility": "shared",
        "seen_version": 1,
    }
    assert host.post(edit, typed).status_code == 302
    assert set(made.speakers.all()) == {world.things["host-mayor"], unknown}
    typed |= {"speakers": [unknown.pk], "seen_version": 2}
    assert host.post(edit, typed).status_code == 422


def test_history_tells_each_side_what_it_saw(world: World, as_: As) -> None:
    made = actions.add_commitment(
        world.mission, {"title": two("QUINCEGUEST draft"), "visibility": "guest"}, by=world.guest
    )
    actions.change_outcome(made, {"title": two("Promise"), "visibility": "shared"}, seen=1, by=world.guest)
    where = at(world, "commitment-history", made.pk)
    assert "QUINCEGUEST" in words(as_(world.guest).get(where))
    assert "QUINCEGUEST" not in as_(world.host).get(where).content.decode()


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_asks_as_many_queries_for_one_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    speakers = [world.things["guest-mayor"], world.things["host-mayor"]]
    bodies = [world.things["guest-organisation"], world.things["host-organisation"]]
    for number in range(count):
        call = {"engagement": world.things["engagement"]}
        title = two(f"Number {number}")
        actions.add_commitment(world.mission, {"title": title, "owed_by": bodies[0], **call}, by=world.host)
        values = {"title": title, "kind": "mou", "status": "stated", "parties": bodies, **call}
        actions.add_agreement(world.mission, values, by=world.host)
        actions.add_statement(world.mission, {"text": title, "speakers": speakers, **call}, by=world.host)
    client = as_(world.guest)
    client.get(at(world, "outcomes"))
    with django_assert_num_queries(13):
        page = client.get(at(world, "outcomes"))
    assert len([title for title in texts(page, "h3") if title.startswith("Number")]) == count * 2

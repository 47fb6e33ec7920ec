"""The public programme: both sides say yes to the same words, and what is taken back is gone at once."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from legation.accounts.actions import open_account
from legation.kernel import publishing as public_pages
from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Activity, Letter
from legation.missions.actions import change_engagement, give_access, remove_part
from legation.missions.choices import Role
from legation.missions.models import Engagement, Membership
from legation.newsroom.actions import (
    DraftChanged,
    NothingChosen,
    NotPublishable,
    NotYours,
    agree_public_programme,
    draft_public_programme,
    withdraw_public_programme,
)
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.programmes import drafted, publishing
from tests.missions.stage import PASSWORD, Stage, build, two

pytestmark = pytest.mark.django_db
COLD, WARM, PAGE_QUERIES = 2, 0, 11


@pytest.fixture
def stage() -> Stage:
    return build()


def draft(
    stage: Stage, *chosen: Engagement, by: Any = None, seen: int = 0, intro: str = "Cities meet"
) -> Any:
    values = {"intro": two(intro, "도시가 만납니다"), "engagements": list(chosen)}
    return draft_public_programme(stage.mission, values, seen=seen, by=by or stage.guest)


def agree(stage: Stage, programme: PublicProgramme, *, by: Any) -> PublicProgramme:
    return agree_public_programme(programme, trace=trace_of(drafted(programme)), by=by)


def published(stage: Stage, *chosen: Engagement) -> PublicProgramme:
    return agree(stage, draft(stage, *chosen), by=stage.host)


def address(stage: Stage, name: str = "public-programme", language: str = "en") -> str:
    return reverse(name, args=[stage.mission.slug, language])


def test_one_side_alone_publishes_nothing(stage: Stage) -> None:
    draft(stage, stage.engagement())
    assert [Client().get(address(stage, name)).status_code for name in PUBLIC] == [404, 404, 404]


PUBLIC = ("public-programme", "public-calendar", "public-data")


def test_both_sides_publish_it_and_the_public_reads_what_they_said_yes_to(stage: Stage) -> None:
    published(stage, stage.engagement("Courtesy call"))
    page = Client().get(address(stage)).content.decode()
    assert [word in page for word in ("Courtesy call", "17:00–17:45", "Cities meet")] == [True, True, True]
    korean = Client().get(address(stage, language="ko")).content.decode()
    assert ("도시가 만납니다" in korean, '<html lang="ko">' in korean) == (True, True)


def test_what_was_not_chosen_is_nowhere(stage: Stage) -> None:
    stage.engagement("Private dinner")
    stage.engagement("Host only", by=stage.host, visibility=Visibility.HOST)
    published(stage, stage.engagement("Courtesy call"))
    answers = [Client().get(address(stage, name)).content.decode() for name in PUBLIC]
    assert [("Private dinner" in text, "Host only" in text) for text in answers] == [(False, False)] * 3


def test_nobody_who_comes_is_named(stage: Stage) -> None:
    call = stage.engagement()
    stage.attends(call, stage.harrell)
    published(stage, call)
    assert [str(stage.harrell) in Client().get(address(stage, name)).content.decode() for name in PUBLIC] == [
        False,
        False,
        False,
    ]


def test_a_change_stays_unpublished_until_both_say_yes_again(stage: Stage) -> None:
    call = stage.engagement("Courtesy call")
    programme = published(stage, call)
    values = {"starts": datetime(2024, 4, 17, 18), "ends": datetime(2024, 4, 17, 19), "zone": call.zone}
    change_engagement(call, values, seen=call.version, by=stage.guest)
    assert "17:00–17:45" in Client().get(address(stage)).content.decode()
    assert [(one.yes, one.outdated) for one in publishing(stage.mission, stage.guest).sides] == [
        (False, True)
    ] * 2
    agree(stage, agree(stage, programme, by=stage.guest), by=stage.host)
    assert "18:00–19:00" in Client().get(address(stage)).content.decode()


def test_a_yes_to_an_earlier_draft_is_refused(stage: Stage) -> None:
    programme = draft(stage, stage.engagement())
    trace = trace_of(drafted(programme))
    draft(stage, stage.engagement("Another"), seen=programme.version, intro="Other words")
    with pytest.raises(DraftChanged):
        agree_public_programme(programme, trace=trace, by=stage.host)
    assert PublicProgramme.objects.get().published_at is None


def test_what_becomes_private_or_is_removed_is_gone_at_once(stage: Stage) -> None:
    call, visit, dinner = stage.engagement("Call"), stage.engagement("Visit"), stage.engagement("Dinner")
    published(stage, call, visit, dinner)
    assert "Visit" in Client().get(address(stage)).content.decode()
    change_engagement(visit, {"visibility": Visibility.HOST}, seen=visit.version, by=stage.host)
    remove_part(dinner, by=stage.guest)
    texts = [Client().get(address(stage, name)).content.decode() for name in PUBLIC]
    assert [("Call" in text, "Visit" in text, "Dinner" in text) for text in texts] == [
        (True, False, False)
    ] * 3


def test_either_side_takes_it_back_at_once_also_from_copies(stage: Stage) -> None:
    programme = published(stage, stage.engagement())
    first = Client().get(address(stage))
    assert Client().get(address(stage), headers={"if-none-match": first["ETag"]}).status_code == 304
    withdraw_public_programme(programme, by=stage.host)
    again = Client().get(address(stage), headers={"if-none-match": first["ETag"]})
    assert [again.status_code, *(Client().get(address(stage, name)).status_code for name in PUBLIC)] == [
        404
    ] * 4
    assert first["Cache-Control"] == "public, no-cache"


def test_taken_back_by_one_side_both_must_say_yes_again(stage: Stage) -> None:
    programme = withdraw_public_programme(published(stage, stage.engagement()), by=stage.host)
    assert agree(stage, programme, by=stage.guest).published_at is None
    assert agree(stage, programme, by=stage.host).published_at is not None


def test_it_is_logged_who_said_yes_and_what_became_public(stage: Stage) -> None:
    withdraw_public_programme(published(stage, stage.engagement()), by=stage.host)
    about = Activity.objects.filter(content_type__model="publicprogramme").order_by("pk")
    assert [(one.verb, one.by) for one in about if one.verb not in {"added", "changed"}] == [
        ("accepted", stage.guest),
        ("accepted", stage.host),
        ("published", stage.host),
        ("withdrawn", stage.host),
    ]


def test_the_other_side_is_asked_by_letter_and_only_it(stage: Stage) -> None:
    draft(stage, stage.engagement())
    assert [letter.mail for letter in Letter.objects.filter(kind="work")] == [stage.host.email]


def test_where_nobody_of_the_other_side_has_access_there_is_nobody_to_ask(stage: Stage) -> None:
    Membership.objects.filter(user=stage.host).delete()
    assert draft(stage, stage.engagement()).published_at is not None


def test_tentative_private_and_foreign_engagements_are_refused_by_name(stage: Stage) -> None:
    maybe = stage.engagement("Maybe", status="tentative")
    own = stage.engagement("Own", visibility=Visibility.GUEST)
    with pytest.raises(NotPublishable, match="Maybe, Own"):
        draft(stage, stage.engagement(), maybe, own)
    with pytest.raises(NothingChosen):
        draft(stage)
    assert PublicProgramme.objects.count() == 0


def test_the_press_office_says_yes_and_an_assistant_does_not(stage: Stage) -> None:
    programme = draft(stage, stage.engagement())
    for role, expected in ((Role.PRESS, 302), (Role.ASSISTANT, 403), (Role.DELEGATE, 403)):
        user = open_account(f"{role}@example.org", "Sample", PASSWORD, office=None)
        give_access(stage.mission, user, side=Side.HOST, role=role, by=stage.host)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.post(reverse("publishing-agree", args=[stage.mission.slug]), {"trace": "wrong"})
        assert answer.status_code == expected
    assert programme.consents.count() == 1


def test_somebody_whose_access_just_ended_changes_nothing(stage: Stage) -> None:
    programme = draft(stage, stage.engagement())
    Membership.objects.filter(user=stage.host).delete()
    with pytest.raises(NotYours):
        withdraw_public_programme(programme, by=stage.host)
    assert programme.consents.count() == 1


def test_the_calendar_and_the_data_say_what_the_page_says(stage: Stage) -> None:
    call = stage.engagement("Courtesy call", venue=stage.city_hall)
    published(stage, call, stage.engagement("Tour", part="morning"))
    events = Calendar.from_ical(Client().get(address(stage, "public-calendar")).content).walk("VEVENT")
    assert [(str(one["summary"]), str(one["status"])) for one in events] == [
        ("Courtesy call", "CONFIRMED"),
        ("Tour (Morning)", "CONFIRMED"),
    ]
    assert str(events[0]["uid"]).startswith(f"public-{call.uuid}@")
    data = json.loads(Client().get(address(stage, "public-data")).content)
    assert [one["name"] for one in data["subEvent"]] == ["Courtesy call", "Tour"]
    assert data["subEvent"][0]["startDate"] == "2024-04-17T17:00:00+09:00"


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_public_pages_cost_two_queries_and_then_none(
    stage: Stage, rows: int, name: str, django_assert_num_queries: Any
) -> None:
    published(stage, *[stage.engagement(f"Item {row}") for row in range(rows)])
    public_pages.forget()
    with django_assert_num_queries(COLD):
        first = Client().get(address(stage, name))
    with django_assert_num_queries(WARM):
        again = Client().get(address(stage, name))
    assert (first.status_code, first.content == again.content) == (200, True)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_page_of_both_sides_costs_the_same_for_any_number(
    stage: Stage, rows: int, django_assert_num_queries: Any
) -> None:
    draft(stage, *[stage.engagement(f"Item {row}") for row in range(rows)])
    client = Client()
    client.force_login(stage.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reverse("publishing", args=[stage.mission.slug])
    client.get(page)
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(page).status_code == 200


def test_a_draft_is_made_on_the_page_and_agreed_to_on_the_other_side(stage: Stage) -> None:
    call = stage.engagement()
    page = reverse("publishing-edit", args=[stage.mission.slug])
    clients = {}
    for user in (stage.guest, stage.host):
        clients[user] = Client()
        clients[user].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert clients[stage.guest].post(page, {"intro_0": "Hello", "engagements": []}).status_code == 422
    assert clients[stage.guest].post(page, {"intro_0": "Hello", "engagements": [call.pk]}).status_code == 302
    trace = publishing(stage.mission, stage.host).trace
    clients[stage.host].post(reverse("publishing-agree", args=[stage.mission.slug]), {"trace": trace})
    assert "Hello" in Client().get(address(stage)).content.decode()


def test_the_start_leads_to_the_readers_language(stage: Stage) -> None:
    page = reverse("public-start", args=[stage.mission.slug])
    answer = Client().get(page, headers={"accept-language": "ko"})
    assert (answer.status_code, answer["Location"]) == (302, address(stage, language="ko"))

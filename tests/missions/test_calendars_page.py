"""The page on which calendar addresses are made, copied and ended."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Side
from legation.kernel.links import token
from legation.missions.actions import give_access, make_calendar_link
from legation.missions.choices import Role
from legation.missions.models import CalendarLink
from tests.missions.stage import Stage, build


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def offered(stage: Stage, user: Any) -> list[str]:
    answer = as_(user).get(reverse("calendars", args=[stage.mission.slug]))
    assert answer.status_code == 200
    groups = answer.context["form"].fields["delegate"].choices
    return [label.partition(",")[0] for _group, rows in list(groups)[1:] for _pk, label in rows]


def test_each_may_hand_out_what_is_theirs(stage: Stage) -> None:
    give_access(
        stage.mission, stage.stranger, side=Side.GUEST, role=Role.ASSISTANT, by=stage.guest,
        stands_for=[stage.harrell],
    )  # fmt: skip
    assert offered(stage, stage.guest) == ["Bruce Harrell", "Lynne Robinson", "Gail Guestsecret"]
    assert offered(stage, stage.host) == ["Park Heong-joon", "Hoon Hostsecret"]
    assert offered(stage, stage.stranger) == ["Bruce Harrell"]


def test_an_address_is_made_shown_and_revoked(stage: Stage) -> None:
    client, slug = as_(stage.guest), stage.mission.slug
    made = client.post(
        reverse("calendar-new", args=[slug]),
        {"delegate": str(stage.harrell.pk), "language": "ko"},
        follow=True,
    )
    link = CalendarLink.objects.get()
    assert (link.delegate, link.language, link.side, link.user) == (stage.harrell, "ko", "guest", stage.guest)
    address = f"http://localhost:8000/calendar/{token(link.key, 'calendar')}.ics"
    assert made.content.decode().count(f'readonly value="{address}"') == 1
    assert Client().get(reverse("calendar-feed", args=[token(link.key, "calendar")])).status_code == 200
    assert as_(stage.host).post(reverse("calendar-revoke", args=[slug, link.pk])).status_code == 404
    assert Client().get(reverse("calendar-feed", args=[token(link.key, "calendar")])).status_code == 200
    ended = client.post(reverse("calendar-revoke", args=[slug, link.pk]), follow=True)
    assert ended.content.decode().count(address) == 0
    assert Client().get(reverse("calendar-feed", args=[token(link.key, "calendar")])).status_code == 404


@pytest.mark.parametrize("who", ["park", "host_secret"])
def test_nobody_hands_out_the_other_sides_calendars(stage: Stage, who: str) -> None:
    answer = as_(stage.guest).post(
        reverse("calendar-new", args=[stage.mission.slug]),
        {"delegate": str(getattr(stage, who).pk), "language": "en"},
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["delegate"])
    assert CalendarLink.objects.count() == 0


def test_the_other_sides_addresses_are_not_listed(stage: Stage) -> None:
    link = make_calendar_link(stage.mission, by=stage.host, language="en")
    pages = [
        as_(user).get(reverse("calendars", args=[stage.mission.slug])).content.decode()
        for user in (stage.host, stage.guest)
    ]
    assert [text.count(link.key) > 0 for text in pages] == [True, False]
    assert as_(stage.stranger).get(reverse("calendars", args=[stage.mission.slug])).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_asks_the_database_as_often_for_one_as_for_twelve(
    stage: Stage, django_assert_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        make_calendar_link(stage.mission, by=stage.guest, language="en", delegate=stage.harrell)
    client = as_(stage.guest)
    with django_assert_num_queries(8):
        answer = client.get(reverse("calendars", args=[stage.mission.slug]))
    assert answer.content.decode().count('class="link"') == count

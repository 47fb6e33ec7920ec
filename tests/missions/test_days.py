"""Links to somebody's day: who may hand them out, how they are sent, and how they end."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from legation.kernel import postman
from legation.kernel.choices import Side, Visibility
from legation.kernel.links import token
from legation.kernel.models import Activity, Letter
from legation.missions.actions import change_delegate, give_access, take_access
from legation.missions.actions.days import (
    AlreadyOver,
    NobodysDay,
    NotYoursToShow,
    NowhereToSend,
    make_day_link,
    revoke_day_link,
    send_day_link,
)
from legation.missions.actions.releases import release_programme
from legation.missions.choices import Role
from legation.missions.models import DayLink
from legation.missions.queries.days import day_link_behind, day_links_of, day_path, link_principals
from legation.missions.queries.releases import waiting_for
from tests.missions.stage import Stage, build

NOW = datetime(2024, 4, 16, 3, tzinfo=UTC)  # noon in Busan
ENDS = datetime(2024, 4, 28, tzinfo=UTC)


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def as_(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def link_of(stage: Stage, *delegates: Any, by: Any = None, **values: Any) -> DayLink:
    told = {"language": "en", "expires_at": ENDS, **values}
    return make_day_link(stage.mission, delegates or (stage.harrell,), by=by or stage.guest, **told)


@pytest.fixture(autouse=True)
def _then() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_link_opens_the_days_that_its_maker_may_hand_out(stage: Stage) -> None:
    link = link_of(stage, stage.harrell, stage.robinson)
    found = day_link_behind(day_path(link), NOW)
    assert found == link
    assert list(link_principals(found)) == [stage.harrell, stage.robinson]
    assert day_path(link) == token(link.key, "day")
    assert len(day_path(link)) == 56


@pytest.mark.parametrize("place", [0, 20, 55])
def test_an_address_that_is_one_letter_wrong_opens_nothing(stage: Stage, place: int) -> None:
    path = day_path(link_of(stage))
    wrong = path[:place] + ("0" if path[place] != "0" else "1") + path[place + 1 :]
    assert day_link_behind(wrong, NOW) is None
    link = DayLink.objects.get()
    assert day_link_behind(token(link.key, "calendar"), NOW) is None  # another door's signature


def test_a_link_ends_when_revoked_when_over_and_with_what_it_rests_on(stage: Stage) -> None:
    revoked, ended = link_of(stage), link_of(stage, expires_at=NOW + timedelta(hours=1))
    revoke_day_link(revoked, by=stage.guest)
    assert day_link_behind(day_path(revoked), NOW) is None
    assert day_link_behind(day_path(ended), NOW + timedelta(minutes=59)) == ended
    assert day_link_behind(day_path(ended), NOW + timedelta(hours=1)) is None
    several = link_of(stage, stage.harrell, stage.robinson)
    change_delegate(stage.harrell, {"status": "withdrawn"}, seen=1, by=stage.guest)
    assert list(link_principals(day_link_behind(day_path(several), NOW))) == [stage.robinson]
    change_delegate(stage.robinson, {"status": "declined"}, seen=1, by=stage.guest)
    assert day_link_behind(day_path(several), NOW) is None


def test_links_end_with_the_access_of_who_made_them(stage: Stage) -> None:
    theirs = give_access(
        stage.mission, stage.stranger, side=Side.GUEST, role=Role.ASSISTANT, by=stage.guest,
        stands_for=[stage.harrell],
    )  # fmt: skip
    link = link_of(stage, by=stage.stranger)
    assert day_link_behind(day_path(link), NOW) == link
    take_access(theirs, by=stage.guest)
    assert day_link_behind(day_path(link), NOW) is None
    link.refresh_from_db()
    assert link.revoked_at == NOW


def test_nobody_hands_out_the_other_sides_day_or_one_that_they_do_not_serve(stage: Stage) -> None:
    give_access(
        stage.mission, stage.stranger, side=Side.GUEST, role=Role.ASSISTANT, by=stage.guest,
        stands_for=[stage.harrell],
    )  # fmt: skip
    for by, delegate in (
        (stage.guest, stage.park),
        (stage.guest, stage.host_secret),
        (stage.host, stage.harrell),
        (stage.stranger, stage.robinson),
    ):
        with pytest.raises(NotYoursToShow):
            link_of(stage, delegate, by=by)
    with pytest.raises(NobodysDay):
        make_day_link(stage.mission, [], by=stage.guest, language="en", expires_at=ENDS)
    with pytest.raises(AlreadyOver):
        link_of(stage, expires_at=NOW)
    assert DayLink.objects.count() == 0


def test_a_letter_carries_the_address_and_the_database_does_not(stage: Stage) -> None:
    link = link_of(stage, mail="Office@Seattle.example", language="ko", name="Aide", send=True)
    letter = Letter.objects.get()
    assert day_path(link) not in str(letter.lines)
    assert letter.lines[0]["url"] == f"/my-day/~day~{link.key}~/"
    assert (letter.language, letter.visibility, letter.expires_at) == ("ko", "guest", ENDS)
    assert postman.send_due() == 1
    sent = mail.outbox[0]
    assert sent.to == ["Aide <office@seattle.example>"]
    assert sent.body.count(f"http://localhost:8000/my-day/{day_path(link)}/") == 1


def test_a_letter_that_waits_is_taken_back_with_its_link(stage: Stage) -> None:
    link = link_of(stage, mail="office@seattle.example", send=True)
    revoke_day_link(link, by=stage.guest)
    assert Letter.objects.get().status == "withdrawn"
    with pytest.raises(NowhereToSend):
        send_day_link(link_of(stage), by=stage.guest)


def test_the_page_makes_sends_lists_and_revokes_links(stage: Stage) -> None:
    client, slug = as_(stage.guest), stage.mission.slug
    asked = {
        "delegates": [stage.harrell.pk, stage.robinson.pk],
        "name": "Aide",
        "language": "ko",
        "expires_on": "2024-04-22",
        "mail": "aide@seattle.example",
        "send": "on",
    }
    made = client.post(reverse("day-link-new", args=[slug]), asked, follow=True)
    link = DayLink.objects.get()
    assert (link.side, link.language, link.user, Letter.objects.count()) == ("guest", "ko", stage.guest, 1)
    assert link.expires_at == datetime(2024, 4, 22, 14, 59, 59, tzinfo=UTC)  # midnight where the hosts are
    address = f"http://localhost:8000/my-day/{day_path(link)}/"
    assert made.content.decode().count(f'readonly value="{address}"') == 1
    assert [row.reader for row in day_links_of(stage.mission, stage.guest, NOW)] == ["Aide"]
    assert day_links_of(stage.mission, stage.host, NOW) == []
    assert as_(stage.host).post(reverse("day-link-revoke", args=[slug, link.pk])).status_code == 404
    assert client.post(reverse("day-link-send", args=[slug, link.pk])).status_code == 302
    assert Letter.objects.count() == 2
    client.post(reverse("day-link-revoke", args=[slug, link.pk]))
    assert day_links_of(stage.mission, stage.guest, NOW) == []
    logged = Activity.objects.filter(visibility="guest", verb__in=["linked", "revoked"]).values_list(
        "verb", "label"
    )
    assert sorted(logged) == [
        ("linked", "Bruce Harrell"),
        ("linked", "Lynne Robinson"),
        ("revoked", "Bruce Harrell"),
        ("revoked", "Lynne Robinson"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        (
            {"delegates": []},
            "delegates",
            "Choose whose day it is: one delegate, or the principals of one assistant.",
        ),
        (
            {"expires_on": "2024-02-30"},
            "expires_on",
            "This is not a date of the calendar. Write it as 2024-04-17.",
        ),
        (
            {"expires_on": "2024-04-15"},
            "expires_on",
            "The link would have ended already. Choose a later day.",
        ),
        ({"send": "on"}, "mail", "Give the address that it is sent to."),
        ({"mail": "no address"}, "mail", "Enter a valid email address."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    stage: Stage, wrong: dict[str, Any], field: str, told: str
) -> None:
    asked = {"delegates": [stage.harrell.pk], "language": "en", "expires_on": "2024-04-22", **wrong}
    answer = as_(stage.guest).post(reverse("day-link-new", args=[stage.mission.slug]), asked)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [told]}
    assert DayLink.objects.count() == Letter.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_for_any_number_of_links(
    stage: Stage, django_assert_num_queries: Any, count: int
) -> None:
    for _n in range(count):
        link_of(stage, stage.harrell, stage.robinson)
    client = as_(stage.guest)
    with django_assert_num_queries(9):
        answer = client.get(reverse("day-links", args=[stage.mission.slug]))
    assert len(answer.context["rows"]) == count


def test_a_version_keeps_which_links_were_live(stage: Stage) -> None:
    stage.attends(stage.engagement(), stage.harrell)
    link_of(stage, name="Aide")
    revoke_day_link(link_of(stage), by=stage.guest)
    link_of(stage, stage.park, by=stage.host)
    looked = waiting_for(stage.mission, stage.guest, Visibility.SHARED).trace
    values = {"note": "", "audience": "shared", "mail": False, "looked": looked}
    release = release_programme(stage.mission, values, by=stage.guest)
    kept = release.recipients.filter(delivery="day").order_by("side").values_list("side", "name")
    assert list(kept) == [("guest", "Aide"), ("host", "Park Heong-joon")]


def test_the_form_offers_a_week_beyond_the_mission(stage: Stage) -> None:
    form = as_(stage.guest).get(reverse("day-links", args=[stage.mission.slug])).context["form"]
    assert form.initial["expires_on"] == date(2024, 4, 27)

"""One's own account, the language of pages, health, headers, and what an administrator is not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.accounts.actions import MailAddressTaken, open_account, open_office
from legation.accounts.models import User
from tests.desk.browsing import words
from tests.world import World

pytestmark = pytest.mark.django_db


def test_name_and_language_are_ones_own_to_change(world: World, as_: Callable[..., Client]) -> None:
    client, where = as_(world.guest), reverse("account")
    assert "guest-organiser@test.example" in words(client.get(where))
    answer = client.post(
        where, {"name": "새 이름", "language": "ko", "duty": "reader", "email": "x@y.example"}
    )
    world.guest.refresh_from_db()
    assert (answer.status_code, world.guest.name, world.guest.language) == (302, "새 이름", "ko")
    assert (world.guest.email, world.guest.duty) == ("guest-organiser@test.example", "staff")
    page = client.get(where)
    assert '<html lang="ko"' in page.content.decode()
    assert client.post(where, {"name": "", "language": "ko"}).status_code == 422
    assert client.post(where, {"name": "A", "language": "xx"}).status_code == 422


def test_pages_speak_the_accounts_language_until_another_is_chosen(world: World) -> None:
    User.objects.filter(pk=world.guest.pk).update(language="ko")
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert '<html lang="ko"' in client.get(reverse("missions")).content.decode()
    answer = client.post(reverse("set-language"), {"language": "en", "next": "/missions/?a=1"})
    cookie = answer.cookies["django_language"]
    assert (answer["Location"], cookie.value, bool(cookie["httponly"]), cookie["samesite"]) == (
        "/missions/?a=1",
        "en",
        True,
        "Lax",
    )
    assert '<html lang="en"' in client.get(reverse("missions")).content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\\\\evil.example",
    ],
)
def test_the_language_switch_leads_to_no_other_site(db: None, target: str) -> None:
    answer = Client().post(reverse("set-language"), {"language": "ko", "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_language_switch_takes_what_is_no_address_for_no_name_of_a_page(db: None) -> None:
    answer = Client().post(reverse("set-language"), {"language": "ko", "next": "1e999999"})
    assert (answer.status_code, answer["Location"]) == (302, "1e999999")


@pytest.mark.parametrize("language", ["xx", "", "../en", "de"])
def test_a_language_that_is_not_spoken_is_not_remembered(db: None, language: str) -> None:
    answer = Client().post(reverse("set-language"), {"language": language})
    assert (answer.status_code, "django_language" in answer.cookies) == (302, False)
    assert Client().get(reverse("set-language")).status_code == 405


def test_health_says_that_the_database_answers(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = Client().get(reverse("health"))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


def test_every_page_forbids_what_it_does_not_need(world: World, as_: Callable[..., Client]) -> None:
    client = as_(world.guest)
    pages = [reverse(name) for name in ("account_login", "missions", "people", "style")]
    for where in (*pages, "/no-such-page/"):
        answer = client.get(where, follow=True)
        rules = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert (rules["default-src"], rules["script-src"], rules["style-src"]) == (
            "'none'",
            "'self'",
            "'self'",
        )
        assert (rules["frame-ancestors"], rules["base-uri"], rules["form-action"]) == (
            "'none'",
            "'none'",
            "'self'",
        )
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert (answer["X-Frame-Options"], answer["Referrer-Policy"], answer["X-Content-Type-Options"]) == (
            "DENY",
            "same-origin",
            "nosniff",
        )


def test_cookies_are_out_of_reach_of_scripts(world: World) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.post(
        reverse("account_login"), {"login": "host-protocol@test.example", "password": "sample-password-1"}
    )
    flags = {
        name: (bool(one["httponly"]), one["samesite"])
        for name, one in client.cookies.items()
        if name != "messages"
    }
    assert flags == {"csrftoken": (True, "Lax"), "sessionid": (True, "Lax")}


def test_a_post_from_elsewhere_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("account"), {"name": "Stolen", "language": "en"}).status_code == 403
    world.guest.refresh_from_db()
    assert world.guest.name == "guest-organiser"


def test_an_administrator_sees_no_mission_by_being_one(world: World, as_: Callable[..., Client]) -> None:
    user = world.users["administrator"]
    assert (user.is_superuser, user.has_perm("accounts.administer"), user.has_perm("accounts.use")) == (
        True,
        True,
        True,
    )
    asked = {
        "missions.view_mission": world.mission,
        "missions.change_mission": world.mission,
        "outcomes.view_commitment": world.things["commitment"],
        "directory.view_person": world.things["guest-mayor"],
        "directory.keep": None,
        "missions.open_mission": None,
        "no.such": None,
    }
    assert [name for name, thing in asked.items() if user.has_perm(name, thing)] == []
    page = as_(user).get(reverse("missions"))
    assert (page.status_code, "Test mission" in words(page)) == (200, False)


def test_one_account_an_address_whatever_its_capitals(db: None) -> None:
    office = open_office("Office")
    assert open_office("Office") == office
    made = open_account("One@Test.example", "One", "a-long-password", office=office)
    assert (made.email, made.is_superuser, made.keeps_records) == ("one@test.example", False, False)
    with pytest.raises(MailAddressTaken) as refused:
        open_account("ONE@test.EXAMPLE", "Two", "a-long-password", office=None)
    assert str(refused.value) == "There is already an account with the address ONE@test.EXAMPLE."

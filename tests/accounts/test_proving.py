"""Personal data leaves the house only after somebody showed lately who they are."""

from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.urls import URLResolver, get_resolver

from legation.accounts.models import User
from tests.accounts.codes import code_of
from tests.accounts.test_second_factor import PASSWORD, log_in, set_up
from tests.accounts.test_sign_on import provider, sign_on, sso, user  # noqa: F401

pytestmark = pytest.mark.django_db
OUT = "/people/out/?as=csv"
AT = "2026-03-02T09:00:00Z"

ASKED = [
    "accreditations-list",
    "arrivals-list",
    "audit-out",
    "call-list",
    "delegation-out",
    "guest-list-csv",
    "guest-list-xlsx",
    "mission-out-zip",
    "organisations-out",
    "people-out",
    "people-xlsx",
    "person-held",
    "private-show",
    "rooming-list",
    "rooming-sent",
    "round-people-out",
    "survey-xlsx",
]


@pytest.fixture(autouse=True)
def _asks(settings: Any) -> None:
    settings.PROVE_MINUTES = 15


def test_which_pages_ask() -> None:
    def walk(patterns: list[Any]) -> Any:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif getattr(getattr(pattern.callback, "declaration", None), "fresh", False):
                yield pattern.name

    assert sorted(walk(get_resolver().url_patterns)) == ASKED


def test_a_login_is_enough_for_a_quarter_of_an_hour(user: User) -> None:  # noqa: F811
    client = Client()
    with time_machine.travel(AT, tick=False) as clock:
        log_in(client)
        assert client.get(OUT).status_code == 200
        clock.shift(14 * 60)
        assert client.get(OUT).status_code == 200
        clock.shift(61)
        asked = client.get(OUT)
        assert asked["Location"] == f"/account/reauthenticate/?next={quote(OUT, safe='')}"
        wrong = client.post(asked["Location"], {"password": "wrong", "next": OUT})
        assert wrong.status_code == 200
        assert client.get(OUT).status_code == 302
        right = client.post(asked["Location"], {"password": PASSWORD, "next": OUT})
        assert right["Location"] == OUT
        assert client.get(OUT).status_code == 200


def test_a_code_is_enough_as_well(user: User) -> None:  # noqa: F811
    client = Client()
    with time_machine.travel(AT, tick=False) as clock:
        secret = set_up(client)
        clock.shift(16 * 60)
        assert client.get(OUT).status_code == 302
        again = client.post("/account/factor/again/", {"code": code_of(secret), "next": OUT})
        assert again["Location"] == OUT
        assert client.get(OUT).status_code == 200


def test_a_session_that_nobody_logged_in_to_is_asked(user: User) -> None:  # noqa: F811
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(OUT).status_code == 302


def test_the_page_leads_nowhere_else(user: User) -> None:  # noqa: F811
    client = Client()
    log_in(client)
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.get(f"/me/prove/?next={quote(away)}").context["onward"] == "next=%2F"


def test_who_has_no_password_shows_it_at_the_provider(user: User, sso: str) -> None:  # noqa: F811
    user.set_unusable_password()
    user.save()
    client = Client()
    with time_machine.travel("2026-11-29T09:00:00Z", tick=True) as clock:
        sign_on(client, sso, "u-1")
        assert client.get(OUT).status_code == 200
        clock.shift(16 * 60)
        assert client.get(OUT)["Location"] == f"/me/prove/?next={quote(OUT, safe='')}"
        page = client.get(f"/me/prove/?next={quote(OUT)}")
        assert page.status_code == 200
        assert "prompt%3Dlogin" in page.content.decode()
        answer = sign_on(client, sso, "u-1", page.context["asked"])
        assert answer["Location"] == OUT
        assert client.get(OUT).status_code == 200

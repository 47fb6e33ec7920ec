"""Where one is logged in: told, and ended from anywhere else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from legation.accounts.actions import open_account, open_office
from legation.accounts.models import User
from tests.accounts.test_second_factor import PASSWORD, log_in

pytestmark = pytest.mark.django_db
SECURITY = "/me/security/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def user(db: None) -> User:
    return open_account("who@test.example", "Who Am", PASSWORD, office=open_office("Office"))


def browser(agent: str, address: str = "192.0.2.7") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert log_in(client).status_code == 302
    return client


def told(client: Client) -> list[Any]:
    return [
        (place.browser, place.system, place.address, place.here)
        for place in client.get(SECURITY).context["places"]
    ]


def test_each_browser_is_told_with_its_address_the_own_one_first(user: User) -> None:
    phone, desk = browser(PHONE), browser(DESK, "2001:db8::1")
    assert told(phone) == [
        ("Safari", "iPhone", "192.0.2.7", True),
        ("Firefox", "Windows", "2001:db8::1", False),
    ]
    assert told(desk)[0] == ("Firefox", "Windows", "2001:db8::1", True)


def test_one_is_ended_and_the_others_stay(user: User) -> None:
    phone, desk, third = browser(PHONE), browser(DESK), browser("curl/8")
    lost = next(place for place in desk.get(SECURITY).context["places"] if place.system == "iPhone")
    assert desk.post(f"{SECURITY}browsers/{lost.key}/end/").status_code == 302
    assert [client.get("/missions/").status_code for client in (phone, desk, third)] == [302, 200, 200]
    assert len(told(desk)) == 2


def test_all_others_are_ended_at_once(user: User) -> None:
    phone, desk, third = browser(PHONE), browser(DESK), browser("")
    desk.post(f"{SECURITY}browsers/end/")
    assert [client.get("/missions/").status_code for client in (phone, desk, third)] == [302, 200, 302]
    assert told(desk) == [("Firefox", "Windows", "192.0.2.7", True)]


def test_nobody_ends_what_is_another_s(user: User) -> None:
    other = open_account("other@test.example", "Other", PASSWORD, office=None)
    desk = browser(DESK)
    key = desk.get(SECURITY).context["places"][0].key
    stranger = Client()
    stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert stranger.post(f"{SECURITY}browsers/{key}/end/").status_code == 404
    stranger.post(f"{SECURITY}browsers/end/")
    assert desk.get("/missions/").status_code == 200


def test_a_new_password_ends_all_others(user: User) -> None:
    phone, desk = browser(PHONE), browser(DESK)
    values = {"oldpassword": PASSWORD, "password1": "another password 2", "password2": "another password 2"}
    assert desk.post("/account/password/change/", values).status_code == 302
    assert [client.get("/missions/").status_code for client in (phone, desk)] == [302, 200]
    assert told(desk) == [("Firefox", "Windows", "192.0.2.7", True)]


@pytest.mark.parametrize("address", ["", "unknown", "/run/socket", "1.2.3.4:80", "x" * 300])
def test_a_proxy_that_names_no_address_stops_no_login(user: User, settings: Any, address: str) -> None:
    settings.BEHIND_PROXY = True
    client = Client(headers={"x-forwarded-for": address}, REMOTE_ADDR="")
    assert log_in(client).status_code == 302
    assert told(client) == [("", "", "127.0.0.1", True)]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_one_query_count_for_any_number_of_browsers(
    user: User, django_assert_num_queries: Callable[..., Any], count: int
) -> None:
    client = browser(DESK)
    for number in range(count - 1):
        browser(PHONE, f"192.0.2.{number + 10}")
    with django_assert_num_queries(5):
        page = client.get(SECURITY)
    assert len(page.context["places"]) == count

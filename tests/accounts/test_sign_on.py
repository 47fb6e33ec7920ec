"""Single sign-on at a real identity provider, which the tests start: who gets in, and who does not."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from legation.accounts.actions import open_account, open_office
from legation.accounts.adapter import _issuer
from legation.accounts.models import User
from tests.accounts.codes import code_of
from tests.accounts.test_second_factor import FACTOR, PASSWORD, set_up

pytestmark = pytest.mark.django_db
NOT_ENDED = "The login there did not come to an end. Nothing was changed; try it again."


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = (
        Known(sub="u-1", claims={"email": "Who@test.example", "email_verified": True, "name": "Who Am"}),
        Known(sub="u-2", claims={"email": "who@test.example", "email_verified": True, "name": "Who Else"}),
        Known(sub="u-3", claims={"email": "who@test.example", "email_verified": False, "name": "Who Not"}),
        Known(sub="u-4", claims={"email": "new@city.example", "email_verified": True, "name": "New\r\nOne"}),
        Known(sub="u-5", claims={"email": "who@test.example", "email_verified": "false", "name": "Who Not"}),
        Known(sub="u-6", claims={}),
    )
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def user(db: None) -> User:
    return open_account("who@test.example", "Who Am", PASSWORD, office=open_office("Office"))


@pytest.fixture
def sso(provider: str, settings: Any) -> str:
    """The installation uses this provider; gives its part of the address."""
    settings.OIDC_ID = "login.test"
    app = {
        "provider_id": "login.test",
        "name": "City login",
        "client_id": "legation",
        "secret": "a secret",
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return "/account/sign-on/login.test/"


def to_provider(client: Client, sso: str, asked: str = "process=login") -> str:
    """The address at the provider that the browser is sent to."""
    answer = client.post(f"{sso}?{asked}", headers={"host": "localhost:8000"})
    assert answer.status_code == 302
    return str(answer["Location"])


def back_from(where: str, sub: str) -> str:
    """Logs in at the provider as its own page does; gives where it sends the browser back to."""
    answer = requests.post(where, data={"sub": sub}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def sign_on(client: Client, sso: str, sub: str, asked: str = "process=login") -> Any:
    back = urlsplit(back_from(to_provider(client, sso, asked), sub))
    assert back.path == f"{sso}back/"
    return client.get(f"{back.path}?{back.query}", headers={"host": "localhost:8000"})


def refused(answer: Any) -> str:
    assert answer.status_code == 403
    return str(answer.context["why"])


def test_the_page_to_log_in_names_the_provider_and_sends_a_challenge(user: User, sso: str) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "Log in with City login" in page
    asked = parse_qs(urlsplit(to_provider(Client(), sso)).query)
    assert (asked["response_type"], asked["code_challenge_method"], set(asked["scope"][0].split())) == (
        ["code"],
        ["S256"],
        {"openid", "profile", "email"},
    )
    assert (len(asked["code_challenge"][0]), len(asked["state"][0]) >= 16) == (43, True)


def test_without_a_provider_nothing_is_offered(user: User) -> None:
    page = Client().get("/account/login/").content.decode()
    assert re.findall(r"/account/sign-on/", page) == []
    assert Client().post("/account/sign-on/login.test/").status_code == 404


def test_who_has_an_account_gets_in_by_their_verified_address(user: User, sso: str) -> None:
    client = Client()
    assert sign_on(client, sso, "u-1")["Location"] == "/missions/"
    assert client.get("/missions/").context["user"] == user
    user.refresh_from_db()
    assert user.check_password(PASSWORD), "the password stays"
    assert list(SocialAccount.objects.values_list("user", "provider", "uid")) == [
        (user.pk, "login.test", "u-1")
    ]
    again = Client()
    assert sign_on(again, sso, "u-1")["Location"] == "/missions/"


def test_one_goes_back_to_where_one_wanted(user: User, sso: str) -> None:
    assert sign_on(Client(), sso, "u-1", "process=login&next=/people/")["Location"] == "/people/"
    elsewhere = sign_on(Client(), sso, "u-1", "process=login&next=https://evil.example/")
    assert elsewhere["Location"] == "/missions/"


def test_an_address_that_passed_to_somebody_else_opens_nothing(user: User, sso: str) -> None:
    sign_on(Client(), sso, "u-1")
    client = Client()
    assert (
        refused(sign_on(client, sso, "u-2"))
        == "Somebody else at the identity provider logs in to this account."
    )
    assert client.get("/missions/").status_code == 302


@pytest.mark.parametrize("sub", ["u-3", "u-5", "u-6"])
def test_an_unverified_address_opens_nothing(user: User, sso: str, sub: str) -> None:
    client = Client()
    assert (
        refused(sign_on(client, sso, sub))
        == "The identity provider does not say that your mail address is verified."
    )
    assert (client.get("/missions/").status_code, SocialAccount.objects.count()) == (302, 0)


def test_strangers_get_no_account_unless_the_operator_lists_their_domain(sso: str, settings: Any) -> None:
    assert refused(sign_on(Client(), sso, "u-4")).startswith(
        "There is no account with the address new@city.example."
    )
    assert User.objects.count() == 0
    settings.OIDC_DOMAINS, settings.OIDC_OFFICE = ["city.example"], "City hall"
    client = Client()
    assert sign_on(client, sso, "u-4")["Location"] == "/missions/"
    made = User.objects.get()
    assert (made.email, made.name, str(made.office), made.duty, made.has_usable_password()) == (
        "new@city.example",
        "New One",
        "City hall",
        "reader",
        False,
    )


def test_a_closed_account_stays_closed(user: User, sso: str) -> None:
    sign_on(Client(), sso, "u-1")
    User.objects.update(is_active=False)
    client = Client()
    sign_on(client, sso, "u-1")
    assert client.get("/missions/").status_code == 302
    SocialAccount.objects.all().delete()
    assert (
        refused(sign_on(Client(), sso, "u-1")) == "The account with the address who@test.example is closed."
    )


def test_a_second_factor_is_asked_for_all_the_same(user: User, sso: str) -> None:
    secret = set_up(Client())
    client = Client()
    assert sign_on(client, sso, "u-1")["Location"] == FACTOR
    assert client.get("/missions/").status_code == 302
    client.post(FACTOR, {"code": code_of(secret, 1)})
    assert client.get("/missions/").status_code == 200


def test_an_answer_of_another_browser_or_a_second_time_is_nothing(user: User, sso: str) -> None:
    client, other = Client(), Client()
    back = urlsplit(back_from(to_provider(client, sso), "u-1"))
    where = f"{back.path}?{back.query}"
    told = refused(other.get(where, headers={"host": "localhost:8000"}))
    assert told == NOT_ENDED
    assert client.get(where, headers={"host": "localhost:8000"})["Location"] == "/missions/"
    assert refused(client.get(where, headers={"host": "localhost:8000"})) == told


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=y", "?error=access_denied", "?state=%00&code=%00"]
)
def test_made_up_answers_are_refused(sso: str, query: str) -> None:
    assert Client().get(f"{sso}back/{query}").status_code == 403


def test_nobody_ties_another_login_to_a_session_that_they_took(user: User, sso: str) -> None:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert sign_on(client, sso, "u-2", "process=connect")["Location"] == "/me/security/"
    assert SocialAccount.objects.count() == 0


def test_a_provider_that_calls_itself_otherwise_than_is_set_opens_nothing(
    user: User, sso: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    back = urlsplit(back_from(to_provider(client, sso), "u-1"))
    monkeypatch.setattr("legation.accounts.adapter._issuer", lambda _app: "https://login.city.example")
    answer = client.get(f"{back.path}?{back.query}", headers={"host": "localhost:8000"})
    assert (answer.status_code, "_auth_user_id" in client.session) == (403, False)
    assert "by another name than is set here" in answer.content.decode()


@pytest.mark.parametrize(
    ("told", "issuer"),
    [
        ("https://login.city.example/", "https://login.city.example"),
        (
            "https://login.city.example/realm/.well-known/openid-configuration",
            "https://login.city.example/realm",
        ),
    ],
)
def test_the_name_of_the_provider_is_that_of_the_setting(told: str, issuer: str) -> None:
    assert _issuer(SimpleNamespace(settings={"server_url": told})) == issuer


def test_a_provider_that_is_down_is_told(user: User, sso: str, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://localhost:9"
    )
    answer = Client().post(f"{sso}?process=login")
    assert answer.status_code == 502
    assert (
        answer.context["why"] == "The login there did not come to an end. Nothing was changed; try it again."
    )

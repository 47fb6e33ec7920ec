"""Who gets in, how often they may try, and how a forgotten password is mended."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from legation.accounts.actions import open_account, open_office
from legation.accounts.models import User
from tests.desk.browsing import words

pytestmark = pytest.mark.django_db
PASSWORD = "a long password 1"


@pytest.fixture
def user(db: None) -> User:
    return open_account("Who@Test.example", "Who Am", PASSWORD, office=open_office("Office"))


def log_in(client: Client, password: str = PASSWORD, email: str = "who@test.example", **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


@pytest.mark.parametrize(("language", "heading"), [("en", "Log in"), ("ko", "로그인")])
def test_login_speaks_the_visitors_language_and_lets_in(user: User, language: str, heading: str) -> None:
    client = Client(headers={"accept-language": language})
    page = client.get(reverse("account_login"))
    assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (200, True)
    assert heading in words(page, "h1")
    answer = log_in(client, email="WHO@test.example")
    assert (answer.status_code, answer["Location"]) == (302, reverse("missions"))
    assert client.get(reverse("missions")).status_code == 200


def test_login_goes_back_to_where_one_wanted_and_nowhere_else(user: User) -> None:
    assert log_in(Client(), next="/people/")["Location"] == "/people/"
    assert log_in(Client(), next="https://evil.example/")["Location"] == reverse("missions")


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(user: User) -> None:
    told = [words(log_in(Client(), *given)) for given in (("wrong",), (PASSWORD, "nobody@test.example"))]
    assert told[0] == told[1]
    assert "incorrect" in told[0] or "not correct" in told[0]


def test_a_wrong_password_is_logged_without_what_was_typed(user: User, settings: Any) -> None:
    with capture_logs() as lines:
        log_in(Client(), "wrong")
        log_in(Client(), "wrong", "WHO@test.example ")
        log_in(Client(), "wrong", "my password by mistake")
        log_in(Client())
    told = [line for line in lines if line["event"] == "login_refused"]
    assert [(line["caller"], line["log_level"]) for line in told] == [("127.0.0.1", "warning")] * 2
    assert told[0]["account"] == told[1]["account"]
    assert "who@test" not in str(lines)
    assert "by mistake" not in str(told)


def test_an_account_that_is_not_active_does_not_get_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    log_in(client)
    assert client.get(reverse("missions")).status_code == 302


def test_guessing_is_stopped_for_the_right_password_too(user: User) -> None:
    for _ in range(5):
        log_in(Client(), "wrong")
    client = Client()
    log_in(client)
    assert client.get(reverse("missions")).status_code == 302


def test_knocking_too_often_is_refused_for_everybody_at_that_address(user: User) -> None:
    statuses = [log_in(Client(), f"wrong {n}", f"{n}@test.example").status_code for n in range(31)]
    assert (statuses[0], statuses[-1]) == (200, 429)


def test_behind_a_proxy_each_caller_is_counted_alone(user: User, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for n in range(31):
        Client(headers={"x-forwarded-for": "203.0.113.1"}).post(
            reverse("account_login"), {"login": f"{n}@test.example", "password": "wrong"}
        )
    other = Client(headers={"x-forwarded-for": "203.0.113.2"})
    assert log_in(other).status_code == 302


def test_nobody_signs_up(db: None) -> None:
    where = reverse("account_signup")
    typed = {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (Client().get(where), Client().post(where, typed)):
        assert "Accounts are made for you" in words(answer)
    assert User.objects.count() == 0


def test_a_forgotten_password_is_mended_by_mail_once(user: User) -> None:
    client = Client()
    asked = client.post(reverse("account_reset_password"), {"email": "who@test.example"})
    assert (asked.status_code, len(mail.outbox), mail.outbox[0].to) == (302, 1, ["who@test.example"])
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[0].body)
    assert found is not None
    page = client.get(found[1], follow=True)
    where = page.redirect_chain[-1][0]
    new = "another long password 2"
    assert client.post(where, {"password1": "short", "password2": "short"}).status_code == 200
    assert client.post(where, {"password1": new, "password2": new}).status_code == 302
    assert log_in(Client()).status_code == 200
    assert log_in(Client(), new).status_code == 302
    assert "used already" in words(Client().get(found[1], follow=True))


def test_an_unknown_address_learns_nothing(user: User) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": "who@test.example"})
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody@test.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_the_password_is_changed_by_who_knows_it(user: User, as_: Callable[..., Client]) -> None:
    client, where, new = as_(user), reverse("account_change_password"), "another long password 2"
    wrong = client.post(where, {"oldpassword": "wrong", "password1": new, "password2": new})
    assert wrong.status_code == 200
    right = client.post(where, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert right.status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(reverse("account")).status_code == 200


def test_logging_out_is_a_post(user: User, as_: Callable[..., Client]) -> None:
    client = as_(user)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("missions")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(reverse("missions")).status_code == 302

"""A second factor: set up, asked for, used once, mended with recovery codes, sealed in the database."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from legation.accounts.actions import keep_secret, open_account, open_office
from legation.accounts.models import Secret, User
from legation.kernel import sealing
from tests.accounts.codes import code_of
from tests.desk.browsing import words

pytestmark = pytest.mark.django_db
PASSWORD = "a long password 1"
AGAIN, FACTOR = "/account/reauthenticate/", "/account/factor/"


@pytest.fixture
def user(db: None) -> User:
    return open_account("who@test.example", "Who Am", PASSWORD, office=open_office("Office"))


def log_in(client: Client) -> Any:
    return client.post(reverse("account_login"), {"login": "who@test.example", "password": PASSWORD})


def prove(client: Client, onward: str) -> Any:
    return client.post(f"{AGAIN}?next={onward}", {"password": PASSWORD, "next": onward})


def set_up(client: Client) -> str:
    """Adds an app; gives its secret."""
    log_in(client)
    add = f"{FACTOR}app/add/"
    assert client.get(add)["Location"].startswith(AGAIN)
    assert prove(client, add)["Location"] == add
    page = client.get(add)
    secret: str = page.context["form"].secret
    answer = client.post(add, {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, f"{FACTOR}codes/")
    return secret


def codes_of(user: User) -> list[str]:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(row.wrap().get_unused_codes())


def test_after_the_password_a_code_is_asked_for_and_each_counts_once(user: User) -> None:
    secret = set_up(Client())
    client = Client()
    assert log_in(client)["Location"] == FACTOR
    assert client.get("/missions/").status_code == 302, "half a login is none"
    wrong = client.post(FACTOR, {"code": "000000"})
    assert (wrong.status_code, wrong.context["form"].errors["code"]) == (
        200,
        ["This is not right, or it was used already. Try the next code."],
    )
    shown = code_of(secret, 1)
    assert client.post(FACTOR, {"code": shown})["Location"] == "/missions/"
    assert client.get("/missions/").status_code == 200
    other = Client()
    log_in(other)
    assert other.post(FACTOR, {"code": shown}).status_code == 200, "a code that was looked over a shoulder"
    assert other.get("/missions/").status_code == 302


def test_a_recovery_code_lets_in_once(user: User) -> None:
    set_up(Client())
    code, *rest = codes_of(user)
    assert len(rest) == 9
    assert re.fullmatch(r"\d{10}", code)
    first, second = Client(), Client()
    log_in(first)
    assert first.post(FACTOR, {"code": code})["Location"] == "/missions/"
    log_in(second)
    assert second.post(FACTOR, {"code": code}).status_code == 200
    assert codes_of(user) == rest


def test_codes_are_not_guessed(user: User) -> None:
    secret = set_up(Client())
    client = Client()
    log_in(client)
    for _ in range(5):
        client.post(FACTOR, {"code": "111111"})
    client.post(FACTOR, {"code": code_of(secret, 1)})
    assert client.get("/missions/").status_code == 302


def test_what_codes_are_made_from_lies_sealed_and_keys_change(user: User, settings: Any) -> None:
    secret = set_up(Client())
    (stored,) = Authenticator.objects.filter(type="totp").values_list("data", flat=True)
    assert secret not in str(stored)
    settings.SEAL_KEYS = [sealing.new_key(), *settings.SEAL_KEY_FILE.read_text().split()]
    assert sealing.reseal() == (Secret.objects.count(), 0)
    settings.SEAL_KEYS = settings.SEAL_KEYS[:1]
    client = Client()
    log_in(client)
    assert client.post(FACTOR, {"code": code_of(secret, 1)})["Location"] == "/missions/"


def test_without_its_key_no_code_is_right(user: User, settings: Any) -> None:
    set_up(Client())
    settings.SEAL_KEYS = [sealing.new_key()]
    client = Client()
    log_in(client)
    for nothing in ("", "A" * 8):
        assert client.post(FACTOR, {"code": code_of(nothing)}).status_code == 200
    assert client.get("/missions/").status_code == 302


def test_secrets_that_nothing_needs_are_forgotten(user: User) -> None:
    client = Client()
    set_up(client)
    assert Secret.objects.filter(user=user).count() == 2
    keep_secret(user, "of a new app")
    assert Secret.objects.filter(user=user).count() == 3
    keep_secret(user, "of a newer app")
    assert Secret.objects.filter(user=user).count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_in_their_language(user: User) -> None:
    User.objects.filter(pk=user.pk).update(language="ko")
    mail.outbox.clear()
    set_up(Client())
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["who@test.example"], "Legation: 로그인 방법 변경 안내")
    assert "인증 앱이 추가되었습니다" in message.body


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_cannot_be_sent_stops_nothing(user: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    set_up(Client())
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1


def test_the_app_and_its_codes_are_taken_away_together(user: User) -> None:
    client = Client()
    set_up(client)
    page = client.get("/me/security/")
    assert words(page, "h1") == "How you log in"
    remove = f"{FACTOR}app/remove/"
    assert client.get(remove).status_code == 200
    assert client.post(remove)["Location"] == "/me/security/"
    assert Authenticator.objects.filter(user=user).count() == 0
    again = Client()
    assert log_in(again)["Location"] == "/missions/"


def test_codes_are_shown_and_saved_only_after_showing_who_one_is(user: User) -> None:
    set_up(Client())
    client = Client()
    log_in(client)
    client.post(FACTOR, {"code": codes_of(user)[0]})
    for page in ("codes/", "codes/recovery-codes.txt", "codes/new/", "app/remove/", "passkeys/add/"):
        assert client.get(f"{FACTOR}{page}")["Location"].startswith("/account/"), page
    prove(client, f"{FACTOR}codes/")
    saved = client.get(f"{FACTOR}codes/recovery-codes.txt").content.decode()
    assert saved.split()[-9:] == codes_of(user)


def test_nobody_reaches_the_passkeys_of_another(user: User) -> None:
    other = open_account("other@test.example", "Other", PASSWORD, office=None)
    theirs = Authenticator.objects.create(
        user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": {}}
    )
    client = Client()
    log_in(client)
    prove(client, "/")
    for what in ("edit", "remove"):
        assert client.get(f"{FACTOR}passkeys/{theirs.pk}/{what}/").status_code == 404


EMPTY = '{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"MQ"}'


@pytest.mark.parametrize(
    "credential",
    [
        *("", "{", "[" * 5000, "null", "[]", "{}", "7", '"x"'),
        *('{"id":"x"}', '{"response":{"userHandle":"MQ"}}', '{"response":7}'),
        f'{{"id":"AA","rawId":"AA","type":"public-key","response":{EMPTY}}}',
    ],
)
def test_a_forged_passkey_lets_nobody_in(user: User, credential: str) -> None:
    client = Client()
    client.get(f"{FACTOR}passkeys/login/", headers={"accept": "application/json"})
    answer = client.post(f"{FACTOR}passkeys/login/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert client.get("/missions/").status_code == 302

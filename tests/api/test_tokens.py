"""Tokens: made by their user, shown once, kept as a hash, and good for what they say and no longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.api.actions import TooManyTokens, make_token, revoke_token
from legation.api.models import Token
from tests.api.programs import Program

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


def test_without_https_a_program_is_refused_and_not_led_on(world, settings):
    """Or else its token would go over the network readably, each time, and nobody would see it."""
    program = Program(world.guest)
    settings.SECURE_SSL_REDIRECT = True
    answer = program.get("missions")
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#https-only")
    assert program.client.get("/api/missions", headers=program.headers, secure=True).status_code == 200
    for where in ("/api/", "/api/openapi.json", "/missions/"):
        assert program.client.get(where)["Location"] == f"https://testserver{where}"


def test_a_token_is_shown_once_and_only_its_hash_is_kept(world):
    client = logged_in(world.guest)
    asked = {"name": "Calendar of the office", "reads": ["missions"], "days": "90"}
    made = client.post(reverse("tokens"), asked)
    token = Token.objects.get()
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret.split("_")[1] == token.prefix
    assert made["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert secret not in client.get(reverse("tokens")).content.decode()
    kept = " ".join(str(value) for value in Token.objects.values_list().get())
    assert secret.split("_", 2)[2] not in kept
    assert (token.reads, token.writes, token.user) == (["missions"], [], world.guest)
    assert (token.expires_at - token.created_at).days in {89, 90}
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/missions", headers=headers).status_code == 200


def test_a_token_that_opens_nothing_is_not_made(world):
    answer = logged_in(world.guest).post(reverse("tokens"), {"name": "None", "days": "90"})
    assert (answer.status_code, Token.objects.count()) == (422, 0)
    assert answer.context["form"].errors == {"reads": ["Choose at least one thing that it may do."]}


def test_a_user_sees_and_revokes_only_their_own(world):
    token = make_token({"name": "Mine", "reads": ["missions"], "writes": [], "days": 30}, by=world.guest)[0]
    other = logged_in(world.host)
    assert "Mine" not in other.get(reverse("tokens")).content.decode()
    assert other.post(reverse("token-revoke", args=[token.pk])).status_code == 404
    assert logged_in(world.guest).post(reverse("token-revoke", args=[token.pk])).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_nobody_has_tokens_without_end(world, monkeypatch):
    monkeypatch.setattr("legation.api.actions.tokens.MOST", 2)
    values = {"name": "One", "reads": ["missions"], "writes": [], "days": 30}
    first = make_token(values, by=world.guest)[0]
    make_token(values, by=world.guest)
    with pytest.raises(TooManyTokens):
        make_token(values, by=world.guest)
    revoke_token(first, by=world.guest)
    make_token(values, by=world.guest)
    assert Token.objects.count() == 3


def test_what_ran_out_was_revoked_or_is_a_guess_opens_nothing(world):
    program = Program(world.guest)
    assert program.get("missions").status_code == 200
    good = program.secret
    start, prefix, rest = good.split("_", 2)
    for forged in (
        "",
        "x",
        good[:-1],
        good + "x",
        good.upper(),
        f"{start}_{prefix}_{rest[:-1]}{'A' if rest[-1] != 'A' else 'B'}",
        f"{start}_00000000_{rest}",
        f"{start}_{prefix}_{'A' * 43}",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOjF9.",
        "' OR 1=1 --",
        "legation_é",
    ):
        answer = program.get("missions", Authorization=f"Bearer {forged}")
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json"), forged
        assert answer["WWW-Authenticate"].startswith('Bearer realm="Legation"')
    assert program.get("missions", Authorization=f"Basic {good}").status_code == 401
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("missions").status_code == 401
    Token.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert program.get("missions").status_code == 200
    revoke_token(program.token, by=world.guest)
    assert program.get("missions").status_code == 401


def test_a_user_who_was_shut_out_is_shut_out_with_their_tokens(world):
    program = Program(world.guest)
    world.guest.is_active = False
    world.guest.save()
    assert program.get("missions").status_code == 401


def test_a_login_opens_nothing_here(world):
    client = logged_in(world.guest)
    assert client.get("/api/missions").status_code == 401
    sent = client.post("/api/missions", {}, content_type="application/json")
    assert sent.status_code == 401


def test_a_token_opens_only_its_areas(world):
    reading = Program(world.guest, reads=["missions"], writes=[])
    where = f"missions/test-mission/engagements/{world.things['engagement'].pk}"
    assert reading.get(where).status_code == 200
    assert reading.patch(where, {"dress": "business"}, 1).status_code == 403
    assert reading.get("people").status_code == 403
    assert reading.get("missions/test-mission/outcomes/commitments").status_code == 403
    writing = Program(world.guest, reads=[], writes=["missions"])
    assert writing.get(where).status_code == 200  # who writes may read
    assert writing.patch(where, {"dress": "business"}, 1).status_code == 200


def test_use_is_noted_to_the_minute(world, django_assert_num_queries):
    program = Program(world.guest)
    program.get("missions")
    first = Token.objects.get().used_at
    assert first is not None
    program.get("missions")
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=first - timedelta(minutes=2))
    program.get("missions")
    assert Token.objects.get().used_at > first


def test_a_token_asks_so_often_and_no_more(world, monkeypatch):
    monkeypatch.setattr("legation.api.views.door.LIMIT", 2)
    one, other = Program(world.guest), Program(world.guest)
    assert [one.get("missions").status_code for _time in range(3)] == [200, 200, 429]
    assert one.get("missions")["Retry-After"] == "60"
    assert other.get("missions").status_code == 200


def test_a_stranger_who_guesses_is_slowed_down(world, monkeypatch):
    monkeypatch.setattr("legation.api.views.door.STRANGERS", 2)
    program = Program(world.guest)
    guesses = [program.get("missions", Authorization="Bearer guess").status_code for _time in range(3)]
    assert guesses == [401, 401, 429]
    assert program.get("missions").status_code == 200  # whoever has a token is none of them

"""What the site tells browsers, what passwords it takes, and where to report a weakness."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from legation.accounts.actions import open_account, open_office
from legation.accounts.models import User
from tests.architecture.tree import DOCS

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
READ = (
    "import json; from legation.config import settings as s;"
    "heads = ('SECURE_', 'SESSION_COOKIE', 'CSRF_COOKIE', 'LANGUAGE_COOKIE');"
    "told = {n: getattr(s, n) for n in dir(s) if n.startswith(heads)};"
    "print(json.dumps({n: value for n, value in told.items() if isinstance(value, (str, int, bool))}))"
)


@pytest.fixture
def user(db: None) -> User:
    return open_account("who@test.example", "Who Am", "a long password 1", office=open_office("Office"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_page_runs_nothing_of_others_and_is_kept_nowhere(user: User) -> None:
    for client, where in (
        (logged_in(user), "/missions/"),
        (logged_in(user), "/nowhere/"),
        (Client(), "/account/login/"),
    ):
        page = client.get(where)
        parts = (part.strip().partition(" ") for part in page["Content-Security-Policy"].split(";"))
        assert {name: value for name, _blank, value in parts} == POLICY, where
        assert (
            page["X-Content-Type-Options"],
            page["Referrer-Policy"],
            page["X-Frame-Options"],
            page["Cross-Origin-Opener-Policy"],
            "no-store" in page["Cache-Control"],
        ) == ("nosniff", "same-origin", "DENY", "same-origin", True), where


def test_what_is_the_same_for_everybody_may_be_kept(db: None) -> None:
    assert Client().get("/icon-192.png")["Cache-Control"] == "public, max-age=86400"


def test_behind_https_cookies_belong_to_this_host_alone() -> None:
    given = {
        "LEGATION_HTTPS": "true",
        "LEGATION_SECRET_KEY": "x",
        "LEGATION_DATA": "/nowhere",
        "PATH": os.environ["PATH"],
    }
    given["PYTHONPATH"] = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", READ], env=given, capture_output=True, text=True, check=True, cwd="/"
    )
    assert json.loads(run.stdout) == {
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_NAME": "__Host-language",
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_AGE": 1_209_600,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": True,
    }


def test_where_a_weakness_is_reported(db: None, settings: Any) -> None:
    where = "/.well-known/security.txt"
    assert Client().get(where).status_code == 404
    settings.SECURITY_CONTACT, settings.ORIGIN = (
        "mailto:security@city.example",
        "https://missions.city.example",
    )
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        told = Client().get(where)
    assert (told["Content-Type"], told.content.decode().splitlines()) == (
        "text/plain; charset=utf-8",
        [
            "Contact: mailto:security@city.example",
            "Expires: 2026-08-28T00:00:00Z",
            "Preferred-Languages: en, ko",
            "Canonical: https://missions.city.example/.well-known/security.txt",
        ],
    )


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("legation2024", False),
        ("Missions2024!", False),
        ("protocol-protocol", False),
        ("password123", False),
        ("1234567890", False),
        ("ninechars", False),
        ("who@test.example", False),
        ("legation of the heron", True),
        ("correct horse battery", True),
        ("왜가리는 아침에 서 있다", True),
        ("🦩🦩🦩🦩🦩🦩🦩🦩🦩🦩", False),
        ("🦩 by the water 🐟", True),
        ("P@ssw0rd2024!", False),
        ("Dragon12345", False),
        ("1q2w3e4r5t6y", False),
        ("baseball2024", False),
        (" ten spaces  ", True),
        ("x1" * 64, False),
        ("heron pond reed " * 40, True),
    ],
)
def test_which_passwords_are_taken(user: User, settings: Any, password: str, taken: bool) -> None:
    settings.ORIGIN = "https://missions.city.example"
    if taken:
        validate_password(password, user)
        user.set_password(password)
        assert (user.check_password(password), user.check_password(password.strip() + "x")) == (True, False)
        return
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_an_account_that_is_closed_is_logged_out_at_once(user: User) -> None:
    client = logged_in(user)
    assert client.get("/missions/").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/missions/").status_code == 302


@pytest.mark.parametrize("method", ["TRACE", "PUT", "BREW"])
def test_other_methods_are_refused(user: User, method: str) -> None:
    assert logged_in(user).generic(method, "/missions/").status_code == 405


def test_the_tests_that_the_table_of_requirements_names_are_there() -> None:
    table = (DOCS / "operator" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[\w/.]+)`", table))
    assert len(named) > 30
    assert sorted(name for name in named if not (DOCS.parent / name).exists()) == []
    short = set(re.findall(r"`(test_\w+\.py)`", table))
    everywhere = {path.name for path in (DOCS.parent / "tests").rglob("test_*.py")}
    assert sorted(short - everywhere) == []

"""Links without a login, limits at doors, and logs that hold no link."""

import io
import json
import logging
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import RequestFactory, override_settings
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.kernel.limits import caller, exceeded
from legation.kernel.links import key_of, new_key, token
from legation.kernel.logs import hide_links

DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}


def test_a_token_leads_to_its_key_and_to_its_purpose_only() -> None:
    key = new_key()
    made = token(key, "calendar")
    assert (key_of(made, "calendar"), key_of(made, "download"), len(made)) == (key, None, 56)
    assert new_key() != key


@pytest.mark.parametrize("cut", [0, 1, 15, 16, 17, 55])
def test_a_token_cut_short_opens_nothing(cut: int) -> None:
    assert key_of(token("0123456789abcdef", "calendar")[:cut], "calendar") is None


def test_a_forged_token_opens_nothing() -> None:
    made = token("0123456789abcdef", "calendar")
    other = token("fedcba9876543210", "calendar")
    forged = [
        other[:16] + made[16:],
        made[:-1] + ("0" if made[-1] != "0" else "1"),
        made + "0",
        made.upper(),
        "열쇠" * 28,
        "0" * 56,
    ]
    assert [key_of(one, "calendar") for one in forged] == [None] * 6


def test_another_installation_has_other_tokens() -> None:
    made = token("0123456789abcdef", "calendar")
    with override_settings(SECRET_KEY="another"):
        assert key_of(made, "calendar") is None


@pytest.fixture(params=["memory", "database"])
def kind_of_cache(request: pytest.FixtureRequest, db: None) -> Any:
    if request.param == "memory":
        yield
        return
    with override_settings(CACHES=DATABASE):
        call_command("createcachetable", verbosity=0)
        yield


@pytest.mark.usefixtures("kind_of_cache")
def test_so_many_knocks_and_no_more_in_one_window() -> None:
    with time_machine.travel("2024-04-17T00:00:00Z", tick=False) as clock:
        assert [exceeded("a", "1", limit=2, seconds=60) for _ in range(4)] == [False, False, True, True]
        assert exceeded("a", "2", limit=2, seconds=60) is False
        assert exceeded("b", "1", limit=2, seconds=60) is False
        clock.shift(59)
        assert exceeded("a", "1", limit=2, seconds=60) is True
        clock.shift(1)
        assert [exceeded("a", "1", limit=2, seconds=60) for _ in range(3)] == [False, False, True]
    assert exceeded("a", "3", limit=0, seconds=60) is True


@pytest.mark.usefixtures("kind_of_cache")
def test_who_knocks_slowly_is_never_kept_out() -> None:
    with time_machine.travel("2024-04-17T00:00:00Z", tick=False) as clock:
        for _ in range(20):
            assert exceeded("feed", "program", limit=2, seconds=60) is False
            clock.shift(60)


@pytest.mark.usefixtures("kind_of_cache")
def test_a_long_window_is_not_forgotten_halfway() -> None:
    with time_machine.travel("2024-04-17T00:00:00Z", tick=False) as clock:
        knocks = []
        for _ in range(4):
            knocks.append(exceeded("hour", "1", limit=2, seconds=3600))
            clock.shift(600)
    assert knocks == [False, False, True, True]


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_a_caller_cannot_say_who_they_are(behind_proxy: bool, forwarded: str, expected: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(BEHIND_PROXY=behind_proxy):
        assert caller(request) == expected


def test_links_are_cut_out_of_every_text_of_an_entry() -> None:
    event = {
        "event": "GET /calendar/abc123.ics?x=1",
        "url": "/account/password/reset/key/2-secret/",
        "status": 200,
        "page": "/missions/m/meetings/3/calendar.ics",
    }
    assert hide_links(None, "info", event) == {
        "event": "GET /calendar/…?x=1",
        "url": "/account/password/reset/key/…/",
        "status": 200,
        "page": "/missions/m/meetings/3/calendar.ics",
    }


@pytest.fixture
def written() -> Any:
    """A logger that writes as the installation's root logger does, and what it wrote."""
    from logging.config import DictConfigurator

    formatter = DictConfigurator(settings.LOGGING).configure_formatter(settings.LOGGING["formatters"]["json"])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("django.request.tested")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


def test_what_django_itself_logs_holds_no_link(written: Any) -> None:
    logger, stream = written
    logger.warning("%s: %s", "Too Many Requests", "/calendar/0123456789abcdef.ics")
    try:
        raise ValueError("no page at /calendar/0123456789abcdef.ics")
    except ValueError:
        logger.exception("Internal Server Error: %s", "/account/password/reset/key/2-secret/")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["level"], first["logger"]) == (
        "Too Many Requests: /calendar/…",
        "warning",
        "django.request.tested",
    )
    assert second["event"] == "Internal Server Error: /account/password/reset/key/…/"
    assert "ValueError: no page at /calendar/…" in second["exception"]
    assert "0123456789abcdef" not in stream.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["apply", "application", "group", "private", "join", "r", "my-day"])
def test_who_has_a_link_that_opens_nothing_reads_what_to_do(client, where):
    told = {}
    for language in ("en", "ko"):
        page = client.get(f"/{where}/forged-0000/", headers={"accept-language": language})
        text = " ".join(HTMLParser(page.content.decode()).css_first("main").text(separator=" ").split())
        told[language] = (page.status_code, text.split(".")[0])
    assert told == {
        "en": (404, "This address opens nothing It is incomplete, was taken back, or its time is over"),
        "ko": (404, "열리지 않는 주소입니다 주소가 불완전하거나, 취소되었거나, 기간이 끝났습니다"),
    }

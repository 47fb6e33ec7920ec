"""Second readers: off by default, told of, bounded, and never in a field by themselves."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from legation.config.environment import Environment
from legation.kernel.jobs import run_queued
from legation.kernel.models import Job
from legation.sources.actions import NoOpinion, Opinion, OpinionFailed, ask_again, keep_opinions, readers
from legation.sources.actions.endpoint import MOST_BYTES, Endpoint
from legation.sources.actions.spacy import Spacy
from legation.sources.models import Finding
from legation.sources.queries import source_page
from tests.sources.reading import SHORT, Desk, one

KEY = "sk-QUINCE-0123456789"
TEXT = SHORT + " Deputy mayor aide Bea Moss of the Quince Trust looked on at Medlar House."


@dataclass
class Stand:
    """A stand-in endpoint: what it answers, and what it was asked."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    def says(self, *mentions: tuple[str, str]) -> None:
        told = json.dumps({"mentions": [{"kind": kind, "words": words} for kind, words in mentions]})
        self.body = json.dumps({"choices": [{"message": {"content": f"```json\n{told}\n```"}}]}).encode()


@pytest.fixture
def stand() -> Iterator[Stand]:
    here = Stand()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.asked.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(here.status)
            for name, value in here.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(here.body)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()


def endpoint(stand: Stand, **given: Any) -> Endpoint:
    return Endpoint(stand.url, "small", KEY, **{"seconds": 3, "local": True, **given})


def pipeline(text: str) -> Any:
    """What a spaCy pipeline gives, as far as it is used."""
    seen = (("Bea Moss", "PERSON"), ("Quince Trust", "ORG"), ("Wednesday", "DATE"))
    found = [
        SimpleNamespace(label_=label, start_char=text.find(words), end_char=text.find(words) + len(words))
        for words, label in seen
        if words in text
    ]
    return SimpleNamespace(ents=found)


def test_nothing_is_set_up_by_default(settings: Any):
    fresh = Environment(_env_file=None)
    assert (fresh.opinion_spacy, fresh.opinion_url, fresh.opinion_key.get_secret_value()) == ("", "", "")
    assert readers() == []
    settings.OPINION_URL = "https://models.example/v1"
    assert readers() == []  # no model is named
    settings.OPINION_MODEL = "small"
    settings.OPINION_SPACY = ["en_core_web_sm"]
    assert [(reader.name, reader.address) for reader in readers()] == [
        ("spaCy", ""),
        ("small", "models.example"),
    ]


def test_a_stand_in_pipeline_is_read(desk: Desk):
    reader = Spacy(("ko_core_news_sm", "en_core_web_sm"), load=lambda model: pipeline)
    said = list(reader.read(TEXT, "en"))
    assert [(one.kind, TEXT[one.start : one.end], one.rule) for one in said] == [
        ("person", "Bea Moss", "spacy.en_core_web_sm"),
        ("organisation", "Quince Trust", "spacy.en_core_web_sm"),
    ]
    assert list(Spacy(("ko_core_news_sm",), load=lambda model: pipeline).read(TEXT, "en")) == []


def test_a_model_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(OpinionFailed) as refused:
        list(Spacy(("en_no_such_model",)).read(TEXT, "en"))
    assert "spaCy" in str(refused.value)


def test_an_endpoint_is_asked_once_and_only_what_stands_in_the_text_is_taken(stand: Stand):
    stand.says(
        ("person", "Bea Moss"), ("person", "Nobody Named"), ("venue", "Medlar House"), ("animal", "Park")
    )
    said = list(endpoint(stand).read(TEXT, "en"))
    assert [(one.kind, TEXT[one.start : one.end], one.rule) for one in said] == [
        ("person", "Bea Moss", "model.small"),
        ("venue", "Medlar House", "model.small"),
    ]
    ((path, headers, question),) = stand.asked
    assert (path, headers["Authorization"], question["model"]) == (
        "/v1/chat/completions",
        f"Bearer {KEY}",
        "small",
    )
    assert TEXT in question["messages"][1]["content"]


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (302, {"Location": "http://127.0.0.1:9/"}, b""),
        (401, {}, b"no"),
        (200, {}, b"no json"),
        (200, {}, b'{"choices": []}'),
        (200, {}, b'{"choices": [{"message": {"content": null}}]}'),
        (200, {}, b" " * (MOST_BYTES + 1)),
    ],
)
def test_whatever_else_it_answers_is_a_sentence(
    stand: Stand, status: int, headers: dict[str, str], body: bytes
):
    stand.status, stand.headers, stand.body = status, headers, body
    with pytest.raises(OpinionFailed) as refused:
        endpoint(stand).read(TEXT, "en")
    assert (len(stand.asked), KEY in str(refused.value), "small" in str(refused.value)) == (1, False, True)


def test_an_endpoint_that_does_not_answer_in_time_is_left():
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(OpinionFailed):
            Endpoint(url, "small", KEY, seconds=0.2, local=True).read(TEXT, "en")


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:9/v1", False),
        ("https://127.0.0.1:9/v1", False),
        ("https://10.0.0.1/v1", False),
        ("https://[::ffff:10.0.0.1]/v1", False),
        ("https://localhost/v1", False),
        ("http://169.254.169.254/v1", True),
        ("https://169.254.169.254/v1", False),
        ("http://0.0.0.0/v1", True),
        ("file:///etc/passwd", True),
        ("gopher://127.0.0.1/", True),
        ("https:///v1", True),
    ],
)
def test_addresses_that_may_not_be_asked_are_not(monkeypatch: pytest.MonkeyPatch, url: str, local: bool):
    import socket

    connected: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_: connected.append(given))
    with pytest.raises(OpinionFailed):
        Endpoint(url, "small", KEY, seconds=1, local=local).read(TEXT, "en")
    assert connected == []


def test_the_key_is_shown_nowhere(stand: Stand, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    reader = endpoint(stand)
    stand.status = 500
    with pytest.raises(OpinionFailed):
        reader.read(TEXT, "en")
    assert (KEY in repr(reader), KEY in caplog.text) == (False, False)


def opinion(text: str, words: str, kind: str) -> Opinion:
    return Opinion(kind, text.index(words), text.index(words) + len(words), "model.small")


@pytest.mark.django_db
def test_opinions_are_offered_and_fill_no_field(desk: Desk):
    source = desk.read(TEXT)
    before = {row.pk: (row.values, row.corrections, row.status) for row in source.findings.all()}
    harrell = one(source, "person", name="Bruce Harrell")
    said = [
        opinion(TEXT, "Bruce Harrell, the Mayor", "person"),
        opinion(TEXT, "Harrell", "person"),
        opinion(TEXT, "looked on", "organisation"),
        opinion(TEXT, "Medlar House", "venue"),
    ]
    assert keep_opinions(source, said, by=desk.guest) == 3
    assert keep_opinions(source, said, by=desk.guest) == 0
    assert {row.pk: (row.values, row.corrections, row.status) for row in source.findings.all()} == before
    harrell.refresh_from_db()
    assert harrell.alternatives["name"] == [{"value": "Bruce Harrell, the Mayor", "rule": "model.small"}]
    event = next(row for row in source.findings.filter(kind="event") if row.values["primary"])
    assert event.alternatives["venue"][-1] == {"value": "Medlar House", "rule": "model.small"}
    source.refresh_from_db()
    page = source_page(source, desk.guest)
    assert [(m.words, m.rule) for m in page.mentions if m.rule] == [("looked on", "model.small")]


@pytest.mark.django_db
def test_a_decided_finding_is_left_alone(desk: Desk):
    source = desk.read(TEXT)
    Finding.objects.update(status="rejected")
    assert keep_opinions(source, [opinion(TEXT, "Bruce Harrell, the Mayor", "person")], by=desk.guest) == 0


@pytest.mark.django_db
def test_a_text_goes_out_only_when_its_reader_was_told_and_says_so(
    desk: Desk, as_: Any, settings: Any, stand: Stand
):
    source = desk.read(TEXT, visibility="guest")
    ask = reverse("source-ask", args=["korea", source.pk])
    browser = as_(desk.guest)
    assert "No second reader is set up" in browser.get(ask).content.decode()
    with pytest.raises(NoOpinion):
        ask_again(source, by=desk.guest)
    settings.OPINION_URL, settings.OPINION_MODEL, settings.OPINION_KEY = stand.url, "small", KEY
    settings.OPINION_LOCAL, settings.OPINION_SECONDS = True, 3
    stand.says(("person", "Bea Moss"))
    page = browser.get(ask).content.decode()
    assert ("goes to 127.0.0.1" in page, KEY in page) == (True, False)
    assert browser.post(ask).status_code == 422
    assert (Job.objects.count(), stand.asked) == (0, [])
    assert as_(desk.host).post(ask, {"told": "yes"}).status_code == 404
    assert as_(desk.delegate).post(ask, {"told": "yes"}).status_code == 403
    assert browser.post(ask, {"told": "yes"}).status_code == 302
    assert stand.asked == []
    run_queued()
    source.refresh_from_db()
    assert (source.asked.status, source.asked.result, len(stand.asked)) == ("done", {"kept": 1}, 1)
    assert [told["value"] for told in source.opinions] == ["Bea Moss"]
    stand.status = 500
    browser.post(ask, {"told": "yes"})
    run_queued()
    source.refresh_from_db()
    assert (source.asked.status, "status 500" in source.asked.problem) == ("failed", True)

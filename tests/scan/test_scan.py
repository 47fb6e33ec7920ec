"""A dynamic scan: what is sent into fields and queries breaks nothing, and never comes out as what runs.

The world of the tests is asked through every page, after a mark was put into every text that it holds. A
usual run takes some of the pairs of page and payload, always the same; `FULL_SCAN=1 .venv/bin/pytest
tests/scan` takes all. `scripts/scan.py` sends the same to a site that runs.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve

from tests.permissions.test_walk import leaked, logged_in
from tests.scan import pages
from tests.scan.pages import Form
from tests.scan.payloads import MARK, PAYLOADS, files
from tests.scan.rounds import answer, asked_by, chosen, payload_for, payload_name, poison, readable, sent
from tests.world import World

FULL = bool(os.environ.get("FULL_SCAN"))
ORIGIN = "https://testserver"
# Public pages that are the same for everybody, and files that name their own life.
KEPT = {"style", "guest-door-worker"}


@pytest.fixture
def behind_https(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True


def clients_of(world: World) -> dict[str, Client]:
    clients = logged_in(world.users)
    for client in clients.values():
        client.raise_request_exception = False
    return clients


def asked(name: str) -> Iterator[dict[str, str]]:
    """Queries for a page: in a usual round one, in a full one each name with some of the payloads."""
    names = asked_by(name)
    if not FULL:
        yield {each: payload_for(name, each) for each in names}
        return
    yield {}
    yield from (dict.fromkeys(names, PAYLOADS[each]) for each in ("script", "attribute", "nothing", "heads"))
    for each in names:
        yield from ({each: payload_for(name, each, str(turn))} for turn in range(6))


def test_what_is_asked_of_pages_breaks_nothing_and_never_runs(world: World, behind_https: None) -> None:
    assert poison() > 100
    clients = clients_of(world)
    found, walked, marked = [], 0, 0
    for name, declaration, where, reader in readable(
        world, asked=lambda name: FULL or chosen("page", name, of=6)
    ):
        private = declaration.permission is not None and name not in KEPT
        for query in asked(name):
            full = f"{where}{'&' if '?' in where else '?'}{urlencode(query, errors='surrogatepass')}"
            got = answer(clients[reader].get(full, secure=True))
            text = got.body.decode("utf-8", "replace")
            walked += 1
            marked += MARK in text
            wrong = [*pages.wrong(got, ORIGIN + where, private=private, https=True)]
            wrong += [f"leaks {word}" for word in leaked(text, name, reader)]
            found += [(name, where, reader, query, each) for each in wrong]
        noted(found, walked)
    assert found == []
    assert walked > 40
    assert marked > walked / 3, "pages that showed the mark as text"


def posts(clients: dict[str, Client], world: World) -> Iterator[tuple[str, str, Form]]:
    """The forms of the pages, each kind of them once: where it is sent to, who sends it, the form."""
    known = set()
    for _name, _declaration, where, reader in readable(
        world, asked=lambda name: not name.startswith("api-") and (FULL or chosen("form", name, of=12))
    ):
        got = answer(clients[reader].get(where, secure=True))
        for form in pages.forms(got.body, ORIGIN + where) if got.kind == "text/html" else ():
            try:
                to = resolve(urlsplit(form.where).path).view_name
            except Resolver404:
                continue
            kind = (to, form.texts, form.files)
            if form.method == "post" and kind not in known and to != "account_logout":
                known.add(kind)
                yield to, reader, form


def sendings(to: str, form: Form) -> Iterator[tuple[str, dict[str, list[str]], dict[str, Any]]]:
    """What is put into a form: in a usual round one payload in all fields and one in one of them."""
    bad = files()
    texts = tuple(name for name in form.texts if name != "csrfmiddlewaretoken")
    names = list(PAYLOADS) if FULL else [payload_name(to, "all")]
    for name in names:
        yield name, form.filled(PAYLOADS[name]), {}
    for field in texts if FULL else texts[:1]:
        for turn in range(4 if FULL else 1):
            name = payload_name(to, field, str(turn))
            yield f"{field}: {name}", form.filled(PAYLOADS[name], (field,)), {}
    for field in form.files:
        for name in bad if FULL else ("svg as a picture", "sheet bomb"):
            yield f"{field}: {name}", form.filled("", ("",)), {field: bad[name]}


def test_what_is_sent_with_forms_breaks_nothing_and_never_runs(world: World, behind_https: None) -> None:
    assert poison() > 100
    clients = clients_of(world)
    found, statuses = [], Counter[int]()
    for to, reader, form in posts(clients, world):
        for what, values, uploads in sendings(to, form):
            cache.clear()
            got = sent(clients[reader], form, values, uploads)
            statuses[got.status] += 1
            text = got.body.decode("utf-8", "replace")
            wrong = [*pages.wrong(got, form.where, private=got.status == 200, https=True)]
            wrong += [f"leaks {word}" for word in leaked(text, to, reader)]
            found += [(to, reader, what, each) for each in wrong]
        noted(found, sum(statuses.values()))
    assert found == []
    assert statuses.total() > 30
    assert statuses[422] > statuses.total() / 4, statuses


def noted(found: list[Any], count: int) -> None:
    """In a full round, which takes long, say on the way what was found."""
    if FULL:
        lines = "\n".join(str(each)[:600] for each in found)
        (Path(tempfile.gettempdir()) / f"scan-{os.getpid()}.txt").write_text(f"{count}\n{lines}\n")

"""Malformed requests: no failure of the server, no word of the other side, no waiting.

A usual run sends some hundred; `MALFORMED_REQUESTS=10000 .venv/bin/pytest tests/api/test_malformed.py` sends
ten thousand.
"""

import os
import time
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from legation.api.views import door
from tests.api.malformed import Bad, requests
from tests.world import SECRETS

COUNT = int(os.environ.get("MALFORMED_REQUESTS", "200"))
TRACES = ("Traceback", "django.", "SELECT ", "/src/", "SECRET_KEY")


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "LIMIT", COUNT + 1)
    monkeypatch.setattr(door, "STRANGERS", COUNT + 1)


def told(client: Client, bad: Bad) -> Any:
    return client.generic(bad.method, f"/api/{bad.path}", bad.body, bad.kind, headers=bad.headers)


def test_nothing_that_is_sent_breaks_or_leaks(guest: Any, world: Any) -> None:
    client = Client(raise_request_exception=False)
    answers: Counter[int] = Counter()
    slowest, broken, leaks, traces = 0.0, [], [], []
    for bad in requests(2024, COUNT, guest.secret):
        began = time.process_time()
        answer = told(client, bad)
        slowest = max(slowest, time.process_time() - began)
        answers[answer.status_code] += 1
        text = answer.content.decode("utf-8", "replace")
        if answer.status_code >= 500:
            broken.append((bad, answer.status_code))
        if SECRETS["host"] in text:
            leaks.append(bad)
        if answer.status_code >= 400:
            traces += [(bad, trace) for trace in TRACES if trace in text]
    assert (broken, leaks, traces) == ([], [], [])
    assert slowest < 3, "seconds of processor time that one request took"
    assert {400, 401, 404, 405} <= set(answers), answers
    assert answers[422] + answers[428], "not one came as far as what it wants written"
    assert guest.get("missions").status_code == 200


def test_the_requests_are_the_same_for_a_seed() -> None:
    first, second, other = (list(requests(seed, 20, "t")) for seed in (1, 1, 2))
    assert first == second
    assert first != other

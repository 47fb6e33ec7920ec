"""What those who watch the installation read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from legation.kernel.audit_check import check
from legation.kernel.jobs import enqueue
from legation.kernel.metrics import OWN, Measured, exposition

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "sample-token-of-the-tests-1"
NAME = re.compile(r"legation_[a-z_]+")


def told(content: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(content.decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def names(content: bytes) -> set[str]:
    return {name for name, _labels in told(content)}


def value(name: str, **labels: str) -> float:
    return OWN.get_sample_value(name, labels) or 0.0


@pytest.fixture
def watched(settings: Any) -> Client:
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = ["legation.kernel.metrics.Measured", *settings.MIDDLEWARE]
    return Client()


def test_there_is_no_such_page_until_a_token_is_set(db: None) -> None:
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("shown", ["", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ", "Bearer ünï"])
def test_who_does_not_show_the_token_reads_nothing(db: None, watched: Client, shown: str) -> None:
    answer = watched.get("/metrics", headers={"authorization": shown})
    assert (answer.status_code, answer.content) == (401, b"")


def test_requests_are_told_by_route_and_status(db: None, watched: Client) -> None:
    before = value("legation_requests_total", route="health", method="GET", status="200")
    asked = value("legation_queries_total", route="health")
    none = value("legation_requests_total", route="none", method="GET", status="404")
    watched.get("/healthz")
    watched.get("/no/such/page/with/a/name")
    assert value("legation_requests_total", route="health", method="GET", status="200") == before + 1
    assert value("legation_queries_total", route="health") == asked + 1
    assert value("legation_requests_total", route="none", method="GET", status="404") == none + 1
    assert value("legation_request_seconds_count", route="health") >= 1


def test_a_refused_login_counts_and_one_that_is_let_in_does_not(db: None, watched: Client) -> None:
    from legation.accounts.actions import open_account

    open_account("watch@test.example", "Watch", "sample-password-1", office=None)
    before = value("legation_logins_refused_total", route="account_login")
    for password in ("wrong-password-1", "sample-password-1"):
        watched.post("/account/login/", {"login": "watch@test.example", "password": password})
    assert value("legation_logins_refused_total", route="account_login") == before + 1


def test_what_waits_is_told(db: None, watched: Client, django_assert_num_queries: Any) -> None:
    enqueue("legation.kernel.jobs.revive", by=None)
    with django_assert_num_queries(5):
        found = told(exposition(lambda: None))
    assert found["legation_jobs", (("status", "queued"),)] == 1
    assert found["legation_jobs", (("status", "failed"),)] == 0
    assert found["legation_letters", (("status", "due"),)] == 0
    answer = watched.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "legation_jobs" in names(answer.content)


def test_every_metric_of_the_dashboard_and_the_alerts_is_told(db: None, settings: Any) -> None:
    settings.BACKUP_HOURS = 24
    from django.http import HttpResponse
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.resolver_match = None
    Measured(lambda _request: HttpResponse())(request)
    from legation.kernel.metrics import REFUSED

    REFUSED.labels("account_login")
    check()
    known = names(exposition(timezone.now))
    board = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text(encoding="utf-8"))
    shown = {
        name for panel in board["panels"] for each in panel["targets"] for name in NAME.findall(each["expr"])
    }
    alerts = (ROOT / "deploy/prometheus-alerts.yml").read_text(encoding="utf-8")
    expressions = " ".join(re.findall(r"expr: (.*)", alerts))
    assert (shown | set(NAME.findall(expressions))) - known == set()
    assert len(shown) > 8
    guide = (ROOT / "docs/operator/watch.md").read_text(encoding="utf-8")
    for alert in re.findall(r"alert: (\w+)", alerts):
        assert f"| `{alert}` |" in guide
    told_there = set(re.findall(r"^\| `(legation_[a-z_]+)`", guide, re.MULTILINE))
    bare = {
        re.sub(r"_(bucket|sum|count|created)$", "", name) for name in known if not name.endswith("_created")
    }
    assert told_there == bare

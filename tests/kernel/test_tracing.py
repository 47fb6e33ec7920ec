"""Spans of requests and jobs, and the id of a request in what its jobs log."""

import subprocess
import sys
from typing import Any

import pytest
import structlog
from django.test import Client

from legation.kernel import jobs, tracing
from legation.kernel.models import Job

PARENT = "4bf92f3577b34da6a3ce929d0e0e4736"
HEARD: list[dict[str, Any]] = []


def listen(told: Any) -> dict[str, Any]:
    HEARD.append(structlog.contextvars.get_contextvars())
    return {}


@pytest.fixture
def spans(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    settings.TRACES_TO, settings.TRACES_SHARE = "http://localhost:4318", 1.0
    settings.MIDDLEWARE = ["legation.kernel.tracing.Traced", *settings.MIDDLEWARE]
    kept = InMemorySpanExporter()
    tracing.tracer.cache_clear()
    found = tracing.tracer.__wrapped__(kept)
    monkeypatch.setattr(tracing, "tracer", lambda: found)

    def ended() -> list[Any]:
        found.span_processor.force_flush()
        return list(kept.get_finished_spans())

    yield ended
    found.span_processor.shutdown()


def test_a_request_is_a_span_that_goes_on_what_its_asker_began(db: None, spans: Any) -> None:
    Client().get("/healthz", headers={"traceparent": f"00-{PARENT}-00f067aa0ba902b7-01"})
    (found,) = spans()
    assert (found.name, f"{found.context.trace_id:032x}") == ("GET health", PARENT)
    assert dict(found.attributes) == {
        "http.request.method": "GET",
        "http.route": "health",
        "http.response.status_code": 200,
    }


def test_a_job_is_a_span_and_logs_the_request_that_asked_for_it(db: None, spans: Any) -> None:
    HEARD.clear()
    with structlog.contextvars.bound_contextvars(request_id="request-1"):
        job = jobs.enqueue("tests.kernel.test_tracing.listen", by=None)
    assert Job.objects.get(pk=job.pk).request == "request-1"
    jobs.run_queued()
    assert [each.name for each in spans()] == ["job tests.kernel.test_tracing.listen"]
    assert len(HEARD) == 1
    assert (HEARD[0]["job"], HEARD[0]["request_id"]) == (job.pk, "request-1")
    assert "job" not in structlog.contextvars.get_contextvars()


def test_without_an_address_nothing_of_it_is_imported() -> None:
    said = "import sys, legation.kernel.tracing; print([n for n in sys.modules if 'opentelemetry' in n])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

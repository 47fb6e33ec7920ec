"""What this installation tells those who watch it (Prometheus): how it answers, and what waits or failed.

Requests are counted in files that the server's processes share; what waits is asked of the database when
somebody looks. Addresses are told by the names of their routes, never with the parts that name a record.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from legation import __version__
from legation.kernel.choices import JobStatus, LetterStatus
from legation.kernel.models import Activity, AuditCheck, AuditLink, Job, Letter

OWN = CollectorRegistry()
LOGINS = frozenset({"account_login", "mfa_authenticate", "mfa_login_webauthn", "openid_connect_callback"})
A_DAY = timedelta(days=1)
REQUESTS = Counter("legation_requests", "Requests answered.", ("route", "method", "status"), registry=OWN)
SECONDS = Histogram(
    "legation_request_seconds",
    "Seconds from a request to its answer.",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OWN,
)
QUERIES = Counter("legation_queries", "Queries that requests sent to the database.", ("route",), registry=OWN)
REFUSED = Counter("legation_logins_refused", "Logins that were refused.", ("route",), registry=OWN)


class Measured:
    """Middleware, the outermost: counts and times every request."""

    def __init__(self, answer_of: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer_of = answer_of

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, asked = time.perf_counter(), _Asked()
        with connection.execute_wrapper(asked):
            answer = self.answer_of(request)
        route = request.resolver_match.view_name if request.resolver_match is not None else "none"
        method = request.method if request.method in {"GET", "HEAD", "POST", "PATCH", "DELETE"} else "other"
        REQUESTS.labels(route, method, answer.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        QUERIES.labels(route).inc(asked.count)
        if route in LOGINS and request.method == "POST" and answer.status_code not in {302, 303}:
            REFUSED.labels(route).inc()
        return answer


class _Asked:
    """Counts the queries of a request."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class State(Collector):
    """What waits and what failed, asked of the database each time; five queries for any number of rows.

    `last_backup` gives the moment of the newest backup, or None; whoever knows where backups lie gives it.
    """

    def __init__(self, last_backup: Callable[[], Any]) -> None:
        self.last_backup = last_backup

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        told = GaugeMetricFamily("legation_info", "The release that answers.", labels=("version",))
        told.add_metric((__version__,), 1)
        yield told
        yield from self._jobs(now)
        yield from self._letters(now)
        yield _gauge(
            "legation_audit_behind_seconds",
            "How long the audit list was not sealed though something was done; 0 when it holds all.",
            _behind(now),
        )
        yield from self._checked(now)
        yield _gauge(
            "legation_backup_due_seconds",
            "Seconds from one backup to the next; 0 for none.",
            settings.BACKUP_HOURS * 3600,
        )
        taken = self.last_backup() if settings.BACKUP_HOURS else None
        if taken is not None:
            age = (now - taken).total_seconds()
            yield _gauge("legation_backup_age_seconds", "Seconds since the newest backup was taken.", age)

    def _checked(self, now: Any) -> Iterator[GaugeMetricFamily]:
        last = AuditCheck.objects.order_by("-at", "-pk").first()
        if last is None:
            return
        said = "Seconds since the whole audit list was read and compared."
        yield _gauge("legation_audit_checked_seconds", said, _since(last.at, now))
        said = "Stretches of the audit list that were found altered then."
        yield _gauge("legation_audit_altered", said, last.altered)

    def _jobs(self, now: Any) -> Iterator[GaugeMetricFamily]:
        failed = Q(status=JobStatus.FAILED, ended_at__gte=now - A_DAY)
        found = Job.objects.filter(Q(status__in=(JobStatus.QUEUED, JobStatus.RUNNING)) | failed).aggregate(
            queued=Count("pk", filter=Q(status=JobStatus.QUEUED)),
            running=Count("pk", filter=Q(status=JobStatus.RUNNING)),
            failed=Count("pk", filter=failed),
            oldest=Min("created_at", filter=Q(status=JobStatus.QUEUED)),
        )
        told = GaugeMetricFamily(
            "legation_jobs", "Long work by status; failed ones of the last day.", labels=("status",)
        )
        for status in ("queued", "running", "failed"):
            told.add_metric((status,), found[status])
        yield told
        said = "How long the first job in the queue waits."
        yield _gauge("legation_job_waits_seconds", said, _since(found["oldest"], now))

    def _letters(self, now: Any) -> Iterator[GaugeMetricFamily]:
        due = Q(status=LetterStatus.WAITING, due_at__lte=now)
        failed = Q(status=LetterStatus.FAILED, failed_at__gte=now - A_DAY)
        found = Letter.objects.filter(due | failed).aggregate(
            due=Count("pk", filter=due), failed=Count("pk", filter=failed), oldest=Min("due_at", filter=due)
        )
        told = GaugeMetricFamily(
            "legation_letters", "Letters that are due, and that failed in the last day.", labels=("status",)
        )
        for status in ("due", "failed"):
            told.add_metric((status,), found[status])
        yield told
        said = "How long the first letter that is due waits."
        yield _gauge("legation_letter_waits_seconds", said, _since(found["oldest"], now))


def exposition(last_backup: Callable[[], Any]) -> bytes:
    """Everything, as Prometheus reads it: of all processes of this server, where they share a folder."""
    state = CollectorRegistry()
    state.register(State(last_backup))
    return _counted() + generate_latest(state)


def _counted() -> bytes:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(OWN)
    from prometheus_client.multiprocess import MultiProcessCollector

    everybody = CollectorRegistry()
    MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
    return generate_latest(everybody)


def _behind(now: Any) -> float:
    done = Activity.objects.order_by("-pk").values_list("at", flat=True).first()
    sealed = AuditLink.objects.order_by("-number").values_list("at", flat=True).first()
    return _since(sealed or done, now) if done is not None and (sealed is None or done > sealed) else 0.0


def _since(moment: Any, now: Any) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment is not None else 0.0


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)

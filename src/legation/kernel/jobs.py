"""Long work: put on a queue, run by a worker, run again when the worker was killed.

The queue is django-q2 on the site's own database. It delivers at least once; the `Job` record says who holds
a job and when they were last alive, so that a job delivered twice runs once, and a killed one runs again. A
job's function is called as `function(told, *arguments)`, takes keys, and can be run twice.
"""

import contextlib
import gc
import mmap
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.db.utils import Error
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from legation.kernel.choices import JobStatus
from legation.kernel.models import Job
from legation.kernel.outages import lost
from legation.kernel.tracing import span

LEASE = 30.0  # seconds without a beat after which whoever held a job counts as dead
BEAT = 5.0
TOLD_EVERY = 0.3
BREATH = 0.02  # seconds in which others may write, where only one at a time can
ATTEMPTS = 3
WAITS_LONG = timedelta(minutes=2)
FORGOTTEN = timedelta(minutes=10)  # since a waiting job was last put on the queue
AHEAD = timedelta(minutes=1)  # that a schedule may lie further ahead than its minutes
Work = Callable[..., dict[str, Any] | None]
logger = structlog.get_logger(__name__)
# Shared by a worker with the processes that it forks: their runs carry its name, and hear that it is leaving.
ME, _leaving = secrets.token_hex(4), mmap.mmap(-1, 1)


class Stopped(Exception):
    """Somebody asked the job to stop."""


class Lost(Exception):
    """Another run holds the job: this one was silent for too long."""


class GivenBack(Exception):
    """The worker is leaving: another one shall take the job."""


class Told:
    """What a running job is given: it says how far it is, and hears whether it shall stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._said = 0.0
        self.asked = job.stop_asked

    def report(self, *, done: int | None = None, total: int | None = None, **facts: Any) -> None:
        """Say how far the work is; saved at most every 0.3 s. Raises Stopped once a stop was asked for."""
        self.say(done=done, total=total, **facts)
        if self.stopped():
            raise Stopped
        if _leaving[0]:
            raise GivenBack

    def say(self, *, done: int | None = None, total: int | None = None, **facts: Any) -> None:
        """The same without raising, for work that keeps the best it has."""
        job = self.job
        job.done = job.done if done is None else done
        job.total = job.total if total is None else total
        job.facts = {**job.facts, **facts}
        if time.monotonic() - self._said >= TOLD_EVERY:
            self._save()

    @staticmethod
    def breathe() -> None:
        """Between two transactions: let others write, where only one at a time can."""
        time.sleep(BREATH)

    def stopped(self) -> bool:
        """Whether a stop was asked for, as last read; read anew at most every 0.3 s."""
        if not self.asked and time.monotonic() - self._said >= TOLD_EVERY:
            self._save()
        return self.asked

    def _save(self) -> None:
        job = self.job
        kept = _held(job).update(done=job.done, total=job.total, facts=job.facts, beat_at=Now())
        if not kept:
            raise Lost
        self.asked = Job.objects.values_list("stop_asked", flat=True).get(pk=job.pk)
        self._said = time.monotonic()


@contextlib.contextmanager
def collecting_less() -> Iterator[None]:
    """While a job keeps hundreds of thousands of things: let Python look for rubbish among them seldom."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def enqueue(function: str, *arguments: int | str, by: Any) -> Job:
    """Put work on the queue, in the caller's transaction. `function` is a dotted path."""
    with transaction.atomic():
        request = str(structlog.contextvars.get_contextvars().get("request_id", ""))[:40]
        job = Job.objects.create(function=function, arguments=list(arguments), by=by, request=request)
        _deliver(job.pk)
    return job


def ask_to_stop(job: Job) -> None:
    """A running job stops at its next report; a waiting one never starts."""
    Job.objects.filter(pk=job.pk).update(stop_asked=True)
    Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED).update(
        status=JobStatus.STOPPED, ended_at=timezone.now()
    )
    job.refresh_from_db()


def run(key: int) -> str:
    """Run one job unless somebody alive holds it or it is over; the queue calls this. Gives its status."""
    job = _claimed(key)
    if job is None:
        return "held"
    if job.attempts > ATTEMPTS:
        return _end(
            job,
            JobStatus.FAILED,
            problem=_("It was broken off %(n)s times and is not tried again.") % {"n": ATTEMPTS},
        )
    told = Told(job)
    language = getattr(job.by, "language", None) or translation.get_language() or "en"
    try:
        with translation.override(language), _beating(job), _named(job):
            work: Work = import_string(job.function)
            result = work(told, *job.arguments)
    except Stopped:
        return _end(job, JobStatus.STOPPED)
    except Lost:
        return "lost"
    except GivenBack:
        return _back(job)
    except Exception as failed:
        if lost(failed):
            return _broken_off(job)
        logger.exception("job_failed", job=job.pk, function=job.function, request_id=job.request)
        sentence = getattr(failed, "sentence", "")
        with translation.override(language):
            problem = (
                str(failed) if sentence else _("It ended with an error, which the operator finds in the log.")
            )
        return _end(job, JobStatus.FAILED, problem=problem[:300])
    return _end(job, JobStatus.STOPPED if told.asked else JobStatus.DONE, result=result or {})


def run_queued() -> int:
    """Run in this process what waits, as a worker would; returns how many ran."""
    keys = list(Job.objects.filter(status=JobStatus.QUEUED).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        run(key)
    return len(keys)


def revive() -> int:
    """Put jobs on the queue again whose worker is dead, or that wait and were forgotten."""
    forgotten = Q(status=JobStatus.QUEUED) & _silent(FORGOTTEN)
    keys = list(Job.objects.filter(_dead() | forgotten).order_by("pk").values_list("pk", flat=True)[:100])
    for key in keys:
        _deliver(key)
    return len(keys)


def leave() -> None:
    """This worker is being stopped: its jobs go back on the queue the next time they say how far they are."""
    _leaving[0] = True


def give_back() -> int:
    """Put on the queue what this worker's processes still hold; just before they are broken off."""
    held = Job.objects.filter(status=JobStatus.RUNNING, holder__startswith=f"{ME}-")
    return sum(_back(job) == JobStatus.QUEUED for job in held.order_by("pk"))


def mend_schedules() -> int:
    """A clock that was ahead and was put right leaves schedules waiting for it: they run now."""
    from django_q.models import Schedule

    now, late = timezone.now(), 0
    for schedule in Schedule.objects.filter(schedule_type="I", next_run__gt=now).order_by("pk"):
        if schedule.next_run > now + timedelta(minutes=schedule.minutes or 0) + AHEAD:
            late += Schedule.objects.filter(pk=schedule.pk).update(next_run=now)
    return late


def keep_schedules() -> None:
    """Make the schedules that every installation has."""
    keep_schedule("revive", "legation.kernel.jobs.revive", minutes=1)


def keep_schedule(name: str, function: str, *, minutes: int) -> None:
    """Let a function, named by its dotted path, run again and again; it asks itself what is due."""
    from django_q.models import Schedule

    Schedule.objects.get_or_create(
        name=name, defaults={"func": function, "schedule_type": "I", "minutes": minutes}
    )


def waiting_long() -> int:
    """How many jobs wait for a worker that does not come; none while another job shows one alive."""
    alive = timezone.now() - timedelta(seconds=LEASE)
    if Job.objects.filter(status=JobStatus.RUNNING, beat_at__gte=alive).exists():
        return 0
    return Job.objects.filter(
        status=JobStatus.QUEUED, stop_asked=False, created_at__lt=timezone.now() - WAITS_LONG
    ).count()


def state(job: Job) -> dict[str, Any]:
    """How a job stands, for a page's script."""
    return {
        "status": job.status,
        "label": str(JobStatus(job.status).label),
        "done": job.done,
        "total": job.total,
        "over": job.over,
        "problem": job.problem,
        "facts": job.facts,
    }


def _deliver(key: int) -> None:
    from django_q.tasks import async_task

    Job.objects.filter(pk=key, status=JobStatus.QUEUED).update(beat_at=Now())
    async_task("legation.kernel.jobs.run", key, task_name=f"job-{key}")


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, holder=job.holder, status=JobStatus.RUNNING)


def _silent(seconds: timedelta) -> Q:
    """No beat for so long, by the database's clock, which all hosts share; it may have been put back."""
    return Q(beat_at__lt=Now() - seconds) | Q(beat_at__gt=Now() + seconds)


def _dead() -> Q:
    return Q(status=JobStatus.RUNNING) & _silent(timedelta(seconds=LEASE))


def _claimed(key: int) -> Job | None:
    """The job, held by this run; None where it is over or somebody alive holds it."""
    holder = f"{ME}-{secrets.token_hex(11)}"
    taken = Job.objects.filter(Q(status=JobStatus.QUEUED) | _dead(), pk=key).update(
        status=JobStatus.RUNNING,
        holder=holder,
        beat_at=Now(),
        attempts=F("attempts") + 1,
        started_at=timezone.now(),
    )
    return Job.objects.select_related("by").get(pk=key) if taken else None


def _back(job: Job) -> str:
    """On the queue again, as one that was not begun."""
    with transaction.atomic():
        back = _held(job).update(status=JobStatus.QUEUED, holder="", attempts=max(job.attempts - 1, 0))
        if back:
            _deliver(job.pk)
    return str(JobStatus.QUEUED) if back else "lost"


def _broken_off(job: Job) -> str:
    """The database was away: the job runs again, at once or when its lease is over."""
    logger.exception("job_lost_database", job=job.pk, function=job.function)
    try:
        close_old_connections()
        with transaction.atomic():
            if _held(job).update(status=JobStatus.QUEUED, holder=""):
                _deliver(job.pk)
    except Error:
        connection.close()
    return "lost"


def _end(job: Job, status: JobStatus, *, problem: str = "", result: dict[str, Any] | None = None) -> str:
    ended = _held(job).update(
        status=status,
        problem=problem,
        result=result or {},
        done=job.done,
        total=job.total,
        facts=job.facts,
        ended_at=timezone.now(),
    )
    return str(status) if ended else "lost"


@contextlib.contextmanager
def _named(job: Job) -> Iterator[None]:
    """What is logged within tells which job it was and which request asked for it; so does its span."""
    facts = {"job": job.pk, "function": job.function, "request_id": job.request}
    with structlog.contextvars.bound_contextvars(**facts), span(f"job {job.function}", facts):
        yield


@contextlib.contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Say every few seconds that the job's run is alive, also while it computes in silence."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT):
                close_old_connections()
                try:
                    held = _held(job).update(beat_at=Now())
                except Error:  # the database is busy or away: the next beat says it
                    continue
                if not held:
                    return
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"job-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

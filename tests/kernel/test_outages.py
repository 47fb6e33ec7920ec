"""A database that is away, full or held by others: readers are told, jobs go on, clocks may jump."""

import sqlite3
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.db.utils import InterfaceError, ProgrammingError
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from legation.accounts.models import User
from legation.kernel import jobs, readiness
from legation.kernel.audit import seal
from legation.kernel.audit_check import altered
from legation.kernel.choices import JobStatus
from legation.kernel.models import Job
from legation.kernel.outages import Away, lost

WORKS = "tests.kernel.works"


def caused(said: str, name: str = "", *, kind: Any = OperationalError) -> Exception:
    failed = kind(said)
    failed.__cause__ = sqlite3.OperationalError(said)
    if name:
        failed.__cause__.sqlite_errorname = name
    return failed


@pytest.mark.parametrize(
    ("failed", "is_lost"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("the connection is closed"), True),
        (caused("database is locked", "SQLITE_BUSY"), True),
        (caused("database or disk is full", "SQLITE_FULL"), True),
        (caused("disk I/O error", "SQLITE_IOERR_WRITE"), True),
        (caused("no such table: x", "SQLITE_ERROR"), False),
        (ProgrammingError("no such column"), False),
        (Away("the store"), True),
        (ZeroDivisionError(), False),
        (None, False),
    ],
)
def test_what_comes_of_the_database_and_what_of_us(failed: Exception | None, is_lost: bool):
    assert lost(failed) is is_lost


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Legation is away for a moment"), ("ko", "잠시 연결되지 않습니다")]
)
@pytest.mark.django_db
def test_a_reader_is_told_in_their_language_and_when_to_ask_again(client, monkeypatch, language, title):
    reader = User.objects.create_user("reader@a.example", name="Reader", language=language)
    client.force_login(reader)
    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/", headers={"accept-language": language})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert f"<h1>{title}</h1>" in answer.content.decode()
    asked = {"authorization": f"Bearer legation_{8 * '0'}_{43 * 'x'}", "accept-language": language}
    program = Client(raise_request_exception=False).get("/api/cities", headers=asked)
    assert (program.status_code, program["Retry-After"], program["Content-Type"]) == (
        503,
        "5",
        "application/problem+json",
    )
    assert (program.json()["type"], program.json()["title"]) == ("/api/#away", title)


@pytest.mark.django_db
def test_a_fault_of_ours_is_still_one(client, monkeypatch):
    client.force_login(User.objects.create_user("reader@a.example", name="Reader"))
    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", lambda *_told: 1 / 0)
    answer = client.get("/")
    assert (answer.status_code, answer.has_header("Retry-After")) == (500, False)


def gone(*_told: object, **_more: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_server_that_is_being_stopped_says_so_to_its_processes(client):
    readiness.leave()
    try:
        answer = client.get("/readyz")
    finally:
        readiness.leave(going=False)
    assert (answer.status_code, answer.content) == (503, b"it is being stopped")


@pytest.mark.django_db(transaction=True)
def test_a_job_that_lost_its_database_runs_again_and_is_not_failed():
    job = jobs.enqueue(f"{WORKS}.lost_once", by=None)
    assert jobs.run(job.pk) == "lost"
    job.refresh_from_db()
    assert (job.status, job.attempts, OrmQ.objects.count()) == (JobStatus.QUEUED, 1, 2)
    assert jobs.run(job.pk) == JobStatus.DONE
    assert Job.objects.get(pk=job.pk).result == {"attempt": 2}


@pytest.mark.django_db
def test_a_job_of_a_worker_that_leaves_goes_back_and_is_not_counted(monkeypatch):
    job = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    monkeypatch.setattr(jobs, "_leaving", [True])
    assert jobs.run(job.pk) == JobStatus.QUEUED
    job.refresh_from_db()
    assert (job.attempts, job.holder, OrmQ.objects.count()) == (0, "", 2)


@pytest.mark.django_db
def test_what_does_not_say_how_far_it_is_is_given_back_before_it_is_broken_off():
    job = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    other = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    assert jobs._claimed(job.pk) is not None
    Job.objects.filter(pk=other.pk).update(status=JobStatus.RUNNING, holder="another-1", beat_at=Now())
    assert jobs.give_back() == 1
    assert list(Job.objects.order_by("pk").values_list("status", "attempts")) == [
        ("queued", 0),
        ("running", 0),
    ]


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1)])
@pytest.mark.django_db
def test_a_clock_that_jumps_leaves_no_job_held_for_ever_and_takes_none_from_the_living(jump):
    alive = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    assert jobs._claimed(alive.pk) is not None
    with time_machine.travel(timezone.now() + jump):  # of one host: the lease goes by the database's clock
        assert (jobs.revive(), jobs._claimed(alive.pk)) == (0, None)
    # The database's own clock jumped: the beat lies as far on the other side.
    Job.objects.filter(pk=alive.pk).update(beat_at=timezone.now() - jump)
    assert jobs.revive() == 1
    assert jobs._claimed(alive.pk) is not None


@pytest.mark.django_db
def test_schedules_that_wait_for_a_clock_that_was_ahead_run_again():
    jobs.keep_schedules()
    now = timezone.now()
    Schedule.objects.filter(name="revive").update(next_run=now + timedelta(seconds=50))
    assert jobs.mend_schedules() == 0
    Schedule.objects.filter(name="revive").update(next_run=now + timedelta(days=1))
    assert jobs.mend_schedules() == 1
    assert Schedule.objects.get(name="revive").next_run < timezone.now()


@pytest.mark.django_db
def test_the_audit_list_holds_whatever_the_clock_does():
    from legation.kernel.activity import log
    from legation.kernel.choices import Verb

    me = User.objects.create_user("me@a.example", name="Me")
    for jump in (timedelta(), timedelta(days=1), timedelta(hours=-1)):
        with time_machine.travel(timezone.now() + jump):
            log(Verb.CHANGED, me, by=me)
            seal()
    assert altered() == []

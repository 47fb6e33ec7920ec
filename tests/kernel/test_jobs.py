"""Long work: queued with what it belongs to, run once, stopped, revived after its worker was killed."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from legation.kernel import jobs
from legation.kernel.choices import JobStatus
from legation.kernel.models import Job

WORKS = "tests.kernel.works"


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db
def test_a_job_runs_tells_how_far_it_is_and_keeps_its_result():
    job = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    assert (job.status, OrmQ.objects.count()) == (JobStatus.QUEUED, 1)
    assert jobs.run_queued() == 1
    job = again(job)
    assert (job.status, job.done, job.total, job.facts, job.result) == (
        JobStatus.DONE,
        5,
        5,
        {"last": 4},
        {"sum": 10},
    )
    assert job.over
    assert jobs.run_queued() == 0


@pytest.mark.django_db(transaction=True)
def test_work_is_queued_with_what_it_belongs_to_or_not_at_all():
    def saved() -> None:
        with transaction.atomic():
            jobs.enqueue(f"{WORKS}.counted", 5, by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        saved()
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_refusal_is_told_in_its_own_words_and_an_error_is_not():
    refused = jobs.enqueue(f"{WORKS}.refused", "here", by=None)
    broken = jobs.enqueue(f"{WORKS}.broken", by=None)
    jobs.run_queued()
    assert (again(refused).status, again(refused).problem) == (
        JobStatus.FAILED,
        "There is nothing at here.",
    )
    assert (again(broken).status, again(broken).problem) == (
        JobStatus.FAILED,
        "It ended with an error, which the operator finds in the log.",
    )


@pytest.mark.django_db
def test_a_job_that_waits_is_stopped_at_once():
    job = jobs.enqueue(f"{WORKS}.counted", 5, by=None)
    jobs.ask_to_stop(job)
    assert job.status == JobStatus.STOPPED
    assert jobs.run(job.pk) == "held"


@pytest.mark.parametrize(("work", "result"), [("endless", {}), ("best", {"kept": True})])
@pytest.mark.django_db(transaction=True)
def test_a_running_job_hears_that_it_shall_stop_and_may_keep_what_it_has(work: str, result: dict[str, Any]):
    job = jobs.enqueue(f"{WORKS}.{work}", by=None)
    thread = Thread(target=_run, args=(job.pk,))
    thread.start()
    _until(lambda: again(job).status == JobStatus.RUNNING)
    jobs.ask_to_stop(job)
    thread.join(10)
    assert (again(job).status, again(job).result) == (JobStatus.STOPPED, result)


def _run(key: int) -> None:
    from django.db import connection

    jobs.run(key)
    connection.close()


@pytest.mark.django_db
def test_a_job_delivered_twice_is_held_by_one_and_a_dead_ones_is_taken_over():
    job = jobs.enqueue(f"{WORKS}.counted", 3, by=None)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, holder="other", beat_at=timezone.now())
    assert jobs.run(job.pk) == "held"
    assert jobs.revive() == 0
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(seconds=jobs.LEASE + 1))
    assert jobs.revive() == 1
    assert jobs.run(job.pk) == JobStatus.DONE
    assert again(job).attempts == 1


@pytest.mark.django_db
def test_whoever_was_silent_for_too_long_changes_nothing_more():
    job = jobs.enqueue(f"{WORKS}.counted", 3, by=None)
    held = jobs._claimed(job.pk)
    assert held is not None
    Job.objects.filter(pk=job.pk).update(holder="other")
    told = jobs.Told(held)
    with pytest.raises(jobs.Lost):
        told.report(done=3)
    assert jobs._end(held, JobStatus.DONE) == "lost"
    assert (again(job).status, again(job).done) == (JobStatus.RUNNING, 0)


@pytest.mark.django_db
def test_what_is_broken_off_again_and_again_is_given_up():
    job = jobs.enqueue(f"{WORKS}.counted", 3, by=None)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=jobs.ATTEMPTS, beat_at=long_ago)
    assert jobs.run(job.pk) == JobStatus.FAILED
    assert again(job).problem == "It was broken off 3 times and is not tried again."


@pytest.mark.django_db
def test_jobs_that_nobody_takes_are_told_to_the_operator_and_queued_again():
    job = jobs.enqueue(f"{WORKS}.counted", 3, by=None)
    assert (jobs.waiting_long(), jobs.revive()) == (0, 0)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(created_at=long_ago, beat_at=long_ago)
    assert (jobs.waiting_long(), jobs.revive(), OrmQ.objects.count()) == (1, 1, 2)
    busy = jobs.enqueue(f"{WORKS}.counted", 3, by=None)
    Job.objects.filter(pk=busy.pk).update(status=JobStatus.RUNNING, beat_at=timezone.now())
    assert jobs.waiting_long() == 0
    assert jobs.revive() == 0


@pytest.mark.django_db
def test_schedules_are_made_once_and_kept():
    jobs.keep_schedules()
    Schedule.objects.filter(name="revive").update(minutes=5)
    jobs.keep_schedules()
    assert list(Schedule.objects.values_list("name", "minutes")) == [("revive", 5)]


def _until(done: Callable[[], bool], seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "It did not happen in time."
        time.sleep(0.05)

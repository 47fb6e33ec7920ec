"""Workers that are killed, stopped and started: each job ends, once in effect."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.installation import Installation

WORKS = "tests.kernel.works"
LONG_AGO = {True: "now() - interval '1 minute'", False: "datetime('now', '-1 minute')"}


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "It did not happen in time."
        time.sleep(0.1)


def worker(beside: Installation, *more: str) -> "subprocess.Popen[str]":
    return beside.start("-m", "legation", "worker", *more)


def enqueued(beside: Installation, folder: Path) -> None:
    beside.python(
        f"from legation.kernel import jobs; jobs.enqueue('{WORKS}.written', {str(folder)!r}, by=None)"
    )


def state(beside: Installation) -> tuple[object, ...]:
    return beside.rows("SELECT status, attempts FROM kernel_job")[0]


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_job_whose_worker_is_killed_runs_again_and_is_done_once(beside: Installation, tmp_path: Path):
    enqueued(beside, tmp_path)
    first = worker(beside)
    try:
        until((tmp_path / "began-1").exists)
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
    (tmp_path / "go").touch()
    assert state(beside) == ("running", 1)
    beside.rows(f"UPDATE kernel_job SET beat_at = {LONG_AGO[beside.postgres]}")
    both = [worker(beside), worker(beside)]
    try:
        until(lambda: state(beside) == ("done", 2))
    finally:
        for process in both:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
    assert (tmp_path / "runs").read_text() == "2\n"
    assert (tmp_path / "effect").read_text() == "done once\n"


def test_a_worker_that_is_stopped_gives_its_job_back_and_leaves_no_process(
    beside: Installation, tmp_path: Path
):
    enqueued(beside, tmp_path)
    first = worker(beside, "--beside", str(os.getpid()))
    try:
        until((tmp_path / "began-1").exists)
        queued = beside.rows("SELECT count(*) FROM django_q_ormq")[0][0]
        first.terminate()
        first.communicate(timeout=20)
        until(lambda: not alive(first.pid), 5)
    finally:
        if alive(first.pid):
            os.killpg(first.pid, signal.SIGKILL)
    # At once, and as one that was not begun: a stop is not an attempt that failed.
    assert state(beside) == ("queued", 0)
    assert beside.rows("SELECT count(*) FROM django_q_ormq")[0][0] == queued

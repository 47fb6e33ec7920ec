"""What was acknowledged is there: after `kill -9` in the middle of many writes, and on a full disk."""

import os
import signal

import pytest

from tests.installation import BEGIN, Installation

WRITES = """
import resource, sys
from django.db import OperationalError, transaction
from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
me = User.objects.create_user("writer@a.example", name="Writer")
largest = int(sys.argv[1])
if largest:
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
try:
    for n in range(1000):
        with transaction.atomic():
            entry = log(Verb.CHANGED, me, by=me)
            entry.label = "x" * 300
            entry.save()
        print(entry.pk, flush=True)
except OperationalError as failed:
    print(failed, file=sys.stderr)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with transaction.atomic():  # there is room again: the same process goes on
        print(log(Verb.CHANGED, me, by=me).pk, flush=True)
    print("went on", file=sys.stderr)
"""


def written(beside: Installation) -> dict[int, str]:
    """What a reader finds who comes afterwards."""
    if not beside.postgres:
        assert beside.rows("PRAGMA integrity_check") == [("ok",)]
    return dict(beside.rows("SELECT id, label FROM kernel_activity"))


def test_every_acknowledged_write_is_there_after_its_writer_was_killed(beside: Installation):
    writer = beside.start("-c", BEGIN + WRITES, "0")
    assert writer.stdout is not None
    told = [int(writer.stdout.readline()) for _n in range(300)]
    os.kill(writer.pid, signal.SIGKILL)
    told += [int(line) for line in writer.stdout if line.endswith("\n")]  # what was read ahead, and the rest
    found = written(beside)
    assert (writer.wait(), 300 <= len(told) < 1000) == (-signal.SIGKILL, True)
    assert [key for key in told if found.get(key) != "x" * 300] == []
    # At most the one that was under way stands beside those, whole: both of its writes or neither.
    assert len(found) - len(told) in {0, 1}
    assert set(found.values()) == {"x" * 300}


def test_a_disk_that_fills_up_breaks_nothing_and_work_goes_on_when_there_is_room(beside: Installation):
    if beside.postgres:
        pytest.skip("the disk of PostgreSQL is its server's")
    size = (beside.data / "legation.sqlite3").stat().st_size
    writer = beside.start("-c", BEGIN + WRITES, str(size + 40_000))
    out, said = writer.communicate(timeout=120)
    told = [int(line) for line in out.splitlines()]
    assert (writer.returncode, said.splitlines()[-1], 0 < len(told) < 1000) == (0, "went on", True), said
    found = written(beside)
    assert sorted(found) == told

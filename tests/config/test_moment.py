"""The drill of PostgreSQL's archive, as docs/operator/backup.md has it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.migrated import ROOT
from tests.postgres import readable_by_all, shipped

WITHIN = 60


class Servers:
    """Servers of one machine, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.owner = folder, dict[str, Any]()
        package = shipped()
        if os.geteuid() == 0:
            self.owner = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            package = readable_by_all(package, folder)
            shutil.chown(folder, "nobody", "nogroup")
        self.programs = package / "pginstall" / "bin"
        self.running: subprocess.Popen[bytes] | None = None

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self.owner)

    def start(self, data: Path, said: list[str]) -> None:
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(["", *said, ""]))
        command = [str(self.programs / "postgres"), "-D", str(data), "-h", "", "-k", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self.owner)
        deadline = time.monotonic() + WITHIN
        while not self.ready():
            assert self.running.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.1)

    def ready(self) -> bool:
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        answers = subprocess.run(ready, check=False).returncode == 0
        return answers and self.ask("SELECT pg_is_in_recovery()") == [(False,)]

    def ask(self, asked: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            done = connection.execute(asked)
            return list(done.fetchall()) if done.description else []

    def kill(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()
            time.sleep(0.5)  # its other processes see that it is gone


@pytest.fixture
def servers() -> Iterator[Servers]:
    folder = Path(tempfile.mkdtemp(prefix="legation-pg-", dir="/tmp"))  # a socket's path must be short
    made = Servers(folder)
    try:
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


def settings_of(title: str, servers: Servers, moment: str) -> list[str]:
    """What the page says to write into postgresql.conf for this, at the places of the test."""
    page = (ROOT / "docs" / "operator" / "backup.md").read_text(encoding="utf-8")
    block = next(part for part in page.split("```") if title in part and "# postgresql.conf" in part)
    lines = [line for line in block.splitlines() if " = " in line]
    told = "\n".join(lines).replace("/mnt/wal", str(servers.folder / "wal"))
    told = told.replace("archive_timeout = 60", "archive_timeout = 1")
    return told.replace("2024-04-13 08:00:00+00", moment).splitlines()


def test_the_moment_before_a_mistake_comes_back_though_the_server_was_killed(servers: Servers):
    first, base, wal = (servers.folder / name for name in ("first", "base", "wal"))
    wal.mkdir()
    if servers.owner:
        shutil.chown(wal, "nobody", "nogroup")
    servers.run("initdb", "--pgdata", str(first), "--username", "postgres", "--auth", "trust", "--no-sync")
    servers.start(first, settings_of("archive_command", servers, ""))
    servers.ask("CREATE TABLE work AS SELECT generate_series(1, 10) AS id")
    servers.run(
        "pg_basebackup", f"--pgdata={base}", "--wal-method=stream", "--checkpoint=fast",
        "--host", str(servers.folder), "--username", "postgres",
    )  # fmt: skip
    servers.ask("INSERT INTO work SELECT generate_series(11, 50)")
    time.sleep(0.2)
    moment = datetime.now(UTC).isoformat(sep=" ")
    time.sleep(0.2)
    servers.ask("DELETE FROM work")
    servers.ask("INSERT INTO work VALUES (1)")
    ((last,),) = servers.ask("SELECT pg_walfile_name(pg_current_wal_lsn())")
    deadline = time.monotonic() + WITHIN
    while not (wal / last).exists():
        assert time.monotonic() < deadline, "what was written is in the archive after archive_timeout"
        time.sleep(0.1)
    servers.kill()
    shutil.rmtree(first)  # the machine is lost; the base copy and the archive are elsewhere
    (base / "recovery.signal").touch()
    servers.start(base, settings_of("restore_command", servers, moment))
    assert servers.ask("SELECT count(*), max(id) FROM work") == [(50, 50)]

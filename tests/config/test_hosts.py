"""Web servers, workers and PostgreSQL are killed while 1,000 writes come in: nothing acknowledged is lost.

`HOSTS=1 pytest tests/config/test_hosts.py` does it with two web servers, two workers and PostgreSQL, each in
a network namespace of its own, and cuts the network as well.
`HOSTS=small` takes one of each and no namespaces.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.hosts import Database, Host, environment, hosts, may_make_namespaces
from tests.installation import BEGIN
from tests.migrated import ROOT

WHOLE = os.environ.get("HOSTS") == "1"
SEED = """
import sys
from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.api.actions import make_token
from legation.api.choices import READ_ONLY, Area
from legation.kernel import jobs
office = open_office("Office")
me = open_account("writer@a.example", "Writer", "sample-password-1", office=office, duty=Duty.STAFF)
values = {"name": "load", "reads": list(Area.values), "days": 1,
          "writes": [area.value for area in Area if area not in READ_ONLY]}
print(make_token(values, by=me)[1])
for number in range(int(sys.argv[2])):
    jobs.enqueue("tests.kernel.works.timed", sys.argv[1], number, by=None)
"""


class Load:
    """Programs that write one record after the other, and go to another server when one does not answer."""

    def __init__(self, servers: list[Host], token: str, writes: int) -> None:
        self.servers = [f"http://{host.address}:{host.port}" for host in servers]
        self.token, self.numbers, self.writes = token, itertools.count(), writes
        self.told: dict[str, int] = {}
        self.refused: list[Any] = []
        self.trials = 0
        self.threads = [threading.Thread(target=self._write, args=(k,)) for k in range(6)]

    def _write(self, at: int) -> None:
        while (number := next(self.numbers)) < self.writes:
            name = f"Organisation {number}"
            body = json.dumps({"name": {"en": name}, "kind": "company"})
            headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
                       "Idempotency-Key": f"write-{number}", "Connection": "close"}  # fmt: skip
            while name not in self.told:
                at, self.trials = at + 1, self.trials + 1
                server = self.servers[at % len(self.servers)]
                try:
                    answer = requests.post(f"{server}/api/organisations", body, headers=headers, timeout=40)
                except requests.RequestException:
                    time.sleep(0.2)
                    continue
                if answer.status_code == 201:
                    self.told[name] = answer.json()["id"]
                elif answer.status_code in {503, 409}:  # away, or the same write is still under way
                    time.sleep(0.2)
                else:
                    self.refused.append((answer.status_code, answer.text[:300]))
                    return

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def reached(self, part: float) -> None:
        until(lambda: len(self.told) >= part * self.writes or bool(self.refused), 120)

    def end(self) -> None:
        for thread in self.threads:
            thread.join()


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "It did not happen in time."
        time.sleep(0.05)


def readiness(host: Host) -> tuple[int, str]:
    try:
        answer = requests.get(f"http://{host.address}:{host.port}/readyz", timeout=40)
    except requests.RequestException:
        return 0, ""
    return answer.status_code, answer.text


@pytest.fixture
def short() -> Iterator[Path]:
    """A socket's path must be short, and PostgreSQL's own user must reach it."""
    with tempfile.TemporaryDirectory(
        prefix="legation-hosts-", dir="/tmp", ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif("HOSTS" not in os.environ, reason="takes a minute: set HOSTS=1, or HOSTS=small")
def test_nothing_acknowledged_is_lost_and_no_job_runs_twice_whatever_is_killed(short: Path):
    if WHOLE and not may_make_namespaces():
        pytest.skip("This machine allows no network namespaces: run it as root, with iproute2.")
    webs, workers = (["web-1", "web-2"], ["work-1", "work-2"]) if WHOLE else (["web-1"], ["work-1"])
    writes, works = (1000, 40) if WHOLE else (150, 4)
    with hosts(["base", *webs, *workers], namespaces=WHOLE) as there:
        (short / "base").mkdir()
        database = Database(there["base"], short / "base")
        database.start()
        env = environment(short / "data", DATABASE_URL=database.url)
        database.migrate(env)
        (short / "effects").mkdir()
        seed = [sys.executable, "-c", BEGIN + SEED, str(short / "effects"), str(works)]
        token = subprocess.run(
            seed, env=env, check=True, capture_output=True, text=True, cwd=ROOT
        ).stdout.strip()

        def start(name: str) -> None:
            host = there[name]
            mine = env | {"LEGATION_DATA": str(short / name)}
            command = ["-m", "legation", "worker"]
            if name in webs:
                command = ["-m", "legation", "serve", "--host", host.address, "--port", str(host.port)]
            host.start([sys.executable, *command], short / f"{name}.log", env=mine, cwd=ROOT)

        for name in (*webs, *workers):
            start(name)
        until(lambda: all(readiness(there[name])[0] == 200 for name in webs), 120)
        load = Load([there[name] for name in webs], token, writes)
        began = time.monotonic()
        load.start()
        load.reached(0.2)
        there[webs[0]].kill()
        there[workers[0]].kill()
        if not WHOLE:
            start(webs[0])
        load.reached(0.5)
        there["base"].kill()
        if WHOLE:
            until(lambda: readiness(there["web-2"]) == (503, "the database does not answer"), 60)
        database.start()
        load.reached(0.7)
        start(workers[0])
        if WHOLE:
            start(webs[0])
            until(lambda: readiness(there["web-1"])[0] == 200, 120)
            there["base"].cut(off=True)
            until(lambda: readiness(there["web-2"]) == (503, "the database does not answer"), 60)
            there["base"].cut(off=False)
        load.end()
        seconds = time.monotonic() - began
        assert load.refused == []

        import psycopg

        def rows(asked: str) -> list[tuple[Any, ...]]:
            with psycopg.connect(database.url) as connection:
                return connection.execute(asked).fetchall()

        # Each write stands there, once, under the number that was told; and nothing beside.
        found = {number: name for name, number in rows("SELECT name, id FROM directory_organisation")}
        assert found.keys() == set(load.told.values())
        assert [name for name, number in load.told.items() if f'"{name}"' not in f'"{found[number]}"'] == []
        assert len(found) == writes
        logged = "SELECT count(*) FROM kernel_activity WHERE verb = 'added' AND label LIKE '%Organisation %'"
        assert rows(logged) == [(writes,)]
        lease = (
            "UPDATE kernel_job SET beat_at = now() - interval '1 hour' WHERE status = 'running' RETURNING id"
        )
        if not WHOLE:  # what the killed worker held waits for its lease, which the whole run waits for
            rows(lease)
        until(lambda: rows("SELECT DISTINCT status FROM kernel_job") == [("done",)], 240)
        assert len(list((short / "effects").glob("effect-*"))) == works
        lines = [line.split() for line in (short / "effects" / "runs").read_text().splitlines()]
        runs = sorted((int(number), float(began), float(ended)) for number, began, ended in lines)
        twice = [one for one, other in itertools.pairwise(runs) if one[0] == other[0] and other[1] < one[2]]
        assert (len({number for number, _began, _ended in runs}), twice) == (works, [])
        if WHOLE:
            told = (
                f"{writes} writes in {seconds:.0f} s, {load.trials} requests; {works} jobs, {len(runs)} runs"
            )
            (ROOT / ".pytest_cache" / "hosts.txt").write_text(told + "\n")

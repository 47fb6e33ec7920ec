"""Whether pages stay as quick among 100,000 missions as among 100: `python benchmarks/scale.py [SIZES]`.

Fills a database of its own for each size (`scaled/`), serves all of them as an installation does (two
processes each, keep-alive) and lets twenty users read the mission desk, programme, delegation and search in
turn, one size after the other, several rounds, so that other work on the machine falls on all alike.

Users first think for one to two seconds between two pages, then not at all (`closed`): there the machine is
full, and a page takes as long as twenty of them cost. Processor time a page, of the server and of the
database, says how much that is; other work on the machine changes it little.

With `python tests/postgres.py` before it on PostgreSQL, otherwise on SQLite. `--keep FOLDER` leaves what was
made, and a later run with it begins at once. `--seconds` is how long each round lasts.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent / "scaled"))

from peers import KEPT, ROOT, free_port, processor_seconds, serving
from scale_readers import PAGES

HERE = Path(__file__).resolve().parent / "scaled"
MOST_MS, FLAT = 150, 1.2
THINKS = (1.0, 2.0)


@dataclass
class Site:
    """One installation of some size: where it answers, who reads it, and what was measured so far."""

    size: int
    env: dict[str, str]
    port: int = 0
    server: int = 0
    readers: list[dict[str, Any]] = field(default_factory=list)
    queries: dict[str, list[int]] = field(default_factory=dict)
    thinking: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    rates: list[float] = field(default_factory=list)
    costs: list[tuple[float, float]] = field(default_factory=list)
    failed: int = 0


def database_of(size: int, folder: Path) -> dict[str, str]:
    """The environment of one installation; on PostgreSQL in a database of its own."""
    data = folder / str(size)
    data.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if not key.startswith("LEGATION_")}
    env |= {
        "LEGATION_DATA": str(data),
        "LEGATION_WORKERS": "2",
        "LEGATION_JOBS": "0",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    address = os.environ.get("DATABASE_URL")
    if address:
        import psycopg

        name = f"legation_scale_{size}"
        with psycopg.connect(address, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {name}")
        env["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    return env


def told(script: str, *given: str, env: dict[str, str]) -> dict[str, Any]:
    """What one of the scripts in `scaled` prints."""
    command = [sys.executable, str(HERE / script), *given]
    run = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def filled(size: int, folder: Path) -> Site:
    """An installation of this size, made where it was not kept."""
    env = database_of(size, folder)
    made = folder / str(size) / "made.json"
    if not made.exists():
        made.write_text(json.dumps(told("scale_fill.py", str(size), env=env)))
    facts = json.loads(made.read_text())
    print(f"{size:>7} missions: {facts['bytes'] / 1e6:,.0f} MB, made in {facts['seconds']} s")
    for table, (rows, heap, indexes) in sorted(facts["tables"].items(), key=lambda each: -sum(each[1][1:]))[
        :9
    ]:
        print(f"{table:>40}{rows:>13,} rows{heap / 1e6:>10,.0f} MB{indexes / 1e6:>10,.0f} MB of indexes")
    site = Site(size, env)
    found = told("scale_readers.py", env=env)
    site.readers, site.queries = found["readers"], found["queries"]
    return site


def asked(site: Site, seconds: float, *, think: bool, into: dict[str, list[float]]) -> int:
    """Let all users read for some seconds; how many pages they were given."""
    until, counts = time.monotonic() + seconds, [0] * len(site.readers)

    def read(number: int) -> None:
        reader, chance = site.readers[number], random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        headers = {"Host": f"localhost:{site.port}", "Cookie": reader["cookie"]}
        turn = number
        if think:
            time.sleep(chance.uniform(0, THINKS[1]))
        while time.monotonic() < until:
            page = PAGES[turn % len(PAGES)]
            address, turn = chance.choice(reader["pages"][page]), turn + 1
            started = time.perf_counter()
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            answer.read()
            into[page].append((time.perf_counter() - started) * 1000)
            site.failed += answer.status != 200
            counts[number] += 1
            if think:
                time.sleep(chance.uniform(*THINKS))
        connection.close()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(len(site.readers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def measure(site: Site, seconds: float, database: int) -> None:
    """One round: thinking users, then such as do not."""
    asked(site, seconds, think=True, into=site.thinking)
    before = processor_seconds(site.server), processor_seconds(database) if database else 0.0
    started = time.monotonic()
    pages = asked(site, seconds / 2, think=False, into=site.closed)
    site.rates.append(pages / (time.monotonic() - started))
    spent = processor_seconds(site.server) - before[0]
    of_database = (processor_seconds(database) if database else 0.0) - before[1]
    site.costs.append((spent / pages * 1000, of_database / pages * 1000))


def database_process() -> int:
    """The first process of the PostgreSQL server, or 0."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        return 0
    import psycopg

    with psycopg.connect(address) as connection:
        stat = Path(f"/proc/{connection.info.backend_pid}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])


def at(share: float, times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def shown(sites: list[Site]) -> bool:
    """The table; whether all stays within the budget."""
    kept = True
    for page in PAGES:
        print(
            f"\n{page:<12}{'missions':>9}{'queries':>10}{'half':>8}{'p95':>8}{'closed':>9}{'p95 ÷ first':>13}"
        )
        first = at(0.95, sites[0].thinking[page])
        for site in sites:
            times, counts = site.thinking[page], site.queries[page]
            queries = "–".join(map(str, sorted({min(counts), max(counts)})))
            p95 = at(0.95, times)
            print(
                f"{'':<12}{site.size:>9}{queries:>10}{at(0.5, times):>8.0f}{p95:>8.0f}"
                f"{at(0.95, site.closed[page]):>9.0f}{p95 / first:>13.2f}"
            )
            kept &= p95 < MOST_MS and p95 / first <= FLAT
    print(f"\n{'':<12}{'missions':>9}{'pages/s':>10}{'ms of server':>14}{'ms of database':>16}{'failed':>8}")
    for site in sites:
        ours, database = (statistics.median(each) for each in zip(*site.costs, strict=True))
        print(
            f"{'':<12}{site.size:>9}{statistics.median(site.rates):>10.0f}{ours:>14.1f}{database:>16.1f}{site.failed:>8}"
        )
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--seconds", type=float, default=16.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = given.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="legation-scale-"))
        )
        sites = [filled(size, folder.resolve()) for size in given.sizes]
        command = [sys.executable, "-m", "legation", "serve", "--port"]
        for site in sites:
            site.port = free_port()
            site.env["LEGATION_ORIGIN"] = f"http://localhost:{site.port}"
            ready = serving([*command, str(site.port)], site.env, ROOT, "/healthz", site.port)
            site.server = stack.enter_context(ready)
            asked(site, 6, think=False, into=defaultdict(list))
        database = database_process()
        for number in range(given.rounds):
            print(f"Round {number + 1} with a load of {os.getloadavg()[0]:.1f}", file=sys.stderr)
            for site in sites:
                measure(site, given.seconds, database)
        kept = shown(sites)
    told_ = "kept" if kept else "broken"
    print(f"budget: p95 under {MOST_MS} ms, and within 20 % of the smallest: {told_}")


if __name__ == "__main__":
    main()

"""Peers that benchmarks measure ours beside: installed from their packages, filled with samples, served.

Each is kept in `.venv/peers`, so that only the first run installs it. What a request costs is read as
processor time of the serving processes, which other work on the machine changes little; requests a second
are shown beside.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".venv" / "peers"
TICK = os.sysconf("SC_CLK_TCK")

PRETALX_SETTINGS = """[filesystem]
data = {data}
[site]
debug = False
url = http://localhost:{port}
[database]
backend = sqlite3
name = {data}/db.sqlite3
[redis]
location = False
session = False
[celery]
"""
# Five days, six rooms, five items a room and day: 150, each with one speaker.
PRETALX_SAMPLE = """
import datetime as dt
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event
from pretalx.event.utils import create_organiser_with_team
from pretalx.person.models import SpeakerProfile, User
from pretalx.schedule.models import Room
from pretalx.submission.models import Submission
admin = User.objects.create_user(name="Sample", email="sample@example.org", locale="en")
organiser, team = create_organiser_with_team(name="Sample", slug="sampleorg", users=[admin])
with scopes_disabled():
    event = Event.objects.create(name="Sample", slug="sample", organiser=organiser, is_public=True,
        date_from=dt.date(2024, 4, 15), date_to=dt.date(2024, 4, 19), timezone="Asia/Seoul",
        email="sample@example.org", locale_array="en", locale="en")
with scope(event=event):
    event.build_initial_data()
    team.limit_events.add(event)
    rooms = [Room.objects.create(event=event, name=f"Room {n}", position=n) for n in range(6)]
    kind = event.submission_types.first()
    for number in range(150):
        day, room, slot = number // 30, rooms[number % 6], number % 30 // 6
        user = User.objects.create(name=f"Sample Person {number}", email=f"s{number}@example.org")
        SpeakerProfile.objects.create(user=user, event=event, biography="Sample")
        talk = Submission.objects.create(event=event, title=f"Sample item {number}", submission_type=kind,
            content_locale="en", abstract="What this sample item is about.", state="submitted")
        talk.speakers.add(user)
        talk.accept(person=admin)
        talk.confirm(person=admin)
        at = event.datetime_from.replace(hour=9, minute=0) + dt.timedelta(days=day, hours=slot)
        for one in talk.slots.all():
            one.start, one.end, one.room = at, at + dt.timedelta(minutes=45), room
            one.save()
    event.release_schedule(name="1", user=admin)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page cost: processor seconds a request, requests a second, bytes, answers other than 200."""

    processor: float
    rate: float
    size: int
    failed: int


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def processor_seconds(root: int) -> float:
    """Processor time of a process and all that it started, in seconds."""
    parents, used = {}, {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                parents[int(path.name)] = int(fields[1])
                used[int(path.name)] = (int(fields[11]) + int(fields[12])) / TICK
    total, grown = 0.0, {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in grown} - grown
        if not more:
            break
        grown |= more
    for pid in grown:
        total += used.get(pid, 0.0)
    return total


@contextlib.contextmanager
def serving(command: list[str], env: dict[str, str], cwd: Path, ready: str, port: int) -> Iterator[int]:
    """A server that answers `ready` with 200; gives its process."""
    with (KEPT / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=env, cwd=cwd, stdout=log, stderr=log, start_new_session=True)
        try:
            for _attempt in range(240):
                with contextlib.suppress(OSError):
                    if fetch(port, ready)[0] == 200:
                        break
                if process.poll() is not None:
                    sys.exit(f"{command[0]} ended by itself; see {KEPT / 'server.log'}")
                time.sleep(0.25)
            else:
                sys.exit(f"{command[0]} did not answer {ready}; see {KEPT / 'server.log'}")
            yield process.pid
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def measured(
    pid: int,
    port: int,
    path: str,
    *,
    seconds: float,
    readers: int = 8,
    headers: dict[str, str] | None = None,
) -> Cost:
    """Ask for one page from several readers at once for some seconds, after a few to warm up."""
    for _warm in range(6):
        fetch(port, path, headers)
    done, failed, size = [0] * readers, [0] * readers, [0] * readers
    until = time.monotonic() + seconds

    def read(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            try:
                connection.request("GET", path, headers={"Host": f"localhost:{port}", **(headers or {})})
                answer = connection.getresponse()
                size[index] = len(answer.read())
                failed[index] += answer.status != 200
            except (OSError, http.client.HTTPException):
                failed[index] += 1
                connection.close()
            done[index] += 1
        connection.close()

    before, started = processor_seconds(pid), time.monotonic()
    threads = [threading.Thread(target=read, args=(index,)) for index in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, took = processor_seconds(pid) - before, time.monotonic() - started
    count = max(sum(done), 1)
    return Cost(spent / count, count / took, max(size), sum(failed))


def pretalx() -> tuple[list[str], dict[str, str], Path, int]:
    """pretalx with 150 items, as its documentation serves it: command, environment, folder, port."""
    home, port = KEPT / "pretalx", free_port()
    data, settings = home / "data", home / "pretalx.cfg"
    python = home / "venv" / "bin" / "python"
    data.mkdir(parents=True, exist_ok=True)
    settings.write_text(PRETALX_SETTINGS.format(data=data, port=port), encoding="utf-8")
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "PRETALX_CONFIG_FILE": str(settings)}
    if not (home / "ready").exists():
        print("Installing pretalx from its package (once; some minutes)", file=sys.stderr)
        for command in (
            [sys.executable, "-m", "venv", str(home / "venv")],
            [str(python), "-m", "pip", "install", "--quiet", "pretalx", "gunicorn"],
            [str(python), "-m", "pretalx", "migrate"],
            [str(python), "-m", "pretalx", "rebuild"],
            [str(python), "-m", "pretalx", "shell", "--unsafe-disable-scopes", "-c", PRETALX_SAMPLE],
        ):
            run = subprocess.run(
                command, env={**os.environ, **env}, cwd=home, capture_output=True, text=True, check=False
            )
            if run.returncode:
                sys.exit(f"{' '.join(command)[:200]}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")
        (home / "ready").touch()
    serve = [
        str(python),
        "-m",
        "gunicorn",
        "pretalx.wsgi",
        "--workers",
        "2",
        "--max-requests",
        "1200",
    ]
    return [*serve, "--bind", f"127.0.0.1:{port}"], env, home, port

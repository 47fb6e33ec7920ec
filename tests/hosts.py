"""Hosts of an installation on PostgreSQL, each in a network namespace of its own where the machine allows it.

Without namespaces they are processes of this machine with ports of their own: the same programs, the same
kills, but no network that can be cut.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.migrated import ROOT
from tests.postgres import readable_by_all, shipped

BRIDGE, NET = "legation0", "10.77.19"
READY_WITHIN = 60


@dataclass
class Host:
    """One machine: its address, and the process that it is there for."""

    name: str
    address: str
    port: int
    inside: list[str] = field(default_factory=list)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, command: list[Any], log: Path, **more: Any) -> None:
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*self.inside, *map(str, command)], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, **more,
            )  # fmt: skip

    def kill(self) -> None:
        """As if its power were cut."""
        if self.inside:
            found = subprocess.run(["ip", "netns", "pids", self.name], capture_output=True, check=True).stdout
            for number in found.split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(number), signal.SIGKILL)
        elif self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def cut(self, *, off: bool) -> None:
        """Take its cable out, or put it back."""
        assert self.inside, "only a namespace has a cable"
        run("ip", "link", "set", f"v-{self.name}", "down" if off else "up")


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def may_make_namespaces() -> bool:
    if os.geteuid() != 0 or shutil.which("ip") is None or shutil.which("setpriv") is None:
        return False
    made = subprocess.run(["ip", "netns", "add", "legation-try"], check=False, capture_output=True)
    subprocess.run(["ip", "netns", "del", "legation-try"], check=False, capture_output=True)
    return made.returncode == 0


@contextlib.contextmanager
def hosts(names: list[str], *, namespaces: bool, first_port: int = 18_300) -> Iterator[dict[str, Host]]:
    """Hosts by name; all their processes are gone afterwards."""
    made: dict[str, Host] = {}
    try:
        if namespaces:
            _bridge()
        for number, name in enumerate(names, 1):
            made[name] = _host(name, number) if namespaces else Host(name, "127.0.0.1", first_port + number)
        yield made
    finally:
        for host in made.values():
            host.kill()
        if namespaces:
            for name in names:
                subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)
            subprocess.run(["ip", "link", "del", BRIDGE], check=False, capture_output=True)


def _bridge() -> None:
    run("ip", "link", "add", BRIDGE, "type", "bridge")
    run("ip", "addr", "add", f"{NET}.254/24", "dev", BRIDGE)
    run("ip", "link", "set", BRIDGE, "up")


def _host(name: str, number: int) -> Host:
    address = f"{NET}.{number}"
    run("ip", "netns", "add", name)
    run("ip", "link", "add", f"v-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
    run("ip", "link", "set", f"v-{name}", "master", BRIDGE, "up")
    for step in (("addr", "add", f"{address}/24", "dev", "eth0"), ("link", "set", "eth0", "up"),
                 ("link", "set", "lo", "up")):  # fmt: skip
        run("ip", "-n", name, *step)
    return Host(name, address, 8000, ["ip", "netns", "exec", name])


class Database:
    """A PostgreSQL server on one of the hosts, with the durability that it comes with."""

    def __init__(self, host: Host, folder: Path) -> None:
        self.host, self.folder = host, folder
        self.programs = shipped() / "pginstall" / "bin"
        if os.geteuid() == 0:
            self.programs = readable_by_all(shipped(), folder) / "pginstall" / "bin"
            shutil.chown(folder, "nobody", "nogroup")
        self._run("initdb", "--pgdata", folder / "data", "--username", "postgres", "--auth", "trust",
                  "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        with (folder / "data" / "pg_hba.conf").open("a") as trusted:
            trusted.write(f"host all all {NET}.0/24 trust\n")
        self.port = 5432 if host.inside else host.port
        self.url = f"postgres://postgres@{host.address}:{self.port}/postgres"

    def start(self) -> None:
        """Start it, after a kill as well: what was in its memory comes back from its log."""
        limit = time.monotonic() + READY_WITHIN
        while True:
            command = [self.programs / "postgres", "-D", self.folder / "data", "-p", self.port,
                       "-h", self.host.address, "-k", self.folder]  # fmt: skip
            as_nobody = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
            command = [*as_nobody, *command] if os.geteuid() == 0 else command
            self.host.start(command, self.folder / "log", cwd=self.folder)
            assert self.host.process is not None
            while self.host.process.poll() is None:
                if self._run("pg_isready", "-q", "-h", self.folder, "-p", self.port, check=False) == 0:
                    return
                time.sleep(0.1)
            # The children of one that was killed may still hold its memory.
            assert time.monotonic() < limit, (self.folder / "log").read_text(errors="replace")[-2000:]
            time.sleep(0.2)

    def migrate(self, env: dict[str, str]) -> None:
        """As a release does; from the tests' own server where there is one, which is quicker."""
        template = os.environ.get("DATABASE_URL", "")
        if not template:
            subprocess.run(
                [sys.executable, "-m", "legation", "manage", "migrate", "-v", "0"], env=env, check=True
            )
            return
        from tests.migrated import lay

        name = f"hosts_{os.getpid()}"
        lay({"NAME": "", "TEST": {"NAME": name}})
        source = template.rpartition("/")[0] + f"/{name}"
        dump = subprocess.run([self.programs / "pg_dump", source], check=True, capture_output=True).stdout
        here = ["-h", self.folder, "-p", str(self.port), "-U", "postgres"]
        command = [self.programs / "psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", *here]
        subprocess.run(command, input=dump, check=True, capture_output=True)

    def _run(self, program: str, *arguments: Any, check: bool = True) -> int:
        owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            owner = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        return subprocess.run(
            [self.programs / program, *map(str, arguments)],
            check=check, capture_output=True, cwd=self.folder, **owner,
        ).returncode  # fmt: skip


def environment(data: Path, **more: str) -> dict[str, str]:
    """What every program of the installation is given; secrets are the same on all hosts."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LEGATION_", "DJANGO_"))}
    return env | {
        "LEGATION_DATA": str(data),
        "LEGATION_SECRET_KEY": "the-same-on-every-host",
        "LEGATION_API_LIMIT": "100000",
        "LEGATION_HOSTS": "*",
        "LEGATION_JOBS": "0",
        "LEGATION_WORKERS": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        **more,
    }

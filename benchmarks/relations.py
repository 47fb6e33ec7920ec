"""The page of two cities with 500 missions and 5,000 promises: `python benchmarks/relations.py [ROUNDS]`.

Fills a database of its own, asks for the page as a browser would, and prints queries and processor time, the
best and the median, beside the same rows read in the same run through plain Django: one QuerySet of whole
objects for each kind, their relations joined, sorted and shown fifty a page.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from book import told

os.environ["DJANGO_SETTINGS_MODULE"] = "legation.config.settings"
TEMPORARY = tempfile.TemporaryDirectory(prefix="legation-relations-")
os.environ["LEGATION_DATA"] = TEMPORARY.name
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

MISSIONS, PROMISES, MEETINGS, AGREEMENTS = 500, 5000, 5, 20
MOST_QUERIES, MOST_MS = 12, 150


def filled() -> tuple[Any, Any, Any]:
    """Two cities with all of it between them, in rows made at once; gives the reader and both cities."""
    import django

    django.setup()
    from django.core.management import call_command

    with redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    from legation.accounts.models import Office, User
    from legation.directory.models import City, Organisation
    from legation.missions.models import Delegation, Engagement, Leg, Membership, Mission
    from legation.outcomes.models import Agreement, Commitment

    reader = User.objects.create_user(
        "reader@example.org", "sample", name="Sample", office=Office.objects.create(name="Sample")
    )
    here, there = (
        City.objects.create(name=named(name, korean), country=country, time_zone=zone)
        for name, korean, country, zone in (
            ("Seattle", "시애틀", "US", "America/Los_Angeles"),
            ("Busan", "부산", "KR", "Asia/Seoul"),
        )
    )
    bodies = [
        Organisation.objects.create(name=named(f"City of {city}", f"{city}시"), kind="city", city=city)
        for city in (here, there)
    ]
    days = [date(1984, 1, 1) + timedelta(days=30 * number) for number in range(MISSIONS)]
    missions = Mission.objects.bulk_create(
        Mission(
            slug=f"sample-{number}",
            name=named(f"Sample mission {number}", f"견본 방문단 {number}"),
            starts_on=day,
            ends_on=day + timedelta(days=4),
        )
        for number, day in enumerate(days)
    )
    Membership.objects.bulk_create(
        Membership(user=reader, mission=one, side="guest", role="organiser") for one in missions
    )
    Delegation.objects.bulk_create(
        Delegation(mission=one, party=party, name=city.name, city=city)
        for one in missions
        for party, city in (("guest", here), ("host", there))
    )
    Leg.objects.bulk_create(
        Leg(mission=one, city=there, starts_on=one.starts_on, ends_on=one.ends_on) for one in missions
    )
    met = Engagement.objects.bulk_create(
        Engagement(
            mission=one,
            kind="meeting",
            status="held",
            title=named(f"Sample meeting {number}", f"견본 면담 {number}"),
            starts_at=datetime(
                one.starts_on.year, one.starts_on.month, one.starts_on.day, 3 + number, tzinfo=UTC
            ),
            ends_at=datetime(
                one.starts_on.year, one.starts_on.month, one.starts_on.day, 4 + number, tzinfo=UTC
            ),
            zone="Asia/Seoul",
        )
        for one in missions
        for number in range(MEETINGS)
    )
    Commitment.objects.bulk_create(
        Commitment(
            mission=met[number % len(met)].mission,
            engagement=met[number % len(met)],
            title=named(f"Sample promise {number}", f"견본 약속 {number}"),
            owed_by=bodies[number % 2],
            owed_to=bodies[1 - number % 2],
            due_on=met[number % len(met)].starts_at.date() + timedelta(days=200),
            status="done" if number % 3 else "open",
            settled_on=met[number % len(met)].starts_at.date() + timedelta(days=150) if number % 3 else None,
        )
        for number in range(PROMISES)
    )
    for number in range(AGREEMENTS):
        agreement = Agreement.objects.create(
            mission=missions[number * (MISSIONS // AGREEMENTS)],
            kind="mou",
            status="signed",
            title=named(f"Sample memorandum {number}", f"견본 양해각서 {number}"),
            signed_on=days[number * (MISSIONS // AGREEMENTS)],
            subjects=["port", "trade"][: 1 + number % 2],
        )
        agreement.parties.set(bodies)
    return reader, here, there


def named(english: str, korean: str) -> Any:
    from i18nfield.strings import LazyI18nString

    return LazyI18nString({"en": english, "ko": korean})


def plainly(reader: Any, here: Any, there: Any) -> str:
    """What one would write first: whole objects of each kind, sorted together, fifty of them shown."""
    from django.template import engines

    from legation.missions.models import Engagement, Mission
    from legation.outcomes.models import Agreement, Commitment

    missions = list(
        Mission.objects.visible_to(reader)
        .filter(delegations__city=here)
        .filter(delegations__city=there)
        .distinct()
    )
    rows: list[tuple[date, str, Any]] = [(one.starts_on, "mission", one) for one in missions]
    meetings = (
        Engagement.objects.visible_to(reader).filter(mission__in=missions).select_related("mission", "venue")
    )
    rows += [(one.local_start.date(), "meeting", one) for one in meetings]
    promises = Commitment.objects.visible_to(reader).filter(mission__in=missions)
    for one in promises.select_related("mission", "engagement", "owed_by__city", "owed_to__city"):
        rows.append((one.engagement.local_start.date(), "promised", one))
        if one.settled_on:
            rows.append((one.settled_on, "kept", one))
    agreements = Agreement.objects.visible_to(reader).prefetch_related("parties__city")
    rows += [(one.signed_on, "signed", one) for one in agreements]
    rows.sort(key=lambda row: (row[0], row[1], row[2].pk), reverse=True)
    page = engines["django"].from_string(
        "{% for day, kind, one in rows %}<li>{{ day }} {{ kind }} {{ one }} {{ one.owed_by }}{% endfor %}"
    )
    return page.render({"rows": rows[:50], "total": len(rows)})


def timed(what: Callable[[], Any], rounds: int) -> list[float]:
    """Milliseconds of processor time of each round, after one that is not counted."""
    what()
    found = []
    for _round in range(rounds):
        started = time.process_time()
        what()
        found.append((time.process_time() - started) * 1000)
    return found


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    reader, here, there = filled()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {
        "two cities": reverse("relation", args=[here.pk, there.pk]),
        "two cities, one year, promises": reverse("relation", args=[here.pk, there.pk])
        + "?year=2010&kind=promise",
        "one city's network": reverse("city-relations", args=[here.pk]),
    }
    print(
        f"{MISSIONS} missions, {PROMISES} promises, {MISSIONS * MEETINGS} meetings, {AGREEMENTS} agreements"
    )
    print(f"{'':<34}{'queries':>8}{'best ms':>9}{'median':>9}{'plain ÷ ours':>14}")
    plain = timed(lambda: plainly(reader, here, there), rounds)
    broken = False
    for what, address in pages.items():
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            queries = len(asked)
        ours = timed(lambda address=address: client.get(address), rounds)
        ratio = f"{statistics.median(plain) / statistics.median(ours):14.1f}"
        print(f"{what:<34}{queries:8d}{min(ours):9.1f}{statistics.median(ours):9.1f}{ratio}")
        median = statistics.median(ours)
        told(what, median, "ms", ratio=median / statistics.median(plain), aim=f"{MOST_MS} ms")
        broken |= queries > MOST_QUERIES or min(ours) > MOST_MS
    print(f"{'plain Django, whole objects':<34}{'':>8}{min(plain):9.1f}{statistics.median(plain):9.1f}")
    print(f"budget: {MOST_QUERIES} queries, {MOST_MS} ms of a processor: {'broken' if broken else 'kept'}")


if __name__ == "__main__":
    main()

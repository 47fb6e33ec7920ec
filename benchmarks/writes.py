"""Small writes a second from eight writers, beside bare Django: `python benchmarks/writes.py [SECONDS]`.

Two processes with four threads each, on SQLite, or with DATABASE_URL on PostgreSQL. Bare Django adds a row
and counts it in one shared row, in one transaction; ours do the same through `kernel.editing`, and then what
people do: a promise settled and a door's scan merged, each with version, history and log. At the end every
write that was acknowledged is looked for.
"""

import multiprocessing
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as clock
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "legation.config.settings"
os.environ["LEGATION_SECRET_KEY"] = "benchmark"
sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from book import told  # noqa: E402

PROCESSES, THREADS = 2, 4
TEN = clock(10)
LEAST = 0.5  # of bare Django's writes a second
KINDS = (
    "bare Django: a row added and counted",
    "ours: the same, with version, history and log",
    "ours: a promise settled",
    "ours: a scan at the door",
)
Write = Callable[[int], None]


def tables() -> tuple[Any, Any]:
    """Two tables of bare Django's: what is counted, and the count."""
    from django.db import models

    class Counted(models.Model):  # noqa: DJ008
        text = models.CharField(max_length=60)

        class Meta:
            app_label = "kernel"

    class Count(models.Model):  # noqa: DJ008
        number = models.IntegerField(default=0)

        class Meta:
            app_label = "kernel"

    return Counted, Count


def writer(kind: int, ids: dict[str, Any], place: int) -> Write:
    """What one writer does once; `place` is its number among all."""
    from django.db import transaction
    from django.utils import timezone

    from legation.accounts.models import User
    from legation.guests.actions.door import Told, merge
    from legation.guests.models import GuestList
    from legation.outcomes.actions import settle_commitment
    from legation.outcomes.models import Commitment

    by = User.objects.get(pk=ids["by"])
    if kind < 2:
        count = TABLES[1]

        def add(number: int) -> None:
            with transaction.atomic():
                held = count.objects.select_for_update().get(pk=1)
                if kind:
                    note(ids["mission"], f"{place}-{number}", by)
                else:
                    TABLES[0].objects.create(text=f"{place}-{number}")
                held.number += 1
                held.save(update_fields=["number"])

        return add
    if kind == 2:
        key = ids["promises"][place]

        def settle(number: int) -> None:
            promise = Commitment.objects.get(pk=key)
            settle_commitment(
                promise, "under_way" if number % 2 else "open", seen=promise.version, by=by, reason="x"
            )

        return settle
    guest_list = GuestList.objects.get(pk=ids["list"])

    def scan(number: int) -> None:
        guest = ids["guests"][place * 1000 + number % 1000]
        heard = merge(guest_list, [Told(uuid4(), "in", timezone.now(), guest)], by=by)
        assert heard[0].outcome in {"in", "already"}, heard

    return scan


def note(mission: int, text: str, by: Any) -> None:
    """The smallest record of ours, added as every record is."""
    from legation.kernel import editing
    from legation.outcomes.models import Commitment

    editing.add(Commitment(mission_id=mission, title=text), by=by)


def work(kind: int, ids: dict[str, Any], process: int, seconds: float, start: Any, out: Any) -> None:
    """One process: its threads write for `seconds`; tells how many were acknowledged and how many failed."""
    begin()
    done, failed = [0] * THREADS, [0] * THREADS

    def one(thread: int) -> None:
        from django.db import connection

        write = writer(kind, ids, process * THREADS + thread)
        start.wait()
        until, number = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            number += 1
            try:
                write(number)
                done[thread] += 1
            except Exception as error:  # noqa: BLE001  counted, and the first shown
                if not failed[thread]:
                    print(f"  failed: {error!r}", file=sys.stderr)
                failed[thread] += 1
        connection.close()

    threads = [threading.Thread(target=one, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.put((sum(done), sum(failed)))


def begin() -> None:
    """Start Django in this process."""
    import django

    django.setup()
    global TABLES  # noqa: PLW0603
    TABLES = tables()


def filled() -> dict[str, Any]:
    """A mission with a promise for each writer and a list with a thousand guests for each."""
    from django.core.management import call_command
    from django.db import connection

    from legation.guests.actions.guests import add_all
    from legation.guests.actions.lists import open_list
    from legation.missions.actions import add_engagement
    from legation.outcomes.actions import add_commitment
    from tests.missions.stage import SEOUL, build, two

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for table in TABLES:
            editor.create_model(table)
    TABLES[1].objects.create(pk=1)
    stage = build()
    by, writers = stage.guest, PROCESSES * THREADS
    starts = datetime.combine(stage.mission.starts_on, TEN)
    values = {"kind": "reception", "title": two("Sample reception"), "zone": SEOUL, "visibility": "shared"}
    reception = add_engagement(
        stage.mission, values | {"starts": starts, "ends": starts + timedelta(hours=2)}, by=by
    )
    guest_list = open_list(reception, {}, by=by)
    rows = [{"name": f"Sample {number}", "status": "accepted"} for number in range(writers * 1000)]
    guests = add_all(guest_list, rows, by=by)
    promises = [
        add_commitment(stage.mission, {"title": two(f"Sample {number}")}, by=by) for number in range(writers)
    ]
    return {
        "by": by.pk, "mission": stage.mission.pk, "list": guest_list.pk,
        "guests": [guest.pk for guest in guests], "promises": [promise.pk for promise in promises],
    }  # fmt: skip


def statements(kind: int, ids: dict[str, Any]) -> str:
    """What one write sends, in order; a run of the same kind of statement is counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    write = writer(kind, ids, 0)
    write(1)  # what is looked up once a process
    with CaptureQueriesContext(connection) as sent:
        write(2)
    # Where a statement brings another one with it, both are told.
    verbs = [
        word
        for query in sent.captured_queries
        for word in re.findall(
            r"\b(BEGIN|SAVEPOINT|SELECT|INSERT|UPDATE|DELETE|COMMIT)\b", _bare(query["sql"])
        )
    ]
    runs = [(verb, len(list(same))) for verb, same in groupby(verbs)]
    return " ".join(verb if count == 1 else f"{verb}*{count}" for verb, count in runs)


def _bare(sql: str) -> str:
    """A statement without its values, and without what ends a savepoint or locks a row."""
    return re.sub(r"'(?:[^']|'')*'|RELEASE SAVEPOINT|FOR UPDATE", "", sql)


def there() -> tuple[int, ...]:
    """How many writes of each kind the database holds."""
    from legation.guests.models import Scan
    from legation.outcomes.models import Commitment

    settled = Commitment.history.filter(history_type="~").count()
    return TABLES[0].objects.count(), Commitment.objects.count(), settled, Scan.objects.count()


def main(seconds: float) -> bool:
    from django.db import connection

    begin()
    ids, kept = filled(), True
    print(f"{connection.vendor}, {PROCESSES} processes with {THREADS} threads, {seconds:.0f} s each")
    print(f"{'':<48}{'writes/s':>10}{'failed':>8}{'lost':>6}{'of bare':>9}")
    bare, spawn = 0.0, multiprocessing.get_context("spawn")
    for kind, name in enumerate(KINDS):
        sent = statements(kind, ids)
        before, out, start = there()[kind], spawn.Queue(), spawn.Barrier(PROCESSES * THREADS)
        connection.close()
        crew = [
            spawn.Process(target=work, args=(kind, ids, process, seconds, start, out))
            for process in range(PROCESSES)
        ]
        for one in crew:
            one.start()
        said = [out.get() for _one in crew]
        for one in crew:
            one.join()
        done, failed = sum(told for told, _ in said), sum(broken for _, broken in said)
        lost = done - (there()[kind] - before)
        rate = done / seconds
        bare = bare or rate
        print(f"{name:<48}{rate:10.0f}{failed:8d}{max(lost, 0):6d}{rate / bare:9.2f}")
        print(f"    {sent}")
        aim = f"ratio {LEAST}" if kind == 1 else ""
        told(
            f"{connection.vendor}: {name} ({sent})",
            rate, "writes/s", better="more", ratio=rate / bare, aim=aim,
        )  # fmt: skip
        kept = kept and not failed and lost <= 0 and (kind != 1 or rate / bare >= LEAST)
    print(f"at least {LEAST} of bare Django's and none lost: {'kept' if kept else 'broken'}")
    return kept


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="legation-writes-") as folder:
        os.environ["LEGATION_DATA"] = folder
        ok = main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
    sys.exit(not ok)

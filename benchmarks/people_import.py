"""How long 100,000 people of a spreadsheet take to be in: read, checked, asked about and taken in.

Run with: `LEGATION_DATA=$(mktemp -d) python benchmarks/people_import.py [people]`. Beside it, in the same
run, Django's `bulk_create` of the bare people without history, log, search, posts or a row to undo by, and
django-import-export, which is installed into .venv/peers by the first run and keeps no history either. What
counts is processor time and its ratios within one run; other work on the machine lengthens the clock. With
`python tests/postgres.py` before it the same runs on PostgreSQL, whose own work the clock alone shows.
"""

import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from book import told

LETTERS = "abcdefghijklmnoprstuvw"
HEADINGS = ["Family name", "Given name", "Organisation", "Post", "Languages"]
POSTS = ["Director", "Manager", "Mayor", "Chair", "Officer"]
LIMIT = 60.0
KEPT = Path(__file__).resolve().parent.parent / ".venv" / "peers" / "import_export"
# The same people into one table, each looked up by name first, in bulk as its documentation says.
PEER = """
import sys, time
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["import_export"], USE_TZ=True, SECRET_KEY="x", DATABASES={"default":
    {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2]}})
django.setup()
from django.db import connection, models
from import_export import resources
from import_export.formats.base_formats import XLSX
class Person(models.Model):
    family_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=300)
    post = models.CharField(max_length=200)
    languages = models.CharField(max_length=200)
    class Meta:
        app_label = "import_export"
        indexes = [models.Index(fields=["family_name", "given_name"], name="named")]
class People(resources.ModelResource):
    class Meta:
        model = Person
        import_id_fields = ("family_name", "given_name")
        use_bulk = True
        batch_size = 500
with connection.schema_editor() as editor:
    editor.create_model(Person)
began = time.process_time()
with open(sys.argv[1], "rb") as file:
    found = XLSX().create_dataset(file.read())
found.headers = ["family_name", "given_name", "organisation", "post", "languages"]
told = People().import_data(found, raise_errors=True)
assert Person.objects.count() == int(sys.argv[3])
print(time.process_time() - began)
"""


def rows(count: int) -> Iterator[list[str]]:
    """Names of which hardly two are alike, in a body of about twenty each."""
    chance = random.Random(20240415)
    for _number in range(count):
        family, given = ("".join(chance.choices(LETTERS, k=chance.randint(5, 9))).title() for _ in range(2))
        body = f"Sample body {chance.randrange(count // 20 + 1)}"
        yield [family, given, body, chance.choice(POSTS), "English, Korean"]


@contextmanager
def timed(name: str, spent: dict[str, tuple[float, float]]) -> Iterator[None]:
    clock, processor = time.perf_counter(), time.process_time()
    yield
    spent[name] = (time.perf_counter() - clock, time.process_time() - processor)
    print(
        f"{name:34} {spent[name][1]:6.1f} s of processor time, {spent[name][0]:6.1f} s by the clock",
        flush=True,
    )


def watched(work: Callable[[], Any], state: Callable[[], tuple[int, int]]) -> int:
    """Do the work and look every half second how far it says it is; how often that moved."""
    seen, over = set(), threading.Event()

    def look() -> None:
        from django.db import connection

        while not over.wait(0.5):
            seen.add(state())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        work()
    finally:
        over.set()
        thread.join()
    return len(seen)


def import_export(data: bytes, count: int) -> float:
    """Processor seconds of the peer, installed when it is asked for the first time."""
    python = KEPT / "bin" / "python"
    if not python.exists():
        print("Installing django-import-export from its package (once)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(KEPT)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "django-import-export[xlsx]"], check=True
        )
    sheet, base = KEPT / "people.xlsx", KEPT / "people.sqlite3"
    sheet.write_bytes(data)
    base.unlink(missing_ok=True)
    run = subprocess.run(
        [str(python), "-c", PEER, str(sheet), str(base), str(count)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(run.stderr[-2000:])
    return float(run.stdout)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    os.environ.setdefault("LEGATION_SECRET_KEY", "benchmark")
    django.setup()
    from django.core.management import call_command
    from django.urls import get_resolver

    from legation.accounts.actions import open_account, open_office
    from legation.accounts.choices import Duty
    from legation.directory.actions.lists import (
        bring_list,
        decide_rows,
        name_columns,
        take_list,
        undo_list,
    )
    from legation.directory.models import PeopleList, Person
    from legation.kernel.jobs import run_queued
    from legation.kernel.models import Job
    from legation.kernel.sheets_out import written

    call_command("migrate", verbosity=0)
    assert get_resolver().url_patterns  # a worker has read them already

    by = open_account(
        f"import-{time.time_ns()}@test.example",
        "import",
        "sample-password-1",
        office=open_office("Office"),
        duty=Duty.STAFF,
    )
    data = written([("People", HEADINGS, rows(count))])
    print(f"{count} people in {len(data) / 1e6:.1f} MB")
    spent: dict[str, tuple[float, float]] = {}
    before = Person.objects.present().count()

    def state() -> tuple[int, int]:
        job = Job.objects.order_by("-pk").first()
        return (job.pk, job.done) if job is not None else (0, 0)

    with timed("read the file", spent):
        listed = bring_list(data, "people.xlsx", scope="shared", by=by)
    with timed("check every row", spent):
        listed = name_columns(listed, listed.columns, by=by)
        moved = watched(run_queued, state)
    listed = PeopleList.objects.get(pk=listed.pk)
    print(f"  {listed.found['doubts']} look like somebody; the bar moved {moved} times")
    with timed("decide on all of them", spent):
        decide_rows(listed, {}, rest="another", by=by)
    take_list(listed, by=by)
    with timed("take them in", spent):
        moved = watched(run_queued, state)
    assert Person.objects.present().count() == before + count
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {count} people are in; the bar moved {moved} times; {memory:.0f} MB at most")
    ours = sum(processor for _clock, processor in spent.values())
    clock = sum(clock for clock, _processor in spent.values())
    print(f"all together {ours:.1f} s of processor time, {clock:.1f} s by the clock; limit: {LIMIT:.0f} s")
    listed.refresh_from_db()
    undo_list(listed, by=by)
    back: dict[str, tuple[float, float]] = {}
    with timed("undo the whole list", back):
        moved = watched(run_queued, state)
    assert Person.objects.present().count() == before
    taking, undoing = spent["take them in"][1], back["undo the whole list"][1]
    print(f"  nobody of the list is left; the bar moved {moved} times; undo / take {undoing / taking:.2f}")
    bare: dict[str, tuple[float, float]] = {}
    with timed("bulk_create of the bare people", bare):
        Person.objects.bulk_create(
            [Person(family_name=row[0], given_name=row[1], languages=["en", "ko"]) for row in rows(count)],
            batch_size=500,
        )
    peer = import_export(data, count)
    print(f"django-import-export, one table    {peer:6.1f} s of processor time")
    plain = bare["bulk_create of the bare people"][1]
    told(f"{count:,} people in", ours, "s CPU", ratio=ours / peer, aim=f"{LIMIT:.0f} s by the clock")
    told(f"{count:,} people in, by the clock", clock, "s", aim=f"{LIMIT:.0f}")
    print(f"ours / bulk_create {ours / plain:.1f}; ours / django-import-export {ours / peer:.2f}")


if __name__ == "__main__":
    main()

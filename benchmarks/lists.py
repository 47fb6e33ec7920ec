"""An organiser's list of 150 people beside peers' lists: `python benchmarks/lists.py [SECONDS]`.

Ours are the delegation page and a guest list; pretix shows 150 paid orders on one page, and Indico, where it
installs, 150 registrations. All are asked for by an organiser; two worker processes each, eight readers at
once, in one run. The ratios are against the cheapest peer.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from book import told
from peer_indico import indico
from peers import KEPT, ROOT, Cost, fetch, free_port, measured, serving

PEOPLE, LEAST = 150, 3.0
AGENT = "Sample Browser"
SETTINGS = """[pretix]
instance_name=Sample
url=http://localhost:{port}
datadir={data}
[database]
backend=sqlite3
name={data}/db.sqlite3
[django]
debug=off
"""
PRETIX_SAMPLE = f"""
import datetime as dt
from decimal import Decimal
from importlib import import_module
from django.conf import settings
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretix.base.models import CheckinList, Event, Item, Order, OrderPosition, Organizer, Team, User
with scopes_disabled():
    user = User.objects.create_user("sample@example.org", "sample password 1")
    organizer = Organizer.objects.create(name="Sample", slug="sample")
    team = Team.objects.create(organizer=organizer, name="Sample", all_events=True,
        all_event_permissions=True, all_organizer_permissions=True)
    team.members.add(user)
    event = Event.objects.create(organizer=organizer, name="Sample", slug="sample", live=True,
        date_from=now() + dt.timedelta(days=30), plugins="")
with scope(organizer=organizer):
    item = Item.objects.create(event=event, name="Guest", default_price=Decimal("0.00"))
    door = CheckinList.objects.create(event=event, name="Door", all_products=True)
    channel = organizer.sales_channels.get(identifier="web")
    for number in range({PEOPLE}):
        order = Order.objects.create(event=event, status="p", email=f"s{{number}}@example.org", locale="en",
            expires=now(), datetime=now(), total=Decimal("0.00"), sales_channel=channel)
        OrderPosition.objects.create(order=order, item=item, price=Decimal("0.00"), positionid=1,
            attendee_name_parts={{"_scheme": "full", "full_name": f"Sample Person {{number}}"}})
store = import_module(settings.SESSION_ENGINE).SessionStore()
store["_auth_user_id"] = str(user.pk)
store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
store["_auth_user_hash"], store["pretix_auth_long_session"] = user.get_session_auth_hash(), True
store.create()
print("SESSION", settings.SESSION_COOKIE_NAME, store.session_key, door.pk)
"""
FILL = f"""
import django
django.setup()
from datetime import datetime, time, timedelta
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from legation.directory.actions import add_organisation, add_person, add_post
from legation.guests.actions.guests import add_all
from legation.guests.actions.lists import open_list
from legation.missions.actions import add_delegate, add_delegation, add_engagement
from tests.missions.stage import SEOUL, build, two
stage = build()
by, mission = stage.guest, stage.mission
party = add_delegation(mission, {{"party": "guest", "name": two("Sample")}}, by=by)
for number in range({PEOPLE}):
    values = {{"family_name": f"Person {{number}}", "given_name": "Sample", "sample": True}}
    person = add_person(values, by=by)
    add_delegate(mission, {{"delegation": party, "person": person, "status": "confirmed"}}, by=by)
starts = datetime.combine(mission.starts_on, time(18))
told = {{"kind": "reception", "title": two("Sample"), "zone": SEOUL, "visibility": "shared"}}
reception = add_engagement(mission, told | {{"starts": starts, "ends": starts + timedelta(hours=2)}}, by=by)
guests = open_list(reception, {{}}, by=by)
add_all(guests, [{{"name": f"Sample {{n}}", "status": "accepted"}} for n in range({PEOPLE})], by=by)
client = Client()
client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
name = settings.SESSION_COOKIE_NAME
print("SESSION", name, client.cookies[name].value, mission.slug, guests.pk)
"""


def said(run: "subprocess.CompletedProcess[str]") -> list[str]:
    """What a script told after SESSION."""
    for line in run.stdout.splitlines():
        if line.startswith("SESSION"):
            return line.split()[1:]
    sys.exit(f"{run.stdout[-2000:]}\n{run.stderr[-3000:]}")


def quiet(command: list[str], env: dict[str, str], cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)


def pretix(seconds: float) -> Cost:
    """pretix's list, installed from its package once and filled anew."""
    home, port = KEPT / "pretix", free_port()
    python = home / "venv" / "bin" / "python"
    if not (home / "ready").exists():
        print("Installing pretix from its package (once; some minutes)", file=sys.stderr)
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "pretix", "gunicorn"], check=True)
        (home / "ready").touch()
    with tempfile.TemporaryDirectory(prefix="pretix-", dir=home) as data:
        settings = Path(data) / "pretix.cfg"
        settings.write_text(SETTINGS.format(data=data, port=port), encoding="utf-8")
        env = {"PATH": os.environ["PATH"], "HOME": data, "PRETIX_CONFIG_FILE": str(settings)}
        for command in (["migrate"], ["rebuild"]):
            made = quiet([str(python), "-m", "pretix", *command], env, home)
            if made.returncode:
                sys.exit(f"pretix {command[0]} failed:\n{made.stderr[-2000:]}")
        shell = [str(python), "-m", "pretix", "shell", "--no-imports", "-c", PRETIX_SAMPLE]
        cookie, session, door = said(quiet(shell, env, home))
        serve = [
            str(python),
            "-m",
            "gunicorn",
            "pretix.wsgi",
            "--workers",
            "2",
            "--bind",
            f"127.0.0.1:{port}",
        ]
        headers = {"Cookie": f"{cookie}={session}", "User-Agent": AGENT}
        path = f"/control/event/sample/sample/checkinlists/{door}/?page_size=250"
        with serving(serve, env, home, "/control/login", port) as pid:
            return asked(pid, port, path, headers, f"s{PEOPLE - 1}@example.org", seconds)


def asked(pid: int, port: int, path: str, headers: dict[str, str], last: str, seconds: float) -> Cost:
    """What a page costs, which must show the last of its rows."""
    status, body = fetch(port, path, headers)
    if status != 200 or last not in body.decode():
        sys.exit(f"{path} answered {status}, without {last!r}: {body[:500]!r}")
    return measured(pid, port, path, seconds=seconds, headers=headers)


def main(seconds: float) -> bool:
    peers, kept = {"pretix: check-in list": pretix(seconds)}, True
    with indico() as there:
        if there is not None:
            last = f"Person {PEOPLE - 1}"
            peers["Indico: registrations"] = asked(
                there.process, there.port, there.page, there.headers, last, seconds
            )
    theirs = min(peers.values(), key=lambda cost: cost.processor)
    print(f"{'':<44}{'ms CPU':>10}{'req/s':>10}{'KB':>8}{'failed':>8}{'times':>8}")
    row = "{:<44}{:10.1f}{:10.1f}{:8.0f}{:8d}{:>8}"
    for name, cost in peers.items():
        print(row.format(name, cost.processor * 1000, cost.rate, cost.size / 1024, cost.failed, ""))
    with tempfile.TemporaryDirectory(prefix="legation-lists-") as folder:
        port = free_port()
        env = {
            **os.environ, "LEGATION_DATA": folder, "LEGATION_ORIGIN": f"http://localhost:{port}",
            "LEGATION_WORKERS": "2", "LEGATION_JOBS": "0",
            "DJANGO_SETTINGS_MODULE": "legation.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }  # fmt: skip
        env.pop("LEGATION_SECRET_KEY", None)
        cookie, session, slug, guests = said(quiet([sys.executable, "-c", FILL], env, ROOT))
        headers = {"Cookie": f"{cookie}={session}", "User-Agent": AGENT}
        pages = {
            "Legation: delegation": (f"/missions/{slug}/delegation/", f"Person {PEOPLE - 1}"),
            "Legation: guest list": (
                f"/missions/{slug}/guests/{guests}/",
                f"Sample {PEOPLE - 1}",
            ),
        }
        command = [sys.executable, "-m", "legation", "serve", "--port", str(port)]
        with serving(command, env, ROOT, "/healthz", port) as pid:
            for name, (path, last) in pages.items():
                cost = asked(pid, port, path, headers, last, seconds)
                times = theirs.processor / cost.processor
                ms = cost.processor * 1000
                print(row.format(name, ms, cost.rate, cost.size / 1024, cost.failed, f"{times:.1f}"))
                told(name, ms, "ms CPU", ratio=1 / times, aim=f"ratio {1 / LEAST:.2f}")
                kept = kept and times >= LEAST and not cost.failed
    print(f"at most a third of the best peer's processor time: {'kept' if kept else 'missed'}")
    return kept


if __name__ == "__main__":
    sys.exit(not main(float(sys.argv[1]) if len(sys.argv) > 1 else 6.0))

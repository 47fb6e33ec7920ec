"""JSON of 150 people beside a peer's: `python benchmarks/api.py [SECONDS]`.

Ours are the delegates of one mission with their posts and bodies, asked for with a token; pretalx gives its
150 speakers and Indico, where it installs, 150 registrants, also with tokens. Two worker processes each,
eight readers at once, in one run. The ratio is against the cheapest peer.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from book import told
from peer_indico import indico
from peers import KEPT, ROOT, Cost, fetch, free_port, measured, pretalx, serving

PEOPLE = 150
FILL = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.missions.stage import build, two
from legation.api.actions import make_token
from legation.directory.actions import add_organisation, add_person, add_post
from legation.missions.actions import add_delegate, add_delegation
stage = build()
by = stage.guest
party = add_delegation(stage.mission, {{"party": "guest", "name": two("Sample")}}, by=by)
for number in range({PEOPLE}):
    body = add_organisation({{"name": two(f"Sample body {{number}}"), "kind": "city"}}, by=by)
    post = add_post({{"title": two("Chair"), "organisation": body}}, by=by)
    person = add_person({{"family_name": f"Sample{{number}}", "given_name": "Person"}}, by=by)
    add_delegate(stage.mission, {{"person": person, "delegation": party, "post": post}}, by=by)
values = {{"name": "Benchmark", "reads": ["missions"], "writes": [], "days": 30}}
print(stage.mission.slug, make_token(values, by=by)[1])
"""
PEER_TOKEN = """
from pretalx.person.models import User, UserApiToken
from pretalx.event.models import Event
from django_scopes import scopes_disabled
with scopes_disabled():
    user = User.objects.get(email="sample@example.org")
    token = UserApiToken.objects.create(name="b", user=user, endpoints={"speakers": ["list", "retrieve"]})
    token.events.set(Event.objects.all())
print("TOKEN", token.token)
"""


def row(what: str, cost: Cost, best: Cost | None = None) -> str:
    times = f"{best.processor / cost.processor:8.1f}" if best is not None else "       –"
    figures = f"{cost.processor * 1000:10.2f}{cost.rate:10.0f}{cost.size / 1024:8.0f}{cost.failed:8d}"
    return f"{what:<44}{figures}{times}"


def peer(seconds: float) -> Cost:
    command, env, cwd, port = pretalx()
    python = KEPT / "pretalx" / "venv" / "bin" / "python"
    made = subprocess.run(
        [str(python), "-m", "pretalx", "shell", "--unsafe-disable-scopes", "-c", PEER_TOKEN],
        env={**os.environ, **env},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line.split()[1] for line in made.stdout.splitlines() if line.startswith("TOKEN")]
    headers = {"Authorization": f"Token {told[0]}"} if told else {}
    path = f"/api/events/sample/speakers/?limit={PEOPLE}&page_size={PEOPLE}"
    with serving(command, env, cwd, "/sample/schedule/", port) as pid:
        status, body = fetch(port, path, headers)
        if status != 200:
            sys.exit(f"pretalx answered {status}: {body[:300]!r}\n{made.stderr[-500:]}")
        return measured(pid, port, path, seconds=seconds, headers=headers)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    peers = {"pretalx: speakers": peer(seconds)}
    with indico() as there:
        if there is not None:
            peers["Indico: registrants"] = measured(
                there.process, there.port, there.api, seconds=seconds, headers=there.headers
            )
    theirs = min(peers.values(), key=lambda cost: cost.processor)
    print(f"{'':<44}{'ms CPU':>10}{'req/s':>10}{'KB':>8}{'failed':>8}{'times':>8}")
    for name, cost in peers.items():
        print(row(name, cost))
    with tempfile.TemporaryDirectory(prefix="legation-api-") as folder:
        port = free_port()
        env = {
            **os.environ,
            "LEGATION_DATA": folder,
            "LEGATION_ORIGIN": f"http://localhost:{port}",
            "LEGATION_WORKERS": "2",
            "LEGATION_JOBS": "0",
            "LEGATION_API_LIMIT": "1000000",
            "DJANGO_SETTINGS_MODULE": "legation.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        env.pop("LEGATION_SECRET_KEY", None)
        filled = subprocess.run(
            [sys.executable, "-c", FILL], env=env, cwd=ROOT, capture_output=True, text=True, check=True
        )
        slug, token = filled.stdout.strip().splitlines()[-1].split()
        command = [sys.executable, "-m", "legation", "serve", "--port", str(port)]
        headers = {"Authorization": f"Bearer {token}"}
        with serving(command, env, ROOT, "/healthz", port) as pid:
            path = f"/api/missions/{slug}/delegates?limit=200"
            ours = measured(pid, port, path, seconds=seconds, headers=headers)
            print(row("Legation: delegates", ours, theirs))
            ratio = ours.processor / theirs.processor
            told("JSON of 150 people", ours.processor * 1000, "ms CPU", ratio=ratio, aim="ratio 0.33")
            path = f"/api/missions/{slug}/delegates?limit=1"
            print(row("Legation: one delegate", measured(pid, port, path, seconds=seconds, headers=headers)))


if __name__ == "__main__":
    main()

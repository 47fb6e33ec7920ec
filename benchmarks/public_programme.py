"""The public programme, its calendar and a press release beside a peer's pages.

`python benchmarks/public_programme.py [SECONDS]`

150 items in both, two worker processes each, eight readers at once, in one run. Ours is measured as readers
get it (kept in memory until something public changes), and as it is made anew for every request
(LEGATION_PUBLIC_KEEP_SECONDS=0), which is what web servers on several machines without a shared folder do.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from book import told
from peers import ROOT, Cost, free_port, measured, pretalx, serving

ITEMS = 150
FILL = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import datetime, timedelta
from tests.missions.stage import build, two
from legation.newsroom.actions import agree_public_programme, draft_public_programme
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.programmes import drafted, publishable
stage = build()
for number in range({ITEMS}):
    at = datetime(2024, 4, 15, 9) + timedelta(days=number // 30, hours=number % 30 // 6)
    ends = at + timedelta(minutes=45)
    stage.engagement(f"Sample item {{number}}", starts=at, ends=ends, venue=stage.city_hall)
chosen = list(publishable(stage.mission))
public = draft_public_programme(
    stage.mission, {{"intro": two("Sample"), "engagements": chosen}}, seen=0, by=stage.guest
)
agree_public_programme(public, trace=trace_of(drafted(public)), by=stage.host)
from tests.newsroom.releases import approved, photographed, quoted, written, yes
release = written(stage, "Words of a sample.\\n\\n" * 8, "견본의 말.\\n\\n" * 8)
approved(quoted(stage, release), by=stage.guest)
photographed(stage, release)
yes(release, stage.guest, stage.host)
print(stage.mission.slug, release.slug)
"""


def ours(folder: str, *, keep: int) -> tuple[list[str], dict[str, str], int]:
    port = free_port()
    env = {
        **os.environ,
        "LEGATION_DATA": folder,
        "LEGATION_ORIGIN": f"http://localhost:{port}",
        "LEGATION_WORKERS": "2",
        "LEGATION_JOBS": "0",
        "LEGATION_PUBLIC_KEEP_SECONDS": str(keep),
        "DJANGO_SETTINGS_MODULE": "legation.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    return [sys.executable, "-m", "legation", "serve", "--port", str(port)], env, port


def row(what: str, cost: Cost, best: Cost | None = None) -> str:
    times = f"{best.processor / cost.processor:8.1f}" if best is not None else "       –"
    figures = f"{cost.processor * 1000:10.2f}{cost.rate:10.0f}{cost.size / 1024:8.0f}{cost.failed:8d}"
    return f"{what:<44}{figures}{times}"


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    command, env, cwd, port = pretalx()
    with serving(command, env, cwd, "/sample/schedule/", port) as pid:
        page = measured(pid, port, "/sample/schedule/", seconds=seconds)
        data = measured(pid, port, "/sample/schedule/widgets/schedule.json", seconds=seconds)
        calendar = measured(pid, port, "/sample/schedule/export/schedule.ics", seconds=seconds)
    whole = Cost(
        page.processor + data.processor, 1 / (1 / page.rate + 1 / data.rate), page.size + data.size, 0
    )
    print(f"{'':<44}{'ms CPU':>10}{'req/s':>10}{'KB':>8}{'failed':>8}{'times':>8}")
    print(row("pretalx: schedule page (shell)", page))
    print(row("pretalx: and the data it loads", whole))
    print(row("pretalx: calendar", calendar))
    with tempfile.TemporaryDirectory(prefix="legation-public-") as folder:
        _command, filling, _port = ours(folder, keep=60)
        filled = subprocess.run(
            [sys.executable, "-c", FILL], env=filling, cwd=ROOT, capture_output=True, text=True, check=True
        )
        slug, release = filled.stdout.strip().splitlines()[-1].split()
        for keep, how in ((60, "kept"), (0, "made anew")):
            command, env, port = ours(folder, keep=keep)
            path = f"/public/{slug}/en/"
            with serving(command, env, ROOT, path, port) as pid:
                programme = measured(pid, port, path, seconds=seconds)
                print(row(f"Legation: programme page, {how}", programme, page))
                feed = measured(pid, port, f"{path}programme.ics", seconds=seconds)
                print(row(f"Legation: calendar, {how}", feed, calendar))
                for name, cost, peer in (("programme page", programme, page), ("calendar", feed, calendar)):
                    ratio = cost.processor / peer.processor
                    told(f"{name}, {how}", cost.processor * 1000, "ms CPU", ratio=ratio)
                news = measured(pid, port, f"/news/seattle-chamber/en/releases/{release}/", seconds=seconds)
                print(row(f"Legation: press release, {how}", news, page))
                print(f"{'':<44}{news.rate / page.rate:10.1f} times the requests a second of the peer's page")
    print("times: the peer's processor time a request over ours; the page's peer is the shell alone.")


if __name__ == "__main__":
    main()

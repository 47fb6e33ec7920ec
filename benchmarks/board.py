"""How fast the board is: `python benchmarks/board.py [SECONDS]`.

Builds a week of 67 people and 120 engagements in a database of its own and prints, for each way of laying
out the board: its queries, the processor time of the server and its size. Then the clash check of the whole
mission; in Chromium the first paint, the times from frame to frame while one engagement is dragged (beside
those at rest, so that what the machine itself loses is seen); and how long an edit takes until a second
editor sees it. Nothing of it is cached between two requests.
"""

import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from book import told

os.environ["DJANGO_SETTINGS_MODULE"] = "legation.config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
TEMPORARY = tempfile.TemporaryDirectory(prefix="legation-board-")
os.environ["LEGATION_DATA"] = TEMPORARY.name
os.environ["LEGATION_SECRET_KEY"] = secrets.token_urlsafe(48)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PEOPLE, ENGAGEMENTS, DAYS, ROOMS = 67, 120, 7, 9
FRAME = 1000 / 60
CHROMIUM = "/usr/bin/chromium"
CARE = 0.95  # how likely whoever plans sees that somebody or a room is taken
KINDS = ("meeting", "courtesy_call", "site_visit", "transfer", "reception", "briefing", "forum")
RECORD = """() => { window.frames_ = []; let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; window.timer_ = requestAnimationFrame(tick); };
  window.timer_ = requestAnimationFrame(tick); }"""  # noqa: E501
STOP = "() => { cancelAnimationFrame(window.timer_); return window.frames_.slice(2); }"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"


def filled() -> tuple[Any, Any]:
    """The mission, and the stage that it stands on: rooms at four venues, tracks, and who is where."""
    import django

    django.setup()
    from django.core.management import call_command

    with redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
    from legation.missions.actions import add_attendances, add_room, add_venue
    from legation.missions.actions.ways import add_way
    from legation.missions.choices import Function
    from tests.missions.stage import build, two

    stage, dice = build(), random.Random(6)
    venues = [stage.city_hall, stage.hotel]
    venues += [add_venue({"name": two(f"Venue {at}"), "city": stage.busan}, by=stage.host) for at in (3, 4)]
    for one, two_ in pairwise(venues):
        add_way(one, two_, 25, by=stage.host)
    rooms = [stage.protocol_room]
    for number in range(ROOMS - 1):
        values = {"name": two(f"Room {number + 2}"), "capacity": 20 + number}
        rooms.append(add_room(venues[number % 4], values, by=stage.host))
    people = [stage.harrell, stage.robinson, stage.park]
    people += [stage.delegate(f"Sample{at}", "guest" if at % 3 else "host") for at in range(PEOPLE - 3)]
    tracks = [two(name) for name in ("Protocol", "Trade", "Culture", "Ports", "Education")]
    planned: list[tuple[Any, ...]] = []
    for number in range(ENGAGEMENTS):
        start = datetime.fromisoformat("2024-04-14") + timedelta(
            days=number % DAYS, hours=dice.randrange(8, 19), minutes=dice.choice((0, 15, 30))
        )
        ends = start + timedelta(minutes=dice.choice((30, 45, 60, 90, 120)))
        taken = [one for one in planned if one[0] < ends and start < one[1] and dice.random() < CARE]
        room = dice.choice([one for one in rooms if all(one != row[2] for row in taken)] or rooms)
        busy = {person.pk for one in taken for person in one[3]}
        free = [person for person in people if person.pk not in busy]
        there = dice.sample(free, min(len(free), dice.randrange(4, 30)))
        planned.append((start, ends, room, there))
        row = stage.engagement(
            f"Engagement {number + 1}",
            kind=dice.choice(KINDS),
            starts=start,
            ends=ends,
            venue=room.venue,
            room=room,
            track=dice.choice(tracks),
        )
        add_attendances(row, there, function=Function.PARTICIPANT, by=stage.guest)
    return stage, people


def timed(act: Callable[[], Any], times: int = 15) -> float:
    """Milliseconds of processor time, the median of several after one that warms up.

    Not by the clock on the wall: what else runs on the machine is no part of it.
    """
    act()
    found = []
    for _ in range(times):
        started = time.process_time()
        act()
        found.append(1000 * (time.process_time() - started))
    return statistics.median(found)


def answered(stage: Any) -> None:
    """The server's side, in this process: queries, time and size of each view."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(stage.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("board", args=[stage.mission.slug])
    for by in ("room", "track", "side", "person", "day"):
        asked = {"day": "2024-04-17", "by": by}
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(where, asked).content) / 1024
        asked_for = len(queries)  # a later request forgets them
        took = timed(lambda asked=asked: client.get(where, asked))  # type: ignore[misc]
        told(f"board by {by}", took, "ms")
        print(f"board by {by:<6} {asked_for} queries, {took:5.0f} ms, {size:4.0f} KiB")
    part = {"X-Part": "board"}
    trace = client.get(where, headers=part)["ETag"]
    same = {**part, "If-None-Match": trace}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where, headers=same).status_code == 304
    print(
        f"a look without news {len(queries)} queries, {timed(lambda: client.get(where, headers=same)):.1f} ms"
    )


def checked(stage: Any) -> None:
    """The clash check of the whole mission: the engine alone, and all facts of the board."""
    from legation.engine.itinerary import conflicts
    from legation.missions.queries.board.facts import facts_of
    from legation.missions.queries.board.loading import loaded

    all_ = loaded(stage.mission, stage.guest)
    there = sum(len(rows) for rows in all_.there.values())
    found = conflicts(all_.items, all_.travel)
    print(
        f"{len(all_.items)} engagements, {len(all_.people)} people, {there} attendances, {len(found)} clashes"
    )
    print(f"clash check of the whole mission: {timed(lambda: conflicts(all_.items, all_.travel)):.1f} ms")
    print(f"all facts of the board: {timed(lambda: facts_of(all_)):.1f} ms")


def served() -> tuple[Any, str]:
    """The app on a free port, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "legation", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    origin = f"http://localhost:{port}"
    for _ in range(200):
        try:
            urlopen(f"{origin}/healthz", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    return server, origin


def said(name: str, frames: list[float]) -> None:
    frames = sorted(frames)
    at = {share: frames[min(len(frames) - 1, int(share * len(frames)))] for share in (0.5, 0.95, 0.99)}
    late = sum(frame > 1.5 * FRAME for frame in frames)
    print(
        f"{name:<9} {len(frames):>5} frames, {1000 / statistics.mean(frames):5.1f} a second; "
        f"half within {at[0.5]:.1f} ms, 95 % {at[0.95]:.1f} ms, 99 % {at[0.99]:.1f} ms; {late} late"
    )


def dragged(page: Any, seconds: float) -> list[float]:
    """One engagement is dragged up and down and across the lanes: the times from frame to frame."""
    board = page.locator(".board-scroll").bounding_box()
    box = page.locator(".board .it").first.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    page.evaluate(RECORD)
    ends, turn = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        turn += 1
        x = board["x"] + 120 + (turn * 7) % (board["width"] - 240)
        y = board["y"] + 80 + (turn * 5) % (min(board["height"], 700) - 160)
        page.mouse.move(x, y)
    frames = list(page.evaluate(STOP))
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def seen(editor: Any, other: Any) -> float:
    """Milliseconds from a key pressed by one editor until the other's board shows it."""
    editor.locator(".board .it .open").first.focus()
    key = editor.locator(".board .it").first.get_attribute("data-pk")
    before = other.locator(f'.it[data-pk="{key}"]').first.get_attribute("data-version")
    started = time.perf_counter()
    editor.keyboard.press("l")
    other.wait_for_function(
        '([key, before]) => document.querySelector(`.it[data-pk="${key}"]`)?.dataset.version !== before',
        arg=[key, before],
        polling=20,
    )
    return 1000 * (time.perf_counter() - started)


def browsed(stage: Any, seconds: float) -> None:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    server, origin = served()
    name, where = settings.SESSION_COOKIE_NAME, reverse("board", args=[stage.mission.slug])
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            pages = []
            for user in (stage.guest, stage.host):
                client = Client()
                client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
                context = browser.new_context(base_url=origin, viewport={"width": 1280, "height": 900})
                cookie = {"name": name, "value": client.cookies[name].value, "url": origin}
                context.add_cookies([cookie])  # type: ignore[list-item]
                pages.append(context.new_page())
            page, other = pages
            paints = []
            for _ in range(9):
                page.goto(f"{where}?day=2024-04-17&by=room")
                page.wait_for_timeout(200)
                paints.append(float(page.evaluate(PAINTED)))
            print(f"first paint: {statistics.median(paints[1:]):.0f} ms (the first visit {paints[0]:.0f} ms)")
            page.evaluate(RECORD)
            page.wait_for_timeout(1000 * seconds)
            said("at rest", page.evaluate(STOP))
            said("dragging", dragged(page, seconds))
            other.goto(f"{where}?day=2024-04-17&by=room")
            other.bring_to_front()
            page.wait_for_timeout(500)
            delays = []
            for _ in range(5):
                delays.append(seen(page, other))
                page.wait_for_timeout(700)
            print(
                f"an edit is seen by the second editor after {statistics.median(delays):.0f} ms,"
                f" at most {max(delays):.0f} ms"
            )
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    started = time.perf_counter()
    stage, _people = filled()
    print(f"built in {time.perf_counter() - started:.0f} s")
    answered(stage)
    checked(stage)
    browsed(stage, seconds)


if __name__ == "__main__":
    main()

"""How smoothly the seat plan drags: `python benchmarks/seating_page.py [PEOPLE] [SECONDS]`.

Serves a reception at rounds of ten (150 guests where nothing is said) from a database of its own, drags one
guest in circles over the plan in Chromium, and prints the times from frame to frame, beside those of the
same page with the hand at rest, so that what the machine itself loses is seen. Also says how long the page
and a step on it take.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from math import cos, pi, sin
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from book import told

os.environ["DJANGO_SETTINGS_MODULE"] = "legation.config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
TEMPORARY = tempfile.TemporaryDirectory(prefix="legation-seating-")
os.environ["LEGATION_DATA"] = TEMPORARY.name
os.environ["LEGATION_DEBUG"] = "true"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FRAME = 1000 / 60
CHROMIUM = "/usr/bin/chromium"
RECORD = """() => { window.frames_ = []; window.busy_ = 0; let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; window.timer_ = requestAnimationFrame(tick); };
  window.timer_ = requestAnimationFrame(tick); }"""  # noqa: E501
STOP = "() => { cancelAnimationFrame(window.timer_); return window.frames_.slice(2); }"


def filled(people: int) -> Any:
    """A reception with everybody seated: the address of its page, and a session of the host's."""
    import django

    django.setup()
    from django.core.management import call_command

    with redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from legation.protocol.actions.running import run
    from tests.protocol.busan import build
    from tests.protocol.seated import arranged, reception, version

    stage = build()
    party = reception(stage, people)
    tables = [{"id": f"t{number + 1}", "seats": 10} for number in range(-(-people // 10))]
    arranged(stage, party, layout="rounds", tables=tables)
    started = time.perf_counter()
    run(party, seen=version(party), by=stage.host)
    print(f"seating {people} in a process of its own: {time.perf_counter() - started:.2f} s")
    client = Client()
    client.force_login(stage.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    address = reverse("seating", args=[stage.mission.slug, party.pk])
    return address, name, client.cookies[name].value


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


def said(name: str, frames: list[float]) -> float:
    """Prints the times of frames, and gives that of 95 in 100."""
    frames = sorted(frames)
    at = {share: frames[min(len(frames) - 1, int(share * len(frames)))] for share in (0.5, 0.95, 0.99)}
    late = sum(frame > 1.5 * FRAME for frame in frames)
    print(
        f"{name:<9} {len(frames):>5} frames, {1000 / statistics.mean(frames):5.1f} a second; "
        f"half within {at[0.5]:.1f} ms, 95 % {at[0.95]:.1f} ms, 99 % {at[0.99]:.1f} ms; {late} late"
    )
    return at[0.95]


def dragged(page: Any, seconds: float) -> list[float]:
    """One guest is dragged in circles over the whole plan for so long: the times from frame to frame."""
    page.locator(".planned").evaluate("node => node.scrollIntoView()")
    box = page.locator(".planned svg").bounding_box()
    seat = page.locator("[data-seat] .sitter").nth(20).bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 800) / 2
    page.mouse.move(seat["x"] + seat["width"] / 2, seat["y"] + seat["height"] / 2)
    page.mouse.down()
    page.evaluate(RECORD)
    ends = time.perf_counter() + seconds
    turn = 0.0
    while time.perf_counter() < ends:
        turn += pi / 90
        reach = 0.42 * (0.6 + 0.4 * sin(turn / 3))
        x, y = middle[0] + reach * box["width"] * cos(turn), middle[1] + reach * 700 * sin(turn)
        page.mouse.move(x, y)
    frames = list(page.evaluate(STOP))
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 6.0
    address, cookie, session = filled(people)
    server, origin = served()
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            context = browser.new_context(base_url=origin, viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": cookie, "value": session, "url": origin}])
            page = context.new_page()
            for _ in range(2):
                started = time.perf_counter()
                page.goto(address)
                loaded = time.perf_counter() - started
            size = len(page.content()) / 1024
            print(f"the page: {1000 * loaded:.0f} ms, {size:.0f} KiB")
            page.evaluate(RECORD)
            page.wait_for_timeout(1000 * seconds)
            said("at rest", page.evaluate(STOP))
            worst = said("dragging", dragged(page, seconds))
            started = time.perf_counter()
            page.locator("[data-seat]:not([data-locked]):has(.sitter)").nth(30).focus()
            page.keyboard.press("l")
            page.wait_for_selector("#plan-part[data-version='3']:not([aria-busy])")
            print(f"a step on it: {1000 * (time.perf_counter() - started):.0f} ms")
            told("95 of 100 frames while dragging", worst, "ms", aim=f"{FRAME:.1f}")
            print(
                f"95 % of frames while dragging within {worst:.1f} ms; a frame at 60 a second: {FRAME:.1f} ms"
            )
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()

"""Take the pictures of the README from a demo of its own: `make shots`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
MISSION = "/missions/seattle-korea-2024/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(address: str) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


def log_in(page: Page, origin: str, word: str) -> None:
    page.goto(f"{origin}/account/login/")
    page.fill("input[name=login]", "organiser@demo.example")
    page.fill("input[name=password]", word)
    page.click("main form button")
    page.wait_for_url("**/missions/")


def seat_plan(page: Page, origin: str) -> str:
    page.goto(f"{origin}{MISSION}seating/")
    found = page.locator("a[href$='/seating/']", has_text="Courtesy call").first.get_attribute("href")
    if found is None:
        raise SystemExit("the courtesy call has no seat plan")
    return found


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        origin = f"http://127.0.0.1:{port}"
        server = subprocess.Popen(
            [sys.executable, "-m", "legation", "demo", "--serve", "--port", str(port)],
            env={**os.environ, "LEGATION_DATA": data},
        )
        try:
            wait_for(f"{origin}/healthz")
            word = Path(data, "demo-password.txt").read_text(encoding="ascii").strip()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                    args=["--no-sandbox"] if os.geteuid() == 0 else [],
                )
                page = browser.new_page(viewport={"width": 1280, "height": 860})
                log_in(page, origin, word)
                for name, path in (
                    ("desk", MISSION),
                    ("programme", f"{MISSION}programme/?day=2024-04-17"),
                    ("seating", seat_plan(page, origin)),
                ):
                    page.goto(f"{origin}{path}")
                    page.screenshot(path=PICTURES / f"{name}.png")
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()

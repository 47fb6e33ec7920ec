"""Takes pictures of a demo of its own: those of the README, or with a folder every page, to be looked at.

python scripts/shots.py                 docs/pictures/*.png
python scripts/shots.py FOLDER          every page, in English and Korean, wide and narrow, light and dark
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MISSION = "/missions/seattle-korea-2024/"
# Every kind of page: its address, or the page that links to one and what the link looks like.
PAGES: dict[str, str | tuple[str, str]] = {
    "missions": "/missions/",
    "desk": MISSION,
    "programme": f"{MISSION}programme/",
    "meetings": f"{MISSION}meetings/",
    "meeting": (f"{MISSION}meetings/", rf"{MISSION}meetings/\d+/"),
    "delegation": f"{MISSION}delegation/",
    "delegate": (f"{MISSION}delegation/", rf"{MISSION}delegation/\d+/"),
    "seatings": f"{MISSION}seating/",
    "seating": (f"{MISSION}seating/", rf"{MISSION}meetings/\d+/seating/"),
    "precedence": (f"{MISSION}seating/", rf"{MISSION}meetings/\d+/precedence/"),
    "outcomes": f"{MISSION}outcomes/",
    "sources": f"{MISSION}sources/",
    "source": (f"{MISSION}sources/", rf"{MISSION}sources/\d+/"),
    "documents": f"{MISSION}documents/",
    "calendars": f"{MISSION}calendars/",
    "access": f"{MISSION}access/",
    "people": "/people/",
    "person": ("/people/", r"/people/\d+/"),
    "cities": "/cities/",
    "city": ("/cities/", r"/cities/\d+/"),
    "organisations": "/organisations/",
    "organisation": ("/organisations/", r"/organisations/\d+/"),
    "venues": "/venues/",
    "search": "/search/?q=Busan",
    "account": "/me/",
    "style": "/style/",
}
README = ("desk", "programme", "seating")
READY_WITHIN = 120
WIDTHS = {"wide": 1280, "narrow": 390}


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """A demo in a folder of its own; gives its address and the password of its accounts."""
    with tempfile.TemporaryDirectory(prefix="legation-shots-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        address = f"http://localhost:{port}"
        environment = {**os.environ, "LEGATION_DATA": folder, "LEGATION_ORIGIN": address, "DATABASE_URL": ""}
        command = [sys.executable, "-m", "legation", "demo", "--serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment)
        try:
            wait_for(f"{address}/healthz", server)
            yield address, (Path(folder) / "demo-password.txt").read_text(encoding="ascii").strip()
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Come back when `address` answers."""
    deadline = time.monotonic() + READY_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    sys.exit("The demo did not start.")


@contextmanager
def reader(
    browser: Browser, address: str, password: str, *, width: int, language: str, dark: bool
) -> Iterator[Page]:
    """A page in which the organiser of the guest side is logged in."""
    context = browser.new_context(
        viewport={"width": width, "height": 860},
        device_scale_factor=1.5 if width > 600 else 2,
        color_scheme="dark" if dark else "light",
        base_url=address,
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", "organiser@demo.example")
    page.fill("input[name=password]", password)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url("**/missions/**")
    yield page
    context.close()


def address_of(page: Page, name: str) -> str:
    """Where the page of this name is in this demo."""
    where = PAGES[name]
    if isinstance(where, str):
        return where
    index, pattern = where
    page.goto(index)
    found = [href for href in hrefs(page) if re.fullmatch(pattern, href)]
    if not found:
        sys.exit(f"{index} leads to nothing like {pattern}")
    return found[0]


def hrefs(page: Page) -> list[str]:
    addresses: list[str] = page.eval_on_selector_all(
        "main a[href]", "all => all.map(a => a.getAttribute('href'))"
    )
    return addresses


def take(page: Page, address: str, path: Path, *, whole: bool) -> None:
    """One picture; says so where the page is wider than the window."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        sys.exit(f"{address} answered {answer.status if answer else 'nothing'}")
    page.screenshot(path=path, full_page=whole)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        print(f"{path.name}: the page scrolls sideways")


def main(folder: Path | None) -> None:
    """Take the pictures of the README, or with `folder` all of them."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("Chromium is missing.")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with demo() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        looks = (
            [("", 1280, "en", False)]
            if folder is None
            else [
                (f"-{language}-{name}{'-dark' if dark else ''}", width, language, dark)
                for language in ("en", "ko")
                for name, width in WIDTHS.items()
                for dark in (False, True)
            ]
        )
        target = folder or PICTURES
        target.mkdir(parents=True, exist_ok=True)
        for ending, width, language, dark in looks:
            with reader(browser, address, password, width=width, language=language, dark=dark) as page:
                for name in PAGES if folder else README:
                    take(
                        page, address_of(page, name), target / f"{name}{ending}.png", whole=folder is not None
                    )
        browser.close()
    print(f"Pictures are in {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

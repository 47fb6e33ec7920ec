"""What every test has: settings of its own, an empty cache, and Debian's Chromium."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Django's settings are read here and not by pytest-django, which would read them before this line is reached.
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
# Playwright's synchronous interface keeps an event loop running; ours never runs in one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from django.conf import settings

from tests.settings import FOLDER

assert settings.SECRET_KEY, "reading one setting reads them all"


def pytest_configure() -> None:
    """The table of the world's cities is compiled once for these sources, as `legation warm` does."""
    from legation.config.gazetteer import compile_cities, table

    if not table().is_file():
        compile_cities()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever asks for a page needs Chromium; what counts queries finds as many on every database.

    With ASKED_ONCE, tests go out that ask the database nothing which no other asks (`make asked-elsewhere`).
    """
    if os.environ.get("ASKED_ONCE"):
        elsewhere = set(
            (Path(__file__).parent / "asked_elsewhere.txt").read_text(encoding="utf-8").splitlines()
        )
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in elsewhere])
        items[:] = [item for item in items if item.nodeid not in elsewhere]
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"page", "context", "browser"} & asked:
            item.add_marker(pytest.mark.browser)
        if {"django_assert_num_queries", "django_assert_max_num_queries"} & asked:
            item.add_marker(pytest.mark.counted)


def pytest_collection_finish() -> None:
    """Python need not look for rubbish among the modules and tests that stay: an eighth of all time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with a copy of a database that was migrated before."""
    from django.db import connections

    from tests.migrated import lay

    lay(connections["default"].settings_dict)
    return True


@pytest.fixture
def _beneath(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """The rows that tests like this one begin with lie beneath it; see `tests.kept`."""
    from tests.kept import beneath

    marker = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        marker and (marker.args or marker.kwargs)
    )
    with django_db_blocker.unblock():
        beneath.begin(None if real else (request.node.path, *request.fixturenames))


@pytest.fixture
def _django_db_helper(_beneath: None, _django_db_helper: None) -> None:
    """What pytest-django gives a test, above what lies beneath it."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """What a test itself builds says nothing of others that have its fixtures."""
    from tests.kept import beneath

    beneath.like = None


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    """English, and nothing remembered from the test before: a page in Korean leaves its thread Korean."""
    from django.core.cache import cache
    from django.utils import translation

    from legation.kernel import publishing

    with translation.override(settings.LANGUAGE_CODE):
        yield
    cache.clear()
    publishing.forget()


# What a browser does besides for its user, which no test asks for: a tenth of the time of a page. The last
# list counts, so what Playwright turns off for plain http and steady pictures stands here too.
UNASKED = (
    "BackForwardCache",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "PaintHolding",
    "RenderDocument",
    "SpareRendererForSitePerProcess",
    "Translate",
)


def chromium() -> str:
    """Where Chromium is: as CHROMIUM says, or where Debian puts it."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("Browser tests need Chromium: sudo apt-get install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium. Its sandbox refuses to run as root."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": [*sandbox, "--disable-dev-shm-usage", f"--disable-features={','.join(UNASKED)}"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader in Los Angeles, so that no page leans on the browser being where the mission is."""
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-US",
        "timezone_id": "America/Los_Angeles",
    }

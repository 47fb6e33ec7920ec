"""A browser that is logged in to a live site with the world in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.world import World


@pytest.fixture
def world(transactional_db: None) -> "World":
    from tests.world import make_world

    return make_world()


Opened = Callable[..., "Page"]


@pytest.fixture
def opened(live_server: Any, browser: "Browser") -> Any:
    """A page of the live site, seen by `user` in `language`, at a width and in a colour scheme."""
    from django.conf import settings
    from django.test import Client

    contexts = []

    def open_for(
        user: Any, *, language: str = "en", width: int = 1280, scheme: str = "light", javascript: bool = True,
        through: str = "",
    ) -> "Page":  # fmt: skip
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        site = through or live_server.url
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
        )
        contexts.append(context)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [
                {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site},
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site},
            ]
        )
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()

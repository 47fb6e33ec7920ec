"""The world of `tests.world`, and a browser for each of its users."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import make_world

    return make_world()


@pytest.fixture
def as_(db: None) -> Callable[..., Client]:
    """A browser in which this user is logged in and reads this language."""

    def logged_in(user: Any, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(user, backend=BACKEND)
        client.cookies["django_language"] = language
        return client

    return logged_in


def words(response: Any, part: str = "main") -> str:
    """What stands in a part of a page, one space between the words."""
    from selectolax.lexbor import LexborHTMLParser

    found = LexborHTMLParser(response.content.decode()).css_first(part)
    assert found is not None, f"no {part} on the page"
    return " ".join(found.text(separator=" ").split())


def texts(response: Any, selector: str) -> list[str]:
    """The words of every element that `selector` finds, in order."""
    from selectolax.lexbor import LexborHTMLParser

    found = LexborHTMLParser(response.content.decode()).css(selector)
    return [" ".join(each.text(separator=" ").split()) for each in found]

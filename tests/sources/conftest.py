"""A mission with texts to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from legation.accounts.models import User
    from tests.sources.reading import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    from tests.sources.reading import make_desk

    return make_desk()


@pytest.fixture
def as_(db: None) -> Callable[..., Client]:
    """A browser that `user` is logged in with."""

    def logged_in(user: User, language: str = "en") -> Client:
        client = Client()
        user.language = language
        user.save()
        client.force_login(user)
        client.cookies["django_language"] = language
        return client

    return logged_in

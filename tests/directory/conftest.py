"""A small directory and the people who look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from legation.accounts.models import User
    from tests.directory.builder import Directory


@pytest.fixture
def staff(db: None) -> User:
    from tests.directory.builder import account

    return account("staff", "Busan office")


@pytest.fixture
def colleague(db: None) -> User:
    from tests.directory.builder import account

    return account("colleague", "Busan office")


@pytest.fixture
def reader(db: None) -> User:
    from legation.accounts.choices import Duty
    from tests.directory.builder import account

    return account("reader", "Busan office", Duty.READER)


@pytest.fixture
def neighbour(db: None) -> User:
    """Keeps records too, for another office."""
    from tests.directory.builder import account

    return account("neighbour", "Seattle office")


@pytest.fixture
def stranger(db: None) -> User:
    """Has an account and no office."""
    from tests.directory.builder import account

    return account("stranger", None)


@pytest.fixture
def directory(staff: User) -> Directory:
    from tests.directory.builder import Directory

    return Directory(staff)


@pytest.fixture
def as_(db: None) -> Callable[..., Client]:
    """A browser that `user` is logged in with."""

    def logged_in(user: User, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        user.language = language
        user.save()
        client.force_login(user)
        client.cookies["django_language"] = language
        return client

    return logged_in

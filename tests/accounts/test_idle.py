"""Sessions that nobody uses end after the set minutes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from legation.accounts.models import User

NOON = datetime(2024, 4, 13, 12, tzinfo=UTC)


@pytest.fixture
def reader(client, db) -> User:
    user = User.objects.create_user("reader@a.example", name="Reader")
    with time_machine.travel(NOON):
        client.force_login(user)
    return user


def status(client, minutes: int) -> int:
    with time_machine.travel(NOON + timedelta(minutes=minutes)):
        return int(client.get(reverse("account")).status_code)


def test_a_session_ends_after_the_minutes_without_use_and_not_before(client, reader, settings):
    settings.IDLE_MINUTES = 30
    # Used at 0, 29 and 58: each time within half an hour. Then not for half an hour.
    assert [status(client, minute) for minute in (0, 29, 58, 88)] == [200, 200, 200, 302]
    assert status(client, 89) == 302


def test_without_the_setting_none_does(client, reader):
    assert [status(client, minute) for minute in (0, 24 * 60)] == [200, 200]


def test_a_session_is_written_once_in_a_tenth_of_the_time(client, reader, settings):
    settings.IDLE_MINUTES = 30
    noted = []
    for minute in (0, 2, 4):
        status(client, minute)
        with time_machine.travel(NOON + timedelta(minutes=minute)):
            noted.append(client.session["_seen"] - int(NOON.timestamp()))
    assert noted == [0, 0, 240]

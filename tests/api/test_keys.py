"""Numbers in an address that no database holds: they name nothing, and break nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

HUGE = 10**30


@pytest.mark.parametrize(
    "path",
    [
        f"missions/test-mission/engagements/{HUGE}",
        f"missions/test-mission/engagements/{HUGE}/points",
        f"missions/test-mission/engagements/{HUGE}/points/1",
        f"missions/test-mission/engagements/1/points/{HUGE}",
    ],
)
def test_a_number_beyond_every_key_names_nothing(guest: Any, path: str) -> None:
    assert guest.get(path).status_code == 404


def test_nor_does_it_on_a_page(world: Any) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    known = {"mission": "test-mission", "pk": HUGE}
    asked = {"engagement": known, "point-edit": {**known, "engagement": 1}, "venue": {"pk": HUGE}}
    for name, parts in asked.items():
        assert client.get(reverse(name, kwargs=parts)).status_code == 404, name

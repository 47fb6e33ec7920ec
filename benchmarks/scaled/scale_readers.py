"""Logs twenty users in and says what each of them reads, and in how many queries; prints it as JSON.

Run by `benchmarks/scale.py`, which says of which database. The users are spread over all that there are.
"""

import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")

READERS, MISSIONS = 20, 6
PAGES = ("desk", "programme", "delegation", "search")


def words_of(mission: int, size: Any) -> list[str]:
    """What people look for: a city, a family, a Korean name, what very many hold, a promise, two words."""
    from scale_rows import city_name, person_name

    en, ko = city_name(size.host(mission))
    family, _given, korean_family, korean_given = person_name(size.person(mission, 3))
    return [
        en,
        family,
        korean_family + korean_given,
        "courtesy",
        "together",
        f"mayor {en}",
        f"meeting {family[:3]}",
        ko,
    ]


def readers() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from scale_rows import Size

    from legation.accounts.models import User
    from legation.config.server import prepare
    from legation.missions.models import Membership, Mission

    with redirect_stdout(sys.stderr):
        prepare()  # a kept database may be of an earlier day
    size, found = Size(Mission.objects.count()), []
    queries: dict[str, set[int]] = {page: set() for page in PAGES}
    for number in range(READERS):
        user = User.objects.get(pk=1 + number * size.users // READERS)
        client = Client(headers={"host": "localhost"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        keys = Membership.objects.filter(user=user).order_by("mission").values_list("mission", flat=True)
        own = list(keys)[:: max(1, len(keys) // MISSIONS)][:MISSIONS]
        addresses: dict[str, list[str]] = {page: [] for page in PAGES}
        for key in own:
            for page in PAGES[:-1]:
                addresses[page].append(reverse(page, args=[f"sample-{key - 1}"]))
            for word in words_of(key - 1, size):
                addresses["search"].append(f"{reverse('search')}?q={_quoted(word)}")
        if number < 2:
            for page, of_page in addresses.items():
                client.get(of_page[0])
                for address in of_page:
                    with CaptureQueriesContext(connection) as asked:
                        assert client.get(address).status_code == 200, address
                    queries[page].add(len(asked))
        name = settings.SESSION_COOKIE_NAME
        found.append({"cookie": f"{name}={client.cookies[name].value}", "pages": addresses})
    return {"readers": found, "queries": {page: sorted(counts) for page, counts in queries.items()}}


def _quoted(word: str) -> str:
    from urllib.parse import quote

    return quote(word)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(readers()))

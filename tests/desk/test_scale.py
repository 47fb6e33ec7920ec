"""No page of a mission reads the rows of other missions: what SQLite says how it would find them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import World

pytestmark = [
    pytest.mark.django_db,
    # PostgreSQL plans by how many pages a table has now, with all other ways forbidden too; what it does with
    # many rows is measured by benchmarks/scale.py.
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables as a whole"),
]
As = Callable[..., Client]
# What a query made for itself: rows that it had looked up, and no more than so many.
MADE = {"CONSTANT", "whole", "begun", "held"}


def scanned(client: Client, address: str) -> set[str]:
    """Tables of which a page's queries read every row, or every entry of an index."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    found = set()
    with connection.cursor() as cursor:
        for query in list(asked):
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps = [row[-1].split() for row in cursor.fetchall()]
                found |= {step[1] for step in steps if step[0] == "SCAN"}
    return found - MADE


@pytest.mark.parametrize("name", ["desk", "programme", "delegation"])
def test_a_page_of_a_mission_looks_up_what_is_its_own(world: World, as_: As, name: str) -> None:
    assert scanned(as_(world.host), reverse(name, args=[world.mission.slug])) == set()


@pytest.mark.parametrize("query", ["Courtesy", "court", "mayor seat", "promise", "박표본", "부산 시장"])
def test_a_search_looks_up_words(world: World, as_: As, query: str) -> None:
    assert scanned(as_(world.guest), f"{reverse('search')}?q={query}") == set()


def test_what_reads_every_row_is_found(world: World, as_: As) -> None:
    assert scanned(as_(world.guest), reverse("people")) == {"directory_city", "directory_person"}

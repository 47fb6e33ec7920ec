"""Lists: page by page, in the same number of queries for any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legation.directory import actions as directory
from legation.directory.models import Person
from tests.world import two

QUERIES = {
    "missions/test-mission/delegates": 7,
    "missions/test-mission/engagements": 6,
    "people": 2,
    "organisations": 3,
    "missions/test-mission/outcomes/agreements": 6,
    "missions/test-mission/movements": 6,
    "missions/test-mission/minutes": 5,
}


def more(world, number):
    """So many more of each kind."""
    from legation.missions.actions import add_delegate, add_engagement
    from legation.outcomes.actions import add_agreement
    from tests.world import engagement_values, person

    for one in range(number):
        somebody = person(world, f"More{one}", "Sample", by=world.guest)
        body = directory.add_organisation(
            {"name": two(f"Body {one}"), "kind": "city", "city": world.things["busan"]}, by=world.guest
        )
        post = directory.add_post({"title": two("Chair"), "organisation": body}, by=world.guest)
        values = {"person": somebody, "delegation": world.things["guest-delegation"], "post": post}
        add_delegate(world.mission, values, by=world.guest)
        add_engagement(world.mission, engagement_values(world, f"More {one}"), by=world.guest)
        paper = {"title": two("Paper"), "kind": "mou", "status": "planned", "parties": [body]}
        add_agreement(world.mission, {**paper, "engagement": world.things["engagement"]}, by=world.guest)


def counted(guest) -> dict[str, int]:
    """The queries that each list takes: one is the token's."""
    found = {}
    for where in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert guest.get(f"{where}?limit=200").status_code == 200, where
        found[where] = len(queries)
    return found


def test_a_list_costs_the_same_for_any_length(world, guest):
    more(world, 1)
    guest.get("missions")  # the use of the token is noted to the minute
    for number in (0, 2, 9):
        more(world, number)
        assert counted(guest) == QUERIES


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_each_row_once(world, guest, limit):
    whole = [one["id"] for one in guest.get("people").json()["items"]]
    found, where = [], f"people?limit={limit}"
    while where:
        answer = guest.get(where)
        page = answer.json()
        assert len(page["items"]) <= limit
        found += [one["id"] for one in page["items"]]
        where = f"people?limit={limit}&cursor={page['next']}" if page["next"] else ""
        link = f'</api/{where}>; rel="next"' if where else None
        assert answer.headers.get("Link") == link
    assert found == whole
    seen = Person.objects.visible_to(world.guest)
    assert whole == sorted(seen.values_list("pk", flat=True))
    assert len(whole) > 3


def test_organisations_are_asked_for_by_city(world, guest):
    busan = guest.get(f"organisations?city={world.things['busan'].pk}").json()["items"]
    assert [one["name"]["en"] for one in busan] == ["City of Busan"]

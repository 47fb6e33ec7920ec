"""The description of the way in: whole, and kept by what is answered."""

import json

from django.test import Client

from legation.api.choices import READ_ONLY, Area
from legation.api.forms.reading import faults
from legation.api.views.catalogue import ADDRESSES, PROBLEM, RESOURCES, described
from legation.api.views.problems import PROBLEMS


def test_anybody_may_read_it(db):
    answer = Client().get("/api/openapi.json")
    found = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"], found["openapi"]) == (
        200,
        "application/json",
        "3.1.0",
    )
    assert found["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert found["security"] == [{"token": []}]
    assert len(found["paths"]) == len(ADDRESSES)


def test_every_way_has_a_name_of_its_own_and_a_scope_that_there_is():
    ways = [
        way
        for path in described()["paths"].values()
        for method, way in path.items()
        if method != "parameters"
    ]
    names = [way["operationId"] for way in ways]
    assert len(names) == len(set(names))
    scopes = {f"{area.value}:read" for area in Area} | {
        f"{area.value}:write" for area in Area if area not in READ_ONLY
    }
    assert {way["x-scope"] for way in ways} <= scopes


def test_every_change_asks_for_the_version_that_was_seen():
    for path, ways in described()["paths"].items():
        if path == "/api/hooks/{pk}":
            continue  # a webhook is never changed, only ended: there is no change of others to lose
        for method in {"patch", "delete"} & set(ways):
            headers = [one["name"] for one in ways[method]["parameters"] if one["in"] == "header"]
            assert "If-Match" in headers, path


def test_records_are_as_described(world, guest):
    for resource in RESOURCES:
        if resource.at.count("<") <= 1 and "<int" not in resource.at:
            where = resource.at.replace("<slug:mission>", "test-mission")
            items = guest.get(where).json()["items"]
            assert [fault for one in items for fault in faults(one, resource.shape)] == [], resource.name


def test_problems_are_as_described(world, guest):
    for where in ("nothing", "missions?limit=x", "missions/none"):
        found = guest.get(where).json()
        known = {**PROBLEM, "properties": {**PROBLEM["properties"]}}
        assert list(faults(found, known)) == []
        assert found["type"].removeprefix("/api/#") in PROBLEMS


def test_the_page_of_it_is_readable_without_a_login(db):
    page = Client(headers={"accept-language": "ko"}).get("/api/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "/api/missions/{mission}/delegates" in text
    assert all(f'id="{name}"' in text for name in PROBLEMS)

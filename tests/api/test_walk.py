"""Every address of the way in, every role, both sides and a stranger: as the pages have it, and no leaks."""

import json
import re
from typing import Any

import pytest

from legation.api.models import Hook
from legation.api.views.catalogue import ADDRESSES, RESOURCES
from legation.kernel.gate import Declaration
from tests.api.programs import Program
from tests.permissions.test_walk import Walked, candidates, leaked, owed_to

PARTS = re.compile(r"<(?:int|slug):(\w+)>")
# The press office finds the people whom its own office keeps, as it does on the pages of the directory.
OF_DIRECTORY = {"api-people": "people", "api-people-one": "person", "api-search": "search"}
# The members of an office read the agreements that it keeps, as on the pages of the register.
OF_DIRECTORY |= {"api-agreements": "agreements", "api-agreements-one": "agreement"}
OF_DIRECTORY |= {"api-attachments": "agreements", "api-attachments-one": "agreement"}  # with their papers

REFUSED = (
    *("guest-organiser", "guest-assistant", "guest-press"),
    *("host-protocol", "host-delegate", "other-office"),
)


def where(path: str, thing: Any) -> str:
    """The address for a thing; parts that the gate does not load are filled with anything."""
    given: dict[str, Any] = {"mission": "test-mission", "pk": 1}
    if thing is not None:
        for lookup, part in getattr(type(thing), "address", {"pk": "pk"}).items():
            value = thing
            for step in lookup.split("__"):
                value = getattr(value, step)
            given[part] = getattr(value, "pk", value)
    return PARTS.sub(lambda part: str(given.get(part[1], 1)), path)


@pytest.fixture(autouse=True)
def _without_limit(monkeypatch):
    monkeypatch.setattr("legation.api.views.door.LIMIT", 10**6)


@pytest.mark.parametrize("part", range(4))
def test_every_reading_address_lets_in_whom_it_should_and_leaks_nothing(world, part):
    expected = owed_to(world.users)
    programs = {key: Program(user) for key, user in world.users.items()}
    wrong, leaks, walked, found = [], [], 0, 0
    gates, listed_too = Walked(), {f"api-{one.name}-one" for one in RESOURCES}
    kept = Hook.objects.create(
        user=world.guest, mission=world.mission, url="https://one.example/told", secret="kept"
    )
    for address in ADDRESSES[part::4]:
        way = address.ways.get("GET")
        if way is None:
            continue
        declaration = Declaration(("GET",), way.permission, way.model)
        asked = "?q=Hidden" if "q" in way.query else ""
        for thing in candidates(world, declaration):
            for key, program in programs.items():
                if address.name == "api-hooks-deliveries":
                    at = address.path.replace("<int:pk>", str(kept.pk))
                    owed = 200 if world.users[key] == world.guest else 404
                    assert program.quick("GET", at).status_code == owed, key
                    continue
                owed = {200 if status == 302 else status for status in expected(key, thing, declaration)}
                # One record is told as its list tells it, and the lists are read whole below.
                as_listed = address.name in listed_too
                if (as_listed or 200 not in owed) and gates.already(address.name, "GET", way, thing, key):
                    continue
                answer = program.quick("GET", where(address.path, thing) + asked)
                walked += 1
                found += answer.status_code == 200
                there = answer.status_code == 200 or way.download  # no paper of the world has a file
                if answer.status_code not in owed or (owed == {200, 404} and not there):
                    wrong.append((address.name, where(address.path, thing), key, answer.status_code))
                name, text = OF_DIRECTORY.get(address.name, address.name), answer.content.decode()
                if name == "people":  # all of them, where the page shows those asked for
                    text = re.sub("(QUINCEGUEST|MEDLARHOST)known", "", text)
                leaks += [(address.name, key, word) for word in leaked(text, name, key)]
    assert wrong == []
    assert leaks == []
    assert walked > 100
    assert found > 30


def test_every_writing_address_refuses_whom_it_should(world):
    expected = owed_to(world.users)
    programs = {key: Program(world.users[key]) for key in REFUSED}
    wrong, gates = [], Walked()
    for address in ADDRESSES:
        for method, way in address.ways.items():
            if method == "GET":
                continue
            declaration = Declaration((method,), way.permission, way.model)
            for thing in candidates(world, declaration):
                for key, program in programs.items():
                    owed = expected(key, thing, declaration)
                    if 200 in owed or gates.already(address.name, method, way, thing, key):
                        continue
                    answer = program.quick(method, where(address.path, thing))
                    if answer.status_code not in owed:
                        wrong.append((method, where(address.path, thing), key, answer.status_code))
    assert wrong == []


def test_a_list_holds_just_what_its_reader_sees(world):
    """The lists of all, beside `visible_to`, for every role."""
    for key in ("guest-organiser", "host-assistant", "host-press", "other-office"):
        user = world.users[key]
        program = Program(user)
        for resource in RESOURCES:
            for parent in candidates(world, Declaration(("GET",), "", resource.parent)):
                answer = program.quick("GET", where(resource.at, parent) + "?limit=200")
                if answer.status_code != 200:
                    continue
                rows = resource.rows(resource.model._default_manager.visible_to(user), parent)
                assert [one["id"] for one in json.loads(answer.content)["items"]] == sorted(
                    rows.values_list("pk", flat=True)
                ), (resource.name, user)


def test_the_secrets_are_read_by_their_own_side(world, guest, host):
    """Or else the walk would prove nothing."""
    from tests.world import SECRETS

    for side, program in (("guest", guest), ("host", host)):
        for name in ("delegates", "engagements", "outcomes/commitments", "outcomes/statements"):
            text = program.get(f"missions/test-mission/{name}").content.decode()
            assert SECRETS[side] in text, (side, name)


def test_a_key_that_may_not_be_followed_is_not_told(world, guest, host):
    """Of a record that the reader does not see, not even the key."""
    hidden = world.things["host-hidden-engagement"]
    promise = world.things["commitment"]
    type(promise).objects.filter(pk=promise.pk).update(engagement=world.things["engagement"])
    where_ = f"missions/test-mission/outcomes/commitments/{promise.pk}"
    assert guest.get(where_).json()["engagement"] == world.things["engagement"].pk
    type(hidden).objects.filter(pk=world.things["engagement"].pk).update(visibility="host")
    assert guest.get(where_).status_code == 404
    assert host.get(where_).json()["engagement"] == world.things["engagement"].pk


def test_that_needs_were_given_is_told_to_who_prepares_and_not_what(world, host, guest):
    """Else whoever prepares would read what lies sealed without a look that is written down."""
    delegate = world.things["guest-delegate"]
    delegate.access = "wheelchair"
    delegate.save()
    where_ = f"missions/test-mission/delegates/{delegate.pk}"
    assistant = Program(world.users["host-assistant"])
    for program, given in ((host, True), (guest, True), (assistant, False)):
        answer = program.get(where_)
        assert answer.json()["has_needs"] is given
        assert "wheelchair" not in answer.content.decode()
    changed = guest.patch(where_, {"capacity": "staff"}, delegate.version)
    assert (changed.status_code, "wheelchair" in changed.content.decode()) == (200, False)
    delegate.refresh_from_db()
    assert (delegate.capacity, delegate.access) == ("staff", "wheelchair")
    assert guest.patch(where_, {"access": ""}, delegate.version).json()["has_needs"] is False


def test_the_passport_name_is_told_to_who_keeps_records(world, host):
    person = world.things["guest-mayor"]
    type(person).objects.filter(pk=person.pk).update(passport_name="MAYOR SAMPLE")
    assert host.get(f"people/{person.pk}").json()["passport_name"] == "MAYOR SAMPLE"
    reader = Program(world.users["host-assistant"])
    assert reader.get(f"people/{person.pk}").json()["passport_name"] == ""
    assert json.loads(reader.get("people").content)["items"][0]["passport_name"] == ""

"""Every list that goes out as a table: no cell of it is a formula, in either form, whoever wrote what."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.directory.models import City, Organisation, Person
from tests.permissions.test_walk import candidates, routes
from tests.world import World

WORD = "=HYPERLINK(1)"
BEGINS = tuple("=+-@\t\r＝＋－＠")
NAMES = ("family_name", "given_name", "native_name", "korean_name", "name")
# The forms in which a list goes out: a part of the address, or asked for behind it.
BY_PART = dict.fromkeys(
    ("accreditations-list", "arrivals-list", "call-list", "promises-out", "rooming-list", "run-list"),
    ("csv", "xlsx"),
)
BY_QUERY = {
    **dict.fromkeys(("people-out", "organisations-out", "cities-out", "delegation-out"), ("csv", "xlsx")),
    **dict.fromkeys(("venues-out", "bookings-out", "programme-out"), ("csv", "xlsx")),
    **dict.fromkeys(("round-people-out", "round-feedback-out"), ("csv", "xlsx")),
    **dict.fromkeys(("gifts-csv", "gift-register-csv"), ("", "xlsx")),
}
PLAIN = ("guest-list-csv", "guest-list-xlsx", "people-xlsx", "round-timetable-csv", "round-timetable-xlsx")
# Lists on which nobody of the directory stands in the tests' world, or by a name that was kept elsewhere.
WITHOUT = {
    *("accreditations-list", "arrivals-list", "gift-register-csv", "gifts-csv", "promises-out"),
    *("call-list", "round-timetable-csv", "round-timetable-xlsx", "run-list"),
}


def asked(world: World, name: str) -> list[str]:
    """The addresses of one list in each of its forms, for the first thing of the world that has it."""
    declaration, parts = next(each[1:] for each in routes() if each[0] == name)
    things = candidates(world, declaration)
    thing = next(
        each for each in things if each is None or world.guest.has_perm(declaration.permission, each)
    )
    given: dict[str, Any] = {"mission": world.mission.slug, "venue": world.things["hotel"].pk, "pk": 1}
    for lookup, part in getattr(type(thing), "address", {}).items():
        value = thing
        for step in lookup.split("__"):
            value = getattr(value, step)
        given[part] = getattr(value, "pk", value)
    found = []
    for form in BY_PART.get(name, ("",)):
        given["kind"] = form
        where = reverse(name, kwargs={part: given[part] for part in parts})
        found += [f"{where}?as={each}" if each else where for each in BY_QUERY.get(name, ("",))]
    return found


def cells(answer: Any) -> list[str]:
    """The texts of a table; in a spreadsheet every one must be a text and none a formula."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] != b"PK":
        rows = csv.reader(io.StringIO(body.decode().removeprefix("\ufeff")))
        return [cell for row in rows for cell in row]
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
        assert [("<f>" in sheet, "<hyperlink" in sheet) for sheet in sheets] == [(False, False)] * len(sheets)
        return [book.read("xl/sharedStrings.xml").decode().replace(WORD, f"'{WORD}")]


@pytest.mark.parametrize("name", [*BY_PART, *BY_QUERY, *PLAIN])
def test_what_somebody_is_called_computes_nothing_in_a_list_that_goes_out(world: World, name: str) -> None:
    for model in (Person, Organisation, City):
        own = [field.name for field in model._meta.concrete_fields if field.name in NAMES]
        model.objects.update(**dict.fromkeys(own, WORD))
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = asked(world, name)
    assert addresses != []
    for where in addresses:
        answer = client.get(where)
        assert answer.status_code == 200, where
        found = cells(answer)
        assert [cell for cell in found if cell.startswith(BEGINS)] == [], where
        assert found != [], where
        if name not in WITHOUT:
            assert any(f"'{WORD}" in cell for cell in found), where

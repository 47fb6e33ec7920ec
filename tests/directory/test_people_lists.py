"""A spreadsheet of people: read, checked, taken in, completed the next time, and undone as a whole."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from xlsxwriter import Workbook

from legation.accounts.models import User
from legation.directory.actions import change_person
from legation.directory.actions.lists import NotNow, take_list, take_rows
from legation.directory.models import ListedRow, Organisation, PeopleList, Person, Tenure
from legation.kernel import jobs
from legation.kernel.jobs import run_queued
from legation.kernel.sheets import tables
from tests.directory.builder import Directory

As = Callable[..., Client]
HEADINGS = ["성명", "Family name", "Given name", "소속", "Job title", "Languages", "Hotel"]
ROWS = [
    ["박형준", "", "", "부산광역시", "시장", "Korean", "A"],
    ["", "Harrell", "Bruce", "City of Seattle", "Mayor", "en", "B"],
    ["", "Sample", "Nobody", "", "Guest", "", "C"],
    ["", "Sample", "Someone", "Sample Works", "Director", "Klingon", "D"],
    ["", "Harrell", "Bruce", "City of Seattle", "Mayor", "", "E"],
]


def sheet(rows: list[list[Any]], headings: list[str] = HEADINGS, *, merged: str = "", top: int = 0) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Guests")
    for number, row in enumerate([headings, *rows], start=top):
        for place, value in enumerate(row):
            page.write(number, place, value)
    if merged:
        page.merge_range(merged, "Together")
    book.close()
    return out.getvalue()


def bring(client: Client, data: bytes, name: str = "guests.xlsx", scope: str = "shared") -> Any:
    return client.post("/people/lists/", {"file": SimpleUploadedFile(name, data), "scope": scope})


def name_and_take(client: Client, listed: PeopleList, columns: list[str] | None = None) -> None:
    named = {f"column-{place}": column for place, column in enumerate(columns or listed.columns)}
    assert client.post(f"/people/lists/{listed.pk}/", named).status_code == 302
    assert client.post(f"/people/lists/{listed.pk}/take/").status_code == 302
    assert run_queued() == 1


def said(answer: Any) -> str:
    return " ".join(HTMLParser(answer.content.decode()).css_first("main").text().split())


def test_a_list_is_read_checked_taken_in_completed_and_undone(staff: User, as_: As) -> None:
    client = as_(staff)
    assert bring(client, sheet(ROWS)).status_code == 302
    listed = PeopleList.objects.get()
    assert listed.columns == ["name", "family_name", "given_name", "organisation", "post", "languages", ""]
    naming = client.get(f"/people/lists/{listed.pk}/")
    assert "박형준" in said(naming)
    assert Person.objects.count() == 0

    named = {f"column-{place}": column for place, column in enumerate(listed.columns)}
    client.post(f"/people/lists/{listed.pk}/", named)
    page = said(client.get(f"/people/lists/{listed.pk}/"))
    assert "5 rows were read. 2 people are new, 0 would be completed, 0 are known as the rows say." in page
    assert "Row 4, Nobody Sample: a post needs its organisation." in page
    assert "Row 5, Someone Sample: the language “Klingon” is not known." in page
    assert "1 row looks like somebody known." in page
    assert "Row 6 Bruce Harrell Mayor, City of Seattle open" in page
    assert "The same person: Bruce Harrell of row 3 The same Latin spelling: Bruce Harrell." in page
    wrong = tables(client.get(f"/people/lists/{listed.pk}/wrong.xlsx").content)[0]
    assert [row[2:4] for row in wrong.rows[1:]] == [
        ("Sample", "Nobody"),
        ("Sample", "Someone"),
    ]
    assert Person.objects.count() == 0
    client.post(f"/people/lists/{listed.pk}/decide/", {"row-6": "row-3"})

    client.post(f"/people/lists/{listed.pk}/take/")
    assert run_queued() == 1
    mayor = Person.objects.get(native_name="박형준")
    assert (mayor.family_name, mayor.given_name, mayor.family_first) == ("박", "형준", True)
    assert mayor.languages == ["ko"]
    assert [(str(each.post.title), str(each.post.organisation)) for each in mayor.tenures.all()] == [
        ("시장", "부산광역시")
    ]
    page = said(client.get(f"/people/lists/{listed.pk}/"))
    assert "2 people were added, 0 were completed, 1 was known already, 2 rows were left out." in page

    # The same people again, and one of them in another script, with more said of the other.
    more = [
        ["박형준", "박", "형준", "부산광역시", "시장", "ko"],
        ["Bruce Harrell", "", "", "", "", "English, Korean"],
    ]
    bring(client, sheet(more, HEADINGS[:6]))
    again = PeopleList.objects.latest("pk")
    name_and_take(client, again)
    assert Person.objects.count() == 2
    harrell = Person.objects.get(family_name="Harrell")
    assert harrell.languages == ["en", "ko"]
    outcomes = ListedRow.objects.filter(listed=again).order_by("number").values_list("outcome", flat=True)
    assert list(outcomes) == ["same", "changed"]

    # What somebody changed since stays when the list is undone, and is named.
    change_person(harrell, {"korean_name": "브루스 해럴"}, seen=harrell.version, by=staff)
    client.post(f"/people/lists/{listed.pk}/undo/")
    assert run_queued() == 1
    assert list(Person.objects.present().values_list("family_name", flat=True)) == ["Harrell"]
    assert Tenure.objects.present().count() == 0
    assert Organisation.objects.present().count() == 0
    left = HTMLParser(client.get(f"/people/lists/{listed.pk}/").content.decode()).css("main ul a")
    assert [link.text() for link in left] == ["Bruce Harrell"]


def test_rows_about_somebody_known_complete_them_and_never_double_or_empty_them(
    directory: Directory, staff: User, as_: As
) -> None:
    park = directory.person("Park", "Heong-joon", native_name="박형준", aliases=["Park Hyung-jun"])
    directory.tenure(park, directory.post(organisation=directory.organisation("Busan City", "부산시")))
    one, two = directory.person("Kim", "Minsu"), directory.person("Kim", "Minsu")
    client = as_(staff)
    rows = [
        [
            "",
            "박형준",
            "Park",
            "Heong-Joon",
            "부산시",
            "",
            "Park Hyeongjun",
        ],  # completed, and found in Hangul
        ["", "", "KIM", "MIN-SU", "", "", ""],  # two of them
        [str(two.pk), "", "Kim", "Minsu", "", "", "K. Minsu"],  # this one
        ["new", "", "Kim", "Minsu", "Elsewhere", "", ""],
        ["", "박형준", "", "", "Another City", "Director", ""],  # somebody else, or a new post?
        ["999999", "", "No", "Body", "", "", ""],
    ]
    headings = ["No.", "Native name", "Family name", "Given name", "Organization", "Post", "Other spellings"]
    bring(client, sheet(rows, headings))
    listed = PeopleList.objects.get()
    named = {f"column-{place}": column for place, column in enumerate(listed.columns)}
    client.post(f"/people/lists/{listed.pk}/", named)
    listed.refresh_from_db()
    assert [(row["row"], row["wrong"]) for row in listed.found["told"]] == [
        (7, ["nobody has the number 999999."]),
    ]
    asked = listed.doubts.order_by("number").values_list("number", "asked")
    assert list(asked) == [(3, [one.pk, two.pk]), (6, [park.pk])]
    client.post(f"/people/lists/{listed.pk}/decide/", {"row-3": "out", "row-6": "out"})
    before = (park.given_name, park.aliases)
    client.post(f"/people/lists/{listed.pk}/take/")
    run_queued()
    park.refresh_from_db()
    two.refresh_from_db()
    assert (park.given_name, park.aliases) == ("Heong-Joon", ["Park Hyung-jun", "Park Hyeongjun"])
    assert park.native_name == "박형준"
    assert two.aliases == ["K. Minsu"]
    assert Person.objects.filter(family_name="Kim").count() == 3
    client.post(f"/people/lists/{listed.pk}/undo/")
    run_queued()
    park.refresh_from_db()
    assert (park.given_name, park.aliases) == before
    assert Person.objects.present().filter(family_name="Kim").count() == 2


def test_what_is_no_list_is_refused_with_its_row_and_nothing_is_kept(staff: User, as_: As) -> None:
    client = as_(staff)
    two_rows = sheet([["Family name", "Given name"], ["Park", "A"]], ["Family name", "Given name"])
    for data, name, problem in (
        (b"", "a.xlsx", "The submitted file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "a.xlsx", "This is no table that can be read"),
        (sheet(ROWS, merged="B3:C4"), "a.xlsx", "Guests, row 3: cells are merged (B3:C4)."),
        (two_rows, "a.xlsx", "Guests: the headings stand in two rows, 1 and 2. Keep them in one."),
        (sheet([]), "a.xlsx", "The file is empty."),
    ):
        answer = bring(client, data, name)
        assert answer.status_code == 422, name
        assert problem in said(answer)
    assert PeopleList.objects.count() == 0
    bring(client, sheet([["x"]], ["Hotel"]))
    listed = PeopleList.objects.get()
    answer = client.post(f"/people/lists/{listed.pk}/", {"column-0": ""})
    assert answer.status_code == 422
    assert "Say which column holds the names" in said(answer)
    client.post(f"/people/lists/{listed.pk}/discard/")
    assert PeopleList.objects.present().count() == 0
    with pytest.raises(NotNow):
        take_list(listed, by=staff)


def test_a_job_that_was_killed_goes_on_where_it_was(
    staff: User, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.directory.actions import lists

    monkeypatch.setattr(lists, "BATCH", 2)
    client = as_(staff)
    bring(client, sheet([[f"Guest{n}", "Sample"] for n in range(7)], ["Family name", "Given name"]))
    listed = PeopleList.objects.get()
    client.post(f"/people/lists/{listed.pk}/", {"column-0": "family_name", "column-1": "given_name"})
    client.post(f"/people/lists/{listed.pk}/take/")
    listed.refresh_from_db()
    told = jobs.Told(listed.job)
    monkeypatch.setattr(told, "say", lambda **_facts: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        take_rows(told, listed.pk)
    assert (Person.objects.count(), ListedRow.objects.count()) == (2, 2)
    assert run_queued() == 1
    assert (Person.objects.count(), ListedRow.objects.count()) == (7, 7)
    listed.refresh_from_db()
    assert listed.status == "taken"


def test_lists_are_the_offices_own_and_what_goes_out_comes_back_the_same(
    directory: Directory, staff: User, neighbour: User, reader: User, as_: As
) -> None:
    park = directory.person("Park", "Heong-joon", native_name="박형준", languages=["ko", "en"])
    directory.tenure(park, directory.post(), started_on=date(2021, 4, 8))
    directory.person("=1+1", "Formula")
    client = as_(staff)
    data = client.get("/people/list.xlsx").content
    rows = tables(data)[0].rows
    assert [row[1:4] for row in rows[1:]] == [("=1+1", "Formula", ""), ("Park", "Heong-joon", "박형준")]
    bring(client, data, scope="office")
    listed = PeopleList.objects.get()
    named = {f"column-{place}": column for place, column in enumerate(listed.columns)}
    client.post(f"/people/lists/{listed.pk}/", named)
    listed.refresh_from_db()
    assert (listed.found["same"], listed.found["rows"]) == (2, 2)
    assert as_(neighbour).get(f"/people/lists/{listed.pk}/").status_code == 404
    assert as_(reader).get("/people/lists/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_pages_of_lists_ask_as_much_however_many_there_are(
    rows: int, staff: User, as_: As, django_assert_num_queries: Any
) -> None:
    client = as_(staff)
    for number in range(rows):
        bring(client, sheet([[f"Guest{n}"] for n in range(rows)], ["Family name"]), f"{number}.xlsx")
    listed = PeopleList.objects.latest("pk")
    with django_assert_num_queries(3):
        client.get("/people/lists/")
    with django_assert_num_queries(5):
        client.get(f"/people/lists/{listed.pk}/")

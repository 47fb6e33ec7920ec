"""Lists taken out: what the reader sees and nothing else, in four forms, harmless to spreadsheets."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legation.directory.choices import Scope
from legation.directory.queries.merging import posts_of
from legation.directory.queries.outgoing import leaving
from legation.kernel.sheets import tables
from legation.kernel.sheets_out import csv_lines
from legation.kernel.vcards import rows_of
from tests.directory.builder import Directory


def out(client: Client, name: str = "people-out", **asked: Any) -> str:
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def park(directory: Directory) -> Any:
    person = directory.person(
        "Park", "Heong-joon", family_first=True, native_name="박형준", aliases=["Pak, H."], languages=["ko"],
        passport_name="PARK HEONGJOON",
    )  # fmt: skip
    directory.tenure(person, directory.post())
    return person


def test_a_table_can_be_brought_back(as_: Any, staff: Any, park: Any) -> None:
    table = rows(out(as_(staff), **{"as": "csv"}))
    assert table[0] == [
        *("No.", "Family name", "Given name", "Name in own script", "Name in Hangul"),
        *("Name as in the passport", "Other spellings", "Languages", "Organisation", "Post"),
    ]
    assert table[1:] == [
        [
            str(park.pk),
            "Park",
            "Heong-joon",
            "박형준",
            "",
            "PARK HEONGJOON",
            "Pak, H.",
            "ko",
            "Busan City",
            "Mayor",
        ]
    ]


def test_the_passport_name_goes_to_who_keeps_records_only(as_: Any, reader: Any, park: Any) -> None:
    client = as_(reader)
    assert "PARK HEONGJOON" not in out(client, **{"as": "csv"})
    assert len(rows(out(client, **{"as": "csv"}))[1]) == 9
    workbook = tables(client.get(reverse("people-xlsx")).content)[0]
    assert [cell for row in workbook.rows for cell in row if cell == "PARK HEONGJOON"] == []


def test_another_office_takes_out_what_it_finds(as_: Any, neighbour: Any, directory: Directory) -> None:
    directory.person("Park", "Heong-joon")
    directory.person("Secretpark", "Sora", scope=Scope.OFFICE)
    client = as_(neighbour)
    for form in ("csv", "vcf", "json"):
        text = out(client, **{"as": form})
        assert ("Heong-joon" in text, "Secretpark" in text) == (True, False)


def test_only_what_is_listed_goes_out_in_its_order(as_: Any, staff: Any, directory: Directory) -> None:
    for family in ("Cho", "Ahn", "Bae"):
        directory.person(family, "Minho")
    directory.person("Other", "Jane")
    found = rows(out(as_(staff), find="Minho", sort="-name", **{"as": "csv"}))
    assert [row[1] for row in found[1:]] == ["Cho", "Bae", "Ahn"]


def test_a_vcard_is_read_again_as_it_was(as_: Any, staff: Any, park: Any) -> None:
    text = out(as_(staff), **{"as": "vcf"})
    assert rows_of(text) == [("", "Park", "Heong-joon", "박형준", "Pak, H.", "ko", "Busan City", "Mayor")]
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_posts_begin_with_the_latest_and_unknown_days_come_last(staff: Any, directory: Directory) -> None:
    person = directory.person()
    days = {"Clerk": None, "Deputy": date(2018, 7, 1), "Mayor": date(2022, 7, 1)}
    for title, day in days.items():
        directory.tenure(person, directory.post(title), started_on=day)
    with CaptureQueriesContext(connection) as asked:
        (each,) = leaving([person.pk], staff, date(2024, 4, 15))
        posts = posts_of(person, staff)
    assert [str(post.title) for post in each.posts] == ["Mayor", "Deputy", "Clerk"]
    assert posts == ["Mayor, Busan City", "Deputy, Busan City", "Clerk, Busan City"]
    ordered = [query["sql"] for query in asked if '"started_on" DESC' in query["sql"]]
    assert ['"started_on" DESC NULLS LAST' in sql for sql in ordered] == [
        True,
        True,
    ]  # as PostgreSQL needs it


def test_popolo_links_people_posts_and_organisations(as_: Any, staff: Any, park: Any) -> None:
    found = json.loads(out(as_(staff), **{"as": "json"}))
    (person,), (post,), (membership,) = found["persons"], found["posts"], found["memberships"]
    assert (person["name"], person["other_names"][0]) == (
        "Park Heong-joon",
        {"name": "박형준", "note": "own script"},
    )
    assert post["organization_id"] == found["organizations"][0]["id"] == membership["organization_id"]
    assert (membership["person_id"], membership["post_id"]) == (person["id"], post["id"])
    assert membership["start_date"] == "2020-01-01"


def test_organisations_go_out_as_listed(as_: Any, staff: Any, directory: Directory) -> None:
    directory.organisation("Port of Busan", "부산항", kind="port")
    directory.organisation("Busan City", "부산시")
    client = as_(staff)
    assert [row[1] for row in rows(out(client, "organisations-out", kind="port", **{"as": "csv"}))[1:]] == [
        "Port of Busan"
    ]
    names = [
        each["name"]
        for each in json.loads(out(client, "organisations-out", **{"as": "json"}))["organizations"]
    ]
    assert names == ["Busan City", "Port of Busan"]
    assert out(client, "organisations-out", **{"as": "vcf"}).count("KIND:org") == 2


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_begins_a_formula_and_reading_takes_the_mark_away(text: str) -> None:
    written = "".join(csv_lines(["Family name"], [[text]]))
    assert rows(written)[1] == [f"'{text}"]
    assert tables(written.encode())[0].rows[1] == (text,)


def test_a_form_that_is_not_known_is_not_found(as_: Any, staff: Any) -> None:
    assert as_(staff).get(reverse("people-out"), {"as": "exe"}).status_code == 404


@pytest.mark.parametrize("people", [1, 3, 12])
def test_taking_out_costs_the_same_for_every_length(
    as_: Any, staff: Any, directory: Directory, django_assert_num_queries: Any, people: int
) -> None:
    for number in range(people):
        directory.person("Park", f"Minho{number}")
    client = as_(staff)
    client.get(reverse("people"))
    with django_assert_num_queries(7):
        assert len(rows(out(client, **{"as": "csv"}))) == people + 1

"""What people bring for a list: each refused with what to do, in both languages, and nothing kept."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from legation.accounts.models import User
from legation.directory.models import PeopleList, Person
from tests.directory.test_people_lists import bring, said, sheet

As = Callable[..., Client]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NO_TABLE = (
    "This is no table that can be read: save it as XLSX, ODS or CSV.",
    "읽을 수 있는 표가 아닙니다. XLSX, ODS 또는 CSV로 저장하세요.",
)
WEB = (
    "This is a web page, whatever its name says: open it in a spreadsheet program and save it as XLSX.",
    "파일 이름과 달리 웹 페이지입니다. 스프레드시트 프로그램에서 열어 XLSX로 저장하세요.",
)
LOCKED = (
    "This file is locked with a password. Save a copy without one and bring that.",
    "암호로 보호된 파일입니다. 암호를 해제한 사본을 저장하여 올리세요.",
)
LETTERS = (
    "The letters of this file cannot be read: save it as UTF-8.",
    "파일의 글자를 읽을 수 없습니다. UTF-8로 저장하세요.",
)


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


HEADINGS = ["Family name", "Given name"]
BAD: dict[str, tuple[bytes, tuple[str, str]]] = {
    "merged cells": (
        sheet([["Park", "A"], ["Kim", "B"]], HEADINGS, merged="A2:A3"),
        (
            "Guests, row 2: cells are merged (A2:A3). Undo that, so that each cell stands alone.",
            "Guests 2행: 셀이 병합되어 있습니다(A2:A3). 병합을 해제하세요.",
        ),
    ),
    "two rows of headings": (
        sheet([HEADINGS, ["Park", "A"]], ["Name", "Post"]),
        (
            "Guests: the headings stand in two rows, 1 and 2. Keep them in one.",
            "Guests: 제목이 1행과 2행에 나뉘어 있습니다. 한 행에 두세요.",
        ),
    ),
    "locked": (COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(90), LOCKED),
    "a locked ODS": (packed(**{"META-INF__manifest.xml": "<x><manifest:encryption-data/></x>"}), LOCKED),
    "of before 2007": (
        COMPOUND,
        (
            "This is an Excel file of before 2007 or another old document: open it and save it as XLSX.",
            "2007년 이전의 Excel 파일 또는 오래된 문서 형식입니다. 파일을 열어 XLSX로 저장하세요.",
        ),
    ),
    "a zip of something else": (packed(a="hello"), NO_TABLE),
    "a text document": (packed(word__document="<x/>"), NO_TABLE),
    "a table that was cut off": (sheet([["Park", "A"]], HEADINGS)[:900], NO_TABLE),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", NO_TABLE),
    "a script": (b"#!/bin/sh\necho Family name\n", NO_TABLE),
    "JSON": (b'{"persons": [{"name": "Park"}]}', NO_TABLE),
    "a web page": (b"<html><table><tr><td>Family name</td></tr><tr><td>Park</td></tr></table></html>", WEB),
    "a marked web page": ("\ufeff<!DOCTYPE html>\n<table></table>".encode(), WEB),
    "UTF-16 without a mark": ("성\t이름(성 제외)\n박\t형준\n".encode("utf-16-le"), LETTERS),
    "letters of nobody": ("Family name\nMüller\n".encode("latin-1"), LETTERS),
    "a card that was cut off": (
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Park\r\n",
        (
            "Card 1 does not end: the file was cut off. Export it again.",
            "1번째 카드가 끝나지 않습니다. 파일이 잘렸으니 다시 내보내십시오.",
        ),
    ),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_list_is_told_in_both_languages_and_nothing_is_kept(
    name: str, staff: User, as_: As
) -> None:
    data, sentences = BAD[name]
    for language, sentence in zip(("en", "ko"), sentences, strict=True):
        answer = bring(as_(staff, language), data, "people.xlsx")
        assert answer.status_code == 422
        assert sentence in said(answer)
    assert (PeopleList.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949", "utf-16", "utf-8-sig", "utf-8"])
def test_korean_text_is_read_as_korean_programs_write_it(encoding: str, staff: User, as_: As) -> None:
    bring(as_(staff), "성,이름(성 제외),소속\n박,형준,부산시\n".encode(encoding), "people.csv")
    listed = PeopleList.objects.get()
    assert listed.columns == ["family_name", "given_name", "organisation"]
    assert listed.found["examples"] == ["박", "형준", "부산시"]


def test_a_title_above_the_headings_is_passed_over(staff: User, as_: As) -> None:
    rows = [[""], HEADINGS, ["Park", "A"]]
    client = as_(staff)
    bring(client, sheet(rows, ["Guests of the dinner, 12.04.2024"]))
    listed = PeopleList.objects.get()
    assert (listed.headings, listed.columns) == (HEADINGS, ["family_name", "given_name"])


def test_columns_of_one_name_and_none_are_told_apart_by_their_letters(staff: User, as_: As) -> None:
    client = as_(staff)
    bring(client, sheet([["Park", *["x"] * 16, "", "A"]], [*["Name"] * 17, "", "Given name"]))
    listed = PeopleList.objects.get()
    assert listed.columns == ["name", *[""] * 17, "given_name"]
    page = said(client.get(f"/people/lists/{listed.pk}/"))
    assert "Q Name" in page
    named: dict[str, Any] = {"column-0": "name", "column-1": "name"}
    answer = client.post(f"/people/lists/{listed.pk}/", named)
    assert answer.status_code == 422
    assert "Two columns are both said to be “Name”. Choose one." in said(answer)


def test_a_day_in_any_writing_stays_as_it_was_written_and_is_nobody_s_name(staff: User, as_: As) -> None:
    days = ["12.04.2024", "2024년 4월 12일", "4/12/24", "2024-04-12"]
    client = as_(staff)
    bring(client, sheet([["Park", f"A{n}", day] for n, day in enumerate(days)], [*HEADINGS, "Arrival"]))
    listed = PeopleList.objects.get()
    assert listed.columns == ["family_name", "given_name", ""]
    assert listed.found["examples"][2] == "12.04.2024"
    wrong = {"column-0": "", "column-1": "", "column-2": ""}
    assert client.post(f"/people/lists/{listed.pk}/", wrong).status_code == 422


def test_a_large_list_is_read_and_a_larger_one_is_told_the_limit(staff: User, as_: As) -> None:
    client = as_(staff)
    line = f"Park,{'x' * 130_000}\n"
    assert bring(client, ("Family name,Hotel\n" + line * 100).encode(), "people.csv").status_code == 302
    assert PeopleList.objects.count() == 1
    answer = bring(client, b"Family name\n" + b"x" * 50_000_000, "people.csv")
    assert answer.status_code == 422
    assert "At most 50 MB. Part the list and bring the parts one by one." in said(answer)
    rows = "Family name\n" + "Park\n" * 100_001
    answer = bring(client, rows.encode(), "people.csv")
    assert answer.status_code == 422
    assert "people.csv has more than 100000 rows." in said(answer)
    assert PeopleList.objects.count() == 1

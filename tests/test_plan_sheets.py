"""A workbook in, a workbook out: what a round is read from, how it is refused, what the plan says."""

import io
import json
import subprocess
import sys
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from legation.cli import main
from legation.config.plan_sheets import Workbook, template
from legation.config.plan_shown import plan_sheets
from legation.kernel.sheets import BadTable, tables
from legation.kernel.sheets_out import written

GIVEN: dict[str, int | None] = {"slots": None, "tables": None}


def csv(*rows: str) -> bytes:
    return ("Who,Whom,Must,Weight,Session,Fixed slot\n" + "\n".join(rows)).encode()


def refused(data: bytes, *, slots: int = 3, language: str = "en") -> str:
    with pytest.raises(BadTable) as caught:
        _ = Workbook(data, "w.csv", {"slots": slots, "tables": None}, language).document
    return caught.value.said(language)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_template_is_a_round_that_can_be_planned(language: str):
    book = Workbook(template(language), "t.xlsx", GIVEN, language)
    people = [(each["id"], each["unavailable"]) for each in book.document["participants"]]
    first, second = ("Sample One", "Sample Two") if language == "en" else ("표본 하나", "표본 둘")
    assert people == [(first, [1, 3, 4]), (second, [])]
    assert (book.document["slots"], book.document["tables"], book.clock(1), book.clock(2)) == (
        8,
        10,
        "14:00",
        "14:25",
    )
    assert book.document["meetings"] == [
        {"id": f"{first} – {second}", "participants": [first, second], "must": True, "weight": 1}
    ]


def test_a_list_of_wishes_alone_is_a_round_when_the_slots_are_said():
    book = Workbook(csv("Kim,Lee,yes,5,,", "Park,Lee,no,,1-2,", "Park,Kim,,,,3"), "w.csv", {"slots": 3}, "en")
    assert book.document == {
        "format": "legation.round/1",
        "slots": 3,
        "participants": [{"id": name, "unavailable": []} for name in ("Kim", "Lee", "Park")],
        "meetings": [
            {"id": "Kim – Lee", "participants": ["Kim", "Lee"], "must": True, "weight": 5},
            {
                "id": "Park – Lee",
                "participants": ["Park", "Lee"],
                "must": False,
                "weight": 1,
                "session": "1-2",
            },
            {"id": "Park – Kim", "participants": ["Park", "Kim"], "must": False, "weight": 1, "slot": 3},
        ],
        "sessions": {"1-2": [1, 2]},
    }


@pytest.mark.parametrize(
    ("row", "english", "korean"),
    [
        ("Kim,Kim,,,,", "Whom: nobody meets themselves", "Whom: 자기 자신을 만날 수 없습니다"),
        ("Lee,Kim,,,,", "Whom: row 2 already names these two", "Whom: 2행에 이미 두 사람이 있습니다"),
        ("Kim,,,,,", "Whom: a name is needed", "Whom: 이름이 필요합니다"),
        ("Kim,Park,perhaps,,,", "Must: write yes or no", "Must: 예 또는 아니요로 쓰세요"),
        (
            "Kim,Park,,0,,",
            "Weight: write a whole number from 1 to 1000",
            "Weight: 1에서 1000까지의 정수를 쓰세요",
        ),
        (
            "Kim,Park,,,morning,",
            "Session: name slots from 1 to 3, as in 1-4",
            "Session: 1에서 3까지의 시간대를 1-4처럼 쓰세요",
        ),
        (
            "Kim,Park,,,,4",
            "Fixed slot: write a number from 1 to 3",
            "Fixed slot: 1에서 3까지의 번호를 쓰세요",
        ),
    ],
)
def test_a_wrong_row_is_named_with_its_column(row: str, english: str, korean: str):
    data = csv("Kim,Lee,,,,", row)
    assert refused(data) == f"w.csv, row 3, {english}"
    assert refused(data, language="ko") == f"w.csv 3행 {korean}"


def test_whoever_is_not_listed_is_named():
    people = ("Participants", ("Name", "Not available"), [("Kim", "1")])
    wishes = ("Wishes", ("Who", "Whom"), [("Kim", "Lee")])
    assert refused(written([people, wishes])) == "Wishes, row 2, Whom: “Lee” is not among the participants"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("Kim", "1"), "Participants, row 3, Name: “Kim” stands here twice"),
        (("Lee", "9"), "Participants, row 3, Not available: write slots from 1 to 3, as in 1, 3-5"),
    ],
)
def test_a_wrong_participant_is_named(row: tuple[str, str], sentence: str):
    people = ("Participants", ("Name", "Not available"), [("Kim", "1"), row])
    assert refused(written([people, ("Wishes", ("Who", "Whom"), [("Kim", "Lee")])])) == sentence


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (("Colour", 1), "Settings, row 2, Setting: “Colour” is not known"),
        (("Slots", "many"), "Settings, row 2, Value: a whole number is needed"),
        (("First meeting at", "noon"), "Settings, row 2, Value: write a time, as in 14:00"),
    ],
)
def test_a_wrong_setting_is_named(setting: tuple[str, Any], sentence: str):
    wishes = ("Wishes", ("Who", "Whom"), [("Kim", "Lee")])
    assert refused(written([wishes, ("Settings", ("Setting", "Value"), [setting])])) == sentence


def test_a_round_without_slots_says_how_to_state_them():
    with pytest.raises(BadTable) as caught:
        Workbook(csv("Kim,Lee,,,,"), "w.csv", GIVEN, "en")
    assert caught.value.said() == "Settings, row –, Slots: a whole number is needed, here or with --slots"


def test_a_plan_is_told_by_time_by_person_and_by_table():
    book = Workbook(csv("Kim,Lee,yes,,,", "Lee,Park,,,,"), "w.csv", {"slots": 2, "tables": 1}, "en")
    plan = {
        "placed": [{"meeting": "Kim – Lee", "slot": 2, "table": 1}],
        "unplaced": [{"meeting": "Lee – Park", "why": "Full."}],
        "breaks": 0,
        "bound": 0,
        "standing": "It cannot be done better.",
        "seconds": 0.5,
    }
    found = {table.name: table.rows for table in tables(plan_sheets(book.shown, plan))}
    assert found["By time"] == (("Time", "Slot", "Table", "Who", "Whom"), ("2", 2.0, 1.0, "Kim", "Lee"))
    assert found["By person"] == (
        ("Name", "Organisation", "1", "2"),
        ("Kim", "", "", "Lee (1)"),
        ("Lee", "", "", "Kim (1)"),
        ("Park", "", "", ""),
    )
    assert found["By table"] == (("Table", "1", "2"), (1.0, "", "Kim – Lee"))
    assert found["Not placed"] == (("Who", "Whom", "Why"), ("Lee", "Park", "Full."))
    assert found["In sum"][1:3] == (("Meetings placed", 1.0), ("Meetings not placed", 1.0))


def test_two_pairs_of_the_same_letters_stay_two_meetings():
    data = written([("Wishes", ("Who", "Whom"), [("A – B", "C"), ("A", "B – C")])])
    book = Workbook(data, "w.xlsx", {"slots": 2, "tables": None}, "en")
    assert [each["id"] for each in book.meetings] == ["A – B – C", "A – B – C (3)"]


@pytest.mark.parametrize("first", [time(14, 0), timedelta(hours=14), 14 / 24, "14:00"])
def test_a_time_of_day_is_read_however_the_program_keeps_it(first: Any):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    shape = made.add_format({"num_format": "[h]:mm" if isinstance(first, timedelta) else "hh:mm"})
    sheet = made.add_worksheet("Wishes")
    sheet.write_row(0, 0, ("Who", "Whom"))
    sheet.write_row(1, 0, ("Kim", "Lee"))
    sheet = made.add_worksheet("Settings")
    sheet.write_row(0, 0, ("Setting", "Value"))
    sheet.write_row(1, 0, ("Slots", 2))
    sheet.write(2, 0, "First meeting at")
    sheet.write(2, 1, first, *(() if isinstance(first, float | str) else (shape,)))
    made.close()
    assert Workbook(out.getvalue(), "w.xlsx", GIVEN, "en").shown.clocks == ("14:00", "14:20")


def test_a_document_is_planned_into_a_workbook_too(tmp_path: Path):
    document = {
        "format": "legation.round/1",
        "slots": 1,
        "tables": 1,
        "participants": [{"id": each} for each in ("a", "b", "c")],
        "meetings": [{"id": "m", "participants": ["a", "b", "c"]}],
    }
    (tmp_path / "round.json").write_text(json.dumps(document), encoding="utf-8")
    out = tmp_path / "plan.xlsx"
    assert main(["plan", str(tmp_path / "round.json"), "--out", str(out), "--seconds", "2"]) == 0
    found = {table.name: table.rows for table in tables(out.read_bytes())}
    assert found["By time"][1:] == (("1", 1.0, 1.0, "a", "b, c"),)
    assert found["By person"][2] == ("b", "", "a, c (1)")


def test_the_command_reads_and_writes_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    wishes, plan = tmp_path / "wishes.xlsx", tmp_path / "plan.xlsx"
    assert main(["plan", "--template", str(wishes), "--language", "ko"]) == 0
    assert main(["plan", str(wishes), "--out", str(plan), "--seconds", "2", "--language", "ko"]) == 0
    assert [table.name for table in tables(plan.read_bytes())] == [
        "시간별",
        "사람별",
        "테이블별",
        "배정 안 됨",
        "요약",
    ]
    assert main(["plan", str(wishes), "--seconds", "2"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "optimal"


def test_rules_that_cannot_all_hold_name_the_people(tmp_path: Path):
    wishes, plan = tmp_path / "wishes.csv", tmp_path / "plan.xlsx"
    wishes.write_bytes(csv("Kim,Lee,yes,,,1", "Kim,Park,yes,,,1"))
    assert main(["plan", str(wishes), "--slots", "2", "--out", str(plan), "--seconds", "2"]) == 1
    rows = {table.name: table.rows for table in tables(plan.read_bytes())}["In sum"]
    why = next(row[1] for row in rows if row[0] == "What cannot all hold")
    assert why == ("Kim – Lee and Kim – Park all want Kim, and have only slot 1 between them; one must go.")


def test_a_workbook_is_planned_without_the_site(tmp_path: Path):
    code = (
        "import sys\nfrom legation.cli import main\n"
        f"assert main(['plan', '--template', {str(tmp_path / 'w.xlsx')!r}]) == 0\n"
        f"plan = ['plan', {str(tmp_path / 'w.xlsx')!r}, '--out', {str(tmp_path / 'p.xlsx')!r}]\n"
        "assert main([*plan, '--seconds', '2']) == 0\nprint('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_nothing_is_written_where_the_table_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    wishes, plan = tmp_path / "wishes.csv", tmp_path / "plan.xlsx"
    wishes.write_bytes(csv("Kim,Kim,,,,"))
    assert main(["plan", str(wishes), "--slots", "2", "--out", str(plan)]) == 2
    assert (plan.exists(), capsys.readouterr().err) == (
        False,
        "legation plan: wishes.csv, row 2, Whom: nobody meets themselves\n",
    )

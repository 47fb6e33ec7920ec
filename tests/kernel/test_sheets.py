"""Tables in and out: what is read, what is refused and how that is said, and that no formula gets out."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from legation.kernel import sheets
from legation.kernel.sheets import BadTable, letter, lines, tables
from legation.kernel.sheets_out import written

COLUMNS = {"who": ("Who", "신청자"), "whom": ("Whom", "상대"), "rank": ("Rank", "순위")}


def said(code: BadTable) -> tuple[str, str]:
    return code.said("en"), code.said("ko")


def book(*rows: tuple[object, ...], merge: str = "") -> bytes:
    out = io.BytesIO()
    made = Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("Wishes")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if merge:
        sheet.merge_range(merge, "Merged")
    made.close()
    return out.getvalue()


def refusal(data: bytes, required: tuple[str, ...] = ("who", "whom")) -> BadTable:
    with pytest.raises(BadTable) as caught:
        lines(tables(data, "wishes.csv")[0], COLUMNS, required=required)
    return caught.value


def test_what_is_written_is_read_again():
    data = written(
        [("Wishes", ("Who", "Whom", "Rank"), [("Kim", "=1+1", 2), ("Lee", "", None)]), ("Empty", ("A",), [])]
    )
    assert [table.name for table in tables(data)] == ["Wishes", "Empty"]
    found = lines(tables(data)[0], COLUMNS)
    assert [(each.number, each.text("who"), each.text("whom"), each.text("rank")) for each in found] == [
        (2, "Kim", "=1+1", "2"),
        (3, "Lee", "", ""),
    ]


def test_a_text_that_begins_like_a_formula_is_written_as_text():
    data = written([("S", ("A",), [("=HYPERLINK(1)",), ("+1",), ("-1",), ("@x",), ("https://x.example",)])])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in sheet, "<hyperlink" in sheet) == (False, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_in_the_usual_encodings(encoding: str, sign: str):
    text = f"신청자{sign}상대{sign}순위\n김하나{sign}이둘{sign}1\n\n박셋{sign}이둘{sign}2\n"
    found = lines(tables(text.encode(encoding))[0], COLUMNS)
    assert [(each.number, each.text("who"), each.text("rank")) for each in found] == [
        (2, "김하나", "1"),
        (4, "박셋", "2"),
    ]


def test_merged_cells_are_named():
    assert said(refusal(book(("Who", "Whom"), ("Kim", "Lee"), merge="A3:B4"))) == (
        "Wishes, row 3: cells are merged (A3:B4). Undo that, so that each cell stands alone.",
        "Wishes 3행: 셀이 병합되어 있습니다(A3:B4). 병합을 해제하세요.",
    )


def test_headings_in_two_rows_are_named():
    assert said(refusal(book(("Request", ""), ("Who", "Whom"), ("Kim", "Lee")))) == (
        "Wishes: the headings stand in two rows, 1 and 2. Keep them in one.",
        "Wishes: 제목이 1행과 2행에 나뉘어 있습니다. 한 행에 두세요.",
    )


def test_a_missing_a_double_and_an_unknown_heading_are_named():
    assert said(refusal(b"Who;Rank\nKim;1\n")) == (
        "wishes.csv: no column is headed “Whom”.",
        "wishes.csv: “Whom” 열이 없습니다.",
    )
    assert refusal(b"Who,Whom,who\nKim,Lee,Park\n").said() == (
        "wishes.csv, row 1: the heading “who” stands in two columns, A, C."
    )
    assert refusal(b"Who,Whom,Colour\nKim,Lee,red\n").said() == (
        "wishes.csv, column C: the heading “Colour” is not known. Known are: Who, Whom, Rank."
    )


def test_a_wrong_cell_is_named_by_row_and_heading():
    found = lines(tables(b"Who,Whom\nKim,Kim\n", "wishes.csv")[0], COLUMNS)
    assert said(found[0].wrong("whom", "nobody meets themselves", "자기 자신을 만날 수 없습니다")) == (
        "wishes.csv, row 2, Whom: nobody meets themselves",
        "wishes.csv 2행 Whom: 자기 자신을 만날 수 없습니다",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b",,\n,,\n", "empty"),
        (b"PK\x03\x04nonsense", "broken"),
        (b"Who,Whom\nK\x00im,Lee\n", "broken"),
        (b"Who,Whom\n\xff\xfe\xfd,Lee\n", "letters"),
        (b"x" * 50_000_001, "large"),
        (b"a,b\n" * 200_001, "rows"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str):
    with pytest.raises(BadTable) as caught:
        tables(data)
    assert caught.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 20_000_000)
    out = io.BytesIO()
    packed = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with packed, packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
        for _ in range(3):
            part.write(b"\0" * 10_000_000)
    with pytest.raises(BadTable) as caught:
        tables(out.getvalue())
    assert caught.value.code == "large"


def test_columns_have_letters():
    assert [letter(each) for each in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]

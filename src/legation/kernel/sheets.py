"""Tables that people keep, read: XLSX, ODS, CSV and vCards. Needs no site to be loaded.

What a file is, its content says and not its name. Whatever cannot be read is refused with the sheet, the row
and the column, in English or Korean.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from legation.kernel.vcards import HEADINGS, BadCards, looks_like_cards, rows_of

LARGEST = 50_000_000  # bytes of a file
MOST_UNPACKED = 500_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500
FORMULA = frozenset("=+-@\t\r＝＋－＠")  # the wide ones count in East Asian settings
ENCODINGS = ("utf-8-sig", "cp949")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old Office files begin, and new ones with a password
MANIFEST = "META-INF/manifest.xml"  # where an ODS says that it has a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Cell = str | int | float | bool | date | datetime | time | None

SENTENCES: Mapping[str, tuple[str, str]] = {
    "empty": ("The file is empty.", "파일이 비어 있습니다."),
    "large": ("The file is larger than {limit} MB.", "파일이 {limit}MB보다 큽니다."),
    "rows": ("{sheet} has more than {limit} rows.", "{sheet}의 행이 {limit}개보다 많습니다."),
    "broken": (
        "This is no table that can be read: save it as XLSX, ODS or CSV.",
        "읽을 수 있는 표가 아닙니다. XLSX, ODS 또는 CSV로 저장하세요.",
    ),
    "locked": (
        "This file is locked with a password. Save a copy without one and bring that.",
        "암호로 보호된 파일입니다. 암호를 해제한 사본을 저장하여 올리세요.",
    ),
    "old": (
        "This is an Excel file of before 2007 or another old document: open it and save it as XLSX.",
        "2007년 이전의 Excel 파일 또는 오래된 문서 형식입니다. 파일을 열어 XLSX로 저장하세요.",
    ),
    "web": (
        "This is a web page, whatever its name says: open it in a spreadsheet program and save it as XLSX.",
        "파일 이름과 달리 웹 페이지입니다. 스프레드시트 프로그램에서 열어 XLSX로 저장하세요.",
    ),
    "card": (
        "Card {row} does not end: the file was cut off. Export it again.",
        "{row}번째 카드가 끝나지 않습니다. 파일이 잘렸으니 다시 내보내십시오.",
    ),
    "letters": (
        "The letters of this file cannot be read: save it as UTF-8.",
        "파일의 글자를 읽을 수 없습니다. UTF-8로 저장하세요.",
    ),
    "merged": (
        "{sheet}, row {row}: cells are merged ({cells}). Undo that, so that each cell stands alone.",
        "{sheet} {row}행: 셀이 병합되어 있습니다({cells}). 병합을 해제하세요.",
    ),
    "two_headings": (
        "{sheet}: the headings stand in two rows, {row} and {next}. Keep them in one.",
        "{sheet}: 제목이 {row}행과 {next}행에 나뉘어 있습니다. 한 행에 두세요.",
    ),
    "heading_twice": (
        "{sheet}, row {row}: the heading “{heading}” stands in two columns, {columns}.",
        "{sheet} {row}행: 제목 “{heading}”이(가) 두 열({columns})에 있습니다.",
    ),
    "heading_missing": (
        "{sheet}: no column is headed “{heading}”.",
        "{sheet}: “{heading}” 열이 없습니다.",
    ),
    "heading_unknown": (
        "{sheet}, column {column}: the heading “{heading}” is not known. Known are: {known}.",
        "{sheet} {column}열: 제목 “{heading}”을(를) 알 수 없습니다. 쓸 수 있는 제목: {known}.",
    ),
    "cell": ("{sheet}, row {row}, {heading}: {problem}", "{sheet} {row}행 {heading}: {problem}"),
}


class BadTable(ValueError):
    """A table that cannot be used: `code` of SENTENCES and its facts."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def said(self, language: str = "en") -> str:
        """The sentence in English or Korean; facts that are sentences come as pairs."""
        place = 1 if language == "ko" else 0
        facts = {name: each[place] if isinstance(each, tuple) else each for name, each in self.facts.items()}
        return SENTENCES[self.code][place].format(**facts)

    def __str__(self) -> str:
        return self.said()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its cells row by row, and where cells are merged, as rows and columns from 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row beneath the headings: its number as the program that made it shows it, and cells by column."""

    table: str
    number: int
    cells: Mapping[str, Cell]
    headings: Mapping[str, str]

    def text(self, column: str) -> str:
        """What stands there, without blanks around; empty where there is nothing."""
        value = self.cells.get(column)
        if isinstance(value, bool):
            return "1" if value else ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value).strip()

    def wrong(self, column: str, english: str, korean: str) -> BadTable:
        """The refusal of a cell."""
        heading = self.headings.get(column, column)
        return BadTable("cell", sheet=self.table, row=self.number, heading=heading, problem=(english, korean))


def tables(data: bytes, name: str = "") -> tuple[Table, ...]:
    """The sheets of a file, those without a cell left out. Raises BadTable."""
    if not data.strip(b"\0 \t\r\n"):
        raise BadTable("empty")
    if len(data) > LARGEST:
        raise BadTable("large", limit=LARGEST // 1_000_000)
    _refuse_others(data)
    if data[:4] == b"PK\x03\x04":
        found = _workbook(data)
    else:
        found = (_vcards(data, name) if looks_like_cards(data) else _csv(data, name),)
    kept = tuple(each for each in found if any(any(_filled(cell) for cell in row) for row in each.rows))
    if not kept:
        raise BadTable("empty")
    return kept


def _refuse_others(data: bytes) -> None:
    """Whatever is no table although it is called one, and would be read as a text with nothing in it."""
    if data[:8] == COMPOUND:
        raise BadTable("locked" if ENCRYPTED in data else "old")
    head = data[:400].lstrip(b"\xef\xbb\xbf\0 \t\r\n")
    if head[:1] == b"<":
        raise BadTable("web")
    if head[:5] == b"%PDF-" or head[:2] in {b"#!", b"MZ", b'{"', b"[{"}:
        raise BadTable("broken")


def lines(
    table: Table, columns: Mapping[str, Sequence[str]], *, required: Iterable[str] = (), language: str = "en"
) -> list[Line]:
    """The rows beneath the headings, those without a cell left out.

    `columns` maps a column to the headings by which it is known, English first; case and blanks do not
    matter. Raises BadTable for merged cells, headings in two rows, unknown and missing ones.
    """
    known = {_plain(heading): column for column, names in columns.items() for heading in names}
    top = next(k for k, row in enumerate(table.rows) if any(_filled(cell) for cell in row))
    for first_row, first, last_row, last in table.merged:
        if last_row >= top:
            raise BadTable(
                "merged",
                sheet=table.name,
                row=first_row + 1,
                cells=f"{letter(first)}{first_row + 1}:{letter(last)}{last_row + 1}",
            )
    heading_row = table.rows[top]
    places = _places(table, heading_row, top, known, columns, language)
    for column in required:
        if column not in places:
            _refuse_two_rows(table, top, known)
            raise BadTable("heading_missing", sheet=table.name, heading=_named(columns[column], language))
    headings = {column: str(heading_row[place]).strip() for column, place in places.items()}
    found = []
    for number, row in enumerate(table.rows[top + 1 :], start=top + 2):
        cells = {
            column: row[place] for column, place in places.items() if place < len(row) and _filled(row[place])
        }
        if cells:
            found.append(Line(table.name, number, cells, headings))
    return found


def letter(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _workbook(data: bytes) -> tuple[Table, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadTable("large", limit=MOST_UNPACKED // 1_000_000)
            if MANIFEST in packed.namelist() and b"encryption-data" in packed.read(MANIFEST):
                raise BadTable("locked")
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS:
                raise BadTable("rows", sheet=name, limit=MOST_ROWS)
            rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
            merged = tuple(
                (first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
            )
            kept = tuple(tuple(_cell(cell) for cell in row[:MOST_COLUMNS]) for row in rows)
            found.append(Table(name, kept, merged))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as failed:
        if isinstance(failed, BadTable):
            raise
        raise BadTable("broken") from failed
    return tuple(found)


def _cell(value: Cell | timedelta) -> Cell:
    """A cell as it is, a time of day also where the program keeps it as a duration."""
    if not isinstance(value, timedelta):
        return value
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds) if 0 <= minutes < 24 * 60 else str(value)


def _csv(data: bytes, name: str) -> Table:
    text = _text(data)
    if "\0" in text:
        raise BadTable("broken")
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect, strict=False):
            rows.append(tuple(_unmarked(cell) for cell in row[:MOST_COLUMNS]))
            if len(rows) > MOST_ROWS:
                raise BadTable("rows", sheet=name or "CSV", limit=MOST_ROWS)
    except csv.Error as failed:
        raise BadTable("broken") from failed
    return Table(name or "CSV", tuple(rows))


def _unmarked(cell: str) -> str:
    """A cell without the apostrophe that `csv_lines` puts before what begins like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in FORMULA else cell


def _vcards(data: bytes, name: str) -> Table:
    try:
        rows = rows_of(_text(data))
    except BadCards as bad:
        raise BadTable("card", row=bad.card) from bad
    if len(rows) > MOST_ROWS:
        raise BadTable("rows", sheet=name or "vCard", limit=MOST_ROWS)
    return Table(name or "vCard", (HEADINGS, *rows))


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable("letters")


def _places(
    table: Table,
    row: Sequence[Cell],
    top: int,
    known: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
    language: str,
) -> dict[str, int]:
    """Where each column stands; a heading that is not known is refused unless headings stand in two rows."""
    places: dict[str, int] = {}
    unknown = None
    for place, cell in enumerate(row):
        if not _filled(cell):
            continue
        column = known.get(_plain(str(cell)))
        if column is None:
            unknown = unknown or (place, str(cell).strip())
        elif column in places:
            both = f"{letter(places[column])}, {letter(place)}"
            raise BadTable(
                "heading_twice", sheet=table.name, row=top + 1, heading=str(cell).strip(), columns=both
            )
        else:
            places[column] = place
    if unknown is not None:
        _refuse_two_rows(table, top, known)
        names = ", ".join(_named(each, language) for each in columns.values())
        raise BadTable(
            "heading_unknown", sheet=table.name, column=letter(unknown[0]), heading=unknown[1], known=names
        )
    return places


def _refuse_two_rows(table: Table, top: int, known: Mapping[str, str]) -> None:
    if len(table.rows) <= top + 1:
        return
    beneath = [cell for cell in table.rows[top + 1] if _filled(cell)]
    if beneath and all(_plain(str(cell)) in known for cell in beneath):
        raise BadTable("two_headings", sheet=table.name, row=top + 1, next=top + 2)


def _named(names: Sequence[str], language: str) -> str:
    """The heading in the reader's language: English first, Korean second."""
    return names[1] if language == "ko" and len(names) > 1 else names[0]


def _plain(heading: str) -> str:
    return "".join(heading.casefold().split()).rstrip("*:")


def _filled(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() != ""

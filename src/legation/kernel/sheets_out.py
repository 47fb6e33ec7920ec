"""Tables that people keep, written: XLSX and CSV. A text that begins like a formula is written as text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from legation.kernel.sheets import FORMULA, Cell


def written(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """An XLSX file: of each sheet the name, the headings and the rows. Headings stay in sight."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(out, options)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for name, headings, rows in sheets:
        sheet = book.add_worksheet(_sheet_name(name))
        sheet.freeze_panes(1, 0)
        widths = [_width(heading) for heading in headings]
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value, wrap)
                widths[place] = max(widths[place], _width(value))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(60, width + 2))
    book.close()
    return out.getvalue()


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A table as plain text, piece by piece, marked as UTF-8 for spreadsheets.

    A text that begins like a formula gets an apostrophe before it, which reading takes away again.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    yield "\ufeff" + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
        yield out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip()[:1] in FORMULA else cell


def _width(value: Cell) -> int:
    """Columns that a text takes; a Korean syllable takes two."""
    longest = max((str(value).splitlines() if value is not None else []) or [""], key=len)
    return sum(2 if ord(sign) > 0x1100 else 1 for sign in longest)


def _sheet_name(name: str) -> str:
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in name)[:31].strip("'") or "1"


def _write(sheet: Any, row: int, column: int, value: Cell, form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool | int | float):
        sheet.write(row, column, value, form)
    else:
        sheet.write_string(row, column, str(value), form)

"""Papers as files: PDF by Typst, and DOCX, which people go on writing in."""

import unicodedata
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from legation.kernel.typesetting import typeset
from legation.reports.queries.paper import Paper, Part

TEMPLATE = Path(__file__).parents[1] / "templates" / "reports" / "typst" / "paper.typ"
OFFICE = {"en": ("Georgia", "Batang"), "ko": ("맑은 고딕", "맑은 고딕")}
INK, SOFT = "1A2233", "5A6374"


def pdf_bytes(paper: Paper, *, at: datetime) -> bytes:
    """The paper as PDF/UA. Raises FontsMissing."""
    return typeset(TEMPLATE, _clean(asdict(paper)), {}, at=at.replace(microsecond=0))


def docx_bytes(paper: Paper, *, at: datetime) -> bytes:
    """The paper as a document of a word processor: real headings, real tables with a repeated first row."""
    from docx import Document
    from docx.shared import Mm, Pt

    paper = _whole(_clean(asdict(paper)))
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    _styles(document, paper.language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, "Legation", paper.language
    properties.created = properties.modified = at.replace(tzinfo=None, microsecond=0)
    if paper.above:
        _small(document.add_paragraph(), paper.above)
    document.add_heading(paper.title, 0)
    if paper.boxes:
        _boxes(document, paper.boxes)
    if paper.facts:
        _facts(document, paper)
    for number, part in enumerate(paper.parts, start=1):
        _part(document, part, f"{number}. " if paper.numbered else "")
    foot = section.footer.paragraphs[0]
    _small(foot, paper.foot)
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_after or Pt(4)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(told: Any) -> Any:
    """Without signs that no file of words can hold."""
    if isinstance(told, str):
        return "".join(
            sign for sign in told if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"}
        )
    if isinstance(told, dict):
        return {name: _clean(value) for name, value in told.items()}
    return [_clean(each) for each in told] if isinstance(told, list | tuple) else told


def _whole(told: dict[str, Any]) -> Paper:
    return Paper(**{**told, "parts": [Part(**part) for part in told["parts"]]})


def _styles(document: Any, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    latin, asian = OFFICE.get(language, OFFICE["en"])
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 12.5)):
        style = document.styles[name]
        style.font.name, style.font.size = latin, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for mark in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(mark), None)
        fonts.set(qn("w:eastAsia"), asian)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    document.styles["Heading 1"].paragraph_format.keep_with_next = True
    rpr = document.styles["Normal"].element.get_or_add_rPr()
    lang = rpr.makeelement(qn("w:lang"), {qn("w:val"): "en-US", qn("w:eastAsia"): "ko-KR"})
    rpr.append(lang)


def _small(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SOFT)


def _facts(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=0, cols=2)
    _measure(table, (26, 74))
    for label, told in paper.facts:
        cells = table.add_row().cells
        _small(cells[0].paragraphs[0], label)
        cells[1].paragraphs[0].add_run(told)
    _measure(table, (26, 74))


def _boxes(document: Any, boxes: tuple[str, ...]) -> None:
    """Places for signatures or stamps, at the right of the head as offices have them."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table = document.add_table(rows=2, cols=len(boxes))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.RIGHT
    table.autofit = False
    for cell, label in zip(table.rows[0].cells, boxes, strict=True):
        _small(cell.paragraphs[0], label)
    for row in table.rows:
        for cell in row.cells:
            cell.width = Mm(28)
    table.rows[1].height = Mm(14)
    document.add_paragraph()


def _part(document: Any, part: Part, number: str) -> None:
    document.add_heading(f"{number}{part.heading}", 1)
    for text in part.paragraphs:
        document.add_paragraph(text)
    if part.rows:
        _table(document, part.head, part.rows, part.widths)
    if part.bars:
        rows = tuple((label, told) for label, _number, _most, told in part.bars)
        _table(document, (), rows, (60, 40))
    if part.note:
        _small(document.add_paragraph(), part.note)


def _table(document: Any, head: tuple[str, ...], rows: Any, widths: tuple[int, ...]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    if head:
        first = table.add_row()
        for cell, label in zip(first.cells, head, strict=True):
            run = cell.paragraphs[0].add_run(label)
            run.bold, run.font.size = True, Pt(9)
        properties = first._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in rows:
        line = table.add_row()
        for cell, told in zip(line.cells, row, strict=True):
            cell.paragraphs[0].add_run(told).font.size = Pt(9)
        properties = line._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
    _measure(table, widths)


def _measure(table: Any, widths: tuple[int, ...]) -> None:
    from docx.shared import Mm

    table.autofit = False
    whole = 166 / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(round(width * whole))
        for cell in column.cells:
            cell.width = Mm(round(width * whole))

"""Lists for print and for spreadsheets: a title, headings in both languages, rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import override

from legation.directory.queries.scripts import language_of
from legation.kernel.sheets import Cell

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the language that it is in."""

    lang: str
    text: str


def both(words: Callable[[], object]) -> tuple[Line, ...]:
    """What `words` says in English and in Korean; once where both are the same."""
    found: dict[str, Line] = {}
    for language in LANGUAGES:
        with override(language):
            said = str(words() or "").strip()
        if said:
            found.setdefault(said, Line(language_of(said), said))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Column:
    """A heading in both languages, and how wide it is against the others."""

    heading: tuple[Line, ...]
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, each a few lines; `mark` is new, amended, cancelled or nothing."""

    cells: tuple[str, ...]
    mark: str = ""
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """A longer text below the rows: what it is, its title, who speaks, and its words in one language."""

    kind: tuple[Line, ...]
    title: str
    speaker: str
    lang: str
    words: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """As a row of a spreadsheet."""
        return " / ".join(line.text for line in self.kind), self.speaker, self.title, self.words

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.words.splitlines() if one.strip())


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under a heading of their own, and longer texts that go with them."""

    heading: tuple[Line, ...]
    rows: tuple[Row, ...]
    note: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole list: what it is, of what, columns, and parts."""

    name: str
    title: tuple[Line, ...]
    about: tuple[tuple[Line, ...], ...]
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    at: datetime
    foot: tuple[Line, ...] = ()
    words: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """As the printed page takes it."""
        return {
            "title": [_line(one) for one in self.title],
            "about": [[_line(one) for one in lines] for lines in self.about],
            "columns": [
                {"heading": [_line(one) for one in column.heading], "width": column.width}
                for column in self.columns
            ],
            "parts": [
                {
                    "heading": [_line(one) for one in part.heading],
                    "note": [_line(one) for one in part.note],
                    "rows": [
                        {
                            "cells": [_cell(words) for words in row.cells],
                            "mark": row.mark,
                            "strong": sorted(row.strong),
                        }
                        for row in part.rows
                    ],
                    "texts": [
                        {
                            "kind": [_line(one) for one in text.kind],
                            "title": _line(Line(language_of(text.title), text.title)),
                            "speaker": _line(Line(language_of(text.speaker), text.speaker)),
                            "lang": text.lang,
                            "paragraphs": list(text.paragraphs),
                        }
                        for text in part.texts
                    ],
                }
                for part in self.parts
            ],
            "foot": [_line(one) for one in self.foot],
            "words": {key: [_line(one) for one in lines] for key, lines in self.words.items()},
        }

    def table(self) -> tuple[str, Sequence[str], Sequence[Sequence[Cell]]]:
        """As a spreadsheet takes it: one table, the part in the first column where there are several."""
        several = len(self.parts) > 1
        headings = [" / ".join(line.text for line in column.heading) for column in self.columns]
        rows: list[list[Cell]] = []
        for part in self.parts:
            first = " / ".join(line.text for line in part.heading)
            given = [*(row.cells for row in part.rows), *(text.cells for text in part.texts)]
            rows += [[*([first] if several else []), *cells] for cells in given]
        return self.name, [*([""] if several else []), *headings], rows


def _line(line: Line) -> dict[str, str]:
    return {"lang": line.lang, "text": line.text}


def _cell(words: str) -> list[dict[str, str]]:
    return [{"lang": language_of(one), "text": one} for one in words.split("\n") if one]

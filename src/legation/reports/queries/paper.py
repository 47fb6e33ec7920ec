"""A paper before it is a file: a title, facts, and parts that hold texts, tables, or bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: texts, a table, bars, a note; nothing of it where it is empty.

    `widths` are shares of a table's columns; each of the `bars` is a label, a number, the most, and a word.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    bars: tuple[tuple[str, float, float, str], ...] = ()
    note: str = ""

    @property
    def any(self) -> bool:
        return bool(self.paragraphs or self.rows or self.bars or self.note)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper whole: `boxes` are the places for signatures or stamps at its head."""

    language: str
    above: str
    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str
    numbered: bool = True
    boxes: tuple[str, ...] = ()


def text_part(heading: str, text: Any) -> Part:
    """A text with its paragraphs."""
    return Part(heading, paragraphs=tuple(line for line in str(text or "").splitlines() if line.strip()))


def table_part(
    heading: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int],
    note: str = "",
) -> Part:
    """A table of words."""
    told = tuple(tuple(str(cell or "") for cell in row) for row in rows)
    return Part(heading, head=tuple(head), rows=told, widths=tuple(widths), note=note)

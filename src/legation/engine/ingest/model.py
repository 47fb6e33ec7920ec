"""What comes out of a file."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """From `start` on, the text comes from `number` (from 1) of a `unit`: line, page or paragraph."""

    start: int
    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """The text of a file and what the file says of it; what it does not say is "" or None.

    `kind` is text, html, pdf, json, docx or eml, by content. `language` is "en" or "ko" where a JSON
    document or a page declares one of them. `marks` lead from offsets of the text back to the original, in
    rising order.
    """

    text: str
    title: str
    published: date | None
    language: str
    url: str
    kind: str
    marks: tuple[Mark, ...] = field(default=(), compare=False)

    def origin(self, offset: int) -> Mark | None:
        """Where in the original the character at `offset` stands; None where the format does not tell."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark.start) - 1
        return self.marks[at] if at >= 0 else None


def lines_of(text: str, unit: str = "line") -> tuple[Mark, ...]:
    """One mark for each line of `text` that is not blank; `unit` is what a line is in the original."""
    marks: list[Mark] = []
    start = number = 0
    for line in text.split("\n"):
        if unit == "line" or line.strip():
            number += 1
        if line.strip():
            marks.append(Mark(start, unit, number))
        start += len(line) + 1
    return tuple(marks)

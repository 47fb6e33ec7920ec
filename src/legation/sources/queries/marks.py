"""A text in pieces, each with the findings that rest on it, however they overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from legation.sources.choices import Aside
from legation.sources.models import Finding

# Whole sentences are marked more lightly than the names in them.
WIDE = ("statement", "agreement")
LONG = 80
"""Characters from which on a span is taken for a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, the findings, by key, whose words they are, and what kind of aside they stand in."""

    text: str
    keys: tuple[int, ...] = ()
    wide: bool = False
    aside: str = ""
    opens: bool = False

    @property
    def of(self) -> str:
        """The keys as one attribute."""
        return " ".join(str(key) for key in self.keys)

    @property
    def label(self) -> str:
        """What the aside is, in words, where it begins."""
        return str(Aside(self.aside).label) if self.opens else ""


def pieces_of(text: str, findings: Iterable[Finding], asides: Iterable[list[Any]] = ()) -> list[Piece]:
    """The text cut wherever a span begins or ends; together the pieces are the text again.

    Spans outside the text are cut at its ends.
    """
    opens: dict[int, list[tuple[int, bool]]] = {}
    closes: dict[int, list[tuple[int, bool]]] = {}
    for finding in findings:
        spans = (*finding.spans.values(), *finding.pulled.values())
        pairs = {(start, end) for field in spans for start, end in field}
        for start, end in pairs:
            first, last = max(0, start), min(len(text), end)
            wide = finding.kind in WIDE or last - first >= LONG
            if first < last:
                opens.setdefault(first, []).append((finding.pk, wide))
                closes.setdefault(last, []).append((finding.pk, wide))
    begins = {start: what for start, _end, what in asides}
    ends = {end for _start, end, _what in asides}
    running: dict[tuple[int, bool], int] = {}
    pieces: list[Piece] = []
    at, aside, opened = 0, "", False
    for cut in sorted({*opens, *closes, *begins, *ends, len(text)}):
        if at < cut:
            keys = tuple(sorted({key for key, _ in running}))
            wide = bool(keys) and all(wide for _, wide in running)
            pieces.append(Piece(text[at:cut], keys, wide, aside, opened))
            at, opened = cut, False
        if cut in ends:
            aside = ""
        if cut in begins:
            aside, opened = begins[cut], True
        for mark in closes.get(cut, ()):
            running[mark] -= 1
            if not running[mark]:
                del running[mark]
        for mark in opens.get(cut, ()):
            running[mark] = running.get(mark, 0) + 1
    return pieces

"""A text in pieces, each with the findings that rest on it, however they overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

from legation.sources.models import Finding

# Whole sentences are marked more lightly than the names in them.
WIDE = ("statement", "agreement")
LONG = 80
"""Characters from which on a span is taken for a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, and the findings, by key, whose words they are."""

    text: str
    keys: tuple[int, ...] = ()
    wide: bool = False

    @property
    def of(self) -> str:
        """The keys as one attribute."""
        return " ".join(str(key) for key in self.keys)


def pieces_of(text: str, findings: Iterable[Finding]) -> list[Piece]:
    """The text cut wherever a span begins or ends; together the pieces are the text again.

    Spans outside the text are cut at its ends.
    """
    opens: dict[int, list[tuple[int, bool]]] = {}
    closes: dict[int, list[tuple[int, bool]]] = {}
    for finding in findings:
        pairs = {(start, end) for spans in finding.spans.values() for start, end in spans}
        for start, end in pairs:
            first, last = max(0, start), min(len(text), end)
            wide = finding.kind in WIDE or last - first >= LONG
            if first < last:
                opens.setdefault(first, []).append((finding.pk, wide))
                closes.setdefault(last, []).append((finding.pk, wide))
    running: dict[tuple[int, bool], int] = {}
    pieces: list[Piece] = []
    at = 0
    for cut in sorted({*opens, *closes, len(text)}):
        if at < cut:
            keys = tuple(sorted({key for key, _ in running}))
            pieces.append(Piece(text[at:cut], keys, bool(keys) and all(wide for _, wide in running)))
            at = cut
        for mark in closes.get(cut, ()):
            running[mark] -= 1
            if not running[mark]:
                del running[mark]
        for mark in opens.get(cut, ()):
            running[mark] = running.get(mark, 0) + 1
    return pieces

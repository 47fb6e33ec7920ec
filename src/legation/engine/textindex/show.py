"""What a result page needs: the spans to mark, and a score to order by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .fold import MAX_TERM, WIDE, fold, fold_with_offsets
from .query import Unit, matches, units
from .tokens import WORD_CHARACTER, pairs, terms

_TITLE_EXACT, _TITLE_LOOSE, _BODY_EXACT, _BODY_LOOSE = 4, 3, 2, 1
_STEP = 4


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of the text, `text[start:end]`, in characters of the text as it was given."""

    start: int
    end: int


def highlight(text: str, query: str) -> tuple[Span, ...]:
    """The parts of `text` that answer `query`: in order, not touching or overlapping, none empty.

    A prefix marks what was typed, not the rest of the word. A Korean word is marked also where the text parts
    it by spaces, and without the particle that the query had; where a text was found by scattered pairs only,
    the pairs are marked. Every text that `query` finds has at least one span.
    """
    folded = fold_with_offsets(text)
    found: set[tuple[int, int]] = set()
    for unit in units(query):
        found |= _found(folded.text, unit)
    spans: list[Span] = []
    for begin, stop in sorted((folded.starts[begin], folded.ends[stop - 1]) for begin, stop in found):
        if spans and begin <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(stop, spans[-1].end))
        else:
            spans.append(Span(begin, stop))
    return tuple(spans)


def _found(folded: str, unit: Unit) -> set[tuple[int, int]]:
    if not unit.wide:
        prefix = unit.needs[0].prefix or len(unit.stem) == MAX_TERM
        return _spans(folded, _word_pattern(unit.stem, prefix=prefix))
    if len(unit.stem) == 1:
        return _spans(folded, f"(?<![{WIDE}]){unit.stem}")
    whole = _spans(folded, _wide_pattern(unit.stem))
    return whole or {span for pair in pairs(unit.stem) for span in _spans(folded, _wide_pattern(pair))}


def _spans(folded: str, pattern: str) -> set[tuple[int, int]]:
    return {match.span() for match in re.finditer(pattern, folded)}


def _word_pattern(word: str, *, prefix: bool) -> str:
    return rf"(?<!{WORD_CHARACTER})" + "[-']?".join(word) + ("" if prefix else rf"(?!{WORD_CHARACTER})")


def _wide_pattern(run: str) -> str:
    return r"\s*".join(run)


def rank(title: str, body: str, query: str) -> int:
    """A score for ordering what `query` found, higher first; 0 where title and body do not answer it.

    Each word of the query counts once, by its best place: as a whole word in the title, loosely in the title
    (the beginning of a word, or Korean without its particle or in scattered pairs), as a whole word in the
    body, loosely in the body. So of two results for one query, all words in the title beats all words in the
    body only. Then a title that is the query, then one that begins with it. Equal scores are the caller's to
    part, by key.
    """
    asked = units(query)
    in_title, in_body = frozenset(terms(title)), frozenset(terms(body))
    folded_title, folded_body = fold(title), fold(body)
    score = 0
    for unit in asked:
        if matches(in_title, unit.needs):
            score += _TITLE_EXACT if _exact(folded_title, unit) else _TITLE_LOOSE
        elif matches(in_body, unit.needs):
            score += _BODY_EXACT if _exact(folded_body, unit) else _BODY_LOOSE
        elif matches(in_title | in_body, unit.needs):
            score += _BODY_LOOSE
        else:
            return 0
    if not score:
        return 0
    wanted, given = " ".join(fold(query).split()), " ".join(folded_title.split())
    return score * _STEP + (2 if given == wanted else 1 if given.startswith(wanted) else 0)


def _exact(folded: str, unit: Unit) -> bool:
    if unit.wide:
        return re.search(_wide_pattern(unit.typed), folded) is not None
    return re.search(_word_pattern(unit.stem, prefix=False), folded) is not None

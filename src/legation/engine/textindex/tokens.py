"""From folded text to the terms that are indexed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fold import MAX_TERM, WIDE, fold

WORD_CHARACTER = rf"[^\W_{WIDE}]"
RUN = re.compile(rf"(?P<wide>[{WIDE}]+)|{WORD_CHARACTER}+(?:[-']{WORD_CHARACTER}+)*")


def terms(text: str) -> tuple[str, ...]:
    """The distinct terms of `text`, in order of first appearance.

    Each term is 1 to `MAX_TERM` letters and digits, with no space or punctuation, so that it can be stored
    joined by spaces and needs no quoting in either database. Never raises.

    - A word in Latin, Cyrillic or another spaced script: itself. With hyphens or apostrophes: joined, each
      part between hyphens (with and without an English possessive), and each part between apostrophes
      ("O'Brien-Lee": obrienlee, obrien, o, brien, lee).
    - A run of Hangul, Han or Kana: its first character and its overlapping pairs ("부산시": 부, 부산, 산시).
    - Two such runs parted by white space only: also the pair across the gap ("부산 시장": 산시), so that
      spacing does not decide whether a text is found.
    """
    return tuple(dict.fromkeys(_all_terms(fold(text))))


def _all_terms(folded: str) -> Iterator[str]:
    last, last_end = "", 0
    for match in RUN.finditer(folded):
        run = match.group()
        if match["wide"] is None:
            last = ""
            yield from _word_terms(run)
            continue
        if last and folded[last_end : match.start()].isspace():
            yield last + run[0]
        yield run[0]
        yield from pairs(run)
        last, last_end = run[-1], match.end()


def _word_terms(word: str) -> Iterator[str]:
    if word.isalnum():
        yield word[:MAX_TERM]
        return
    yield word.replace("-", "").replace("'", "")[:MAX_TERM]
    for part in word.split("-"):
        yield part.replace("'", "")[:MAX_TERM]
        yield without_possessive(part)
        for piece in part.split("'"):
            yield piece[:MAX_TERM]


def pairs(run: str) -> tuple[str, ...]:
    """The overlapping pairs of characters of `run`; none for one character."""
    return tuple(run[i : i + 2] for i in range(len(run) - 1))


def without_possessive(part: str) -> str:
    """`part` of a word as one term: no English possessive at its end, no apostrophe inside."""
    return part.removesuffix("'s").replace("'", "")[:MAX_TERM]

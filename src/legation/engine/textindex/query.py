"""From what a person types to the terms that a text must have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .fold import fold
from .tokens import RUN, pairs, without_possessive

MAX_QUERY_TERMS = 32
"""Terms of a query beyond this number are ignored; the result can only be wider for it."""

_AFTER_CONSONANT = (
    "으로부터",
    "이라고",
    "이라는",
    "으로는",
    "으로서",
    "으로",
    "이나",
    "이랑",
    "은",
    "이",
    "을",
    "과",
)
_AFTER_VOWEL = ("라고", "라는", "로부터", "로는", "로서", "로", "랑", "는", "가", "를", "와")
_AFTER_ANY = (
    "에서는", "에서의", "에게서", "에서도", "에서", "에게", "에는", "에도", "까지", "부터", "께서", "하고",
    "처럼", "보다", "마다", "조차", "밖에", "에", "의", "도", "만",
)  # fmt: skip
_PARTICLES = frozenset(_AFTER_CONSONANT + _AFTER_VOWEL + _AFTER_ANY)
_BY_LENGTH = tuple(sorted(_PARTICLES, key=lambda particle: (-len(particle), particle)))
_RIEUL = 8


@dataclass(frozen=True, slots=True)
class Query:
    """A term that a text must have: exactly, or with `prefix` as the beginning of one of its terms."""

    term: str
    prefix: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a query: `typed` as folded, `needs` what the index is asked for."""

    typed: str
    stem: str
    wide: bool
    needs: tuple[Query, ...]


def query_terms(text: str) -> tuple[Query, ...]:
    """What an index of `terms` must hold for a text to be found, all of it, in order and distinct.

    A word in a spaced script that ends the query is a prefix, as people type. Hyphens part a word;
    apostrophes do not, and an English possessive is dropped. A run of Hangul, Han or Kana asks for its pairs,
    or, of one character, for a run that begins with it. A Korean particle at the end of a run is dropped
    where at least two syllables stay and the particle agrees with the final sound before it, or where it
    follows a Latin word; a syllable still being typed is ignored. Empty for text without letters or digits.
    Never raises.
    """
    needs = dict.fromkeys(need for unit in units(text) for need in unit.needs)
    return tuple(needs)[:MAX_QUERY_TERMS]


def matches(indexed: Iterable[str], query: tuple[Query, ...]) -> bool:
    """Whether a text with the terms `indexed` is found by `query`: what both databases must answer.

    An empty query finds nothing.
    """
    held = frozenset(indexed)
    return bool(query) and all(
        any(term.startswith(need.term) for term in held) if need.prefix else need.term in held
        for need in query
    )


def units(text: str) -> tuple[Unit, ...]:
    """The words of a query, each with the terms it needs."""
    return tuple(_units(fold(text)))


def _units(folded: str) -> Iterator[Unit]:
    runs = list(RUN.finditer(folded))
    for at, match in enumerate(runs):
        run, end = match.group(), match.end()
        if match["wide"] is None:
            yield from _words(run, last=at == len(runs) - 1)
            continue
        before = runs[at - 1] if at else None
        glued = before is not None and before["wide"] is None and before.end() == match.start()
        if glued and before is not None and before.group()[-1].isalpha() and run in _PARTICLES:
            continue
        if len(run) > 1 and end == len(folded.rstrip()) and "\u1100" <= run[-1] <= "\u11ff":
            run = run[:-1]
        stem = without_particle(run)
        asked = tuple(Query(pair, prefix=False) for pair in pairs(stem)) or (Query(stem, prefix=False),)
        yield Unit(run, stem, wide=True, needs=asked)


def _words(run: str, *, last: bool) -> Iterator[Unit]:
    parts = [without_possessive(part) for part in run.split("-")]
    for at, part in enumerate(parts):
        prefix = last and at == len(parts) - 1
        yield Unit(part, part, wide=False, needs=(Query(part, prefix=prefix),))


def without_particle(run: str) -> str:
    """`run` without one Korean particle at its end, where two syllables or more stay and the sounds agree."""
    for particle in _BY_LENGTH:
        stem = run.removesuffix(particle)
        if stem != run and len(stem) >= 2 and _agrees(stem[-1], particle):
            return stem
    return run


def _agrees(before: str, particle: str) -> bool:
    if not "가" <= before <= "힣":
        return False
    final = (ord(before) - ord("가")) % 28
    if particle in _AFTER_ANY:
        return True
    if particle in _AFTER_CONSONANT:
        return final != 0 and not (final == _RIEUL and particle.startswith("으로"))
    return final == 0 or (final == _RIEUL and particle.startswith("로"))

"""Texts of a book in its languages: English, Korean, or the one beneath the other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from legation.briefings.choices import BookLanguage
from legation.directory.models import Person
from legation.directory.queries.scripts import language_of
from legation.engine.naming import NamelessPerson, PersonName, marked

LONG = re.compile(r"(\S{40})(?=\S)")
DAY = {"en": "l j F Y", "ko": "Y년 n월 j일 l"}
SHORT = {"en": "j F", "ko": "n월 j일"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line and the language that it is in."""

    lang: str
    text: str


Text = tuple[Line, ...]


def languages_of(language: str) -> tuple[str, ...]:
    """The languages of a book, the leading one first."""
    return ("en", "ko") if language == BookLanguage.BOTH else (language,)


def line(text: str) -> Line:
    """A line with the language that its letters suggest; what has no space for 40 letters may be broken."""
    spaced = " ".join(text.split())
    return Line(language_of(spaced), LONG.sub("\\1\u200b", spaced))


def told(languages: tuple[str, ...], text: Callable[[], object]) -> Text:
    """What `text` says in each language; said once where both are the same, and nothing where it is empty."""
    found: dict[str, Line] = {}
    for language in languages:
        with override(language):
            said = str(text() or "")
        if said.strip():
            found.setdefault(said, line(said))
    return tuple(found.values())


def day_text(languages: tuple[str, ...], day: date) -> Text:
    """Wednesday 17 April 2024; 2024년 4월 17일 수요일."""
    return tuple(_dated(language, day, DAY) for language in languages)


def short_day(languages: tuple[str, ...], day: date) -> Text:
    """17 April; 4월 17일."""
    return tuple(_dated(language, day, SHORT) for language in languages)


def span_text(languages: tuple[str, ...], first: date, last: date) -> Text:
    """13–20 April 2024; 2024년 4월 13일–20일."""
    from legation.ui.templatetags.legation import dates

    plain = {"en": "j F Y", "ko": "Y년 n월 j일"}
    if first == last:
        return tuple(_dated(language, first, plain) for language in languages)
    found = []
    for language in languages:
        if language == "ko":
            ending = "j일" if (first.year, first.month) == (last.year, last.month) else "n월 j일"
            ending = ending if first.year == last.year else plain["ko"]
            with override("ko"):
                found.append(Line("ko", f"{date_format(first, plain['ko'])}–{date_format(last, ending)}"))
        else:
            with override(language):
                found.append(Line(language, dates(first, last)))
    return tuple(found)


def _dated(language: str, day: date, formats: Mapping[str, str]) -> Line:
    with override(language):
        return Line(language, date_format(day, formats[language]))


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name for print: the family name in capitals where letters have them, and the other script."""

    first: Line
    second: Line | None


def printed_name(person: Person, languages: tuple[str, ...]) -> PrintedName:
    """The name as the leading language writes it, and the other spelling where there is one."""
    latin = _marked(person)
    hangul = person.name_in("ko")
    if languages[0] == "ko":
        known = hangul if hangul != person.name_in("en") else latin
        second = latin if known != latin else ""
        return PrintedName(line(known), line(second) if second else None)
    second = person.second_script("en")
    return PrintedName(line(latin), line(second) if second and second != latin else None)


def name_of(person: Person) -> PersonName | None:
    """The name as the engine takes it, or None where it holds no letter."""
    try:
        return PersonName(
            family=person.family_name,
            given=person.given_name,
            native=person.native_name,
            korean=person.korean_name,
            order="family-first" if person.family_first else "given-first",
        )
    except NamelessPerson:
        return None


def _marked(person: Person) -> str:
    name = name_of(person)
    return marked(name) if name is not None else person.name_in("en") or "–"


def words_of(languages: tuple[str, ...], words: Mapping[str, Any]) -> dict[str, Text]:
    """Each of these translatable words in the book's languages."""
    return {key: told(languages, lambda word=word: word) for key, word in words.items()}  # type: ignore[misc]

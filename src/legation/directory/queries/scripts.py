"""The name in the other script, and the language to say it in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from legation.directory.models import Person

RANGES = (("ko", "가", "힣"), ("ja", "぀", "ヿ"), ("zh", "一", "鿿"), ("ru", "Ѐ", "ӿ"), ("ar", "؀", "ۿ"))


@dataclass(frozen=True, slots=True)
class SecondName:
    """A name for the line in soft ink, with its language for screen readers; empty where there is none."""

    text: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


NONE = SecondName()


def language_of(text: str) -> str:
    """The language that a name's letters suggest; Kana before Han, English for Latin letters."""
    return next(
        (language for language, first, last in RANGES if any(first <= letter <= last for letter in text)),
        "en",
    )


def second_name(person: Person, language: str | None = None) -> SecondName:
    """The person's name in the script that the reader's language, if no other is given, does not show."""
    return _told(person.second_script(language or get_language() or "en"))


def other_name(name: Any, native: str) -> SecondName:
    """A place's or body's own spelling where it is not what is shown, else its name in the other language."""
    shown = str(name)
    written = name.data.values() if isinstance(name.data, dict) else ()
    return _told(next((text for text in (native, *written) if text and text != shown), ""))


def own_name(name: Any, native: str) -> SecondName:
    """The native name where it is none of the names that are told by language."""
    return _told("" if isinstance(name.data, dict) and native in name.data.values() else native)


def _told(text: str) -> SecondName:
    return SecondName(text, language_of(text)) if text else NONE

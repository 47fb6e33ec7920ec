"""The name in the other script, and the language to say it in."""

from dataclasses import dataclass

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


def language_of(text: str) -> str:
    """The language that a name's letters suggest; Kana before Han, English for Latin letters."""
    return next(
        (language for language, first, last in RANGES if any(first <= letter <= last for letter in text)),
        "en",
    )


def second_name(person: Person) -> SecondName:
    """The person's name in the script that the reader's language does not show."""
    return _told(person.second_script(get_language() or "en"))


def other_name(native: str, shown: str) -> SecondName:
    """The native name where it is not what is shown anyway."""
    return _told(native if native != shown else "")


def _told(text: str) -> SecondName:
    return SecondName(text, language_of(text)) if text else SecondName()

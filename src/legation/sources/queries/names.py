"""When two names are one: the same letters in either script, in either order, without marks and case."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from legation.directory.models import City, Organisation, Person
from legation.missions.models import Venue

LANGUAGES = ("en", "ko")
_WORD = re.compile(r"[^\W_]+")
_HANGUL = re.compile(r"[가-힣]")
_PROGRAMME = re.compile(r"\s*(?:program(?:me)?|프로그램)\s*$", re.IGNORECASE)


def folded(name: str) -> str:
    """The letters and figures of a name in small, words apart by one blank; hyphens join what they join."""
    plain = unicodedata.normalize("NFKD", name.replace("-", "").replace("‑", ""))
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(_WORD.findall(plain.casefold()))


def person_key(name: str) -> str:
    """Equal for the two orders of one name: its words sorted, or its Hangul without blanks."""
    plain = folded(name)
    return plain.replace(" ", "") if is_hangul(plain) else " ".join(sorted(plain.split()))


def programme_key(name: str) -> str:
    return folded(_PROGRAMME.sub("", name))


def is_hangul(text: str) -> bool:
    """Whether any letter of the text is Hangul."""
    return _HANGUL.search(text) is not None


def each_language(text: Any) -> list[str]:
    """The words of a two-language text, each once."""
    if not hasattr(text, "localize"):
        return [str(text)] if text else []
    found = (text.localize(language) for language in LANGUAGES)
    return [words for words in dict.fromkeys(str(one) for one in found) if words]


def names_of_person(person: Person) -> list[str]:
    """Every full name, the preferred spelling first."""
    latin = " ".join(part for part in (person.given_name, person.family_name) if part)
    turned = " ".join(part for part in (person.family_name, person.given_name) if part)
    names = [
        person.name_in("en"), latin, turned, person.native_name, person.korean_name, person.passport_name,
        *person.aliases,
    ]  # fmt: skip
    return _once(names)


def names_of_body(body: Organisation) -> list[str]:
    return _once([*each_language(body.name), body.native_name, *body.aliases])


def names_of_city(city: City) -> list[str]:
    return _once([*each_language(city.name), city.native_name])


def names_of_venue(venue: Venue) -> list[str]:
    return _once(each_language(venue.name))


def _once(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def one_place(wanted: str, names: Iterable[str], *, within: Iterable[str] = ()) -> bool:
    """Whether a building or room is meant: one name, but for the city's before it or a part after it."""
    key = folded(wanted)
    cities = [folded(city) for city in within]
    for name in names:
        other = folded(name)
        if (
            other == key
            or other in {f"{city} {key}" for city in cities}
            or key in {f"{city} {other}" for city in cities}
        ):
            return True
        if "," in name and folded(name.split(",")[0]) == key:
            return True
    return False

"""Cities that the gazetteer lacks and the text itself places: "Toyama, Japan", "중국 자싱시"."""

# ruff: noqa: E501

import re

from legation.engine.capture.gazetteer import Gazetteer, Place
from legation.engine.capture.lexicon_en import NOT_NAMES

_EN = re.compile(
    r"(?:\b(?:in|of|from|to|at|near|for|visit|visited|visiting) |^)(?P<name>[A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{2,20})?), (?P<country>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})",
    re.MULTILINE,
)
_KO = re.compile(
    r"(?P<country>[가-힣]{2,8})\s(?:[가-힣]{2,6}(?:성|주|현|도)\s)?(?P<name>[가-힣]{2,6})시(?=[를을와과에의은는이가,\s]|시?청|장|의회)"
)
_MOST = 20


def with_new_places(gazetteer: Gazetteer, text: str, language: str) -> Gazetteer:
    """The gazetteer with at most twenty cities more, each named in `text` beside a country that it knows.

    A new city has the country's time zone where all its known cities share one, and none otherwise.
    """
    found: dict[str, Place] = {}
    for match in (_KO if language == "ko" else _EN).finditer(text):
        name, country = match.group("name"), _country(gazetteer, match.group("country"), language)
        if country is None or name in found or len(found) >= _MOST or _known(gazetteer, name, language):
            continue
        zones = {
            place.tz
            for place in gazetteer.places
            if place.kind == "city" and place.country == country.country
        }
        zone = zones.pop() if len(zones) == 1 else ""
        names = (name,) if name.isupper() is False or language == "ko" else (name, name.title())
        found[name] = Place(f"text:{name.lower()}", "city", country.country, zone,
                            () if language == "ko" else names, names if language == "ko" else ())  # fmt: skip
    return Gazetteer([*gazetteer.places, *found.values()]) if found else gazetteer


def _country(gazetteer: Gazetteer, words: str, language: str) -> Place | None:
    """The country that words begin with (English: the longest; Korean: exactly)."""
    parts = words.split(" ")
    ways = [words] if language == "ko" else [" ".join(parts[:length]) for length in range(len(parts), 0, -1)]
    for way in ways:
        for place in gazetteer.named(way):
            if place.kind == "country":
                return place
    return None


def _known(gazetteer: Gazetteer, name: str, language: str) -> bool:
    if language == "ko":
        return bool(gazetteer.named(name))
    words = name.split(" ")
    return words[0].lower() in NOT_NAMES or any(gazetteer.named(one) for one in (name, name.title(), *words))

"""Diplomats whose country the words beside their post leave open."""

# ruff: noqa: E501

import re

from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.places import title_of
from legation.engine.capture.reading import Reading

_POSTED = lazily(r"^\s주(?!한)[가-힣]{2,8}\s?(?:대사|총영사|영사)")
"""A Korean diplomat abroad: "주블라디보스토크 총영사" serves in the city named, and not its country."""
_MISSIONS = frozenset({"총영사관", "대사관", "영사관", "Embassy", "Consulate", "Consulate General"})


def consulate(reading: Reading) -> None:
    """A diplomat whose country is not said serves that of the mission the text names."""
    for person in reading.persons.all:
        if person.diplomat and person.org is not None and person.org[0] in _MISSIONS:
            person.org = None
        elif person.diplomat and person.org is not None and _MISSION_EN.search(person.org[0]):
            name, span = sending_country(reading, *person.org)  # "Consul A of the Chinese Consulate"
            person.org, person.country = (name, span), name != person.org[0]
    missions = [body for body in reading.orgs.all if re.search(r"Embassy|Consulate|대사관|영사관", body.name)]
    small = _SMALL_MISSION.search(reading.text) if reading.language == "en" else None
    adjective = [one for listed in reading.places.values() for one in listed
                 if small is not None and one.span == small.span("of") and one.place.kind == "country"]  # fmt: skip
    for person in reading.persons.all:
        if not person.diplomat or person.org is not None:
            continue
        house = next((body for body in missions if re.match(r"[가-힣]{2,8} ?총영사관$", body.name)
                      and title_of(person) == "총영사" and _of_city_abroad(reading, body.name)), None)  # fmt: skip
        if house is not None:
            person.org = (house.name, house.span)  # "로스앤젤레스 총영사관 … 김영완 총영사"
            continue
        if adjective:
            person.org, person.country = (adjective[0].place.name("en"), adjective[0].span), True
            continue
        for body in missions:
            found = [(m.place.name(reading.language), m) for listed in reading.places.values() for m in listed
                     if m.place.kind == "country" and body.span[0] <= m.span[0] < body.span[1]]  # fmt: skip
            if found:
                name, mention = found[0]
                person.org = (name if mention.adjective else reading.words(mention.span), mention.span)
                person.country = True
                break


def _of_city_abroad(reading: Reading, name: str) -> bool:
    """Whether a consulate is called by a city abroad: it is Korea's there, or that of the country its name holds."""
    found = reading.gazetteer.named(name.removesuffix("총영사관").strip())
    return bool(found) and found[0].kind == "city" and found[0].country != "KR"


def only_country(reading: Reading) -> None:
    """A diplomat whose country is said nowhere else serves the one foreign country that the text names."""
    open_posts = [person for person in reading.persons.all if person.diplomat and person.org is None
                  and not _POSTED.search(reading.text[max(0, person.name_span[1]) : person.name_span[1] + 12])]  # fmt: skip
    if not open_posts:
        return
    home = reading.home.country if reading.home is not None else "KR"
    first: dict[str, PlaceMention] = {}
    for number in sorted(reading.places):
        for mention in reading.places[number]:
            if mention.place.kind == "country" and mention.place.country != home:
                first.setdefault(mention.place.key, mention)
    served = [one for one in first.values() if f"주{reading.words(one.span)}" not in reading.text]
    if len(served) != 1:
        return
    name = served[0].place.name(reading.language) if served[0].adjective else reading.words(served[0].span)
    for person in open_posts:
        person.org, person.country = (name, served[0].span), True


def fellow_diplomats(reading: Reading) -> None:
    """A diplomat whose country is not said serves that of the diplomat named nearest."""
    settled = [person for person in reading.persons.all if person.diplomat and person.org is not None]
    for person in reading.persons.all:
        if person.diplomat and person.org is None and settled:
            near = min(
                settled, key=lambda other: (abs(other.name_span[0] - person.name_span[0]), other.name_span)
            )
            person.org, person.country = near.org, near.country


_SMALL_MISSION = lazily(r"\b(?P<of>[A-Z]\w+) (?:embassy|consulate)\b")
"""An embassy told of in small letters: "the Chinese consulate in Kolkata"."""
_MISSION_EN = lazily(r"\b(?:Embassy|Consulate(?:[ -]General)?|High Commission)\b")
_MISSION_KO = lazily(r"(?:대사관|총영사관|영사관)$")


def sending_country(reading: Reading, name: str, span: Span) -> tuple[str, Span]:
    """The country in the name of an embassy or consulate; the name itself where there is none."""
    for mention in reading.places.get(reading.sentence_at(span[0]), []):
        if mention.place.kind == "country" and span[0] <= mention.span[0] < mention.span[1] < span[1]:
            return mention.place.name(reading.language), mention.span
    stem = _MISSION_KO.sub("", name)
    if stem != name and any(place.kind == "country" for place in reading.gazetteer.named(stem)):
        return stem, (span[0], span[0] + len(stem))  # "한국대사관"
    for length in range(2, len(stem) - 1) if stem.startswith("주") and " " not in name else ():
        seat, country = stem[1:length], stem[length:]
        known = any(place.kind == "country" for place in reading.gazetteer.named(country))
        if known and (seat == "한" or reading.gazetteer.named(seat)):
            return country, (span[0] + length, span[0] + len(stem))  # "주부산일본총영사관"
    return name, span

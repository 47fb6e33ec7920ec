"""What several stages ask of the places and posts of a reading."""

from legation.engine.capture.gazetteer import Place
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

_CIVIC = (
    "mayor", "municipal commissioner", "council", "alderman", "city ", "cllr", "governor", "prefect",
    "burgomaster", "provost",
    "people's c", "people’s c", "party committee", "khokim", "cathaoirleach", "hokim", "akim", "prefeit",
    "intendant", "town clerk",
    "party secretary", "당서기", "시장", "시의회", "구청장", "지사", "군수", "성장",
)  # fmt: skip


def title_of(person: PersonDraft) -> str:
    return person.title[0].lower() if person.title else ""


def civic(person: PersonDraft) -> bool:
    """Whether the post is one of a city."""
    org = person.org[0] if person.org else ""
    return (
        title_of(person) in {"cr", "cr.", "clr", "clr."}
        or any(word in title_of(person) for word in _CIVIC)
        or org.endswith(("시의회", "City Council"))
    )


def holds_city(person: PersonDraft) -> bool:
    """Whether the title itself is a city's; an officer of its council only works there."""
    return any(word in title_of(person) for word in _CIVIC)


def city_mentions(reading: Reading) -> list[tuple[Place, Span]]:
    """Cities named as such, in order (no adjectives, countries or regions)."""
    return [
        (mention.place, mention.span)
        for number in sorted(reading.places)
        for mention in reading.places[number]
        if not mention.adjective and mention.place.kind == "city"
    ]


def cities_in(reading: Reading, name: str) -> list[Place]:
    if reading.language != "ko":
        return _english_in(reading, name)
    found: list[Place] = []
    for first in range(len(name)):
        for length in range(min(len(name) - first, reading.gazetteer.longest_korean), 1, -1):
            found += reading.gazetteer.korean.get(name[first : first + length], [])
    return found


def _english_in(reading: Reading, name: str) -> list[Place]:
    """Cities whose name is part of a body's name ("Greater Seattle Partners")."""
    words = name.split()
    found: list[Place] = []
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            found += reading.gazetteer.named(" ".join(words[first:last]))
    return found


def shown(reading: Reading, name: str) -> str:
    """A place's name as it is written: what a dateline shouts ("MOSSEL BAY") has its proper capitals."""
    if not name.isupper() or len(name) < 4 or reading.language == "ko":
        return name
    places = reading.gazetteer.named(name)
    known = [one for place in places for one in place.en if not one.isupper()]
    return next((one for one in known if one.casefold() == name.casefold()), name.title() if places else name)

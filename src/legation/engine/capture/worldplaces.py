"""Cities of the compiled table that a text shows to be places: "in Gdynia", "Gdynia's mayor", "다낭시에서".

The table holds names that are words, given names and surnames too. So a name counts where the words around it
say "place", and not where the text has somebody called so.
"""

# ruff: noqa: E501, SIM905

from collections import Counter
from collections.abc import Callable, Iterator

from legation.engine.capture.gazetteer import Gazetteer
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    EVENT_HEADS,
    HONORIFICS,
    INSTRUMENT_HEADS,
    MODIFIERS,
    NOT_NAMES,
    ORG_HEADS,
    STRONG_HEADS,
    VENUE_HEADS,
    WEAK_HEADS,
)
from legation.engine.capture.words_ko import GIVEN_JA, JOSA, STOP, TITLES
from legation.engine.capture.world import City, World

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*?[\w]"
_RUN = lazily(rf"\b{_CAP}(?:(?: (?:d[aeo]s?|del|la|las|los|di|el|al|of))?[ ]{_CAP})*(?=$|['’]s\b|[^\w'’-])")
_CUE = lazily(
    r"(?:\b(?:in|of|from|to|near|at|between|and|or|via|visit|visits|visited|visiting|for|with|leave|leaves|left|toured|reached)|(?<=[a-z]),|[–—(:]) "
    r"(?:the )?(?:(?:[Cc]ity|[Tt]own|[Pp]ort|[Mm]unicipality|[Dd]istrict) of )?$"
)
_OFFICE = lazily(r"\b(?:[Mm]ayors?|[Gg]overnor|[Cc]ity|[Mm]unicipality|[Tt]own|[Ii]ntendant) of (?:the )?$")
_AFTER = frozenset(
    "mayor deputy vice city council metropolitan municipality town port airport university chamber governor lord municipal".split()
)
_ALLOWED = frozenset(
    "greater metropolitan north south east west central northern southern eastern western downtown port city of visit old new royal the in".split()
)
_DASH = lazily(r" ?(?:–|—|--) ")
_ENDS = lazily(r"^(?:[,.;:)!?]|$|['’]s\b| [a-z(\d]|\s*[–—]|-based\b|\n)")
_BARRED = (
    COMMON_NOUNS | EVENT_HEADS | HONORIFICS | INSTRUMENT_HEADS | MODIFIERS | NOT_NAMES | ORG_HEADS | STRONG_HEADS | VENUE_HEADS | WEAK_HEADS
    | frozenset(
        "nice reading mobile split bath cork turkey hue kure linz most same male sale lens tours angers nancy orange vienne marina carmen victoria santiago "
        "mercedes maria martin roman florian adrian regina salvador trinidad concepcion bolivar sucre vargas hope liberty union enterprise commerce "
        "independence university columbia catholic christian english spanish french german italian asia asian africa african europe european "
        "pacific atlantic internet saint santa central grand royal imperial premier sunday monday holy christmas easter sample youth cooperation".split()
    )
)  # fmt: skip
_ENGLISH = frozenset("US GB CA AU NZ IE".split())
_LEAST, _LARGE = 15_000, 300_000
_KO_WORD = lazily(r"[가-힣]{2,14}")
_KO_SURE = lazily(r"^시(?:는|가|를|의|와|과|에|로|장|청|의회| |$)")
_KO_REST = lazily(rf"^(?:시)?(?:청|의회)?(?:{'|'.join(TITLES)})?(?:{'|'.join(JOSA)})?(?:{'|'.join(JOSA)})?$")
_KO_PLAIN = frozenset(["에서", "에", "로", "으로", "을", "를", "의", "와", "과", "에서는", "에는", "에도"])
_KO_LEAST = 50_000


def cities_of(
    world: World, gazetteer: Gazetteer, text: str, language: str, countries: Callable[[], frozenset[str]]
) -> Iterator[tuple[str, City]]:
    """Names as the text writes them with the city that each means; none that the gazetteer knows.

    `countries` gives the countries that the text names, and is asked only where a name is found.
    """
    if len(world):
        read = _korean if language == "ko" else _english
        yield from read(world, gazetteer, text, countries)


def meant(cities: tuple[City, ...], country: str, countries: frozenset[str]) -> City | None:
    """Which of the cities of one name is meant: in the country said beside it, in one that the text names, the largest."""
    said = [city for city in cities if city.country == country] if country else list(cities)
    named = [city for city in said if city.country in countries]
    return next(iter(named or said), None)


def countries_of(gazetteer: Gazetteer, text: str, language: str) -> frozenset[str]:
    """The countries that a text names, by a noun or an adjective."""
    found: set[str] = set()
    if language == "ko":
        for match in _KO_WORD.finditer(text):
            for length in range(2, 8):
                places = gazetteer.korean.get(match.group()[:length], ())
                found.update(place.country for place in places if place.kind != "city")
        return frozenset(found)
    for match in _RUN.finditer(text):
        words = match.group().lower().split(" ")
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + 3) + 1):
                name = " ".join(words[first:last])
                places = [*gazetteer.english.get(name, ()), *gazetteer.adjectives.get(name, ())]
                found.update(place.country for place in places if place.kind != "city")
    return frozenset(found)


def _english(
    world: World, gazetteer: Gazetteer, text: str, countries: Callable[[], frozenset[str]]
) -> Iterator[tuple[str, City]]:
    runs = [(match.start(), match.end(), match.group().split(" ")) for match in _RUN.finditer(text)]
    people = {
        words[at]
        for _, _, words in runs
        for at in range(1, len(words))
        if words[at - 1].lower() not in _ALLOWED
    }
    listed = [list(_candidates(text, start, end, words)) for start, end, words in runs]
    frames = Counter(name for names in listed for name in names)
    seen: set[str] = set()
    for names in listed:
        for name in names:
            if name in seen or len(name) < 4 or name in people or not _free(gazetteer, name):
                continue
            seen.add(name)
            cities = world.named(name)
            if not cities:
                continue
            city = meant(cities, "", countries())
            sure = city is not None and (city.country in countries() or frames[name] > 1)
            least = _LEAST if sure else _LARGE
            if city is not None and city.population >= (
                least if city.country in _ENGLISH else min(least, 100_000)
            ):
                yield name, city
                break


def _candidates(text: str, start: int, end: int, words: list[str]) -> Iterator[str]:
    """The parts of a run of capitals that the words around it show to be a place, the longest first."""
    before = text[max(0, start - 34) : start]
    stop = next((at for at, word in enumerate(words) if at and word.lower() in _AFTER), 0)
    if stop:
        for first in range(max(0, stop - 3), stop):
            if not first or words[first - 1].lower() in _ALLOWED:
                yield " ".join(words[first:stop])
    if _OFFICE.search(before):
        for last in range(min(4, len(words)), 0, -1):
            yield " ".join(words[:last])
    elif _CUE.search(before) and _ENDS.match(text[end : end + 14]):
        for first in range(min(2, len(words))):
            if not first or words[0].lower() in _ALLOWED:
                yield " ".join(words[first:])
    elif (text[end : end + 2] in {"'s", "’s"} or _opens(text, start, end)) and len(words) < 4:
        yield " ".join(words)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a name is the place of a dateline: "Tulsa – City officials …"."""
    line = text.rfind("\n", 0, start) + 1
    return line < 200 and not text[line:start].strip() and _DASH.match(text, end) is not None


def _free(gazetteer: Gazetteer, name: str) -> bool:
    """Whether a name is none that the gazetteer has, and none of its words is a common one alone."""
    words = name.lower().split(" ")
    if any(word in _BARRED for word in words) and len(words) < 3:
        return False
    known = gazetteer.english.get(name.lower()) or gazetteer.adjectives.get(name.lower())
    return not known and not any(word in gazetteer.adjectives for word in words)


def _korean(
    world: World, gazetteer: Gazetteer, text: str, countries: Callable[[], frozenset[str]]
) -> Iterator[tuple[str, City]]:
    seen: dict[str, City | None] = {}
    for match in _KO_WORD.finditer(text):
        word = match.group()
        if word[:2] not in world.korean or word in STOP or word in GIVEN_JA:
            continue
        for length in range(min(len(word), 9), 1, -1):
            name, rest = word[:length], text[match.start() + length : match.end() + 1]
            if name in gazetteer.korean:
                break
            if not _KO_REST.match(word[length:]) or not _shown(gazetteer, text, match.start(), length, rest):
                continue
            if name not in seen:
                cities = world.named(name)
                city = meant(cities, "", countries()) if cities else None
                near = city is not None and city.country in countries()
                large = city is not None and (near or city.population >= _KO_LEAST)
                seen[name] = city if large else None
            found = seen[name]
            if found is not None:
                yield name, found
                break


def _shown(gazetteer: Gazetteer, text: str, start: int, length: int, rest: str) -> bool:
    """Whether a Korean word is shown to be a place: "시" after it, a country before it, or a particle of place."""
    if _KO_SURE.match(rest):
        return True
    before = text[max(0, start - 9) : start].rstrip().rpartition(" ")[2]
    country = any(place.kind == "country" for place in gazetteer.korean.get(before.removesuffix("의"), ()))
    if length < 3:
        return country and rest.rstrip() in _KO_PLAIN
    return country or rest.rstrip() in _KO_PLAIN

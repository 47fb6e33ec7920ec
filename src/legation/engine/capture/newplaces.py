"""Cities that the gazetteer lacks and the text itself places or calls a city: "Toyama, Japan", "Mayor of Ebetsu", "자싱시의회"."""

# ruff: noqa: E501

import re
from collections.abc import Callable, Iterator
from functools import cache

from legation.engine.capture.gazetteer import Gazetteer, Place
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    HONORIFICS,
    MODIFIERS,
    NOT_NAMES,
    ORG_HEADS,
    STRONG_HEADS,
)
from legation.engine.capture.world import City, World, default_world
from legation.engine.capture.worldplaces import cities_of, countries_of, meant

_CAP = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆČŠŽĐİ][\w'’-]{2,20}"
_PLACED = lazily(
    rf"(?:\b(?:in|of|from|to|at|near|for|visit|visited|visiting|and) |^)(?P<name>{_CAP}(?: {_CAP})?), (?P<country>[A-Z][\w-]+(?: [A-Z][\w-]+){{0,2}})",
    re.MULTILINE,
)
_PREFIXED = lazily(
    r"\b(?:San|Santa|Santo|São|Sao|Saint|St\.|Port|Fort|New|El|La|Los|Las|North|South|East|West|Nova|Novo|Belo|Porto|Ciudad|Villa|Kota|Cape|Santiago de) [A-Z][\w'’-]+\b"
)
"""A city whose second word alone may be another's name ("San Salvador")."""
_STATE = (
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|N\.H|N\.J|N\.M|N\.Y|"
    r"N\.C|N\.D|Okla|Ore|Pa|R\.I|S\.C|S\.D|Tenn|Vt|Va|Wash|W\.Va|Wis|Wyo)\."
)
_STATED = lazily(
    rf"(?:^\s*|\b(?:in|of|from|to) )(?P<name>[A-Z][\w'’.-]{{2,20}}(?: [A-Z][\w'’.-]{{2,20}})?), {_STATE}",
    re.MULTILINE,
)
_DATELINE = lazily(
    r"\A\s*(?P<name>[A-Z][A-Z'’-]{2,20}(?: [A-Z'’-]{2,20}){0,2})(?:, [A-Z][\w. ]{1,20})? ?(?:[–—]|-{1,2} |\()"
)
_DATED = lazily(
    rf"(?:\A|\n)\s*(?P<name>{_CAP}(?: {_CAP})?), (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}\.? \d{{1,2}}(?:, \d{{4}})? ?[:(–—-]"
)
_CALLED = (
    lazily(
        rf"\b(?:[Mm]ayors?|[Cc]ity|[Mm]unicipality|[Ii]ntendant) of (?:the )?(?:[Cc]ity of )?(?P<name>{_CAP})(?=,| and\b|'s|’s|[.;:]| (?!de|del|da|do)[a-z(–-])"
    ),
    lazily(
        rf"\b(?:[Mm]ayors?|[Cc]ity|[Mm]unicipality|[Ii]ntendant) of (?:the )?(?:[Cc]ity of )?(?P<name>{_CAP} (?:d[aeo]l?s? )?{_CAP})(?=,| and\b|'s|’s|[.;:]| [a-z(–-])"
    ),
    lazily(
        rf"(?<![\w’'-] )(?P<name>{_CAP}) (?:City (?:Council|Hall|Government)|Town Hall|Municipality|(?:[Dd]eputy |[Vv]ice |[Ll]ord )?[Mm]ayor(?= [A-Z]))\b"
    ),
    lazily(
        rf"(?<=[a-z,] )(?P<name>{_CAP}(?: {_CAP})?) (?:City (?:Council|Hall|Government)|Town Hall|Municipality|(?:[Dd]eputy |[Vv]ice |[Ll]ord )?[Mm]ayor(?= [A-Z]))\b"
    ),
    lazily(
        rf"\b(?:[Ss]ister|[Tt]win|[Pp]artner) cit(?:y|ies) of (?:the )?(?P<name>{_CAP}(?: {_CAP})?)(?=[,.;:]| [a-z(–-])"
    ),
    lazily(
        rf"\b(?:[Aa]n?|[Tt]he|member|strong|person) (?P<name>{_CAP}(?: {_CAP})?) (?:sister city |city )?delegation\b"
    ),
    lazily(
        rf"(?:^|(?<=[.!?] ))In (?P<name>{_CAP}(?: {_CAP})?), the (?:group|delegation|party|visitors|delegates|mission|mayor)\b",
        re.MULTILINE,
    ),
    lazily(
        rf"\b(?P<name>{_CAP}(?: {_CAP})?) (?:is|was|has been) (?:the )?{_CAP}['’]s (?:\w+ )?sister city\b"
    ),
    lazily(rf"\bPort of (?P<name>{_CAP}(?: {_CAP})?)(?=,| and\\b|'s|’s|[.;:]| [a-z(–-])"),
    lazily(rf"\bmayors of (?:{_CAP}, [^.;]{{3,60}}? and )(?P<name>{_CAP}(?: {_CAP})?), "),
)
_KO = lazily(
    r"(?P<country>[가-힣]{2,8})\s(?:[가-힣]{2,6}(?:성|주|현|도)\s)?(?P<name>[가-힣]{2,6})시(?=[를을와과에의은는이가,·\s]|시?청|장|의회)"
)
_KO_TO = lazily(r"(?P<country>[가-힣]{2,8})\s(?P<name>[가-힣]{2,6})(?=(?:로|으로) (?:이동|건너|향해|향한))")
_KO_CALLED = lazily(
    r"(?<![가-힣])(?P<name>[가-힣]{2,6})시(?=의회|청(?:에서|을|사)| ?(?:대표단|방문단|사절단|방한단|인민정부|부시장)|[와과] (?:자매|우호|교류|결연))"
)
_KO_TWIN = lazily(
    r"(?:자매|우호|결연|교류|협력)(?:결연|협력)?\s?도시(?:인)?\s(?P<name>[가-힣]{2,6})시(?=[를을와과에의은는이가,·\s])"
)
_KO_KINDS = (
    "자매도",
    "우호도",
    "교류도",
    "결연도",
    "협력도",
    "상대도",
    "참가도",
    "회원도",
    "주요도",
    "해외도",
)
"""Words for cities ("자매도시"), and no names."""
_KO_PROVINCE = lazily(
    r"(?P<country>[가-힣]{2,8})\s(?P<name>[가-힣]{2,6}(?:성|주|현))(?=[를을와과에의은는이가,·\s]|정부|의회)"
)
_MOST = 20
_NO_CITY = (
    NOT_NAMES
    | COMMON_NOUNS
    | HONORIFICS
    | STRONG_HEADS
    | ORG_HEADS
    | MODIFIERS
    | frozenset(["deputy", "vice", "lord", "former", "acting", "visiting", "new", "first", "host", "local", "both", "their", "his", "her", "asian", "african", "latin", "hispanic", "black", "white", "democratic", "republican", "liberal", "labour", "conservative", "muslim", "christian", "jewish", "native", "female", "young", "incumbent", "fellow", "old", "historic", "grand", "main", "town", "royal", "civic", "medieval", "ancient", "capital", "home", "lower", "upper", "great", "neighbouring", "neighboring", "nearby", "respective", "guest"])
)  # fmt: skip
_KO_NO_CITY = frozenset(
    [
        "당",
        "역",
        "동",
        "다",
        "즉",
        "일",
        "몇",
        "도",
        "우리",
        "해당",
        "상대",
        "자매",
        "우호",
        "각",
        "두",
        "세",
        "이들",
        "양",
        "타",
    ]
)


def with_new_places(gazetteer: Gazetteer, text: str, language: str) -> Gazetteer:
    """The gazetteer with at most twenty cities more that `text` itself shows to be places.

    One beside a country or region it knows has that country, and the time zone where all the known cities there
    share one; one that has only a mayor, a council or a dateline has no country and no zone. The compiled table of the
    world's cities gives both where it has the name, and adds cities that the words around them show to be places.
    """
    found: dict[str, Place] = {}
    world = default_world()
    countries = cache(lambda: countries_of(gazetteer, text, language))
    ways = _korean(gazetteer, text) if language == "ko" else _english(gazetteer, text)
    for name, kind, country in ways:
        if name.title() in found or name in found or len(found) >= _MOST:
            continue
        code = country.country if country is not None else ""
        names = (name,) if not name.isupper() or language == "ko" else (name, name.title())
        city = _meant(world, name, code, countries) if kind == "city" and len(world) else None
        if city is not None:
            found[names[-1]] = _of_world(names, city, language)
            continue
        zones = {place.tz for place in gazetteer.places if place.kind == "city" and place.country == code}
        if country is not None and country.kind == "region" and country.tz:
            zones = {country.tz}
        zone = zones.pop() if code and len(zones) == 1 else ""
        found[names[-1]] = Place(f"text:{names[-1].lower()}", kind, code, zone,
                                 () if language == "ko" else names, names if language == "ko" else ())  # fmt: skip
    for match in _PREFIXED.finditer(text) if language == "en" else ():
        name = match.group()
        longer = world.named(name) if len(found) < 2 * _MOST and not gazetteer.named(name) else ()
        if longer and longer[0].population > 100_000 and name not in found:
            found[name] = _of_world((name,), longer[0], language)
    for name, city in cities_of(world, gazetteer, text, language, countries):
        if name not in found and len(found) < 2 * _MOST:
            found[name] = _of_world((name,), city, language)
    return Gazetteer(found.values(), over=gazetteer) if found else gazetteer


def _meant(world: World, name: str, code: str, countries: Callable[[], frozenset[str]]) -> City | None:
    cities = world.named(name)
    return meant(cities, code, countries()) if cities else None


def _of_world(names: tuple[str, ...], city: City, language: str) -> Place:
    """A city of the compiled table under the name that the text gives it, with its country, zone and other names."""
    en = tuple(dict.fromkeys([*(names if language != "ko" else ()), *city.en]))
    ko = tuple(dict.fromkeys([*(names if language == "ko" else ()), *city.ko]))
    return Place(f"{city.country}:{city.en[0]}", "city", city.country, city.tz, en, ko)


def _english(gazetteer: Gazetteer, text: str) -> Iterator[tuple[str, str, Place | None]]:
    for match in _PLACED.finditer(text):
        country = _country(gazetteer, match.group("country"))
        if country is not None and not _known(gazetteer, match.group("name")):
            yield match.group("name"), "city", country
    america = next((place for place in gazetteer.named("United States") if place.kind == "country"), None)
    for match in _STATED.finditer(text):
        if not _known(gazetteer, match.group("name")):
            yield match.group("name"), "city", america
    for pattern in (*_CALLED, _DATELINE, _DATED):
        for match in pattern.finditer(text):
            name = match.group("name")
            if not _known(gazetteer, name) and sounds_like_a_city(name):
                yield name, "city", None


def sounds_like_a_city(name: str) -> bool:
    """Whether no word of a name is a post, a form of address or a common noun, and it ends like no body."""
    words = name.lower().replace("’", "'").split(" ")
    return not any(word in _NO_CITY or word.endswith("'s") for word in words) and "-" not in name


def _korean(gazetteer: Gazetteer, text: str) -> Iterator[tuple[str, str, Place | None]]:
    for pattern, kind in ((_KO, "city"), (_KO_TO, "city"), (_KO_PROVINCE, "region")):
        for match in pattern.finditer(text):
            country = next(
                (place for place in gazetteer.named(match.group("country")) if place.kind == "country"), None
            )
            name = match.group("name")
            if country is not None and not gazetteer.named(name) and not name.endswith(_KO_KINDS):
                yield name, kind, country
    for pattern in (_KO_CALLED, _KO_TWIN):
        for match in pattern.finditer(text):
            name = match.group("name")
            if name not in _KO_NO_CITY and not name.endswith(_KO_KINDS) and not gazetteer.named(name):
                yield name, "city", None


def _country(gazetteer: Gazetteer, words: str) -> Place | None:
    """The country or region that words begin with, the longest."""
    parts = words.split(" ")
    for way in [" ".join(parts[:length]) for length in range(len(parts), 0, -1)]:
        for place in gazetteer.named(way):
            if place.kind != "city":
                return place
    return None


def _known(gazetteer: Gazetteer, name: str) -> bool:
    words = name.split(" ")
    if any(word.lower() in gazetteer.adjectives for word in words):
        return True
    return words[0].lower() in NOT_NAMES or any(gazetteer.named(one) for one in (name, name.title(), *words))

"""English posts of a place's committees, and what stands between a post's place and the name of who holds it."""

# ruff: noqa: E501, SIM905

import re
from collections.abc import Mapping, Sequence

from legation.engine.capture.document import Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import COMMON_NOUNS
from legation.engine.capture.phrases_en import name_at
from legation.engine.capture.titles_en import Words

_UNITS = frozenset(
    [
        "city",
        "province",
        "municipality",
        "prefecture",
        "town",
        "district",
        "county",
        "region",
        "state",
        "commune",
    ]
)
OWNERS = frozenset(
    "city state county province prefecture ministry port country university federal national local".split()
)
"""Plain nouns that own what stands after them ("head of the city's Trade Office")."""
BODIES = frozenset("committee council assembly board commission congress".split())
REALMS = frozenset({"state", "republic", "kingdom", "sultanate", "commonwealth"})
_MOST = 6
_COMMITTEE = lazily(
    r"^(?:the )?(?P<lead>(?:Standing Committee of (?:the )?)?)(?P<place>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}?)"
    r"(?: (?:Municipal|Provincial|City|Prefectural)(?= (?:People|Party|Committee|Communist)))? "
    r"(?P<body>People['’]s (?:Council|Committee|Congress)|(?:Communist )?Party Committee)$"
)
BARE_COMMITTEE = lazily(
    r"^(?:[Mm]unicipal |[Pp]rovincial |[Cc]ity )?(?:People['’]s (?:Council|Committee)|Party Committee)$"
)
_WIDE = frozenset({"national", "supreme", "municipal", "provincial", "central", "standing", "city"})


def place_behind(
    tokens: Sequence[Token], places: Mapping[int, PlaceMention], at: int
) -> tuple[PlaceMention, int] | None:
    """ "of the central city of Da Nang": the place that a body's name goes on to, and where the words end."""
    if at >= len(tokens) or tokens[at].lower not in {"of", "in"}:
        return None
    at += 1
    for k in range(at, min(len(tokens), at + _MOST)):
        place = places.get(k)
        if place is not None and not place.adjective:
            return place, past_unit(tokens, places, place.last)
        if tokens[k].cap and tokens[k].lower not in _UNITS:
            return None
    return None


_REALM = frozenset(
    "state kingdom republic commonwealth federation federal islamic arab democratic people's sultanate".split()
)


def past_realm(tokens: Sequence[Token], places: Mapping[int, PlaceMention], at: int) -> int:
    """ "the State of Palestine": the country behind the words for its kind, where they are no part of its name."""
    end = at
    while end < len(tokens) and end - at < 5 and tokens[end].lower in _REALM and end not in places:
        end += 1
    if end == at or end + 1 >= len(tokens) or tokens[end].lower != "of":
        return at
    end += 1 + (tokens[end + 1].lower == "the")
    place = places.get(end)
    return end if place is not None and place.place.kind == "country" and not place.adjective else at


def past_unit(tokens: Sequence[Token], places: Mapping[int, PlaceMention], at: int) -> int:
    """Past "city", an acronym and the country after a place ("Daegu city of the Republic of Korea (RoK)")."""
    if at < len(tokens) and tokens[at].lower in _UNITS and not tokens[at].cap:
        at += 1
    at = past_acronym(tokens, at)
    for first in (at + 1, at + 2):
        place = places.get(first)
        opens = at < len(tokens) and tokens[at].lower in {",", "of", "in"}
        article = first == at + 1 or (first <= len(tokens) and tokens[first - 1].lower == "the")
        wider = place is not None and place.place.kind != "city" and not place.adjective
        if opens and article and wider and place is not None:
            return past_acronym(tokens, place.last)
    return at


def wider_unit(tokens: Sequence[Token], at: int) -> bool:
    """Whether "Prefecture", "Province" or the like stands at `at`, as the last word of a name."""
    wide = at < len(tokens) and tokens[at].cap and tokens[at].lower in _WIDER_UNITS
    return wide and (at + 1 == len(tokens) or not tokens[at + 1].cap or tokens[at + 1].text == "(")


_WIDER_UNITS = frozenset({"prefecture", "province", "county", "region", "state", "district", "oblast"})


def past_acronym(tokens: Sequence[Token], at: int) -> int:
    """Past an acronym in brackets."""
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        return at + 3 if sum(char.isupper() for char in tokens[at + 1].text) > 1 else at
    return at


def past_duties(tokens: Sequence[Token], at: int) -> int:
    """ "the Deputy Mayor of Kazan for Foreign Relations": past what a deputy is for."""
    end = at + 1
    while end < len(tokens) and tokens[end].cap and tokens[end].lower in COMMON_NOUNS:
        end += 1
        joined = end + 1 < len(tokens) and tokens[end].lower in {"and", "&"}
        if joined and tokens[end + 1].cap and tokens[end + 1].lower in COMMON_NOUNS:
            end += 1
    return end if end > at + 1 else at


def stationed(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """ "to the United Kingdom": where an ambassador of a country is sent, as a part of the title; "" for consuls."""
    if last <= first or tokens[first].lower not in {"to", "for"}:
        return ""
    return text[tokens[first].start : tokens[last - 1].end]


def past_subjects(tokens: Sequence[Token], end: int) -> int:
    """ "Director of Planning and Economic Development": further subjects of a post."""
    while end + 1 < len(tokens) and tokens[end].lower in {"and", "&", ","}:
        last = end + 1
        while last < len(tokens) and tokens[last].cap and tokens[last].lower in COMMON_NOUNS:
            last += 1
        if last == end + 1 or (tokens[end].text == "," and tokens[last : last + 1] == ()):
            break
        if last < len(tokens) and tokens[last].cap and tokens[end].lower != "&":
            break
        end = last
    return end


def _named_before(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether somebody's name stands between the subjects of a ministry and `end`."""
    while at < end and (tokens[at].lower in COMMON_NOUNS or tokens[at].lower in {"and", "&", ","}):
        at += 1
    return end - at >= 2 and name_at(tokens, at) == end


def ministry_of(
    tokens: Sequence[Token], places: Mapping[int, PlaceMention], last: int, at: int
) -> tuple[PlaceMention, int] | None:
    """ "Minister of Local Government of Botswana": the country, and the end of a title with what it is for."""
    if tokens[last - 1].lower not in {"minister", "secretary", "vice-minister"} or at in places:
        return None
    for k in range(at + 1, min(len(tokens) - 1, at + 8)):
        place = places.get(k + 1)
        if tokens[k].lower == "of" and _named_before(tokens, at, k):
            return None  # "Minister of Tourism A of Croatia"
        if (
            tokens[k].lower == "of"
            and place is not None
            and place.place.kind == "country"
            and not place.adjective
        ):
            return (place, k)
        if not tokens[k].cap and tokens[k].lower not in {"and", "of", ",", "&"}:
            return None
    return None


_HOUSES = frozenset({"house", "palace", "mansion"})


def is_a_house(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "at the Governor House": a post that names where its holder sits, and nobody's name behind it."""
    return last < len(tokens) and tokens[first].cap and tokens[last].cap and tokens[last].lower in _HOUSES and (
        last + 1 == len(tokens) or not tokens[last + 1].cap
    )  # fmt: skip


def in_country(
    tokens: Sequence[Token], ends: Mapping[int, PlaceMention], place: PlaceMention
) -> tuple[int, int] | None:
    """ "Red Deer, Canada mayor A": the tokens of the city that a country or a state stands behind, before a post."""
    comma = place.first - 1
    if place.place.kind == "city" or place.adjective or comma < 1 or tokens[comma].text != ",":
        return None
    city = ends.get(comma)
    if city is not None and city.place.kind == "city" and not city.adjective:
        return (city.first, comma)
    first = comma
    while first > 0 and comma - first < 3 and tokens[first - 1].cap and tokens[first - 1].text.isalpha():
        first -= 1
    lead = tokens[first - 1].lower if first else ""
    return (first, comma) if first < comma and lead in {"of", "from", "by"} else None


def of_the_place(title: Words, org: Words | None) -> tuple[Words, Words | None]:
    """ "Vice Chairman of the Hue City People's Council": a post of the council, whose place is the affiliation."""
    if org is not None and BARE_COMMITTEE.match(org[0]):
        span = (min(title[1][0], org[1][0]), max(title[1][1], org[1][1]))
        words = title[0] if " of " in title[0] else f"{title[0]} of the {org[0]}"
        return (words, span), None  # "Chairman of the municipal People's Committee": of the city told
    match = _COMMITTEE.match(org[0]) if org is not None else None
    if match is None or org is None or match.group("place").lower() in _WIDE or " of " in title[0]:
        return title, org
    place = match.group("place")
    start = org[1][0] + match.start("place")
    city = re.match(r" City\b", org[0][match.end("place") :])
    end = start + len(place) + (5 if city else 0)
    words = f"{title[0]} of the {match.group('lead')}{match.group('body')}"
    span = (min(title[1][0], org[1][0]), max(title[1][1], org[1][1]))
    return (words, span), (place + (" City" if city else ""), (start, end))

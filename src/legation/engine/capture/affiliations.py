"""Affiliations that the words beside a title leave open: whose mayor, which body's head, which country's diplomat."""

# ruff: noqa: E501

import re
from collections import Counter

from legation.engine.capture.affiliations_ko import (
    announcers,
    announcing_body,
    body_delegations,
    governors,
    heads_of_announcers,
    heads_of_houses,
    hosts_of_visits,
    leaders_of_places,
    mayors_of_halls,
    of_the_council,
    officers,
)
from legation.engine.capture.belonging import (
    at_their_stop,
    destinations,
    heads_of_their_house,
    heads_where_met,
    joined,
    leaders_of_bodies,
    met_on_a_journey,
    of_bare_councils,
    of_their_state,
    only_generic,
    receives,
    receiving_mayor,
)
from legation.engine.capture.colleagues import (
    attendance,
    beside_their_colleagues,
    by_short_name,
    in_the_delegation,
    leaders_of_groups,
    of_the_port,
    on_their_side,
    represented,
    with_their_chief,
)
from legation.engine.capture.diplomats import consulate, fellow_diplomats, only_country
from legation.engine.capture.gazetteer import Place
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import NOT_NAMES
from legation.engine.capture.model import Span
from legation.engine.capture.ontheway import on_the_way, stands_beside
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import city_mentions, civic, holds_city, title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.whereabouts import by_their_place, envoys_along, of_bare_committees

_FROM = lazily(
    r"\b(?:delegation|group|mission|team|party|guests|officials|people|visitors|delegates|residents|students|citizens|members|leaders)(?: of \w{1,12}(?: \w{1,12})?)? from (?:the )?"
    r"(?:(?:Corporation|City|Municipality|District|Town|Metropolitan City|Metropolitan Municipality|Province|State|County) of )?(?P<place>[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,3})(?:[^.;]{0,40}?\b(?:led|headed) by [^.;,]{0,60}(?<=president)?,?\s?|"
    r"[^.;]{0,20}\.\s+(?:Governor|Mayor|Vice Governor|Vice Mayor|Deputy Mayor|Chairman|President) )$"
)


_STATES = frozenset({"Republic", "Kingdom", "Japan", "China", "Korea", "State", "Federal", "South"})
_FROM_BODY = lazily(
    r"\b(?:delegation|group|team|party|mission|students|teachers|visitors|officials|delegates)(?: [\w-]+){0,5} (?:from|of) (?:the )?$"
)


def _delegation_from(reading: Reading) -> None:
    """ "A delegation from Daegu headed by Vice Mayor Lee": the leader's city is where the delegation is from."""
    for person in reading.persons.all:
        if person.org is not None or reading.language != "en":
            continue
        start = person.name_span[0]
        led = re.search(
            r"\b(?:led|headed) by (?:the |its |their )?(?:[\w'’-]+,? ){0,5}$",
            reading.text[max(0, start - 60) : start],
        )
        if led is not None and not civic(person):
            senders = [span for body in reading.orgs.all for span in body.spans
                       if 0 < start - span[1] < 260 and _FROM_BODY.search(reading.text[max(0, span[0] - 60) : span[0]])]  # fmt: skip
            if senders:
                person.org = (reading.words(max(senders)), max(senders))
                continue
        match = _FROM.search(reading.text[max(0, start - 150) : start])
        if match is not None:
            offset = max(0, start - 150)
            inside = [span for place, span in city_mentions(reading)
                      if offset + match.start("place") <= span[0] < start]  # fmt: skip
            if inside and match.group("place").split(" ")[0] in _STATES:
                person.org = (
                    reading.words(inside[0]),
                    inside[0],
                )  # "from the Republic of Korea's Incheon city"
                continue
            person.org = (match.group("place"), (offset + match.start("place"), offset + match.end("place")))


def _apart(one: PersonDraft, other: PersonDraft) -> int:
    """Characters between a person's name and the nearest mention of another's; those after it count double."""
    at = other.name_span[0]
    return min((at - span[1] if span[1] <= at else 2 * (span[0] - at)) for span in one.spans)


def _lesser(person: PersonDraft) -> bool:
    """A post under a mayor's: deputies, councillors, spokespeople of a city."""
    title = title_of(person)
    seat = "chair" in title and "of the people" in title.replace("municipal ", "").replace("city ", "")
    chief = (seat or "mayor" in title or "lord provost" in title or "시장" in title) and not any(
        w in title for w in ("deputy", "vice", "부시장", "assistant")
    )
    return not chief


_UNKNOWN = lazily(
    r"\b(?P<a>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:City Council|City Hall|City Government|Sister Cit(?:y|ies)|Chamber of Commerce|Municipality)\b|"
    r"\b(?:[Cc]ity|Port|Municipality|[Tt]own|[Dd]istrict) of (?P<b>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)


def _unknown_cities(reading: Reading) -> list[tuple[str, Span]]:
    """Cities that the gazetteer lacks, known by their council, hall, port or association."""
    found: list[tuple[str, Span]] = []
    for match in _UNKNOWN.finditer(reading.text) if reading.language == "en" else ():
        group = "a" if match.group("a") else "b"
        name = match.group(group)
        lead = name.split(" ")[0].lower()
        if lead in NOT_NAMES or reading.gazetteer.named(name) or reading.gazetteer.named(f"{name} City"):
            continue
        if (
            "'" in name
            or "’" in name
            or "-" in name
            or any(reading.gazetteer.named(word) for word in name.split(" "))
        ):
            continue
        found.append((name.lower(), match.span(group)))
    return found


def _after_colon(reading: Reading) -> None:
    """ "the leadership of the Port of Oakmont: Port Director A, Chief Engineer B": they serve the body before the colon."""
    for body in reading.orgs.all:
        for start, end in body.spans:
            if reading.text[end : end + 1] != ":":
                continue
            sentence = next((one for one in reading.sentences if one.start <= start < one.end), None)
            for person in reading.persons.all:
                if (
                    sentence is not None
                    and end < person.name_span[0] < sentence.end
                    and not _placed(reading, person)
                ):
                    person.org, person.country = (reading.words((start, end)), (start, end)), False


def _by_acronym(reading: Reading) -> None:
    """ "ABSCA Korea Committee Chair": the body whose acronym opens the words."""
    for person in reading.persons.all:
        if person.org is None or " " not in person.org[0] or reading.orgs.named(person.org[0]) is not None:
            continue
        first = person.org[0].split(" ")[0]
        if first.isupper() and len(first) > 2 and reading.orgs.named(first) is not None:
            start = person.org[1][0]
            person.org = (first, (start, start + len(first)))


def _placed(reading: Reading, person: PersonDraft) -> bool:
    """Whether a person has a place or a known body already."""
    if person.org is None:
        return False
    return bool(reading.gazetteer.named(person.org[0]) or reading.orgs.named(person.org[0]))


def open_affiliations(reading: Reading, stated: tuple[Place, Span] | None) -> None:
    """ "Mayor Park" with no city said: the city that nobody else holds and the text speaks of most."""
    only_generic(reading)
    _delegation_from(reading)
    _by_acronym(reading)
    by_short_name(reading)
    heads_of_houses(reading)
    if reading.language == "ko":
        heads_of_announcers(reading)
        announcing_body(reading)
    mayors_of_halls(reading)
    _after_colon(reading)
    represented(reading)
    attendance(reading)
    on_their_side(reading)
    with_their_chief(reading)
    leaders_of_groups(reading)
    of_the_port(reading)
    if reading.language == "en":
        leaders_of_bodies(reading)
        heads_of_their_house(reading)
        at_their_stop(reading)
        heads_where_met(reading)
    by_their_place(reading)
    envoys_along(reading)
    body_delegations(reading)
    leaders_of_places(reading)
    if reading.language == "ko":
        governors(reading)
        hosts_of_visits(reading)
    consulate(reading)
    fellow_diplomats(reading)
    if reading.language == "ko":
        only_country(reading)
    if reading.language == "ko":
        announcers(reading)
        of_the_council(reading)
        officers(reading)
    in_the_delegation(reading)
    without = [person for person in reading.persons.all if person.org is None and civic(person)]
    lesser = [person for person in without if _lesser(person) and title_of(person) != "governor"]
    chiefs = [person for person in without if person not in lesser and "governor" not in title_of(person)]
    of_their_state(reading, [person for person in without if title_of(person) == "governor"])
    if chiefs:
        _chiefs(reading, chiefs, _unclaimed(reading, stated))
    if lesser:
        _under_their_chief(reading, lesser)
    beside_their_colleagues(reading)
    in_the_delegation(reading)
    of_bare_committees(reading)
    of_bare_councils(reading)


_WIDER = lazily(r" (?:Island|County|Province|Peninsula|Prefecture|Region)\b")
"""What makes a wider place of a city's name ("Vancouver Island")."""


def _claimed(reading: Reading) -> set[str]:
    """The cities that an official of the text holds."""
    return {
        reading.party_key(one.org[0])
        for one in reading.persons.all
        if one.org is not None and holds_city(one)
    }


def _only_deputies(reading: Reading, key: str) -> bool:
    """Whether those who hold a city are deputies, so that its mayor may be another of the text."""
    held = [one for one in reading.persons.all if one.org is not None and holds_city(one)
            and reading.party_key(one.org[0]) == key]  # fmt: skip
    return all(_lesser(one) for one in held)


def _unclaimed(reading: Reading, stated: tuple[Place, Span] | None) -> dict[str, Span]:
    """Cities that no official holds, by key, with their first mention; the one spoken of most comes first."""
    claimed = _claimed(reading)
    if stated is not None and stated[0].key in claimed and _only_deputies(reading, stated[0].key):
        claimed.discard(stated[0].key)
    counts: Counter[str] = Counter()
    firsts: dict[str, Span] = {}
    for place, span in city_mentions(reading):
        if _WIDER.match(reading.text, span[1]):
            continue
        if not on_the_way(reading, span):
            visited = reading.text[max(0, span[0] - 4) : span[0]].endswith((" in ", " to ", " at "))
            counts[place.key] += 1 if visited else 2
            firsts.setdefault(place.key, span)
    for key, span in [(stated[0].key, stated[1])] if stated else []:
        counts[key] += 3
        firsts.setdefault(key, span)
    for key, span in _unknown_cities(reading):
        counts[key] += 3
        firsts.setdefault(key, span)
    ranked = sorted(
        (key for key in counts if key not in claimed), key=lambda key: (-counts[key], firsts[key])
    )
    return {key: firsts[key] for key in ranked}


_SENDS = lazily(
    r"^(?:, [A-Z][\w ]{2,24},)? (?:will |is |are |has |have |plans to )?(?:send\w*|sent|dispatch\w*)\b"
)
_MAKES_TRIP = lazily(
    r"^,? (?:who )?(?:will be |is |was |are |were |will |has |have )?(?:also )?(?:making the trip|mak(?:es?|ing) the journey|(?:among|part of) the (?:delegation|delegates|visitors|guests|group|party)|travell?ing with the (?:delegation|group|party))\b"
)
_LEADS = lazily(r"^,? (?:will |is )?(?:lead\w*|led|head(?:s|ed|ing)?|brings?|brought)\b")


def _sender(reading: Reading, free: dict[str, Span], person: PersonDraft) -> str | None:
    """ "Jinju will send its largest group. Mayor Lee leads 24 officials": the leader's city is the one that sends."""
    if _MAKES_TRIP.match(reading.text[person.name_span[1] : person.name_span[1] + 60]):
        return next((key for key in free if key in _senders(reading)), None)
    if not _LEADS.match(reading.text[person.name_span[1] : person.name_span[1] + 20]):
        return None
    for place, span in city_mentions(reading):
        if (
            place.key in free
            and span[0] < person.name_span[0]
            and _SENDS.match(reading.text[span[1] : span[1] + 60])
        ):
            return place.key
    return None


_COMES_FROM = lazily(
    r"\b(?:[Dd]elegation|[Dd]elegates|[Vv]isitors|[Gg]uests|[Gg]roup|[Pp]arty|[Mm]ission|[Oo]fficials) (?:[\w-]+ ){0,3}?(?:from|(?<!Port )(?<!University )(?<!Mayor )of) (?:the )?(?:[Cc]ity of )?$"
)


def _senders(reading: Reading) -> set[str]:
    """Cities that a delegation comes from: whoever hosts it is not their mayor."""
    return {
        place.key
        for place, span in city_mentions(reading)
        if _COMES_FROM.search(reading.text[max(0, span[0] - 60) : span[0]])
        or _SENDS.match(reading.text[span[1] : span[1] + 60])
    }


def _chiefs(reading: Reading, chiefs: list[PersonDraft], free: dict[str, Span]) -> None:
    """Mayors take the city beside them, then the cities that are left in their order."""
    for person in chiefs:
        sender = _sender(reading, free, person)
        if sender is not None:
            span = free.pop(sender)
            person.org = (reading.words(span), span)
    claimed = _claimed(reading)
    for person in chiefs if reading.language == "en" else ():
        person.org = person.org or receiving_mayor(reading, person, claimed)
        if person.org is not None:
            free.pop(reading.party_key(person.org[0]), None)
    chiefs = [person for person in chiefs if person.org is None]
    mentions = [(place.key, span) for place, span in city_mentions(reading) if not on_the_way(reading, span)]
    for person in chiefs:
        beside = next(
            (
                key
                for key in free
                if any(one == key and stands_beside(reading, span, person) for one, span in mentions)
            ),
            None,
        )
        if beside is not None:
            span = free.pop(beside)
            person.org = (reading.words(span), span)
    for person in chiefs:
        if person.org is None and free:
            senders = _senders(reading) if receives(reading, person) else set()
            away = destinations(reading, person)
            key = next((key for key in free if key not in senders and key not in away), None)
            if key is not None:
                span = free.pop(key)
                person.org = (reading.words(span), span)
    claimed = _claimed(reading)
    for person in chiefs:
        if person.org is None and reading.language == "en":
            person.org = met_on_a_journey(reading, person, claimed)


def _under_their_chief(reading: Reading, lesser: list[PersonDraft]) -> None:
    """Deputies, councillors and spokespeople serve the city of the nearest mayor, or of another official of a city."""
    claimed = _claimed(reading)
    officials = [person for person in reading.persons.all if person.org is not None and civic(person)]
    mayors = [person for person in officials if not _lesser(person)]
    mayors = mayors or [
        person for person in officials if person.org is not None and _of_city(reading, person.org[0])
    ]
    for person in lesser:
        if reading.language == "en" and "mayor" in title_of(person):
            person.org = receiving_mayor(reading, person, claimed)
        if person.org is not None:
            continue
        known = [other for other in mayors if _heard_of(reading, other, person)]
        if known and joined(reading, person):
            person.org = min(known, key=lambda other: other.name_span).org  # of the one who is told of first
        elif known:
            near = min(known, key=lambda other: (_apart(other, person), other.name_span))
            person.org = _first_of_pair(reading, near, known).org


def _first_of_pair(reading: Reading, near: PersonDraft, known: list[PersonDraft]) -> PersonDraft:
    """ "Mayor A of Halifax and Mayor B of Mokpo renewed … Councillor C": of the first of two told of in one breath."""
    for other in known:
        between = reading.text[other.name_span[1] : near.name_span[0]]
        if (
            other.name_span < near.name_span
            and len(between) < 40
            and re.match(r"(?: of [A-Z][\w-]+)?,? and ", between)
        ):
            return other
    return near


def _heard_of(reading: Reading, one: PersonDraft, other: PersonDraft) -> bool:
    """Whether a person is named before another, or in the same sentence."""
    end = next(
        (s.end for s in reading.sentences if s.start <= other.name_span[0] < s.end), other.name_span[1]
    )
    return any(span[0] < end for span in one.spans)


def _of_city(reading: Reading, name: str) -> bool:
    return bool(reading.seat_of(name)) or any(place.kind == "city" for place in reading.gazetteer.named(name))

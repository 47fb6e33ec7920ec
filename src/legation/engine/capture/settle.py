"""After reading: who the parties are, where the text speaks from, and on which side each person stands."""

# ruff: noqa: E501

import re

from legation.engine.capture.bodies_at_table import bodies_where_held, hosting_body
from legation.engine.capture.company import by_company, by_default
from legation.engine.capture.dateline import stated_place
from legation.engine.capture.diplomats import sending_country
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import cities_in, city_mentions, civic, title_of
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.seats_en import BARE_COMMITTEE
from legation.engine.capture.sides import Ballot, decide

_MEMBER = lazily(r"의원|\b(?:representative|senator|member|assembly\w+|legislator|lawmaker)\b")
"""Posts of one among many: a member of a state's legislature does not make the state a party."""


def parties(reading: Reading) -> None:
    """Cities and states of the principals become parties on the ballot."""
    for person in reading.persons.all:
        if person.org is None:
            continue
        name, span = person.org
        seat = reading.seat_of(name)
        if seat is not None and not person.diplomat:
            state = name.endswith("주") or all(one.kind != "city" for one in reading.gazetteer.named(seat))
            if state and _MEMBER.search(title_of(person)):
                continue
            at = span[0] + name.find(seat)
            if reading.language == "ko" and name.endswith(("주", "성", "현", "도")) and " " not in name:
                reading.ballot.party(reading.party_key(seat), name, span)
            else:
                reading.ballot.party(reading.party_key(seat), seat, (at, at + len(seat)))
            continue
        if BARE_COMMITTEE.match(name):
            continue
        if person.diplomat:
            name, span = sending_country(reading, name, span)
        elif "mayor" in title_of(person) and name.endswith(" District Council"):
            name, span = name.removesuffix(" Council"), (span[0], span[1] - 8)
        key = reading.party_key(name.split(" City and ")[0])  # "Derry City and Strabane District"
        places = reading.gazetteer.named(name)
        called = reading.text[span[1] : span[1] + 1] == "시"  # a city that the gazetteer does not know
        if (
            civic(person)
            or person.diplomat
            or person.country
            or "premier" in title_of(person)
            or called
            or (places and places[0].kind == "city")
        ):
            city = civic(person) or called or bool(places and places[0].kind == "city")
            reading.ballot.party(key, *_city_words(reading, key, name, span), city=city)


def body_parties(reading: Reading) -> None:
    """Where no city, country or council takes part, the bodies of the people are the parties."""
    if reading.ballot.parties:
        return
    for person in reading.persons.all:
        if person.org is not None and (reading.orgs.named(person.org[0]) or len(person.org[0]) > 3):
            reading.ballot.party(reading.party_key(person.org[0]), *person.org, city=False)


def _city_words(reading: Reading, key: str, name: str, span: Span) -> tuple[str, Span]:
    """The city inside the name of its council; the name itself where it is no council's."""
    if reading.gazetteer.named(name) or name.endswith(" County"):
        return name, span
    for place in reading.gazetteer.places:
        if place.key == key:
            for one in place.ko if reading.language == "ko" else place.en:
                at = name.find(one)
                if at >= 0:
                    return one, (span[0] + at, span[0] + at + len(one))
    return name, span


def city_parties(reading: Reading) -> None:
    """A delegation named by its city, and cities and bodies that sign, are parties too."""
    for place, span in city_mentions(reading):
        after = reading.text[span[1] : span[1] + 40]
        if after.lstrip("'’s ").startswith(("delegation", "대표단", "사절단", "방문단", " 대표단")):
            reading.ballot.party(place.key, reading.words(span), span)
    for event in reading.events:
        if event.kind != "signing":
            continue
        sentence = reading.sentences[event.sentence]
        for mention in reading.places.get(event.sentence, []):
            if (
                mention.place.kind == "city"
                and not mention.adjective
                and _signs(reading, mention.span, sentence.end)
            ):
                reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
                event.parties.append(mention.place.key)
        for body in reading.orgs.all:
            inside = [span for span in body.spans if sentence.start <= span[0] < sentence.end]
            if body.role == "party" and inside:
                key = reading.party_key(body.name)
                reading.ballot.party(key, body.name, body.span, city=False)
                event.parties.append(key)
                _vote_for_body(reading, key, body.name, inside[0], event)
        if any(one.city for key, one in reading.ballot.parties.items() if key in event.parties):
            event.parties += _signed_later(reading, event)


def _signed_later(reading: Reading, event: EventDraft) -> list[str]:
    """Parties of those whom a later sentence about the same signing names ("… 이어 리브르빌 시장과 협약을 맺었다")."""
    numbers = {reading.sentence_at(start) for start, _ in event.mentions} - {event.sentence}
    return [
        reading.party_key(person.org[0])
        for number in sorted(numbers)
        for _, person in reading.people_in(reading.sentences[number])
        if person.org is not None and civic(person)
    ]


_SIGNS_EN = lazily(r"^(?:,? (?:and|with)\b|,|\.| (?:signed|renewed|and) )")
_SIGNS_KO = lazily(r"^(?:특별시|광역시|특례시|특별자치시|시)?(?:은|는|이|가|와|과|와도|과도|와의|과의|,|·)")


def _signs(reading: Reading, span: Span, end: int) -> bool:
    """Whether a city of a signing sentence is one that signs: subject, "between A and B", "with C"."""
    after = reading.text[span[1] : min(end, span[1] + 14)]
    if reading.language == "ko":
        return bool(_SIGNS_KO.match(after))
    before = reading.text[max(0, span[0] - 60) : span[0]]
    return bool(
        re.search(r"\b(?:between|with|of)(?: [\w ]{1,30} and| the)?(?: city of)? $", before, re.IGNORECASE)
    ) and bool(
        re.search(
            r"\b(?:agreement|memorandum|mou|partnership|declaration|pact|between|with)\b",
            before,
            re.IGNORECASE,
        )
    )


def _vote_for_body(reading: Reading, key: str, name: str, span: Span, event: EventDraft) -> None:
    """A body whose name holds another city than the event's is the guest; one that leads the sentence the host."""
    cities = [place for place in cities_in(reading, name) if place.kind == "city"]
    here = next((one.place.key for one in [event, *reading.events] if one.place is not None), "")
    if cities and here:
        side = "host" if any(place.key == here for place in cities) else "guest"
        reading.ballot.vote(key, side, 3, "side.city-in-name", span)
    elif cities and reading.language == "ko" and all(place.country != "KR" for place in cities):
        reading.ballot.vote(key, "guest", 3, "side.city-in-name", span)
    elif not cities:
        reading.ballot.vote(key, "host", 2, "side.body-at-home", span)


def _bodies_by_city(reading: Reading) -> None:
    """A body of which nothing else is known stands with the city in its name."""
    ballot = reading.ballot
    hosts = {
        party.key for party in ballot.parties.values() if party.city and ballot.side_of(party.key) == "host"
    }
    for party in ballot.parties.values():
        keys = set() if party.city or party.votes else {place.key for place in cities_in(reading, party.name)}
        if keys and hosts:
            side = "host" if keys & hosts else "guest"
            party.votes.append(Vote(side, "side.city-in-name", 2, party.span))


def _signs_with_city(ballot: Ballot) -> None:
    """A body that signs with the host's city, and that only a guess made a host, is the guest."""
    if any(party.city for party in ballot.of_side("host")) and not ballot.of_side("guest"):
        for party in ballot.of_side("host"):
            if not party.city and {vote.rule for vote in party.votes} == {"side.body-at-home"}:
                party.votes.append(Vote("guest", "side.signs-with-city", party.score("host") + 1, party.span))


def _at_dateline(reading: Reading) -> None:
    """ "BARCELONA – …": the city that a text is told from is likelier the host, unless it tells of a journey."""
    stated = stated_place(reading)
    if (
        stated is None
        or reading.language == "ko"
        or any(event.kind == "trip" and event.primary for event in reading.events)
    ):
        return
    if not re.match(r".{0,11}\((?!\d|[A-Z][a-z]{2,8}\.? \d)", reading.text[stated[1][1] : stated[1][1] + 30]):
        reading.ballot.vote(stated[0].key, "host", 2, "side.dateline", stated[1])


def _elsewhere(reading: Reading) -> bool:
    """ "On the sidelines of the forum in Katowice": cities that meet in a third place are all guests there."""
    event = next((one for one in reading.events if one.primary), None)
    if event is None or event.place is None or event.place.kind != "city" or event.kind == "trip":
        return False
    cities = [party for party in reading.ballot.parties.values() if party.city and not party.passing]
    at_home = [party for party in reading.ballot.parties.values()
               if party.key in {event.place.key, event.place.country}]  # fmt: skip
    lands = {place.country for party in cities for place in reading.gazetteer.named(party.name)[:1]}
    in_house = event.venue is not None and any(party.name in event.venue[0] for party in cities)
    if len(cities) < 2 or at_home or in_house or event.place.country in lands:
        return False
    span = event.city[1] if event.city is not None else event.trigger
    for party in cities:
        reading.ballot.vote(party.key, "guest", party.score("host") + 3, "side.third-place", span)
    return True


def _city_of_its_bodies(reading: Reading) -> None:
    """The city where guests are, that only a body there is named by: "the Kampala City Authority … at City Hall, Kampala"."""
    event = next((one for one in reading.events if one.primary), None)
    if (
        event is None
        or event.place is None
        or event.city is None
        or event.place.kind != "city"
        or event.kind == "trip"
    ):
        return
    others = [
        party for party in reading.ballot.parties.values() if party.city and party.key != event.place.key
    ]
    held = [person.org[0] for person in reading.persons.all if person.org is not None]
    named = any(place.key == event.place.key for name in held for place in cities_in(reading, name))
    if event.place.key not in reading.ballot.parties and len(others) == 1 and named:
        reading.ballot.party(event.place.key, *event.city)


def settle_sides(reading: Reading) -> None:
    """Decide each person's side from votes, then from the party, the body's city and the company kept."""
    ballot = reading.ballot
    _city_of_its_bodies(reading)
    for event in reading.events:
        if (
            event.place is not None
            and (event.primary or event.kind != "forum")
            and event.kind
            in {
                "forum",
                "meeting",
                "courtesy_call",
                "reception",
                "signing",
                "ceremony",
            }
        ):
            span = event.city[1] if event.city else event.trigger
            ballot.vote(event.place.key, "host", 3 if event.primary else 1, "side.place-of-event", span)
    for person in reading.persons.all:
        if person.diplomat and person.org is not None:
            ballot.vote(reading.party_key(person.org[0]), "guest", 1, "side.diplomat", person.name_span)
        if person.heads and person.org is not None and civic(person):
            for _, span, _ in person.heads:
                ballot.vote(reading.party_key(person.org[0]), "guest", 2, "side.head-of-delegation", span)
    if not _elsewhere(reading):
        _at_dateline(reading)
    bodies_where_held(reading)
    _bodies_by_city(reading)
    ballot.balance()
    _signs_with_city(ballot)
    undecided = [p for p in ballot.parties.values() if p.city and not ballot.side_of(p.key)]
    decided = {ballot.side_of(p.key) for p in ballot.parties.values() if p.city} - {""}
    stated = stated_place(reading)
    abroad = (
        stated is not None
        and all(party.key != stated[0].key for party in ballot.parties.values())
        and len(undecided) > 1
    )
    touring = any(event.kind == "trip" and event.primary for event in reading.events) and "guest" in decided
    primary = next((event for event in reading.events if event.primary), None)
    elsewhere = primary is not None and primary.kind == "forum" and primary.place is not None \
        and primary.place.kind == "city" and primary.place.key not in ballot.parties  # fmt: skip
    if elsewhere and len(undecided) == 1 and not decided:
        abroad = True  # "Governor A attended the Summit in Riyadh"
    for party in undecided:
        side = "guest" if ("host" in decided and not touring) or abroad else "host"
        party.votes.append(Vote(side, "side.other-party", 1, party.span))
        decided.add(side)
    _bodies_by_city(reading)
    resident = {reading.party_key(p.org[0]) for p in reading.persons.all if p.diplomat and p.org is not None}
    others = {
        reading.party_key(p.org[0]) for p in reading.persons.all if not p.diplomat and p.org is not None
    }
    meeting = [key for key, party in ballot.parties.items()
               if party.votes and not party.passing and (key in others or key not in resident)]  # fmt: skip
    for person in reading.persons.all:
        person.side = _side(reading, person, len(meeting))
    by_company(reading)
    by_default(reading)
    _visiting_body(reading)
    hosting_body(reading)
    _roles_by_people(reading)


_CHIEF = lazily(
    r"\b(?:president|chair\w*|ceo|chief executive|rector|head|director)$|(?:회장|사장|대표|원장|총장|장관|차관)$"
)


def _visiting_body(reading: Reading) -> None:
    """Where cities are the hosts and no city is a guest, the body of whoever led the visitors is the guest."""
    ballot = reading.ballot
    if not ballot.of_side("host") or ballot.of_side("guest"):
        return
    led = [
        one for one in reading.persons.all if one.side == "guest" and one.org is not None and not one.diplomat
    ]
    led = [one for one in led if one.heads or _CHIEF.search(title_of(one))]
    led.sort(key=lambda one: (not one.heads, one.name_span))
    for person in led[:1]:
        if person.org is not None and ballot.side_of(reading.party_key(person.org[0])) == "":
            key = reading.party_key(person.org[0])
            ballot.party(key, *person.org, city=False)
            ballot.vote(key, "guest", 2, "side.body-of-visitors", person.org[1])
            body = reading.orgs.named(person.org[0])
            if body is not None and body.role == "mentioned":
                body.role, body.role_rule, body.role_span = (
                    "delegation",
                    "org.role.of-guest",
                    person.name_span,
                )


_MISSION = lazily(r"\b(?:Embassy|Consulate|High Commission)\b|대사관|영사관")
_SUFFIX = lazily(
    r"(?: Province| City| County| Prefecture|-do|-si|-gun|특별자치도|광역시|특별시|시|도|현|성|군)$"
)


_COUNCIL = lazily(r"의회$|\b(?:Council|Assembly|Congress|Committee)\b")


def _roles_by_people(reading: Reading) -> None:
    """The bodies of those who came are the delegation's; a body with the host's city in its name is not."""
    hosts = {party.key for party in reading.ballot.of_side("host")}
    guests = {party.key for party in reading.ballot.of_side("guest")}
    for person in reading.persons.all:
        body = reading.orgs.named(person.org[0]) if person.org is not None else None
        if (
            body is None
            or body.role != "mentioned"
            or person.diplomat
            or (reading.party_key(body.name) in hosts | guests and not _COUNCIL.search(body.name))
        ):
            continue
        if person.side == "guest":
            body.role, body.role_rule, body.role_span = "delegation", "org.role.of-guest", person.name_span
        elif person.side == "host":
            body.role, body.role_rule, body.role_span = "host", "org.role.of-host", person.name_span
    for body in reading.orgs.all:
        keys = {place.key for place in cities_in(reading, body.name)}
        if body.role == "delegation" and keys & hosts and not keys & guests:
            body.role, body.role_rule = "host", "org.role.host-city"


def _of_embassy(reading: Reading, person: PersonDraft) -> str:
    """The side of the party from the country whose embassy somebody works at, without being its envoy."""
    if person.org is None or person.diplomat or not _MISSION.search(person.org[0]):
        return ""
    country = reading.gazetteer.named(sending_country(reading, *person.org)[0])
    ballot = reading.ballot
    for party in (*ballot.of_side("guest"), *ballot.of_side("host")) if country else ():
        home = reading.gazetteer.named(party.name)
        if home and home[0].country == country[0].country:
            return ballot.side_of(party.key)
    return ""


def _side(reading: Reading, person: PersonDraft, meeting: int) -> str:
    ballot = reading.ballot
    if person.diplomat and meeting >= 2 and not any(vote.weight >= 3 for vote in person.votes):
        return "third"
    if person.org is not None:
        key = reading.party_key(person.org[0])
        side = ballot.side_of(key)
        if side and (civic(person) or key in ballot.parties):
            return side
    own = decide(person.votes, "")
    if own:
        return own
    embassy = _of_embassy(reading, person)
    if embassy:
        return embassy
    if person.org is not None:
        body = reading.orgs.named(person.org[0])
        if body is not None and body.role in {"delegation", "organiser"}:
            return "guest"
        for place in cities_in(reading, person.org[0]):
            side = ballot.side_of(place.key)
            if side:
                return side
        for party in ballot.parties.values():
            stem = _SUFFIX.sub("", party.name)
            if len(stem) > 1 and stem in person.org[0] and ballot.side_of(party.key):
                return ballot.side_of(party.key)
    return "third"

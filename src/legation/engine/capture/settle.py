"""After reading: affiliations left open, the place of the text, sides, the head of the delegation, event parties."""

# ruff: noqa: E501

import re
from collections import Counter

from legation.engine.capture.company import by_company
from legation.engine.capture.dateline import stated_place
from legation.engine.capture.gazetteer import Place
from legation.engine.capture.lexicon_en import NOT_NAMES
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.sides import decide

_CIVIC = (
    "mayor", "council", "alderman", "city ", "cllr", "governor", "prefect", "burgomaster", "provost of",
    "시장", "시의회", "구청장", "지사", "군수",
)  # fmt: skip


def title_of(person: PersonDraft) -> str:
    return person.title[0].lower() if person.title else ""


def civic(person: PersonDraft) -> bool:
    """Whether the post is one of a city."""
    org = person.org[0] if person.org else ""
    return any(word in title_of(person) for word in _CIVIC) or org.endswith(("시의회", "City Council"))


_FROM = re.compile(
    r"\b(?:delegation|group|mission|team|party|guests|officials)(?: of \w{1,12}(?: \w{1,12})?)? from (?:the )?"
    r"(?P<place>[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,3})(?:[^.;]{0,40}?\b(?:led|headed) by [^.;,]{0,30}|"
    r"[^.;]{0,20}\.\s+(?:Governor|Mayor|Vice Governor|Vice Mayor|Deputy Mayor|Chairman|President) )$"
)


def _delegation_from(reading: Reading) -> None:
    """ "A delegation from Daegu headed by Vice Mayor Lee": the leader's city is where the delegation is from."""
    for person in reading.persons.all:
        if person.org is not None or reading.language != "en":
            continue
        start = person.name_span[0]
        match = _FROM.search(reading.text[max(0, start - 150) : start])
        if match is not None:
            offset = max(0, start - 150)
            person.org = (match.group("place"), (offset + match.start("place"), offset + match.end("place")))


def _consulate(reading: Reading) -> None:
    """A diplomat whose country is not said serves that of the mission the text names."""
    missions = [body for body in reading.orgs.all if re.search(r"Embassy|Consulate|대사관|영사관", body.name)]
    for person in reading.persons.all:
        if not person.diplomat or person.org is not None:
            continue
        for body in missions:
            found = [(m.place.name(reading.language), m) for listed in reading.places.values() for m in listed
                     if m.place.kind == "country" and body.span[0] <= m.span[0] < body.span[1]]  # fmt: skip
            if found:
                name, mention = found[0]
                person.org = (name if mention.adjective else reading.words(mention.span), mention.span)
                person.country = True
                break


def _colleagues(reading: Reading) -> None:
    """A diplomat whose country is not said serves that of the diplomat named nearest."""
    settled = [person for person in reading.persons.all if person.diplomat and person.org is not None]
    for person in reading.persons.all:
        if person.diplomat and person.org is None and settled:
            near = min(
                settled, key=lambda other: (abs(other.name_span[0] - person.name_span[0]), other.name_span)
            )
            person.org, person.country = near.org, near.country


def _apart(one: PersonDraft, other: PersonDraft) -> int:
    """Characters between a person's name and the nearest mention of another's; those after it count double."""
    at = other.name_span[0]
    return min((at - span[1] if span[1] <= at else 2 * (span[0] - at)) for span in one.spans)


def _lesser(person: PersonDraft) -> bool:
    """A post under a mayor's: deputies, councillors, spokespeople of a city."""
    title = title_of(person)
    chief = ("mayor" in title or "시장" in title) and not any(
        w in title for w in ("deputy", "vice", "부시장", "assistant")
    )
    return not chief


def city_mentions(reading: Reading) -> list[tuple[Place, Span]]:
    """Cities named as such, in order (no adjectives, countries or regions)."""
    return [
        (mention.place, mention.span)
        for number in sorted(reading.places)
        for mention in reading.places[number]
        if not mention.adjective and mention.place.kind == "city"
    ]


_UNKNOWN = re.compile(
    r"\b(?P<a>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:City Council|City Hall|City Government|Sister Cit(?:y|ies)|Chamber of Commerce|Municipality)\b|"
    r"\b(?:City|Port|Municipality|Town) of (?P<b>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
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
        if "'" in name or "’" in name or any(reading.gazetteer.named(word) for word in name.split(" ")):
            continue
        found.append((name.lower(), match.span(group)))
    return found


_AWAY = re.compile(
    r"\b(?:was|were|is|are|been|arrived|landed) in (?:the )?$|\b(?:went|flew|travel(?:s|led|ed)?|came|goes|gone|trip|visits?|mission|return\w*) to (?:the )?$|"
    r"\b(?:visit(?:s|ed|ing)?|left for|leaves for|stationed in|based in|held in|officials in) (?:the )?$"
)


def _on_the_way(reading: Reading, span: Span) -> bool:
    """Whether somebody travels to a place named here: it is not whose mayor speaks."""
    return reading.language == "en" and bool(_AWAY.search(reading.text[max(0, span[0] - 24) : span[0]]))


def _beside(reading: Reading, span: Span, person: PersonDraft) -> bool:
    """Whether a place stands in the sentence that names a person first, as where they are met ("In Portland he …")."""
    for sentence in reading.sentences:
        if sentence.start <= person.name_span[0] < sentence.end:
            after = reading.text[person.name_span[1] : span[0]] == " in "
            return after or reading.text[sentence.start : span[0]] in {"In ", "At "}
    return False


_DELEGATION_KO = re.compile(r"^\s?(?:[가-힣]{2,4}\s)?(?:대표단|방문단|사절단|방한단)")
_LEADERS_KO = ("대표", "회장", "사장", "이사장", "총장", "원장", "의장", "단장", "위원장", "청장", "소장")


def _body_delegations(reading: Reading) -> None:
    """ "애틀랜타경제개발공사 대표단이 … 데니스 워커 대표": the first head without a body leads that body's delegation."""
    for body in reading.orgs.all if reading.language == "ko" else ():
        for span in sorted(body.spans):
            if not _DELEGATION_KO.match(reading.text[span[1] : span[1] + 12]):
                continue
            city = next((place for place in _cities_in(reading, body.name) if place.kind == "city"), None)
            if city is not None:
                name = next(one for one in city.ko if one in body.name)
                at = span[0] + reading.words(span).find(name)
                reading.ballot.party(city.key, name, (at, at + len(name)))
                reading.ballot.vote(city.key, "guest", 4, "side.its-delegation", span)
            for person in reading.persons.all:
                if person.org is None and person.name_span[0] > span[1] and title_of(person).endswith(_LEADERS_KO):
                    person.org = (body.name, span)
                    person.heads.append(("head.of-body", person.name_span, 0.7))
                    break


_ANNOUNCER = re.compile(r"^(?:[가-힣]{2,4}\s)?(?P<place>[가-힣]{2,6}?)(?P<kind>특별자치도|특별시|광역시|특례시|시|군|구|도)?(?:은|는)\s")


def _announcers(reading: Reading) -> None:
    """ "전라남도는 … 김산호 도지사와": a chief without a place is the chief of the one that the sentence begins with."""
    for person in reading.persons.all:
        if person.org is not None or not title_of(person).endswith(("시장", "지사", "군수", "구청장", "국장", "부시장")):
            continue
        for sentence in reading.sentences:
            if not sentence.start <= person.name_span[0] < sentence.end:
                continue
            match = _ANNOUNCER.match(reading.words(sentence.span))
            whole = match.group("place") + (match.group("kind") or "") if match else ""
            name = next((one for one in (match.group("place"), whole) if reading.gazetteer.named(one)), "") if match else ""
            if match and (name or match.group("kind")):
                start = sentence.start + match.start("place")
                name = name or whole
                person.org = (name, (start, start + len(name)))
            break


def _after_colon(reading: Reading) -> None:
    """ "the leadership of the Port of Oakmont: Port Director A, Chief Engineer B": they serve the body before the colon."""
    for body in reading.orgs.all:
        for start, end in body.spans:
            if reading.text[end : end + 1] != ":":
                continue
            sentence = next((one for one in reading.sentences if one.start <= start < one.end), None)
            for person in reading.persons.all:
                if sentence is not None and end < person.name_span[0] < sentence.end and not _placed(reading, person):
                    person.org, person.country = (reading.words((start, end)), (start, end)), False


def _placed(reading: Reading, person: PersonDraft) -> bool:
    """Whether a person has a place or a known body already."""
    if person.org is None:
        return False
    return bool(reading.gazetteer.named(person.org[0]) or reading.orgs.named(person.org[0]))


def open_affiliations(reading: Reading, stated: tuple[Place, Span] | None) -> None:
    """ "Mayor Park" with no city said: the city that nobody else holds and the text speaks of most."""
    _delegation_from(reading)
    _after_colon(reading)
    _body_delegations(reading)
    _consulate(reading)
    _colleagues(reading)
    if reading.language == "ko":
        _announcers(reading)
    without = [person for person in reading.persons.all if person.org is None and civic(person)]
    if not without:
        return
    claimed = {
        reading.party_key(person.org[0])
        for person in reading.persons.all
        if person.org is not None and civic(person)
    }
    mentions = [(place, span) for place, span in city_mentions(reading) if not _on_the_way(reading, span)]
    counts: Counter[str] = Counter()
    for place, span in mentions:
        if place.key not in claimed:
            visited = reading.text[max(0, span[0] - 4) : span[0]].endswith((" in ", " to ", " at "))
            counts[place.key] += 1 if visited else 2
    if stated is not None and stated[0].key not in claimed:
        counts[stated[0].key] += 3
    firsts: dict[str, Span] = {}
    for place, span in mentions + ([stated] if stated else []):
        firsts.setdefault(place.key, span)
    for key, span in _unknown_cities(reading):
        if key not in claimed:
            counts[key] += 3
            firsts.setdefault(key, span)
    ranked = sorted((key for key in counts if key in firsts), key=lambda key: (-counts[key], firsts[key]))
    lesser = [person for person in without if _lesser(person)]
    chiefs = [person for person in without if person not in lesser and "governor" not in title_of(person)]
    for person in chiefs:
        beside = next((key for key in ranked for place, span in mentions
                       if place.key == key and _beside(reading, span, person)), None)  # fmt: skip
        if beside is not None:
            ranked.remove(beside)
            person.org = (reading.words(firsts[beside]), firsts[beside])
    for person in chiefs:
        if person.org is None and ranked:
            key = ranked.pop(0)
            person.org = (reading.words(firsts[key]), firsts[key])
    mayors = [
        other
        for other in reading.persons.all
        if other.org is not None and civic(other) and not _lesser(other)
    ]
    if not mayors:
        mayors = [other for other in reading.persons.all if other.org is not None and civic(other)
                  and (reading.seat_of(other.org[0]) or any(p.kind == "city" for p in reading.gazetteer.named(other.org[0])))]  # fmt: skip
    for person in lesser:
        if mayors:
            near = min(mayors, key=lambda other: (_apart(other, person), other.name_span))
            person.org = near.org


_MEMBER = re.compile(r"의원|\b(?:representative|senator|member|assembly\w+|legislator|lawmaker)\b")
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
            reading.ballot.party(reading.party_key(seat), seat, (at, at + len(seat)))
            continue
        key = reading.party_key(name)
        places = reading.gazetteer.named(name)
        called = reading.text[span[1] : span[1] + 1] == "시"  # a city that the gazetteer does not know
        if civic(person) or person.diplomat or person.country or called or (places and places[0].kind == "city"):
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
    if reading.gazetteer.named(name):
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


_SIGNS_EN = re.compile(r"^(?:,? (?:and|with)\b|,|\.| (?:signed|renewed|and) )")
_SIGNS_KO = re.compile(r"^(?:특별시|광역시|특별자치시|시)?(?:은|는|와|과|와도|과도|와의|과의|,|·)")


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
    cities = [place for place in _cities_in(reading, name) if place.kind == "city"]
    here = next((one.place.key for one in [event, *reading.events] if one.place is not None), "")
    if cities and here:
        side = "host" if any(place.key == here for place in cities) else "guest"
        reading.ballot.vote(key, side, 3, "side.city-in-name", span)
    elif not cities:
        reading.ballot.vote(key, "host", 2, "side.body-at-home", span)


def _cities_in(reading: Reading, name: str) -> list[Place]:
    if reading.language != "ko":
        return _places_in(reading, name)
    found: list[Place] = []
    for first in range(len(name)):
        for length in range(min(len(name) - first, reading.gazetteer.longest_korean), 1, -1):
            found += reading.gazetteer.korean.get(name[first : first + length], [])
    return found


def place_of(reading: Reading, stated: tuple[Place, Span] | None) -> tuple[Place, Span, str] | None:
    """Where the text speaks from: the dateline's place, the place of an event, the host's city, the first city."""
    if stated is not None:
        host = _host_place(reading)
        agency = reading.text[stated[1][1] : stated[1][1] + 12]
        if host is not None and "(" in agency and host[0].country == stated[0].country:
            return host[0], host[1], "dateline.host"
        return stated[0], stated[1], "dateline.stated"
    host = _host_place(reading)
    if host is not None:
        return host[0], host[1], "dateline.host"
    mentions = city_mentions(reading)
    if mentions:
        counts = Counter(place.key for place, _ in mentions)
        best = max(mentions, key=lambda item: (counts[item[0].key], -item[1][0]))
        return best[0], best[1], "dateline.most-named"
    return None


def _host_place(reading: Reading) -> tuple[Place, Span] | None:
    for event in reading.events:
        if event.primary and event.place is not None and event.city is not None and event.status == "held":
            return event.place, event.city[1]
    for party in reading.ballot.of_side("host"):
        places = reading.gazetteer.named(party.name)
        if places and places[0].kind == "city":
            return places[0], party.span
    return None


def settle_sides(reading: Reading) -> None:
    """Decide each person's side from votes, then from the party, the body's city and the company kept."""
    ballot = reading.ballot
    for event in reading.events:
        if event.place is not None and event.kind in {
            "meeting",
            "courtesy_call",
            "reception",
            "signing",
            "ceremony",
        }:
            span = event.city[1] if event.city else event.trigger
            ballot.vote(event.place.key, "host", 3 if event.primary else 1, "side.place-of-event", span)
    for person in reading.persons.all:
        if person.diplomat and person.org is not None:
            ballot.vote(reading.party_key(person.org[0]), "guest", 1, "side.diplomat", person.name_span)
        if person.heads and person.org is not None and civic(person):
            for _, span, _ in person.heads:
                ballot.vote(reading.party_key(person.org[0]), "guest", 2, "side.head-of-delegation", span)
    ballot.balance()
    if any(party.city for party in ballot.of_side("host")) and not ballot.of_side("guest"):
        for party in ballot.of_side("host"):
            if not party.city and {vote.rule for vote in party.votes} == {"side.body-at-home"}:
                party.votes.append(Vote("guest", "side.signs-with-city", party.score("host") + 1, party.span))
    undecided = [p for p in ballot.parties.values() if p.city and not ballot.side_of(p.key)]
    decided = {ballot.side_of(p.key) for p in ballot.parties.values() if p.city} - {""}
    stated = stated_place(reading)
    abroad = stated is not None and all(party.key != stated[0].key for party in ballot.parties.values()) and len(undecided) > 1
    for party in undecided:
        side = "guest" if "host" in decided or abroad else "host"
        party.votes.append(Vote(side, "side.other-party", 1, party.span))
        decided.add(side)
    resident = {reading.party_key(p.org[0]) for p in reading.persons.all if p.diplomat and p.org is not None}
    others = {reading.party_key(p.org[0]) for p in reading.persons.all if not p.diplomat and p.org is not None}
    meeting = [key for key, party in ballot.parties.items()
               if party.votes and not party.passing and (key in others or key not in resident)]  # fmt: skip
    for person in reading.persons.all:
        person.side = _side(reading, person, len(meeting))
    by_company(reading)
    _roles_by_people(reading)


_SUFFIX = re.compile(r"(?: Province| City| County| Prefecture|-do|-si|-gun|특별자치도|광역시|특별시|시|도|현|성|군)$")


def _roles_by_people(reading: Reading) -> None:
    """The bodies of those who came are the delegation's; a body with the host's city in its name is not."""
    hosts = {party.key for party in reading.ballot.of_side("host")}
    guests = {party.key for party in reading.ballot.of_side("guest")}
    for person in reading.persons.all:
        body = reading.orgs.named(person.org[0]) if person.org is not None else None
        if body is None or body.role != "mentioned" or person.diplomat or reading.party_key(body.name) in hosts | guests:
            continue
        if person.side == "guest":
            body.role, body.role_rule, body.role_span = "delegation", "org.role.of-guest", person.name_span
        elif person.side == "host":
            body.role, body.role_rule, body.role_span = "host", "org.role.of-host", person.name_span
    for body in reading.orgs.all:
        keys = {place.key for place in _cities_in(reading, body.name)}
        if body.role == "delegation" and keys & hosts and not keys & guests:
            body.role, body.role_rule = "host", "org.role.host-city"


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
    if person.org is not None:
        body = reading.orgs.named(person.org[0])
        if body is not None and body.role in {"delegation", "organiser"}:
            return "guest"
        for place in _cities_in(reading, person.org[0]):
            side = ballot.side_of(place.key)
            if side:
                return side
        for party in ballot.parties.values():
            stem = _SUFFIX.sub("", party.name)
            if len(stem) > 1 and stem in person.org[0] and ballot.side_of(party.key):
                return ballot.side_of(party.key)
    return "third"


def _places_in(reading: Reading, name: str) -> list[Place]:
    """Cities whose name is part of a body's name ("Greater Seattle Partners")."""
    if reading.language == "ko":
        return [place for party in reading.ballot.parties.values() for place in reading.gazetteer.named(party.name)
                if party.name in name]  # fmt: skip
    words = name.split()
    found: list[Place] = []
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            found += reading.gazetteer.named(" ".join(words[first:last]))
    return found

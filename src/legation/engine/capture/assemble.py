"""Drafts of the stages become the frozen draft."""

from legation.engine.capture import alternatives, dateline, journey, principals
from legation.engine.capture.agreements import AgreementDraft
from legation.engine.capture.gazetteer import Place
from legation.engine.capture.model import (
    Agreement,
    Alternative,
    Draft,
    Event,
    Field,
    Organisation,
    Person,
    Span,
    Statement,
)
from legation.engine.capture.organisations import OrgDraft, org_key
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import shown
from legation.engine.capture.reading import EventDraft, Reading

_PROVINCES = frozenset({"강원", "경기", "충북", "충남", "전북", "전남", "경북", "경남"})
_SHOWN = 60
"""Votes of a party that are shown with each of its people."""
_SPEAKER = "speaker"
_REGIONS = (" County", " Prefecture", " Province", " State", "주", "도", "현", "성")


def assemble(
    reading: Reading,
    place: tuple[Place, Span, str] | None,
    statements: list[Statement],
    drafts: list[AgreementDraft],
    topics: list[Field[str]],
) -> Draft:
    """The draft of a reading."""
    place_field: Field[str] | None = None
    zone: Field[str] | None = None
    if place is not None:
        where, span, rule = place
        sure = 0.9 if rule == "dateline.stated" else 0.75
        others = tuple(
            Alternative(f"{other.name(reading.language)} ({other.country})", (span,), "gazetteer.same-name")
            for other in reading.gazetteer.named(reading.words(span))
            if other.key != where.key
        )
        place_field = Field(shown(reading, reading.words(span)), (span,), rule, sure, others, where.known_key)
        zone = Field(where.tz, (span,), "gazetteer.zone", sure) if where.tz else None
    head = principals.head_of_delegation(reading)
    people = tuple(
        _person(reading, person, f"P{number}", head)
        for number, person in enumerate(reading.persons.all, start=1)
    )
    bodies = sorted(reading.orgs.all, key=lambda body: body.span)
    return Draft(
        language=reading.language,
        title=reading.title,
        length=len(reading.text),
        dateline=dateline.dateline_of(reading, place_field, zone),
        events=tuple(
            _event(reading, event, f"E{number}") for number, event in enumerate(reading.events, start=1)
        ),
        people=people,
        organisations=tuple(
            _body(reading, body, f"O{number}") for number, body in enumerate(bodies, start=1)
        ),
        programmes=tuple(journey.programmes_of(reading)),
        topics=tuple(topics),
        statements=tuple(statements),
        agreements=tuple(_agreement(reading, draft) for draft in drafts),
        delegation_size=journey.size_of(reading),
    )


def _person(
    reading: Reading, person: PersonDraft, key: str, head: tuple[PersonDraft, Field[str]] | None
) -> Person:
    known = person.known.key if person.known is not None else None
    roles: list[Field[str]] = []
    if head is not None and head[0] is person:
        roles.append(head[1])
    if person.speaks is not None:
        roles.append(Field(_SPEAKER, (person.speaks,), "role.speaks", 0.9))
    votes = list(person.votes)
    if person.org is not None:
        party = reading.ballot.parties.get(reading.party_key(person.org[0]))
        votes = list(dict.fromkeys([*votes, *(party.votes[:_SHOWN] if party else [])]))[:40]
    for_side = sum(vote.weight for vote in votes if vote.side == person.side)
    total = sum(vote.weight for vote in votes)
    side_spans = tuple(dict.fromkeys(vote.span for vote in votes if vote.side == person.side)) or (
        person.name_span,
    )
    side_rule = next((vote.rule for vote in votes if vote.side == person.side), "side.none")
    sure = 0.5 if not total else 0.5 + 0.45 * for_side / total
    title = None
    if person.title is not None:
        other = alternatives.of_title(person)
        title = Field(person.title[0], (person.title[1],), person.rule, person.confidence, other)
    name_sure = _surer(person.confidence, known)
    name = Field(person.name, (person.name_span,), person.rule, name_sure, known_key=known)
    others = alternatives.of_side(person, votes)
    side = Field(person.side, side_spans, side_rule, round(sure, 3), others)
    spans = (person.name_span, *sorted(person.spans - {person.name_span}))
    return Person(
        key, name, tuple(person.surfaces), spans, title, _affiliation(reading, person),
        side, tuple(roles), tuple(votes),
    )  # fmt: skip


def _affiliation(reading: Reading, person: PersonDraft) -> Field[str] | None:
    """Whose somebody is: said beside the name, inferred by a rule, or the likeliest by learned weights."""
    if person.org is None:
        return None
    places = reading.gazetteer.named(person.org[0])
    body = reading.orgs.named(person.org[0])
    known = (body.known_key if body else None) or (places[0].known_key if places else None)
    name = person.org[0] if body is not None else shown(reading, person.org[0])
    if person.org_share:
        others = tuple(
            Alternative(shown(reading, words), (span,), "org.weighed") for words, span in person.org_others
        )
        return Field(name, (person.org[1],), "org.weighed", round(person.org_share, 2), others, known)
    if _beside(person):
        return Field(name, (person.org[1],), "org.beside-title", 0.9, (), known)
    others = alternatives.of_affiliation(reading, person)
    return Field(name, (person.org[1],), "org.unclaimed-city", 0.65, others, known)


def _surer(confidence: float, known: str | None) -> float:
    """How sure a name is that the workspace knows already: surer than any rule."""
    return max(confidence, 0.97) if known is not None else confidence


def _beside(person: PersonDraft) -> bool:
    """Whether the affiliation stands near one of the person's own mentions."""
    if person.org is None:
        return False
    start, end = person.org[1]
    return any(start - 90 <= span[1] and span[0] <= end + 90 for span in person.spans)


def _body(reading: Reading, body: OrgDraft, key: str) -> Organisation:
    _ = reading
    role = Field(
        body.role, (body.role_span or body.span,), body.role_rule, 0.85 if body.role != "mentioned" else 0.6
    )
    sure = _surer(body.confidence, body.known_key)
    name = Field(body.name, (body.span,), body.rule, sure, known_key=body.known_key)
    return Organisation(key, name, tuple(body.aliases), tuple(sorted(body.spans)), role)


def _event(reading: Reading, event: EventDraft, key: str) -> Event:
    hosts, guests = principals.event_parties(reading, event)
    if event.hosts or event.guests:
        hosts, guests = _own(reading, event.hosts) or hosts, _own(reading, event.guests) or guests
    time = event.time
    when = iso = part = None
    if time is not None:
        when = Field(time.text, (time.span,), time.rule, time.confidence)
        others = tuple(Alternative(other, (time.span,), "time.other-reading") for other in time.alternatives)
        if time.iso:
            iso = Field(time.iso, (time.span,), time.rule, time.confidence, others)
        if time.part:
            part = Field(time.part, (time.span,), "time.part", 0.9)
    city, zone = _city(reading, event)
    venue = None
    if event.venue is not None:
        known = _venue_key(reading, event.venue[0])
        venue = Field(event.venue[0], (event.venue[1],), "venue.beside", _surer(0.85, known), known_key=known)
    room = Field(event.room[0], (event.room[1],), "room.beside", 0.85) if event.room is not None else None
    status = f"status.{event.status}"
    return Event(
        key=key,
        kind=Field(event.kind, (event.trigger,), event.rule, event.confidence, alternatives.of_kind(event)),
        status=Field(event.status, (event.trigger,), status, 0.85, alternatives.of_status(reading, event)),
        primary=event.primary,
        mentions=tuple(dict.fromkeys(event.mentions)),
        when=when, iso=iso, part=part, venue=venue, room=room, city=city, tz=zone,
        host=tuple(hosts), guest=tuple(guests),
    )  # fmt: skip


def _own(reading: Reading, names: list[str]) -> list[Field[str]]:
    out: list[Field[str]] = []
    for name in names:
        at = reading.text.find(name)
        if at >= 0:
            out.append(Field(name, ((at, at + len(name)),), "event.party", 0.8))
    return out


def _city(reading: Reading, event: EventDraft) -> tuple[Field[str] | None, Field[str] | None]:
    """Where an event is: said beside it, else the host's city, else the dateline's place."""
    if event.city is not None and event.place is not None:
        tz = Field(event.place.tz, (event.city[1],), "gazetteer.zone", 0.9) if event.place.tz else None
        return Field(
            shown(reading, event.city[0]),
            (event.city[1],),
            "city.beside",
            0.9,
            known_key=event.place.known_key,
        ), tz
    if event.city is not None:
        return Field(shown(reading, event.city[0]), (event.city[1],), "city.beside", 0.8), None
    near = reading.people_in(reading.sentences[event.sentence])
    asked = bool(near) and (
        near[0][1].side == "guest" or "nvit" in reading.text[max(0, near[0][0][0] - 30) : near[0][0][0]]
    )
    if event.kind == "forum" and event.status == "planned" and not event.primary and asked:
        return None, None  # what guests invite to is elsewhere
    present = {reading.party_key(one.org[0]) for one in event.people if one.org is not None}
    for party in sorted(reading.ballot.of_side("host"), key=lambda one: one.key not in present):
        places = reading.gazetteer.named(party.name)
        if (
            (places and places[0].kind != "city")
            or reading.orgs.named(party.name) is not None
            or not party.city
            or (not places and (party.name.endswith(_REGIONS) or party.name in _PROVINCES))
        ):
            continue
        zone = places[0].tz if places else (reading.home.tz if reading.home else "")
        tz = Field(zone, (party.span,), "gazetteer.zone", 0.75) if zone else None
        key = places[0].known_key if places else None
        other = alternatives.of_city(reading, party.key)
        return Field(shown(reading, party.name), (party.span,), "city.host", 0.75, other, key), tz
    if reading.home is not None and reading.ballot.side_of(reading.home.key) != "guest":
        mention = next(
            (m for n in sorted(reading.places) for m in reading.places[n] if m.place.key == reading.home.key),
            None,
        )
        if mention is not None:
            tz = Field(reading.home.tz, (mention.span,), "gazetteer.zone", 0.6) if reading.home.tz else None
            other = alternatives.of_city(reading, reading.home.key)
            return Field(
                shown(reading, reading.words(mention.span)), (mention.span,), "city.dateline", 0.6, other
            ), tz
    return None, None


def _venue_key(reading: Reading, name: str) -> str | None:
    key = org_key(name)
    for venue in reading.known.venues:
        if any(org_key(one) == key for one in venue.names):
            return venue.key
    return None


def _agreement(reading: Reading, draft: AgreementDraft) -> Agreement:
    span = draft.sentence.span
    hosts, guests = reading.ballot.of_side("host"), reading.ballot.of_side("guest")
    named = [
        party
        for party in sorted(reading.ballot.parties.values(), key=lambda party: party.span)
        if party.name in reading.words(span) and not party.passing
    ]
    parties = named if len(named) > 1 else hosts + guests
    return Agreement(
        Field(draft.kind, (span,), draft.rule, 0.85),
        Field(draft.status, (span,), f"agreement.{draft.status}", 0.8),
        tuple(
            Field(
                shown(reading, party.name) if party.city else party.name,
                (party.span,),
                "agreement.party",
                0.75,
            )
            for party in parties
        ),
        Field(reading.words(span), (span,), draft.rule, 0.85),
    )

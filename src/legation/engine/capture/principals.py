"""Who leads the delegation, and who hosts and who visits at each event."""

# ruff: noqa: E501

from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Field, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import civic, shown, title_of
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.sides import Party

_PUBLIC = lazily(
    r"(?i)congress|assembly|council|parliament|legislat|committee|senate|government|의회|인민|위원회|국회"
)
_RANK = (
    ("mayor", 1), ("khokim", 1), ("cathaoirleach", 1), ("hokim", 1), ("akim", 1), ("prefeit", 1), ("governor", 1), ("시장", 1), ("지사", 1), ("성장", 1), ("president", 3), ("의장", 3), ("chair", 3),
    ("speaker", 3), ("minister", 2), ("party secretary", 1), ("intendant", 1), ("burgomaster", 1), ("장관", 2), ("위원장", 4),
)  # fmt: skip


def head_of_delegation(reading: Reading) -> tuple[PersonDraft, Field[str]] | None:
    """Who led the party: said so, or else the senior visiting principal (never a resident diplomat by default)."""
    said = [
        (sure, -span[0], number, rule, span)
        for number, person in enumerate(reading.persons.all)
        for rule, span, sure in person.heads
        if person.side != "host"
    ]
    if said:
        sure, _, number, rule, span = max(said)
        person = reading.persons.all[number]
        if person.side == "third":
            person.side = "guest"
        return person, Field("head_of_delegation", (span,), rule, sure)
    present = {id(person) for event in reading.events if event.primary for person in event.people}
    guests = [
        (id(person) not in present, rank, person.name_span, number)
        for number, person in enumerate(reading.persons.all)
        if person.side == "guest" and not person.diplomat and not _absent(reading, person)
        for rank in [_rank(person)]
        if rank < 9
    ]
    if not guests:
        guests = [
            (id(person) not in present, 1, person.name_span, number)
            for number, person in enumerate(reading.persons.all)
            if person.side == "guest" and not person.diplomat and _heads_body(reading, person)
        ]
    if not guests:
        alone = [
            (False, 1, person.name_span, number)
            for number, person in enumerate(reading.persons.all)
            if person.side == "guest" and not person.diplomat and person.title is not None and person.org is not None
            and "spokes" not in title_of(person) and "대변인" not in title_of(person)
            and reading.party_key(person.org[0]) in {party.key for party in reading.ballot.of_side("guest")}
        ]  # fmt: skip
        guests = alone if len(alone) == 1 else []
    if not guests:
        return None
    person = reading.persons.all[min(guests)[3]]
    return person, Field("head_of_delegation", (person.name_span,), "head.senior-visitor", 0.6)


_SENT_WORD = lazily(
    r"^[가-힣\s]{0,10}?(?:시장|지사|의장|총리|장관|대통령|군수|회장)?(?:이 보낸|의)\s(?:친서|서한|축전|축하 메시지|메시지|편지)|^ (?:sent|conveyed) (?:a|his|her) (?:\w+ )?(?:letter|message|greetings)"
)
_WORD_FROM = lazily(
    r"\b(?:letter|message|greetings|regards|gift)s? (?:\w+ ){0,3}(?:from|of|by) (?:\w+ ){0,3}$|\bon behalf of (?:\w+ ){0,3}$|\bIn an? (?:video )?(?:letter|message),? (?:[\w'’-]+ ){0,3}$"
)


def _absent(reading: Reading, person: PersonDraft) -> bool:
    """Whether a person only sent a word, and did not come."""
    start, end = person.name_span
    after, before = reading.text[end : end + 50], reading.text[max(0, start - 60) : start]
    return len(person.spans) < 3 and bool(_SENT_WORD.match(after) or _WORD_FROM.search(before))


def _heads_body(reading: Reading, person: PersonDraft) -> bool:
    """Whether a person is the head of a body that is itself the visiting party."""
    if person.org is None:
        return False
    keys = {party.key for party in reading.ballot.of_side("guest")}
    title = title_of(person)
    chief = title in {"사장", "이사장", "회장", "대표", "총장", "원장"} or any(
        word in title
        for word in ("president", "chairman", "chair", "ceo", "chief executive", "rector", "chancellor")
    )
    return (
        chief and "vice" not in title and "deputy" not in title and reading.party_key(person.org[0]) in keys
    )


def _rank(person: PersonDraft) -> int:
    title = title_of(person)
    if not title or "spokes" in title or "대변인" in title:
        return 9
    for word, rank in _RANK:
        if word in title:
            lesser = any(
                mark in title
                for mark in ("deputy", "vice", "부시장", "부의장", "부지사", "부성장", "assistant")
            )
            company = (
                rank == 3
                and person.org is not None
                and not civic(person)
                and not _PUBLIC.search(person.org[0])
            )
            return rank + (4 if lesser else 0) + (3 if company else 0)
    return 9


def event_parties(reading: Reading, event: EventDraft) -> tuple[list[Field[str]], list[Field[str]]]:
    """Hosts and guests of one event: the parties of the text, turned round where the guests are at home."""
    ballot = reading.ballot
    hosts = list(ballot.of_side("host"))
    guests = list(ballot.of_side("guest"))
    signers = [party for party in (*hosts, *guests) if party.key in event.parties and not party.city]
    if len(signers) > 1 and event.kind == "signing":
        hosts, guests = [one for one in hosts if one in signers], [one for one in guests if one in signers]
    elif any(party.city for party in hosts) and any(party.city for party in guests):
        hosts, guests = [party for party in hosts if party.city], [party for party in guests if party.city]
    elif not event.parties:
        hosts, guests = _cities_first(hosts), _cities_first(guests)
    if event.parties:
        guests = [party for party in guests if party.key in event.parties] or guests
        hosts = [party for party in hosts if party.key in event.parties] or hosts
    present = {reading.party_key(person.org[0]) for person in event.people if person.org is not None}
    if (
        len(guests) > 1
        and present & {party.key for party in guests}
        and event.kind in {"signing", "courtesy_call"}
    ):
        guests = [party for party in guests if party.key in present]
    inviter = _inviter(reading, event)
    if inviter is not None and inviter in {party.key for party in (*hosts, *guests)}:
        both = [*hosts, *guests]
        hosts = [party for party in both if party.key == inviter]
        guests = [party for party in both if party.key != inviter]
    hosts = _of_stop(event, present, hosts)
    hosts, guests = _at_place(event, present, hosts, guests)
    to_fields = [
        [
            Field(
                shown(reading, party.name) if party.city else party.name,
                (party.span,),
                _best_rule(party.votes),
                0.8,
                known_key=_known(reading, party.name),
            )
            for party in group
        ]
        for group in (hosts, guests)
    ]
    return to_fields[0], to_fields[1]


_INVITES = lazily(r"\binvit(?:ed|es|ing)\b(?! by\b)")


def _inviter(reading: Reading, event: EventDraft) -> str | None:
    """ "Sample invited the Mayor to the Fair": the party of whoever invites is host of what is to come."""
    if (
        event.rule != "event.named"
        or event.status != "planned"
        or reading.language != "en"
        or event.city is not None
    ):
        return None
    sentence = reading.sentences[event.sentence]
    match = _INVITES.search(reading.text, sentence.start, event.trigger[0])
    if match is None:
        return None
    named = reading.people_in(sentence)
    before = [one for span, one in named if span[1] <= match.start()]
    if before:
        return reading.party_key(before[0].org[0]) if before[0].org is not None else None
    asked = {one.side for span, one in named if match.end() <= span[0] < event.trigger[0]}
    if asked != {"host"}:
        return None
    return next(
        (party.key for party in reading.ballot.of_side("guest")), None
    )  # "She invited the mayor to …"


def _of_stop(event: EventDraft, present: set[str], hosts: list[Party]) -> list[Party]:
    """Where a journey has several hosts, that of the place, else those present, else the first."""
    if len(hosts) < 2 or not all(party.city for party in hosts):
        return hosts
    here = [party for party in hosts if event.place is not None and party.key == event.place.key]
    there = [party for party in hosts if party.key in present]
    return here or (hosts[:1] if event.kind == "trip" else there) or hosts


def _at_place(
    event: EventDraft, present: set[str], hosts: list[Party], guests: list[Party]
) -> tuple[list[Party], list[Party]]:
    """The parties of an event elsewhere: where the guests are at home they host; another city hosts its own events."""
    if event.place is None or event.city is None:
        return hosts, guests
    here = {event.place.key, event.place.country}
    at_home = [party for party in guests if party.key in here]
    if at_home and (event.status == "planned" or not event.primary):
        return (
            (at_home, hosts) if event.kind in {"forum", "ceremony", "reception", "trip"} else (hosts, guests)
        )
    if event.place.kind != "city" or event.place.key in {party.key for party in guests}:
        return hosts, guests
    own = [Party(event.place.key, event.city[0], event.city[1])]
    if event.kind == "trip" or not hosts:
        return (own if event.kind == "trip" or guests else hosts), guests
    keys = {party.key for party in hosts}
    away = event.place.key not in keys and not present & keys and all(party.city for party in hosts)
    if away and not guests and hosts and event.kind == "forum":
        return own, hosts
    return (own if away and guests else hosts), guests


def _cities_first(parties: list[Party]) -> list[Party]:
    """The cities of a side, or all of it where it has none."""
    return [party for party in parties if party.city] or parties


def _best_rule(votes: list[Vote]) -> str:
    return max(votes, key=lambda vote: (vote.weight, vote.rule)).rule if votes else "side.other-party"


def _known(reading: Reading, name: str) -> str | None:
    places = reading.gazetteer.named(name)
    return places[0].known_key if places else None

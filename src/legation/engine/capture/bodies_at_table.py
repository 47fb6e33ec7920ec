"""Bodies that sign, host and invite in their own name."""

# ruff: noqa: E501

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.organisations import OrgDraft
from legation.engine.capture.places import cities_in
from legation.engine.capture.reading import Reading

_SIGNS = lazily(
    r"^(?: \([A-Z]{2,8}\))? (?:officials |representatives |leaders |executives )?(?:has |have |today |jointly |also |on [A-Z]\w+ )?(?:signed|sign|inked|concluded|renewed|will sign)\b"
)
_AND = lazily(
    r"^(?: \([A-Z]{2,8}\))?,? and (?:the )?(?:[A-Z][\w'’-]+(?: of| for)? (?:the )?){1,8}(?:\([A-Z]{2,8}\) )?(?:has |have |today |also |on [A-Z]\w+ )?(?:signed|sign|inked|concluded|renewed|will sign)\b"
)
_WITH = lazily(
    r"\b(?:signed|sign|signing|inked|concluded|renewed)\b[^.;“”]{0,90} with (?:the |[A-Z][\w ]{2,20}['’]s )?$"
)
_BETWEEN = lazily(
    r"\b(?:signed|signing|memorandum|agreement|MOU|MoU)\b[^.;“”]{0,60} between (?:the )?(?:[A-Z][^.;“”,]{2,60} and (?:the )?)?$"
)
_RECEIVES = lazily(
    r"^(?: \([A-Z]{2,8}\))? (?:has |today |yesterday |on [A-Z]\w+ )?(?:hosted|welcomed|received|entertained|hosts|welcomes|receives) (?!by\b)"
)
_RECEIVING = lazily(r"\b(?:host|welcom|receiv|entertain)")
_OPENS_KO = lazily(r"^(?:\([^)]{1,24}\))?(?:은|는)\s[^“”]{2,140}?(?:개최|열었|연다|열고|주최|초청해|초청하)")


def bodies_that_sign(reading: Reading) -> None:
    """ "the Board of Trade and the Guangzhou Chamber signed an MOU": both are parties of what is signed."""
    if reading.language != "en":
        return
    for event in reading.events:
        if event.kind == "signing":
            sentence = reading.sentences[event.sentence]
            for body, span in _inside(reading, sentence):
                after = reading.text[span[1] : min(sentence.end, span[1] + 160)]
                before = reading.text[sentence.start : span[0]]
                signs = (
                    _SIGNS.match(after)
                    or _AND.match(after)
                    or _WITH.search(before)
                    or _BETWEEN.search(before)
                )
                if body.role == "mentioned" and signs and not sentence.quoted(span[0]):
                    body.role, body.role_rule, body.role_span = "party", "org.role.signs", span


def bodies_that_hold(reading: Reading) -> None:
    """ "한국무역협회는 … 사절단을 초청해 포럼을 개최했다": what a body holds in its own name has it as host."""
    if reading.language != "ko":
        return
    for event in reading.events:
        sentence = reading.sentences[event.sentence]
        if event.kind not in {"forum", "reception", "signing"} or event.hosts:
            continue
        for body, span in _inside(reading, sentence):
            if span[0] - sentence.start < 3 and _OPENS_KO.match(reading.text[span[1] : sentence.end]):
                event.hosts = [body.name]


def hosting_body(reading: Reading) -> None:
    """ "The Port of Tacoma hosted a delegation": the body that receives is the host where no city is."""
    ballot = reading.ballot
    if (
        reading.language != "en"
        or not ballot.of_side("guest")
        or any(party.city for party in ballot.of_side("host"))
    ):
        return
    for sentence in reading.sentences:
        told = not sentence.mark and _RECEIVING.search(reading.text, sentence.start, sentence.end) is not None
        for body, span in _inside(reading, sentence) if told else ():
            if _RECEIVES.match(reading.text[span[1] : min(sentence.end, span[1] + 60)]):
                key = reading.party_key(body.name)
                ballot.party(key, body.name, span, city=False)
                ballot.vote(key, "host", 3, "side.body-receives", span)
                return
    if not ballot.of_side("host"):
        _city_of_who_received(reading)


def bodies_where_held(reading: Reading) -> None:
    """Where only bodies meet, one whose name holds the city of the event is the host, and the others are guests."""
    event = next((one for one in reading.events if one.primary), None)
    bodies = list(reading.ballot.parties.values())
    if (
        event is None
        or event.place is None
        or len(bodies) < 2
        or any(one.city or one.votes for one in bodies)
    ):
        return
    home = [
        one for one in bodies if any(place.key == event.place.key for place in cities_in(reading, one.name))
    ]
    for party in bodies if len(home) == 1 else ():
        side = "host" if party is home[0] else "guest"
        reading.ballot.vote(party.key, side, 2, "side.city-in-name", party.span)


def _city_of_who_received(reading: Reading) -> None:
    """ "paid a courtesy call on Chengdu Foreign Affairs Office Director General A": the city that the office is of."""
    for person in reading.persons.all:
        if person.side != "host" or person.org is None or person.diplomat:
            continue
        name, (start, _) = person.org
        for place in cities_in(reading, name):
            words = next((one for one in place.en if one in name), "")
            if place.kind == "city" and words and not reading.ballot.side_of(place.key):
                at = start + name.index(words)
                reading.ballot.party(place.key, words, (at, at + len(words)))
                reading.ballot.vote(place.key, "host", 2, "side.city-in-name", person.org[1])
                return


def _inside(reading: Reading, sentence: Sentence) -> list[tuple[OrgDraft, Span]]:
    found = [
        (body, span)
        for body in reading.orgs.all
        for span in body.spans
        if sentence.start <= span[0] < sentence.end
    ]
    return sorted(found, key=lambda item: item[1])

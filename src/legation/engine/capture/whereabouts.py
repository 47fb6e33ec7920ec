"""Affiliations from where somebody is met or what they are listed with, in English."""

# ruff: noqa: E501

import re

from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import civic, title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.titles_en import Words

_AT_HALL = lazily(
    r"^,?(?: and [\w' -]{2,30})?(?: (?:on [A-Z]\w+(?:,? [A-Z]\w+ \d{1,2})?|today|yesterday|this \w+))? (?:at|in|inside) (?:the )?(?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) "
    r"(?:City|Town) Hall\b"
)
_AT_BODY = lazily(r"(?:^|[.!?] )(?:[Aa]t|[Ii]n) (?:the )?$")
_IN_GROUP = lazily(
    r"\b(?:delegation|group|party|team|mission)(?: (?:of \w+ )?from (?:the )?(?:[Cc]ity of )?(?P<from>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?:, [A-Z][\w ]{2,20})?)?,? "
    r"(?:also |which |that )?(?:includ|compris|consist)\w*\b"
)
_WITH_ENVOY = lazily(r"\b(?:accompanied|joined|flanked) by (?:\w+ ){0,3}$")
_BY_WORD = (
    "board",
    "commission",
    "chamber",
    "authority",
    "administration",
    "council",
    "association",
    "university",
)


_OF_OFFICIALS = lazily(
    r"\b(?:delegation|group|team|party|mission) of (?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:city |business )?(?:officials|leaders|councillors|students|residents|entrepreneurs),? (?:led|headed) by (?:[\w'’-]+ ){0,5}$"
)


def _of_officials(reading: Reading, person: PersonDraft) -> None:
    """ "a delegation of Seoul officials led by First Vice Mayor A"."""
    low = max(0, person.name_span[0] - 130)
    match = _OF_OFFICIALS.search(reading.text[low : person.name_span[0]])
    if match is not None and reading.gazetteer.named(match.group("city")):
        person.org = (match.group("city"), (low + match.start("city"), low + match.end("city")))


def by_their_place(reading: Reading) -> None:
    """The city of the hall, the body of the house, the city of the delegation, the country of the company."""
    if reading.language != "en":
        return
    for person in reading.persons.all:
        if person.org is not None and person.org[0].lower() in {"board", "commission", "council"}:
            _body_in_short(reading, person)
        if person.org is None:
            _of_officials(reading, person)
        if person.org is not None:
            continue
        if "mayor" in title_of(person) or "provost" in title_of(person):
            _of_hall(reading, person)
        elif person.title is not None and not person.diplomat:
            _of_house(reading, person)
            _of_word(reading, person)
    for sentence in reading.sentences:
        match = _IN_GROUP.search(reading.text, sentence.start, sentence.end)
        if match is None:
            continue
        sender = next(
            (one.span for one in reading.places.get(sentence.number, [])
             if one.place.kind == "city" and not one.adjective
             and (0 <= match.start() - one.span[1] < 3 or one.span[0] == match.start("from"))),
            None,
        )  # fmt: skip
        for span, person in reading.people_in(sentence) if sender is not None else ():
            bare = person.org is None or person.org[0].lower() in {
                "city council",
                "council",
                "municipal council",
            }
            if sender is not None and span[0] > match.end() and bare and not person.diplomat:
                person.org = (reading.words(sender), sender)


def _of_hall(reading: Reading, person: PersonDraft) -> None:
    """ "called on Mayor A at Yokohama City Hall": the mayor of the hall's city."""
    for _, end in sorted(person.spans):
        match = _AT_HALL.match(reading.text[end : end + 90])
        if match is None or match.group("city") in {"Old", "New", "Historic"}:
            continue
        claimed = {reading.party_key(one.org[0]) for one in reading.persons.all
                   if one.org is not None and one is not person and _same_office(one, person)}  # fmt: skip
        if reading.party_key(match.group("city")) not in claimed and _met(reading, person):
            person.org = (match.group("city"), (end + match.start("city"), end + match.end("city")))
            return


def _same_office(one: PersonDraft, other: PersonDraft) -> bool:
    return title_of(one) == title_of(other)


_MET = lazily(
    r"\b(?:on|met|meets|meet|with|by|saw|visited|greeted|joined|and) (?:his |her |its |the )?(?:[\w-]+ ){0,4}$"
)


def _met(reading: Reading, person: PersonDraft) -> bool:
    """Whether somebody is the one who is met, and not the one who comes."""
    return bool(_MET.search(reading.text[max(0, person.name_span[0] - 60) : person.name_span[0]]))


def _of_house(reading: Reading, person: PersonDraft) -> None:
    """ "At the Busan Port Authority, President Kang …": the head of the house that opens the sentence."""
    start = person.name_span[0]
    for body in reading.orgs.all:
        for span in body.spans:
            title = reading.text[span[1] : start]
            opens = _AT_BODY.search(reading.text[max(0, span[0] - 12) : span[0]])
            if 0 < start - span[1] < 40 and opens and re.fullmatch(r", (?:its )?(?:[\w-]+ ){1,4}", title):
                person.org = (reading.words(span), span)
                return


def _of_word(reading: Reading, person: PersonDraft) -> None:
    """ "Board president A", "deputy head of the administration B": the body named before that the word is short for."""
    if person.title is None:
        return
    start, end = person.title[1]
    words = reading.text[max(0, start - 14) : end].lower()
    word = next((one for one in _BY_WORD if re.search(rf"\b{one}\b", words)), "")
    if word:
        person.org = _one_body(reading, person, word)


def _body_in_short(reading: Reading, person: PersonDraft) -> None:
    """ "Commission President A" of a port: the one port or board that is named before."""
    if person.org is None:
        return
    word, span = person.org
    body = _one_body(reading, person, word.lower())
    if body is None and word.lower() == "commission":
        body = _one_body(reading, person, "port")
    if body is not None:
        wide: Span = (span[0], person.title[1][1]) if person.title is not None else span
        person.title, person.org = (reading.words(wide), wide), body


def _one_body(reading: Reading, person: PersonDraft, word: str) -> Words | None:
    bodies = [body for body in reading.orgs.all
              if word in body.name.lower().split() and body.name.lower() != word
              and min(body.spans)[0] < person.name_span[0]]  # fmt: skip
    return (bodies[0].name, bodies[0].span) if len(bodies) == 1 else None


def envoys_along(reading: Reading) -> None:
    """ "Governor A of Abidjan was accompanied by Ambassador B": an envoy of the country whose guests they join."""
    if reading.language != "en":
        return
    for sentence in reading.sentences:
        people = reading.people_in(sentence)
        for number, (span, person) in enumerate(people):
            lead = reading.text[max(sentence.start, span[0] - 60) : span[0]]
            alone = person.diplomat and person.org is None
            if not alone or not _WITH_ENVOY.search(lead):
                continue
            leaders = [one for _, one in people[:number] if civic(one)] or [
                one for one in reading.persons.all if civic(one) and one.name_span < person.name_span
            ]
            _same_country(reading, person, leaders)


def _same_country(reading: Reading, person: PersonDraft, leaders: list[PersonDraft]) -> None:
    for leader in leaders[:1]:
        code = next((one.country for one in reading.gazetteer.named(leader.org[0])), "") if leader.org else ""
        for listed in reading.places.values():
            for mention in listed:
                same = mention.place.kind == "country" and mention.place.country == code
                if code and same:
                    name = mention.place.name("en") if mention.adjective else reading.words(mention.span)
                    person.org, person.country = (name, mention.span), True


_COMMITTEE_OF = lazily(r"(?:People['’]s (?:Council|Committee)|Party Committee)$")


def of_bare_committees(reading: Reading) -> None:
    """ "Vice Chairman of the provincial People's Committee", where the text leaves open whose: the committee."""
    for person in reading.persons.all:
        match = _COMMITTEE_OF.search(reading.words(person.title[1])) if person.title is not None else None
        if person.org is None and person.title is not None and match is not None:
            start = person.title[1][0] + match.start()
            person.org = (match.group(), (start, start + len(match.group())))

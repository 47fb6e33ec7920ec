"""English affiliations from the words before: whose leader, which university's rector, the city where guests are received."""

# ruff: noqa: E501

import re
from itertools import pairwise

from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import city_mentions, title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.titles_en import BARE_COUNCILS

_JOINED = lazily(
    r"\b(?:also (?:joined|attended|took part|present|participated)|were (?:also )?present|in attendance)\b"
)


def joined(reading: Reading, person: PersonDraft) -> bool:
    """Whether a sentence only says that somebody was there too."""
    at = person.name_span[0]
    own = reading.sentences[reading.sentence_at(at)]
    return _JOINED.search(reading.words(own.span)) is not None


_LED_BODY = lazily(
    r"^(?: \([A-Z]{2,8}\))? (?:which (?:is|was) )?(?:led|headed|chaired|represented|presided over) by (?:its |the )?(?:[\w-]+ ){0,4}$"
)


def leaders_of_bodies(reading: Reading) -> None:
    """ "the Sister City Association (LANSCA), chaired by A", "the committee, led by its chair, Dr B": of the body."""
    for person in reading.persons.all:
        if person.org is not None and reading.gazetteer.named(person.org[0]):
            continue
        start = person.name_span[0]
        for body in reading.orgs.all:
            for span in body.spans:
                if 0 < start - span[1] < 80 and _LED_BODY.match(_plain(reading.text[span[1] : start])):
                    person.org, person.country = (reading.words(span), span), False


def _plain(words: str) -> str:
    """Words with single commas dropped, so that a post between commas reads like one without."""
    return words.replace(", ", " ")


_HOUSES = (
    (
        ("rector", "chancellor", "provost", "dean"),
        ("university", "college", "institute", "academy", "polytechnic"),
    ),
    (("principal", "headmaster", "headteacher"), ("school", "college", "academy")),
    (("curator",), ("museum", "gallery")),
)


def heads_of_their_house(reading: Reading) -> None:
    """ "toured the Tashkent University of Technologies, where Rector Misolov briefed them": of the house named before."""
    for person in reading.persons.all:
        title = title_of(person)
        if person.org is not None:
            continue
        kinds = next((houses for words, houses in _HOUSES if any(word in title for word in words)), ())
        at = person.name_span[0]
        start = reading.sentences[reading.sentence_at(at)].start
        near = [
            (span, body.name)
            for body in (reading.orgs.all if kinds else ())
            if set(body.name.lower().split()) & set(kinds)
            for span in body.spans
            if start <= span[0] and 0 < at - span[1] < 160
        ]
        if near:
            span, _ = max(near)
            person.org = (reading.words(span), span)


WHERE = lazily(
    r"(?P<city>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}?)(?: (?:City|Town) Hall| Airport| Port)?(?: (?:on|at|in|last|this|earlier) [^,.;“”\"]{1,24})?, where (?:[^,.;“”\"]{0,60} )?(?:(?:the )?[Ll]ord |[Dd]eputy |[Vv]ice )?(?:[Mm]ayor|[Gg]overnor)(?: for [A-Z]\w+(?: [A-Z]\w+)?)? $"
)


_WHERE_HEAD = lazily(
    r"(?: headquarters| offices?| building)?(?: on [A-Z]\w+(?: \d{1,2})?)?, where (?:its |the )?(?:[Dd]eputy |[Vv]ice )?(?:[Cc]hair\w*|[Pp]resident|[Dd]irector|[Rr]ector|CEO|[Cc]hief [Ee]xecutive) $"
)


def heads_where_met(reading: Reading) -> None:
    """ "called at the Hanoi People's Committee headquarters, where Chairman Tran received them": of the body."""
    for person in reading.persons.all:
        start = person.name_span[0]
        for body in reading.orgs.all if person.org is None else ():
            for span in body.spans:
                if 0 < start - span[1] < 90 and _WHERE_HEAD.fullmatch(reading.text[span[1] : start]):
                    person.org = (reading.words(span), span)


def at_their_stop(reading: Reading) -> None:
    """ "to Chuncheon, where Mayor A showed him the museum": the mayor who is met at a stop is of the stop."""
    for person in reading.persons.all:
        low = max(0, person.name_span[0] - 140)
        match = WHERE.search(reading.text[low : person.name_span[0]])
        if person.org is None and match is not None and reading.gazetteer.named(match.group("city")):
            person.org = (match.group("city"), (low + match.start("city"), low + match.end("city")))


_RECEIVED_BY = lazily(
    r"\b(?:received|welcomed|greeted|hosted|met|entertained|briefed|shown|guided|hosted to \w+)\b[^.;“”\"]{0,60}?\bby (?:the |its |their )?(?:acting )?(?:lord |governing |metropolitan |executive |deputy |vice |first deputy )?(?:mayor|governor|khokim|akim|prefect),? $",
    re.IGNORECASE,
)
HOSTS = lazily(
    r"^,? (?:will |is to )?(?:(?:host|welcom|receiv|greet)\w*|briefed (?:them|the (?:[\w-]+ ){0,2}(?:group|delegation|councillors|visitors|guests|party))|showed (?:them|the (?:group|delegation|visitors|guests))|opens? the doors?|opened the doors?|plays? host)\b"
)
_COME_TO = lazily(
    r"\b(?:visit(?:s|ed|ing)?|arrived? in|came to|travel\w* to|flew to|(?:is|are|was|were|been|landed) in|trip to|stay in|visit to|call(?:s|ed)? (?:at|on)) "
    r"(?:the )?(?:(?:[Cc]ity|[Mm]unicipality|[Tt]own) of )?$"
)


def receives(reading: Reading, person: PersonDraft) -> bool:
    """Whether a person is the one who receives guests, or by whom they are received."""
    start, end = person.name_span
    if HOSTS.match(reading.text[end : end + 30]):
        return True
    return bool(_RECEIVED_BY.search(reading.text[max(0, start - 120) : start]))


def receiving_mayor(reading: Reading, person: PersonDraft, claimed: set[str]) -> tuple[str, Span] | None:
    """ "visited the Municipality of Guayaquil and was received by Mayor A": the city that the guests came to."""
    start = person.name_span[0]
    if not receives(reading, person):
        return None
    own = reading.sentences[reading.sentence_at(start)]
    low = reading.sentences[max(0, own.number - 1)].start
    stops = [
        (place.key, span)
        for place, span in city_mentions(reading)
        if low <= span[0] < start and _COME_TO.search(reading.text[max(0, span[0] - 60) : span[0]])
    ]
    free = [span for key, span in stops if key not in claimed]
    return (reading.words(free[-1]), free[-1]) if free else None


_WENT_TO = lazily(
    r"\b(?:delegation|mission|group|party|team|visits?|visited|visiting|trip|tour|stay|travel\w*|flew|flies|went|came|journey) (?:to|in|of)? ?(?:the )?$|\b(?:visit(?:s|ed|ing)?) (?:the )?$"
)
_MET_THERE = lazily(
    r"\b(?:met|meets?|met with|meet with|talks with|received by|welcomed by|greeted by|hosted by|called on|call on|counterpart)\b"
)


def met_on_a_journey(reading: Reading, person: PersonDraft, claimed: set[str]) -> tuple[str, Span] | None:
    """ "led a delegation to Cologne … met Lord Mayor A": the mayor whom visitors meet is of the one city they went to."""
    start = person.name_span[0]
    own = reading.sentences[reading.sentence_at(start)]
    if not _MET_THERE.search(reading.text[own.start : start]):
        return None
    low = reading.sentences[max(0, own.number - 1)].start
    stops = {
        place.key: span
        for place, span in city_mentions(reading)
        if low <= span[0] < start and place.key not in claimed
        and _WENT_TO.search(reading.text[max(0, span[0] - 40) : span[0]])
    }  # fmt: skip
    span = next(iter(stops.values())) if len(stops) == 1 else None
    return (reading.words(span), span) if span is not None else None


_SETS_OFF = lazily(r"\b(?:travel|visit|fl[ei]w?|arriv|c[ao]me|left|leav|went|go)")
_TRAVELS_TO = lazily(
    r"^[^.;,“”]{0,24}\b(?:travel\w* to|visit(?:ed|s|ing)?|flew to|flies to|arrived in|arrives in|came to|comes to|left for|leaves for|went to|goes to) (?:the )?(?:city of )?$"
)


def destinations(reading: Reading, person: PersonDraft) -> set[str]:
    """ "Mayor A had travelled to Riga": the cities that somebody travels to, and is not the mayor of."""
    end = person.name_span[1]
    if not _SETS_OFF.search(reading.text, end, end + 60):
        return set()
    return {
        place.key
        for place, span in city_mentions(reading)
        if end <= span[0] < end + 60 and _TRAVELS_TO.match(reading.text[end : span[0]])
    }


_PROVINCE_HOUSE = lazily(
    r"\b(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:Provincial|Prefectural|State|Self-Governing) (?:Government|Office|Assembly|Hall)\b"
)


def of_their_state(reading: Reading, governors: list[PersonDraft]) -> None:
    """ "Gov. Peter Shumway": a governor is of the one state or province that nobody else of the text holds."""
    held = {reading.party_key(person.org[0]) for person in reading.persons.all if person.org is not None}
    regions: dict[str, Span] = {}
    for number in sorted(reading.places) if governors else ():
        for one in reading.places[number]:
            if one.place.kind == "region" and not one.adjective and one.place.key not in held:
                regions.setdefault(one.place.key, one.span)
    house = _PROVINCE_HOUSE.search(reading.text) if len(governors) == 1 and reading.language == "en" else None
    if house is not None and reading.gazetteer.named(house.group("place")):
        governors[0].org = (house.group("place"), house.span("place"))
        return
    if len(governors) == 1 and len(regions) == 1:
        span = next(iter(regions.values()))
        governors[0].org = (reading.words(span), span)


_GENERIC = frozenset(
    ["city corporation", "municipal corporation", "corporation", "metropolitan municipality", "municipality", "city government",
     "city council", "municipal council", "town council", "city", "municipal"]
)  # fmt: skip


def only_generic(reading: Reading) -> None:
    """ "City Corporation Mayor A": words that say of no place whose mayor somebody is."""
    for person in reading.persons.all if reading.language == "en" else ():
        if person.org is not None and person.org[0].lower() in _GENERIC and "mayor" in title_of(person):
            person.org = None


def of_bare_councils(reading: Reading) -> None:
    """ "Mayor A and City Council President B": a council that is of no place said is that of the mayor beside."""
    for sentence in reading.sentences if reading.language == "en" else ():
        for (span, person), (other_span, other) in pairwise(reading.people_in(sentence)):
            if other.org is None or other.org[0].lower() not in BARE_COUNCILS or person.org is None:
                continue
            if "mayor" in title_of(person) and other_span[0] - span[1] < 70:
                other.org = person.org

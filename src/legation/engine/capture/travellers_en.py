"""Sides from the journey a sentence tells of: who sets out, and who does something while visiting a place."""

# ruff: noqa: E501

import re
from collections.abc import Callable

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

_SETS_OUT = lazily(
    r"^,? ?(?:(?:will|is|are|has|was|to|departs?|departed|left|leaves|set|off|out|today|yesterday|on|for|an?|the|his|her|"
    r"their|first|official|[A-Z][a-z]+day|[a-z]+-(?:day|week)|week-long|official|working|business|trade|goodwill|overseas|study)\b ?){0,7}$"
)
_WHILE_VISITING = lazily(
    r"^(?:While |When )?[Vv]isiting (?:the )?(?:city of )?$|^On (?:a|an|his|her) (?:[\w-]+ ){0,3}visit to $"
)
_HIS_VISIT = lazily(r"^['’]s (?:[\w-]+ ){0,3}(?:visit|trip|tour|stay) (?:to|in|of)\b")
_EMBASSY = lazily(
    r"\b(?:visit(?:ed|s)?|call(?:ed|s) (?:at|on)|went to|was received at|met [^.;]{2,60} at) the (?=Embassy of|Consulate(?:[ -]General)? of|[A-Z]\w+ (?:Embassy|Consulate))"
)
_THEIR_CITY = lazily(
    r"\bduring (?:a|an|his|her|their) (?:[\w-]+ ){0,2}(?:visit|trip|stay) (?:to|in) (?:the )?(?:[A-Z][a-z]+ )?(?:city|capital|town)\b"
)
_CAME = lazily(
    r"(?:['’]s)?(?: [\w-]+){0,3}? (?:council|councill?ors|officials|leaders|students|pupils|residents|officers|executives|choir|orchestra|team)\b"
    r"[^.;,]{0,24}? (?:visited|arrived in|came to|toured|travelled to|traveled to|flew to|called on)\b"
)
_ALONG = lazily(
    r"\b(?:is|are|was|were) also (?:travell?ing|making the trip|on the trip|in the (?:delegation|party|group)|part of the (?:delegation|party|group))\b"
)
_AT_OWN = lazily(
    r"\b(?:met|meets|conferred|held talks|spoke) (?:in|at) (?:his|her) (?:own |official )?(?:residence|office|home) with\b"
)
_CALLED_AT = lazily(r"\bcall(?:ed|s) at (?:the )?(?=[A-Z])")
_GUEST_OF = lazily(r"\b(?:assured|told|thanked|welcomed|showed|invited|congratulated) (?:his|her) guest\b")

Cast = Callable[[Reading, PersonDraft, str, int, str, Span], None]


def travellers(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """Votes for those who travel and for the places they are in."""
    _during_stay(reading, sentence, people, cast)
    for span, person in people:
        if _HIS_VISIT.match(reading.text[span[1] : min(sentence.end, span[1] + 50)]):
            cast(reading, person, "guest", 3, "side.travels", span)
    _who_came(reading, sentence)
    _at_their_own(reading, sentence, people, cast)
    along = _ALONG.search(reading.text, sentence.start, sentence.end)
    for span, person in people if along is not None else ():
        if along is not None and span[1] <= along.start() and not sentence.quoted(along.start()):
            cast(reading, person, "guest", 3, "side.travels", along.span())
    _calls_at(reading, sentence, people, cast)
    _in_their_city(reading, sentence, people, cast)
    _at_an_embassy(reading, sentence, people, cast)
    _who_sets_out(reading, sentence, people, cast)
    _while_visiting(reading, sentence, people, cast)
    guest = _GUEST_OF.search(reading.text, sentence.start, sentence.end)
    before = [item for item in people if guest is not None and item[0][1] <= guest.start()]
    if guest is not None and before and not sentence.quoted(guest.start()):
        cast(reading, before[-1][1], "host", 3, "side.has-guests", guest.span())


def _at_an_embassy(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "Mayor A visited the Embassy of Japan": the country is at home there, and the mayor a guest."""
    match = _EMBASSY.search(reading.text, sentence.start, sentence.end)
    before = [item for item in people if match is not None and item[0][1] <= match.start()]
    if match is None or not before or before[0][1].diplomat or sentence.quoted(match.start()):
        return
    for mention in reading.places.get(sentence.number, []):
        if (
            match.end() <= mention.span[0] + 1
            and mention.span[0] - match.end() < 22
            and mention.place.kind == "country"
        ):
            name = mention.place.name("en") if mention.adjective else reading.words(mention.span)
            reading.ballot.party(mention.place.key, name, mention.span, city=False)
            reading.ballot.vote(mention.place.key, "host", 5, "side.embassy", match.span())
            cast(reading, before[0][1], "guest", 4, "side.travels", match.span())
            return


def _in_their_city(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "A met B during a visit to the German city": the one who is told of first is away, at the other's."""
    match = _THEIR_CITY.search(reading.text, sentence.start, sentence.end)
    held = [item for item in people if item[1].org is not None]
    if match is None or len(held) != 2 or sentence.quoted(match.start()) or held[1][0][0] > match.start():
        return
    cast(reading, held[0][1], "guest", 3, "side.travels", match.span())
    cast(reading, held[1][1], "host", 3, "side.stop", match.span())


def _at_their_own(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "A met in his residence with B": the subject is at home, and the other a guest."""
    match = _AT_OWN.search(reading.text, sentence.start, sentence.end)
    before = [item for item in people if match is not None and item[0][1] <= match.start()]
    after = [item for item in people if match is not None and item[0][0] >= match.end()]
    if match is not None and before and after and not sentence.quoted(match.start()):
        cast(reading, before[-1][1], "host", 5, "side.at-own-house", match.span())
        cast(reading, after[0][1], "guest", 5, "side.at-own-house", match.span())


def _who_came(reading: Reading, sentence: Sentence) -> None:
    """ "Members of the Leipzig city council visited Brno": a city whose people came is a guest."""
    for mention in reading.places.get(sentence.number, []):
        after = reading.text[mention.span[1] : min(sentence.end, mention.span[1] + 90)]
        city = mention.place.kind == "city" and not mention.adjective
        if city and _CAME.match(after) and not sentence.quoted(mention.span[0]):
            reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
            reading.ballot.vote(mention.place.key, "guest", 3, "side.its-guests", mention.span)


def _calls_at(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "Members of Gwangju City Council called at Leipzig Town Hall": the house's city is host, who calls is a guest."""
    match = _CALLED_AT.search(reading.text, sentence.start, sentence.end)
    if match is None or sentence.quoted(match.start()):
        return
    places = reading.places.get(sentence.number, [])
    there = [one for one in places if 0 <= one.span[0] - match.end() < 12 and one.place.kind == "city"]
    for mention in there[:1]:
        reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
        reading.ballot.vote(mention.place.key, "host", 3, "side.destination", mention.span)
        for one in places:
            if one.span[1] <= match.start() and one.place.kind == "city" and not one.adjective:
                reading.ballot.vote(one.place.key, "guest", 3, "side.calls-at", match.span())
        for span, person in people:
            if span[1] <= match.start():
                cast(reading, person, "guest", 3, "side.calls-at", match.span())


def _who_sets_out(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "Nagoya Mayor A departs today on an eight-day tour of Australia": the subject of a journey is away from home."""
    for event in reading.trips_in(sentence):
        before = [item for item in people if item[0][1] <= event.trigger[0]]
        if before and _SETS_OUT.match(reading.text[before[-1][0][1] : event.trigger[0]]):
            cast(reading, before[-1][1], "guest", 3, "side.travels", event.trigger)


def _while_visiting(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "Visiting Vilnius on 30 May, secretary A met Mayor B": the subject is a guest, and the place is host."""
    for mention in reading.places.get(sentence.number, [])[:1]:
        opening = reading.text[sentence.start : mention.span[0]]
        if mention.place.kind != "city" or mention.adjective or not _WHILE_VISITING.match(opening):
            continue
        comma = reading.text.find(",", mention.span[1], min(sentence.end, mention.span[1] + 60))
        after = [item for item in people if 0 <= comma < item[0][0]]
        if not after or re.search(r"\b(?:met|told|said)\b", reading.text[comma : after[0][0][0]]):
            continue
        span = (sentence.start, mention.span[1])
        reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
        reading.ballot.vote(mention.place.key, "host", 3, "side.destination", mention.span)
        cast(reading, after[0][1], "guest", 4, "side.travels", span)


_STAY = lazily(
    r"\b(?:[Dd]uring|[Oo]n) (?:his|her|their) (?:[\w-]+ ){0,3}(?:stay|visit|trip|tour) (?:in|to|of) (?:the )?(?:city of )?$"
)


def _during_stay(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]], cast: Cast
) -> None:
    """ "During her stay in Tbilisi, Deputy Mayor A met …": who stays is a guest, and the place is host."""
    for mention in reading.places.get(sentence.number, []):
        if mention.place.kind != "city" or mention.adjective:
            continue
        match = _STAY.search(reading.text[sentence.start : mention.span[0]])
        if match is None:
            continue
        span = (sentence.start + match.start(), mention.span[1])
        reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
        reading.ballot.vote(mention.place.key, "host", 3, "side.destination", mention.span)
        after = [item for item in people if item[0][0] > mention.span[1]]
        for _, person in after[:1]:
            cast(reading, person, "guest", 3, "side.travels", span)

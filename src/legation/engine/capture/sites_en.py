"""What is visited: the building, body or landmark after a verb of visiting."""

# ruff: noqa: E501, SIM905

from collections.abc import Sequence
from dataclasses import replace

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.lexicon_en import CENTRE_HEADS, EVENT_HEADS, VENUE_HEADS
from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import noun_phrase_at
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.titles_en import Words


def site_of(reading: Reading, span: Span, sentence: Sentence) -> Words | None:
    """The venue or body that is visited, directly after the verb."""
    tokens = sentence.tokens
    at = sentence.token_at(span[1])
    while at < len(tokens) and tokens[at].lower in {
        "the",
        "to",
        "at",
        "of",
        "a",
        "an",
        "visits",
        "also",
        "by",
        "its",
        "his",
    }:
        at += 1
    if at >= len(tokens):
        return None
    plain = _plain_site(reading, span, tokens, at)
    if plain is not None or not tokens[at].cap:
        return plain
    end = noun_phrase_at(tokens, at)
    words = {token.lower for token in tokens[at:end]}
    if _landmark(reading, span, sentence, at, end):
        first, last = tokens[at].start, tokens[end - 1].end
        return (reading.text[first:last], (first, last))
    if not words & _VISITED or (words & _MISSIONS and _only_met(reading, sentence, at, end)):
        return None
    first, last = tokens[at].start, tokens[end - 1].end
    return (reading.text[first:last], (first, last))


_MISSIONS = frozenset({"embassy", "consulate"})


def _only_met(reading: Reading, sentence: Sentence, at: int, end: int) -> bool:
    """Whether an embassy is named only as where somebody is met, or by nothing but its kind."""
    rest = reading.text[sentence.tokens[end - 1].end : sentence.end]
    return end - at < 2 or " met " in rest or " talks " in rest


_VISITED = (
    VENUE_HEADS
    | CENTRE_HEADS
    | frozenset(
        "university institute port school company office college authority corporation agency laboratory hospital plant embassy consulate chamber foundation exchange".split()
    )
)
_JOINS = frozenset({",", "and", "&"})
_MOST = 5


def sites_after(reading: Reading, sentence: Sentence, site: Words) -> list[Words]:
    """The further sites of one list: "toured the Cargo Terminal, the Fish Market and Moa Point Museum"."""
    tokens = sentence.tokens
    found: list[Words] = []
    at = sentence.token_at(site[1][1])
    while at < len(tokens) and tokens[at].lower in _JOINS and len(found) < _MOST:
        while at < len(tokens) and tokens[at].lower in _JOINS | {"the", "then", "to"}:
            at += 1
        if at >= len(tokens) or not tokens[at].cap:
            break
        end = noun_phrase_at(tokens, at)
        words = {token.lower for token in tokens[at:end]}
        span = (tokens[at].start, tokens[end - 1].end) if end > at else (0, 0)
        people = [one for one, _ in reading.people_in(sentence)]
        if (
            end - at < 2
            or not words & _VISITED
            or any(one[0] < span[1] and span[0] < one[1] for one in people)
        ):
            break
        found.append((reading.text[span[0] : span[1]], span))
        at = end
    return found


_SITES = frozenset(
    "plant depot factory works museum library campus station farm port market school hospital centre center facility terminal "
    "quarter district park bridge laboratory stadium shipyard refinery dam garden gardens site line extension".split()
)


def _plain_site(reading: Reading, span: Span, tokens: Sequence[Token], at: int) -> Words | None:
    """ "toured the Moa Point treatment plant", "inspected the tramway depot": a site whose kind is a plain noun."""
    end = at
    while end < len(tokens) and end - at < 6 and tokens[end].cap:
        end += 1
    named = end > at
    while end < len(tokens) and end - at < 7 and tokens[end].text.isalpha() and not tokens[end].cap:
        if tokens[end].lower in _SITES:
            stop = end + 1
            while stop < len(tokens) and tokens[stop].lower in _SITES:
                stop += 1
            definite = at > 0 and tokens[at - 1].lower == "the"
            looked = definite and reading.text[span[0] : span[1]].lower().startswith(("tour", "inspect"))
            words = (tokens[at].start, tokens[stop - 1].end)
            return (reading.text[words[0] : words[1]], words) if named or (looked and stop - at > 1) else None
        if tokens[end].lower in _BREAKS:
            return None
        end += 1
    return None


_BREAKS = frozenset("and with to in on at of for from by where who which before after as the a an".split())


def _landmark(reading: Reading, span: Span, sentence: Sentence, at: int, end: int) -> bool:
    """ "toured the Daedeok Innopolis": what is toured by name is a site, unless it is a place, person or gathering."""
    tokens = sentence.tokens
    verb = reading.text[span[0] : span[1]].lower()
    if not verb.startswith(("tour", "inspect")) or end - at < 2 or tokens[end - 1].lower in EVENT_HEADS:
        return False
    start, stop = tokens[at].start, tokens[end - 1].end
    people = [one for one, _ in reading.people_in(sentence)]
    places = [mention.span for mention in reading.places.get(sentence.number, [])]
    return not any(one[0] < stop and start < one[1] for one in people) and (start, stop) not in places


def other_sites(reading: Reading, event: EventDraft, sentence: Sentence) -> list[EventDraft]:
    """The other sites of a list, each an event of its own."""
    if event.kind != "site_visit" or event.venue is None:
        return []
    listed = sites_after(reading, sentence, event.venue)
    if len(listed) > 1:
        return []  # a round of three houses or more is one event, at the first
    return [replace(event, venue=site, mentions=[], people=list(event.people)) for site in listed]

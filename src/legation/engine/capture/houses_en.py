"""The building in which an English event takes place: by its kind of house, or as a name after "at" and the like."""

# ruff: noqa: E501, SIM905

from collections.abc import Iterator, Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import (
    EVENT_HEADS,
    INSTRUMENT_HEADS,
    MONTHS,
    NOT_NAMES,
    ORG_HEADS,
    PROGRAMME_HEADS,
    VENUE_HEADS,
    WEEKDAYS,
)
from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import head_at, noun_phrase_at
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.titles_en import Words

_FOREIGN = frozenset(
    "hôtel palácio palacio palazzo palau palatul pałac teatro théâtre teatr casa castello castelo castillo château schloss haus "
    "alcaldía ayuntamiento municipio câmara paços capitolio ratusz zamek rådhus rådhuset stadshuset stadhuis kulturhuset "
    "konserthuset konzerthaus museo museu musée biblioteca bibliothèque galería galleria galerie centro quinta hacienda".split()
)
"""Words for a house that open its name in other languages ("Teatro Santa Isabel")."""
_HOUSES = frozenset({"rathaus", "guildhall", "intendencia", "residence", "rådhuset", "rådhus", "capitol"})
"""Houses that need no other name."""
_WHOLE = _FOREIGN | {"hotel"}
_BEFORE = frozenset({"at", "in", "to", "of", "inside"})
_FAR = 260


def gap(one: Span, two: Span) -> int:
    """Characters between two spans; 0 where they touch."""
    return max(0, two[0] - one[1], one[0] - two[1])


def house_of(reading: Reading, event: EventDraft, sentence: Sentence) -> Words | None:
    """The nearest building after "at", "in" or "to"."""
    tokens = sentence.tokens
    best: tuple[int, Words] | None = None
    for first, end in _after_prepositions(event, tokens):
        span = _building(tokens, first, end)
        if span is None:
            continue
        distance = gap(event.trigger, span)
        apart = ";" in reading.text[min(span[1], event.trigger[1]) : max(span[0], event.trigger[0])]
        if not apart and (best is None or distance < best[0]):
            best = (distance, (reading.words(span), span))
    found = best[1] if best and best[0] < _FAR else None
    if found is not None and not _ELSEWHERE.search(reading.text[event.trigger[1] : found[1][0]]):
        return found
    seat = _SEAT.search(reading.text, event.trigger[1], sentence.end) if event.kind in _HELD_AT else None
    if seat is not None and not _ELSEWHERE.search(reading.text[event.trigger[1] : seat.start()]):
        return (seat.group("house"), seat.span("house"))
    return _named_house(reading, event, sentence) or found


def _after_prepositions(event: EventDraft, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Capitalised phrases behind "at", "in", "to", "of" and the like, as their first token and their end."""
    at = 0
    while at < len(tokens):
        lead = tokens[at].lower
        first = at + 1
        in_room = lead == "," and event.room is not None and tokens[at].start == event.room[1][1]
        if (
            lead in _BEFORE
            or in_room
            or (lead == "the" and at and tokens[at - 1].lower in {"at", "in", "to"})
        ):
            if first < len(tokens) and tokens[first].lower in {"the", "a", "an"}:
                first += 1
            if first < len(tokens) and tokens[first].cap:
                end = noun_phrase_at(tokens, first)
                yield first, end
                at = max(end, at + 1)
                continue
        at += 1


def _building(tokens: Sequence[Token], first: int, end: int) -> Span | None:
    """The building that a capitalised phrase names, by the word for a house in it."""
    if end <= first or tokens[end - 1].lower in {"representatives", "commons", "lords", "councillors"}:
        return None  # "the House of Representatives"
    behind = tokens[end] if end < len(tokens) else None
    if behind is not None and behind.lower in _PLAIN and tokens[end - 1].lower not in EVENT_HEADS:
        return (tokens[first].start, behind.end)  # "the Chamber of Commerce building"
    last = next((k for k in range(end - 1, first - 1, -1) if tokens[k].lower in VENUE_HEADS), None)
    opens = next((k for k in range(first, end) if tokens[k].lower in _FOREIGN), None)
    last = opens if opens is not None and (last is None or last < opens) else last
    if last is None or tokens[end - 1].lower in EVENT_HEADS:
        return None
    trailing = [token.lower for token in tokens[last + 1 : end]]
    named = tokens[last].lower in _FOREIGN or (
        tokens[last].lower == "hotel" and all(one.cap for one in tokens[last + 1 : end])
    )
    stop = end if trailing[:1] in (["of"], ["for"]) or named else last + 1
    if tokens[last].lower in _FOREIGN and last > first and tokens[last - 1].lower == "'s":
        first = last  # "Recife's Teatro Santa Isabel"
    if tokens[stop - 1].lower in {"room", "office"}:
        return None
    if stop - first < 2 and tokens[first].lower not in _HOUSES:
        return None
    return (tokens[first].start, tokens[stop - 1].end)


_PLAIN = frozenset(
    {
        "building",
        "hotel",
        "palace",
        "museum",
        "square",
        "headquarters",
        "restaurant",
        "theatre",
        "theater",
        "castle",
        "villa",
    }
)
"""Words for a house that stand in small letters behind its name."""
_ELSEWHERE = lazily(
    r"[;“”\"]|, (?:who|which|where)\b|\band (?:then |will |to )?(?:speak|spoke|visit|tour|meet|met|gave|give|lecture|attend|host|sign|plant|open|dine)"
)
_HELD_AT = frozenset({"reception", "signing", "forum", "ceremony", "meeting", "courtesy_call"})
_HELD_THERE = lazily(r"\b(?:held|took place|take place|takes place|hosted) $")
_NO_HOUSE = (
    EVENT_HEADS
    | INSTRUMENT_HEADS
    | PROGRAMME_HEADS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(
        "sea ocean bay gulf river union nations states east west north south province prefecture county district region "
        "world games talks christmas easter year decade century new covid u.n. un eu nato asean cop".split()
    )
)
_SOLE = (
    NOT_NAMES
    | ORG_HEADS
    | frozenset("parliament congress council city home work dinner lunch noon midnight".split())
)
_SEAT = lazily(
    r"\b(?:at|in) (?:the |its )?(?P<house>(?:headquarters|offices|premises|residence|home|seat) of (?:the )?[A-Z][\w'’-]+(?: (?:of |and |for |the )?[A-Z][\w'’-]+){0,6})"
)
"""A house that only whose it is names ("the headquarters of the Port Authority")."""
_BEFORE_AT = frozenset(
    "lunch dinner luncheon breakfast banquet gala reception ceremony meeting meetings talks event held place met meet today "
    "yesterday tomorrow tonight morning afternoon evening night noon here there them him her agreement memorandum accord "
    "protocol pact declaration charter document papers signed received welcomed hosted guests delegation delegates visitors "
    "group party counterpart mayor mayors governor session forum conference signing call audience discussions exhibition fair workshop opening a.m. p.m. and".split()
)
"""Words behind which "at" says where something took place."""
_ABOARD = frozenset({"aboard", "onboard"})
_SHIPS = frozenset("the tall ship training vessel cruise ferry ss ms mv hms navy boat sailing".split())


def _named_house(reading: Reading, event: EventDraft, sentence: Sentence) -> Words | None:
    """ "a lunch at the Palacio Baburizza": a name after "at", "in the" or "aboard" that is no person, place, body or gathering."""
    tokens = sentence.tokens
    if event.kind not in _HELD_AT:
        return None
    taken = [span for span, _ in reading.people_in(sentence)]
    taken += [mention.span for mention in reading.places.get(sentence.number, [])]
    low, high = event.trigger[1], event.trigger[1] + (140 if event.kind != "forum" else 70)
    for at, token in enumerate(tokens):
        opens = (
            token.lower == "at"
            and token.start < event.trigger[0]
            and _opens_clause(reading, sentence, token.start)
        )
        if not opens and not low <= token.start < high:
            continue
        if not opens and _ELSEWHERE.search(reading.text[low : token.start]):
            break
        first = _name_after(tokens, at)
        if first is None:
            continue
        end = noun_phrase_at(tokens, first)
        held = _HELD_THERE.search(reading.text[event.trigger[0] : token.start]) is not None
        if not _may_be_house(tokens, first, end, held=held or token.lower == "at"):
            continue
        span = (tokens[first].start, tokens[end - 1].end)
        covered = any(a < span[1] and span[0] < b and b - a >= span[1] - span[0] for a, b in taken)
        if not covered:
            return (reading.words(span), span)
    return None


def _opens_clause(reading: Reading, sentence: Sentence, at: int) -> bool:
    """ "On Monday, at the Casa de la Ciutat, Mayor A received …": the place before its verb, at the head of the sentence."""
    return at - sentence.start < 30 and reading.text[sentence.start : at].count(" ") < 6


def _name_after(tokens: Sequence[Token], at: int) -> int | None:
    """The first token of a name that "at", "at the", "in the" or "aboard the tall ship" leads to; None where none does."""
    lead = tokens[at].lower
    if (
        at
        and lead == "at"
        and not (
            tokens[at - 1].cap or tokens[at - 1].lower in _BEFORE_AT or not tokens[at - 1].text[0].isalpha()
        )
    ):
        return None  # "looked at Smart City projects", "a researcher at Siemens"
    first = at + 1
    article = first < len(tokens) and tokens[first].lower == "the"
    if lead in _ABOARD:
        while first < len(tokens) and tokens[first].lower in _SHIPS and not tokens[first].cap:
            first += 1
    elif lead == "at" or (lead in {"in", "inside"} and article):
        first += article
    else:
        return None
    if first >= len(tokens) or not tokens[first].cap or head_at(tokens, first):
        return None
    return first


def _may_be_house(tokens: Sequence[Token], first: int, end: int, *, held: bool) -> bool:
    words = [one.lower for one in tokens[first:end]]
    if (
        not words
        or set(words) & _NO_HOUSE
        or words[-1] in {"war", "committee", "commission", "association", "ministry"}
    ):
        return False
    if end < len(tokens) and tokens[end].lower == "'s":
        return False
    return len(words) > 1 or (held and words[0] not in _SOLE and words[0].isalpha())

"""Shapes of names of bodies: those that an acronym in brackets closes, and where the head stands."""

# ruff: noqa: E501, SIM905

from collections.abc import Mapping, Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    CENTRE_HEADS,
    COMMON_NOUNS,
    EVENT_HEADS,
    HONORIFICS,
    INSTRUMENT_HEADS,
    MODIFIERS,
    NOT_NAMES,
    ORG_HEADS,
    PROGRAMME_HEADS,
    VENUE_HEADS,
)
from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import head_at, noun_phrase_at


def joined_name(tokens: Sequence[Token], first: int, stop: int) -> int:
    """End of "Sister City Friends and Harbour Club of Exampleton (SCFHCE)": the acronym covers both."""
    if stop >= len(tokens) or tokens[stop].lower not in {"and", "&", ","}:
        return stop
    end = stop
    while end < min(len(tokens), stop + 12) and (
        tokens[end].cap or tokens[end].lower in {"and", "&", ",", "of", "for", "the"}
    ):
        end += 1
    if end <= stop + 1 or end + 2 >= len(tokens) or tokens[end].text != "(" or tokens[end + 2].text != ")":
        return stop
    initials = "".join(token.text[0] for token in tokens[first:end] if token.cap)
    return end if tokens[end + 1].text == initials else stop


def past_post(tokens: Sequence[Token], at: int) -> int:
    """Past a post that opens a capitalised phrase ("Permanent Vice Secretary of the Hanoi Party Committee")."""
    k = at
    while k + 1 < len(tokens) and tokens[k].cap and tokens[k].lower in MODIFIERS:
        k += 1
    length = head_at(tokens, k) if k > at else 0
    k += length
    if not length or k + 1 >= len(tokens) or tokens[k].lower != "of":
        return at
    k += 1 + (tokens[k + 1].lower == "the")
    return k if k < len(tokens) and tokens[k].cap else at


_KINDS = frozenset(["company", "group", "agency", "body", "network", "operator", "firm"])


def called_short(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "the Metropolitan Transport company (TMB)": two capitals at least, and an acronym behind them."""
    at = end + (end < len(tokens) and tokens[end].lower in _KINDS)
    if end - first < 2 or at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return False
    last = tokens[end - 1].lower
    acronym = tokens[at + 1].text
    barred = last in EVENT_HEADS | INSTRUMENT_HEADS | PROGRAMME_HEADS | VENUE_HEADS
    return acronym.isupper() and acronym.isalpha() and 2 <= len(acronym) <= 8 and not barred


def heads_stand(words: Sequence[str], first: int, at_place: dict[int, PlaceMention]) -> bool:
    """Whether a head of a body closes its phrase, opens it, or is followed by what it is of.

    "Bank Indonesia", "Ministry of Trade", "Port Authority"; not "Approval of Commission International Travel".
    """
    for number, word in enumerate(words):
        if word in ORG_HEADS and (
            number + 1 == len(words)
            or number == 0
            or words[number + 1] in _AFTER_HEAD
            or first + number + 1 in at_place
            or not words[number + 1].isalpha()
        ):
            return True
    return False


_AFTER_HEAD = (
    frozenset("of for de la des du do da di and in the at on inc ltd llc plc".split())
    | ORG_HEADS
    | CENTRE_HEADS
)
ACTS = frozenset("tours tour visits members students officials representatives leaders".split())
"""What is done at a body or who is of it ("Tours of Morningside University"), and no part of its name."""
SENDING_HOUSES = frozenset({"zoo", "museum", "theatre", "theater", "opera", "library", "airport"})
"""Houses that send people of their own."""
_NO_BODY = (
    EVENT_HEADS
    | INSTRUMENT_HEADS
    | PROGRAMME_HEADS
    | VENUE_HEADS
    | NOT_NAMES
    | COMMON_NOUNS
    | HONORIFICS
    | frozenset({"city", "port", "i"})
)


def beside_bodies(
    sentence: Sentence, bodies: Sequence[Span], places: set[int], people: Mapping[int, int]
) -> list[tuple[int, int]]:
    """ "the Ministry of Development and CzechInvest supported it": a lone name joined to a body by "and" is one too."""
    tokens = sentence.tokens
    ends = {stop for _, stop in bodies}
    starts = {start for start, _ in bodies}
    found: list[tuple[int, int]] = []
    for at in range(1, len(tokens) - 1):
        if tokens[at].lower not in {"and", "&"}:
            continue
        first = at + 1 + (tokens[at + 1].lower == "the")
        if tokens[at - 1].end in ends and first < len(tokens) and tokens[first].start not in starts:
            end = noun_phrase_at(tokens, first) if tokens[first].cap else first
            if _lone_name(tokens, first, end, places, people):
                found.append((first, end))
    return found


def _lone_name(
    tokens: Sequence[Token], first: int, end: int, places: set[int], people: Mapping[int, int]
) -> bool:
    inside = range(first, end)
    if not inside or end - first > 4 or any(k in people or k in places or head_at(tokens, k) for k in inside):
        return False
    behind = tokens[end].text if end < len(tokens) else "."
    words = {token.lower for token in tokens[first:end]}
    return not words & _NO_BODY and behind not in {"'s", "’s", "(", "-"} and tokens[first].text.isalpha()

"""Shapes of names of bodies: those that an acronym in brackets closes, and where the head stands."""

# ruff: noqa: E501, SIM905

from collections.abc import Sequence

from legation.engine.capture.document import Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    CENTRE_HEADS,
    EVENT_HEADS,
    INSTRUMENT_HEADS,
    MODIFIERS,
    ORG_HEADS,
    PROGRAMME_HEADS,
    VENUE_HEADS,
)
from legation.engine.capture.phrases_en import head_at


def joined_name(tokens: Sequence[Token], first: int, stop: int) -> int:
    """End of "Korean American Association and Community Center of Houston (KAACCH)": the acronym covers both."""
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

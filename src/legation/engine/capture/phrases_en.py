"""English phrases over tokens: heads of posts, names of people, capitalised noun phrases. No backtracking."""

# ruff: noqa: E501, SIM905

from collections.abc import Sequence

from legation.engine.capture.document import Token
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    EVENT_HEADS,
    HONORIFICS,
    INSTRUMENT_HEADS,
    MULTI_HEADS,
    NOT_NAMES,
    ORG_HEADS,
    PARTICLES,
    PLURALS,
    PROGRAMME_HEADS,
    STRONG_HEADS,
    VENUE_HEADS,
    WEAK_HEADS,
    WEEKDAYS,
)

_PUBLIC_HOUSES = frozenset(
    "airport museum station stadium library zoo theatre theater centre center terminal cathedral".split()
)
"""Houses that have heads of their own ("CEO of Leipzig Airport"), and nobody's surname."""
_BARRED = NOT_NAMES | ORG_HEADS | EVENT_HEADS | STRONG_HEADS | frozenset(PLURALS) | _PUBLIC_HOUSES
_SOFT = frozenset({"soon", "one", "now", "so", "may", "sun", "min", "long", "an", "do", "he", "you", "in"})
_BARRED_LATER = (
    (_BARRED - _SOFT)
    | WEAK_HEADS
    | PROGRAMME_HEADS
    | INSTRUMENT_HEADS
    | (VENUE_HEADS - {"park", "hall", "garden"})
)
_DEPARTMENTS = frozenset(
    {"dept.", "dept", "department", "bureau", "division", "office", "board", "committee", "commission"}
)
_DAYS = frozenset(day for day in WEEKDAYS if len(day) > 5)
LINKS = frozenset(
    {"of", "for", "&", "the", "de", "la", "des", "du", "'s", "-", "–", "di", "da", "do", "del", "and"}
)


_ARTICLES = frozenset({"the", "of", "la", "las", "los", "les", "el", "le", "lo"})


_MULTI = {
    first: tuple(words for words in MULTI_HEADS if words[0] == first) for first in {w[0] for w in MULTI_HEADS}
}


FIRSTS = STRONG_HEADS | WEAK_HEADS | frozenset(_MULTI)
"""Words with which the head of a post begins."""
_SEATS = frozenset(
    {"city", "town", "county", "municipal", "regional", "district", "provincial", "'s", "metropolitan"}
)


def head_at(tokens: Sequence[Token], at: int) -> int:
    """Length in tokens of the head of a post at `at`; 0 where there is none."""
    if at >= len(tokens):
        return 0
    word = tokens[at].lower
    if word not in FIRSTS:
        return 0
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    council = word == "council" and at and tokens[at - 1].lower in _SEATS
    for words in _MULTI.get(word, ()):
        if words[1] != following:
            continue
        if council and words[1] in {"chairman", "speaker", "leader", "president", "chair"}:
            continue  # "Riga City Council Chairman": the council is the body
        if len(words) <= len(tokens) - at and all(
            tokens[at + k].lower == words[k] for k in range(1, len(words))
        ):
            return len(words)
    if word in STRONG_HEADS or word in WEAK_HEADS:
        return 1
    return 0


def strong_head(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the head names an office by itself (mayor), not only with what follows it (head of …)."""
    return last - first > 1 or tokens[last - 1].lower in STRONG_HEADS


def name_word(token: Token) -> bool:
    """Whether a token has the shape of a word of a person's name."""
    text = token.text
    if not text[0].isupper():
        return False
    if text.endswith("."):
        return len(text) == 2 or text in {"Ma.", "Jr.", "Sr.", "St."}
    if text.isupper() and len(text) > 1:
        return False
    return token.lower not in HONORIFICS


def _leads_to_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name goes on behind the particles at `at` ("van der Zwaan")."""
    last = at + 1
    while last < len(tokens) and last - at < 3 and tokens[last].lower in PARTICLES and not tokens[last].cap:
        last += 1
    return last < len(tokens) and name_word(tokens[last])


_NO_NAME = COMMON_NOUNS | frozenset(["first", "second", "vice", "deputy", "senior", "executive", "acting"])
_INNER = frozenset({"hon", "eng", "dame", "sir"})
"""Forms of address that are syllables of a name after its first word ("Wong Hon Weng")."""


def name_at(tokens: Sequence[Token], at: int) -> int:
    """End (exclusive) of a person's name that starts at `at`, or `at` where none does.

    Capitals, initials and lower-case particles, six words at most; it ends before a post, a body or a function
    word. A surname in capitals ("KIM Min-ji") is taken where a mixed-case word follows.
    """
    end = at
    count = 0
    if at < len(tokens) and not tokens[at].cap:
        return at
    while end < len(tokens) and count < 6:
        token = tokens[end]
        word = token.lower
        if not count and token.text == "I" and _balinese(tokens, at):
            end, count = at + 1, 1
            continue
        particle = count and word in PARTICLES and _leads_to_name(tokens, end)
        if particle and (token.text[0].islower() or name_word(token)):
            end += 1
            count += 1
            continue
        shouted = (
            token.text.isupper() and len(token.text) > 1 and token.text.isalpha() and end + 1 < len(tokens)
            and name_word(tokens[end + 1]) and not tokens[end + 1].text.endswith(".")
            and not head_at(tokens, end + 1)
        )  # fmt: skip
        inner = count and word in _INNER
        if not (
            name_word(token) or inner or shouted or (count and token.text.isupper() and token.text.isalpha())
        ):
            break
        if word in (_BARRED_LATER if count else _BARRED | WEAK_HEADS):
            break
        end += 1
        count += 1
    while end > at and tokens[end - 1].lower in PARTICLES and tokens[end - 1].text[0].islower():
        end -= 1
    if end == at + 1 and tokens[at].text.endswith("."):
        return at
    if end > at + 1 and all(token.lower in _NO_NAME for token in tokens[at:end]):
        return at  # "Economic Development", "First Vice"
    return end


def _balinese(tokens: Sequence[Token], at: int) -> bool:
    """ "I Gusti Ngurah": a capital I before two words of a name is part of it."""
    return (
        at + 2 < len(tokens) and name_word(tokens[at + 1]) and name_word(tokens[at + 2])
        and not {tokens[at + 1].lower, tokens[at + 2].lower} & _BARRED
    )  # fmt: skip


def skip_honorifics(tokens: Sequence[Token], at: int) -> int:
    """The first token from `at` that is no form of address ("Madame", "H.E.")."""
    while at < len(tokens):
        if tokens[at].text == "H" and at + 1 < len(tokens) and tokens[at + 1].text == "E":
            at += 2  # "H E"
        elif tokens[at].lower in HONORIFICS and tokens[at].cap:
            at += 1
        else:
            break
    return at


def noun_phrase_at(tokens: Sequence[Token], at: int) -> int:
    """End (exclusive) of the capitalised noun phrase that starts at `at` ("Ministry of Foreign Affairs").

    Links ("of", "for", "'s", "&") stay inside between capitals; "and" only where the words before it hold no
    head of a body and the words after it lead to one ("Economic and Trade Office").
    """
    end = at
    limit = min(len(tokens), at + 14)
    headed = False
    while end < limit:
        token = tokens[end]
        word = token.lower
        if token.cap or (end > at and token.text[0].isdigit() and tokens[end - 1].cap):
            if end > at and (word in _DAYS or (word in STRONG_HEADS and head_at(tokens, end))):
                break  # "to the Corporation Wednesday evening"
            headed = headed or word in ORG_HEADS or word in EVENT_HEADS or (word in VENUE_HEADS and end > at)
            end += 1
            continue
        if end == at or word not in LINKS:
            break
        spaced = word in {"-", "–"} and token.start > tokens[end - 1].end
        if spaced and (
            _article(tokens, end + 1) or (not at and token.start == tokens[end - 1].end + 1 and end < 3)
        ):
            break
        ahead = end + 1
        while ahead < limit and tokens[ahead].lower in _ARTICLES:
            ahead += 1
        if ahead >= limit or not tokens[ahead].cap:
            break
        if word == "and" and (_subject_pair(tokens, at, end) or _two_seats(tokens, end, limit)):
            end = ahead
            continue
        if word == "and" and (
            tokens[end + 1].lower == "the"
            or headed
            or _two_names(tokens, at, end, limit)
            or not _leads_to_head(tokens, ahead, limit)
        ):
            break
        if word == "the" and tokens[end - 1].lower not in {"of", "for"}:
            break
        end = ahead
    while end > at and not (tokens[end - 1].cap or tokens[end - 1].text[0].isdigit()):
        end -= 1
    return end


def capital_phrases(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The capitalised noun phrases of a sentence, one behind the other, as their first token and their end."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        end = noun_phrase_at(tokens, at) if tokens[at].cap else at
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _two_seats(tokens: Sequence[Token], end: int, limit: int) -> bool:
    """ "Derry City and Strabane District Council": one council of two places."""
    if tokens[end - 1].lower not in {"city", "county", "borough"}:
        return False
    last = end + 1
    while last < limit and tokens[last].cap and tokens[last].lower != "council":
        last += 1
    return last < limit and last - end > 2 and tokens[last].lower == "council"


_SUBJECTS = COMMON_NOUNS | frozenset("food arts parks archive library wine science language sports".split())


def _subject_pair(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Ministry of Trade and Industry": what a body is of may be two subjects."""
    if (
        end + 1 >= len(tokens)
        or tokens[end - 1].lower not in COMMON_NOUNS
        or tokens[end + 1].lower not in COMMON_NOUNS
    ):
        return False
    back = end - 1
    while back > at and tokens[back].lower in COMMON_NOUNS:
        back -= 1
    return back > at and tokens[back].lower in {"of", "for"} and tokens[back - 1].lower in ORG_HEADS


def _two_names(tokens: Sequence[Token], at: int, end: int, limit: int) -> bool:
    """ "Nachi Robotics and Hokuriku Bank": two words that are no subjects are a name of their own."""
    if end - at < 2 or tokens[end - 1].lower in _SUBJECTS:
        return False
    last = end + 1
    while last < limit and tokens[last].cap:
        last += 1
    return tokens[last - 1].lower in ORG_HEADS and last - end > 2


def _article(tokens: Sequence[Token], at: int) -> bool:
    """Whether a new sentence begins at `at`, as after the dash of a dateline ("OSLO – The Ministry of …")."""
    return at < len(tokens) and tokens[at].lower in NOT_NAMES


def _leads_to_head(tokens: Sequence[Token], at: int, limit: int) -> bool:
    while at < limit and tokens[at].cap:
        if (
            tokens[at].lower in ORG_HEADS
            or tokens[at].lower in VENUE_HEADS
            or tokens[at].lower in EVENT_HEADS
        ):
            return True
        at += 1
    return False


def run_before(tokens: Sequence[Token], at: int) -> int:
    """Start of the run of capitalised words that ends just before `at` (`at` where there is none)."""
    start = at
    while start > 0 and at - start < 8:
        word = tokens[start - 1]
        if word.cap and word.lower not in HONORIFICS:
            start -= 1
            continue
        linking = (
            word.lower in {"'s", "&", "of", "and"} and start < at and start > 1 and tokens[start - 2].cap
        )
        if linking and (
            word.lower != "and" or any(token.lower in _DEPARTMENTS for token in tokens[start:at])
        ):
            start -= 1
            continue
        break
    while start < at and (tokens[start].lower in NOT_NAMES - {"city", "north", "south", "east", "west", "new",
                                                              "greater", "metropolitan", "international",
                                                              "republic", "federal", "state", "county"}
                          or not tokens[start].cap):  # fmt: skip
        start += 1
    return start


def text_of(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of tokens `first` to `last` (exclusive) exactly as they stand."""
    return text[tokens[first].start : tokens[last - 1].end]


def before_and(tokens: Sequence[Token], last: int, end: int) -> int:
    """ "of Japan Kenko Sone and San Diego-Yokohama Society President A": what follows a country ends at the "and"."""
    words = [token.lower for token in tokens[last:end]]
    first = words[: words.index("and")] if "and" in words else words
    return last + len(first) if 1 < len(first) < len(words) and not ORG_HEADS & set(first) else end


def names_a_body(tokens: Sequence[Token], first: int, last: int, end: int, *, city: bool) -> bool:
    """Whether capitals from `last` to `end` make a body's name of the place at `first` ("Calgary Economic Development")."""
    rest = [token.lower for token in tokens[last:end]]
    if rest and all(word in COMMON_NOUNS for word in rest):
        return True
    if any(word in ORG_HEADS or word in _PUBLIC_HOUSES for word in rest) or rest[:2] == ["sister", "cities"]:
        return True
    article = first > 0 and tokens[first - 1].lower == "the"
    closed = end < len(tokens) and tokens[end].text == ","
    return (
        article and city and bool(rest) and name_at(tokens, last) < end + closed
    )  # "of the Medellín Metro, A"

"""A text cut into sentences and tokens. Offsets are those of the text as given; nothing is normalised."""

# ruff: noqa: E501, SIM905

import re
from dataclasses import dataclass
from typing import NamedTuple

from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span

_LIMIT = 1500
_TOKEN = lazily(
    r"(?:[A-Z]\.){2,6}"
    r"|\b[A-Z]\.(?=\s)"
    r"|[ap]\.m\."
    r"|\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Hon|Ma|Dept|Cllr|No|Gov|Sen|Rep|Col|Gen|Capt|Messrs|Co|Corp|Inc|Ltd)\."
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    r"|[’'][sS](?![^\W\d_])"
    r"|[^\W\d_]+(?:[-‑&·][^\W_]+|[’'](?![sS](?![^\W\d_]))[^\W\d_]+|\.(?:com|net|org|io|ai)\b)*"
    r"|\S"
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st jr sr prof hon ma dept cllr no gov sen rep col gen capt messrs vs etc inc ltd co corp jan feb "
    "mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx fig min".split()
)
_END = lazily(r"[.!?…]+[\"”’'」』)\]]*(?=\s|$)|[.!?…]+[”’」』)\]]+")
_OPEN = "“「『"
_CLOSE = "”」』"


class Token(NamedTuple):
    """A word or a mark, with its offsets, in lower case too, and whether it starts with a capital.

    `lower` has straight apostrophes; `cap` also holds for a capital after a small letter ("eThekwini"). Both are
    asked for so often that they are worked out once.
    """

    text: str
    start: int
    end: int
    lower: str
    cap: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, paragraph number, tokens, and the quoted stretches inside it."""

    number: int
    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    quotes: tuple[Span, ...]
    begins_quoted: bool
    mark: str = ""

    @property
    def span(self) -> Span:
        """Start and end."""
        return (self.start, self.end)

    def quoted(self, offset: int) -> bool:
        """Whether the character at `offset` is inside quotation marks."""
        return bool(self.quotes) and any(start <= offset < end for start, end in self.quotes)

    def token_at(self, offset: int) -> int:
        """The number of the first token that ends after `offset` (the number of tokens when none does)."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        capital = word[0].isupper() or word[1:2].isupper()
        found.append(Token(word, match.start(), match.end(), word.lower().replace("’", "'"), capital))
    return tuple(found)


def _quote_spans(text: str, start: int, end: int, *, opened: bool) -> tuple[list[Span], bool]:
    """Quoted stretches of one paragraph, and whether a quotation is still open at its end."""
    spans: list[Span] = []
    since = start if opened else -1
    for match in re.finditer(r"[“”「」『』\"]", text[start:end]):
        char, offset = match.group(), start + match.start()
        if char in _OPEN or (char == '"' and since < 0):
            if since < 0 or (since == start and not text[start:offset].strip()):
                since = offset
        elif since >= 0:
            spans.append((since, offset + 1))
            since = -1
    if since >= 0:
        spans.append((since, end))
    return spans, since >= 0


def _is_end(text: str, match: re.Match[str], start: int, end: int) -> bool:
    after = match.end()
    while after < end and text[after] in " \t":
        after += 1
    if after >= end:
        return True
    following = text[after]
    if following.islower() or following in ",;:)":
        return False
    if text[match.start()] != ".":
        return match.end() < after or following.isupper()
    if match.end() == after and match.group()[-1] in "”’」』":
        return False  # a quotation that a Korean particle or a comma goes on from
    word = re.search(r"([^\W_]+(?:\.[^\W_]+)*)$", text[max(start, match.start() - 24) : match.start()])
    if word is None:
        return True
    last = word.group(1)
    if len(last) == 1 and last.isupper():
        return False
    if last.lower() in {"a.m", "p.m"} or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", last):
        return following in _OPEN + '"' or (following.isupper() and last.lower() in {"a.m", "p.m"})
    if last.lower() in _ABBREVIATIONS:
        return last.lower() in {"inc", "ltd", "co", "corp", "etc"} and following.isupper()
    return not (last.isdigit() and following.isdigit())


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Sentences of one line; an endless one is cut at a space so that no rule sees more than a page at once."""
    cuts = [match.end() for match in _END.finditer(text, start, end) if _is_end(text, match, start, end)]
    if not cuts or cuts[-1] < end:
        cuts.append(end)
    pieces: list[Span] = []
    at = start
    for cut in cuts:
        while cut - at > _LIMIT:
            space = text.rfind(" ", at + _LIMIT // 2, at + _LIMIT)
            stop = space if space > 0 else at + _LIMIT
            pieces.append((at, stop))
            at = stop
        pieces.append((at, cut))
        at = cut
    return [trimmed for piece in pieces if (trimmed := _trim(text, *piece))[0] < trimmed[1]]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end)


_MARKS = (
    (
        "rights",
        lazily(r"무단\s*전재|재배포\s*금지|저작권자|All rights reserved|Copyright|©", re.IGNORECASE),
    ),
    ("byline", lazily(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")),
    (
        "caption",
        lazily(r"^\s*(?:\[?사진|▲|Photo(?:graph)?\s*(?:by|:|courtesy)|Caption:|Image:)", re.IGNORECASE),
    ),
    ("source", lazily(r"^\s*(?:Source|출처|자료)\s*[:=]", re.IGNORECASE)),
    (
        "menu",
        lazily(
            r"^\s*(?:Share|Print|E-?mail|Tweet|Tags?|Related(?: (?:articles|news|stories))?|Read (?:more|also)|Subscribe|Follow us|Comments?|"
            r"Back to (?:top|list)|Attachments?|Download|Previous|Next|공유하기|인쇄하기|관련\s?기사|구독(?:하기)?|좋아요|댓글|목록(?:으로)?|"
            r"이전\s?글|다음\s?글|첨부\s?파일|조회수|담당\s?부서|프린트|글자\s?크기|기사\s?제보)(?:\s*[:|]|\s*\d*\s*$)",
            re.IGNORECASE,
        ),
    ),
)
_BYLINE = lazily(
    r"^\s*(?:By|Reporter:?|Written by|글|글·사진)\s*=?\s*[A-Z가-힣][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}(?:,? [\w ]{0,40})?$|"
    r"^\s*[가-힣]{2,4}\s?(?:인턴\s?)?(?:선임\s?)?(?:기자|특파원|리포터)(?:\s*[|=/].{0,60})?$"
)
_ITEMS = lazily(r"\s(?:[|›»>•·])\s")


def mark_of(line: str) -> str:
    """What a line is when it is not part of the story: rights, byline, caption, source, menu, stray, or "" when it is."""
    if len(line) < 3:
        return "stray"
    head = line[:400]
    for name, pattern in _MARKS:
        if pattern.search(head) and (name != "byline" or len(line) < 120):
            return name
    if len(line) < 120 and _BYLINE.match(line):
        return "byline"
    items = _ITEMS.split(head)
    if len(items) > 2 and all(len(item) < 40 for item in items) and not re.search(r"[.!?다]\s*$", head):
        return "menu"
    return ""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order; a line break ends one, and an open quotation goes on over paragraphs."""
    found: list[Sentence] = []
    opened = False
    paragraph = 0
    for line in re.finditer(r"[^\r\n]+", text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        opened = opened and text[start] in '“"「『'
        spans, opened = _quote_spans(text, start, end, opened=opened)
        mark = mark_of(text[start:end])
        for first, last in _pieces(text, start, end):
            inside = tuple((max(a, first), min(b, last)) for a, b in spans if a < last and b > first)
            begins = any(a <= first for a, _ in inside)
            found.append(
                Sentence(
                    len(found), first, last, paragraph, tokens_of(text, first, last), inside, begins, mark
                )
            )
        paragraph += 1
    return tuple(found)

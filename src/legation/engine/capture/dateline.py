"""The dateline: the day and the place from which relative expressions are counted."""

# ruff: noqa: E501

from datetime import date

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import Place
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Dateline, Field, Span
from legation.engine.capture.reading import Reading
from legation.engine.capture.time_en import EnglishTime

_HEAD = 400
_ISO = lazily(r"\b((?:19|20)\d\d)[-./]\s?(0?[1-9]|1[0-2])[-./]\s?(3[01]|[12]\d|0?[1-9])\b")
_KO_DATE = lazily(r"((?:19|20)\d\d)년\s?(1[0-2]|0?[1-9])월\s?(3[01]|[12]\d|0?[1-9])일")
_EN_PLACE = lazily(
    r"^\s*(?P<place>[A-Z][\w.'’-]{0,30}(?:[ ,]{1,2}[A-Z][\w.'’-]{0,30}){0,4})\s?"
    r"(?:[,.]\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?\s?)?"
    r"(?:\((?:[A-Z\d][\w /.,-]{1,30})\)\s?(?:[-–—]{1,2}\s?)?|\s?[-–—]{1,2}\s|,\s\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}\s?[:–—-]|,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?\s?:\s)"
)
_EN_SHOUTED = lazily(
    r"^\s*(?P<place>[A-Z][A-Z'’.-]{2,20}(?: [A-Z][A-Z'’.-]{1,20}){0,3})(?:, [A-Z][\w. ]{1,16}\d{0,2})?:\s"
)
"""A place in capitals before a colon ("GEORGE TOWN: ")."""
_STAMP = lazily(r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? \([A-Z][\w /.-]{1,30}\)\s?[-–—]{1,2}\s")
"""What is left of a dateline where its place ends in a full stop: "KYIV. March 10 (Agency) - "."""
_KO_PLACE = lazily(r"^\s*[\[(（【]\s?(?P<place>[가-힣]{2,8})\s?=")


def anchor_of(reading: Reading) -> None:
    """Set the reading's anchor day: the date of publication where given, else one that heads the text."""
    if reading.published is not None:
        iso = reading.published.isoformat()
        spans = tuple(_where(reading, reading.published))
        reading.anchor = reading.published
        reading.date_field = Field(iso, spans, "dateline.published", 0.99)
        return
    head = reading.text[:_HEAD]
    for pattern in (_ISO, _KO_DATE):
        match = pattern.search(head)
        if match:
            day = _date(*(int(part) for part in match.groups()))
            if day is not None:
                _set(reading, day, match.span(), "dateline.head-date", 0.9)
                return
    if reading.language == "en":
        for number, sentence in enumerate(_opening(reading, 4)):
            for mention in EnglishTime(reading.text, None).read(sentence.start, sentence.end):
                if number > 1 and not _in_place(reading, sentence, mention.span):
                    continue  # below a headline and a byline only what stands before the dash is a dateline
                if len(mention.day) == 10 and not mention.until:
                    _set(reading, date.fromisoformat(mention.day), mention.span, "dateline.first-date", 0.6)
                    return


def _opening(reading: Reading, count: int) -> list[Sentence]:
    """The first sentences of the story; bylines and menus above it are none."""
    return [sentence for sentence in reading.sentences[:20] if not sentence.mark][:count]


def _in_place(reading: Reading, sentence: Sentence, span: Span) -> bool:
    """Whether words stand before the dash of a dateline that opens a sentence."""
    stamp = _STAMP.match(reading.text, sentence.start, sentence.end)
    if stamp is not None and span[1] <= stamp.end():
        return True
    match = _EN_PLACE.match(reading.text[sentence.start : min(sentence.end, sentence.start + 160)])
    return match is not None and sentence.start <= span[0] and span[1] <= sentence.start + match.end()


def _set(reading: Reading, day: date, span: Span, rule: str, confidence: float) -> None:
    reading.anchor = day
    reading.date_field = Field(day.isoformat(), (span,), rule, confidence)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _where(reading: Reading, day: date) -> list[Span]:
    """Where the head of the text itself gives the date of publication."""
    for pattern in (_ISO, _KO_DATE):
        match = pattern.search(reading.text[:_HEAD])
        if match and _date(*(int(part) for part in match.groups())) == day:
            return [match.span()]
    if reading.language == "en" and reading.sentences:
        first = reading.sentences[0]
        for mention in EnglishTime(reading.text, day).read(first.start, min(first.end, first.start + 90)):
            after = reading.text[mention.span[1] : mention.span[1] + 3].strip()
            whole = mention.span[1] >= first.end - 1 and mention.span[0] - first.start < 3
            if mention.day == day.isoformat() and (after.startswith(("-", "–", "—", ":", "(")) or whole):
                return [mention.span]
    return []


def stated_place(reading: Reading) -> tuple[Place, Span] | None:
    """The place a dateline names ("SEOUL, 18 December 2015:", "[부산=뉴시스]"); None where there is none."""
    for sentence in _opening(reading, 3):
        pattern = _KO_PLACE if reading.language == "ko" else _EN_PLACE
        head = reading.text[sentence.start : min(sentence.end, sentence.start + 160)]
        match = pattern.match(head) or (_EN_SHOUTED.match(head) if reading.language == "en" else None)
        if match is None:
            continue
        name = match.group("place").strip(" ,")
        start = sentence.start + match.start("place")
        for candidate in (name, name.title(), name.split(",")[0], name.split(",")[0].title()):
            places = reading.gazetteer.named(candidate)
            if places:
                at = reading.text.index(name.split(",")[0], start)
                return places[0], (at, at + len(name.split(",")[0]))
    return None


def dateline_of(reading: Reading, place: Field[str] | None, zone: Field[str] | None) -> Dateline:
    """The dateline of a reading whose place has been settled."""
    return Dateline(reading.date_field, place, zone)


def is_stamp(reading: Reading, span: Span) -> bool:
    """Whether an expression of time is the date of publication itself and no event's."""
    if _within_dateline(reading, span):
        return True
    if reading.date_field is None or reading.date_field.rule == "dateline.first-date":
        return False
    return any(span[0] <= start < span[1] for start, _ in reading.date_field.spans)


def _within_dateline(reading: Reading, span: Span) -> bool:
    """Whether the words stand before the dash of a dateline: "SEOUL, April 18, 2024 – "."""
    if reading.language != "en":
        return False
    return any(_in_place(reading, sentence, span) for sentence in _opening(reading, 4))

"""Lines of minutes and programmes that name the day and the place before the story: "Place: Old Town Hall, Linz"."""

# ruff: noqa: E501

import re

from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import VENUE_HEADS
from legation.engine.capture.model import Span
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.words_ko import ROOM_SUFFIX, VENUE_SUFFIX

_DAY = lazily(
    r"^[ \t○◦□▪•*-]{0,4}(?:(?:Date|When|Day|Date and time|Meeting date)(?: of (?:the )?(?:meeting|visit))?|일\s?시|날\s?짜|개최일)\s?[:：]\s?(?P<words>[^\n]{4,60})",
    re.MULTILINE,
)
_PLACE = lazily(
    r"^[ \t○◦□▪•*-]{0,4}(?:Place|Venue|Location|Where|장\s?소)\s?[:：]\s?(?P<words>[^\n]{3,80})", re.MULTILINE
)


def read_headings(reading: Reading) -> None:
    """Give the primary event the day and the house that a heading names, where its own words name none."""
    event = next((one for one in reading.events if one.primary), None)
    if event is None or event.kind == "trip":
        return
    day = _DAY.search(reading.text)
    if day is not None and event.time is None:
        event.time = next(
            (time for number in sorted(reading.times) for time in reading.times[number]
             if day.start("words") - 4 <= time.span[0] < day.end("words") and len(time.day) == 10),
            None,
        )  # fmt: skip
    place = _PLACE.search(reading.text)
    if place is not None and event.venue is None:
        _house(reading, event, place.span("words"))


def _house(reading: Reading, event: EventDraft, span: Span) -> None:
    at = span[0]
    for part in re.split(r"(,\s|\s(?=\d층)|\s(?=[가-힣]+(?:실|홀)$))", reading.words(span)):
        words = part.strip(" ,.")
        own = (at + part.find(words), at + part.find(words) + len(words))
        at += len(part)
        if not words:
            continue
        korean = reading.language == "ko"
        room = (
            ROOM_SUFFIX.search(words)
            if korean
            else re.search(r"(?i)\b(?:room|ballroom|suite|lounge|chamber)s?\b", words)
        )
        house = VENUE_SUFFIX.search(words) if korean else set(words.lower().split()) & VENUE_HEADS
        if room and event.room is None:
            event.room = (words, own)
        elif house and event.venue is None:
            event.venue = (words, own)

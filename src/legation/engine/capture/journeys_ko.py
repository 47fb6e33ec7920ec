"""Korean journeys: how long those who travel stay, told in the sentence of what they do there."""

from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.words_ko import GROUPS

_STAY = lazily(r"(?:간)?(?:의)?\s?일정")
_WHO = lazily(rf"(?:{'|'.join(GROUPS)})|이번 (?:방문|출장|순방)|출장|방문길")


def is_stay(text: str, time: TimeMention) -> bool:
    """Whether an expression is a whole stay: "31일부터 11월 3일까지 3박 4일 일정으로"."""
    return bool(time.until) and _STAY.match(text, time.span[1]) is not None


def lengths_of_journeys(reading: Reading) -> None:
    """Give a journey told without its last day the stretch of days that the next two sentences tell."""
    for event in reading.events:
        if event.kind == "trip" and (event.time is None or not event.time.until):
            _lengthen(reading, event)


def _lengthen(reading: Reading, event: EventDraft) -> None:
    for sentence in reading.sentences[event.sentence : event.sentence + 3]:
        whole = next((time for time in reading.times.get(sentence.number, []) if len(time.until) == 10), None)
        if whole is None or not _WHO.search(reading.text, sentence.start, sentence.end):
            continue
        if event.time is None or whole.day <= event.time.day <= whole.until:
            event.time = whole
        return

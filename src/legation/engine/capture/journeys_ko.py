"""Korean journeys: how long those who travel stay, told in the sentence of what they do there."""

from dataclasses import replace
from datetime import date, timedelta

from legation.engine.capture.document import Sentence
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
            if event.time is not None and not event.time.until:
                _by_nights(reading, event, reading.sentences[event.sentence])


_NIGHTS = lazily(r"(?P<nights>\d{1,2})박\s?(?P<days>\d{1,2})일")
_SETS_OUT = lazily(r"출국|출발|떠나|떠난|출장|올랐|오른|나섰|나선")


def _by_nights(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """ "4박 5일 일정으로 8일 출국한다": the length of a journey before the day on which it begins."""
    length = _NIGHTS.search(reading.text, sentence.start, sentence.end)
    sets_out = _SETS_OUT.search(reading.text, event.trigger[0], min(sentence.end, event.trigger[1] + 12))
    if length is None or sets_out is None or event.time is None or len(event.time.day) != 10:
        return
    last = date.fromisoformat(event.time.day) + timedelta(int(length.group("days")) - 1)
    event.time = replace(event.time, until=last.isoformat(), clock="", part="")


def _lengthen(reading: Reading, event: EventDraft) -> None:
    for sentence in reading.sentences[event.sentence : event.sentence + 3]:
        whole = next((time for time in reading.times.get(sentence.number, []) if len(time.until) == 10), None)
        if whole is None or not _WHO.search(reading.text, sentence.start, sentence.end):
            continue
        if event.time is None or whole.day <= event.time.day <= whole.until:
            event.time = whole
        return

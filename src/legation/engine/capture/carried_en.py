"""Days of English events that say none: of the sentence before, of the meeting they follow, of arrival."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date

from legation.engine.capture.document import Sentence
from legation.engine.capture.houses_en import gap
from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import EventDraft, Reading

_GOES_ON = lazily(
    r"(?:At (?:the )?[A-Z][\w ]{2,40} (?:they|he|she|the \w+) |(?:Then|Later|Afterwards?|After (?:that|the (?:meeting|talks|ceremony|signing|call|lunch))|Following the \w+|Before that),? )"
)
"""A sentence that goes on with the same day."""
_SAID = lazily(r"\b(?:said|announced|reported|told \w+)(?: on)? $")
"""Before a day that is the day of the announcement."""
_STAY = lazily(r"During (?:his|her|their|the) (?:[\w-]+ ){0,3}(?:stay|visit|trip|tour)\b")
"""A sentence that tells of the whole stay, and of no day."""
_CAME = lazily(r"\b(?:came to|arrived in|visited|travell?ed to|is in|was in|flew to|touched down in)\b")


def _carried(reading: Reading, event: EventDraft) -> None:
    """ "They agreed on Wednesday … The mayors met at the castle": the day of the sentence before, where nothing else took it."""
    for start, _ in event.mentions:
        number = reading.sentence_at(start)
        if event.time is None and number:
            _carried_to(reading, event, reading.sentences[number])


def _carried_to(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    before = reading.sentences[sentence.number - 1]
    if before.paragraph != sentence.paragraph or _STAY.match(reading.words(sentence.span)):
        return
    days = [time for time in reading.times.get(before.number, []) if len(time.day) == 10 and not time.until
            and not _SAID.search(reading.text[max(0, time.span[0] - 30) : time.span[0]])]  # fmt: skip
    others = [one for one in reading.events if one is not event and one.time is not None and one.time in days
              and not _GOES_ON.match(reading.words(sentence.span))]  # fmt: skip
    anchor = reading.anchor.isoformat() if reading.anchor else ""
    if len({time.day for time in days}) == 1 and not others and (not anchor or days[0].day <= anchor):
        taken = any(one is not event and one.time is days[0] for one in reading.events)
        event.time = replace(days[0], clock="", part="") if taken else days[0]


_AFTER_EVENT = lazily(
    r"\b(?:[Aa]fter|[Ff]ollowing|[Bb]efore|[Aa]t the end of) (?:the|their|this|his|her) (?:\w+ )?(?:meeting|talks|call|ceremony|signing|reception|lunch|luncheon|dinner|discussions?|welcome|session)\b"
)
_IN_TURN = lazily(
    r"^(?:Then|Later|Afterwards?|On (?:the|this|that) occasion|At the (?:same )?(?:meeting|event|ceremony|reception|signing)|After an? )|\b(?:then|later|also|both sides|the two sides) (?:[a-z]+ )?(?:toured|visited|inspected|signed|attended|held|hosted)\b"
)


def _in_turn(reading: Reading, event: EventDraft) -> None:
    """ "After the call he inspected the plant", "They then toured …": the day of what was told before."""
    sentence = reading.sentences[event.sentence]
    words = reading.words(sentence.span)
    before = [one for one in reading.events if one is not event and one.sentence <= event.sentence and one.status == "held"
              and one.kind != "trip" and one.time is not None and len(one.time.day) == 10 and not one.time.until]  # fmt: skip
    if _AFTER_EVENT.search(words):
        near = [one for one in before if one.primary] or before
    elif _IN_TURN.search(words):
        near = [one for one in before if event.sentence - reading.sentence_at(max(one.mentions)[0]) <= 2]
    else:
        return
    if (
        near
        and len({one.time.day for one in near if one.time is not None}) == 1
        and near[-1].time is not None
    ):
        event.time = replace(near[-1].time, clock="", part="", rule="time.in-turn", confidence=0.6)


def _same_day(reading: Reading, event: EventDraft) -> None:
    """ "this Tuesday … At 3 p.m. the two will sign": an hour alone is of the day told last."""
    days = [time for number in range(max(0, event.sentence - 2), event.sentence + 1)
            for time in reading.times.get(number, []) if len(time.day) == 10 and not time.until]  # fmt: skip
    if days and event.time is not None:
        event.time = replace(event.time, day=days[-1].day, confidence=min(event.time.confidence, 0.7))


def _of_entry(reading: Reading, event: EventDraft) -> None:
    """ "Wednesday: …": the day that heads an entry is that of all it tells."""
    own = reading.sentences[event.sentence]
    for sentence in reading.sentences[max(0, event.sentence - 6) : event.sentence + 1]:
        days = reading.times.get(sentence.number, [])
        heads = sentence.paragraph == own.paragraph and days and days[0].span[0] - sentence.start < 4
        if heads and reading.text[days[0].span[1] : days[0].span[1] + 1] == ":" and len(days[0].day) == 10:
            event.time = days[0]


_ENDS = lazily(
    r"\b(?:trip|visit|tour|mission|stay|journey|delegation|group|party|mayor|governor|[Tt]hey|[Hh]e|[Ss]he)\b[^.;“”]{0,30}?\b(?:ends?|ended|concludes?|concluded|wraps? up|runs? (?:until|through)|"
    r"(?:will |is to |are to )?returns?(?: home)?|(?:is|are) (?:due|back|expected) (?:back|home|to return)?) (?:[\w ]{0,12} )?(?=on |until |[A-Z])"
)


def _last_days(reading: Reading) -> None:
    """ "left on Wednesday … The trip ends on Sept. 12": the last day of a journey told with its first."""
    for event in reading.events:
        first = event.time
        if event.kind != "trip" or first is None or len(first.day) != 10 or first.until:
            continue
        for sentence in reading.sentences[event.sentence : event.sentence + 5]:
            ends = _ENDS.search(reading.text, sentence.start, sentence.end)
            days = [time for time in reading.times.get(sentence.number, []) if ends is not None
                    and abs(time.span[0] - ends.end()) < 12 and len(time.day) == 10 and not time.until]  # fmt: skip
            if days and first.day < days[0].day and _nights(first.day, days[0].day) < 32:
                event.time = replace(first, until=days[0].day, clock="", part="")
                break


def _nights(one: str, two: str) -> int:
    return (date.fromisoformat(two) - date.fromisoformat(one)).days


def carry_dates(reading: Reading) -> None:
    """ "The mayor came to Seoul on April 15 … When the two met": the primary event is on the day of arrival."""
    _last_days(reading)
    for event in reading.events:
        if (
            event.time is None
            and event.status == "held"
            and event.kind in {"meeting", "courtesy_call", "signing", "reception", "site_visit", "ceremony"}
        ):
            _carried(reading, event)
            if event.time is None:
                _in_turn(reading, event)
    for event in reading.events:
        if event.time is None and event.kind != "trip":
            _of_entry(reading, event)
        elif event.time is not None and not event.time.day and event.time.clock:
            _same_day(reading, event)
    for event in reading.events:
        if event.time is not None or event.status != "held" or not event.primary:
            continue
        for sentence in reading.sentences[max(0, event.sentence - 2) : event.sentence + 1]:
            came = _CAME.search(reading.text, sentence.start, sentence.end)
            days = [
                time
                for time in reading.times.get(sentence.number, [])
                if len(time.day) == 10
                and not time.until
                and not _SAID.search(reading.text[max(0, time.span[0] - 30) : time.span[0]])
            ]
            if came is not None and days:
                event.time = min(days, key=lambda time: gap(time.span, came.span()))

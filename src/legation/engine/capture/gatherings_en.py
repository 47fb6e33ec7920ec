"""Named gatherings of English texts: "Bloomberg Green Festival", and what guests are invited to."""

# ruff: noqa: E501

import re
from collections.abc import Callable, Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import CENTRE_HEADS, EVENT_HEADS
from legation.engine.capture.model import Span
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.where_en import hosting

History = Callable[[EventDraft, Sentence, Sequence[TimeMention]], bool]

_TOLD = lazily(
    r"\b(?:attend\w*|held|open\w*|take place|takes place|took place|host\w*|spoke at|speak\w* at|address\w*|join\w*|invit\w+|takes? part in|took part in|kick\w* off|participat\w+|opening day|keynote)\b"
)
_THERE_FOR = lazily(
    r"\b(?:(?:is|are|was|were|be|been) in|visit(?:s|ed|ing)?|travel\w*|fl(?:y|ies|ew|ying)|went|goes|go|going|arriv\w+|c[ao]mes?|coming)\b[^.;“”\"]{2,70} "
    r"(?:for|to mark|on the occasion of) (?:the |its |their |an? )?(?:annual |biennial |this year's |upcoming |[\w-]+-related )?$"
)
"""Before the name of a gathering that somebody is in a city for."""
_IN = lazily(r" in [A-Z]")
_BESIDE = lazily(r"\b[Oo]n the (?:sidelines|margins|fringes) of (?:the |its )?$")
_INVITED = lazily(r"\binvit\w+\b")
_INVITED_TO = lazily(
    r"\binvit(?:ed|es|e|ing) [^.;“”\"]{2,90}? (?:to|to attend|to join|to take part in|to participate in|to speak at) (?:the |its |their |his |her |this year's |next year's )?$"
)
_YEAR_OF_NAME = lazily(r"(?:^|[ ’'])(?P<y>20\d\d)$|^(?P<y2>20\d\d) ")
_DATED = lazily(
    r"^(?:,? (?:to be |which (?:is|will be) |will be |is )?(?:held |hosted |taking place |staged )?)(?:in (?:the )?(?:[A-Z][\w'’-]+,? ){1,4})?(?:on |in |from |for )?(?:early |late |mid-)?$"
)


def gatherings(
    reading: Reading, sentence: Sentence, found: Sequence[EventDraft], history: History
) -> list[EventDraft]:
    """Named gatherings of a sentence, where something is held, opened or attended, invited to or dated ahead."""
    tokens = sentence.tokens
    named: list[EventDraft] = []
    for first, end in reading.phrases_in(sentence):
        at = _past_a_day(reading, sentence, first, end)
        span = (tokens[at].start, tokens[end - 1].end)
        heads = [k for k in range(max(at, end - 2), end) if tokens[k].lower in EVENT_HEADS]
        plain = tokens[end - 1].lower not in CENTRE_HEADS | {"committee", "museum", "office", "room"}
        event = None
        if heads and end - at >= 2 and plain:
            event = _gathering(reading, span, sentence, found, history)
        elif end - at >= 2 and plain and span not in reading.persons.by_span:
            event = _asked_to(reading, span, sentence, found)
        if event is not None:
            named.append(event)
    return named


def _past_a_day(reading: Reading, sentence: Sentence, at: int, end: int) -> int:
    """ "in Tartu on Friday for the Baltic Cities Summit": the name begins behind the day and "for the"."""
    tokens, start = sentence.tokens, sentence.tokens[at].start
    day = next(
        (one.span for one in reading.times.get(sentence.number, []) if one.span[0] <= start < one.span[1]),
        None,
    )
    while day is not None and at + 2 < end and (tokens[at].start < day[1] or not tokens[at].cap):
        at += 1
    return at


def _nested(span: Span, found: Sequence[EventDraft]) -> bool:
    return any(span[0] < event.trigger[1] and event.trigger[0] < span[1] for event in found)


def _dated(reading: Reading, span: Span, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time to come that stands directly behind a name ("the Summit in Lima in May 2025")."""
    anchor = reading.anchor.isoformat() if reading.anchor else ""
    for time in times:
        close = 0 <= time.span[0] - span[1] < 60
        ahead = bool(time.day) and bool(anchor) and time.day >= anchor[: len(time.day)] and time.iso != anchor
        if close and ahead and _DATED.match(reading.text[span[1] : time.span[0]]):
            return time
    return None


def _asked_to(
    reading: Reading, span: Span, sentence: Sentence, found: Sequence[EventDraft]
) -> EventDraft | None:
    """ "invited Mayor Sample to the Harbour Fair, June 3-4": what guests are asked to on a day is a gathering."""
    lead = reading.text[max(sentence.start, span[0] - 130) : span[0]]
    if sentence.quoted(span[0]) or _nested(span, found) or not _INVITED_TO.search(lead):
        return None
    places = [mention for mention in reading.places.get(sentence.number, []) if mention.span == span]
    if places or _dated(reading, span, reading.times.get(sentence.number, [])) is None:
        return None
    return EventDraft("forum", "event.named", sentence.number, span, "planned", people=[])


def _gathering(
    reading: Reading, span: Span, sentence: Sentence, found: Sequence[EventDraft], history: History
) -> EventDraft | None:
    if sentence.quoted(span[0]) or _nested(span, found):
        return None
    text = reading.text
    if re.match(r" (?:hosted|organi[sz]ed|sponsored|held a)\b", text[span[1] : span[1] + 14]):
        return None  # a body that calls itself a forum
    near = text[max(sentence.start, span[0] - 70) : min(sentence.end, span[1] + 60)]
    times = reading.times.get(sentence.number, [])
    dated = _dated(reading, span, times)
    there = _THERE_FOR.search(text[max(sentence.start, span[0] - 120) : span[0]])
    if _BESIDE.search(text[max(sentence.start, span[0] - 30) : span[0]]):
        there = _IN.match(text[span[1] : span[1] + 6])
    if not _TOLD.search(near) and dated is None and there is None:
        return None
    anchor = reading.anchor.isoformat() if reading.anchor else ""
    invited = _INVITED.search(lead := text[max(sentence.start, span[0] - 70) : span[0]])
    year = _YEAR_OF_NAME.search(text[span[0] : span[1]])
    if (
        invited
        and not times
        and not re.search(r"\bheld\b|\bhost|\btake place", near[len(lead) :])
        and not year
    ):
        return None  # somebody is invited to it; nothing says when it is
    own = [time for time in times if not re.search(r"\binvit", text[span[1] : max(span[1], time.span[0])])]
    ahead = dated is not None or any(time.day > anchor[: len(time.day)] for time in own if time.day)
    asked = re.search(
        r"\b(?:will|invit\w+|would|(?:is|are) (?:scheduled|due|set|expected) to|plans? to)\b", lead
    ) or re.search(r"\bto be held\b|\bwill\b", near[len(lead) :])
    over = not ahead and re.match(r" (?:\([A-Z]+\) )?held\b", text[span[1] : span[1] + 16])
    status = "planned" if ahead or (asked and not over) else "held"
    event = EventDraft("forum", "event.named", sentence.number, span, status, people=[])
    hosting(reading, event, sentence)
    if there is not None and event.city is None:
        _where_they_are(reading, event, sentence)
    if dated is None and history(event, sentence, times):
        return None
    return event


def _where_they_are(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """ "will visit Goyang next May for the Flower Festival": in the city that stands last before the name."""
    start = event.trigger[0]
    near = [one for one in reading.places.get(sentence.number, [])
            if start - 90 < one.span[0] < start and one.place.kind == "city" and not one.adjective]  # fmt: skip
    if near and not beside(reading, event):
        event.city, event.place = (reading.words(near[-1].span), near[-1].span), near[-1].place


def without_its_visit(found: list[EventDraft], times: Sequence[TimeMention]) -> list[EventDraft]:
    """ "will visit Goyang next May for the Flower Festival" tells of the festival; a stay of days is told too."""
    named = [one for one in found if one.rule == "event.named" and one.place is not None]
    if not named or any(time.until for time in times):
        return found
    return [one for one in found if one.rule != "event.visit-place" or one.trigger > named[0].trigger]


def beside(reading: Reading, event: EventDraft) -> bool:
    """ "On the sidelines of the Summit, A and B signed on Wednesday": the day is that of the signing."""
    start = event.trigger[0]
    return event.kind == "forum" and _BESIDE.search(reading.text[max(0, start - 30) : start]) is not None


def time_of_name(reading: Reading, event: EventDraft, times: Sequence[TimeMention]) -> TimeMention | None:
    """The day behind the name of a gathering to come, or the year in it ("invited them to the Cities Summit 2020")."""
    if event.rule != "event.named" or event.status != "planned":
        return None
    dated = _dated(reading, event.trigger, times)
    match = _YEAR_OF_NAME.search(reading.words(event.trigger))
    if dated is not None or match is None or reading.anchor is None:
        return dated
    group = "y" if match.group("y") else "y2"
    start = event.trigger[0] + match.start(group)
    year = match.group(group)
    if int(year) < reading.anchor.year:
        return None
    return TimeMention((start, start + 4), year, day=year, rule="time.year-of-name", confidence=0.6)

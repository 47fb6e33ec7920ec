"""Where and when English events take place: rooms, buildings, cities beside them, and the day of arrival."""

# ruff: noqa: E501

import re

from legation.engine.capture.document import Sentence
from legation.engine.capture.lexicon_en import EVENT_HEADS, VENUE_HEADS
from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import noun_phrase_at
from legation.engine.capture.posts_en import Words
from legation.engine.capture.reading import EventDraft, Reading

_ROOM = re.compile(
    r"\b(?:in|at|to|inside) (?:the |his |her )?(?P<room>(?:(?!(?:in|at|a|an|and|to|the|ceremony)\b)[\w'’-]+ ){0,5}?(?:[Rr]oom|[Bb]allroom|[Ll]ounge|[Oo]ffice|[Ss]uite|[Pp]arlou?r|[Cc]ouncil [Cc]hambers?))\b"
)


_IN_CITY = re.compile(
    r"^,? (?:held |taking place )?in (?P<city>(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?=[ ,.])"
)


def gap(one: Span, two: Span) -> int:
    """Characters between two spans; 0 where they touch."""
    return max(0, two[0] - one[1], one[0] - two[1])


def locate(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    tokens = sentence.tokens
    text = reading.text
    if event.kind == "trip":
        _destination(reading, event, sentence)
        return
    room = _ROOM.search(text, event.trigger[0] if event.kind != "signing" else sentence.start, sentence.end)
    if room and not re.search(r"\b(?:Trade|Representative|Commercial|Press) Office$", room.group("room")):
        span = room.span("room")
        event.room = (text[span[0] : span[1]], span)
    if event.venue is None:
        event.venue = _venue(reading, event, sentence)
    hall = (
        re.match(r"^(?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) (?:City|Town) Hall$", event.venue[0])
        if event.venue
        else None
    )
    if (
        hall is not None
        and event.venue is not None
        and not reading.gazetteer.named(hall.group("city"))
        and not reading.gazetteer.named(f"{hall.group('city')} City")
    ):
        start = event.venue[1][0]
        event.city = (
            hall.group("city"),
            (start, start + hall.end("city")),
        )  # a city that the gazetteer does not know
        return
    if event.venue and event.room and event.venue[1][0] <= event.room[1][0] < event.venue[1][1]:
        event.venue = None
    mentions = reading.places.get(sentence.number, [])
    for mention in sorted(mentions, key=lambda m: (gap(event.trigger, m.span), m.span)):
        if mention.adjective or mention.place.kind != "city":
            continue
        lead = tokens[mention.first - 1].lower if mention.first else ""
        lead2 = tokens[mention.first - 2].lower if mention.first > 1 else ""
        post = _in_post(reading, mention.span)
        inside_venue = event.venue is not None and event.venue[1][0] <= mention.span[0] < event.venue[1][1]
        if (
            lead in {"in", "at"}
            and lead2 not in {"embassy", "consulate", "general", "ambassador"}
            and not post
        ) or inside_venue:
            if mention.last < len(tokens) and tokens[mention.last].lower == "'s":
                continue
            if _STATIONED.search(text[max(sentence.start, mention.span[0] - 60) : mention.span[0]]):
                continue
            event.city = (text[mention.span[0] : mention.span[1]], mention.span)
            event.place = mention.place
            return
    unknown = (
        _IN_CITY.match(text[event.trigger[1] : min(sentence.end, event.trigger[1] + 40)])
        if event.kind == "forum"
        else None
    )
    if unknown is not None:
        start = event.trigger[1] + unknown.start("city")
        event.city = (unknown.group("city"), (start, start + len(unknown.group("city"))))
        return


_STATIONED = re.compile(
    r"\b(?:Consul(?: General)?|Consulate(?: General)?|Embassy|Ambassador)\b[^,.;]{0,44} in $"
)


def _destination(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """Where a journey goes: the first place after "to", "in", "for" or "visit"."""
    for mention in reading.places.get(sentence.number, []):
        lead = sentence.tokens[mention.first - 1].lower if mention.first else ""
        after = mention.span[0] >= event.trigger[0] and not mention.adjective
        if after and lead in {"to", "for", "in", "visit", "visiting", "visited", "visits", "the"}:
            event.city = (reading.words(mention.span), mention.span)
            event.place = mention.place
            return


def _in_post(reading: Reading, span: Span) -> bool:
    return span in reading.posts


def _venue(reading: Reading, event: EventDraft, sentence: Sentence) -> Words | None:
    """The nearest building after "at", "in" or "to"."""
    tokens = sentence.tokens
    best: tuple[int, Words] | None = None
    at = 0
    while at < len(tokens):
        lead = tokens[at].lower
        first = at + 1
        if lead in {"at", "in", "to", "of", "inside"} or (
            lead == "the" and at and tokens[at - 1].lower in {"at", "in", "to"}
        ):
            if first < len(tokens) and tokens[first].lower == "the":
                first += 1
            if first < len(tokens) and tokens[first].cap:
                end = noun_phrase_at(tokens, first)
                last = next(
                    (k for k in range(end - 1, first - 1, -1) if tokens[k].lower in VENUE_HEADS), None
                )
                if last is not None and end > first and tokens[end - 1].lower not in EVENT_HEADS:
                    trailing = [token.lower for token in tokens[last + 1 : end]]
                    stop = end if trailing[:1] in (["of"], ["for"]) else last + 1
                    span = (tokens[first].start, tokens[stop - 1].end)
                    if tokens[stop - 1].lower not in {"room", "office"} and stop - first > 1:
                        distance = gap(event.trigger, span)
                        if best is None or distance < best[0]:
                            best = (distance, (reading.text[span[0] : span[1]], span))
                at = max(end, at + 1)
                continue
        at += 1
    return best[1] if best and best[0] < 260 else None


_CAME = re.compile(r"\b(?:came to|arrived in|visited|travell?ed to|is in|was in|flew to|touched down in)\b")


def _carried(reading: Reading, event: EventDraft) -> None:
    """ "They agreed on Wednesday … The mayors met at the castle": the day of the sentence before, where nothing else took it."""
    sentence = reading.sentences[event.sentence]
    if event.sentence == 0:
        return
    before = reading.sentences[event.sentence - 1]
    if before.paragraph != sentence.paragraph:
        return
    days = [time for time in reading.times.get(before.number, []) if len(time.day) == 10 and not time.until]
    others = [one for one in reading.events if one is not event and one.time is not None and one.time in days]
    anchor = reading.anchor.isoformat() if reading.anchor else ""
    if len({time.day for time in days}) == 1 and not others and (not anchor or days[0].day <= anchor):
        event.time = days[0]


def carry_dates(reading: Reading) -> None:
    """ "The mayor came to Seoul on April 15 … When the two met": the primary event is on the day of arrival."""
    for event in reading.events:
        if (
            event.time is None
            and event.status == "held"
            and event.kind in {"meeting", "courtesy_call", "signing"}
        ):
            _carried(reading, event)
    for event in reading.events:
        if event.time is not None or event.status != "held" or not event.primary:
            continue
        for sentence in reading.sentences[max(0, event.sentence - 2) : event.sentence + 1]:
            came = _CAME.search(reading.text, sentence.start, sentence.end)
            days = [
                time
                for time in reading.times.get(sentence.number, [])
                if len(time.day) == 10 and not time.until
            ]
            if came is not None and days:
                event.time = min(days, key=lambda time: gap(time.span, came.span()))

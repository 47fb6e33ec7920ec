"""Which expression of time of an English sentence is an event's."""

# ruff: noqa: E501

import re
from collections.abc import Sequence

from legation.engine.capture.houses_en import gap
from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.triggers_en import FUTURE

_ANNOUNCED = lazily(
    r"\b(?:announced|said|confirmed|revealed|reported|told (?:[\w'’-]+ ){1,4})(?: |$)(?:on )?$"
)


_AFTER_THAT = lazily(r",? (?:after|before|following) (?:having )?(?:\w+ly )?$")


def time_of(
    reading: Reading, event: EventDraft, times: Sequence[TimeMention], found: Sequence[EventDraft]
) -> TimeMention | None:
    """The expression that belongs to this event: no other event of the sentence is nearer to it."""
    best: tuple[int, TimeMention] | None = None
    text = reading.text
    for time in times:
        between = text[event.trigger[1] : max(event.trigger[1], time.span[0])]
        hosted = re.search(r", which [^,;]{2,40}\bhost\w*", between) and event.kind == "forum"
        if (re.search(r"\binvit|, (?:which|whose) [^,]*$", between) and not hosted) or text[
            max(0, time.span[0] - 4) : time.span[0]
        ].endswith(" as "):
            continue
        if _AFTER_THAT.match(text, time.span[1], max(time.span[1], event.trigger[0])):
            continue  # "leaves on October 14 after visiting …"
        ahead = len(times) > 1 or event.status == "planned"
        if ahead and _ANNOUNCED.search(text[max(0, time.span[0] - 40) : time.span[0]]):
            continue  # "the city announced on Monday"
        distance = gap(event.trigger, time.span)
        nearest = min(found, key=lambda other: (_distance(text, other, time), other.trigger))
        if nearest is not event and len(times) > 1:
            continue
        if (
            nearest is not event
            and nearest.kind in {"forum", "ceremony", "reception"}
            and time.span[0] > nearest.trigger[0]
        ):
            continue
        if len(time.day) == 4 and event.kind not in {"forum", "ceremony"}:
            continue
        joined = time.span[1] <= event.trigger[0] and re.search(
            r",? and (?:will |then )?$", text[time.span[1] : event.trigger[0]]
        )
        own = [one for one in times if one.span[0] >= event.trigger[1]]
        cost = (
            distance
            + (90 if joined and own else 0)
            + (0 if time.day or time.part else 200)
            + (40 if len(time.day) < 10 else 0)
        )
        if best is None or cost < best[0]:
            best = (cost, time)
    if best is not None and not best[1].clock and not best[1].part:
        closer = [one for one in times if one.day == best[1].day and (one.clock or one.part) and not one.until
                  and event.trigger[1] <= one.span[0] < event.trigger[1] + 60]  # fmt: skip
        return closer[0] if closer else best[1]
    return best[1] if best else None


_NEXT_CLAUSE = lazily(r",? and (?:will |then |also )*[a-z]+ ")


def _distance(text: str, event: EventDraft, time: TimeMention) -> int:
    """Characters between an event and a time; one that closes a clause is farther from the verb of the next."""
    apart = gap(event.trigger, time.span)
    over = time.span[1] <= event.trigger[0] and _NEXT_CLAUSE.match(text, time.span[1], event.trigger[1])
    return apart + (40 if over else 0)


_TURNS = lazily(
    r"(?:,? (?:and|but|while|that|who|which)|,)(?: [\w'’-]+){0,4} (?=(?:will|would|is to|are to|plans? to|is scheduled|are scheduled)\b)"
)
_OVER = lazily(
    r"\b(?:[a-z]{2,}ed|met|held|went|came|left|paid|gave|took|began|spoke|told|said|was|were|flew|led|made)\b(?! by\b)"
)


def turns_ahead(words: str) -> int:
    """How far a sentence that looks ahead tells of what is over: "toured the port on Wednesday and will meet …"."""
    turn = _TURNS.search(words)
    over = (
        turn is not None
        and _OVER.search(words, 0, turn.start())
        and not FUTURE.search(words, 0, turn.start())
    )
    return turn.start() if turn is not None and over else 0

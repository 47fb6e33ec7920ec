"""Mentions of events become events: definite mentions join what they speak of, and one of them is primary."""

from collections.abc import Sequence
from dataclasses import replace

from legation.engine.capture.reading import EventDraft

_KIN = {
    "meeting": {"meeting", "courtesy_call"},
    "courtesy_call": {"meeting", "courtesy_call"},
    "signing": {"signing"},
    "reception": {"reception"},
    "forum": {"forum", "ceremony"},
    "ceremony": {"ceremony", "forum"},
    "trip": {"trip"},
    "site_visit": {"site_visit"},
}
_WEIGHT = {
    "signing": 6,
    "courtesy_call": 6,
    "meeting": 5,
    "reception": 4,
    "forum": 3,
    "ceremony": 3,
    "site_visit": 2,
    "trip": 1,
}


_MOST_PEOPLE = 100
"""People of one event; a text that names more at it says nothing more by them."""


def merge(mentions: Sequence[EventDraft]) -> list[EventDraft]:
    """Distinct events in order of first mention."""
    events: list[EventDraft] = []
    for mention in mentions:
        mention.mentions.append(mention.trigger)
        target = next((event for event in reversed(events) if _same(event, mention)), None)
        if target is not None:
            _absorb(target, mention)
        elif not mention.definite:
            events.append(mention)
        elif mention.kind == "meeting" and (
            mention.time is not None or mention.venue or mention.room or len(mention.people) > 1
        ):
            alone = not any(event.kind in _KIN["meeting"] | {"signing", "reception"} for event in events)
            events += [mention] if alone else []
    return events or _only_visit(mentions)


def _only_visit(mentions: Sequence[EventDraft]) -> list[EventDraft]:
    """ "A delegation visited Brno on Monday", and nothing more: the visit is the event."""
    dated = (
        one for one in mentions if one.kind == "trip" and one.time is not None and len(one.time.day) == 10
    )
    return list(dated)[:1]


def _same(event: EventDraft, mention: EventDraft) -> bool:
    at_signing = mention.definite and mention.kind in {"meeting", "ceremony"} and event.kind == "signing"
    if mention.kind not in _KIN[event.kind] and not at_signing:
        return _meeting_of_signing(event, mention)
    if event.place is not None and mention.place is not None and event.kind != "trip":
        both = event.place.kind == mention.place.kind == "city"
        if both and event.place.key != mention.place.key:
            return False
    one, two = _day(event), _day(mention)
    if one and two and one != two and not _inside(one, two):
        return False
    if event.kind == "site_visit":
        return bool(event.venue and mention.venue and event.venue[0] == mention.venue[0])
    if {event.kind, mention.kind} == {"forum", "ceremony"} and two and not one and not mention.definite:
        return False  # an opening without a day, and a festival to come
    if event.kind == "forum" and mention.kind == "forum":
        return mention.definite or (event.venue is None and mention.venue is None and one == two)
    if event.venue and mention.venue and event.venue[0].lower() != mention.venue[0].lower():
        return event.venue[0] in mention.venue[0] or mention.venue[0] in event.venue[0]
    if event.status != mention.status and not mention.definite and two and not one:
        return False
    if event.kind == "reception" and event.sentence != mention.sentence and two and not one:
        return True
    return not (event.kind == "meeting" and _another_meeting(event, mention))


def _another_meeting(event: EventDraft, mention: EventDraft) -> bool:
    """Whether a meeting or call is with other people than the meeting told before."""
    if mention.kind not in {"meeting", "courtesy_call"} or not event.people or mention.definite:
        return False
    fresh = [person for person in mention.people if person not in event.people]
    apart = event.sentence != mention.sentence and len(fresh) == len(mention.people)
    if fresh and apart and mention.kind == "courtesy_call":
        return True
    return bool(fresh and _day(mention) and event.status != mention.status)


def _meeting_of_signing(event: EventDraft, mention: EventDraft) -> bool:
    """A meeting at which an agreement is signed is the signing, where nothing sets them apart."""
    if {event.kind, mention.kind} != {"meeting", "signing"} or event.status != mention.status:
        return False
    if mention.rule == "event.signed-after":
        return False
    one, two = _day(event), _day(mention)
    return (
        (one == two or not two)
        and mention.venue is None
        and abs(mention.sentence - event.sentence) <= 1
        and bool(one)
    )


def _absorb(event: EventDraft, mention: EventDraft) -> None:
    event.mentions.append(mention.trigger)
    abroad = event.kind == "trip" and event.place is not None and event.place.kind == "country"
    if abroad and event.status == "planned" and mention.definite and mention.time and not mention.time.until:
        mention.time = None  # "The delegation will be in Tokyo on Monday": the day of a stop
    if (mention.kind in {"courtesy_call", "signing"} and event.kind == "meeting") or (
        mention.kind == "signing" and event.kind == "ceremony"
    ):
        event.kind, event.rule = mention.kind, mention.rule
    whole = (
        mention.time is not None and event.time is not None and mention.time.until and not event.time.until
    )
    if whole and mention.time and event.time and mention.time.day.startswith(event.time.day[:7]):
        event.time = mention.time
    coarse = event.time is not None and 0 < len(event.time.day) < 10 and not event.time.until
    if coarse and mention.time is not None and len(mention.time.day) == 10 and not mention.time.until:
        event.time = mention.time
    clocked = mention.time is not None and mention.time.clock and not mention.time.day
    whole_day = event.time is not None and len(event.time.day) == 10 and not event.time.until
    if clocked and whole_day and mention.time and event.time and not event.time.clock:
        event.time = replace(event.time, clock=mention.time.clock)  # "The meeting, opened at 9 a.m., …"
    finer = (
        mention.time is not None
        and bool(mention.time.clock or mention.time.part)
        and mention.time.rule != "time.day-part"
    )
    if mention.time is not None and (
        event.time is None or not event.time.day or (finer and not event.time.clock and not event.time.part)
    ):
        event.time = mention.time
    if event.kind != "trip":
        event.venue = event.venue or mention.venue
    elif event.status == "planned" or mention.rule == "event.trip-stops":
        event.hosts = event.hosts or mention.hosts
    event.room = event.room or mention.room
    if event.city is None:
        event.city, event.place = mention.city, mention.place
    if len(event.people) < _MOST_PEOPLE:
        event.people += [person for person in mention.people if person not in event.people]
    event.parties += [party for party in mention.parties if party not in event.parties]


def _day(event: EventDraft) -> str:
    if event.time is None:
        return ""
    return event.time.iso if event.time.until else event.time.day


def _inside(one: str, two: str) -> bool:
    if "/" in one and "/" in two:
        return False
    if "/" in one or "/" in two:
        whole, part = (one, two) if "/" in one else (two, one)
        first, last = whole.split("/")
        if len(part) == 10:
            return first <= part <= last
        return first.startswith(part) and last.startswith(part)
    return one.startswith(two) or two.startswith(one)


def choose_primary(events: Sequence[EventDraft], title_kinds: Sequence[str], first: int = 0) -> None:
    """Mark one event as what the text is about: its kind, how early and how fully it is told, and the title.

    `first` is the number of the story's first sentence, whose event is the likelier one.
    """
    best: tuple[float, int] | None = None
    for number, event in enumerate(events):
        score = float(_WEIGHT[event.kind])
        score += 3.0 if event.kind in title_kinds else 0.0
        score += 1.0 if event.sentence <= first else 0.0
        score += 2.0 if event.status == "held" else 0.0
        if (
            event.kind == "trip"
            and (event.status == "planned" or event.rule == "event.trip-leaves")
            and event.sentence <= first
            and event.time is not None
        ):
            score += 2.5  # a journey announced is what the text is about
        score -= 1.0 * min(event.sentence, 6)
        score += 0.5 * (event.time is not None) + 0.5 * (event.venue is not None) + 0.3 * len(event.mentions)
        if best is None or score > best[0]:
            best = (score, number)
    if best is not None:
        events[best[1]].primary = True

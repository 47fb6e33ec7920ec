"""Where a text speaks from: the dateline's place, the place of an event, the host's city, the first city."""

from collections import Counter

from legation.engine.capture.gazetteer import Place
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.places import city_mentions
from legation.engine.capture.reading import Reading
from legation.engine.capture.words_ko import GROUPS

_SENT_BY = lazily(rf"^(?:특별시|광역시|시)?(?:의회)?\s?(?:[가-힣]{{1,6}}\s){{0,2}}(?:{'|'.join(GROUPS)})")
"""A city whose delegation is told of is not where the text is from."""


def place_of(reading: Reading, stated: tuple[Place, Span] | None) -> tuple[Place, Span, str] | None:
    """Where the text speaks from: the dateline's place, an event's, the host's city, or the first city."""
    if stated is not None:
        host = _host_place(reading)
        agency = reading.text[stated[1][1] : stated[1][1] + 12]
        if host is not None and "(" in agency and host[0].country == stated[0].country:
            return host[0], host[1], "dateline.host"
        return stated[0], stated[1], "dateline.stated"
    host = _home_of_journey(reading) or _host_place(reading)
    if host is not None:
        return host[0], host[1], "dateline.host"
    mentions = [(place, span) for place, span in city_mentions(reading)
                if not _SENT_BY.match(reading.text[span[1] : span[1] + 24])]  # fmt: skip
    if mentions:
        counts = Counter(place.key for place, _ in mentions)
        best = max(mentions, key=lambda item: (counts[item[0].key], -item[1][0]))
        return best[0], best[1], "dateline.most-named"
    return None


def _home_of_journey(reading: Reading) -> tuple[Place, Span] | None:
    """A journey is told from where it sets out: the city of those who travel."""
    if not any(
        event.primary and event.kind == "trip" and event.status == "planned" for event in reading.events
    ):
        return None
    for party in reading.ballot.of_side("guest"):
        places = reading.gazetteer.named(party.name)
        if places and places[0].kind == "city":
            return places[0], party.span
    return None


def _host_place(reading: Reading) -> tuple[Place, Span] | None:
    for event in reading.events:
        if event.primary and event.place is not None and event.city is not None and event.status == "held":
            return event.place, event.city[1]
    for party in reading.ballot.of_side("host"):
        places = reading.gazetteer.named(party.name)
        if places and places[0].kind == "city":
            return places[0], party.span
    return None

"""Where and when English events take place: rooms, buildings, cities beside them, and the day of arrival."""

# ruff: noqa: E501

import re
from collections.abc import Mapping

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.houses_en import gap, house_of
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.newplaces import sounds_like_a_city
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.titles_en import Words

_ROOM = lazily(
    r"\b(?:in|at|to|inside) (?:the |his |her )?(?P<room>(?:(?!(?:in|at|a|an|and|to|the|ceremony)\b)[\w'’-]+ ){0,5}?(?:[Rr]oom|[Bb]allroom|[Ll]ounge|[Oo]ffice|[Ss]uite|[Pp]arlou?r|[Cc]ouncil [Cc]hambers?|(?:reception|conference|meeting|banquet|assembly) hall))\b"
)


_IN_CITY = lazily(
    r"^,? (?:held |taking place )?in (?P<city>(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?=[ ,.])"
)


def _house_and_room(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    text = reading.text
    room = _ROOM.search(text, event.trigger[0] if event.kind != "signing" else sentence.start, sentence.end)
    house = room is not None and _HOUSE.search(room.group("room")) is not None
    if room and house and event.venue is None:
        event.venue = (room.group("room"), room.span("room"))
    elif room and not re.search(r"\b(?:Trade|Representative|Commercial|Press) Office$", room.group("room")):
        span = room.span("room")
        event.room = (text[span[0] : span[1]], span)
    if event.venue is None:
        event.venue = house_of(reading, event, sentence)


def _no_place(reading: Reading, sentence: Sentence, mention: PlaceMention, house: str) -> bool:
    """Whether a city only owns what follows, is one of a pair in a name, or is where a diplomat is stationed."""
    text, (start, end) = reading.text, mention.span
    if mention.last < len(sentence.tokens) and sentence.tokens[mention.last].lower == "'s":
        return True
    if house and not _of_here(reading, house, mention):
        return True
    if house and {text[start - 1 : start], text[end : end + 1]} & _PAIRS:
        return True  # "the Calgary–Daejeon Innovation Centre"
    return _STATIONED.search(text[max(sentence.start, start - 60) : start]) is not None


def _of_here(reading: Reading, venue: str, mention: PlaceMention) -> bool:
    """Whether a city in a building's name is where it stands: it is told of elsewhere, or the building is its own."""
    named = reading.words(mention.span)
    return reading.text.count(named) > venue.count(named) or _ITS_OWN.search(venue) is not None


_ITS_OWN = lazily(
    r"\b(?:City|Town|County|Airport|Station|Port|University|Museum|Cathedral|Castle|Convention|Exhibition|Stadium)\b"
)
_THEIR_HOME = lazily(
    r"\b(?:[Oo]fficials|[Dd]elegat(?:ion|es)|[Gg]roup|[Ll]eaders|[Mm]embers|[Rr]epresentatives|[Vv]isitors|[Mm]ission)(?: \w+)? (?:of|from) (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3},? in $"
)
"""Before the city in which the place lies that guests have come from."""


def locate(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    tokens = sentence.tokens
    text = reading.text
    if event.kind == "trip":
        _destination(reading, event, sentence)
        return
    _house_and_room(reading, event, sentence)
    hall = (
        re.match(r"^(?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) (?:City|Town) Hall$", event.venue[0])
        if event.venue
        else None
    )
    if (
        hall is not None
        and event.venue is not None
        and sounds_like_a_city(hall.group("city"))
        and not reading.gazetteer.named(hall.group("city"))
        and not reading.gazetteer.named(f"{hall.group('city')} City")
    ):
        start = event.venue[1][0]
        event.city = (
            hall.group("city"),
            (start, start + hall.end("city")),
        )  # a city that the gazetteer does not know
        return
    if event.room is not None and event.venue is None:
        _city_of_room(reading, event)
    if event.venue and event.room and event.venue[1][0] <= event.room[1][0] < event.venue[1][1]:
        event.venue = _house_of_room(reading, event.venue, event.room)
    mentions = reading.places.get(sentence.number, []) if event.place is None else []
    for mention in sorted(mentions, key=lambda m: (gap(event.trigger, m.span), m.span)):
        if mention.adjective or mention.place.kind != "city":
            continue
        lead = tokens[mention.first - 1].lower if mention.first else ""
        lead2 = tokens[mention.first - 2].lower if mention.first > 1 else ""
        post = _in_post(reading, mention.span)
        inside_venue = event.venue is not None and event.venue[1][0] <= mention.span[0] < event.venue[1][1]
        from_where = (
            _FROM_WHERE.match(text, mention.span[1]) is not None and mention.span[1] <= event.trigger[0]
        )
        onward = lead == "to" and lead2 in _ONWARD and mention.span[1] <= event.trigger[0]
        if (
            (
                lead in {"in", "at"}
                or onward
                or from_where
                or _asked_to(reading, sentence, mention)
                or (lead == "visiting" and mention.first < 3)
            )
            and lead2 not in {"embassy", "consulate", "general", "ambassador"}
            and not post
        ) or inside_venue:
            house = event.venue[0] if event.venue is not None and inside_venue else ""
            if _no_place(reading, sentence, mention, house):
                continue
            if mention.span[1] <= event.trigger[0] and _THEIR_HOME.search(
                text[sentence.start : mention.span[0]]
            ):
                continue
            event.city = (text[mention.span[0] : mention.span[1]], mention.span)
            event.place = mention.place
            return
    if event.city is None:
        _city_by_name(reading, event, sentence)
    unknown = (
        _IN_CITY.match(text[event.trigger[1] : min(sentence.end, event.trigger[1] + 40)])
        if event.kind == "forum" and event.city is None
        else None
    )
    if unknown is not None:
        start = event.trigger[1] + unknown.start("city")
        event.city = (unknown.group("city"), (start, start + len(unknown.group("city"))))
        return


_PAIRS = frozenset({"-", "–"})
_FROM_WHERE = lazily(
    r"(?:,? on (?:[A-Z]\w+,? )?(?:[A-Z]\w+\.? \d{1,2}|\d{1,2} [A-Z]\w+)| (?:[A-Z]\w+day))?, where\b"
)


def _city_by_name(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """The city in the name of a gathering, be it the event or where the event took place."""
    if event.rule == "event.named":
        _city_of_name(reading, event)
    else:
        _city_of_gathering(reading, event, sentence)


_AT_GATHERING = lazily(r"\bat (?:the |a )?(?:[A-Z\d][\w'’-]* ){0,4}$")
_GATHERING_NEXT = lazily(
    r" (?:[A-Z][\w'’-]+ ){0,4}(?:Forum|Summit|Conference|Congress|Expo|Fair|Festival|Symposium|Exhibition)\b"
)


def _city_of_gathering(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """ "reaffirmed their agreement at the Busan International Port Conference": in the city that the name holds."""
    for mention in reading.places.get(sentence.number, []):
        behind = 0 <= mention.span[0] - event.trigger[1] < 90
        if not behind or mention.adjective or mention.place.kind != "city":
            continue
        lead = reading.text[event.trigger[1] : mention.span[0]]
        if _AT_GATHERING.search(lead) and _GATHERING_NEXT.match(reading.text, mention.span[1], sentence.end):
            event.city, event.place = (reading.words(mention.span), mention.span), mention.place
            return


_ASKED_TO = lazily(r"\binvit(?:ed|es|ing) (?:[\w'’.-]+ ){1,5}to (?:the )?$")


def _asked_to(reading: Reading, sentence: Sentence, mention: PlaceMention) -> bool:
    """ "invited him to Praia in October": where somebody is asked to come."""
    start = max(sentence.start, mention.span[0] - 70)
    return _ASKED_TO.search(reading.text[start : mention.span[0]]) is not None


_HOSTED = lazily(r"^(?:'s|’s)? (?:will |is to |to )?hosts? (?:the |its )?$")


def hosting(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """ "when Lexington hosts the Games", "the Summit, which Yerevan will host": the city that hosts it."""
    start, end = event.trigger
    after = re.match(r", which ", reading.text[end : min(sentence.end, end + 8)])
    for mention in reading.places.get(sentence.number, []):
        if mention.adjective or mention.place.kind != "city":
            continue
        before = 0 <= start - mention.span[1] < 24 and _HOSTED.match(reading.text[mention.span[1] : start])
        behind = (
            after is not None
            and 0 <= mention.span[0] - end < 12
            and " host" in reading.text[mention.span[1] : mention.span[1] + 12]
        )
        if before or behind:
            event.city, event.place = (reading.words(mention.span), mention.span), mention.place
            return


def _city_of_name(reading: Reading, event: EventDraft) -> None:
    """ "the Nanjing Peace Forum": a gathering that is yet to come is in the city that opens its name."""
    for mention in reading.places.get(event.sentence, []):
        opens = mention.span[0] == event.trigger[0] and mention.span[1] < event.trigger[1]
        if opens and mention.place.kind == "city" and not mention.adjective:
            event.city, event.place = (reading.words(mention.span), mention.span), mention.place


_ONWARD = frozenset(
    {
        "on",
        "go",
        "goes",
        "went",
        "travel",
        "travels",
        "fly",
        "flies",
        "flew",
        "move",
        "moves",
        "head",
        "heads",
        "onward",
    }
)
_STATIONED = lazily(r"\b(?:Consul(?: General)?|Consulate(?: General)?|Embassy|Ambassador)\b[^,.;]{0,44} in $")


def _destination(reading: Reading, event: EventDraft, sentence: Sentence) -> None:
    """Where a journey goes: the first place after "to", "in", "for" or "visit"."""
    if reading.words(event.trigger).startswith("arriv") and re.match(
        r" (?:the city|town)\b", reading.text[event.trigger[1] :][:10]
    ):
        return
    for mention in reading.places.get(sentence.number, []):
        lead = sentence.tokens[mention.first - 1].lower if mention.first else ""
        after = mention.span[0] >= event.trigger[0] and not mention.adjective
        if lead == "of" and mention.first > 1 and sentence.tokens[mention.first - 2].cap:
            continue  # "the managers of the Port of Exampleton"
        if mention.last < len(sentence.tokens) and sentence.tokens[mention.last].lower == "'s":
            continue  # "heading to Asia for Oregon's first trade mission"
        if after and lead in {"to", "for", "in", "of", "visit", "visiting", "visited", "visits", "the"}:
            event.city = (reading.words(mention.span), mention.span)
            event.place = mention.place
            stops = _stops(reading, sentence, mention)
            if len(stops) > 1 and mention.place.kind == "city":
                event.hosts = stops
            return


def _stops(reading: Reading, sentence: Sentence, first: PlaceMention) -> list[str]:
    """ "to visit Lyon, Nice and Toulouse": the cities of a journey that stand in one list."""
    found = [reading.words(first.span)]
    later = {mention.first: mention for mention in reading.places.get(sentence.number, [])}
    at, joined = _past_country(sentence, later, first.last), False
    while at < len(sentence.tokens) and sentence.tokens[at].lower in {",", "and", "&", ";"}:
        while at < len(sentence.tokens) and sentence.tokens[at].lower in {",", "and", "&", ";", "then", "to"}:
            at += 1
        mention = later.get(at)
        owns = mention is not None and sentence.tokens[mention.last : mention.last + 1]
        if mention is None or mention.adjective or (owns and owns[0].lower == "'s"):
            break
        if mention.place.kind == "city":
            joined = joined or sentence.tokens[at - 1].lower in {"and", "&"}
            found.append(reading.words(mention.span))
        at = _past_country(sentence, later, mention.last)
    return found if joined else found[:1]


def _past_country(sentence: Sentence, later: Mapping[int, PlaceMention], at: int) -> int:
    """Past the country that a city of a list is said to lie in ("Tokyo in Japan and Seoul in South Korea")."""
    at += at < len(sentence.tokens) and sentence.tokens[at].text == "City"
    country = later.get(at + 1)
    within = at < len(sentence.tokens) and sentence.tokens[at].lower in {"in", ","}
    if within and country is not None and country.place.kind == "country" and not country.adjective:
        return country.last
    return at


def _house_of_room(reading: Reading, venue: Words, room: Words) -> Words | None:
    """ "the Red Room of the Main Town Hall": the house behind a room."""
    match = re.match(r" (?:of|at|in) (?:the )?(?=[A-Z])", reading.text[room[1][1] : venue[1][1]])
    if match is None:
        return None
    span = (room[1][1] + match.end(), venue[1][1])
    return (reading.words(span), span)


def _city_of_room(reading: Reading, event: EventDraft) -> None:
    """ "at Sims' Seattle office": the city is in the words of the room."""
    for mention in reading.places.get(event.sentence, []):
        inside = event.room is not None and event.room[1][0] <= mention.span[0] < event.room[1][1]
        if inside and mention.place.kind == "city" and not mention.adjective:
            event.city, event.place = (reading.words(mention.span), mention.span), mention.place


def _in_post(reading: Reading, span: Span) -> bool:
    return span in reading.posts


_HOUSE = lazily(r"\b(?:Prefectural|Provincial|Government|Municipal|County|State|Cantonal|Regional) Office$")

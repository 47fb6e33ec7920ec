"""Other readings of the words of a draft, which a reader can choose in place of the first."""

from legation.engine.capture.model import Alternative, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import EventDraft, Reading

_MOST = 3
_KINDS = {
    "event.audience": "reception",
    "event.visited-person": "courtesy_call",
    "event.courtesy-call": "meeting",
    "event.gathering": "ceremony",
    "event.ceremony": "forum",
    "event.reception": "meeting",
}


def of_side(person: PersonDraft, votes: list[Vote]) -> tuple[Alternative[str], ...]:
    """The sides that some evidence speaks for; both where nothing was said or the evidence is a guess."""
    sides = ("host", "guest", "third") if person.diplomat else ("host", "guest")
    doubtful = person.side == "third" or not votes or {vote.rule for vote in votes} <= _GUESSED
    found: list[Alternative[str]] = []
    for side in sides:
        said = [vote for vote in votes if vote.side == side]
        if side != person.side and (said or doubtful or side == "third"):
            spans = tuple(dict.fromkeys(vote.span for vote in said)) or (person.name_span,)
            found.append(Alternative(side, spans[:3], said[0].rule if said else "side.not-said"))
    return tuple(found)


_GUESSED = frozenset(
    {"side.other-party", "side.subject-meets", "side.dateline", "side.listed-with", "side.body-at-home"}
)


def of_title(person: PersonDraft) -> tuple[Alternative[str], ...]:
    """Other posts that the text gives the same person."""
    return tuple(
        Alternative(title, (span,), "person.other-title")
        for title, span in sorted(person.titles.items(), key=lambda item: item[1])
        if person.title is not None and title.lower() not in person.title[0].lower()
    )[:_MOST]


def of_affiliation(reading: Reading, person: PersonDraft) -> tuple[Alternative[str], ...]:
    """The other cities of the text, in order of mention, where a city was only inferred."""
    own = reading.party_key(person.org[0]) if person.org is not None else ""
    return _cities(reading, {own}, "org.other-city")


def of_city(reading: Reading, key: str) -> tuple[Alternative[str], ...]:
    """The other cities of the text, where the place of an event was inferred; `key` is the place taken."""
    return _cities(reading, {key}, "city.other")


def _cities(reading: Reading, but: set[str], rule: str) -> tuple[Alternative[str], ...]:
    spans = [span for key, span in reading.first_cities.items() if key not in but][:_MOST]
    return tuple(Alternative(reading.words(span), (span,), rule) for span in spans)


def of_kind(event: EventDraft) -> tuple[Alternative[str], ...]:
    """Another kind that the same words often mean."""
    other = _KINDS.get(event.rule, "")
    return (
        (Alternative(other, (event.trigger,), "event.other-kind"),) if other and other != event.kind else ()
    )


def of_status(reading: Reading, event: EventDraft) -> tuple[Alternative[str], ...]:
    """Held or planned, where no day settles it or the day is that of the text."""
    day = event.time.day if event.time is not None else ""
    today = reading.anchor.isoformat() if reading.anchor is not None else ""
    if len(day) == 10 and today and day != today:
        return ()
    other = "held" if event.status == "planned" else "planned"
    return (Alternative(other, (event.trigger,), "status.not-dated"),)

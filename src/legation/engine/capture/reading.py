"""What the stages share while one text is read."""

# ruff: noqa: E501

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import Gazetteer, Place, PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Field, Known, Span
from legation.engine.capture.organisations import Organisations, OrgMention
from legation.engine.capture.persons import PersonDraft, Persons
from legation.engine.capture.phrases_en import capital_phrases
from legation.engine.capture.several_en import PersonMention
from legation.engine.capture.sides import Ballot
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.titles_en import Words

_SEAT = lazily(
    r"^(?:the )?(?:Standing Committee of (?:the )?)?(?P<en>[A-Z][\w'’. -]{1,30}?)(?: City| Provincial| Municipal| Province| Metropolitan)*"
    r" (?:People['’]s (?:Congress|Council|Committee|Government)|(?:City |County |Municipal )?Council|(?:City |Metropolitan |Prefectural |Provincial |County )?Government|Municipality|City Hall)$"
    r"|^(?P<wide>[A-Z][\w'’. -]{1,30}?) (?:Metropolis|Métropole|Metropole|Urban Community)$"
    r"|^(?:Metropolitan |Municipal )?(?:Municipality|City|Council|Municipal Council) of (?P<of>[A-Z][\w'’. -]{1,30})$"
    r"|^(?:[\w' ]{2,40} )?(?:Office|Department|Bureau) of (?P<office>[A-Z][\w'’-]{1,30})$"
    r"|^(?P<ko>[가-힣]{2,8}?)(?:특별자치도|특별시|광역시|특별자치시|자치시|시|도|현|성|주)? ?(?:인민위원회|인민의회|인민대표대회(?:\s?상무위원회)?|인민정부|시의회|도의회|현의회|의회)?$",
    re.IGNORECASE,
)


_WIDER = (" County", " Metropolitan City", " City")
_REALM = lazily(
    r"^(?:the )?(?:[A-Z][\w']+ ){0,2}(?:Republic|Kingdom|State|Commonwealth|Federation) of (?:the )?(?=[A-Z])"
)


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of sorted `spans` that start at or after `start` and before `end`."""
    return spans[bisect_left(spans, (start, -1)) : bisect_left(spans, (end, -1))]


@dataclass(slots=True)
class EventDraft:
    """An event being put together."""

    kind: str
    rule: str
    sentence: int
    trigger: Span
    status: str = "held"
    definite: bool = False
    time: TimeMention | None = None
    venue: Words | None = None
    room: Words | None = None
    city: Words | None = None
    place: Place | None = None
    mentions: list[Span] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    confidence: float = 0.85
    primary: bool = False


@dataclass(slots=True)
class Reading:
    """One text on its way to a draft."""

    text: str
    title: str
    language: str
    known: Known
    gazetteer: Gazetteer
    sentences: tuple[Sentence, ...]
    published: date | None = None
    anchor: date | None = None
    date_field: Field[str] | None = None
    place_field: Field[str] | None = None
    home: Place | None = None
    places: dict[int, list[PlaceMention]] = field(default_factory=dict)
    person_mentions: list[PersonMention] = field(default_factory=list)
    posts: set[Span] = field(default_factory=set)
    persons: Persons = field(init=False)
    orgs: Organisations = field(default_factory=Organisations)
    org_mentions: list[OrgMention] = field(default_factory=list)
    times: dict[int, list[TimeMention]] = field(default_factory=dict)
    events: list[EventDraft] = field(default_factory=list)
    ballot: Ballot = field(default_factory=Ballot)
    _phrases: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _trips: dict[int, list[EventDraft]] | None = None
    _ordered: list[Span] = field(default_factory=list)
    _firsts: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.persons = Persons(self.text, self.known)

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    @property
    def headline(self) -> int:
        """Number of a first line that is a headline (no full stop, no date, more lines after it); -1 where none is."""
        if len(self.sentences) < 2:
            return -1
        first = self.sentences[0]
        stopped = self.text[first.end - 1] in '.!?”"’:;)'
        alone = self.sentences[1].paragraph > first.paragraph
        return first.number if alone and not stopped and not self.times.get(first.number) else -1

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that holds an offset."""
        return max(0, bisect_left(self.sentences, offset + 1, key=lambda one: one.start) - 1)

    @property
    def first_cities(self) -> dict[str, Span]:
        """The cities that the text names, by key, with their first mention, in order; no surnames."""
        if not self._firsts:
            names = sorted(self.persons.by_span)
            for number in sorted(self.places):
                for mention in self.places[number]:
                    before = self._name_before(names, mention.span[0])
                    named = bool(before) and before[0][0] <= mention.span[0] < before[0][1]
                    if mention.place.kind == "city" and not mention.adjective and not named:
                        self._firsts.setdefault(mention.place.key, mention.span)
        return self._firsts

    @staticmethod
    def _name_before(names: Sequence[Span], at: int) -> Sequence[Span]:
        """The last of sorted `names` that starts at or before an offset."""
        number = bisect_left(names, (at + 1, -1))
        return names[number - 1 : number]

    @property
    def told(self) -> int:
        """Number of the sentence that tells the primary event, where it is past; -1 where it is not."""
        return next((one.sentence for one in self.events if one.primary and one.status == "held"), -1)

    @property
    def heading(self) -> str:
        """The title as given, or the headline of the text."""
        return self.title or (self.words(self.sentences[0].span) if self.headline == 0 else "")

    def long_ago(self, sentence: Sentence) -> bool:
        """Whether a sentence has dates and all of them lie months before the anchor."""
        days = [time.day for time in self.times.get(sentence.number, []) if time.day]
        if self.anchor is None or not days:
            return False
        month = self.anchor.year * 12 + self.anchor.month
        return all(month - (int(day[:4]) * 12 + int(day[5:7] or 12)) > 2 for day in days)

    def people_in(self, sentence: Sentence) -> list[tuple[Span, PersonDraft]]:
        """People named in a sentence, by position."""
        by_span = self.persons.by_span
        if len(self._ordered) != len(by_span):
            self._ordered = sorted(by_span)
        return [(span, by_span[span]) for span in within(self._ordered, sentence.start, sentence.end)]

    def phrases_in(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The capitalised noun phrases of an English sentence, walked once for all who ask."""
        found = self._phrases.get(sentence.number)
        if found is None:
            found = self._phrases[sentence.number] = capital_phrases(sentence.tokens)
        return found

    def trips_in(self, sentence: Sentence) -> list[EventDraft]:
        """The journeys first told in a sentence, once the events are put together."""
        if self._trips is None:
            self._trips = {}
            for event in self.events:
                if event.kind == "trip":
                    self._trips.setdefault(event.sentence, []).append(event)
        return self._trips.get(sentence.number, [])

    def party_key(self, name: str) -> str:
        """The key of a party by name: a place's where the gazetteer has it, else the name in lower case."""
        places = self.gazetteer.named(name)
        if places:
            return places[0].key
        province = self.language == "ko" and next(
            (one for end in ("주", "성", "현", "도") for one in self.gazetteer.named(name + end)), None
        )
        if province:
            return province.key  # "오리건" of "오리건주지사"
        body = self.orgs.named(name)
        if body is not None and body.name != name:
            return body.name.lower()
        plain = name.lower().strip()
        wider = next((self.gazetteer.named(name[: -len(end)]) for end in _WIDER if name.endswith(end)), ())
        if wider and wider[0].kind == "city":
            return wider[0].key  # "Kisumu County" beside "Kisumu"
        realm = _REALM.match(name)
        if realm is not None:
            return self.party_key(name[realm.end() :])
        if plain.startswith("city of "):
            return self.party_key(plain[8:])
        seat = self.seat_of(name)
        if seat is not None:
            places = self.gazetteer.named(seat)
            return places[0].key if places else seat.lower()
        for suffix in (" city", "광역시", "특별시", "시"):
            if plain.endswith(suffix) and len(plain) > len(suffix) + 1:
                return plain[: -len(suffix)]
        return plain

    def seat_of(self, name: str) -> str | None:
        """The place whose council, committee or government a body is ("Guangxi People's Congress"); None for others."""
        match = _SEAT.match(name.strip())
        words = next((word for word in match.groups() if word), "") if match else ""
        known = next(
            (one for one in (f"{words} City", words) if one in name and self.gazetteer.named(one)), None
        )
        sure = re.search(
            r"People['’]s (?:Congress|Council|Committee)$|인민의회$|인민위원회$|인민대표대회(?:\s?상무위원회)?$|인민정부$",
            name,
        )
        return known or (words if sure and words else None)

"""Whose mayor, which body's head, where neither the words beside a name nor a rule of affiliation says it.

Each place and body of the text is a candidate for a person without one. What speaks for it are features
(how far it stands from the name, who else holds it, whether the text is told from there), weighed by
`weights`, which `benchmarks/capture_weights.py` learns from the labelled texts. Below `SURE` the
affiliation stays blank.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from legation.engine.capture.belonging import destinations, receives
from legation.engine.capture.gazetteer import Place
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.weighing import shares, weigh
from legation.engine.capture.weights import AFFILIATION

SURE = 0.45
"""The share below which a blank is better."""
_PEOPLE, _CANDIDATES, _MENTIONS, _NAMES = 60, 24, 20, 6
"""How many of each are looked at in one text."""

_POSTS = (
    ("lesser", lazily(
        r"\b(?:deputy|vice|assistant|councill?or|council(?:man|woman|member)|member|alderman|spokes\w+)\b"
        r"|부시장|부지사|의원|대변인|부의장")),
    ("chief", lazily(
        r"\b(?:mayor|governor|premier|prefect|provost|hokim|khokim|akim|intendant)\b|시장|지사|군수|구청장|성장")),
    ("head", lazily(
        r"\b(?:president|chair\w*|ceo|chief executive|rector|chancellor|principal|founder|dean|speaker)\b"
        r"|회장|사장|대표|총장|의장|위원장|원장")),
    ("officer", lazily(
        r"\b(?:director|manager|head|officer|secretary|coordinator|commissioner|advis[eo]r|chief|engineer|professor)\b"
        r"|국장|과장|실장|본부장|단장|팀장|센터장|교수")),
)  # fmt: skip
_OF_STATE = lazily(r"\bministers?\b|장관|차관|총리")
_FROM = lazily(
    r"\b(?:delegat(?:ion|es)|visitors|guests|group|party|mission|officials|team|representatives|counterparts?)"
    r" (?:[\w-]+ ){0,3}?(?:from|of) (?:the )?(?:[Cc]ity of )?$"
)
_LED = lazily(r"\b(?:led|headed|chaired|represented) by (?:[\w'’-]+,? ){0,5}$")
_OF = lazily(r"\b(?:of|at|from|for|in) (?:the )?(?:[Cc]ity of )?$")


@dataclass(slots=True)
class Candidate:
    """A place or body of the text, with its mentions."""

    key: str
    kind: str
    spans: list[Span] = field(default_factory=list)


def _candidates_of(reading: Reading) -> list[Candidate]:
    """The places and bodies of a text, those named most first."""
    found: dict[str, Candidate] = {}
    for number in sorted(reading.places):
        for mention in reading.places[number]:
            if not mention.adjective or mention.place.kind == "country":
                one = found.setdefault(mention.place.key, Candidate(mention.place.key, mention.place.kind))
                one.spans.append(mention.span)
    for span, name in sorted((span, body.name.lower()) for body in reading.orgs.all for span in body.spans):
        found.setdefault(name, Candidate(name, "body")).spans.append(span)
    ranked = sorted(found.values(), key=lambda one: (-len(one.spans), one.spans[0]))
    return ranked[:_CANDIDATES]


def _post_of(person: PersonDraft) -> str:
    """What kind of post a person holds."""
    title = title_of(person)
    if person.diplomat or not title:
        return "envoy" if person.diplomat else "none"
    return next((post for post, words in _POSTS if words.search(title)), "other")


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


class Weighed:
    """What speaks for each candidate of one text."""

    def __init__(self, reading: Reading, stated: Place | None) -> None:
        self.reading = reading
        self.stated = stated.key if stated is not None else ""
        self.candidates = _candidates_of(reading)
        self.most = max((len(one.spans) for one in self.candidates), default=1)
        self.people = reading.persons.all[:_PEOPLE]
        self.posts = [_post_of(person) for person in self.people]
        self.held = [
            {reading.party_key(one.org[0]), one.org[0].lower()} if one.org is not None else set()
            for one in self.people
        ]
        self.senders = {
            one.key
            for one in self.candidates
            for span in one.spans[:_MENTIONS]
            if _FROM.search(reading.text[max(0, span[0] - 60) : span[0]])
        }
        self.venues = {event.place.key for event in reading.events if event.place is not None}
        self.headline = reading.sentences[reading.headline].end if reading.headline >= 0 else 0
        self.named: dict[str, list[tuple[int, str]]] = {}
        for one in self.candidates:
            self.named.setdefault(one.kind, []).extend((span[0], one.key) for span in one.spans)
        for starts in self.named.values():
            starts.sort()

    def features(self, at: int, one: Candidate) -> list[str]:
        """What speaks for and against a candidate for the person at that place of the list."""
        person, post = self.people[at], self.posts[at]
        out = ["bias", f"kind={one.kind}", f"post={post}&kind={one.kind}"]
        share = len(one.spans) / self.most
        out.append("most-named" if share == 1 else "often-named" if share >= 0.5 else "seldom-named")
        if one.key == self.stated:
            out += ["dateline", f"post={post}&dateline"]
        if one.spans[0][0] < self.headline:
            out.append("headline")
        if one.key in self.venues:
            out.append("place-of-event")
        return out + self._where(person, one) + self._held(at, one) + self._part(person, one)

    def _where(self, person: PersonDraft, one: Candidate) -> list[str]:
        """How a candidate stands to the nearest mention of a person, and to the first."""
        reading = self.reading
        names = [person.name_span, *sorted(person.spans)[:_NAMES]]
        _, name, place = min((_gap(a, b), a, b) for a in names for b in one.spans[:_MENTIONS])
        own, other = reading.sentence_at(name[0]), reading.sentence_at(place[0])
        if own == other:
            out = self._beside(person, name, one, place, own)
        else:
            side = "before" if other < own else "after"
            out = [f"sentence-{side}-{min(abs(own - other), 3)}"]
        first = reading.sentences[reading.sentence_at(person.name_span[0])]
        if any(first.start <= span[0] < first.end for span in one.spans):
            out.append("in-first-sentence")
        if one.spans[0][0] < person.name_span[0]:
            out.append("named-before")
        starts = self.named[one.kind]
        before = bisect_left(starts, (person.name_span[0], ""))
        if before and starts[before - 1][1] == one.key:
            out.append("last-named")
        return out

    def _beside(self, person: PersonDraft, name: Span, one: Candidate, place: Span, number: int) -> list[str]:
        """How a candidate stands to a name of the same sentence, and what is between them."""
        reading = self.reading
        side = "before" if place[0] < name[0] else "after"
        low, high = (place[1], name[0]) if side == "before" else (name[1], place[0])
        gap = high - low
        out = [f"{side}-{'touching' if gap < 12 else 'near' if gap < 50 else 'far'}"]
        people = reading.people_in(reading.sentences[number])
        if any(low <= span[0] < high and who is not person for span, who in people):
            out.append(f"{side}-others-between")
        places = reading.places.get(number, [])
        if any(low <= m.span[0] < high and m.place.key != one.key and not m.adjective for m in places):
            out.append(f"{side}-places-between")
        if _OF.search(reading.text[max(0, place[0] - 16) : place[0]]):
            out.append(f"{side}-of")
        return out

    def _held(self, at: int, one: Candidate) -> list[str]:
        """Who else holds a candidate: nobody, a mayor or governor, others, those named next to the person."""
        post = self.posts[at]
        holders = [n for n, keys in enumerate(self.held) if n != at and one.key in keys]
        chief = any(self.posts[n] == "chief" for n in holders)
        out = [f"post={post}&{'has-chief' if chief else 'has-others' if holders else 'free'}"]
        for name, number in (("previous", at - 1), ("next", at + 1)):
            if 0 <= number < len(self.people):
                out += self._neighbour(at, number, name, holds=number in holders)
        return out

    def _neighbour(self, at: int, number: int, name: str, *, holds: bool) -> list[str]:
        low, high = sorted((self.people[at].name_span, self.people[number].name_span))
        apart = abs(self.reading.sentence_at(low[0]) - self.reading.sentence_at(high[0]))
        beside = high[0] - low[1] < 70 and not apart
        if holds and (beside or apart < 2):
            return [f"{name}-{'beside' if beside else 'near'}-holds"]
        return [f"{name}-beside-of-another"] if beside and self.held[number] else []

    def _part(self, person: PersonDraft, one: Candidate) -> list[str]:
        """What the person does: receives guests, leads those who come, travels."""
        out = []
        sends = one.key in self.senders
        if receives(self.reading, person):
            out.append("receives&sender" if sends else "receives&other")
            if one.key in self.venues or one.key == self.stated:
                out.append("receives&here")
        start = person.name_span[0]
        if _LED.search(self.reading.text[max(0, start - 60) : start]):
            out.append("leads&sender" if sends else "leads&other")
        elif sends:
            out.append("sender")
        if one.key in destinations(self.reading, person):
            out.append("destination")
        return out


def weigh_affiliations(reading: Reading, stated: tuple[Place, Span] | None) -> None:
    """Give people without a body or place the likeliest of the text, where it is likely enough."""
    if all(person.org is not None or not asked(person) for person in reading.persons.all):
        return
    weighed = Weighed(reading, stated[0] if stated is not None else None)
    for at, person in enumerate(weighed.people):
        if person.org is None and asked(person) and weighed.candidates:
            likely = shares([weigh(AFFILIATION, weighed.features(at, one)) for one in weighed.candidates])
            _give(reading, person, weighed.candidates, likely)


def asked(person: PersonDraft) -> bool:
    """Whether somebody may be of a place or body of the text; envoys and ministers are of states."""
    return not person.diplomat and _OF_STATE.search(title_of(person)) is None


def _give(
    reading: Reading, person: PersonDraft, candidates: Sequence[Candidate], likely: Sequence[float]
) -> None:
    ranked = sorted(range(len(candidates)), key=lambda number: (-likely[number], number))
    if likely[ranked[0]] < SURE:
        return
    found = []
    for number in ranked[:4]:
        span = min(
            candidates[number].spans, key=lambda one: (min(_gap(name, one) for name in person.spans), one)
        )
        found.append((reading.words(span), span))
    person.org, person.country = found[0], candidates[ranked[0]].kind == "country"
    side = reading.ballot.side_of(reading.party_key(found[0][0]))
    if person.side == "third" and side:
        person.side = side
        person.votes.append(Vote(side, "side.of-affiliation", 1, found[0][1]))
    person.org_share, person.org_others = likely[ranked[0]], tuple(found[1:])

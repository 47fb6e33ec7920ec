"""The workspace's own names in a text: what has been confirmed before outranks every general rule."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation.engine.capture.document import Sentence
from legation.engine.capture.model import KnownOrganisation, KnownPerson, KnownVenue, Span
from legation.engine.capture.organisations import OrgMention
from legation.engine.capture.persons import PersonDraft, words_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.several_en import PersonMention
from legation.engine.capture.words_ko import JOSA, TITLES


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence of a name of the workspace."""

    sentence: int
    span: Span
    name: str
    key: str


class Names:
    """Names to look for, by their first word; as many as the workspace has."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self.by_first: dict[str, list[tuple[str, str]]] = {}
        self.longest = 0
        for name, key in names:
            first = name.split(" ")[0]
            if first:
                self.by_first.setdefault(first, []).append((name, key))
                self.longest = max(self.longest, len(first))
        for listed in self.by_first.values():
            listed.sort(key=lambda item: (-len(item[0]), item))

    def in_sentence(self, text: str, sentence: Sentence) -> list[Found]:
        """Occurrences in one sentence, the longest first at each place, none inside another."""
        found: list[Found] = []
        until = -1
        for token in sentence.tokens:
            if token.start < until:
                continue
            options = self._options(token.text)
            hit = next((one for one in options if self._fits(text, token.start, one[0], sentence.end)), None)
            if hit is not None:
                until = token.start + len(hit[0])
                found.append(Found(sentence.number, (token.start, until), hit[0], hit[1]))
        return found

    def _options(self, word: str) -> list[tuple[str, str]]:
        options = list(self.by_first.get(word, ()))
        if "가" <= word[0] <= "힣" or not word.isalpha():
            for length in range(min(len(word) - 1, self.longest), 1, -1):
                options += self.by_first.get(word[:length], ())
        return sorted(options, key=lambda item: (-len(item[0]), item))

    @staticmethod
    def _fits(text: str, start: int, name: str, end: int) -> bool:
        stop = start + len(name)
        if stop > end or not text.startswith(name, start):
            return False
        rest = text[stop : min(end, stop + 12)]
        if not rest or not rest[0].isalnum():
            return True
        return "가" <= name[-1] <= "힣" and rest.startswith(JOSA + TITLES)


def people(reading: Reading) -> list[PersonMention]:
    """Mentions of known people that no rule saw."""
    names = Names(
        (name, person.key) for person in reading.known.persons for name in person.names if len(name) > 2
    )
    taken = sorted(mention.name[1] for mention in reading.person_mentions)
    return [
        PersonMention(found.sentence, (found.name, found.span), found.span, "person.known", 0.9)
        for found in _all(names, reading)
        if not _overlaps(found.span, taken)
    ]


def link_people(reading: Reading) -> None:
    """Tell which of the workspace's people each person of the text is."""
    by_words: dict[frozenset[str], KnownPerson] = {}
    for known in sorted(reading.known.persons, key=lambda person: person.key, reverse=True):
        for name in known.names:
            by_words[words_of(name)] = known
    for person in reading.persons.all:
        known_one = by_words.get(person.words) or next(
            (by_words[words_of(surface)] for surface in person.surfaces if words_of(surface) in by_words),
            None,
        )
        if known_one is not None:
            person.known = known_one
            _affiliate(reading, person, known_one)


def _affiliate(reading: Reading, person: PersonDraft, known: KnownPerson) -> None:
    """The body a known person belongs to, where the text names it and says nothing else."""
    if person.org is not None or not known.org:
        return
    at = reading.text.find(known.org)
    if at >= 0:
        person.org = (known.org, (at, at + len(known.org)))


def organisations(reading: Reading, people_spans: Sequence[Span]) -> list[OrgMention]:
    """Mentions of known bodies."""
    names = Names(
        (name, body.key) for body in reading.known.organisations for name in body.names if len(name) > 1
    )
    taken = sorted([*people_spans, *(mention.span for mention in reading.org_mentions)])
    return [
        OrgMention(found.sentence, found.name, found.span, "org.known", "")
        for found in _all(names, reading)
        if not _overlaps(found.span, taken)
    ]


def link_organisations(reading: Reading) -> None:
    """Tell which of the workspace's bodies each body of the text is."""
    by_name: dict[str, KnownOrganisation] = {}
    for known in sorted(reading.known.organisations, key=lambda body: body.key, reverse=True):
        for name in known.names:
            by_name[name.casefold()] = known
    for body in reading.orgs.all:
        known_one = next(
            (by_name[name.casefold()] for name in (body.name, *body.aliases) if name.casefold() in by_name),
            None,
        )
        if known_one is not None:
            body.known_key = known_one.key
            body.confidence = max(body.confidence, 0.95)


def venues(reading: Reading) -> None:
    """A known venue named in the sentence of an event is its venue, where no other is said."""
    listed: dict[str, KnownVenue] = {venue.key: venue for venue in reading.known.venues}
    names = Names((name, venue.key) for venue in listed.values() for name in venue.names if len(name) > 2)
    for found in _all(names, reading):
        for event in reading.events:
            if event.sentence != found.sentence or event.kind == "trip":
                continue
            if event.venue is None or _overlaps(event.venue[1], [found.span]):
                event.venue = (found.name, found.span)
            break


def _all(names: Names, reading: Reading) -> list[Found]:
    if not names.by_first:
        return []
    found: list[Found] = []
    for sentence in reading.sentences:
        if not sentence.mark:
            found += names.in_sentence(reading.text, sentence)
    return found


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_left(taken, (span[1], -1))
    return any(start < span[1] and end > span[0] for start, end in taken[max(0, at - 3) : at + 1])

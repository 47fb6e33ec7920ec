"""One person out of many mentions: full names first, then titles with surnames, then bare surnames."""

# ruff: noqa: E501

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from legation.engine.capture.model import Known, KnownPerson, Span, Vote
from legation.engine.capture.several_en import PersonMention
from legation.engine.capture.titles_en import Words


@dataclass(slots=True)
class PersonDraft:
    """A person being put together; order of mention gives the key."""

    name: str
    name_span: Span
    rule: str
    confidence: float
    title: Words | None = None
    org: Words | None = None
    org_share: float = 0.0
    org_others: tuple[Words, ...] = ()
    country: bool = False
    known: KnownPerson | None = None
    titles: dict[str, Span] = field(default_factory=dict)
    surfaces: dict[str, None] = field(default_factory=dict)
    spans: set[Span] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    votes: list[Vote] = field(default_factory=list)
    heads: list[tuple[str, Span, float]] = field(default_factory=list)
    side: str = "third"
    speaks: Span | None = None
    diplomat: bool = False

    @property
    def words(self) -> frozenset[str]:
        """The words of the name, in lower case, hyphens apart."""
        return words_of(self.name)


@lru_cache(maxsize=8192)
def words_of(name: str) -> frozenset[str]:
    """The words of a name for comparison."""
    return frozenset(name.lower().replace("-", " ").replace(".", " ").split())


_CROWD = 200
"""People with one name in common beyond which a shorter form of a name is not looked for."""

DIPLOMATIC = (
    "ambassador",
    "consul",
    "chargé",
    "charge d",
    "high commissioner",
    "counsellor",
    "attaché",
    "attache",
    "first secretary",
    "second secretary",
    "third secretary",
    "대사",
    "영사",
    "참사관",
    "서기관",
)


_OWN_ENVOYS = ("국제관계대사", "국제자문대사", "명예대사", "홍보대사")
"""Officers of a Korean city or province who are called ambassadors."""


class Persons:
    """The people of one text."""

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.all: list[PersonDraft] = []
        self.by_word: dict[str, list[PersonDraft]] = {}
        self.by_span: dict[Span, PersonDraft] = {}

    def add(self, mentions: Iterable[PersonMention]) -> None:
        """Resolve mentions: those with the longest names first, each then joined to the person it names."""
        ordered = sorted(mentions, key=lambda mention: mention.span)
        full = [mention for mention in ordered if _full(mention.name[0])]
        short = [mention for mention in ordered if not _full(mention.name[0])]
        for mention in full:
            self._place(mention)
        for mention in short:
            self._place(mention)
        self.all.sort(key=lambda person: person.name_span)

    def _place(self, mention: PersonMention) -> None:
        person = self.match(mention.name[0], mention.title[0] if mention.title else "", mention.span[0])
        if person is None:
            person = PersonDraft(mention.name[0], mention.name[1], mention.rule, mention.confidence)
            self.all.append(person)
            for word in person.words:
                self.by_word.setdefault(word, []).append(person)
        elif len(words_of(mention.name[0])) > len(person.words) or (
            _full(mention.name[0]) and not _full(person.name)
        ):
            person.name, person.name_span = mention.name
            for word in person.words:
                if person not in self.by_word.setdefault(word, []):
                    self.by_word[word].append(person)
        person.spans.add(mention.name[1])
        person.sentences.add(mention.sentence)
        self.by_span[mention.name[1]] = person
        whole = self.text[mention.span[0] : mention.span[1]]
        if whole != mention.name[0] and len(whole) < 40 and not _full(mention.name[0]):
            person.spans.add(mention.span)
            person.surfaces[whole] = None
        if mention.name[0] != person.name and len(mention.name[0]) > 1:
            person.surfaces[mention.name[0]] = None
        if mention.title is not None:
            person.titles.setdefault(*mention.title)
        if (
            mention.title is not None
            and (person.title is None or (person.org is None and mention.org is not None))
            and (person.title is None or len(mention.title[0]) >= len(person.title[0]))
        ):
            person.title = mention.title
        if mention.org is not None and person.org is None:
            person.org, person.country = mention.org, mention.country
        title = (person.title[0] if person.title else "").lower()
        person.diplomat = any(word in title for word in DIPLOMATIC) and not title.startswith(_OWN_ENVOYS)

    def join(self, person: PersonDraft, span: Span, surface: str, sentence: int) -> None:
        """One more mention of `person`, by `surface`."""
        person.spans.add(span)
        person.sentences.add(sentence)
        if surface != person.name:
            person.surfaces[surface] = None
        self.by_span[span] = person

    def match(self, name: str, title: str = "", before: int | None = None) -> PersonDraft | None:
        """The person a name means: the same words, or part of the words of just one person with such a post."""
        words = words_of(name)
        if not words:
            return None
        first = min(words, key=lambda word: (len(self.by_word.get(word, ())), word))
        candidates = [person for person in self.by_word.get(first, ()) if words <= person.words]
        if not candidates and (len(name) == 1 or (len(name) == 2 and "가" <= name[0] <= "힣")):
            candidates = [
                person for person in self.all if person.name.startswith(name) and " " not in person.name
            ]
        if not candidates and len(words) > 1:
            lists = sorted((self.by_word.get(word, []) for word in words), key=len)[:-1]
            near = {id(one): one for listed in lists if len(listed) <= _CROWD for one in listed}
            candidates = [
                person for person in near.values() if len(person.words) > 1 and person.words <= words
            ]
        if len(candidates) > 1:
            exact = [person for person in candidates if person.words == words]
            candidates = exact or candidates
        if len(candidates) > 1 and title:
            fitting = [p for p in candidates if p.title is not None and _tail(p.title[0]) == _tail(title)]
            candidates = fitting or candidates
        if len(candidates) > 1 and before is not None:
            earlier = [person for person in candidates if person.name_span[0] <= before]
            candidates = sorted(earlier or candidates, key=lambda person: person.name_span)[-1:]
        if not candidates:
            return None
        person = candidates[0]
        if title and person.title is not None and len(words) == 1 and _clash(person.title[0], title):
            return None
        return person


def _full(name: str) -> bool:
    if any("가" <= char <= "힣" for char in name):
        return len(name.replace(" ", "")) > 2
    return " " in name.strip()


def _tail(title: str) -> str:
    return title.lower().split(" ")[-1]


_OFFICES = ("mayor", "governor", "ambassador", "consul", "president", "minister", "chairman", "ceo")


def _clash(known: str, said: str) -> bool:
    """Two different offices cannot be one person's in a mention by surname alone (Mayor Park, Governor Park)."""
    one = next((word for word in _OFFICES if word in known.lower()), "")
    two = next((word for word in _OFFICES if word in said.lower()), "")
    return bool(one and two) and one != two

"""English statements: sentences in which somebody of the text speaks, and who it is."""

# ruff: noqa: E501, SIM905

import re
from bisect import bisect_left
from collections.abc import Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import HONORIFICS, SPEECH, WEAK_SPEECH
from legation.engine.capture.model import Field, Span, Statement
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

_SUBJECT_GAP = frozenset(
    "also then later earlier further again in turn meanwhile formally warmly both had has have".split()
)
_ADDRESS = lazily(r"\b(Mr|Ms|Mrs|Madame|Madam|Sir|Dame|Lady)\.? $")
_GENDER = {"he": "m", "she": "f"}
_COMPANY = (
    ["accompanied", "by"],
    ["joined", "by"],
    ["flanked", "by"],
    ["together", "with"],
    ["assisted", "by"],
)
_ROLES = {
    "mayor": ("mayor",), "ambassador": ("ambassador",), "governor": ("governor",), "minister": ("minister",),
    "consul": ("consul",), "chairman": ("chairman", "chair"), "president": ("president",), "envoy": ("ambassador",),
    "councillor": ("councillor", "cllr"), "commissioner": ("commissioner",), "spokesperson": ("spokes",),
    "spokesman": ("spokes",), "spokeswoman": ("spokes",), "director": ("director",), "diplomat": ("ambassador", "consul"),
    "ceo": ("ceo",), "premier": ("premier",), "chairwoman": ("chairwoman", "chair"), "official": (),
}  # fmt: skip


class EnglishStatements:
    """Walks the sentences in order and remembers who spoke last."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.last: list[PersonDraft] = []
        self.quoting: list[PersonDraft] = []
        self.found: list[Statement] = []
        self.heard: list[PersonDraft] = []
        self.genders: dict[int, str] = {}
        self.mentions: dict[int, list[Span]] = {}

    def read(self) -> list[Statement]:
        """All statements of the text."""
        sentences = self.reading.sentences
        pending: list[Sentence] = []
        for sentence in sentences:
            if sentence.mark:
                continue
            people = self.reading.people_in(sentence)
            self.heard = [*self.heard[-6:], *(person for _, person in people)]
            speakers, rule, confidence = self._speakers(sentence, people)
            whole_quote = sentence.begins_quoted and _covered(sentence)
            if speakers:
                for earlier in pending:
                    self._add(earlier, speakers, "statement.quote-before", 0.85)
                pending = []
                self._add(sentence, speakers, rule, confidence)
                self.last = speakers
                self.quoting = speakers if sentence.quotes else []
            elif whole_quote:
                if self.quoting:
                    self._add(sentence, self.quoting, "statement.quote-runs-on", 0.85)
                else:
                    pending.append(sentence)
            else:
                pending = []
                self.quoting = []
                if people:
                    self.last = [people[0][1]]
        return sorted(self.found, key=lambda statement: statement.text.spans[0])

    def _add(self, sentence: Sentence, speakers: list[PersonDraft], rule: str, confidence: float) -> None:
        names = tuple(dict.fromkeys(person.name for person in speakers))
        spans = tuple(self._near(person, sentence) for person in speakers)
        for person in speakers:
            person.speaks = person.speaks or sentence.span
        text = Field(self.reading.words(sentence.span), (sentence.span,), rule, confidence)
        self.found.append(Statement(Field(names, spans, rule, confidence), text))

    def _near(self, person: PersonDraft, sentence: Sentence) -> Span:
        """The mention of a speaker nearest a sentence: in it, or the last before it."""
        if id(person) not in self.mentions:
            self.mentions[id(person)] = sorted(person.spans)
        spans = self.mentions[id(person)]
        number = bisect_left(spans, (sentence.end, -1))
        return spans[number - 1] if number else person.name_span

    def _speakers(
        self, sentence: Sentence, people: Sequence[tuple[Span, PersonDraft]]
    ) -> tuple[list[PersonDraft], str, float]:
        tokens = sentence.tokens
        if len(tokens) > 3 and [tokens[0].lower, tokens[1].lower] == ["according", "to"]:
            named = [person for span, person in people if span[0] <= tokens[min(8, len(tokens) - 1)].end]
            if named and not sentence.quoted(tokens[0].start):
                return named[:1], "statement.according-to", 0.85
        for at, token in enumerate(tokens):
            word = token.lower
            if word == "agreed" and (at + 1 >= len(tokens) or tokens[at + 1].lower not in {"that", "with"}):
                continue
            went_on = word == "went" and at + 1 < len(tokens) and tokens[at + 1].lower == "on"
            if word not in SPEECH and not went_on:
                continue
            if sentence.quoted(token.start) or (
                at and tokens[at - 1].lower in {"to", "is", "was", "were", "are", "be"}
            ):
                continue
            if word in WEAK_SPEECH and self._acts(sentence, at, people):
                continue
            subject = self._subject_before(sentence, at, people)
            if subject:
                return subject, "statement.subject-verb", 0.9
            subject = self._subject_after(sentence, at, people)
            if subject:
                return subject, "statement.verb-subject", 0.9
        return [], "", 0.0

    def _acts(self, sentence: Sentence, at: int, people: Sequence[tuple[Span, PersonDraft]]) -> bool:
        """A weak verb with a person or delegation as its object reports an act ("welcomed the delegation")."""
        tokens = sentence.tokens
        verb = tokens[at].lower
        if verb == "invited" or verb == "asked":
            return False
        if verb == "spoke":
            return not (at + 1 < len(tokens) and tokens[at + 1].lower in {"highly", "of", "about", "warmly"})
        near = [token.lower for token in tokens[at + 1 : at + 8]]
        person_near = any(tokens[at].end <= span[0] <= tokens[at].end + 40 for span, _ in people)
        return verb in {"called", "welcomed"} and (person_near or "delegation" in near or "on" in near[:1])

    def _subject_before(
        self, sentence: Sentence, at: int, people: Sequence[tuple[Span, PersonDraft]]
    ) -> list[PersonDraft]:
        tokens = sentence.tokens
        k = at - 1
        while k >= 0 and (tokens[k].lower in _SUBJECT_GAP or tokens[k].lower.endswith("ly")):
            k -= 1
        joined = k >= 0 and tokens[k].lower == "and"
        if k < 0:
            return []
        word = tokens[k].lower
        if word in {"he", "she"}:
            if self.last and tokens[at].lower in {"replied", "responded", "answered"}:
                others = [person for person in self.heard if person is not self.last[0]]
                return others[-1:] or self.last[:1]
            return self.last[:1] and [self._pronoun(word)]
        if word == "they":
            return self.last if len(self.last) > 1 else []
        if (
            word in _ROLES
            and k > 0
            and tokens[k - 1].lower in {"the", "lord", "consul", "vice", "deputy", "general"}
        ):
            return self._role(word, tokens[k - 1].lower)
        if word == "general" and k > 1 and tokens[k - 1].lower == "consul":
            return self._role("consul")
        ends_here = [person for span, person in people if tokens[k].start <= span[1] - 1 < tokens[k].end]
        if ends_here:
            return self._conjoined(sentence, tokens[k].end, people)
        if tokens[k].text == ",":
            aside = self._before_aside(sentence, k)
            if aside < k:
                return self._subject_before(sentence, aside, people)
            return self._before_apposition(sentence, k, people)
        if joined:
            return self._earlier_subject(sentence, at, people)
        return []

    @staticmethod
    def _before_aside(sentence: Sentence, comma: int) -> int:
        """ "The governor, for his part, said", "Mayor A, accompanied by B and C, told": the token after the subject."""
        tokens = sentence.tokens
        for k in range(comma - 1, 0, -1):
            words = [token.lower for token in tokens[k + 1 : k + 3]]
            if tokens[k].text == "," and (
                (words[:1] == ["for"] and words[1:] and words[1] in {"his", "her", "its", "their"})
                or words in _COMPANY
            ):
                return k
        return comma

    def _pronoun(self, word: str = "") -> PersonDraft:
        """Whom "he" or "she" means: the last one spoken of, unless a form of address says otherwise."""
        first = self.last[0]
        if word and _GENDER.get(word) and self._gender(first) == _GENDER["she" if word == "he" else "he"]:
            fitting = [person for person in self.heard if self._gender(person) == _GENDER[word]]
            return fitting[-1] if fitting else first
        return first

    def _gender(self, person: PersonDraft) -> str:
        """The gender that a form of address before the name gives; "" where there is none."""
        if id(person) not in self.genders:
            forms = (
                _ADDRESS.search(self.reading.text[max(0, start - 8) : start]) for start, _ in person.spans
            )
            said = next((form.group(1) for form in forms if form is not None), "")
            self.genders[id(person)] = ("m" if said in {"Mr", "Sir"} else "f") if said else ""
        return self.genders[id(person)]

    def _conjoined(
        self, sentence: Sentence, end: int, people: Sequence[tuple[Span, PersonDraft]]
    ) -> list[PersonDraft]:
        """ "Mayor Harrell and Mayor Robinson commended": names joined by "and" speak together."""
        names: list[PersonDraft] = []
        for span, person in reversed([item for item in people if item[0][1] <= end]):
            if not names:
                names.append(person)
                start = span[0]
                continue
            between = self.reading.text[span[1] : start].strip().lower()
            if (
                (between.startswith(("and", "&")) and len(between.split()) <= 3)
                or between == ","
                or (between.startswith(",") and len(between.split()) <= 2 and len(names) > 1)
            ):
                names.insert(0, person)
                start = span[0]
            else:
                break
        _ = sentence
        return names

    def _before_apposition(
        self, sentence: Sentence, comma: int, people: Sequence[tuple[Span, PersonDraft]]
    ) -> list[PersonDraft]:
        """ "Ann Sample, CEO of Harbour City Partners, said": the name before the apposition."""
        tokens = sentence.tokens
        before = [(span, person) for span, person in people if span[1] <= tokens[comma].start]
        for span, person in reversed(before):
            number = sentence.token_at(span[1])
            if number == comma and span[0] > sentence.start and self._titled(sentence, span):
                return [person]  # "The Director of Development, Shirley McCann, reported"
            if number < comma and tokens[number].text == "," and comma - number < 22:
                return [person]
        return []

    @staticmethod
    def _titled(sentence: Sentence, span: Span) -> bool:
        """Whether a comma stands before a name."""
        number = sentence.token_at(span[0])
        while number > 1 and sentence.tokens[number - 1].lower in HONORIFICS:
            number -= 1
        return number > 0 and sentence.tokens[number - 1].text == ","

    def _earlier_subject(
        self, sentence: Sentence, at: int, people: Sequence[tuple[Span, PersonDraft]]
    ) -> list[PersonDraft]:
        """ "Mayor Oh replied … and said": the sentence's first person, or its pronoun."""
        tokens = sentence.tokens
        if tokens[0].lower in {"he", "she"} and self.last:
            return self.last[:1]
        first = [person for span, person in people if span[0] <= tokens[min(4, len(tokens) - 1)].end]
        return first[:1] if first and at < 40 else []

    def _subject_after(
        self, sentence: Sentence, at: int, people: Sequence[tuple[Span, PersonDraft]]
    ) -> list[PersonDraft]:
        """'," said Mayor Brodie': a name after the verb, which follows a comma or a quotation."""
        tokens = sentence.tokens
        if (
            at == 0
            or tokens[at - 1].text not in {",", "”", '"', "’"}
            or tokens[at].lower not in SPEECH - WEAK_SPEECH
        ):
            return []
        if at + 1 < len(tokens) and tokens[at + 1].lower in {"he", "she"}:
            return self.last[:1]
        for span, person in people:
            number = sentence.token_at(span[0])
            if at < number <= at + 7:
                between = self.reading.text[tokens[at].end : span[0]]
                if "," not in between and '"' not in between:
                    return self._following(number, people, person, sentence)
        if at + 2 < len(tokens) and tokens[at + 1].lower == "the":
            return self._role(tokens[at + 2].lower)
        return []

    @staticmethod
    def _following(
        number: int, people: Sequence[tuple[Span, PersonDraft]], person: PersonDraft, sentence: Sentence
    ) -> list[PersonDraft]:
        _ = (number, people, sentence)
        return [person]

    def _role(self, word: str, before: str = "the") -> list[PersonDraft]:
        """ "the ambassador": the one person with such a post, the latest speaker where there are several."""
        stems = _ROLES.get(word, ())
        if before in {"vice", "deputy", "lord"}:
            exact = [person for person in self.reading.persons.all
                     if person.title is not None and f"{before} {word}" in person.title[0].lower()]  # fmt: skip
            if len(exact) == 1:
                return exact
        holders = [person for person in self.reading.persons.all
                   if person.title is not None and any(stem in person.title[0].lower() for stem in stems)]  # fmt: skip
        if len(holders) > 1 and before == "the":
            chiefs = [person for person in holders
                      if person.title is not None and not re.search(r"(?i)deputy|vice|assistant", person.title[0])]  # fmt: skip
            if len(chiefs) == 1 and chiefs[0] not in self.last[1:]:
                return chiefs
        if len(holders) > 1:
            recent = [person for person in holders if person in self.last]
            return recent[:1]
        return holders


def _covered(sentence: Sentence) -> bool:
    """Whether (nearly) all of a sentence is inside quotation marks."""
    inside = sum(end - start for start, end in sentence.quotes)
    return inside >= 0.9 * (sentence.end - sentence.start)

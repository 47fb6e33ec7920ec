"""Sides from the company people keep: those who came along, who stand in one list, who were there with the host."""

# ruff: noqa: E501

import re
from itertools import pairwise

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

_WITH = lazily(
    r"\b(?:accompanied|flanked|joined|assisted) by\b|\btogether with\b|\balong(?:side)? with\b|\b[Ww]ith (?:him|her|them) (?:is|are|was|were)\b"
)
_PRESENT = lazily(
    r"^Present (?:at [^.,;]{3,40} )?(?:was|were)\b|\b[Aa]lso (?:present|attending|in attendance|on hand|there|at the (?:table|meeting))\b|\b(?:also attended|also took part|sat in|were present|was present|in attendance)\b"
)
_BETWEEN = lazily(
    r"\b(?:met|meets|receiv\w+|welcom\w+|greet\w+|host(?:s|ed)|visit\w*|thank\w*|told|ask\w*|invit\w+|call\w*|hand\w*|present(?:ed|s)|"
    r"with|by|from|who|while|was|were|is|are|has|had|said|says|to)\b|[.;:“”\"]"
)
_LINKS = frozenset({"of", "the", "for", "and"})
_PRESENT_KO = lazily(r"배석|동석|함께했|함께 자리|자리를 함께|참석|동행|수행")
_TRAVELS_KO = lazily(r"사절단|대표단|방문단|방한단|동행|수행|일행")


def by_company(reading: Reading) -> None:
    """Give people without a side that of those they are named with; evidence is added to their votes."""
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        people = reading.people_in(sentence)
        if not people or all(person.side != "third" for _, person in people):
            continue
        if reading.language == "ko":
            _korean(reading, sentence, people)
        else:
            _english(reading, sentence, people)


def by_default(reading: Reading) -> None:
    """Who speaks for a body, where the text tells of guests received at home, is likelier of the place than come along."""
    primary = next((event for event in reading.events if event.primary), None)
    if primary is None or primary.kind == "trip" or not reading.ballot.of_side("guest"):
        return
    side = _home_side(reading)
    for person in reading.persons.all:
        if person.org is not None and not person.heads and reading.orgs.named(person.org[0]) is not None:
            _give(person, side, "side.body-at-home", person.name_span)


def _give(person: PersonDraft, side: str, rule: str, span: Span) -> None:
    if side in {"host", "guest"} and person.side == "third" and not person.diplomat:
        person.side = side
        person.votes.append(Vote(side, rule, 2, span))


def _english(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    text = reading.text
    escort = _WITH.search(text, sentence.start, sentence.end)
    if escort is not None:
        before = [person for span, person in people if span[1] <= escort.start()]
        side = before[0].side if before else _subject_side(reading, sentence, escort.span())
        for span, person in people:
            if span[0] >= escort.end():
                _give(person, side, "side.accompanies", escort.span())
    words = text[sentence.start : sentence.end]
    present = _PRESENT.search(words)
    for (span, person), (other_span, other) in pairwise(people):
        if _BETWEEN.search(text, span[1], other_span[0]) and not _posts_only(text[span[1] : other_span[0]]):
            continue
        _give(other, person.side, "side.listed-with", span)
        _give(person, other.side, "side.listed-with", other_span)
    if present is not None:
        home = _home_side(reading)
        for _, person in people:
            _give(person, home, "side.present", sentence.span)


def _posts_only(words: str) -> bool:
    """Whether the words between two names are a post and a comma, although a verb's letters stand in them."""
    parts = words.replace(",", " ").split()
    return words[:1] in {",", " "} and all(part[0].isupper() or part in _LINKS for part in parts)


def _subject_side(reading: Reading, sentence: Sentence, escort: Span) -> str:
    """Whom "he" or "the mayor" means before "was accompanied by": the last one named, or the guests on a journey."""
    subject = reading.text[sentence.start : escort[0]].strip().lower()
    if "delegation" in subject or "mission" in subject or "party" in subject:
        return "guest"
    before = [(span, person) for span, person in reading.persons.by_span.items() if span[1] <= sentence.start]
    for word in ("mayor", "governor", "ambassador", "minister", "chairman", "president"):
        if word in subject:
            before = [
                one for one in before if one[1].title is not None and word in one[1].title[0].lower()
            ] or before
            break
    if not before:
        return ""
    if subject.startswith(("he ", "she ")):
        firsts = [one for one in before if one[0][0] >= reading.sentences[max(0, sentence.number - 1)].start]
        return min(firsts or before[-1:], key=lambda item: item[0])[1].side
    return max(before, key=lambda item: item[0])[1].side


def _home_side(reading: Reading) -> str:
    """The side of the place that the text speaks from: the host's, where it is not that of the guests."""
    hosts, guests = reading.ballot.of_side("host"), reading.ballot.of_side("guest")
    if reading.home is not None and any(party.key == reading.home.key for party in guests):
        return ""
    return "host" if hosts else ""


def _korean(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    text = reading.text
    for (span, person), (other_span, other) in pairwise(people):
        between = text[span[1] : other_span[0]]
        if re.search(r"(?:은|는|이|가|을|를|에게|께)\s|[.”\"]", between):
            continue
        _give(other, person.side, "side.listed-with", span)
        _give(person, other.side, "side.listed-with", other_span)
    present = _PRESENT_KO.search(text, sentence.start, sentence.end)
    if present is not None:
        travels = _TRAVELS_KO.search(text, sentence.start, sentence.end)
        for _, person in people:
            _give(person, "guest" if travels else _home_side(reading), "side.present", present.span())

"""Korean statements: what is quoted or reported, and who said it."""

# ruff: noqa: E501

import re

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Field, Span, Statement
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading, within
from legation.engine.capture.sides_ko import subjects

_SAID_WORDS = (
    r"(?:말했|밝혔|전했|강조했|화답했|답했|덧붙였|당부했|제안했|설명했|약속했|평가했|요청했|언급했|피력했|인사했|소감을 밝혔|말문을|주문했|촉구했|"
    r"소개했|기대했|희망했|감사를 표했|감사의 뜻을|사의를 표했|뜻을 전했|뜻을 밝혔|환영사|축사|치하했|격려했|제의했|다짐했|의지를 밝혔|기대감을|초청했|초대했|약속을)"
)
_SAID = lazily(_SAID_WORDS.replace("했", "(?:했|하였|함)").replace("답했|", "답했|답하였|"))
_QUOTE_END = lazily(r"[”\"’」](?:이?라고|고|라며|며|면서|라면서|이라며|는|라는|이라는)")


def statements_of(reading: Reading) -> list[Statement]:
    """All statements of a Korean text."""
    found: list[Statement] = []
    last: list[PersonDraft] = []
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        words = reading.words(sentence.span)
        people = subjects(reading, sentence)
        speakers = _subject(people, sentence, reading)
        reported = _SAID.search(words) or _QUOTE_END.search(words)
        covered = sum(end - start for start, end in sentence.quotes) >= 0.9 * (sentence.end - sentence.start)
        if reported and speakers:
            both = _each(people, sentence) if len(sentence.quotes) > 1 else []
            found.append(_statement(reading, sentence, both or speakers, "statement.subject", 0.92))
            last = both[-1:] or speakers
        elif (reported or covered) and last and not _other_subject(words, sentence):
            found.append(_statement(reading, sentence, last, "statement.same-speaker", 0.75))
        elif speakers:
            last = speakers
    return found


def _statement(
    reading: Reading, sentence: Sentence, speakers: list[PersonDraft], rule: str, sure: float
) -> Statement:
    names = tuple(dict.fromkeys(person.name for person in speakers))
    spans: list[Span] = []
    for person in speakers:
        person.speaks = person.speaks or sentence.span
        here = within(sorted(person.spans), sentence.start, sentence.end) if len(person.spans) < 50 else ()
        spans.append(here[0] if here else person.name_span)
    text = Field(reading.words(sentence.span), (sentence.span,), rule, sure)
    return Statement(Field(names, tuple(spans), rule, sure), text)


def _subject(
    people: list[tuple[Span, PersonDraft, str]], sentence: Sentence, reading: Reading
) -> list[PersonDraft]:
    """People with a subject particle outside quotation marks; those joined to them by 과/와 speak with them."""
    outside = [item for item in people if not sentence.quoted(item[0][0])]
    for number, (span, person, josa) in enumerate(outside):
        if josa and _told_by_body(reading, sentence, span):
            return []
        if josa in {"은", "는", "이", "가", "도"} and span[0] - sentence.start < 160:
            together = [person]
            at = number - 1
            while at >= 0 and outside[at][2] in {"과", "와"}:
                between = reading.text[outside[at][0][1] : outside[at + 1][0][0]]
                if len(between) > 24:
                    break
                together.insert(0, outside[at][1])
                at -= 1
            return together
    return []


def _told_by_body(reading: Reading, sentence: Sentence, span: Span) -> bool:
    """ "해양수산부는 문정호 차관이 … 논의했다고 밝혔다": the body tells what the person did."""
    lead = reading.text[sentence.start : span[0]]
    tail = reading.text[max(span[1], sentence.end - 18) : sentence.end]
    body = re.match(r"^\S+(?:\s\S+){0,2}?(?:은|는)\s", lead) or re.search(r"\((?:[가-힣]{2,6}\s)?$", lead)
    return (
        body is not None and not sentence.quotes and bool(re.search(r"고\s(?:\d+일\s)?(?:밝혔|전했)", tail))
    )


def _each(people: list[tuple[Span, PersonDraft, str]], sentence: Sentence) -> list[PersonDraft]:
    """ "A는 "…"고 말했고, B는 "…"고 답했다": each subject that a quotation of their own follows."""
    said: list[PersonDraft] = []
    subjects = [
        item for item in people if item[2] in {"은", "는", "이", "가"} and not sentence.quoted(item[0][0])
    ]
    for number, (span, person, _) in enumerate(subjects):
        until = subjects[number + 1][0][0] if number + 1 < len(subjects) else sentence.end
        if any(span[1] <= start < until for start, _ in sentence.quotes):
            said.append(person)
    return said if len(said) > 1 else []


def _other_subject(words: str, sentence: Sentence) -> bool:
    """Whether somebody or something else speaks ("대전시는 … 밝혔다")."""
    start = words[: sentence.quotes[0][0] - sentence.start] if sentence.quotes else words
    if re.match(r"^(?:이어|또|또한|그는|이에|그러면서|아울러|특히)", words):
        return False
    return re.search(r"[가-힣A-Za-z](?:은|는|이|가)\s", start) is not None

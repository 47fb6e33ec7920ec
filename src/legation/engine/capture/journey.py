"""How many travelled in a delegation, and the named programme of a visit."""

# ruff: noqa: E501

import re

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import PROGRAMME_HEADS
from legation.engine.capture.model import Alternative, Field, Programme, Span
from legation.engine.capture.reading import Reading

_NUMBER = r"(?P<n>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_PARTY = r"(?:delegation|mission|party|group|team|entourage|contingent)"
_PEOPLE = r"(?:residents|citizens|officials|members|people|delegates|executives|students|representatives|entrepreneurs|artists|councillors|councilors)"
_SIZES_EN = tuple(
    lazily(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER}[- ](?:member|person|strong|people|man)\b[^.]{{0,40}}?\b{_PARTY}",
        rf"\b{_PARTY} of (?:about |around |some |up to )?{_NUMBER}\b(?! (?:cities|countries|companies|days))",
        rf"\b{_PARTY} (?:numbered|numbers|comprises|comprised|included|consists of|consisted of|was made up of) (?:about |some )?{_NUMBER} (?:people|members|delegates|persons|representatives)",
        rf"\b{_PARTY}\b[^.;]{{0,120}}?\b(?:comprising|made up of|consisting of|composed of) (?:about |some |around )?{_NUMBER} (?:\w+ )?{_PEOPLE}\b",
        rf"\b{_NUMBER} (?:delegates|members of the {_PARTY})\b",
        rf"\b{_NUMBER}-(?:member|person|strong)\b",
        rf"\b{_NUMBER} (?:\w+ )?{_PEOPLE}\b[^.]{{0,30}}?,? (?:led|headed) by\b",
        rf"\b(?:leads|led|leading|heads|headed|brought|brings|bringing) (?:about |around |some )?{_NUMBER} {_PEOPLE}\b",
        rf"\bnumber(?:s|ed|ing) (?:about |some )?{_NUMBER} (?:people|members|delegates|persons)\b",
    )
)
_SIZES_KO = tuple(
    lazily(pattern)
    for pattern in (
        r"(?:사절단|대표단|방문단|방한단|일행)(?:은|는|이|을|으로)\s[^.]{0,60}?등 (?:모두 |총 )?(?P<n>\d{1,4})\s?(?:여\s?)?명(?:으로|이)? ?(?:구성|꾸려|이뤄|참가|동행)",
        r"(?:사절단|대표단|방문단|방문객|방한단|사절|일행|참관단|연수단|시찰단)[^.\d]{0,22}(?P<n>\d{1,4})\s?(?:여\s?)?명",
        r"(?:공무원|기업인|의원|시민|학생|관계자)(?:과 [가-힣]{2,6}| 등)? (?P<n>\d{1,4})\s?(?:여\s?)?명(?:이|은)[^.]{0,50}(?:방문|찾는|찾았)",
        r"등 (?:관계자 |기업인 |모두 |총 ){0,2}(?P<n>\d{1,4})\s?(?:여\s?)?명(?:이|도|과|이 함께) 동행",
        r"(?:인사|관계자|위원|의원|기업인|대표|단원|등)\s?(?:총\s)?(?P<n>\d{1,4})\s?(?:여\s?)?명[^.]{0,14}?(?:사절단|대표단|방문단|방한단|구성|꾸려)",
        r"(?P<n>\d{1,4})\s?(?:여\s?)?명(?:으로 이뤄진|으로 구성된|의|으로 꾸려진)[^.]{0,16}?(?:사절단|대표단|방문단|방한단)",
        r"(?:사절단|대표단|방문단|방한단)[^.]{0,120}?(?P<n>\d{1,4})\s?(?:여\s?)?명(?:으로 (?:구성|이뤄)|을 파견|이 방문)",
    )
)


_COUNTS = lazily(rf"[0-9]|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
"""A number, without which no sentence says how many came."""


def size_of(reading: Reading) -> Field[int] | None:
    """How many travelled in the delegation, where the text says."""
    found: dict[int, Span] = {}
    counted = [one for one in reading.sentences
               if not one.mark and _COUNTS.search(reading.text, one.start, one.end) is not None]  # fmt: skip
    for pattern in _SIZES_KO if reading.language == "ko" else _SIZES_EN:
        for sentence in counted:
            match = pattern.search(reading.text, sentence.start, sentence.end)
            if match:
                said = match.group("n").lower()
                found.setdefault(_WORDS.get(said) or int(said), match.span("n"))
    if not found:
        return None
    (value, span), *others = found.items()
    rest = tuple(Alternative(other, (at,), "size.also-said") for other, at in others[:3])
    return Field(value, (span,), "size.said", 0.9 if not rest else 0.7, rest)


_PROGRAMME_KO = lazily(r"(?P<name>(?:[가-힣A-Za-z]{1,16}\s?){1,4}(?:프로그램|미션|이니셔티브))")


def programmes_of(reading: Reading) -> list[Programme]:
    """Named programmes ("part of the Young Ports Exchange Program") and who organises them."""
    found: dict[str, Programme] = {}
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        for span in _programme_spans(reading, sentence):
            name = reading.words(span)
            if name.lower() in found:
                continue
            organisers = tuple(
                Field(org.name, (max(s for s in org.spans if sentence.start <= s[0] < sentence.end),), org.role_rule, 0.9,
                      known_key=org.known_key)
                for org in reading.orgs.all
                if org.role == "organiser" and any(sentence.start <= s[0] < sentence.end for s in org.spans)
            )  # fmt: skip
            found[name.lower()] = Programme(
                Field(name, (span,), "programme.named", 0.9 if organisers else 0.7), organisers
            )
    return list(found.values())


def _programme_spans(reading: Reading, sentence: Sentence) -> list[Span]:
    if reading.language == "ko":
        return _part_of_programme(reading, sentence) or [
            (sentence.start + match.start(1), sentence.start + match.end(1))
            for match in re.finditer(
                r"(?:주관하는|주최하는|추진하는|마련한|운영하는)\s((?:[가-힣A-Za-z0-9]{1,16}\s){0,4}(?:프로그램|미션))",
                reading.words(sentence.span),
            )
        ]
    tokens = sentence.tokens
    spans: list[Span] = []
    for at, end in reading.phrases_in(sentence):
        first = at
        while first < end and tokens[first].lower in {"the", "a", "an", "this"}:
            first += 1
        last = next((k for k in range(end - 1, first, -1) if tokens[k].lower in PROGRAMME_HEADS), None)
        if last is not None and last - first >= 2:
            spans.append((tokens[first].start, tokens[last].end))
    return spans


_PART_OF_KO = lazily(
    r"(?P<name>(?:[가-힣A-Za-z0-9·]{1,16}\s){0,3}[가-힣A-Za-z0-9·]{2,16}\s?(?:프로그램|미션|이니셔티브))"
    r"(?=[’'”\"」』]?(?:의 (?:하나|일환|일부)|에 참가|에 참여|의 일정))"
)
_NAMED_KO = lazily(r"(?:프로그램|미션|이니셔티브)[’'”\"」』]?(?:의|에) ")
_NO_NAME_KO = lazily(r"(?:으며|하며|이며|하는|되는|[을를은는이가의에와과고]|에서|으로|된|한)$")


def _part_of_programme(reading: Reading, sentence: Sentence) -> list[Span]:
    """ "아시아 무역사절단 프로그램의 하나로": the words of the name behind the last particle."""
    found: list[Span] = []
    if not _NAMED_KO.search(reading.text, sentence.start, sentence.end):
        return found
    for match in _PART_OF_KO.finditer(reading.text, sentence.start, sentence.end):
        words = match.group("name").split(" ")
        start = match.start("name")
        for word in list(words[:-1]):
            if _NO_NAME_KO.search(word):
                cut = match.group("name").find(word, start - match.start("name")) + len(word) + 1
                start = match.start("name") + cut
        name = reading.text[start : match.end("name")]
        if " " in name or len(name) > 6:
            found.append((start, match.end("name")))
    return found

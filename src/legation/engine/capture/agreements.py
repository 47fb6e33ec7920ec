"""Agreements, invitations and pledges, the size of the delegation, and the programme of the visit."""

# ruff: noqa: E501

import re

from legation.engine.capture.document import Sentence
from legation.engine.capture.lexicon_en import PROGRAMME_HEADS
from legation.engine.capture.model import Field, Programme, Span
from legation.engine.capture.phrases_en import noun_phrase_at
from legation.engine.capture.reading import Reading

_KINDS_EN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("mou", r"\bmemorand(?:um|a) of (?:understanding|cooperation|agreement)\b|\bMOUs?\b|\bmemorand(?:um|a)\b|\bletter of intent\b"),
        ("declaration", r"\b(?:joint )?declaration\b|\bjoint statement\b"),
        ("sister_city", r"\b(?:sister|twin|twinning|sister-city|partner)[- ]?(?:cit(?:y|ies)|city-ties)?[- ](?:city )?(?:agreements?|partnership|pact|relationship|ties|accord)\b|\bsister cit(?:y|ies) (?:agreement|partnership|memorandum)\b|\btwinning\b"),
        ("cooperation_agreement", r"\b(?:agreements?|partnership|pact|accord|covenant|protocol|charter|treaty)\b"),
    )
)  # fmt: skip
_SIGN_EN = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|ink(?:ed|s)|seal(?:ed|s)?|renew(?:ed|s|ing)?|conclud(?:ed|es)|initial+ed|reaffirm\w*|"
    r"enter(?:ed)? into)\b"
)
_PLAN_EN = re.compile(
    r"\b(?:will|to be|is to|are to|plan(?:s|ned)? to|would|is expected|are expected|next (?:week|month|year))\b"
)
_INVITE_EN = re.compile(r"\b(?:invit(?:e|ed|es|ing)|extended an invitation)\b")
_PLEDGE_EN = re.compile(
    r"\b(?:pledg(?:ed|es|ing)|promis(?:ed|es)|vow(?:ed|s)|committed (?:to|themselves|himself|herself)|"
    r"express(?:ed|ing) (?:his|her|their|its|the) commitment|commitment to|undertook to|agreed (?:to|on|that))\b"
)
_PAST_EN = re.compile(
    r"\b(?:had promised|had pledged|since|in (?:19|20)\d\d, when|was signed in|signed in (?:19|20)\d\d)\b"
)

_KINDS_KO: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("mou", r"양해\s?각서|업무\s?협약|MOU|의향서"),
        ("declaration", r"공동\s?선언|공동\s?성명"),
        ("sister_city", r"자매\s?(?:결연|도시)\s?(?:협정|협약|체결|결연|을 맺|를 맺)|자매결연"),
        (
            "cooperation_agreement",
            r"(?:우호|교류|협력)[가-힣\s]{0,8}(?:협약|협정|약정|합의)|협약(?!식)|협정|합의서",
        ),
    )
)
_SIGN_KO = re.compile(r"체결|맺|서명|조인|갱신|채택")
_PLAN_KO = re.compile(r"예정|계획|할 방침|하기로 했|맺는다|체결한다|추진")
_INVITE_KO = re.compile(r"초청(?:했|하|장|의)|초대했|방문해 달라|방문을 요청")
_PLEDGE_KO = re.compile(
    r"(?:약속|다짐)(?:했|하)|(?:하기로|나가기로|협력키로|추진키로)\s?(?:했|합의|뜻)|뜻을 모았"
)


class AgreementDraft:
    """An agreement before its parties are settled."""

    __slots__ = ("kind", "rule", "sentence", "status")

    def __init__(self, kind: str, status: str, rule: str, sentence: Sentence) -> None:
        self.kind = kind
        self.status = status
        self.rule = rule
        self.sentence = sentence


def agreements_of(reading: Reading, statement_sentences: set[Span]) -> list[AgreementDraft]:
    """The first sentence of each agreement, and each invitation and pledge."""
    korean = reading.language == "ko"
    headline = reading.headline
    found: list[AgreementDraft] = []
    seen: set[tuple[str, str]] = set()
    for sentence in reading.sentences:
        if sentence.mark or sentence.number == headline or (not korean and _only_quoted(sentence)):
            continue
        draft = _korean(reading, sentence) if korean else _english(reading, sentence)
        if draft is None:
            continue
        family = draft.kind if draft.kind in {"invitation", "pledge"} else "instrument"
        key = (family, _day(reading, sentence) if family == "instrument" else str(sentence.start))
        if key in seen or (family == "instrument" and (family, "") in seen and key[1] == ""):
            continue
        if family == "instrument" and any(one == "instrument" for one, _ in seen) and not key[1]:
            continue
        if (
            family == "instrument"
            and draft.status == "planned"
            and any(one == "instrument" for one, _ in seen)
            and not korean
        ):
            continue
        seen.add(key)
        found.append(draft)
    _ = statement_sentences
    return found


def _only_quoted(sentence: Sentence) -> bool:
    return sum(end - start for start, end in sentence.quotes) >= 0.9 * (sentence.end - sentence.start)


def _day(reading: Reading, sentence: Sentence) -> str:
    times = reading.times.get(sentence.number, [])
    return next((time.day for time in times if len(time.day) == 10), "")


def _outside_quotes(reading: Reading, sentence: Sentence) -> str:
    text = reading.words(sentence.span)
    for start, end in reversed(sentence.quotes):
        text = text[: start - sentence.start] + " " * (end - start) + text[end - sentence.start :]
    return text


def _english(reading: Reading, sentence: Sentence) -> AgreementDraft | None:
    words = _outside_quotes(reading, sentence)
    if (_PAST_EN.search(words) and not _PLEDGE_EN.search(words)) or reading.long_ago(sentence):
        return None
    sign = _SIGN_EN.search(words)
    if sign:
        near = words[max(0, sign.start() - 120) : sign.end() + 160]
        for kind, pattern in _KINDS_EN:
            if pattern.search(near):
                planned = _PLAN_EN.search(words[: sign.start()]) or sign.group().lower() in {
                    "sign",
                    "signing",
                    "signs",
                }
                past = re.search(r"\b(?:signed|inked|sealed|concluded)\b", words) and not _PLAN_EN.search(
                    words[: sign.start()]
                )
                renewed = re.search(r"\b(?:renewed|reaffirm\w*)\b", words)
                held = any(
                    event.sentence == sentence.number and event.kind == "signing" and event.status == "held"
                    for event in reading.events
                )
                status = (
                    "renewed" if renewed else "signed" if past or held else "planned" if planned else "signed"
                )
                return AgreementDraft(kind, status, "agreement.signed", sentence)
    someone = (
        bool(reading.people_in(sentence)) or re.search(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b", words) is not None
    )
    invited = _INVITE_EN.search(words) and not re.search(r"\b(?:was|were|been|had|at the) invit", words)
    if invited and someone:
        return AgreementDraft("invitation", "stated", "agreement.invited", sentence)
    pledge = _PLEDGE_EN.search(words)
    if pledge and not words[max(0, pledge.start() - 5) : pledge.start()].lower().endswith(("had ", "have ")):
        return AgreementDraft("pledge", "stated", "agreement.pledged", sentence)
    return None


def _korean(reading: Reading, sentence: Sentence) -> AgreementDraft | None:
    words = _outside_quotes(reading, sentence)
    if reading.long_ago(sentence):
        return None
    sign = _SIGN_KO.search(words)
    if sign:
        for kind, pattern in _KINDS_KO:
            if pattern.search(words):
                status = "planned" if _PLAN_KO.search(words[sign.start() :]) else "signed"
                if "갱신" in words or "재체결" in words:
                    status = "renewed"
                if re.search(r"협약에 따라|협약을 바탕으로|협정에 따라|이후|맺은 (?:바|후|뒤|이래)", words):
                    return None
                return AgreementDraft(kind, status, "agreement.signed", sentence)
    if _INVITE_KO.search(words):
        return AgreementDraft("invitation", "stated", "agreement.invited", sentence)
    if _PLEDGE_KO.search(words):
        return AgreementDraft("pledge", "stated", "agreement.pledged", sentence)
    return None


_NUMBER = r"(?P<n>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_PARTY = r"(?:delegation|mission|party|group|team|entourage|contingent)"
_SIZES_EN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER}[- ](?:member|person|strong|people|man)\b[^.]{{0,40}}?\b{_PARTY}",
        rf"\b{_PARTY} of (?:about |around |some |up to )?{_NUMBER}\b(?! (?:cities|countries|companies|days))",
        rf"\b{_PARTY} (?:numbered|numbers|comprises|comprised|included|consists of|consisted of|was made up of) (?:about |some )?{_NUMBER} (?:people|members|delegates|persons|representatives)",
        rf"\b{_NUMBER} (?:delegates|members of the {_PARTY})\b",
        rf"\b{_NUMBER}-(?:member|person|strong)\b",
        rf"\bnumber(?:s|ed|ing) (?:about |some )?{_NUMBER} (?:people|members|delegates|persons)\b",
    )
)
_SIZES_KO = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:사절단|대표단|방문단|방문객|방한단|사절|일행|참관단|연수단|시찰단)[^.\d]{0,12}(?P<n>\d{1,4})\s?(?:여\s?)?명",
        r"(?:인사|관계자|위원|의원|기업인|대표|단원|등)\s?(?:총\s)?(?P<n>\d{1,4})\s?(?:여\s?)?명[^.]{0,14}?(?:사절단|대표단|방문단|방한단|구성)",
        r"(?P<n>\d{1,4})\s?(?:여\s?)?명(?:으로 이뤄진|으로 구성된|의|으로 꾸려진)[^.]{0,16}?(?:사절단|대표단|방문단|방한단)",
        r"(?:사절단|대표단|방문단|방한단)[^.]{0,120}?(?P<n>\d{1,4})\s?(?:여\s?)?명(?:으로 (?:구성|이뤄)|을 파견|이 방문)",
    )
)


def size_of(reading: Reading) -> Field[int] | None:
    """How many travelled in the delegation, where the text says."""
    for pattern in _SIZES_KO if reading.language == "ko" else _SIZES_EN:
        for sentence in reading.sentences:
            match = pattern.search(reading.text, sentence.start, sentence.end) if not sentence.mark else None
            if match:
                said = match.group("n").lower()
                value = _WORDS.get(said) or int(said)
                return Field(value, (match.span("n"),), "size.said", 0.9)
    return None


_PROGRAMME_KO = re.compile(r"(?P<name>(?:[가-힣A-Za-z]{1,16}\s?){1,4}(?:프로그램|미션|이니셔티브))")


def programmes_of(reading: Reading) -> list[Programme]:
    """Named programmes ("part of the International Leadership Mission Program") and who organises them."""
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
        return [
            (sentence.start + match.start(1), sentence.start + match.end(1))
            for match in re.finditer(
                r"(?:주관하는|주최하는|추진하는|마련한|운영하는)\s((?:[가-힣A-Za-z0-9]{1,16}\s){0,4}(?:프로그램|미션))",
                reading.words(sentence.span),
            )
        ]
    tokens = sentence.tokens
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        end = noun_phrase_at(tokens, at) if tokens[at].cap else at
        if end <= at:
            at += 1
            continue
        first = at
        while first < end and tokens[first].lower in {"the", "a", "an", "this"}:
            first += 1
        last = next((k for k in range(end - 1, first, -1) if tokens[k].lower in PROGRAMME_HEADS), None)
        if last is not None and last - first >= 2:
            spans.append((tokens[first].start, tokens[last].end))
        at = end
    return spans

"""Agreements, invitations and pledges."""

# ruff: noqa: E501

import re
from collections.abc import Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.reading import Reading

_KINDS_EN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, lazily(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("sister_city", r"\b(?:sister|twin|partner)[- ]cit(?:y|ies)(?: \w+){0,2} (?:memorand(?:um|a)|MOUs?)\b|\b(?:memorand(?:um|a)(?: of \w+)?|MOUs?) (?:on|for|under|to become) [^.;,]{0,30}\b(?:sister|twin)[- ]cit(?:y|ies)\b"),
        ("mou", r"\bmemorand(?:um|a) of (?:understanding|cooperation|agreement)\b|\bMOUs?\b|\bmemorand(?:um|a)\b|\bletter of intent\b"),
        ("declaration", r"\b(?:joint )?declaration\b|\bjoint statement\b"),
        ("sister_city", r"\b(?:sister|twin|twinning|sister-city|partner)[- ]?(?:cit(?:y|ies)|city-ties)?[- ](?:city )?(?:agreements?|partnership|pact|protocol|relationship|ties|accord)\b|\bsister cit(?:y|ies) (?:agreement|partnership|memorandum)\b|\btwinning\b|\b(?:sister|twin|partner)[- ](?:state|province|prefecture|county|town|region)s? (?:agreements?|partnership|pact|accord|ties|relationship)\b"),
        ("cooperation_agreement", r"\b(?:agreements?|partnership|pact|accord|covenant|protocol|charter|treaty|(?:action|work|cooperation) plan)\b"),
    )
)  # fmt: skip
_SIGN_EN = lazily(
    r"\b(?:sign(?:ed|s|ing)?|ink(?:ed|s)|seal(?:ed|s)?|renew(?:ed|s|ing)?|conclud(?:ed|es)|initial+ed|reaffirm\w*|"
    r"enter(?:ed)? into|issu(?:ed|es) (?:a |the )?(?=joint)|(?:formali[sz]ed|established|establishes)(?= (?:a |an |their |the )?(?:formal |official )?(?:sister|twin|friendship))|approv(?:ed|es)|(?:put|puts|added|affixed|set) their (?:signatures?|names?) (?:to|on))\b"
)
_PLAN_EN = lazily(
    r"\b(?:will|to be|is to|are to|plan(?:s|ned)? to|would|is expected|are expected|ready to|willing to|hopes? to|wants? to|next (?:week|month|year))\b"
)
_INVITE_EN = lazily(
    r"\b(?:invit(?:e|ed|es|ing)|extended an invitation|(?:an|the) invitation to (?:visit|attend)|accept(?:ed|s) (?:an|the|his|her|their) invitation|received an invitation|(?:issued|sent|conveyed|handed over|presented|delivered) (?:an|the|his|her|their) (?:\w+ )?(?:letter of )?invitation|(?:hand|present|gave|giv)(?:ed|s|ing|e|es|en)? (?:[\w'’.-]+ ){1,4}(?:with )?an? (?:\w+ )?(?:letter of )?invitation)\b"
)
_PLEDGE_EN = lazily(
    r"\b(?:pledg(?:ed|es|ing)|promis(?:ed|es)|vow(?:ed|s)|committed (?:to|themselves|himself|herself)|"
    r"express(?:ed|ing) (?:his|her|their|its|the) commitment|commitment to|undertook to|offered to|agreed (?:to|on|that|they|both|the two)|(?:sides|cities|mayors|parties|both|two|they) (?:also )?decided to)\b"
)
_PAST_EN = lazily(
    r"\b(?:had promised|had pledged|since|in (?:19|20)\d\d, when|was signed in|signed in (?:19|20)\d\d)\b"
)

_KINDS_KO: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, lazily(pattern))
    for kind, pattern in (
        ("mou", r"양해\s?각서|업무\s?협약|MOU|의향서"),
        ("declaration", r"공동\s?선언|공동\s?성명"),
        ("sister_city", r"자매\s?(?:결연|도시)\s?(?:협정|협약|체결|결연|을 맺|를 맺)|자매결연"),
        (
            "cooperation_agreement",
            r"(?:우호|교류|협력)[가-힣\s]{0,8}(?:협약|협정|약정|합의)|협약(?!식)|협정|합의서|(?:우호|친선|협력)\s?(?:도시)?\s?결연",
        ),
    )
)
_NONE_EN = lazily(
    r"\b(?:[Nn]o|[Nn]either) (?:\w+ ){0,2}(?:agreement|memorandum|declaration|accord|mou|MOU|document)s?\b|\b(?:not|never|without) (?:yet )?sign"
)
_NO_PLEDGE = lazily(r"\b(?:had|have|it was) $", re.IGNORECASE)
"""Words before a verb of promising after which it is no pledge of the day."""
_EARLIER_KO = lazily(r"협약에 따라|협약을 바탕으로|협정에 따라|이후|맺은 (?:바|후|뒤|이래)")
_SIGN_KO = lazily(
    r"공동\s?(?:성명|선언)(?:문)?(?:을|를) 발표|체결|맺|서명|조인|갱신|채택|(?:각서|협약서|의향서|협정서|MOU)(?:을|를) (?:교환|주고받)"
)
_PLAN_KO = lazily(r"예정|계획|할 방침|하기로 했|맺는다|체결한다|추진")
_INVITE_KO = lazily(
    r"초청(?:했|하|장|의)|초대했|방문해 달라|방문을 요청|참석(?:을|해 ?줄 것을|을 정식으로) (?:요청|제안|당부)했|참석해 달라|방문해 ?줄 것을 (?:요청|제안)"
)
_PLEDGE_KO = lazily(
    r"(?:약속|다짐)(?:했|하)|(?:하기로|나가기로|협력키로|추진키로)\s?(?:했|합의|뜻|의견을 모|공감)|기로 (?:뜻을 같이|의견을 모|공감대를)|뜻을 모았|(?:에|을|를|데) 합의했|(?:파견하|보내|지원하|추진하|확대하|넓히|돕|방문하|마련하|개최하)겠다고 (?:밝|말|답|약속|화답|전)"
)


_SAID_INVITING = lazily(
    r"(?:방문|참석|찾아|와)(?:해)? ?(?:달라|주기를|주시기를|주시길|줄 것)|초청(?:하|드리)(?:겠|고 싶|려)|초대(?:하|드리)(?:겠|고 싶|려)|(?:초청|초대)한다"
)
_ASKED_KO = lazily(r"(?:요청|당부|제안|초청|초대|말|밝|답|전|화답)(?:했|하|혔|한)")


def _invited_in_words(reading: Reading, sentence: Sentence, words: str) -> bool:
    """ "“내년에 꼭 방문해 달라”고 요청했다": an invitation in the speaker's own words."""
    spoken = " ".join(reading.text[start:end] for start, end in sentence.quotes)
    return bool(_SAID_INVITING.search(spoken) and _ASKED_KO.search(words))


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


def _instrument(kinds: Sequence[tuple[str, re.Pattern[str]]], words: str, sign: Span, step: int) -> str:
    """The kind of instrument named nearest the verb of signing (within `step` characters the earlier kind wins)."""
    found: list[tuple[int, int, str]] = []
    for number, (kind, pattern) in enumerate(kinds):
        for match in pattern.finditer(words):
            distance = max(0, match.start() - sign[1], sign[0] - match.end())
            found.append((distance // step, number, kind))
    return min(found)[2] if found else ""


def _english(reading: Reading, sentence: Sentence) -> AgreementDraft | None:
    words = _outside_quotes(reading, sentence)
    if (_PAST_EN.search(words) and not _PLEDGE_EN.search(words)) or reading.long_ago(sentence):
        return None
    sign = _SIGN_EN.search(words)
    if sign and not _NONE_EN.search(words):
        near = words[max(0, sign.start() - 120) : sign.end() + 160]
        at = min(sign.start(), 120)
        kind = _instrument(_KINDS_EN, near, (at, at + sign.end() - sign.start()), 60)
        if kind:
            return AgreementDraft(
                kind, _status_en(reading, sentence, words, sign), "agreement.signed", sentence
            )
    someone = (
        bool(reading.people_in(sentence)) or re.search(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b", words) is not None
    )
    invited = _INVITE_EN.search(words) and not re.search(r"\b(?:was|were|been|had|at the) invit", words)
    if invited and someone:
        return AgreementDraft("invitation", "stated", "agreement.invited", sentence)
    pledge = _PLEDGE_EN.search(words)
    if pledge and not _NO_PLEDGE.search(words[: pledge.start()]):
        return AgreementDraft("pledge", "stated", "agreement.pledged", sentence)
    return None


def _status_en(reading: Reading, sentence: Sentence, words: str, sign: re.Match[str]) -> str:
    if re.search(r"\b(?:renewed|re-?sign(?:ed|ing)|extended|reaffirm\w*)\b", words):
        return "renewed"
    ahead = _PLAN_EN.search(words[: sign.start()]) or sign.group().startswith("approv")
    if re.search(r"\b(?:signed|inked|sealed|concluded)\b", words) and not ahead:
        return "signed"
    held = any(event.sentence == sentence.number and event.kind == "signing" and event.status == "held"
               for event in reading.events)  # fmt: skip
    if held:
        return "signed"
    return "planned" if ahead or sign.group().lower() in {"sign", "signing", "signs"} else "signed"


def _korean(reading: Reading, sentence: Sentence) -> AgreementDraft | None:
    words = _outside_quotes(reading, sentence)
    if reading.long_ago(sentence):
        return None
    sign = _SIGN_KO.search(words)
    kind = _instrument(_KINDS_KO, words, sign.span(), 12) if sign else ""
    if sign and kind:
        if _EARLIER_KO.search(words):
            return None
        status = "signed"
        if _PLAN_KO.search(words[sign.start() :]):
            status = "planned"
        elif "갱신" in words or "재체결" in words:
            status = "renewed"
        return AgreementDraft(kind, status, "agreement.signed", sentence)
    if _INVITE_KO.search(words) or _invited_in_words(reading, sentence, words):
        return AgreementDraft("invitation", "stated", "agreement.invited", sentence)
    if _PLEDGE_KO.search(words):
        return AgreementDraft("pledge", "stated", "agreement.pledged", sentence)
    return None

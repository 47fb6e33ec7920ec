"""More evidence for sides in Korean: events abroad, who is met on coming, whose city holds what is held."""

# ruff: noqa: E501

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading
from legation.engine.capture.words_ko import GROUPS

_LOCAL_TIME = lazily(r"현지\s?시[간각]|현지에서")
_GROUP = "|".join(GROUPS)
_WITH_OTHERS = lazily(rf"^[\s가-힣()]{{0,14}}?(?:을|를) (?:비롯한|포함한)\s[^.,]{{0,24}}?(?:{_GROUP})")
_CAME = lazily(
    r"(?:방한한|방한 중인|내한한|찾은|방문한)\s[^.]{2,40}?(?:일행을|을|를|와|과)\s(?:만났|만나|접견|면담|맞)"
)
_HOLDS = lazily(
    r"^(?:특별자치시|특별시|광역시|특례시|시|군|구|도)?(?:의회|[와과]\s[가-힣]{2,20})?(?:은|는|가|이)\s[^.“”]{2,120}?"
    r"(?:[’'”]|투어|총회|축전|행사|기념식|포럼|회의|축제|간담회|환영식|만찬|오찬|설명회|세미나|상담회|교류회|협약식)(?:을|를)\s"
    r"(?:열었|개최했|가졌|열고|개최하고|갖고|연다|개최한다|마련했|진행했)"
)


def further_evidence(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft, str]]
) -> None:
    """Votes of one sentence."""
    words = reading.words(sentence.span)
    _abroad(reading, sentence, words, people)
    for start, person, _ in people:
        after = reading.text[start[1] : min(sentence.end, start[1] + 60)]
        if _WITH_OTHERS.match(after):
            person.heads.append(("head.with-others", start, 0.8))
            _cast(reading, person, "guest", 3, "side.head-titled", start)
    _sets_out(reading, sentence, words, people)
    _nameless_mayors(reading, sentence)
    met = _CAME.search(words)
    first = people[0] if people else None
    tells = first is not None and first[2] in {"은", "는", "이", "가"}
    if met is not None and first is not None and tells and first[0][0] < sentence.start + met.start():
        span = (sentence.start + met.start(), sentence.start + met.end())
        _cast(reading, first[1], "host", 4, "side.receives", span)
    for mention in reading.places.get(sentence.number, [])[:1]:
        opens = mention.span[0] - sentence.start < 2 and mention.place.kind == "city"
        if (
            opens
            and _HOLDS.match(reading.text[mention.span[1] : sentence.end])
            and not _LOCAL_TIME.search(words)
            and not _elsewhere(reading, sentence, mention.place.key)
        ):
            key = mention.place.key
            reading.ballot.party(key, reading.words(mention.span), mention.span)
            reading.ballot.vote(key, "host", 2, "side.holds", mention.span)


_JOURNEY = lazily(
    r"출국(?:한|했|할|하)|(?:출장|순방|방문)(?:길)?에 (?:올랐|오른|나섰|나선|나서)|순방(?:한|했|할|에)|(?<=로 )떠(?:난|났)"
)
_VISITS = lazily(r"방문(?:해|했|하고|한다|할)")
_ASKED = lazily(
    r"^(?:특별시|광역시|시|현|성|주)?(?:[와과,·][^.“”]{2,40}?)?(?:\([^)]{1,10}\))?시?의 (?:공식 )?(?:초청|초대)(?:으로|로|을 받)"
)


def _sets_out(
    reading: Reading, sentence: Sentence, words: str, people: list[tuple[Span, PersonDraft, str]]
) -> None:
    """ "최 시장이 … 출장길에 올랐다": who sets out is a guest, and whoever asked them to come the host."""
    match = _JOURNEY.search(words) or _VISITS.search(words)
    cities = [one for one in reading.places.get(sentence.number, []) if one.place.kind == "city"]
    asked = [one for one in cities if match is not None
             and _ASKED.match(reading.text[one.span[1] : sentence.start + match.start()])]  # fmt: skip
    if (
        match is None
        or (not asked and _JOURNEY.search(words) is None)
        or sentence.quoted(sentence.start + match.start())
    ):
        return
    span = (sentence.start + match.start(), sentence.start + match.end())
    travels = [
        person for start, person, josa in people if josa in {"은", "는", "이", "가"} and start[1] <= span[0]
    ]
    for person in travels[:1]:
        _cast(reading, person, "guest", 4, "side.travels", span)
    own = {reading.party_key(person.org[0]) for person in travels if person.org is not None}
    for mention in asked:
        if mention.place.key not in own:
            reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)
            reading.ballot.vote(mention.place.key, "host", 3, "side.destination", mention.span)


_MAYOR_NEXT = lazily(r"^(?:특별시|광역시|시)?\s?(?:부)?시장(?:과|을|와|을|이|은)\s")


def _nameless_mayors(reading: Reading, sentence: Sentence) -> None:
    """ "옌타이 시장과 만나": a city whose mayor is told of without a name takes part."""
    for mention in reading.places.get(sentence.number, []):
        if mention.place.kind == "city" and _MAYOR_NEXT.match(
            reading.text[mention.span[1] : mention.span[1] + 12]
        ):
            reading.ballot.party(mention.place.key, reading.words(mention.span), mention.span)


_HELD_AT = lazily(r"^(?:특별시|광역시|시)?\s?(?:시?청사?|시의회)?에서\s")


def _elsewhere(reading: Reading, sentence: Sentence, key: str) -> bool:
    """Whether a sentence says that what a city holds is in another."""
    return any(
        one.place.key != key
        and one.place.kind == "city"
        and _HELD_AT.match(reading.text[one.span[1] : one.span[1] + 12])
        for one in reading.places.get(sentence.number, [])
    )


def _cast(reading: Reading, person: PersonDraft, side: str, weight: int, rule: str, span: Span) -> None:
    person.votes.append(Vote(side, rule, weight, span))
    if person.org is not None:
        reading.ballot.vote(reading.party_key(person.org[0]), side, weight, rule, span)


def _abroad(
    reading: Reading, sentence: Sentence, words: str, people: list[tuple[Span, PersonDraft, str]]
) -> None:
    """ "6일(현지시간)": what happens by the clock of another place is a visit there; Koreans are its guests."""
    match = _LOCAL_TIME.search(words)
    held = {reading.party_key(person.org[0]) for _, person, _ in people if person.org is not None}
    third = [one for one in reading.places.get(sentence.number, [])
             if one.place.kind == "city" and one.place.country != "KR" and one.place.key not in held]  # fmt: skip
    if match is None or (third and len(held) > 1):
        return  # two who meet in a third place
    span = (sentence.start + match.start(), sentence.start + match.end())
    for _, person, josa in people:
        place = next(iter(reading.gazetteer.named(person.org[0])), None) if person.org is not None else None
        if place is None:
            continue
        if place.country == "KR" and josa in {"은", "는", "이", "가"}:
            _cast(reading, person, "guest", 2, "side.local-time", span)

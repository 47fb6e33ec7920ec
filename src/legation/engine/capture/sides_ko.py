"""Evidence for sides in Korean."""

# ruff: noqa: E501

import re
from collections import defaultdict
from itertools import pairwise

from legation.engine.capture.document import Sentence
from legation.engine.capture.evidence_ko import further_evidence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.organisations import OrgDraft
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.words_ko import GROUPS, TITLES

_MEET = lazily(
    r"만나|만났|만날|면담|접견(?!실)|영접|맞았|맞이|환영|환담|회담|간담회|회의를|(?:예방|방문)을 받|티타임|대담(?=했|하|을)|(?:조찬|오찬|만찬)을 (?:함께|갖|가졌|나눴|나누)|자리를 함께"
)
_CALL = lazily(r"예방(?:했|하|한)|(?<=[장관령]을 )예방(?:할|해)|(?<=[사리]를 )예방(?:할|해)")
_VISIT = lazily(r"방문(?!단|객)|찾아|찾았|찾을 (?=예정|계획)|방한|방미|방일|왔")
_OF_WHO_CAME = lazily(r"(?:방한|내한|방문)(?:한|\s중인)\s(?!데|뒤|후|자리|바|것|적)")
_LEADS = lazily(r"(?:사절단|대표단|방문단|일행|방한단)[을를]?\s?(?:이끄는|이끈|이끌고|인솔한|인솔하는)\s$")
_LEADS_NEXT = lazily(r"^\s?[가-힣\s]{2,14}(?:이|가)\s(?:이끄는|이끈|인솔하는|인솔한|대표로 하는)\s")
_GROUP = lazily(
    rf"^(?:시|군|주|현|성|도)?(?:의회|청)?\s?(?:[가-힣]{{1,4}}구\s)?(?:[가-힣]{{2,4}}\s)?(?:경제|무역|시|우호|공식)?\s?(?:{'|'.join(GROUPS)})"
)


_TITLE_NEXT = lazily(rf"^\s?(?:{'|'.join(TITLES)})")
_TO_COUNTRY = lazily(
    r"^(?:과|와|,|·)?\s?(?:[가-힣·, ]{0,14})(?:을|를|에)\s(?:\S{1,8}\s){0,2}(?:방문|찾|순방)"
)
_VISITED_PLACE = lazily(
    r"^(?:특별시|광역시|특례시|시)?(?:를|을|에|로|과|와|,|·|\s(?:등|일대|현지|공식)|\s?$)"
)
_LEADS_ALONG = lazily(rf"(?:{'|'.join(GROUPS)})(?:이|은|가)")
_AT_OFFICE = lazily(
    r"(?:시청|도청|군청|구청|청사|시의회|도의회|집무실)(?:을|를|에)\s(?:\S{1,8}\s)?(?:찾|방문|내방)"
)
_YET_TO_COME = lazily(r"보내겠|보낼|초청|초대")
"""A delegation that is asked for or promised is not the one that came."""
_PARTY_NEXT = lazily(r"^\s(?:일행|내외|등\s?(?:\S{1,6}\s){0,2}(?:일행|대표단|사절단|방문단|\d+\s?여?\s?명))")


def _josa_after(reading: Reading, end: int, sentence: Sentence) -> str:
    party = _PARTY_NEXT.match(reading.text[end : min(sentence.end, end + 24)])
    end += party.end() if party else 0
    end += 1 if reading.text[end : end + 1] in {")", "）"} else 0
    match = re.match(r"[은는이가을를과와의도께에]?", reading.text[end : min(sentence.end, end + 2)])
    return match.group() if match else ""


def _title_end(person: PersonDraft, span: Span, reading: Reading, sentence: Sentence) -> int:
    """Where the title after a name ends."""
    if person.title is None:
        return span[1]
    tail = reading.text[span[1] : min(sentence.end, span[1] + 60)]
    stop = re.search(r"[,.“\"]", tail)
    at = tail.find(person.title[0], 0, stop.start() if stop else len(tail))
    if at >= 0:
        return span[1] + at + len(person.title[0])
    other = _TITLE_NEXT.match(tail)  # "권 부시장" of a 경제부시장
    return span[1] + other.end() if other else span[1]


def subjects(reading: Reading, sentence: Sentence) -> list[tuple[Span, PersonDraft, str]]:
    """People of a sentence with the particle that follows their title."""
    found = []
    for span, person in reading.people_in(sentence):
        end = _title_end(person, span, reading, sentence)
        found.append((span, person, _josa_after(reading, end, sentence)))
    return found


def _cast(reading: Reading, person: PersonDraft, side: str, weight: int, rule: str, span: Span) -> None:
    person.votes.append(Vote(side, rule, weight, span))
    if person.org is not None:
        reading.ballot.vote(reading.party_key(person.org[0]), side, weight, rule, span)


_OWN_HALLS = (("시장", "시청|시장실"), ("도지사", "도청|도지사실"), ("군수", "군청"), ("구청장", "구청"))


def _at_home(reading: Reading, sentence: Sentence, person: PersonDraft) -> bool:
    """ "라이프치히에서 클라인 시장을 만나": the one who is met where the sentence is."""
    for mention in reading.places.get(sentence.number, []):
        if reading.text[mention.span[1] : mention.span[1] + 3].lstrip("시").startswith("에서"):
            key = reading.party_key(person.org[0]) if person.org is not None else ""
            return key == mention.place.key and mention.span[0] < person.name_span[0]
    if person.org is None:
        return False
    own = next((hall for word, hall in _OWN_HALLS if title_of(person) == word), None)
    places = reading.gazetteer.named(person.org[0])
    own = own if not places or places[0].country in {"KR", ""} else None  # 시청 alone is the hall at home
    if own is not None and re.search(
        rf"(?<![가-힣])(?:{own})에서", reading.text[sentence.start : person.name_span[0]]
    ):
        return True
    city = re.escape(person.org[0].removesuffix("시"))
    before = reading.text[sentence.start : person.name_span[0]]
    if re.search(rf"{city}(?:시|군|구)?(?:를|을)\s(?:방문해|찾아|방문하고)\s", before):
        return True  # "야마구치시를 방문해 … 야마구치시장을 만나"
    hall = lazily(rf"{re.escape(person.org[0].removesuffix('시'))}(?:시|도|군|구)?청(?:사)?에서")
    return hall.search(reading.text, sentence.start, person.name_span[0]) is not None


def vote_korean(reading: Reading) -> None:  # noqa: C901
    """Add the votes of every sentence to people and parties."""
    bodies = _by_sentence(reading)
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        people = subjects(reading, sentence)
        words = reading.words(sentence.span)
        for match in _MEET.finditer(words):
            span = (sentence.start + match.start(), sentence.start + match.end())
            if sentence.quoted(span[0]):
                continue
            host = match.group() in {"접견", "영접", "맞았", "맞이", "환영", "예방을 받", "방문을 받"}
            joint = [one[2] in {"과", "와"} and two[0][0] - one[0][1] < 24 for one, two in pairwise(people)]
            joint.append(False)
            for number, (start, person, josa) in enumerate(people):
                if start[0] > span[0]:
                    continue
                together = joint[number] or (number > 0 and joint[number - 1])
                if person.diplomat and not host and josa in {"은", "는", "이", "가"}:
                    continue
                if together and not host and josa in {"은", "는", "이", "가", "과", "와"}:
                    continue  # "A와 B가 면담했다" says nothing of who received whom
                if josa in {"은", "는", "이", "가"}:
                    _cast(
                        reading,
                        person,
                        "host",
                        4 if host else 1,
                        "side.receives" if host else "side.subject-meets",
                        span,
                    )
                elif josa in {"을", "를", "과", "와"} and not host and _at_home(reading, sentence, person):
                    _cast(reading, person, "host", 3, "side.stop", span)
                elif josa in {"을", "를", "과", "와"}:
                    _cast(
                        reading,
                        person,
                        "guest",
                        3 if host else 1,
                        "side.received" if host else "side.met",
                        span,
                    )
            break
        for match in _CALL.finditer(words):
            span = (sentence.start + match.start(), sentence.start + match.end())
            for _, person, josa in people:
                _cast(
                    reading,
                    person,
                    "guest" if josa in {"은", "는", "이", "가"} else "host",
                    4,
                    "side.calls-on",
                    span,
                )
        _visits(reading, sentence, words, people)
        _talks_with(reading, sentence)
        _body_sends(reading, sentence, bodies[sentence.number])
        further_evidence(reading, sentence, people)
        for start, person, _ in people:
            before = reading.text[max(sentence.start, start[0] - 24) : start[0]]
            if _LEADS.search(before):
                person.heads.append(("head.leads", start, 0.95))
                _cast(reading, person, "guest", 4, "side.leads-delegation", start)
            after = reading.text[start[1] : min(sentence.end, start[1] + 24)]
            if _LEADS_NEXT.match(after):
                person.heads.append(("head.leads", start, 0.95))
                _cast(reading, person, "guest", 4, "side.leads-delegation", start)
            if (
                re.search(r"단장(?:인|을 맡은)?\s$", before)
                or re.match(
                    r"^[\s가-힣]{0,14}?(?:을|를) (?:단장으로|비롯한 [가-힣 ]{2,14}(?:대표단|사절단|방문단))",
                    after,
                )
                or (
                    person.title is not None
                    and person.title[0] == "단장"
                    and (
                        person.org is None
                        or not person.org[0].endswith("단")
                        or person.org[0].endswith(GROUPS)
                    )
                )
            ):
                person.heads.append(("head.titled", start, 0.9))
                _cast(reading, person, "guest", 3, "side.head-titled", start)
        for mention in reading.places.get(sentence.number, []):
            if (
                _GROUP.match(reading.text[mention.span[1] : mention.span[1] + 24])
                and mention.place.kind != "country"
                and not _YET_TO_COME.search(reading.text, mention.span[1], sentence.end)
            ):
                _its_vote(reading, mention, "guest", 3, "side.its-delegation")


_GROUP_COMES = lazily(rf"(?:{'|'.join(GROUPS)})(?:이|가)\s")
_TALKS = lazily(
    r"^(?:특별시|광역시|특례시|시|성|주|도|현)?(?:과|와)(?:의)?\s(?:\S{1,10}\s){0,3}?(?:화상|영상|온라인)?\s?(?:회의|회담|간담회|면담|협약|협정|결연)"
)
_TOPIC = lazily(r"^(?:특별자치도|특별자치시|특별시|광역시|특례시|시|도|군|구)?(?:은|는)\s")
_SENDS = lazily(
    r"^(?:은|는|이|가)\s[^.]{0,60}?(?:사절단|대표단|방문단|시찰단|연수단)(?:을|를)?\s?[^.]{0,12}?(?:파견|보낸|보냈)"
)


def _talks_with(reading: Reading, sentence: Sentence) -> None:
    """ "제주도는 하이난성과 화상회의를 열고": the place that tells it is host, the one talked to is guest."""
    mentions = [one for one in reading.places.get(sentence.number, []) if one.place.kind != "country"]
    first = next((one for one in mentions if one.span[0] - sentence.start < 2), None)
    if first is None or not _TOPIC.match(reading.text[first.span[1] : first.span[1] + 8]):
        return
    for mention in mentions:
        if mention is first or mention.place.key == first.place.key:
            continue
        if not _TALKS.match(reading.text[mention.span[1] : min(sentence.end, mention.span[1] + 50)]):
            continue
        _its_vote(reading, first, "host", 1, "side.tells")
        _its_vote(reading, mention, "guest", 1, "side.talked-to")


def _its_vote(reading: Reading, mention: PlaceMention, side: str, weight: int, rule: str) -> None:
    """A vote for the place of a mention, made a party; a province counts by its whole name."""
    whole = _wide(reading, mention.span)
    name = reading.words(whole)
    seat = reading.seat_of(name) if whole != mention.span or mention.place.kind == "region" else None
    key = reading.party_key(seat) if seat is not None else mention.place.key
    reading.ballot.party(key, name, whole)
    reading.ballot.vote(key, side, weight, rule, mention.span)


def _wide(reading: Reading, span: Span) -> Span:
    """A place with the "성" or "주" that makes it a province."""
    return (span[0], span[1] + 1) if reading.text[span[1] : span[1] + 1] in {"성", "주", "현"} else span


def _by_sentence(reading: Reading) -> dict[int, list[tuple[OrgDraft, Span]]]:
    """The bodies with their spans in each sentence: of very many not all are asked for each."""
    found = defaultdict(list)
    for body in reading.orgs.all:
        for span in body.spans:
            found[reading.sentence_at(span[0])].append((body, span))
    return found


def _body_sends(reading: Reading, sentence: Sentence, bodies: list[tuple[OrgDraft, Span]]) -> None:
    """ "대한상의는 … 경제사절단을 파견한다": the body that sends a delegation is a guest."""
    for body, span in bodies:
        if span[0] < sentence.end and _SENDS.match(reading.text[span[1] : sentence.end]):
            key = reading.party_key(body.name)
            reading.ballot.party(key, body.name, span, city=False)
            reading.ballot.vote(key, "guest", 3, "side.sends", span)
            if body.role == "mentioned":
                body.role, body.role_rule, body.role_span = "delegation", "org.role.sends", span
            return


def _who_came(reading: Reading, words: str, span: Span, people: list[tuple[Span, PersonDraft, str]]) -> bool:
    """ "시청을 방문한 A 시장을 만났다": the one named next came, not the subject; whether it says so."""
    after = [item for item in people if 0 <= item[0][0] - span[0] < 60]
    if not _OF_WHO_CAME.match(words) or not after:
        return False
    _, person, josa = min(after, key=lambda item: item[0])
    if josa in {"은", "는", "이", "가"}:
        return False
    _cast(reading, person, "guest", 3, "side.travels", span)
    return True


def _visits(
    reading: Reading, sentence: Sentence, words: str, people: list[tuple[Span, PersonDraft, str]]
) -> None:
    match = _VISIT.search(words)
    if match is None:
        return
    span = (sentence.start + match.start(), sentence.start + match.end())
    if _who_came(reading, words[match.start() :], span, people):
        return
    where = [mention for mention in reading.places.get(sentence.number, [])
             if 0 <= span[0] - mention.span[1] < 16
             and (mention.place.kind == "city" or mention.place.key.startswith("KR-"))
             and _VISITED_PLACE.match(reading.text[mention.span[1] : span[0]])]  # fmt: skip
    for mention in where:
        _its_vote(reading, mention, "host", 3, "side.destination")
    countries = [
        mention.span[1]
        for mention in reading.places.get(sentence.number, [])
        if mention.place.kind != "city" and mention.place.country != "KR"
    ]
    abroad = any(_TO_COUNTRY.match(reading.text[end : span[0] + 2]) for end in countries if end <= span[0])
    called = _AT_OFFICE.search(words)
    for start, person, josa in people:
        if called is None:
            break
        led = josa in {"과", "와"} and bool(_LEADS_ALONG.search(reading.text[start[1] : start[1] + 30]))
        came = (josa in {"은", "는", "이", "가"} or led) and start[1] <= sentence.start + called.start()
        if came or start[0] > sentence.start + called.end():
            _cast(reading, person, "guest" if came else "host", 3, "side.called-at-office", span)
    for start, person, josa in people:
        end = _title_end(person, start, reading, sentence)
        party = _PARTY_NEXT.match(reading.text[end : end + 24])
        if party is None and _GROUP_COMES.search(reading.text, start[1], span[0]):
            continue  # "상의(회장 …)는 … 대표단이 울산을 방문해": the delegation came
        if josa in {"은", "는", "이", "가"} and (where or abroad or "방한" in words):
            _cast(reading, person, "guest", 2, "side.travels", span)

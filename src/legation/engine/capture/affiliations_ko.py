"""Korean affiliations that the words beside a title leave open: halls, houses, delegations, announcements, officers."""

# ruff: noqa: E501

import re

from legation.engine.capture.lazily import lazily
from legation.engine.capture.places import cities_in, title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.words_ko import korean_name

_HEADS = ("사장", "이사장", "원장", "회장", "총장", "대표", "대표이사", "관장", "센터장")


def announcing_body(reading: Reading) -> None:
    """ "부산항만공사는 … 남기찬 사장은": a head without a body is that of the one that the text begins with."""
    first = next((one for one in reading.sentences if not one.mark), None)
    if first is None:
        return
    bodies = [body for body in reading.orgs.all if any(start - first.start < 3 for start, _ in body.spans)]
    if len(bodies) != 1 or not _TOPIC.match(reading.text, min(bodies[0].spans)[1]):
        return
    for person in reading.persons.all:
        heads = (*_HEADS, "의장") if bodies[0].name.endswith("의회") else _HEADS
        if person.org is None and title_of(person) in heads and korean_name(person.name):
            person.org = (bodies[0].name, min(bodies[0].spans))
            return


_CHIEFS = (
    ("청장", "청"),
    ("원장", "원"),
    ("이사장", "재단"),
    ("이사장", "공단"),
    ("사장", "공사"),
    ("소장", "연구소"),
)
_OPENS = lazily(r"^(?:\([^)]{1,24}\))?(?:은|는|이|가)\s")


def heads_of_announcers(reading: Reading) -> None:
    """ "광양만권경제자유구역청은 … 구충곤 청장은": the head whose post ends the name of the body that the text begins with."""
    first = next((one for one in reading.sentences if not one.mark), None)
    opening = [
        (body.name, span)
        for body in reading.orgs.all
        for span in body.spans
        if first is not None
        and 0 <= span[0] - first.start < 3
        and _OPENS.match(reading.text[span[1] : span[1] + 30])
    ]
    for name, span in opening[:1]:
        for person in reading.persons.all:
            if person.org is None and any(
                title_of(person) == post and name.endswith(end) for post, end in _CHIEFS
            ):
                person.org = (name, span)
                return


_TOPIC = lazily(r"(?:\([^)]{1,20}\))?(?:은|는|이|가)\s")
_HALL = lazily(
    r"(?:^|\s)(?P<city>[가-힣]{2,8}?)(?P<hall>시청|군청|(?<=구)청|시 (?:인민정부 )?(?:청사|시청|의회))?(?:에서(?:는)?\s(?:[가-힣]+\s){0,3}|(?<=청)을 (?:방문해|찾아|방문하고|찾아가) |(?:로|으로) (?:이동해|건너가|옮겨)\s)$"
)


def mayors_of_halls(reading: Reading) -> None:
    """ "코자엘리시청에서 타히르 뷔위크아큰 시장을 만나": the mayor who is met at a city hall is that city's."""
    for person in reading.persons.all if reading.language == "ko" else ():
        start = person.name_span[0]
        match = _HALL.search(reading.text[max(0, start - 30) : start])
        match = match or _CITY_VISITED.search(reading.text[max(0, start - 30) : start])
        sure = match is not None and (
            match.groupdict().get("hall") or reading.gazetteer.named(match.group("city"))
        )
        if (
            person.org is None
            and match is not None
            and sure
            and title_of(person).endswith(("시장", "부시장", "군수", "구청장"))
        ):
            at = max(0, start - 30) + match.start("city")
            person.org = (match.group("city"), (at, at + len(match.group("city"))))


_CITY_VISITED = lazily(
    r"(?:^|\s)(?P<city>[가-힣]{2,8}?)시?(?:를|을)\s(?:차례로 )?(?:찾아|방문해|방문하고|찾은 뒤|방문한 뒤)\s?,?\s?$"
)
"""The city that a sentence says was visited, directly before who was met there."""
_WELCOMES = lazily(r"환영|맞이|맞았|맞아|접견|영접")
_VISITED = lazily(r"(?P<city>[가-힣]{2,8}?)시?(?:를|을)\s(?:\S{1,6}\s)?(?:방문|찾)")


def hosts_of_visits(reading: Reading) -> None:
    """ "대표단이 부산을 방문했다. 박 시장은 이들을 환영했다": the mayor who welcomes visitors is of the city visited."""
    for person in reading.persons.all:
        if person.org is not None or not title_of(person).endswith("시장"):
            continue
        own = reading.sentences[reading.sentence_at(person.name_span[0])]
        if not _WELCOMES.search(reading.text, person.name_span[1], own.end):
            continue
        before = reading.sentences[max(0, own.number - 1)]
        for match in _VISITED.finditer(reading.text, before.start, person.name_span[0]):
            if any(place.kind == "city" for place in reading.gazetteer.named(match.group("city"))):
                person.org = (match.group("city"), match.span("city"))


_HOUSES = {
    "의장": "의회",
    "교육감": "교육청",
    "센터장": "센터",
    "관장": "관",
    "총장": "대학교",
    "원장": "원",
    "소장": "연구소",
    "위원장": "위원회",
    "사장": "공사",
    "카운티장": "카운티",
}


def heads_of_houses(reading: Reading) -> None:
    """ "대구창조경제혁신센터를 방문 … 김선일 센터장": the head of the one such house that the text names."""
    if reading.language != "ko":
        return
    venues = [event.venue for event in reading.events if event.venue is not None]
    held = {person.org[0] for person in reading.persons.all if person.org is not None}
    houses = dict([*venues, *((body.name, body.span) for body in reading.orgs.all)])
    houses = {name: span for name, span in houses.items() if name not in held}
    for person in reading.persons.all:
        suffix = _HOUSES.get(title_of(person), "")
        fitting = [
            name for name in houses if suffix and name.endswith(suffix) and len(name) > len(suffix) + 1
        ]
        if person.org is None and len(fitting) == 1:
            person.org = (fitting[0], houses[fitting[0]])


_FROM_PLACE = lazily(
    r"(?P<place>[가-힣]{2,8}(?:시|주|성|현|도|군))\s(?:[가-힣]{2,4}\s)?(?:대표단|방문단|사절단|방한단)"
)
_LED = lazily(
    r"^\s(?:주지사|지사|도지사|성장|당서기|시장|부시장|부지사|부성장|의장)(?:이|가)\s(?:이끄는|이끈|인솔)"
)


def leaders_of_places(reading: Reading) -> None:
    """ "사마르칸트주 대표단 … 투르디모프 주지사가 이끄는 대표단": the leader is of the place the delegation is named by."""
    for person in reading.persons.all if reading.language == "ko" else ():
        if person.org is not None or not _LED.match(
            reading.text[person.name_span[1] : person.name_span[1] + 16]
        ):
            continue
        groups = list(
            _FROM_PLACE.finditer(reading.text, max(0, person.name_span[0] - 200), person.name_span[0])
        )
        if groups:
            words, span = groups[-1].group("place"), groups[-1].span("place")
            city = words.endswith("시") and len(words) > 2
            person.org = (words[:-1], (span[0], span[1] - 1)) if city else (words, span)


_PROVINCE = lazily(r"(?<![가-힣])(?P<name>[가-힣]{2,6}(?:특별자치도|도))(?=[는은이가를을와과의에로,\s])")


def governors(reading: Reading) -> None:
    """ "이철우 도지사", "정길수 행정부지사": the governor of the one Korean province that the text names."""
    named: dict[str, re.Match[str]] = {}
    for match in _PROVINCE.finditer(reading.text):
        places = reading.gazetteer.named(match.group("name"))
        if places and places[0].country == "KR":
            named.setdefault(places[0].key, match)
    for person in reading.persons.all:
        if person.org is None and title_of(person).endswith(("도지사", "부지사")) and len(named) == 1:
            match = next(iter(named.values()))
            person.org = (match.group("name"), match.span("name"))


_DELEGATION_KO = lazily(r"^\s?(?:[가-힣]{2,4}\s)?(?:대표단|방문단|사절단|방한단)")
_LEADERS_KO = ("대표", "회장", "사장", "이사장", "총장", "원장", "의장", "단장", "위원장", "청장", "소장")


def body_delegations(reading: Reading) -> None:
    """ "애틀랜타경제개발공사 대표단이 … 데니스 워커 대표": the first head without a body leads that body's delegation."""
    for body in reading.orgs.all if reading.language == "ko" else ():
        if any(person.org is not None and person.org[0] == body.name for person in reading.persons.all):
            continue
        for span in sorted(body.spans):
            if not _DELEGATION_KO.match(reading.text[span[1] : span[1] + 12]):
                continue
            city = next((place for place in cities_in(reading, body.name) if place.kind == "city"), None)
            if city is not None:
                name = next(one for one in city.ko if one in body.name)
                at = span[0] + reading.words(span).find(name)
                reading.ballot.party(city.key, name, (at, at + len(name)))
                reading.ballot.vote(city.key, "guest", 4, "side.its-delegation", span)
            for person in reading.persons.all:
                if (
                    person.org is None
                    and person.name_span[0] > span[1]
                    and title_of(person).endswith(_LEADERS_KO)
                ):
                    person.org = (body.name, span)
                    person.heads.append(("head.of-body", person.name_span, 0.7))
                    break


_ANNOUNCER = lazily(
    r"^(?:[가-힣]{2,4}\s)?(?P<place>[가-힣]{2,6}?)(?P<kind>특별자치도|특별시|광역시|특례시|시|군|구|도)?(?:은|는)\s"
)


def announcers(reading: Reading) -> None:
    """ "전라남도는 … 김산호 도지사와": a chief without a place is the chief of the one that the sentence begins with."""
    for person in reading.persons.all:
        if person.org is not None or not title_of(person).endswith(
            ("시장", "지사", "군수", "구청장", "국장", "부시장")
        ):
            continue
        for sentence in reading.sentences:
            if not sentence.start <= person.name_span[0] < sentence.end:
                continue
            match = _ANNOUNCER.match(reading.words(sentence.span))
            whole = match.group("place") + (match.group("kind") or "") if match else ""
            name = (
                next((one for one in (match.group("place"), whole) if reading.gazetteer.named(one)), "")
                if match
                else ""
            )
            if match and (name or match.group("kind")):
                start = sentence.start + match.start("place")
                name = name or whole
                person.org = (name, (start, start + len(name)))
            break


_OF_COUNCIL = lazily(r"(?:부의장|위원장|의회사무국장|의회사무처장|(?<!회)의원)$")


def of_the_council(reading: Reading) -> None:
    """ "이 자리에는 김호준 부의장과": members of the one Korean council whose chair the text names."""
    chairs = {person.org for person in reading.persons.all
              if person.org is not None and title_of(person) == "의장" and person.org[0].endswith("의회") and korean_name(person.name)}  # fmt: skip
    if len({org[0] for org in chairs}) != 1:
        return
    for person in reading.persons.all:
        if person.org is None and _OF_COUNCIL.search(title_of(person)) and korean_name(person.name):
            person.org = min(chairs, key=lambda org: org[1])


_OFFICER = lazily(
    r"^[가-힣]{2,}(?:국장|과장|실장|팀장|기획관|담당관|정책관|협력관)$|^국제(?:관계|자문)대사$|^(?:제[12]|행정[12]?|정무|경제)?부(?:시장|지사)$|^(?:부시장|행정부시장|경제부시장|정무부시장|부지사|부군수)$"
)


def officers(reading: Reading) -> None:
    """ "윤시연 관광문화체육국장": an officer with a Korean name serves the one Korean mayor or governor of the text."""
    chiefs = {person.org for person in reading.persons.all
              if person.org is not None and title_of(person) in {"시장", "도지사", "지사", "군수", "구청장"} and korean_name(person.name)}  # fmt: skip
    if len({org[0] for org in chiefs}) != 1:
        return
    for person in reading.persons.all:
        if person.org is None and _OFFICER.match(title_of(person)) and korean_name(person.name):
            person.org = min(chiefs, key=lambda org: org[1])

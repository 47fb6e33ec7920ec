"""Posts in Korean text: the title, and the body or place glued to it, before it or around it."""

# ruff: noqa: E501

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from legation.engine.capture.document import Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.titles_en import Words
from legation.engine.capture.words_ko import (
    CITY_SUFFIX,
    DEPARTMENT_HEADS,
    DIPLOMATS,
    GENERIC_ORG,
    GIVEN_JA,
    GROUPS,
    HARD,
    LENT,
    OF_A_DEPUTY,
    OF_CITY,
    ON_ITS_SIDE,
    ORG_SUFFIX,
    SECTIONS,
    SENDER,
    SHORN,
    STOP,
    TITLES,
    given,
    hangul,
    korean_name,
    of_province,
    strip_josa,
)


@dataclass(frozen=True, slots=True)
class Title:
    at: int
    title: str
    start: int
    prefix: str
    josa: str


class KoreanPosts:
    """Reads one sentence at a time."""

    def __init__(self, text: str, cities: Collection[str] = ()) -> None:
        self.text = text
        self.cities = cities
        self.tokens: Sequence[Token] = ()
        self.places: dict[int, PlaceMention] = {}
        self.full: set[str] = set()
        self.senders = {word for word in SENDER.findall(text) if word not in STOP and word not in cities}

    def _title(self, number: int) -> Title | None:
        token = self.tokens[number]
        for stem, josa in ((token.text, ""), strip_josa(token.text)):
            if not stem.endswith(TITLES):
                continue
            for title in TITLES:
                if stem.endswith(title):
                    if (title == "대표" and josa == "로") or (
                        title == "성장" and not of_province(self.tokens[max(0, number - 5) : number])
                    ):
                        continue  # "대표로 참여했다"; growth
                    prefix = stem[: -len(title)]
                    if title == "부시장" and f"{prefix}부" in self.cities:
                        title, prefix = "시장", f"{prefix}부"  # "세부시장"
                    first = self._numbered(number) if not prefix and title in {"부시장", "부지사"} else number
                    if first < number:
                        start, end = self.tokens[first].start, token.start + len(title)
                        return Title(first, self.text[start:end], start, "", josa)
                    if prefix and prefix[-1] in "부공" and title in {"시장", "사장"}:
                        continue
                    if prefix in SECTIONS and title in {"참사관", "서기관", "영사", "공사"}:
                        return Title(number, prefix + title, token.start, "", josa)
                    if title in {"부시장", "부지사"} and prefix.endswith(OF_A_DEPUTY):
                        return Title(number, prefix + title, token.start, "", josa)
                    if prefix and title in DEPARTMENT_HEADS and not self._owner(number, prefix, title):
                        return Title(number, prefix + title, token.start, "", josa)
                    return Title(number, title, token.start + len(prefix), prefix, josa)
        return None

    def _numbered(self, number: int) -> int:
        """The first token of "제2부시장" or "행정1부시장", which digits part."""
        tokens = self.tokens
        first = number
        if (
            first
            and tokens[first - 1].text in {"1", "2", "3"}
            and tokens[first - 1].end == tokens[first].start
        ):
            first -= 1
            glued = first and tokens[first - 1].end == tokens[first].start
            if glued and tokens[first - 1].text in {"제", "행정"}:
                first -= 1
        return first

    def _owner(self, number: int, prefix: str, title: str) -> bool:
        """Whether what is glued before a title is a place or a body, not the name of a department."""
        place = self.places.get(number)
        if place is not None and place.span[1] - place.span[0] <= len(prefix):
            return True
        return bool(ORG_SUFFIX.search(prefix) or ORG_SUFFIX.search(prefix + LENT.get(title, "\0")))

    def _words(self, first: int, last: int) -> Words:
        span = (self.tokens[first].start, self.tokens[last - 1].end)
        return (self.text[span[0] : span[1]], span)

    def _affiliation(self, title: Title) -> tuple[Words | None, bool, int]:  # noqa: C901
        """The body or place before a title: words, whether a country, and the first token of it."""
        at = title.at
        token = self.tokens[at]
        if title.prefix:
            prefix = title.prefix
            end = token.start + len(prefix)
            if title.title in DIPLOMATS and prefix.startswith("주") and len(prefix) > 2:
                return self._of_mission(at, prefix)
            lent = LENT.get(title.title)
            if title.title == "구청장":
                return (
                    (self.text[token.start : end + 1], (token.start, end + 1)),
                    False,
                    self._country_before(at),
                )
            if lent and ORG_SUFFIX.search(prefix + lent):
                return (
                    (self.text[token.start : end + len(lent)], (token.start, end + len(lent))),
                    False,
                    self._country_before(at),
                )
            place = self.places.get(at)
            start = token.start
            if place is not None and place.span[1] <= end:
                first = self._country_before(at)
                tail = prefix[place.span[1] - token.start :]
                if place.span[1] == end or tail in CITY_SUFFIX or tail in SHORN:
                    return (
                        (self.text[place.span[0] : place.span[1]], place.span),
                        place.place.kind == "country",
                        first,
                    )
                return ((self.text[start:end], (start, end)), False, first)
            if (
                title.title in {"시장", "총영사", "대사", "군수", "구청장", "도지사", "지사"}
                or len(prefix) >= 2
            ):
                if (
                    title.title in {"시장", "부시장"}
                    and prefix.endswith(("특례", "광역", "특별"))
                    and len(prefix) > 3
                ):
                    end -= 2
                elif title.title in {"시장", "부시장"} and prefix.endswith("특별자치"):
                    end -= 4
                for suffix in CITY_SUFFIX:
                    if prefix.endswith(suffix) and len(prefix) > len(suffix) + 1:
                        end -= len(suffix)
                        break
                return ((self.text[start:end], (start, end)), False, self._country_before(at))
            return (None, False, at)
        first = at
        sent = (
            self._sent_by(at - 1) if at and title.title in DIPLOMATS and self._adjacent(at - 1, at) else None
        )
        if sent is not None:
            return (sent, True, at - 1)
        if (
            at
            and title.title in DIPLOMATS
            and self._abroad(self.tokens[at - 1].text)
            and self._adjacent(at - 1, at)
        ):
            return (None, False, at - 1)  # "주네덜란드 대사": the country is where they serve
        place = self.places.get(at - 1) if at else None
        if place is not None and self._adjacent(at - 1, at):
            rest = self.text[place.span[1] : self.tokens[at - 1].end]
            if rest == "" or rest in CITY_SUFFIX or rest in {"주", "도", "현", "성", "국"}:
                span = (
                    place.span
                    if rest in CITY_SUFFIX or rest in {"", "국"}
                    else (place.span[0], self.tokens[at - 1].end)
                )
                if place.place.kind == "country":
                    return ((self.text[span[0] : span[1]], span), True, self._stationed_before(at - 1))
                return ((self.text[span[0] : span[1]], span), False, self._country_before(at - 1))
        short = self.tokens[at - 1].text if at else ""
        if (
            title.title in {"총장", "부총장", "교수", "학장"}
            and short.endswith("대")
            and len(short) > 2
            and self._adjacent(at - 1, at)
        ):
            return (self._words(at - 1, at), False, self._country_before(at - 1))  # "포르투대 총장"
        while first > 0 and at - first < 4 and self._adjacent(first - 1, first):
            word = self.tokens[first - 1].text
            if not hangul(word.replace("-", "")) or word in STOP or korean_name(word):
                break
            if ORG_SUFFIX.search(word) or (
                word.endswith(("시의회", "주", "시", "국", "과", "실", "부서", "현", "성"))
                and word not in GIVEN_JA
                and not self._given(first - 1)
            ):
                first -= 1
                if first > 0 and self.places.get(first - 1) is not None and self._adjacent(first - 1, first):
                    first -= 1
                elif (
                    first > 0
                    and self._adjacent(first - 1, first)
                    and self._short_house(self.tokens[first - 1].text)
                ):
                    first -= 1  # "서울대 환경대학원"
                if (
                    word.endswith("파트너스")
                    and first > 1
                    and self.tokens[first - 1].text in {"그레이터", "메트로"}
                ):
                    first -= 1
                continue
            break
        if first < at:
            before = first
            place = self.places.get(first)
            if (
                place is not None
                and place.place.kind == "country"
                and first + 1 < at
                and self.tokens[at - 1].text.endswith(("시", "현", "주", "성"))
            ):
                first += 1
            name, span = self._words(first, at)
            if name.endswith("시") and " " not in name and len(name) > 2 and not name.endswith("도시"):
                name, span = name[:-1], (span[0], span[1] - 1)
            return ((name, span), False, self._country_before(before))
        if (
            at > 1
            and korean_name(self.tokens[at - 2].text)
            and given(self.tokens[at - 2].text)
            and self._adjacent(at - 2, at - 1)
            and self._adjacent(at - 1, at)
        ):
            word = self.tokens[at - 1].text
            if word not in STOP and hangul(word) and strip_josa(word)[1] not in HARD:
                return (self._words(at - 1, at), False, at - 1)
        return (None, False, at)

    def _of_mission(self, at: int, prefix: str) -> tuple[Words | None, bool, int]:
        """ "주광주중국총영사": after the seat the country that sent them; "주네덜란드대사" says where only."""
        for length in range(len(prefix) - 1, 1, -1):
            if prefix[1:length] in self.cities or prefix[1:length] == "한":
                rest = prefix[length:]
                if rest in self.cities:
                    start = self.tokens[at].start + length
                    return ((rest, (start, start + len(rest))), True, at)
        return (None, False, at)

    def _sent_by(self, at: int) -> Words | None:
        """ "주한튀르키예 대사": the country that sent them."""
        word = self.tokens[at].text
        if not word.startswith("주한") or word[2:] not in self.cities:
            return None
        start = self.tokens[at].start + 2
        return (word[2:], (start, self.tokens[at].end))

    def _abroad(self, word: str) -> bool:
        """ "주네덜란드": a post abroad."""
        return word.startswith("주") and len(word) > 3 and word[1:] in self.cities

    def _country_before(self, first: int) -> int:
        place = self.places.get(first - 1) if first else None
        if (
            place is not None
            and self._adjacent(first - 1, first)
            and self.text[place.span[1] : self.tokens[first - 1].end] in {"", "국"}
        ):
            first -= 1
        if first > 0 and self._adjacent(first - 1, first) and self._resident(self.tokens[first - 1].text):
            first -= 1
        return first

    def _stationed_before(self, first: int) -> int:
        if first > 0 and self._adjacent(first - 1, first) and self._resident(self.tokens[first - 1].text):
            return first - 1
        return first

    def _given(self, at: int) -> bool:
        """ "고야나기 히사시 시장": a word that ends as a city does, after another of a name, and is no city known."""
        word = self.tokens[at].text
        if (
            not word.endswith("시")
            or len(word) > 4
            or at == 0
            or word[:-1] in self.cities
            or at in self.places
        ):
            return False
        before = self.tokens[at - 1].text
        return (
            self._adjacent(at - 1, at)
            and hangul(before)
            and 2 <= len(before) <= 5
            and (
                (at - 1) not in self.places
                and before not in STOP
                and not strip_josa(before)[1]
                and not before.endswith(("시", "주", "현", "성"))
            )
        )

    def _short_house(self, word: str) -> bool:
        """ "서울대": a university by the name of its city."""
        return word.endswith("대") and len(word) > 2 and word[:-1] in self.cities

    def _resident(self, word: str) -> bool:
        """ "주한", "주부산": where a diplomat is stationed, no part of a name."""
        return word == "주한" or (word.startswith("주") and 2 < len(word) <= 5 and word[1:] in self.cities)

    def _adjacent(self, one: int, two: int) -> bool:
        between = self.text[self.tokens[one].end : self.tokens[two].start]
        return between in {" ", "", "\u00a0"}

    def _bracketed(self, at: int) -> tuple[int, Words | None]:
        """Over "(Olga Otegui)" that ends just before token `at`."""
        if at > 1 and self.tokens[at - 1].text == ")":
            back = at - 2
            while back > 0 and self.tokens[back].text != "(" and at - back < 12:
                back -= 1
            if self.tokens[back].text == "(" and back + 1 < at - 1:
                return back, self._words(back + 1, at - 1)
        return at, None

    def _body_before(self, at: int) -> tuple[Words | None, bool]:
        """ "대구시의회 한예문 의장": the body that stands before the name."""
        if at == 0 or not self._adjacent(at - 1, at):
            return (None, False)
        word = self.tokens[at - 1].text
        place = self.places.get(at - 1)
        rest = self.text[place.span[1] : self.tokens[at - 1].end] if place is not None else ""
        if place is not None and (rest in {"", *CITY_SUFFIX} or ON_ITS_SIDE.match(rest)):
            return ((self.text[place.span[0] : place.span[1]], place.span), place.place.kind == "country")
        if word == "상무위원회" and at > 1 and self._adjacent(at - 2, at - 1):
            at, word = at - 1, self.tokens[at - 2].text  # "톈진시 인민대표대회 상무위원회 위빈 부주임"
        if ORG_SUFFIX.search(word) and word not in STOP:
            wide = GENERIC_ORG.match(word) and at > 1 and self._adjacent(at - 2, at - 1)
            region = wide and (
                (at - 2) in self.places
                or re.search(r"[가-힣](?:주|시|도|현|성|군|구)$", self.tokens[at - 2].text)
            )
            return (self._words(at - 2 if region else at - 1, at), False)
        if word.endswith(("구", "군")) and len(word) > 2 and hangul(word) and word not in STOP:
            return (self._words(at - 1, at), False)  # "중리구 왕웨이후이 구청장"
        if (
            word.endswith(("국", "과", "실", "처"))
            and len(word) > 2
            and at > 1
            and self._adjacent(at - 2, at - 1)
        ):
            seat = self.places.get(at - 2)  # "다낭시 외무국 응우옌 국장"
            rank = self.text[seat.span[1] : self.tokens[at - 2].end] if seat is not None else "-"
            if seat is not None and rank in {"", *CITY_SUFFIX}:
                return ((self.text[seat.span[0] : seat.span[1]], seat.span), False)
        if word.endswith(("학과", "공학과", "학부")) and at > 1 and self._adjacent(at - 2, at - 1):
            house = self.tokens[at - 2].text
            return (self._words(at - 2, at - 1), False) if ORG_SUFFIX.search(house) else (None, False)
        stem, josa = strip_josa(word)
        if josa in {"은", "는"} and ORG_SUFFIX.search(stem):  # "해양수산부는 문정호 차관이"
            span = (self.tokens[at - 1].start, self.tokens[at - 1].start + len(stem))
            return ((stem, span), False)
        if word in {"(", "（"} and at > 1:
            return self._bracketing(at - 2)
        if word == "단장" and at > 3 and self.tokens[at - 2].text == "(":
            return self._bracketing(at - 3)
        return (None, False)

    def _bracketing(self, at: int) -> tuple[Words | None, bool]:
        """ "수원시의회(의장 조은별)": the body whose head stands in brackets after it."""
        word = self.tokens[at].text
        if word.endswith(GROUPS) and at and self._adjacent(at - 1, at):
            at -= 1  # "롄윈강시 대표단(단장 …)"
            if self.tokens[at].text in OF_CITY and (at - 1) in self.places and self._adjacent(at - 1, at):
                at -= 1  # "상하이시 정부 대표단"
            word = self.tokens[at].text
            if word.endswith(("구", "군")) and len(word) > 2:
                return (self._words(at, at + 1), False)  # "수흐바타르구 대표단(단장 …"
            if word.endswith("시") and len(word) > 2 and at not in self.places:
                span = (self.tokens[at].start, self.tokens[at].end - 1)
                return ((word[:-1], span), False)
        if word.endswith(("구", "군")) and len(word) > 2:
            return (self._words(at, at + 1), False)  # "성동구(구청장 정원오)"
        if ORG_SUFFIX.search(word) and word not in STOP:
            first = at - 1 if at and GENERIC_ORG.match(word) and (at - 1) in self.places else at
            return (self._words(first, at + 1), False)
        place = self.places.get(at)
        if place is not None and self.text[place.span[1] : self.tokens[at].end] in {"", *CITY_SUFFIX}:
            return ((self.text[place.span[0] : place.span[1]], place.span), place.place.kind == "country")
        return (None, False)

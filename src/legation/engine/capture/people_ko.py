"""People in Korean text: from the title leftwards through the affiliation to the name."""

# ruff: noqa: E501

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.model import Span
from legation.engine.capture.people_en import PersonMention
from legation.engine.capture.posts_en import Words
from legation.engine.capture.words_ko import (
    CITY_SUFFIX,
    DEPARTMENT_HEADS,
    ENDINGS,
    GENERIC_ORG,
    GIVEN_JA,
    GROUPS,
    HARD,
    LENT,
    ORG_SUFFIX,
    STOP,
    SURNAMES,
    TITLES,
    VERBAL,
    given,
    hangul,
    korean_name,
    strip_josa,
)


@dataclass(frozen=True, slots=True)
class _Title:
    at: int
    title: str
    start: int
    prefix: str
    josa: str


_DIPLOMATS = frozenset("대사 총영사 영사 부영사 부총영사 공사 참사관 서기관 명예영사 명예총영사 대사대리".split())


class KoreanPeople:
    """Reads one sentence at a time."""

    def __init__(self, text: str, cities: Collection[str] = ()) -> None:
        self.text = text
        self.cities = cities
        self.tokens: Sequence[Token] = ()
        self.places: dict[int, PlaceMention] = {}
        self.full: set[str] = set()

    def read(self, sentence: Sentence, places: Sequence[PlaceMention]) -> list[PersonMention]:
        """The people of one sentence, in order."""
        self.tokens = sentence.tokens
        self.places = {mention.first: mention for mention in places}
        found: list[PersonMention] = []
        used: set[int] = set()
        for number in range(len(self.tokens)):
            title = self._title(number)
            if title is None:
                continue
            mention = self._left(title, sentence.number, used) or self._right(title, sentence.number, used)
            if mention is not None:
                found.append(mention)
        return found

    def _title(self, number: int) -> _Title | None:
        token = self.tokens[number]
        for stem, josa in ((token.text, ""), strip_josa(token.text)):
            if not stem.endswith(TITLES):
                continue
            for title in TITLES:
                if stem.endswith(title):
                    prefix = stem[: -len(title)]
                    if prefix and prefix[-1] in "부공" and title in {"시장", "사장"}:
                        continue
                    if prefix and title in DEPARTMENT_HEADS and not self._owner(number, prefix, title):
                        return _Title(number, prefix + title, token.start, "", josa)
                    return _Title(number, title, token.start + len(prefix), prefix, josa)
        return None

    def _owner(self, number: int, prefix: str, title: str) -> bool:
        """Whether what is glued before a title is a place or a body, not the name of a department."""
        place = self.places.get(number)
        if place is not None and place.span[1] - place.span[0] <= len(prefix):
            return True
        return bool(ORG_SUFFIX.search(prefix) or ORG_SUFFIX.search(prefix + LENT.get(title, "\0")))

    def _words(self, first: int, last: int) -> Words:
        span = (self.tokens[first].start, self.tokens[last - 1].end)
        return (self.text[span[0] : span[1]], span)

    def _affiliation(self, title: _Title) -> tuple[Words | None, bool, int]:  # noqa: C901
        """The body or place before a title: words, whether a country, and the first token of it."""
        at = title.at
        token = self.tokens[at]
        if title.prefix:
            prefix = title.prefix
            end = token.start + len(prefix)
            if title.title in _DIPLOMATS and prefix.startswith("주") and len(prefix) > 2:
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
                if place.span[1] == end or prefix[place.span[1] - token.start :] in CITY_SUFFIX:
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
                if title.title in {"시장", "부시장"} and prefix.endswith(("특례", "광역", "특별")) and len(prefix) > 3:
                    end -= 2
                for suffix in CITY_SUFFIX:
                    if prefix.endswith(suffix) and len(prefix) > len(suffix) + 1:
                        end -= len(suffix)
                        break
                return ((self.text[start:end], (start, end)), False, self._country_before(at))
            return (None, False, at)
        first = at
        if at and title.title in _DIPLOMATS and self._abroad(self.tokens[at - 1].text) and self._adjacent(at - 1, at):
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
        while first > 0 and at - first < 4 and self._adjacent(first - 1, first):
            word = self.tokens[first - 1].text
            if not hangul(word.replace("-", "")) or word in STOP or korean_name(word):
                break
            if ORG_SUFFIX.search(word) or (
                word.endswith(("시의회", "주", "시", "국", "과", "실", "부서", "현", "성")) and word not in GIVEN_JA
            ):
                first -= 1
                if first > 0 and self.places.get(first - 1) is not None and self._adjacent(first - 1, first):
                    first -= 1
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
            if place is not None and place.place.kind == "country" and first + 1 < at and self.tokens[at - 1].text.endswith(("시", "현", "주", "성")):
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

    def _left(self, title: _Title, sentence: int, used: set[int]) -> PersonMention | None:
        org, country, first = self._affiliation(title)
        last, _ = self._bracketed(first)
        if last == 0:
            return None
        span_title: Words = (title.title, (title.start, title.start + len(title.title)))
        start = self._name_start(last, title, org)
        if start == last or set(range(start, last)) & used:
            return None
        name = self._words(start, last)
        used |= set(range(start, last))
        if org is None:
            org, country = self._body_before(start)
        whole = (name[1][0], title.start + len(title.title))
        short = len(name[0]) == 1
        if not short:
            self.full |= {name[0].split(" ")[0], name[0].split(" ")[-1]}
        sure = 0.93 if korean_name(name[0]) or org is not None else 0.8
        return PersonMention(sentence, name, whole, "person.name-title", sure, span_title, org, country)

    def _body_before(self, at: int) -> tuple[Words | None, bool]:
        """ "대구시의회 한예문 의장": the body that stands before the name."""
        if at == 0 or not self._adjacent(at - 1, at):
            return (None, False)
        word = self.tokens[at - 1].text
        place = self.places.get(at - 1)
        if place is not None and self.text[place.span[1] : self.tokens[at - 1].end] in {"", *CITY_SUFFIX}:
            return ((self.text[place.span[0] : place.span[1]], place.span), place.place.kind == "country")
        if ORG_SUFFIX.search(word) and word not in STOP:
            return (self._words(at - 1, at), False)
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
            word = self.tokens[at].text
            if word.endswith("시") and len(word) > 2 and at not in self.places:
                span = (self.tokens[at].start, self.tokens[at].end - 1)
                return ((word[:-1], span), False)
        if ORG_SUFFIX.search(word) and word not in STOP:
            first = at - 1 if at and GENERIC_ORG.match(word) and (at - 1) in self.places else at
            return (self._words(first, at + 1), False)
        place = self.places.get(at)
        if place is not None and self.text[place.span[1] : self.tokens[at].end] in {"", *CITY_SUFFIX}:
            return ((self.text[place.span[0] : place.span[1]], place.span), place.place.kind == "country")
        return (None, False)

    def _name_start(self, last: int, title: _Title, org: Words | None) -> int:  # noqa: C901
        """First token of the name that ends before token `last` (`last` where there is none)."""
        tokens = self.tokens
        near = tokens[last - 1].text
        if last != title.at and not self._joined(last):
            return last
        if last == title.at and not self._adjacent(last - 1, last):
            return last
        if (
            korean_name(near)
            and (last - 1) not in self.places
            and (given(near) or not self._foreign_before(last - 1))
        ):
            return last - 1
        if org is None and near in SURNAMES and len(near) == 1 and not title.prefix:
            return last - 1
        start = last
        while start > 0 and last - start < 4:
            token = tokens[start - 1]
            word = token.text
            if not hangul(word) or word in STOP or (start - 1) in self.places or len(word) > 7:
                break
            if start < last and not self._adjacent(start - 1, start):
                break
            if word.endswith("인") and (word[:-1].endswith(TITLES) or word[:-1] in STOP):
                break
            if (
                word.endswith(HARD)
                and not (len(word) <= 3 and start == last)
                and strip_josa(word)[0] not in self.full
            ):
                break
            if (
                (len(word) > 2 and word.endswith(VERBAL))
                or word.endswith(ENDINGS + TITLES)
                or ORG_SUFFIX.search(word)
            ):
                break
            stem, josa = strip_josa(word)
            if start < last and josa and (stem.endswith(TITLES) or (stem in STOP and len(stem) > 1) or len(word) > 5):
                break
            start -= 1
        count = last - start
        if count == 0:
            return last
        if count == 1 and org is None and tokens[start].text not in self.full and self._body_before(start)[0] is None:
            return last
        if count == 1 and org is not None and len(tokens[start].text) < 2:
            return last
        if (
            count >= 2
            and org is None
            and not title.josa
            and title.at + 1 < len(tokens)
            and tokens[title.at + 1].text not in {",", "(", "·"}
        ):
            return last if title.title in {"시장", "대표", "이사"} else start
        return start

    def _foreign_before(self, at: int) -> bool:
        """Whether the word before could be a foreign given name: plain Hangul, no particle, no post, no place."""
        if at == 0 or not self._adjacent(at - 1, at) or (at - 1) in self.places:
            return False
        word = self.tokens[at - 1].text
        if (
            not hangul(word)
            or word in STOP
            or ORG_SUFFIX.search(word)
            or word.endswith(TITLES + HARD + ENDINGS + VERBAL)
        ):
            return False
        return 2 <= len(word) <= 6

    def _joined(self, last: int) -> bool:
        tokens = self.tokens
        if last < len(tokens) and tokens[last].text == "(":
            return True
        return last < len(tokens) and self._adjacent(last - 1, last)

    def _foreign_right(self, at: int) -> tuple[int, Words]:
        """Two to four words after a title, the last with a particle: "대사 응우옌 반 마우가"."""
        tokens = self.tokens
        end = at
        while end < len(tokens) and end - at < 4 and hangul(tokens[end].text):
            word = tokens[end].text
            stem, josa = strip_josa(word)
            if (
                word in STOP
                or end in self.places
                or ORG_SUFFIX.search(word)
                or (end > at and not self._adjacent(end - 1, end))
            ):
                break
            if josa in {"이", "가", "은", "는", "을", "를", "과", "와", "의"} and end > at:
                span = (tokens[at].start, tokens[end].start + len(stem))
                return end + 1, (self.text[span[0] : span[1]], span)
            if word.endswith(HARD) and len(word) > 3:
                break
            end += 1
        return at, ("", (0, 0))

    def _right(self, title: _Title, sentence: int, used: set[int]) -> PersonMention | None:
        """ "부산시장 박형준은": the title comes first."""
        tokens = self.tokens
        at = title.at + 1
        if title.josa or at >= len(tokens) or not self._adjacent(title.at, at):
            return None
        org, country, _ = self._affiliation(title)
        bracketed = title.at > 1 and tokens[title.at - 1].text == "("
        if org is None and bracketed:
            org, country = self._bracketing(title.at - 2)
        if org is None:
            return None
        stem, josa = strip_josa(tokens[at].text)
        end, words_of_name = self._foreign_right(at)
        if end > at:
            self.full |= {words_of_name[0].split(" ")[0], words_of_name[0].split(" ")[-1]}
            used |= set(range(at, end))
            inside: Span = (title.start, title.start + len(title.title))
            return PersonMention(
                sentence,
                words_of_name,
                words_of_name[1],
                "person.title-name",
                0.8,
                (title.title, inside),
                org,
                country,
            )
        for word in (tokens[at].text, stem):
            if korean_name(word) and (josa or at + 1 == len(tokens) or not hangul(tokens[at + 1].text)):
                used.add(at)
                self.full.add(word)
                span = (tokens[at].start, tokens[at].start + len(word))
                words: Span = (title.start, title.start + len(title.title))
                return PersonMention(
                    sentence,
                    (word, span),
                    span,
                    "person.title-name",
                    0.85,
                    (title.title, words),
                    org,
                    country,
                )
        return None

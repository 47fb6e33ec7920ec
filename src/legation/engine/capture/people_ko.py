"""People in Korean text: from the title leftwards through the affiliation to the name."""

# ruff: noqa: E501, SIM905

from collections.abc import Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.posts_ko import KoreanPosts, Title
from legation.engine.capture.several_en import PersonMention
from legation.engine.capture.titles_en import Words
from legation.engine.capture.words_ko import (
    ENDINGS,
    HARD,
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

_TAILS = frozenset("찾아 만나 맞아 함께 이어 며 고 라 라고 라며 이라고 이라며 면서 라면서 하며 등".split())
"""What follows a quotation or a list, and never a name."""
_DONE = tuple(
    f"{verb}해"
    for verb in "방문 참석 초청 접견 예방 대표 비롯 동행 수행 포함 주재 통 위 인솔 환영 대신 안내 면담 이동 출국 귀국 출장 참가 참여 파견 협의 진행 시찰 견학 순방 시작 마련 제안 도착 입국 개최 체결 서명 합의 논의 마중 배웅".split()
)
"""Verbs that end a clause before a title and name."""
_WHO = (
    "부임한",
    "취임한",
    "임명된",
    "선출된",
    "내정된",
    "초청된",
    "방한한",
    "내한한",
    "파견된",
    "위촉된",
    "참여한",
    "인솔한",
    "대표한",
)
"""Clauses about a person that end before the name."""


_HANJA = lazily(r"[\u4e00-\u9fff]{2,5}$")
_RIVERS = ("가와", "카와", "사와", "자와", "이와")
"""Endings of Japanese surnames that look like a particle ("기타가와")."""
_OWN = frozenset({"도", "시", "군", "구"})
_OF_A_PLACE = lazily(r"^(?:인민위원회|시?인민정부|시정부|시의회|의회|외사판공실|상공회의소)$")
"""A body that is named by the place before the name of its head: "다낭시 쩐 인민위원회 부위원장"."""


class KoreanPeople(KoreanPosts):
    """Reads one sentence at a time."""

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

    def _left(self, title: Title, sentence: int, used: set[int]) -> PersonMention | None:
        org, country, first = self._affiliation(title)
        last, written = self._bracketed(first)
        if last == 0:
            return None
        if written is not None and _HANJA.match(written[0]) and hangul(self.tokens[last - 1].text):
            self.full.add(self.tokens[last - 1].text)  # "뤄양번(羅樣本) 시장": a name with its characters
        span_title: Words = (title.title, (title.start, title.start + len(title.title)))
        start = self._name_start(last, title, org)
        if org is None and self._sender(start, last):
            last -= 1
            org = self._words(last, last + 1)
        if start == last or set(range(start, last)) & used:
            return None
        name = self._words(start, last)
        used |= set(range(start, last))
        if org is not None and org[0] in _OWN:
            org = None  # "도 국제관계대사": of the province told
        if org is None:
            org, country = self._body_before(start)
        elif _OF_A_PLACE.match(org[0]):
            seat, abroad = self._body_before(start)
            org = seat if seat is not None and not abroad and (start - 1) in self.places else org
        whole = (name[1][0], title.start + len(title.title))
        short = len(name[0]) == 1
        if not short:
            self.full |= {name[0].split(" ")[0], name[0].split(" ")[-1]}
        sure = 0.93 if korean_name(name[0]) or org is not None else 0.8
        return PersonMention(sentence, name, whole, "person.name-title", sure, span_title, org, country)

    def _sender(self, start: int, last: int) -> bool:
        """Whether the last word before a post is a body that the text says sent a delegation ("비즈니스오울루 대표")."""
        return last - start > 1 and self.tokens[last - 1].text in self.senders

    def _name_start(self, last: int, title: Title, org: Words | None) -> int:  # noqa: C901
        """First token of the name that ends before token `last` (`last` where there is none)."""
        tokens = self.tokens
        near = tokens[last - 1].text
        if last != title.at and not self._joined(last):
            return last
        if last == title.at and not self._adjacent(last - 1, last):
            return last
        if strip_josa(near)[0] in TITLES and len(near) > 2:
            return last  # "주임이 대표로": a post with its particle, no name
        if (
            korean_name(near)
            and (last - 1) not in self.places
            and (given(near) or not self._foreign_before(last - 1))
        ):
            return last - 1
        if len(near) == 2 and near[0] in SURNAMES and self._listed_officer(last, title):
            return last - 1
        if (
            len(near) == 1
            and org is None
            and not title.prefix
            and (near in SURNAMES or any(name.startswith(near) and 2 < len(name) < 5 for name in self.full))
        ):
            return last - 1
        start = last
        while start > 0 and last - start < 4:
            token = tokens[start - 1]
            word = token.text
            if not hangul(word) or word in STOP or (start - 1) in self.places or len(word) > 7:
                break
            if start < last and not self._adjacent(start - 1, start):
                break
            if start < last and len(word) > 2 and word.endswith(("주", "청", "국", "구", "군")):
                break  # "조지아주 상공부": no name
            if word in _TAILS or (len(word) > 2 and word.endswith(_DONE + _WHO)):
                break
            if word.endswith("인") and (word[:-1].endswith(TITLES) or word[:-1] in STOP):
                break
            if (
                word.endswith(HARD)
                and not (len(word) > 2 and word.endswith(_RIVERS))
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
            if (
                start < last
                and josa
                and (stem.endswith(TITLES) or (stem in STOP and len(stem) > 1) or len(word) > 5)
            ):
                break
            start -= 1
        count = last - start
        if count == 0:
            return last
        if (
            count == 1
            and org is None
            and tokens[start].text not in self.full
            and not any(name.startswith(tokens[start].text) and len(name) > 3 for name in self.full)
            and self._body_before(start)[0] is None
        ):
            return last
        if count == 1 and org is not None and len(tokens[start].text) < 2:
            return last
        if (
            count >= 2
            and org is None
            and not title.josa
            and title.at + 1 < len(tokens)
            and tokens[title.at + 1].text not in {",", "(", ")", "·"}
            and not ((start - 1) in self.places and tokens[title.at + 1].text in {"등", "일행", "내외"})
        ):
            return last if title.title in {"시장", "대표", "이사"} else start
        return start

    def _listed_officer(self, last: int, title: Title) -> bool:
        """ "염태영 경제부지사, 이성 국제협력국장이": two syllables before an officer's post, after another's in a list."""
        if last < 4 or title.title[-2:] not in {"국장", "과장", "실장", "팀장"} or (last - 1) in self.places:
            return False
        return self.tokens[last - 2].text in {",", "·"} and self.tokens[last - 3].text.endswith(TITLES)

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

    def _right(self, title: Title, sentence: int, used: set[int]) -> PersonMention | None:
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

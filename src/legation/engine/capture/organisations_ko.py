"""Organisations in Korean text: words with the ending of a body, items of a list before "등", short forms."""

# ruff: noqa: E501

import re
from collections.abc import Mapping, Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.organisations import Organisations, OrgDraft, OrgMention
from legation.engine.capture.words_ko import GENERIC_ORG, ORG_SUFFIX, STOP, TITLES, hangul, strip_josa

_PARTY = lazily(r"사절단|대표단|방문단|방한단|일행|함께|동행|참석|참여|배석|동석|면담에는|자리에는")
_ORGANISED = lazily(r"^\S{0,3}\s?(?:공동\s?)?(?:주관|주최|공동주최|마련|추진|운영)(?:하는|한|해|했|으로)")
_TOGETHER = lazily(r"^(?:,\s?[가-힣 ]{2,20}){0,3}(?:와|과)\s(?:함께|공동으로)")
_HOLDS = lazily(r"(?:개최|주최)(?:했|한다|하고|해)")
_HELD = lazily(r"^(?:\([^)]{1,20}\))?(?:은|는)\s[^“”\"]{0,140}(?:개최|주최)(?:했|한다)")
_LIST_TAIL = lazily(r"^\s?(?:등|관계자|임직원|인사)(?:\s|$|[.,이은의과을])")
_LIST_CUE = lazily(
    r"등\s?(?:(?:국내|현지|지역|주요|글로벌|경제사절단|사절단|시애틀)\s?)*(?:[가-힣]{0,6}\s)?(?:\d+\s?(?:여\s?)?(?:개\s?)?(?:사|명|개사|개 기업|개 기관|개 업체|곳)|관계자|인사|기업|기관|업체|단체|주요 인사)"
    r"|관계자|임직원"
)
_IN_A_LIST = lazily(r"^(?:,\s?[가-힣A-Za-z·]{2,16}(?: [가-힣A-Za-z·]{2,10})?){1,8}\s?(?:관계자|임직원|인사)")
_PARTS = frozenset({"대학본부", "시본부", "사업본부", "운영본부"})
_REGION = lazily(r"^[가-힣]{2,6}(?:주|도|현|성)$")
_FIELDS = lazily(r"분야|정책|방안|사업|의제|현안|도시|시설|산업|부문|프로그램")
_BAD_ITEM = lazily(
    r"(?:하는|하고|했다|하며|된다|분야|정책|카드|문화|경제|과학|관광|교육|행사|교류|협력|산업|방안|관계자|인사|사절단|대표단|시장|도시)$"
)


class KoreanOrganisations:
    """Reads one sentence at a time, after the people are known."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(
        self, sentence: Sentence, places: Sequence[PlaceMention], people: Sequence[Span]
    ) -> list[OrgMention]:
        """Bodies named in one sentence."""
        tokens = sentence.tokens
        place_at = {mention.first: mention for mention in places}
        names = {
            number
            for start, end in people
            for number in range(sentence.token_at(start), sentence.token_at(end - 1) + 1)
        }
        found: list[OrgMention] = []
        taken: set[int] = set()
        for number, token in enumerate(tokens):
            if number in names:
                continue
            stem = self._stem(token.text)
            if stem is None:
                continue
            first = number
            if GENERIC_ORG.match(stem):
                near = number > 0 and self._adjacent(tokens, number - 1, number)
                if near and ((number - 1) in place_at or _REGION.match(tokens[number - 1].text)):
                    first = number - 1
                elif stem in {
                    "의회",
                    "시의회",
                    "상의",
                    "대사관",
                    "총영사관",
                    "대학",
                    "대학교",
                    "상공회의소",
                    "도시공사",
                    "한인회",
                }:
                    continue
            if (
                stem.endswith("부")
                and number
                and (number - 1) in place_at
                and self._adjacent(tokens, number - 1, number)
            ):
                first = number - 1  # "필리핀 교통부"
            if stem.endswith("파트너스") and number > 0 and self._adjacent(tokens, number - 1, number):
                first = number - 1
                if first > 0 and tokens[first - 1].text in {"그레이터", "메트로"}:
                    first -= 1
            span = (tokens[first].start, token.start + len(stem))
            place = place_at.get(first)
            if place is not None and place.span[1] == span[1]:
                continue
            taken |= set(range(first, number + 1))
            found.append(self._mention(sentence, span, number, "org.suffix", self.role(sentence, span)))
        found += self._listed(sentence, place_at, names, taken)
        return sorted(found, key=lambda mention: mention.span)

    @staticmethod
    def _adjacent(tokens: Sequence[Token], one: int, two: int) -> bool:
        return tokens[two].start - tokens[one].end <= 1

    @staticmethod
    def _stem(word: str) -> str | None:
        """The body at the start of a word: without its particle, or before a glued title."""
        for stem in (word, strip_josa(word)[0]):
            if ORG_SUFFIX.search(stem) and stem not in STOP and len(stem) >= 3 and stem not in _PARTS:
                return stem
        return None

    def _mention(self, sentence: Sentence, span: Span, number: int, rule: str, role: str) -> OrgMention:
        tokens = sentence.tokens
        acronym: tuple[str, Span] | None = None
        if (
            number + 1 < len(tokens)
            and tokens[number + 1].text == "("
            and tokens[number + 1].start == tokens[number].end
        ):
            end = number + 2
            while end < len(tokens) and tokens[end].text != ")" and end - number < 8:
                end += 1
            if end < len(tokens) and tokens[end].text == ")" and end > number + 2:
                inner = (tokens[number + 2].start, tokens[end - 1].end)
                words = self.text[inner[0] : inner[1]]
                led = inner[0] < inner[1] and tokens[number + 2].text.endswith(TITLES) and end > number + 3
                if (
                    re.search(r"[A-Z]{2,}|[가-힣]{3,}", words)
                    and not led
                    and not re.search(r"[\d,]|시간", words)
                ):
                    acronym = (words, inner)
        return OrgMention(sentence.number, self.text[span[0] : span[1]], span, rule, role, acronym)

    def role(self, sentence: Sentence, span: Span) -> str:
        """The role that the words around a body give it; "" for none."""
        after = self.text[span[1] : min(sentence.end, span[1] + 60)]
        if re.match(
            r"^(?:와|과)?\s?(?:[가-힣\s]{0,24}(?:이|가)\s)?(?:공동\s?)?(?:주관|주최)(?:하|한|해|했|으로)|^(?:이|가|은|는)\s[가-힣\s]{0,26}(?:을|를)\s?(?:공동\s?)?(?:주관|주최)했",
            after,
        ) or _ORGANISED.match(after):
            return "organiser"
        words = self.text[sentence.start : sentence.end]
        first = not self.text[sentence.start : span[0]].strip()
        if (first and _HELD.match(after)) or (_TOGETHER.match(after) and _HOLDS.search(words)):
            return "organiser"
        if (
            re.search(r"협약|양해각서|협정|MOU", words)
            and re.search(r"체결|맺|서명", words)
            and re.match(r"^(?:\([^)]{1,20}\))?(?:은|는|과|와|이|가)(?:\s|$)", after)
        ):
            return "party"
        if re.match(r"^(?:을|를)\s(?:찾|방문|둘러|시찰|견학)", after):
            return "host"
        if re.search(r"사절단|대표단|방문단|방한단|동행(?:한다|했|하는|할)", words) and re.search(
            r"등[^.]{0,14}(?:명이 동행|명이 함께|명으로|으로 구성|이 참여|포함|동행)",
            self.text[span[1] : sentence.end],
        ):
            return "delegation"
        if _IN_A_LIST.match(after) and _PARTY.search(words):
            return "delegation"
        if re.match(r"^\s?(?:관계자|임직원|대표|인사|등)", after) and _PARTY.search(words):
            return "delegation"
        return ""

    def _last_of_noun(self, tokens: Sequence[Token], at: int, place_at: dict[int, PlaceMention]) -> bool:
        """Whether a word is only the last of a longer noun: "참전용사 후손 등"."""
        if not at or not self._adjacent(tokens, at - 1, at) or not hangul(tokens[at - 1].text):
            return False
        known = (at - 1) in place_at or ORG_SUFFIX.search(tokens[at].text) is not None
        return not strip_josa(tokens[at - 1].text)[1] and not known

    def _listed(  # noqa: C901
        self, sentence: Sentence, place_at: dict[int, PlaceMention], names: set[int], taken: set[int]
    ) -> list[OrgMention]:
        """Items before "등" where companies or guests are counted: "보잉, 마이크로소프트, 아마존 등 주요 인사"."""
        tokens = sentence.tokens
        found: list[OrgMention] = []
        for number, token in enumerate(tokens):
            if token.text not in {"등", "등의", "등이", "등은", "관계자", "관계자와", "관계자는"}:
                continue
            tail = self.text[token.start : min(sentence.end, token.start + 46)]
            if not _LIST_CUE.match(tail) or (
                token.text.startswith("등") and _FIELDS.match(tail[1:].strip()[:6])
            ):
                continue
            at = number - 1
            while at >= 0:
                item = tokens[at]
                if item.text == ")":
                    while at > 0 and tokens[at].text != "(":
                        at -= 1
                    at -= 1
                    continue
                ends_item = at + 1 == number or tokens[at + 1].text in {",", "·", "("}
                stem, josa = (item.text, "") if ends_item else strip_josa(item.text)
                if item.text in {"관계자", "임직원", "관계자와"}:
                    at -= 1
                    continue
                if not ends_item and josa not in {"과", "와"}:
                    break
                if ends_item and self._last_of_noun(tokens, at, place_at):
                    break
                good = (at not in place_at and at not in names and at not in taken and stem not in STOP
                        and len(stem) >= 2 and not _BAD_ITEM.search(stem) and stem not in TITLES
                        and not any(stem.endswith(title) and len(title) > 1 for title in TITLES)
                        and re.fullmatch(r"[가-힣A-Za-z&·-]+", stem) is not None)  # fmt: skip
                if good:
                    span = (item.start, item.start + len(stem))
                    role = "delegation" if _PARTY.search(self.text[sentence.start : sentence.end]) else ""
                    found.append(self._mention(sentence, span, at, "org.listed", role))
                    taken.add(at)
                at -= 1
                if at >= 0 and tokens[at].text == ",":
                    at -= 1
                elif at >= 0 and strip_josa(tokens[at].text)[1] in {"과", "와"}:
                    continue
                else:
                    break
        return found


def short_forms(
    bodies: KoreanOrganisations,
    orgs: Organisations,
    sentences: Sequence[Sentence],
    places: Mapping[int, Sequence[PlaceMention]],
) -> None:
    """ "중진공" for "중소벤처기업진흥공단": a word whose syllables run through a longer name in order."""
    longs = [org for org in orgs.all if len(org.name) >= 6]
    if not longs:
        return
    by_first: dict[str, list[OrgDraft]] = {}
    for org in longs:
        by_first.setdefault(org.name[0], []).append(org)
    for sentence in sentences:
        cities = {mention.span[0] for mention in places.get(sentence.number, ())}
        for token in sentence.tokens:
            if token.text[0] not in by_first or token.start in cities:
                continue
            for word in (token.text, strip_josa(token.text)[0]):
                if not 3 <= len(word) <= 4:
                    continue
                longer = next((one for one in by_first[word[0]] if _runs_through(word, one.name)), None)
                if longer is not None and word not in longer.name:
                    span = (token.start, token.start + len(word))
                    orgs.by_name.setdefault(word, longer)
                    role = bodies.role(sentence, span)
                    orgs.add(OrgMention(sentence.number, word, span, "org.short-form", role))
                    break


def _runs_through(short: str, long: str) -> bool:
    at = 0
    for char in short:
        at = long.find(char, at) + 1
        if at == 0:
            return False
    return short[-1] in long[-3:]

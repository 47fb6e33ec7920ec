"""Where Korean events take place: rooms, buildings, the cities beside them, and where a journey goes."""

# ruff: noqa: E501

import re
from collections.abc import Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.houses_ko import named_house
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.titles_en import Words
from legation.engine.capture.words_ko import GROUPS, ORG_SUFFIX, ROOM_SUFFIX, STOP, VENUE_SUFFIX, strip_josa

OFFICES = ("시청", "도청", "청사", "구청", "군청", "시청사", "대사관", "의회", "영사관")
_NEXT_STOP = lazily(r"시?(?:, ?|·|와 |과 )(?:[가-힣]{2,8} )?")
_NAME_ONLY = lazily(r"(?: [가-힣A-Za-z0-9·]{1,9}[가-힣A-Za-z0-9·](?<![을를은는이가에의와과월일로])){0,3} ?$")
_TRAVELLERS = lazily(rf"^\s?(?:[가-힣]{{2,4}}\s)?(?:{'|'.join(GROUPS)})")
_FLOOR = lazily(r"(?:지하 ?)?\d{1,2}층\s$")
_HOUSE_BEFORE = lazily(r"(?P<house>[가-힣A-Za-z]{2,20})\s$")
_SENDERS = lazily(rf"^\s[가-힣]{{1,10}}\s?(?:[가-힣]{{2,4}}\s)?(?:{'|'.join(GROUPS)})")
_TO = lazily(r"^시?(?:를|을|에(?!서)|로|,|·|와|과|\s방문)")
_AT = lazily(r"^시?(?:에서|에 (?!따르|의하)|에선)")
_VISITED = lazily(r"^시?(?:를|을) (?:방문해|찾아|방문하고)")
_MOVED = lazily(r"^시?(?:로|으로) (?:이동|옮겨|건너|향)")
_BEFORE_A_BUILDING = frozenset(
    ["은", "는", "을", "를", "과", "와", "이", "가", "에서", "으로", "의", "에", "에는", "이날"]
)
_PURPOSES = frozenset(["인사차", "방문차", "참석차", "답방차", "시찰차", "견학차", "연수차", "출장차"])
_TIMES = frozenset(["이날", "오후", "오전", "저녁", "밤", "아침", "낮"])


class KoreanWhere:
    """Finds the place of one event in its sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.countries = {
            name for place in reading.gazetteer.places if place.kind == "country" for name in place.ko
        }

    def locate(self, event: EventDraft, sentence: Sentence, floor: int = 0, ceiling: int = 0) -> None:
        """Give an event the room, venue and city that its sentence names; its words lie between `floor` and `ceiling`."""
        if event.kind != "trip":
            for first, last in ((floor, event.trigger[0]), (0, event.trigger[0]), (floor, sentence.end)):
                if event.venue is None and event.room is None:
                    self._house(event, sentence, first, last)  # a place stands before its verb
            for first in (floor, 0) if event.venue is None and event.room is None else ():
                event.venue = event.venue or named_house(
                    self.reading, event, sentence, first, event.trigger[0]
                )
            self._split_room(event)
            if event.venue is not None and self._city_of_venue(event):
                return
        tokens = sentence.tokens
        mentions = [
            one
            for one in self.reading.places.get(sentence.number, [])
            if event.kind == "trip" or not ceiling or one.span[0] < ceiling
        ]
        mentions.sort(key=lambda one: one.span[0] < floor)  # the event's own clause first
        for mention in mentions:
            fits = self._destination if event.kind == "trip" else self._here
            if mention.place.kind == "city" and fits(event, mention, tokens):
                event.city = (self.reading.words(mention.span), mention.span)
                event.place = mention.place
                if event.kind == "trip":
                    self._stops(event, mention, sentence)
                return

    def _stops(self, event: EventDraft, first: PlaceMention, sentence: Sentence) -> None:
        """ "미국 시카고, 세인트루이스, 제퍼슨시티에": the cities of a journey that stand in one list."""
        found, end = [self.reading.words(first.span)], first.span[1]
        for mention in self.reading.places.get(sentence.number, []):
            between = self.reading.text[end : mention.span[0]]
            if mention.span[0] < end or mention.place.kind != "city" or not _NEXT_STOP.fullmatch(between):
                continue
            found.append(self.reading.words(mention.span))
            end = mention.span[1]
        if len(found) > 1:
            event.hosts = found

    def _destination(self, event: EventDraft, mention: PlaceMention, tokens: Sequence[Token]) -> bool:
        """ "울란바토르를 찾는다": where the journey goes, not whose delegation travels."""
        token = tokens[mention.first]
        tail = self.reading.text[mention.span[1] : token.end + 3]
        own = _TRAVELLERS.match(self.reading.text[token.end : token.end + 12])
        if mention.span[0] < event.trigger[0] and _TO.match(tail) and not own:
            return True
        return self._here(event, mention, tokens)

    def _here(self, event: EventDraft, mention: PlaceMention, tokens: Sequence[Token]) -> bool:
        """Whether a city is named as the place: inside the venue or beside it, with "에서", before a forum's name."""
        token = tokens[mention.first]
        rest = self.reading.text[mention.span[1] : token.end]
        next_word = tokens[mention.last].text if mention.last < len(tokens) else ""
        if event.venue is not None:
            inside = event.venue[1][0] <= mention.span[0] < event.venue[1][1]
            if inside or 0 <= event.venue[1][0] - token.end <= 1:
                return True
        apart = self.reading.text[token.end : max(token.end, event.trigger[0])]
        near = 4 if event.status != "planned" or not _NAME_ONLY.match(apart) else 20
        named = event.kind == "forum" and not rest and 0 <= event.trigger[0] - token.end <= near
        if _MOVED.match(f"{rest} {next_word}"):
            return True
        visited = _VISITED.match(f"{rest} {next_word}") and mention.span[0] < event.trigger[0]
        if visited and event.kind in {"meeting", "signing", "reception"}:
            return True  # "야마구치시를 방문해 … 시장을 만나"
        after = self.reading.text[token.end : token.end + 24]
        district = next_word.endswith(("구", "시청", "군", "동")) and not _SENDERS.match(after)
        if next_word.endswith("에서") and ORG_SUFFIX.search(strip_josa(next_word)[0]) and rest in {"", "시"}:
            return True  # "다낭 인민위원회에서"
        return named or district or _AT.match(f"{rest} {next_word}") is not None

    def _house(self, event: EventDraft, sentence: Sentence, floor: int, limit: int) -> None:
        """The room and the building that the particle "에서" or their own endings show."""
        tokens = sentence.tokens
        for number, token in enumerate(tokens):
            if not floor <= token.start < limit:
                continue
            stem, josa = strip_josa(token.text)
            span = (token.start, token.start + len(stem))
            before = tokens[number - 1] if number else None
            at = josa in {"에서", "에서는"}
            if event.room is None and ROOM_SUFFIX.search(stem) and token.end <= event.trigger[0] + 40:
                event.room = self._on_its_floor(span)
                house = _HOUSE_BEFORE.search(self.reading.text, sentence.start, event.room[1][0])
                if house is not None and event.venue is None and VENUE_SUFFIX.search(house.group("house")):
                    event.venue = (house.group("house"), house.span("house"))
            elif event.venue is not None or not at:
                continue
            elif self._hall(event, stem, before):
                event.room = (stem, span)
                event.venue = (before.text, (before.start, before.end)) if before is not None else None
            elif event.kind != "site_visit" and stem.endswith("사관학교"):
                event.venue = (stem, span)
            elif event.kind != "site_visit" and VENUE_SUFFIX.search(stem):
                event.venue = self.building(tokens, number, stem)

    def _on_its_floor(self, span: Span) -> Words:
        """ "3층 상황실": a room with its floor."""
        floor = _FLOOR.search(self.reading.text[max(0, span[0] - 6) : span[0]])
        wide = (span[0] - len(floor.group()), span[1]) if floor else span
        return (self.reading.words(wide), wide)

    @staticmethod
    def _hall(event: EventDraft, stem: str, before: Token | None) -> bool:
        """ "도청 정약용실에서": a room after an office or a hotel."""
        house = before is not None and before.text.endswith((*OFFICES, "호텔"))
        return event.room is None and house and stem.endswith(("실", "홀", "룸"))

    def building(self, tokens: Sequence[Token], at: int, stem: str) -> Words | None:
        """The building that ends at a token, with the words of its name before it; None for a bare noun."""
        if not VENUE_SUFFIX.search(stem) or stem in {
            "센터",
            "학교",
            "공원",
            "공장",
            "마을",
            "본사",
            "사업장",
            "단지",
            "정원",
            "터미널",
            "발전소",
        }:
            return None
        first = at
        while first > 0 and at - first < 3 and tokens[first].start - tokens[first - 1].end == 1:
            word = tokens[first - 1].text
            if (
                word in _BEFORE_A_BUILDING
                or strip_josa(word)[1] in _BEFORE_A_BUILDING
                or word in _TIMES | STOP
                or word in self.countries
            ):
                break
            if len(word) > 2 and word.endswith(("해", "하여", "물며", "하며", "가며", "고")):
                break
            if word in _PURPOSES:
                break  # "취임 인사차 부산시청"
            if word.endswith(("보고", "하고", "찾고", "마치고", "둘러본", "방문한")) or word in {"뒤", "후"}:
                break
            if word.isdigit() or word.endswith(("공항", "일", "명이", "명은", "개국", "여명")):
                break
            if (word.endswith("시") and re.search(r"\d", word)) or not word.replace("·", "").isalpha():
                break
            first -= 1
        if first == at and stem in {
            "전시관",
            "홍보관",
            "박물관",
            "미술관",
            "도서관",
            "회관",
            "체육관",
            "전시장",
            "홀",
            "타워",
        }:
            return None  # a bare noun is no name
        span = (tokens[first].start, tokens[at].start + len(stem))
        return (self.reading.words(span), span)

    @staticmethod
    def _split_room(event: EventDraft) -> None:
        """ "도청 백록홀": the house, and the hall inside it."""
        if event.venue is None or event.room is not None or " " not in event.venue[0]:
            return
        house, room = event.venue[0].rsplit(" ", 1)
        if room.endswith(("홀", "룸", "실")) and VENUE_SUFFIX.search(house):
            start, end = event.venue[1]
            event.venue = (house, (start, start + len(house)))
            event.room = (room, (end - len(room), end))

    def _sure(self, key: str, country: str, span: Span) -> bool:
        """Whether a city that opens a house's name is meant: a Korean one, or one named elsewhere ("옥스퍼드아카데미" is not)."""
        return (
            country in {"KR", ""}
            or any(
                one.place.key == key and one.span[0] != span[0]
                for listed in self.reading.places.values()
                for one in listed
            )
            or self.reading.text[span[1] : span[1] + 3].lstrip(" 시").startswith(("청", "의"))
        )

    def _city_of_venue(self, event: EventDraft) -> bool:
        """ "창원컨벤션센터" stands in 창원, "정부세종청사" in 세종."""
        if event.venue is None:
            return False
        name, (start, _) = event.venue
        lead = re.match(r"^(?:정부|국립|시립|도립|그랜드|호텔)", name)
        if lead is not None:
            name, start = name[lead.end() :], start + lead.end()
        for length in range(min(len(name) - 1, self.reading.gazetteer.longest_korean), 1, -1):
            for place in self.reading.gazetteer.korean.get(name[:length], ()):
                if place.kind == "city" and self._sure(place.key, place.country, (start, start + length)):
                    event.city = (name[:length], (start, start + length))
                    event.place = place
                    return True
        return False

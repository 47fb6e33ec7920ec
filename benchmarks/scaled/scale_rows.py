"""Missions by the thousand: cities, the people of each, and who goes where. All are invented, and marked so.

Every row follows from its number, so that two databases of one size are alike, and a mission looks the same
among a hundred as among a hundred thousand: 24 delegates, 50 engagements, 4 promises, 8 people with access.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from legation.directory.choices import country_name
from legation.kernel.searching import Card, _weights

SYLLABLES = dict(
    pair.split(":")
    for pair in [
        "do:도",
        "ra:라",
        "mi:미",
        "so:소",
        "na:나",
        "ko:코",
        "ha:하",
        "ye:예",
        "bo:보",
        "ju:주",
        "te:테",
        "su:수",
        "no:노",
        "ri:리",
        "ga:가",
        "pa:파",
        "mo:모",
        "lu:루",
        "de:데",
        "wa:와",
        "ki:키",
        "se:세",
        "to:토",
        "ni:니",
        "be:베",
        "go:고",
        "sa:사",
        "ma:마",
        "ro:로",
        "hu:후",
    ]
)
LATIN, HANGUL = list(SYLLABLES), list(SYLLABLES.values())
ZONES = (
    *("Asia/Seoul", "America/Los_Angeles", "Europe/Berlin", "America/New_York", "Asia/Tokyo"),
    *("Australia/Sydney", "Africa/Nairobi", "America/Sao_Paulo", "Asia/Kolkata", "Europe/London"),
)
COUNTRIES = ("KR", "US", "DE", "US", "JP", "AU", "KE", "BR", "IN", "GB")
KINDS = (
    ("courtesy_call", "Courtesy call", "예방"),
    ("meeting", "Meeting", "면담"),
    ("site_visit", "Site visit", "현장 시찰"),
    ("reception", "Reception", "환영 만찬"),
    ("forum", "Forum", "포럼"),
    ("briefing", "Briefing", "설명회"),
    ("transfer", "Transfer", "이동"),
    ("signing", "Signing", "서명식"),
    ("ceremony", "Ceremony", "기념식"),
    ("free_time", "Free time", "자유 시간"),
)
TOPICS = (
    *(("ports", "항만 물류"), ("trade", "통상"), ("start-ups", "창업"), ("tourism", "관광")),
    *(("education", "교육 교류"), ("climate", "기후 대응"), ("housing", "주택"), ("transit", "교통")),
    *(("health", "보건"), ("culture", "문화"), ("water", "물 관리"), ("safety", "안전")),
)
POSTS = (
    *(("Mayor", "시장", "mayor"), ("Deputy Mayor", "부시장", "deputy_mayor")),
    *(("Director", "국장", ""), ("Chair", "회장", "executive")),
)
VENUES = (("City Hall", "시청"), ("Convention Centre", "컨벤션센터"), ("Harbour Hotel", "하버호텔"))
DELEGATES, GUESTS, ENGAGEMENTS, PROMISES, DELEGATIONS, ACCESS, LISTED = 24, 16, 50, 4, 3, 8, 10
Entry = tuple[tuple[Any, ...], Mapping[str, int]]
DAYS, FIRST = 5, date(2008, 1, 7)


@dataclass(frozen=True)
class Size:
    """How many of each there are for so many missions."""

    missions: int

    @cached_property
    def cities(self) -> int:
        return min(10_000, max(40, self.missions // 10))

    @cached_property
    def persons(self) -> int:
        return max(5 * self.missions, 30 * self.cities)

    @cached_property
    def users(self) -> int:
        return max(20, self.missions // 5)  # each in 40 missions, from a hundred missions on

    def guest(self, mission: int) -> int:
        return mission % self.cities

    def host(self, mission: int) -> int:
        away = 1 + (mission // self.cities * 7 + mission % 11) % (self.cities - 1)
        return (mission + away) % self.cities

    def person(self, mission: int, delegate: int) -> int:
        """Whom a city sends, or receives with: people of that city, others in turn."""
        of_city = self.persons // self.cities
        city = self.guest(mission) if delegate < GUESTS else self.host(mission)
        number = (mission // self.cities * 5 + delegate) % of_city
        return city + self.cities * number


def starts_on(mission: int) -> date:
    """Spread over twenty-three years; some are over, some to come."""
    return FIRST + timedelta(days=mission * 37 % 8_400)


def city_name(city: int) -> tuple[str, str]:
    drawn = city * 7_919 % 27_000  # no two alike
    parts = [drawn % 30, drawn // 30 % 30, drawn // 900]
    return "".join(LATIN[part] for part in parts).title(), "".join(HANGUL[part] for part in parts)


def person_name(person: int) -> tuple[str, str, str, str]:
    """Family and given name in Latin letters, then in Hangul; a few families are large, as in life."""
    drawn = person * 2_654_435_761 % 4_294_967_296
    family = min(drawn % 97, drawn // 97 % 97, drawn // 9_409 % 97)
    given = drawn // 912_673 % 900
    first, second = LATIN[family % 30] + LATIN[family // 30], (given % 30, given // 30)
    return (
        first.title(),
        f"{LATIN[second[0]]}{LATIN[second[1]]}".title(),
        HANGUL[family % 30],
        HANGUL[second[0]] + HANGUL[second[1]],
    )


@cache
def two(english: str, korean: str) -> str:
    return json.dumps({"en": english, "ko": korean})


def post_of(person: int, size: Size) -> int:
    """The four posts of a city stand beside each other; most people are directors."""
    number = person // size.cities
    return person % size.cities * len(POSTS) + (number if number < len(POSTS) else 2)


@cache
def named_terms(english: str, korean: str) -> Mapping[str, int]:
    """Terms of a title in both languages, as the product's own index has them."""
    return dict(_weights(Card("", "", {"en": english, "ko": korean}, {})))


@cache
def told_terms(english: str, korean: str) -> Mapping[str, int]:
    return dict(_weights(Card("", "", {}, {"en": english, "ko": korean})))


def slots(mission: int, zone: str) -> list[tuple[str, str]]:
    """Begin and end of the engagements: ten a day, an hour apart, on the clock of the hosts."""
    first, found = starts_on(mission), []
    for day in range(DAYS):
        on = first + timedelta(days=day)
        at = datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        at = at.replace(tzinfo=None)
        for number in range(ENGAGEMENTS // DAYS):
            begins = at + timedelta(hours=number)
            found.append((str(begins), str(begins + timedelta(minutes=50))))
    return found


def visibility(number: int) -> str:
    """Most is shared; each side keeps a sixteenth to itself."""
    return {7: "guest", 15: "host"}.get(number % 16, "shared")


def attending(engagement: int) -> list[int]:
    """Which delegates are there: a principal of each side where two sit together, and one more."""
    return [engagement % 4, GUESTS + engagement % 3, 4 + engagement % 12]


def entries(size: Size, kinds: Mapping[str, int]) -> Iterator[Entry]:
    """Rows of the search index with the terms of each; `kinds` are the content types by model."""
    for city in range(size.cities):
        (en, ko), country = city_name(city), country_of(city)
        row = (
            kinds["city"],
            city + 1,
            "city",
            f"/cities/{city + 1}/",
            two(en, ko),
            two(*country),
            None,
            "shared",
        )
        yield row, {**told_terms(*country), **named_terms(en, ko)}
    for person in range(size.persons):
        en, ko = city_name(person % size.cities)
        title, (shown, weights) = POSTS[post_of(person, size) % len(POSTS)], _person(person, "시")
        detail = two(f"{title[0]}, City of {en}", f"{title[1]}, {ko}시")
        row = (kinds["person"], person + 1, "person", f"/people/{person + 1}/", shown, detail, None, "shared")
        yield row, {**told_terms(title[0], title[1]), **told_terms(f"City of {en}", f"{ko}시"), **weights}
    for mission in range(size.missions):
        yield from _of_mission(size, mission, kinds)


def _of_mission(size: Size, mission: int, kinds: Mapping[str, int]) -> Iterator[Entry]:
    key, page = mission + 1, f"/missions/sample-{mission}/"
    visitors, (en, ko) = city_name(size.guest(mission)), city_name(size.host(mission))
    name = (f"{visitors[0]} to {en}", f"{visitors[1]}, {ko} 방문단")
    slug = {"sample": 1, str(mission): 1, f"sample{mission}": 1}
    row: tuple[Any, ...] = (kinds["mission"], key, "mission", page, two_once(*name), "{}", key, "shared")
    yield row, {**slug, **weights_once(*name)}
    for number in range(DELEGATES):
        person, at = size.person(mission, number), mission * DELEGATES + number + 1
        title = POSTS[post_of(person, size) % len(POSTS)]
        shown, weights = _person(person, title[1][-1])
        where = f"{page}delegation/{at}/"
        yield (
            (
                kinds["delegate"],
                at,
                "delegate",
                where,
                shown,
                two(title[0], title[1]),
                key,
                visibility(number),
            ),
            {**told_terms(title[0], title[1]), **weights},
        )
    here = {**named_terms(en, ko), **ROOM}
    for number in range(ENGAGEMENTS):
        at = mission * ENGAGEMENTS + number + 1
        kind, topic = KINDS[(number + mission) % len(KINDS)], TOPICS[(number * 5 + mission) % len(TOPICS)]
        place, title = VENUES[number % len(VENUES)], title_of(kind, topic, en, ko)
        where = f"{page}meetings/{at}/"
        yield (
            (kinds["engagement"], at, "engagement", where, title, "{}", key, visibility(number)),
            {ko[-1] + place[1][0]: 1, **told_terms(*place), **here, **_title_terms(kind[1:], topic)},
        )
    for number in range(PROMISES):
        at, topic = mission * PROMISES + number + 1, TOPICS[(number + mission) % len(TOPICS)]
        name, where = promised(topic), f"{page}outcomes/#commitment-{at}"
        row = (kinds["commitment"], at, "outcome", where, two(*name), "{}", key, visibility(number))
        yield row, named_terms(*name)


def promised(topic: tuple[str, str]) -> tuple[str, str]:
    return f"Work together on {topic[0]}", f"{topic[1]}, 협력"


def _person(person: int, before: str) -> tuple[str, Mapping[str, int]]:
    """The title of somebody's entry and its terms; `before` is the last syllable of what is told of them."""
    family, given, korean_family, korean_given = person_name(person)
    korean = korean_family + korean_given
    over = {before + korean[0]: 1}  # Korean runs go on across a gap
    if has_native(person):
        over[korean[-1] + korean[0]] = 1
    return two(f"{given} {family}", korean), {**over, **named_terms(f"{given} {family}", korean)}


def has_native(person: int) -> bool:
    return person % 2 == 1


def title_of(kind: tuple[str, str, str], topic: tuple[str, str], en: str, ko: str) -> str:
    return two_once(f"{kind[1]} in {en}: {topic[0]}", f"{ko}, {kind[2]}, {topic[1]}")


def two_once(english: str, korean: str) -> str:
    """As `two`, of what hardly comes again."""
    return json.dumps({"en": english, "ko": korean})


def weights_once(english: str, korean: str) -> Mapping[str, int]:
    return dict(_weights(Card("", "", {"en": english, "ko": korean}, {})))


ROOM = told_terms("Room 1", "1호실")


@cache
def country_of(city: int) -> tuple[str, str]:
    code = COUNTRIES[city % len(COUNTRIES)]
    return country_name(code, "en"), country_name(code, "ko")


@cache
def _title_terms(kind: tuple[str, str], topic: tuple[str, str]) -> Mapping[str, int]:
    return {**named_terms(f"{kind[0]} in", kind[1]), **named_terms(*topic)}

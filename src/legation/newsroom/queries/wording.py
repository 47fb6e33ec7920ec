"""The sentences of a press release that are always the same, in English and in Korean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from legation.directory.models import Person
from legation.engine.naming import NamelessPerson, PersonName, formal, josa

SHORT_TITLE = 2  # words: Mayor, Council President


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with their title, in both languages."""

    person: Person
    title: dict[str, str]
    organisation: dict[str, str]

    def first(self, language: str) -> str:
        """As a text names them first: Mayor Bruce Harrell; 브루스 해럴 시장."""
        name, title = self.person.name_in(language), self.title.get(language, "")
        if language == "ko" or not title:
            return f"{name} {title}".strip()
        if len(title.split()) <= SHORT_TITLE:
            return f"{title} {name}"
        return ", ".join(part for part in (name, title, self.organisation.get(language, "")) if part)

    def again(self, language: str) -> str:
        """As it names them from then on: Mayor Harrell; 해럴 시장 is written whole in Korean."""
        try:
            name = PersonName(
                family=self.person.family_name,
                given=self.person.given_name,
                native=self.person.native_name,
                korean=self.person.korean_name,
                order="family-first" if self.person.family_first else "given-first",
            )
        except NamelessPerson:
            return self.person.name_in(language)
        title = self.title.get(language, "")
        return formal(name, title if len(title.split()) <= SHORT_TITLE else "", language)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says: only what both sides see. Texts are language to words."""

    guests: tuple[dict[str, str], ...]
    hosts: tuple[dict[str, str], ...]
    size: int
    head: Named | None
    receiver: Named | None
    venue: dict[str, str]
    first: date
    last: date
    ahead: bool
    topics: tuple[dict[str, str], ...]
    agreed: tuple[dict[str, str], ...]
    signed: tuple[dict[str, str], ...]
    anniversaries: tuple[tuple[dict[str, str], date, int], ...]
    following: tuple[dict[str, str], date, date] | None


def headline(facts: Facts) -> dict[str, str]:
    guests, hosts = _both(facts.guests), _both(facts.hosts)
    if facts.receiver is not None:
        verb = "to receive" if facts.ahead else "receive" if len(facts.hosts) > 1 else "receives"
        return {
            "en": f"{hosts['en']} {verb} delegation from {guests['en']}",
            "ko": f"{hosts['ko']}, {guests['ko']} 대표단 접견{' 예정' if facts.ahead else ''}",
        }
    verb = "to visit" if facts.ahead else "visits"
    return {
        "en": f"Delegation from {guests['en']} {verb} {hosts['en']}",
        "ko": f"{guests['ko']} 대표단, {hosts['ko']} 방문{' 예정' if facts.ahead else ''}",
    }


def lead(facts: Facts) -> dict[str, str]:
    """Who, how many, by whom received, where and when."""
    return {"en": _lead_en(facts), "ko": _lead_ko(facts)}


def _lead_en(facts: Facts) -> str:
    guests, hosts = _both(facts.guests)["en"], _both(facts.hosts)["en"]
    who = f"A delegation of {facts.size} from {guests}" if facts.size > 1 else f"A delegation from {guests}"
    if facts.head is not None:
        who += f", led by {facts.head.first('en')},"
    if facts.receiver is None:
        verb = "will visit" if facts.ahead else "visited"
        return f"{who} {verb} {hosts} {_span(facts, 'en')}."
    verb = "will be" if facts.ahead else "was"
    place = f" at {facts.venue['en']}" if facts.venue.get("en") else f" in {hosts}"
    return f"{who} {verb} received by {facts.receiver.first('en')}{place} {_span(facts, 'en')}."


def _lead_ko(facts: Facts) -> str:
    guests, hosts = _both(facts.guests)["ko"], _both(facts.hosts)["ko"]
    who = f"{guests} 대표단" + (f" {facts.size}명" if facts.size > 1 else "")
    if facts.head is not None:
        name = facts.head.first("ko")
        who = f"{josa(name, '이/가')} 이끄는 {who}"
    if facts.receiver is None:
        end = "방문할 예정입니다" if facts.ahead else "방문하였습니다"
        return f"{josa(who, '은/는')} {_span(facts, 'ko')} {josa(hosts, '을/를')} {end}."
    end = "접견할 예정입니다" if facts.ahead else "접견하였습니다"
    place = f"{facts.venue['ko']}에서 " if facts.venue.get("ko") else ""
    receiver = josa(facts.receiver.first("ko"), "은/는")
    return f"{receiver} {_span(facts, 'ko')} {place}{josa(who, '을/를')} {end}."


def paragraphs(facts: Facts) -> dict[str, list[str]]:
    """What they spoke about, agreed and signed, since when the cities are tied, and when they meet next."""
    english, korean = [], []
    if facts.topics:
        verb = "will speak" if facts.ahead else "spoke"
        end = "논의할 예정입니다" if facts.ahead else "논의하였습니다"
        told = "\n".join(f"- {one['en']}" for one in facts.topics)
        english.append(f"The two sides {verb} about:\n\n{told}")
        korean.append(f"양측은 {_joined([one['ko'] for one in facts.topics], 'ko')} 등에 관하여 {end}.")
    for rows, said_en, said_ko in (
        (facts.agreed, "The two sides agreed on the following:", "양측은 다음 사항에 합의하였습니다."),
        (facts.signed, "They signed:", "양측은 다음 문서에 서명하였습니다."),
    ):
        if rows:
            english.append(said_en + "\n\n" + "\n".join(f"- {one['en']}" for one in rows))
            korean.append(said_ko + "\n\n" + "\n".join(f"- {one['ko']}" for one in rows))
    for title, day, years in facts.anniversaries:
        ago = f"{years} year{'s' if years != 1 else ''} ago"
        english.append(f"The {title['en']} was signed on {_day(day, 'en')}, {ago}.")
        korean.append(
            f"{josa(title['ko'], '은/는')} {_day(day, 'ko')}에 체결되어 {years}주년을 맞이하였습니다."
        )
    if facts.following is not None:
        name, first, last = facts.following
        english.append(f"The next visit, {name['en']}, is planned for {_days(first, last, 'en')}.")
        korean.append(f"다음 방문({name['ko']})은 {_days(first, last, 'ko')}로 예정되어 있습니다.")
    return {"en": english, "ko": korean}


def place_line(facts: Facts) -> dict[str, str]:
    return {language: words.upper() for language, words in _both(facts.hosts[:1]).items()}


def _both(cities: Sequence[dict[str, str]]) -> dict[str, str]:
    if not cities:
        return {"en": "the partner city", "ko": "상대 도시"}
    return {
        "en": _joined([one["en"] for one in cities], "en"),
        "ko": "·".join(one["ko"] for one in cities),
    }


def _joined(words: Sequence[str], language: str) -> str:
    if language == "ko" or len(words) == 1:
        return ", ".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _span(facts: Facts, language: str) -> str:
    """On 17 April 2024; from 13 to 20 April 2024; 2024년 4월 13일부터 20일까지."""
    first, last = facts.first, facts.last
    if first == last:
        return f"on {_day(first, 'en')}" if language == "en" else _day(first, "ko")
    same = (first.year, first.month) == (last.year, last.month)
    if language == "en":
        begins = str(first.day) if same else _day(first, "en")
        return f"from {begins} to {_day(last, 'en')}"
    ends = f"{last.day}일" if same else _day(last, "ko")
    return f"{_day(first, 'ko')}부터 {ends}까지"


def _days(first: date, last: date, language: str) -> str:
    from legation.ui.templatetags.legation import dates

    with override(language):
        return dates(first, last)


def _day(day: date, language: str) -> str:
    with override(language):
        return date_format(day, "Y년 n월 j일" if language == "ko" else "j F Y")


def in_both(text: Any) -> dict[str, str]:
    """A two-language text with both filled: the one stands in for the other until it is translated."""
    data = getattr(text, "data", text)
    if not isinstance(data, dict):
        return {"en": str(data or ""), "ko": str(data or "")}
    any_ = next((words for words in data.values() if words), "")
    return {"en": data.get("en") or any_, "ko": data.get("ko") or any_}

"""Korean expressions of time."""

# ruff: noqa: E501

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from legation.engine.capture.days import iso_day, nearest_day
from legation.engine.capture.forms_ko import figures
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.time_en import TimeMention

_PATTERN = lazily(
    r"(?:(?P<lead>지난|오는|다가오는)\s)?"
    r"(?:(?P<y>(?:19|20)\d\d)년\s?|(?P<yr>지난해|작년|올해|내년)\s?)?"
    r"(?:(?P<m>1[0-2]|0?[1-9])월\s?|(?P<mr>지난\s?달|이달|이번\s?달|다음\s?달|내달)\s?)?"
    r"(?:(?P<d>3[01]|[12]\d|0?[1-9])일?(?:부터|에서|과(?=\s\d{1,2}일\s?(?:이틀|양일))|,(?=\s\d{1,2}일(?!\S*(?:간|차)))|\s?[~∼–-])\s?(?:오는\s|이달\s|내달\s|다음\s?달\s)?(?:(?P<m2>1[0-2]|0?[1-9])월\s?)?(?P<d2>3[01]|[12]\d|0?[1-9])일(?!간|\s?동안)(?:까지)?"
    r"|(?P<d1>3[01]|[12]\d|0?[1-9])일(?!간|\s?동안|정)"
    r"|(?P<rel>이날|오늘|어제|그제|내일|모레|전날|이튿날|다음\s?날|당일|같은\s날|첫\s?날|둘째\s?날|셋째\s?날|마지막\s?날))"
    r"(?:\s?\((?:[월화수목금토일](?:요일)?|한국\s?시[간각]|현지\s?시[간각])\))?"
    r"(?:\s?(?P<part>오전|오후|저녁|밤|새벽|아침|낮))?"
    r"(?:\s(?P<noon>정오))?"
    r"(?:\s?(?P<h>2[0-4]|1\d|0?\d)시(?!\S*(?:장|청|의))(?:\s?(?P<min>[0-5]\d)분|(?P<half>\s?반))?)?"
    r"(?:\s?\((?:한국\s?시[간각]|현지\s?시[간각]|미국\s?시간)\))?"
)
_MONTH = lazily(
    r"(?:(?P<y>(?:19|20)\d\d)년|(?P<yr>지난해|작년|올해|내년))\s?(?P<m>1[0-2]|0?[1-9])월(?!\s?\d{1,2}일)"
    r"|(?:(?P<lead>지난|오는)\s)?(?P<m1>1[0-2]|[1-9])월(?!\s?\d{1,2}일)(?=[에께쯤경\s])"
    r"|(?P<rel>내년|올해|지난해|다음\s?달|내달|지난\s?달|이달(?=\s(?:초|중순|중|하순|말)))(?!\s?\d)"
)
_PART_ONLY = lazily(
    r"(?<![가-힣\d])(?P<part>오전|오후|저녁|밤|아침)(?:\s(?P<h>2[0-4]|1\d|0?\d)시(?!\S*(?:장|청|의))(?:\s?(?P<min>[0-5]\d)분|(?P<half>\s?반))?|(?=에는|에|\s))"
)
_NIGHTS = lazily(
    r"(?:부터)?\s?(?:\d{1,2}박\s?(?P<nights>\d{1,2})일(?:간)?|(?:부터\s?)(?P<native>이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|일주일)(?:간|\s?동안|(?=\s일정))|(?<=부터\s)(?P<days>[2-9]|[12]\d)일간|(?<=부터)(?P<days2>[2-9]|[12]\d)일간)"
)
_NATIVE = {
    "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "일주일": 7, "여드레": 8, "아흐레": 9, "열흘": 10,
}  # fmt: skip
_TOLD = lazily(r"\s?(?:밝혔|전했|발표했|말했|알렸|공개했|설명했)")
_DAYS = {
    "이날": 0,
    "오늘": 0,
    "당일": 0,
    "같은날": 0,
    "어제": -1,
    "전날": -1,
    "그제": -2,
    "내일": 1,
    "모레": 2,
    "이튿날": 1,
    "다음날": 1,
}
_PARTS = {
    "오전": "morning",
    "아침": "morning",
    "새벽": "morning",
    "오후": "afternoon",
    "낮": "afternoon",
    "저녁": "evening",
    "밤": "evening",
}


_OF_STAY = {"첫날": 0, "둘째날": 1, "셋째날": 2, "마지막날": -1}
"""Days of a journey by their number; -1 for the last."""


def _a_month_later(day: str) -> str:
    """ "지난달 29일부터 1일까지": the last day is of the month after."""
    months = int(day[:4]) * 12 + int(day[5:7])
    return iso_day(months // 12, months % 12 + 1, int(day[8:]))


class KoreanTime:
    """Finds expressions of time and resolves them; "이날" is the day last spoken of."""

    def __init__(self, text: str, anchor: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.last: date | None = None
        self.coming: date | None = None
        self.stay: tuple[str, str] | None = None

    def read(self, start: int, end: int, *, future: bool = False) -> list[TimeMention]:
        """Expressions in `text[start:end]`, left to right."""
        found = list(figures(self.text, start, end, self.anchor, future=future))
        taken = [mention.span for mention in found]
        for mention in found:
            self._remember(mention, told=bool(_TOLD.match(self.text, mention.span[1], end)), future=future)
        for match in _PATTERN.finditer(self.text, start, end):
            if any(match.start() < stop and at < match.end() for at, stop in taken):
                continue
            if match.start() > start and (
                self.text[match.start() - 1].isdigit() or self.text[match.start() - 1] in ".박"
            ):
                continue
            if not match.group("rel") and re.match(r"박", self.text[match.end() : match.end() + 1]):
                continue
            if re.search(r"\d박\s?$", self.text[max(start, match.start() - 4) : match.start()]):
                continue
            said = self._mention(match, future=future)
            if said is not None:
                mention = self._nights(said, end)
                found.append(mention)
                told = match.group("rel") or _TOLD.match(self.text, match.end(), end)
                self._remember(mention, told=bool(told), future=future)
        for match in _PART_ONLY.finditer(self.text, start, end):
            if not any(a.span[0] < match.end() and match.start() < a.span[1] for a in found):
                found.append(self._bare_part(match, found))
        for match in _MONTH.finditer(self.text, start, end):
            if not any(a.span[0] < match.end() and match.start() < a.span[1] for a in found):
                found.append(self._month(match, future=future))
        return sorted(found, key=lambda mention: mention.span)

    def _remember(self, mention: TimeMention, *, told: bool, future: bool) -> None:
        """Keep the day last spoken of; one that is to come counts only in sentences that look ahead."""
        if len(mention.until) == 10:
            self.stay = (mention.day, mention.until)
        if len(mention.day) == 10 and not told:
            self.coming = date.fromisoformat(mention.day)
            if not future or self.last is None:
                self.last = self.coming

    def _bare_part(self, match: re.Match[str], found: Sequence[TimeMention]) -> TimeMention:
        """ "저녁에는": a part of the day last spoken of."""
        before = [time.day for time in found if time.span[1] <= match.start() and len(time.day) == 10]
        last = before[-1] if before else self.last.isoformat() if self.last else ""
        groups = {key: value for key, value in match.groupdict().items() if value}
        clock = self._clock(groups)
        span = self._trimmed(match.span())
        return TimeMention(span, self.text[span[0] : span[1]], last, "", clock,
                           "" if clock else _PARTS[groups["part"]], "time.day-part", 0.7)  # fmt: skip

    def _nights(self, mention: TimeMention, end: int) -> TimeMention:
        """ "7일부터 4박 5일": the first day and the length of a journey give its last day."""
        after = _NIGHTS.match(self.text, mention.span[1], end)
        if after is None or len(mention.day) != 10 or mention.until:
            return mention
        native = after.group("native")
        days = after.group("nights") or after.group("days") or after.group("days2") or 0
        last = date.fromisoformat(mention.day) + timedelta((_NATIVE[native] if native else int(days)) - 1)
        span = (mention.span[0], after.end())
        return replace(
            mention, span=span, text=self.text[span[0] : span[1]], until=last.isoformat(), rule="time.nights"
        )

    def _mention(self, match: re.Match[str], *, future: bool) -> TimeMention | None:
        groups = {key: value.replace(" ", "") for key, value in match.groupdict().items() if value}
        first, last = self._trimmed(match.span())
        ahead = future or groups.get("lead") in {"오는", "다가오는"} or groups.get("mr") in {"다음달", "내달"}
        if groups.get("lead") == "지난":
            ahead = False
        clock = self._clock(groups)
        part = "" if clock else _PARTS.get(groups.get("part", ""), "")
        until = ""
        if groups.get("rel") in _OF_STAY:
            return self._of_stay(groups, (first, last))
        if "rel" in groups:
            told = self.coming if future else self.last
            base = (
                told
                if groups["rel"] in {"이날", "전날", "이튿날", "다음날", "당일", "같은날"} and told
                else self.anchor
            )
            day = (base + timedelta(_DAYS[groups["rel"]])).isoformat() if base else ""
            return TimeMention(
                (first, last), self.text[first:last], day, "", clock, part, "time.relative-day", 0.9
            )
        if "d" in groups:
            day = self._day(groups, int(groups["d"]), ahead=ahead)
            month = int(groups["m2"]) if "m2" in groups else int(day[5:7]) if day else 0
            until = iso_day(int(day[:4]), month, int(groups["d2"])) if day else ""
            if until and until < day:
                until = _a_month_later(until) if "m2" not in groups else ""
            return TimeMention((first, last), self.text[first:last], day, until, "", part, "time.range", 0.88)
        day = self._day(groups, int(groups["d1"]), ahead=ahead)
        sure = 0.96 if "m" in groups else 0.9
        return TimeMention((first, last), self.text[first:last], day, "", clock, part, "time.day", sure)

    def _of_stay(self, groups: dict[str, str], span: Span) -> TimeMention | None:
        """ "첫날", "마지막 날": a day of the journey told before; None where none is told."""
        if self.stay is None:
            return None
        count = _OF_STAY[groups["rel"]]
        day = self.stay[1] if count < 0 else (date.fromisoformat(self.stay[0]) + timedelta(count)).isoformat()
        clock = self._clock(groups)
        part = "" if clock else _PARTS.get(groups.get("part", ""), "")
        words = self.text[span[0] : span[1]]
        return TimeMention(span, words, min(day, self.stay[1]), "", clock, part, "time.day-of-stay", 0.8)

    def _trimmed(self, span: Span) -> Span:
        first, last = span
        while last > first and self.text[last - 1].isspace():
            last -= 1
        return first, last

    @staticmethod
    def _clock(groups: dict[str, str]) -> str:
        if "h" not in groups:
            return "12:00" if "noon" in groups else ""
        hour = int(groups["h"])
        if groups.get("part") in {"오후", "저녁", "밤", "낮"} and hour < 12:
            hour += 12
        minute = 30 if "half" in groups else int(groups.get("min", 0))
        return f"{hour % 24:02d}:{minute:02d}"

    def _year(self, groups: dict[str, str], month: int, *, ahead: bool) -> int | None:
        if "y" in groups:
            return int(groups["y"])
        if self.anchor is None:
            return None
        shift = {"지난해": -1, "작년": -1, "올해": 0, "내년": 1}.get(groups.get("yr", ""))
        if shift is not None:
            return self.anchor.year + shift
        gap = month - self.anchor.month
        if ahead and gap < -1:
            return self.anchor.year + 1
        if not ahead and gap > 6:
            return self.anchor.year - 1
        return self.anchor.year

    def _day(self, groups: dict[str, str], day: int, *, ahead: bool) -> str:
        if "m" in groups:
            month = int(groups["m"])
            year = self._year(groups, month, ahead=ahead)
            return iso_day(year, month, day) if year else ""
        if self.anchor is None:
            return ""
        if "mr" in groups:
            shift = {"지난달": -1, "다음달": 1, "내달": 1}.get(groups["mr"], 0)
            months = self.anchor.year * 12 + self.anchor.month - 1 + shift
            return iso_day(months // 12, months % 12 + 1, day)
        if self.stay is not None:  # a day of the journey told before
            for span in sorted({self.stay[0][:7], self.stay[1][:7]}):
                inside = iso_day(int(span[:4]), int(span[5:]), day)
                if inside and self.stay[0] <= inside <= self.stay[1]:
                    return inside
        begun = ahead and "lead" not in groups and 0 < self.anchor.day - day <= 7
        return nearest_day(self.anchor, day, future=ahead and not begun)  # "13일부터 … 방문한다" on the 14th

    def _month(self, match: re.Match[str], *, future: bool) -> TimeMention:
        groups = {key: value.replace(" ", "") for key, value in match.groupdict().items() if value}
        span = match.span()
        words = self.text[span[0] : span[1]]
        if "rel" in groups:
            if self.anchor is None:
                return TimeMention(span, words, rule="time.coarse", confidence=0.4)
            year = self.anchor.year + {"내년": 1, "지난해": -1}.get(groups["rel"], 0)
            if groups["rel"].endswith("달"):
                shift = {"다음달": 1, "내달": 1, "이달": 0}.get(groups["rel"], -1)
                months = self.anchor.year * 12 + self.anchor.month - 1 + shift
                return TimeMention(
                    span, words, f"{months // 12}-{months % 12 + 1:02d}", rule="time.month", confidence=0.8
                )
            return TimeMention(span, words, str(year), rule="time.year", confidence=0.7)
        month = int(groups.get("m") or groups["m1"])
        ahead = (future or groups.get("lead") == "오는") and groups.get("lead") != "지난"
        found = self._year(groups, month, ahead=ahead)
        return TimeMention(
            span, words, f"{found}-{month:02d}" if found else "", rule="time.month", confidence=0.8
        )

"""Korean days written in figures ("2024. 5. 27.(월) 14:00") and by their weekday ("지난주 금요일")."""

# ruff: noqa: E501

import re
from collections.abc import Iterator
from datetime import date, timedelta

from legation.engine.capture.days import iso_day
from legation.engine.capture.lazily import lazily
from legation.engine.capture.time_en import TimeMention

_CLOCK = (
    r"(?:\s?(?P<part>오전|오후|저녁|밤|아침|낮))?"
    r"(?:\s?(?P<h>2[0-3]|1\d|0?\d)(?::(?P<min>[0-5]\d)(?!\d)|시(?!\S*(?:장|청|의))(?:\s?(?P<min2>[0-5]\d)분|(?P<half>\s?반))?))?"
)
_NAMED = r"\(\s?[월화수목금토일](?:요일)?\s?\)"
_FIGURES = lazily(
    rf"(?<![\d.])(?:['’‘](?P<y2>\d\d)|(?P<y>(?:19|20)\d\d))\.\s?(?P<m>1[0-2]|0?[1-9])\.\s?(?P<d>3[01]|[12]\d|0?[1-9])\.?(?!\d)"
    rf"(?:\s?{_NAMED})?{_CLOCK}"
    rf"|(?<![\d.])(?P<m1>1[0-2]|0?[1-9])\.\s?(?P<d1>3[01]|[12]\d|0?[1-9])\.?\s?{_NAMED}{_CLOCK.replace('?P<', '?P<b')}"
)
_TO = lazily(
    rf"\s?[~∼–-]\s?(?:(?:(?:19|20)\d\d\.\s?)?(?P<m>1[0-2]|0?[1-9])\.\s?)?(?P<d>3[01]|[12]\d|0?[1-9])\.?(?!\d)(?:\s?{_NAMED})?"
)
_WEEKDAY = lazily(
    r"(?<![가-힣(])(?:(?P<lead>지난\s?주|이번\s?주|다음\s?주|지난|오는|이번)\s)?(?P<w>[월화수목금토일])요일"
    + _CLOCK
)
_PARTS = {
    "오전": "morning", "아침": "morning", "오후": "afternoon", "낮": "afternoon", "저녁": "evening", "밤": "evening",
}  # fmt: skip


def figures(text: str, start: int, end: int, anchor: date | None, *, future: bool) -> Iterator[TimeMention]:
    """Days in figures and weekdays in `text[start:end]`; those without a year are the nearest to `anchor`."""
    told = start
    for match in _FIGURES.finditer(text, start, end):
        if match.start() < told:
            continue  # the last day of a stretch
        groups = {key.removeprefix("b"): value for key, value in match.groupdict().items() if value}
        year = int(groups["y"]) if "y" in groups else 2000 + int(groups["y2"]) if "y2" in groups else 0
        month, day = int(groups.get("m") or groups["m1"]), int(groups.get("d") or groups["d1"])
        said = year or _year(anchor, month, future=future)
        iso = iso_day(said, month, day) if said else ""
        if iso:
            mention = _mention(text, match, groups, iso, "time.figures", _until(text, match.end(), end, iso))
            told = mention.span[1]
            yield mention
    for match in _WEEKDAY.finditer(text, start, end):
        groups = {key: value for key, value in match.groupdict().items() if value}
        if anchor is not None:
            iso = _weekday(anchor, groups.get("lead", ""), "월화수목금토일".index(groups["w"]), future=future)
            yield _mention(text, match, groups, iso, "time.weekday", None)


def _mention(
    text: str,
    match: re.Match[str],
    groups: dict[str, str],
    iso: str,
    rule: str,
    until: tuple[str, int] | None,
) -> TimeMention:
    last = match.end() if until is None else until[1]
    span = (match.start(), len(text[:last].rstrip()))
    clock = ""
    if "h" in groups:
        hour = int(groups["h"])
        hour += 12 if groups.get("part") in {"오후", "저녁", "밤", "낮"} and hour < 12 else 0
        minute = 30 if "half" in groups else int(groups.get("min") or groups.get("min2") or 0)
        clock = f"{hour:02d}:{minute:02d}"
    part = "" if clock else _PARTS.get(groups.get("part", ""), "")
    return TimeMention(span, text[span[0] : span[1]], iso, until[0] if until else "", clock, part, rule, 0.9)


def _until(text: str, at: int, end: int, iso: str) -> tuple[str, int] | None:
    """The last day of "5. 27.(월) ~ 5. 30.(목)"."""
    match = _TO.match(text, at, end)
    if match is None:
        return None
    last = iso_day(int(iso[:4]), int(match.group("m") or iso[5:7]), int(match.group("d")))
    return (last, match.end()) if last > iso else None


def _weekday(anchor: date, lead: str, weekday: int, *, future: bool) -> str:
    lead = lead.replace(" ", "")
    if lead in {"지난주", "이번주", "다음주"}:
        monday = anchor - timedelta(anchor.weekday())
        return (monday + timedelta({"지난주": -7, "이번주": 0, "다음주": 7}[lead] + weekday)).isoformat()
    back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
    if lead == "오는" or (lead != "지난" and future):
        return (anchor + timedelta(ahead)).isoformat()
    return (anchor - timedelta(back or (7 if lead == "지난" else 0))).isoformat()


def _year(anchor: date | None, month: int, *, future: bool) -> int:
    """The year of a month without one; 0 where nothing says it."""
    if anchor is None:
        return 0
    gap = month - anchor.month
    if future and gap < -1:
        return anchor.year + 1
    return anchor.year - 1 if not future and gap > 6 else anchor.year

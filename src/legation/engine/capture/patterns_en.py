"""The patterns of English expressions of time, in the order in which they are tried."""

# ruff: noqa: E501

import re

from legation.engine.capture.lazily import lazily

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\b\.?)(?!\w)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"(?:19|20)\d\d\b"
_CLOCK = (
    r"(?:(?P<clock>(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?(?:\s?(?:-|–|to)\s?(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?)?\s?(?:[ap]\.m\.|[ap]m\b)|(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?hrs)?|"
    r"noon\b|midday\b|midnight\b|(?:1[0-2]|[1-9])\s?o['’]clock)(?:\s(?:KST|JST|ICT|local time))?)"
)
_TO = r"\s?(?:-|–|—|to|until|through|till)\s?"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, lazily(pattern))
    for name, pattern in (
        ("iso", r"\b(?P<y>(?:19|20)\d\d)[-/](?P<m>0\d|1[0-2])[-/](?P<d>[0-3]\d)\b"),
        ("figures", r"(?<![\d./])(?P<a>3[01]|[12]\d|0?[1-9])(?P<s>[./])(?P<b>3[01]|[12]\d|0?[1-9])[./](?P<y>(?:19|20)\d\d)(?![\d/])"),
        (
            "range-two-months",
            rf"(?:(?<=from )(?:{_WEEKDAY}),?\s)?\b(?P<m>{_MONTH})\s(?P<d>{_DAY})(?:,?\s(?P<y>{_YEAR}))?{_TO}(?:(?:[A-Z]\w{{2,14}} Day|{_WEEKDAY}),?\s)?(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>{_YEAR}))?",
        ),
        (
            "range-two-months-between",
            rf"\bbetween\s(?P<m>{_MONTH})\s(?P<d>{_DAY})\sand\s(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>{_YEAR}))?",
        ),
        (
            "range-there-and-back",
            rf"\b(?:depart\w*|leav\w+|arriv\w+|set out|fly out) (?:\w+ )?on (?P<m>{_MONTH})\s(?P<d>{_DAY}) and (?:\w+ )?(?:return\w*|leav\w*|depart\w*|fl\w+ (?:home|back)) on (?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>{_YEAR}))?",
        ),
        ("range-one-month", rf"\b(?P<m>{_MONTH})\s(?P<d>{_DAY})(?:{_TO}|\sand\s)(?P<d2>{_DAY})(?!\s(?:{_MONTH}|[a-z]+s\b))(?:,?\s(?P<y>{_YEAR}))?"),
        (
            "range-day-first",
            rf"\b(?P<d>{_DAY})(?:\s(?P<m0>{_MONTH}))?(?:{_TO}|\sand\s)(?P<d2>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?",
        ),
        ("month-day", rf"\b(?P<m>{_MONTH})\s(?:the\s)?(?P<d>{_DAY})(?:,?\s(?P<y>{_YEAR}))?"),
        ("day-month", rf"\b(?:the\s)?(?P<d>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?"),
        ("numeric", r"\((?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>(?:19|20)\d\d))?\)"),
        ("relative-day", r"\b(?i:(?P<rel>earlier today|later today|today|yesterday|tomorrow|tonight|the day before yesterday|the day after tomorrow|the following (?:day|morning|afternoon|evening)|the next (?:day|morning|afternoon|evening)|the previous (?:day|evening|afternoon|morning)|a day earlier|the same (?:day|morning|afternoon|evening)|this morning|this afternoon|this evening|last night|last evening))\b"),
        ("weekdays", rf"\b(?:(?P<which>last|this|next|coming|past)\s)?(?P<w>{_WEEKDAY})(?:\sto\s|\sthrough\s|\suntil\s|\s?[-–]\s?)(?P<w2>{_WEEKDAY})(?!,? (?:{_MONTH}|\d))"),
        ("weekday", rf"\b(?:(?P<which>last|this|next|coming|past)\s)?(?P<w>{_WEEKDAY})(?:\s(?P<which2>last week|next week|this week))?"),
        ("ordinal", r"\b(?:[Oo]n\s|of\s)the\s(?P<d>(?:3[01]|[12]?\d)(?:st|nd|rd|th))\b"),
        ("month-year", rf"\b(?:(?P<which>next|last|this|coming)\s)?(?:(?:early|mid|late|mid-|the end of)[\s-])?(?P<m>{_MONTH})(?:\s(?:of\s)?(?P<y>{_YEAR}|last year|next year|this year))?"),
        ("day-part", r"(?i)\b(?:in|that|later that|earlier that|the same) (?:the )?(?P<p>morning|afternoon|evening)\b|\b(?:earlier|later) (?:that|the same|in the) (?P<p2>day)\b"),
        ("relative-span", r"\b(?P<which>last|next|this)\s(?P<unit>week|month|year|weekend|spring|summer|autumn|fall|winter)\b"),
        ("ago", r"\b(?P<n>two|three|four|five|six|seven|\d{1,2})\s(?P<unit>days?|weeks?)\s(?P<dir>ago|later|earlier)\b"),
        ("year", rf"\b(?:in|during)\s(?P<y>{_YEAR})"),
        ("clock", rf"\b{_CLOCK}"),
    )
)  # fmt: skip
HINT = lazily(
    r"[0-9]|[dD]ay|[nN]oon|[nN]ight|[mM]orning|[eE]vening|[wW]eek|[mM]onth|[yY]ear|[tT]omorrow|[sS]pring|[sS]ummer|[aA]utumn|"
    r"[fF]all|[wW]inter|o['’]clock|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|DAY|NIGHT|NOON|MORNING|EVENING|TOMORROW"
)
"""What every expression of time has a part of: most sentences tell none, and need no pattern more."""
PART = lazily(r"^[,\s]{0,2}(?:in the |on the )?(?P<part>morning|afternoon|evening|night)\b")
PART_BEFORE = lazily(r"\b(?:on |in )?the (?P<part>morning|afternoon|evening)(?: of)?(?: the)? ?$")
CLOCK_AFTER = lazily(rf"^\s?(?:,\s|\s)?(?:at|from|around|about|@)?\s?(?:about\s|around\s)?{_CLOCK}")
CLOCK_BEFORE = lazily(rf"\b(?:at|from|around)\s{_CLOCK}\s(?:on\s|,\s)?$")
BEFORE = lazily(r"\b(?:on|in|from|of|at|by|until|since|between)\s(?:the\s)?$", re.IGNORECASE)


def clock_of(words: str) -> str:
    """HH:MM of an English clock time ("5 p.m.", "10:30 a.m.", "noon")."""
    lower = words.lower().replace(".m.", "m").replace(".", ":")
    if lower.startswith(("noon", "midday")):
        return "12:00"
    if lower.startswith("midnight"):
        return "00:00"
    stretch = re.match(r"(\d{1,2})(:\d\d)?\s?(?:-|–|to)\s?(\d{1,2})(?::\d\d)?\s?(am|pm)", lower)
    if stretch is not None:  # "from 2 to 4 p.m.", "11 to 1 p.m."
        turned = (int(stretch[1]) % 12 > int(stretch[3]) % 12) and stretch[4] == "pm"
        lower = f"{stretch[1]}{stretch[2] or ''}{'am' if turned else stretch[4]}"
    match = re.match(r"(\d{1,2})(?::(\d\d))?\s?(am|pm)?", lower)
    if match is None:
        return ""
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    if match.group(3) == "pm" and hour < 12:
        hour += 12
    if match.group(3) == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"

"""English expressions of time: what they say, where they stand, and the day they mean."""

# ruff: noqa: E501

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.engine.capture.days import iso_day, nearest_day
from legation.engine.capture.lexicon_en import MONTHS, WEEKDAYS
from legation.engine.capture.model import Span
from legation.engine.capture.patterns_en import (
    BEFORE,
    CLOCK_AFTER,
    CLOCK_BEFORE,
    HINT,
    PART,
    PART_BEFORE,
    PATTERNS,
    clock_of,
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One expression of time. `day`, `until`: ISO day, month or year; `clock`: HH:MM; `part` of the day."""

    span: Span
    text: str
    day: str = ""
    until: str = ""
    clock: str = ""
    part: str = ""
    rule: str = "time"
    confidence: float = 0.9
    alternatives: tuple[str, ...] = ()

    @property
    def iso(self) -> str:
        """ISO 8601 local time, day, month, year or interval; "" where it cannot be resolved."""
        if not self.day:
            return ""
        if self.until and self.until != self.day:
            return f"{self.day}/{self.until}"
        if self.clock and len(self.day) == 10:
            return f"{self.day}T{self.clock}"
        return self.day


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


_IN_FIGURES = frozenset({"time.numeric", "time.month-day", "time.day-month"})


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _weekday(iso: str) -> int:
    return date.fromisoformat(iso).weekday() if len(iso) == 10 else -1


class EnglishTime:
    """Finds expressions of time in a sentence and resolves them against an anchor day (None: not known)."""

    def __init__(self, text: str, anchor: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.last: date | None = None
        self.stay: tuple[date, date] | None = None

    def read(self, start: int, end: int, *, future: bool = False, turn: int = 0) -> list[TimeMention]:
        """Expressions in `text[start:end]`, left to right; `future` where it speaks, from `turn` on, of what is to come."""
        if HINT.search(self.text, start, end) is None:
            return []
        taken: list[Span] = []
        found: list[TimeMention] = []
        for name, pattern in PATTERNS:
            for match in pattern.finditer(self.text, start, end):
                at = bisect_left(taken, (match.start(), match.start()))
                if any(match.start() < b and match.end() > a for a, b in taken[max(0, at - 1) : at + 1]):
                    continue
                until = self.text[max(0, match.start() - 6) : match.start()].endswith(("until ", "till "))
                mention = self._mention(
                    name, match, start, end, future=(future and match.start() >= turn) or until
                )
                if mention is None:
                    continue
                insort(taken, mention.span)
                found.append(mention)
        found = self._joined(sorted(found, key=lambda mention: mention.span))
        for number, mention in enumerate(found):
            if mention.rule in {"time.day-part", "time.relative-day"} and self.last is not None:
                found[number] = mention = self._after_last(mention, self.last)
            until = self.text[max(0, mention.span[0] - 7) : mention.span[0]].endswith(
                ("until ", "till ", "by ")
            )
            if len(mention.day) == 10 and not until:
                self.last = date.fromisoformat(mention.day)
            if len(mention.day) == 10 and len(mention.until) == 10:
                self.stay = (date.fromisoformat(mention.day), date.fromisoformat(mention.until))
        return found

    @staticmethod
    def _after_last(mention: TimeMention, last: date) -> TimeMention:
        """ "On 3 May … that evening", "… the next day": counted from the day last spoken of."""
        words = mention.text.lower()
        if mention.rule == "time.relative-day" and not re.search(
            r"following|next|same|previous|earlier", words
        ):
            return mention
        shift = (
            1
            if re.search(r"following|next", words)
            else -1
            if re.search(r"previous|a day earlier", words)
            else 0
        )
        return replace(mention, day=(last + timedelta(shift)).isoformat())

    def _joined(self, found: Sequence[TimeMention]) -> list[TimeMention]:
        """A weekday and a date side by side are one expression; the date counts, the weekday is its check."""
        out: list[TimeMention] = []
        for mention in found:
            previous = out[-1] if out else None
            between = self.text[previous.span[1] : mention.span[0]] if previous else ""
            weekday = previous is not None and between.strip(" ,(") == "" and previous.rule == "time.weekday"
            dated = mention.rule in {"time.month-day", "time.day-month", "time.numeric"} and mention.day
            if previous is not None and weekday and dated:
                span = (previous.span[0], mention.span[1])
                clash = previous.day and _weekday(previous.day) != _weekday(mention.day)
                other = (previous.day,) if clash else ()
                sure = 0.97 if not other else 0.7
                out[-1] = TimeMention(span, self.text[span[0] : span[1]], mention.day, mention.until, mention.clock,
                                      mention.part or previous.part, mention.rule, sure, other)  # fmt: skip
                continue
            again = previous is not None and between.strip(" (") == "" and mention.rule in _IN_FIGURES
            if (
                previous is not None
                and again
                and previous.day
                and previous.day in (mention.day, *mention.alternatives)
            ):
                span = (previous.span[0], mention.span[1])
                out[-1] = TimeMention(span, self.text[span[0] : span[1]], previous.day, "", previous.clock,
                                      previous.part, previous.rule, 0.97)  # fmt: skip
                continue
            beside = between.strip(" ,") in {"", "at", "on"} and mention.rule == "time.clock"
            if previous is not None and beside and previous.day and not previous.clock:
                span = (previous.span[0], mention.span[1])
                out[-1] = TimeMention(span, self.text[span[0] : span[1]], previous.day, previous.until,
                                      mention.clock, "", previous.rule, previous.confidence, previous.alternatives)  # fmt: skip
                continue
            out.append(mention)
        return out

    def _mention(
        self, name: str, match: re.Match[str], start: int, end: int, *, future: bool
    ) -> TimeMention | None:
        groups = {key: value for key, value in match.groupdict().items() if value}
        if (
            name == "month-year"
            and groups["m"].lower() in {"may", "mar", "march", "jan"}
            and not {"y", "which"} & groups.keys()
        ) and not BEFORE.search(self.text, max(start, match.start() - 12), match.start()):
            return None
        days = self._resolve(name, groups, future=future)
        if days is None:
            return None
        day, until, part, sure, alternatives = days
        first, last = match.start(), match.end()
        clock = clock_of(groups["clock"]) if name == "clock" else ""
        before = self.text[max(start, first - 40) : first]
        clock_before = CLOCK_BEFORE.search(before)
        part_before = PART_BEFORE.search(before)
        if name not in {"clock", "year"}:
            after = self.text[last : min(end, last + 40)]
            part_after = PART.match(after)
            if part_after:
                part = part_after.group("part")
                last += part_after.end()
                after = self.text[last : min(end, last + 40)]
            clock_after = CLOCK_AFTER.match(after)
            if clock_after:
                clock, last = clock_of(clock_after.group("clock")), last + clock_after.end()
        if clock_before:
            clock, first = (
                clock_of(clock_before.group("clock")),
                max(start, first - 40) + clock_before.start(),
            )
        elif part_before:
            part, first = part_before.group("part"), max(start, first - 40) + part_before.start()
        lead = BEFORE.search(self.text[max(start, first - 12) : first])
        if lead and name != "year":
            first = max(start, first - 12) + lead.start()
        part = {"night": "evening"}.get(part, part)
        return TimeMention((first, last), self.text[first:last], day, until, clock, "" if clock else part,
                           f"time.{name}", sure, alternatives)  # fmt: skip

    def _resolve(
        self, name: str, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        if name == "clock":
            return ("", "", "", 0.8, ())
        if name == "iso":
            return (iso_day(int(groups["y"]), int(groups["m"]), int(groups["d"])), "", "", 0.98, ())
        if name.startswith("range"):
            return self._range(groups, future=future)
        if name in {"month-day", "day-month"}:
            return self._month_day(groups, future=future)
        if name in {"numeric", "figures"}:
            return self._numeric(groups)
        if name == "weekdays":
            return self._weekdays(groups, future=future)
        if name == "relative-day":
            return self._relative_day(groups["rel"])
        if name == "weekday":
            return self._weekday(groups, future=future)
        if name == "day-part":
            day = self.last.isoformat() if self.last else ""
            return (day, "", groups.get("p", ""), 0.75, ())
        if name == "ordinal":
            return self._ordinal(int(re.sub(r"\D", "", groups["d"])), future=future)
        return self._coarse(name, groups, future=future)

    def year_for(self, month: int, day: int, *, future: bool) -> int | None:
        """The year of a day without one: the nearest to the anchor, leaning to past or future as the verb says."""
        if self.anchor is None:
            return None
        year = self.anchor.year
        options = []
        for candidate in (year - 1, year, year + 1):
            iso = iso_day(candidate, month, min(day, 28))
            if iso:
                gap = (date.fromisoformat(iso) - self.anchor).days
                cost = abs(gap) + (120 if (future and gap < -3) or (not future and gap > 10) else 0)
                options.append((cost, candidate))
        return min(options)[1]

    def _month_day(
        self, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        month, day = _month(groups["m"]), int(re.sub(r"\D", "", groups["d"]))
        year = int(groups["y"]) if "y" in groups else self.year_for(month, day, future=future)
        if year is None:
            return ("", "", "", 0.5, ())
        return (iso_day(year, month, day), "", "", 0.97 if "y" in groups else 0.93, ())

    def _range(
        self, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        month = _month(groups.get("m0") or groups["m"])
        month2 = _month(groups.get("m2") or groups["m"])
        day, day2 = (int(re.sub(r"\D", "", groups[key])) for key in ("d", "d2"))
        said = groups.get("y") or groups.get("y2")
        year = int(said) if said else self.year_for(month, day, future=future)
        if year is None:
            return ("", "", "", 0.5, ())
        year2 = int(groups["y2"]) if "y2" in groups else year + (1 if month2 < month and "y" in groups else 0)
        if month2 < month and "y" not in groups and "y2" in groups:
            year = year2 - 1
        first, last = iso_day(year, month, day), iso_day(year2, month2, day2)
        if not first or not last or last < first:
            return None
        return (first, last, "", 0.92, ())

    def _numeric(self, groups: dict[str, str]) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        one, two = int(groups["a"]), int(groups["b"])
        options: list[str] = []
        for month, day in ((two, one), (one, two)):
            if not (1 <= month <= 12 and 1 <= day <= 31):
                continue
            year = int(groups["y"]) if "y" in groups else self.year_for(month, day, future=False)
            iso = iso_day(year, month, day) if year else ""
            if groups.get("s") == "." and month == one:
                continue  # "27.05.2024" has the day first
            if iso and iso not in options:
                options.append(iso)
        if not options:
            return None
        if self.anchor is not None:
            anchor = self.anchor
            options.sort(key=lambda iso: (abs((date.fromisoformat(iso) - anchor).days), iso))
        return (options[0], "", "", 0.75, tuple(options[1:]))

    def _relative_day(self, words: str) -> tuple[str, str, str, float, tuple[str, ...]]:
        words = words.lower()
        part = next((name for name in ("morning", "afternoon", "evening") if name in words), "")
        part = "evening" if words in {"tonight", "last night", "last evening"} else part
        shift = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1, "the day before yesterday": -2,
                 "the day after tomorrow": 2}.get(words, 0)  # fmt: skip
        base = self.anchor
        if words.startswith(("the previous", "a day earlier")):
            base, shift = self.last or self.anchor, -1
        if words.startswith(("the following", "the next", "the same")):
            base, shift = self.last or self.anchor, 0 if words.startswith("the same") else 1
        return ((base + timedelta(shift)).isoformat() if base else "", "", part, 0.95, ())

    def _weekday(
        self, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        number = WEEKDAYS[groups["w"].lower().rstrip(".")]
        if len(groups["w"].rstrip(".")) < 5 and groups["w"].lower() in {"sun", "sat", "wed", "mon", "fri"}:
            return None
        if self.anchor is None:
            return ("", "", "", 0.4, ())
        back = (self.anchor.weekday() - number) % 7
        ahead = (number - self.anchor.weekday()) % 7
        past, coming = self.anchor - timedelta(back), self.anchor + timedelta(ahead)
        which = groups.get("which", "") or groups.get("which2", "").replace(" week", "")
        if which in {"last", "past"}:
            chosen = past if back else past - timedelta(7)
        elif which in {"next", "coming"}:
            chosen = coming if ahead else coming + timedelta(7)
        else:
            chosen = coming if future else past
            inside = self._in_stay(number, future=future)
            if inside is not None and not which:
                chosen = inside
        other = past if chosen == coming else coming
        return (chosen.isoformat(), "", "", 0.9, (other.isoformat(),) if other != chosen else ())

    def _weekdays(
        self, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        """ "from Monday to Wednesday": the last day follows the first within the week."""
        first, last = (self._weekday({**groups, "w": groups[key]}, future=future) for key in ("w", "w2"))
        if first is None or last is None or not first[0]:
            return None
        day = date.fromisoformat(first[0])
        length = (WEEKDAYS[groups["w2"].lower().rstrip(".")] - day.weekday()) % 7
        if not length:
            return None
        if (
            not future
            and "which" not in groups
            and self.anchor
            and day + timedelta(length) > self.anchor + timedelta(6)
        ):
            day -= timedelta(7)
        return (day.isoformat(), (day + timedelta(length)).isoformat(), "", 0.85, ())

    def _in_stay(self, weekday: int, *, future: bool) -> date | None:
        """The day of a stay told before ("From June 11 to 15 … On Tuesday"), shorter than a week; in a sentence that looks ahead, of one to come."""
        if self.stay is None or self.anchor is None:
            return None
        first, last = self.stay
        day = first + timedelta((weekday - first.weekday()) % 7)
        told = first > self.anchor if future else last <= self.anchor
        return day if day <= last and told and (last - first).days < 7 else None

    def _ordinal(self, day: int, *, future: bool) -> tuple[str, str, str, float, tuple[str, ...]]:
        if self.anchor is None:
            return ("", "", "", 0.3, ())
        return (nearest_day(self.anchor, day, future=future), "", "", 0.85, ())

    def _coarse(
        self, name: str, groups: dict[str, str], *, future: bool
    ) -> tuple[str, str, str, float, tuple[str, ...]] | None:
        anchor = self.anchor
        if name == "year":
            return (groups["y"], "", "", 0.8, ())
        if name == "month-year":
            month = _month(groups["m"])
            said = groups.get("y", "")
            if said.isdigit():
                return (f"{said}-{month:02d}", "", "", 0.9, ())
            if anchor is None:
                return ("", "", "", 0.4, ())
            shift = {"last year": -1, "next year": 1, "this year": 0}.get(said)
            if "which" in groups and shift is None:
                shift = {"next": int(month <= anchor.month), "coming": int(month < anchor.month),
                         "last": -int(month >= anchor.month), "this": 0}[groups["which"]]  # fmt: skip
            year = anchor.year + shift if shift is not None else self.year_for(month, 15, future=future)
            return (f"{year}-{month:02d}", "", "", 0.85, ())
        if anchor is None:
            return ("", "", "", 0.3, ())
        if name == "ago":
            count = _NUMBERS.get(groups["n"]) or int(groups["n"])
            days = count * (7 if groups["unit"].startswith("week") else 1)
            day = anchor + timedelta(-days if groups["dir"] != "later" else days)
            return (day.isoformat() if groups["unit"].startswith("day") else "", "", "", 0.7, ())
        shift = {"last": -1, "next": 1, "this": 0}[groups["which"]]
        if groups["unit"] == "year":
            return (str(anchor.year + shift), "", "", 0.8, ())
        if groups["unit"] == "month":
            months = anchor.year * 12 + anchor.month - 1 + shift
            return (f"{months // 12}-{months % 12 + 1:02d}", "", "", 0.8, ())
        return ("", "", "", 0.4, ())

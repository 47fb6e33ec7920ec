"""A press release as the public reads it, made of the words that were frozen or of those of a draft."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from legation.kernel import richtext
from legation.newsroom.choices import Step
from legation.newsroom.models import Publication
from legation.newsroom.queries.checks import MARK
from legation.newsroom.queries.consents import within
from legation.newsroom.queries.releases import Clock, told_on


@dataclass(frozen=True, slots=True)
class Picture:
    key: str
    large: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Quoted:
    text: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, or a quotation within it."""

    html: SafeString
    markdown: str
    quotation: Quoted | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of it since it went out."""

    at: datetime
    step: str
    note: str
    zone: str

    @property
    def day(self) -> Any:
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def label(self) -> str:
        return str(Step(self.step).label)


@dataclass(frozen=True, slots=True)
class Release:
    """One release in one language. `zone` is the first host city's, by whose clock it is dated."""

    slug: str
    language: str
    title: str
    summary: str
    place: str
    parts: tuple[Part, ...]
    contact: str
    pictures: tuple[Picture, ...]
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    goes_out_at: datetime
    changed_at: datetime
    zone: str
    clocks: tuple[Clock, ...]
    trail: tuple[Trace, ...]
    home: str

    @property
    def day(self) -> Any:
        return self.goes_out_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def told(self) -> str:
        """When it went out, on the clocks of both cities."""
        return told_on(self.goes_out_at, self.clocks, self.language)

    @property
    def plain(self) -> str:
        """The words alone."""
        return "\n\n".join(
            f"“{part.quotation.text}” — {part.quotation.name}"
            if part.quotation is not None
            else richtext.plain(part.markdown)
            for part in self.parts
        )


def rendered(
    frozen: dict[str, Any],
    facts: dict[str, Any],
    language: str,
    slug: str,
    at: datetime,
    publication: Publication | None = None,
) -> Release:
    """These words as the public reads them, in one language."""
    clocks = tuple(Clock(city, zone) for city, zone in facts.get("clocks", []))
    home = clocks[0].zone if clocks else "UTC"
    trail = publication.trail if publication is not None else []
    steps = tuple(
        Trace(datetime.fromisoformat(row["at"]), row["step"], within(row["note"], language), home)
        for row in trail
    )
    return Release(
        slug=slug,
        language=language,
        title=within(frozen["title"], language),
        summary=within(frozen["summary"], language),
        place=within(frozen["place"], language),
        parts=_parts(within(frozen["body"], language), frozen["quotations"], language),
        contact=within(frozen["contact"], language),
        pictures=tuple(picture(row, language) for row in frozen["photographs"]),
        guests=tuple(within(city, language) for city in facts.get("guests", [])),
        hosts=tuple(within(city, language) for city in facts.get("hosts", [])),
        goes_out_at=at,
        changed_at=steps[-1].at if steps else at,
        zone=home,
        clocks=clocks,
        trail=steps,
        home=facts.get("home", ""),
    )


def _parts(body: str, quotations: list[dict[str, Any]], language: str) -> tuple[Part, ...]:
    """The text with each quotation where its mark stands; those without a mark come last."""
    quoted = [
        Quoted(within(one["text"], language), one["name"][language], within(one["post"], language))
        for one in quotations
    ]
    pieces, used = re.split(MARK, body), set()
    found = []
    for place, piece in enumerate(pieces):
        if place % 2:
            number = int(piece) - 1
            if 0 <= number < len(quoted) and number not in used:
                used.add(number)
                found.append(Part(SafeString(""), "", quoted[number]))
        elif piece.strip():
            found.append(Part(richtext.html(piece.strip()), piece.strip(), None))
    found += [Part(SafeString(""), "", one) for number, one in enumerate(quoted) if number not in used]
    return tuple(found)


def picture(row: dict[str, Any], language: str) -> Picture:
    return Picture(
        key=row["key"],
        large=row["large"],
        alt=within(row["alt"], language),
        caption=within(row["caption"], language),
        credit=row["credit"],
        width=row["width"],
        height=row["height"],
    )

"""What anyone may read: press releases that both cities approved and whose minute has come.

Every question asks the clock. What is under embargo, withdrawn or of a mission that was removed is not found,
whoever asks for it and however.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q
from django.urls import reverse
from django.utils.safestring import SafeString

from legation.kernel import richtext, searching
from legation.kernel.photographs import PHOTOGRAPH_WIDTHS
from legation.kernel.searching import Card
from legation.newsroom.choices import Step
from legation.newsroom.models import NewsSite, Publication, PublicProgramme
from legation.newsroom.queries.checks import MARK
from legation.newsroom.queries.consents import within
from legation.newsroom.queries.releases import Clock, told_on

PAGE = 20
LATEST = 50
WIDTHS = PHOTOGRAPH_WIDTHS
SMALL = WIDTHS[-1]
OTHER = {"en": "ko", "ko": "en"}


class Withdrawn(Exception):
    """It was public, and was taken back: `at`, and the note that is left in its place."""

    def __init__(self, at: datetime, note: str) -> None:
        super().__init__()
        self.at, self.note = at, note


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


@dataclass(frozen=True, slots=True)
class Listed:
    """One release in a list or a feed."""

    slug: str
    title: str
    summary: str
    goes_out_at: datetime
    zone: str
    picture: Picture | None

    @property
    def day(self) -> Any:
        return self.goes_out_at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Visit:
    """One mission of which the public may read the programme."""

    slug: str
    name: str
    starts_on: Any
    ends_on: Any


@dataclass(frozen=True, slots=True)
class Front:
    """The first page of a site."""

    site: NewsSite
    releases: tuple[Listed, ...]
    visits: tuple[Visit, ...]
    page: int
    pages: int
    changes_at: datetime | None


def site_at(slug: str) -> NewsSite | None:
    """The site, once it has something to show. One query."""
    found: NewsSite | None = NewsSite.objects.present().filter(slug=slug).select_related("office").first()
    return found


def release_at(site: str, slug: str, language: str, now: datetime) -> Release | None:
    """The release, None where there is none for the public. One query. Raises Withdrawn."""
    found = (
        Publication.objects.filter(sites__slug=site, sites__removed_at=None, release__slug=slug)
        .filter(release__removed_at=None, release__mission__removed_at=None, goes_out_at__lte=now)
        .select_related("release")
        .first()
    )
    if found is None:
        return None
    if found.withdrawn_at is not None:
        raise Withdrawn(found.withdrawn_at, within(_last_note(found), language))
    return rendered(found.words, found.facts, language, found.release.slug, found.goes_out_at, found)


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
        pictures=tuple(_picture(row, language) for row in frozen["photographs"]),
        guests=tuple(within(city, language) for city in facts.get("guests", [])),
        hosts=tuple(within(city, language) for city in facts.get("hosts", [])),
        goes_out_at=at,
        changed_at=steps[-1].at if steps else at,
        zone=home,
        clocks=clocks,
        trail=steps,
        home=facts.get("home", ""),
    )


def front_of(site: NewsSite, language: str, page: int, now: datetime) -> Front | None:
    """Releases page by page and missions with a public programme; None past the end. Four queries."""
    out = Publication.objects.out(now).filter(sites=site)
    total = out.count()
    pages = max(1, -(-total // PAGE))
    if not 1 <= page <= pages:
        return None
    rows = out.select_related("release").order_by("-goes_out_at", "-pk")[(page - 1) * PAGE : page * PAGE]
    return Front(
        site=site,
        releases=tuple(_listed(row, language) for row in rows),
        visits=_visits(site, language) if page == 1 else (),
        page=page,
        pages=pages,
        changes_at=next_at(site, now),
    )


def latest(site: NewsSite, language: str, now: datetime) -> tuple[Release, ...]:
    """The newest releases whole, for feeds. One query."""
    rows = (
        Publication.objects.out(now)
        .filter(sites=site)
        .select_related("release")
        .order_by("-goes_out_at", "-pk")[:LATEST]
    )
    return tuple(
        rendered(row.words, row.facts, language, row.release.slug, row.goes_out_at, row) for row in rows
    )


def addresses_of(site: NewsSite, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Every release that is out with when it last changed, for the site map. One query."""
    rows = (
        Publication.objects.out(now)
        .filter(sites=site)
        .select_related("release")
        .order_by("-goes_out_at", "pk")
    )
    return tuple((row.release.slug, _changed_at(row)) for row in rows[:25_000])


def sites_with_news(now: datetime) -> tuple[str, ...]:
    """The sites that have a release out."""
    found = NewsSite.objects.present().filter(publications__in=Publication.objects.out(now))
    return tuple(found.distinct().order_by("slug").values_list("slug", flat=True))


def next_at(site: NewsSite | None, now: datetime) -> datetime | None:
    """When the clock alone next makes something public. One query."""
    waiting = Publication.objects.agreed().filter(goes_out_at__gt=now)
    if site is not None:
        waiting = waiting.filter(sites=site)
    found: datetime | None = waiting.aggregate(first=Min("goes_out_at"))["first"]
    return found


def found_on(site: NewsSite, query: str, language: str, now: datetime) -> tuple[Listed, ...]:
    """Releases that are out and hold every word. Two queries, none for no words."""
    out = Publication.objects.out(now).filter(sites=site)
    allowed = Q(content_type=ContentType.objects.get_for_model(Publication), object_id__in=out.values("pk"))
    keys = [entry.object_id for entry in searching.matching(query, allowed)]
    rows = {row.pk: row for row in out.filter(pk__in=keys).select_related("release")}
    return tuple(_listed(rows[key], language) for key in keys if key in rows)


def photograph_at(site: str, key: str, small: bool, now: datetime) -> str | None:  # noqa: FBT001
    """Where the picture of a release that is out is stored. One query. Raises Withdrawn."""
    found = (
        Publication.objects.filter(
            release__photographs__key=key, sites__slug=site, sites__removed_at=None, goes_out_at__lte=now
        )
        .filter(release__removed_at=None, release__mission__removed_at=None)
        .first()
    )
    if found is None:
        return None
    row = next((one for one in found.words["photographs"] if one["key"] == key), None)
    if row is not None and found.withdrawn_at is not None:
        raise Withdrawn(found.withdrawn_at, "")
    return None if row is None else str(row["small" if small else "large"])


def card_of(publication: Publication) -> Card:
    """How the public finds it. Those who work on the mission find the draft, by an entry of its own."""
    frozen = publication.words
    text = [
        *frozen["body"].values(),
        *(words for one in frozen["quotations"] for words in one["text"].values()),
    ]
    return Card(
        "news",
        reverse("press-release", args=[publication.release.mission.slug, publication.release_id]),
        frozen["title"],
        frozen["summary"],
        text=" \n ".join(text),
        mission_id=publication.release.mission_id,
    )


def whole(path: str) -> str:
    """The address with the site's own name before it."""
    return f"{settings.ORIGIN}{path}"


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


def _picture(row: dict[str, Any], language: str) -> Picture:
    return Picture(
        key=row["key"],
        large=row["large"],
        alt=within(row["alt"], language),
        caption=within(row["caption"], language),
        credit=row["credit"],
        width=row["width"],
        height=row["height"],
    )


def _listed(publication: Publication, language: str) -> Listed:
    frozen = publication.words
    clocks = publication.facts.get("clocks", [])
    return Listed(
        slug=publication.release.slug,
        title=within(frozen["title"], language),
        summary=within(frozen["summary"], language),
        goes_out_at=publication.goes_out_at,
        zone=clocks[0][1] if clocks else "UTC",
        picture=_picture(frozen["photographs"][0], language) if frozen["photographs"] else None,
    )


def _visits(site: NewsSite, language: str) -> tuple[Visit, ...]:
    """Missions whose public programme somebody of this office said yes to."""
    rows: Iterable[PublicProgramme] = (
        PublicProgramme.objects.public()
        .filter(consents__by__office=site.office_id)
        .select_related("mission")
        .distinct()
        .order_by("-mission__starts_on", "-pk")[:PAGE]
    )
    return tuple(
        Visit(
            row.mission.slug,
            within(row.shown["name"], language),
            row.mission.starts_on,
            row.mission.ends_on,
        )
        for row in rows
    )


def _changed_at(publication: Publication) -> datetime:
    trail = publication.trail
    return datetime.fromisoformat(trail[-1]["at"]) if trail else publication.goes_out_at


def _last_note(publication: Publication) -> dict[str, str]:
    note: dict[str, str] = publication.trail[-1]["note"] if publication.trail else {}
    return note

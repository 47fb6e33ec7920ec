"""What anyone may read: press releases that both cities approved and whose minute has come.

Every question asks the clock. What is under embargo, withdrawn or of a mission that was removed is not found,
whoever asks for it and however.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q
from django.urls import reverse

from legation.kernel import searching
from legation.kernel.photographs import PHOTOGRAPH_WIDTHS
from legation.kernel.searching import Card
from legation.newsroom.models import NewsSite, PublicAgreement, Publication, PublicProgramme
from legation.newsroom.queries.agreements import Signed, agreements_on
from legation.newsroom.queries.consents import within
from legation.newsroom.queries.rendering import Picture, Release, picture, rendered

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
    agreements: tuple[Signed, ...]
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


def front_of(site: NewsSite, language: str, page: int, now: datetime) -> Front | None:
    """Releases page by page, public programmes and agreements; None past the end. Five queries."""
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
        agreements=agreements_on(site, language) if page == 1 else (),
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
    """The sites that have a release out, or a public agreement."""
    out = Q(publications__in=Publication.objects.out(now))
    found = NewsSite.objects.present().filter(out | Q(agreements__in=PublicAgreement.objects.public()))
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


def _listed(publication: Publication, language: str) -> Listed:
    frozen = publication.words
    clocks = publication.facts.get("clocks", [])
    return Listed(
        slug=publication.release.slug,
        title=within(frozen["title"], language),
        summary=within(frozen["summary"], language),
        goes_out_at=publication.goes_out_at,
        zone=clocks[0][1] if clocks else "UTC",
        picture=picture(frozen["photographs"][0], language) if frozen["photographs"] else None,
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

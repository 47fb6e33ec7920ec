"""Everything between two cities on one time line, newest first, as far as a reader sees.

What is read of each thing is a row of plain values: of thousands, some forty are shown. All are read, one
query for each kind, so that every year and kind says how many it holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import FilteredRelation, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from legation.desk.choices import EventKind, Step
from legation.desk.queries.events import Event, events_of
from legation.desk.queries.marks import Known, Mark, Promised
from legation.desk.queries.ties import Pair, Trip, ties_of
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementKind, EngagementStatus
from legation.missions.models import Engagement
from legation.newsroom.models import Publication
from legation.outcomes.choices import AgreementStatus, Subject
from legation.outcomes.models import Commitment
from legation.outcomes.queries.register import Entry
from legation.sources.choices import FindingKind, FindingStatus, Topic
from legation.sources.models import Source

PAGE = 40
# Thousands of moments are read as they are written, and each is understood once.
WRITTEN = {"starts": "starts_at", "words": "title", "place": "venue__name"}
MATTERING = (
    EngagementKind.COURTESY_CALL,
    EngagementKind.MEETING,
    EngagementKind.SIGNING,
    EngagementKind.FORUM,
    EngagementKind.CEREMONY,
    EngagementKind.PRESS_CONFERENCE,
    EngagementKind.RECEPTION,
    EngagementKind.SITE_VISIT,
)
ORDER = {kind: place for place, kind in enumerate(reversed(EventKind.values))}
# The fields of cooperation of the register that topics found in articles belong to.
FIELDS = {
    Topic.TRADE_INVESTMENT: Subject.TRADE,
    Topic.FINANCE: Subject.TRADE,
    Topic.AGRICULTURE_FOOD: Subject.TRADE,
    Topic.STARTUPS_INNOVATION: Subject.TECHNOLOGY,
    Topic.ICT_DIGITAL: Subject.TECHNOLOGY,
    Topic.SMART_CITY: Subject.TECHNOLOGY,
    Topic.ADVANCED_INDUSTRY: Subject.TECHNOLOGY,
    Topic.AEROSPACE: Subject.TECHNOLOGY,
    Topic.PORTS_LOGISTICS: Subject.PORT,
    Topic.TRANSPORT: Subject.PLANNING,
    Topic.URBAN_DEVELOPMENT: Subject.PLANNING,
    Topic.ENERGY: Subject.ENVIRONMENT,
    Topic.CLIMATE_ENVIRONMENT: Subject.ENVIRONMENT,
    Topic.WATER_WASTE: Subject.ENVIRONMENT,
    Topic.EDUCATION: Subject.EDUCATION,
    Topic.YOUTH: Subject.EDUCATION,
    Topic.CULTURE: Subject.CULTURE,
    Topic.CREATIVE_INDUSTRIES: Subject.CULTURE,
    Topic.TOURISM: Subject.TOURISM,
    Topic.SPORT: Subject.SPORT,
    Topic.HEALTH: Subject.HEALTH,
    Topic.WELFARE_SOCIAL: Subject.HEALTH,
    Topic.SCIENCE_RESEARCH: Subject.SCIENCE,
    Topic.PUBLIC_SAFETY: Subject.SAFETY,
    Topic.GOVERNANCE: Subject.ADMINISTRATION,
    Topic.PEOPLE_EXCHANGE: Subject.CITIZENS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How the time line is narrowed."""

    kind: str = ""
    subject: str = ""
    year: int | None = None
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.subject or self.year)


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of events by year, and how many there are in each year and of each kind and field."""

    years: tuple[Year, ...]
    page: "Page[Mark]"
    total: int
    in_years: tuple[tuple[int, int], ...]
    of_kinds: tuple[tuple[str, str, int], ...]
    fields: tuple[tuple[str, str], ...]


def known_between(
    pair: Pair, trips: Mapping[int, Trip], entries: Sequence[Entry], user: Any, now: datetime
) -> Known:
    """Four queries: engagements, promises, press releases, articles with their topics."""
    today = timezone.localdate(now)
    ours = tuple(entry for entry in entries if pair in ties_of(entry, trips))
    days, meetings = _meetings(pair, trips, user, now)
    promises = promises_between(pair, trips, user)
    articles, subjects = _articles(trips, user)
    for entry in ours:
        mission = entry.agreement.mission_id
        if mission is not None and mission in trips:
            subjects.setdefault(mission, set()).update(entry.agreement.subjects)
    marks = [
        *_trips(trips, today),
        *meetings,
        *_agreed(ours, trips, today),
        *_promised(promises, trips, days, today),
        *_released(trips, now),
        *articles,
    ]
    marks.sort(reverse=True)  # what comes after the step is the same where all before it is
    return Known(
        pair=pair,
        trips=trips,
        entries=ours,
        promises=tuple(promises),
        marks=tuple(marks),
        subjects={mission: frozenset(found) for mission, found in subjects.items()},
    )


def timeline_of(known: Known, asked: Asked) -> Timeline:
    """One query, for the names of who owes what among what is shown."""
    fields = {key for found in known.subjects.values() for key in found}
    fields |= {key for entry in known.entries for key in entry.agreement.subjects}
    of_field = [mark for mark in known.marks if not asked.subject or asked.subject in _fields(mark, known)]
    counted = Counter(mark.kind for mark in of_field)
    found = [mark for mark in of_field if not asked.kind or mark.kind == asked.kind]
    years = Counter(mark.day.year for mark in found)
    if asked.year:
        found = [mark for mark in found if mark.day.year == asked.year]
    page = Paginator(found, PAGE).get_page(asked.page)
    events = events_of(list(page.object_list), known)
    return Timeline(
        years=tuple(
            Year(year, tuple(group)) for year, group in groupby(events, key=lambda event: event.day.year)
        ),
        page=page,
        total=len(found),
        in_years=tuple(sorted(years.items(), reverse=True)),
        of_kinds=tuple((kind.value, str(kind.label), counted[kind]) for kind in EventKind if counted[kind]),
        fields=tuple((key, str(Subject(key).label)) for key in Subject.values if key in fields),
    )


def promises_between(pair: Pair, trips: Mapping[int, Trip], user: Any) -> list[Promised]:
    """The promises of these missions that are of these two cities: one query."""
    if not trips:
        return []
    rows = (
        Commitment.objects.visible_to(user)
        .filter(mission__in=list(trips))
        .order_by()
        .values_list(
            "pk", "mission", "engagement", Cast("title", TextField()), "status",
            Cast("due_on", TextField()), Cast("settled_on", TextField()),
            "owed_by", "owed_by__city", "owed_to", "owed_to__city", "engagement__venue__city",
            "visibility",
        )
    )  # fmt: skip
    found = map(Promised._make, rows)
    known = {*pair, None}  # as `is_between` says, for thousands of rows
    return [one for one in found if one.by_city in known and one.to_city in known and one.at_city in known]


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=50_000)
def _day(written: str) -> date:
    return date.fromisoformat(written)


@lru_cache(maxsize=50_000)
def _moment(written: str) -> datetime:
    """A moment as a database writes it: PostgreSQL with its offset, SQLite in UTC without one."""
    at = datetime.fromisoformat(written)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


@lru_cache(maxsize=50_000)
def _local(written: str, zone: str) -> date:
    """The day of a moment on the clocks of a zone."""
    return _moment(written).astimezone(_zone(zone)).date()


def _trips(trips: Mapping[int, Trip], today: date) -> Iterator[Mark]:
    for trip in trips.values():
        step = Step.HELD if trip.starts_on <= today else Step.PLANNED
        yield Mark(trip.starts_on, ORDER["mission"], trip.key, "mission", step.value, trip.key, trip)


def _meetings(
    pair: Pair, trips: Mapping[int, Trip], user: Any, now: datetime
) -> tuple[dict[int, date], list[Mark]]:
    """The day of each engagement, and what mattered: what both sides saw, in one of these cities."""
    days: dict[int, date] = {}
    marks: list[Mark] = []
    if not trips:
        return days, marks
    rows = Engagement.objects.visible_to(user).filter(mission__in=list(trips)).order_by()
    columns = ("zone", "kind", "status", "visibility", "venue__city")
    texts = {name: Cast(field, TextField()) for name, field in WRITTEN.items()}
    order, shared, gone = ORDER["meeting"], Visibility.SHARED.value, EngagementStatus.CANCELLED.value
    mattering = frozenset(kind.value for kind in MATTERING)
    for row in rows.annotate(**texts).values_list("pk", "mission", "starts", *columns, "words", "place"):
        pk, mission, starts, zone, kind, status, visibility, city = row[:8]
        day = days[pk] = _local(starts, zone)
        matters = visibility == shared and status != gone and kind in mattering
        if matters and (city is None or city in pair) and _moment(starts) <= now:
            marks.append(Mark(day, order, pk, "meeting", Step.MET.value, mission, row))
    return days, marks


def _agreed(entries: Iterable[Entry], trips: Mapping[int, Trip], today: date) -> Iterator[Mark]:
    for entry in entries:
        one = entry.agreement
        trip = trips.get(one.mission_id or 0)
        days: list[tuple[date | None, Step]] = [(one.signed_on, Step.SIGNED)]
        renewed = one.begins_on if one.begins_on != one.signed_on else None
        if one.status == AgreementStatus.RENEWED:
            days.append((renewed, Step.RENEWED))
        if one.status == AgreementStatus.ENDED:
            days.append((one.ends_on, Step.ENDED))
        elif entry.over:
            days.append((one.ends_on, Step.OVER))
        if one.signed_on is None and trip is not None:
            step = Step.INTENDED if one.status == AgreementStatus.PLANNED else Step.STATED
            days.append((min(trip.ends_on, today), step))
        for day, step in days:
            if day is not None and day <= today:
                order = ORDER["agreement"]
                yield Mark(day, order, one.pk, "agreement", step.value, one.mission_id or 0, entry)


def _promised(
    promises: Iterable[Promised], trips: Mapping[int, Trip], days: Mapping[int, date], today: date
) -> Iterator[Mark]:
    """Made where it was said, else at the end of the mission; settled on the day that somebody said so."""
    order = ORDER["promise"]
    ends = {key: min(trip.ends_on, today) for key, trip in trips.items()}
    for one in promises:
        made = days.get(one.engagement or 0) or ends[one.mission]
        yield Mark(min(made, today), order, one.pk, "promise", "made", one.mission, one)
        if one.settled_on is not None and one.settled:
            yield Mark(_day(one.settled_on), order, one.pk, "promise", one.status, one.mission, one)


def _released(trips: Mapping[int, Trip], now: datetime) -> Iterator[Mark]:
    """What the public reads already: one query."""
    if not trips:
        return
    rows = Publication.objects.out(now).filter(release__mission__in=list(trips)).order_by("pk")
    for pk, mission, at, title in rows.values_list(
        "release", "release__mission", "goes_out_at", "words__title"
    ):
        yield Mark(
            timezone.localdate(at), ORDER["release"], pk, "release", Step.PUBLISHED.value, mission, title
        )


def _articles(trips: Mapping[int, Trip], user: Any) -> tuple[list[Mark], dict[int, set[str]]]:
    """Texts that were read for these missions, and the fields of the topics that somebody confirmed."""
    subjects: dict[int, set[str]] = {}
    found: dict[int, Mark] = {}
    if not trips:
        return [], subjects
    topics = Q(
        findings__kind=FindingKind.TOPIC,
        findings__status__in=(FindingStatus.ACCEPTED, FindingStatus.CORRECTED),
        findings__removed_at=None,
    )
    rows = (
        Source.objects.visible_to(user)
        .filter(mission__in=list(trips))
        .annotate(topics=FilteredRelation("findings", condition=topics))
        .order_by("pk", "topics__pk")
    )
    columns = ("pk", "mission", "published_on", "title", "publisher", "visibility", "topics__values",
               "topics__corrections")  # fmt: skip
    for row in rows.values_list(*columns):
        pk, mission, day, _title, _publisher, _visibility, values, corrections = row
        topic = {**(values or {}), **(corrections or {})}.get("topic", "")
        if topic in FIELDS:
            subjects.setdefault(mission, set()).add(FIELDS[topic].value)
        if day is not None and pk not in found:
            found[pk] = Mark(day, ORDER["article"], pk, "article", Step.READ.value, mission, row)
    return list(found.values()), subjects


def _fields(mark: Mark, known: Known) -> Iterable[str]:
    """An agreement's own fields; of all else those of its mission."""
    if mark.kind == EventKind.AGREEMENT:
        return tuple(mark.told.agreement.subjects)
    return known.subjects.get(mark.mission, ())

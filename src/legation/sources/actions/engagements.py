"""Engagements, their topics and the size of the delegation from what was found."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from legation.directory.models import City
from legation.kernel.choices import Visibility
from legation.missions.actions import add_engagement, add_point, add_room, add_venue
from legation.missions.choices import EngagementKind, EngagementStatus, PartOfDay, PointKind
from legation.missions.models import Engagement, Mission, Point, Room, Venue
from legation.outcomes.actions import change_outcome
from legation.outcomes.models import Agreement, Statement
from legation.sources.actions.bodies import city_of, set_on_mission
from legation.sources.actions.refusals import CityNotKnown, DayNotKnown, EngagementFirst, NothingNamed
from legation.sources.actions.telling import Told
from legation.sources.choices import EventKind, FindingKind, Topic
from legation.sources.models import Finding
from legation.sources.queries.matching import city_named, engagement_like, room_named, venue_named
from legation.sources.queries.names import LANGUAGES, each_language, folded
from legation.sources.queries.primary import DECIDED, primary_engagement

# Where only the part of the day is known: the hours that keep the day in order.
_HOURS = {
    PartOfDay.MORNING.value: (time(9), time(12)),
    PartOfDay.AFTERNOON.value: (time(13), time(18)),
    PartOfDay.EVENING.value: (time(18), time(21)),
    PartOfDay.DAY.value: (time(9), time(18)),
}
_USUAL = timedelta(hours=1)


def accept_event(told: Told) -> models.Model:
    """Make the engagement, or link the one that is on the programme already; a trip is the mission itself."""
    record = _engagement(told)
    if isinstance(record, Engagement):
        gather(told, record)
    return record


def _engagement(told: Told) -> models.Model:
    kind = told.text("kind")
    if kind == EventKind.TRIP:
        return told.mission
    if kind not in EngagementKind.values:
        raise NothingNamed
    linked: Engagement | None = told.linked(Engagement) if told.link else None
    if linked is not None and linked.mission_id == told.mission.pk:
        return linked
    starts, ends, part = when(told)
    if not told.makes_new:
        found = engagement_like(
            told.mission,
            kind,
            starts,
            clock=not part,
            part=part,
            places=[place for place in (told.text("room"), told.text("venue")) if place],
            seen_by=told.source.visibility,
            user=told.by,
        )
        if found is not None:
            return found
    if not told.text("city"):
        raise CityNotKnown(city="")
    told.needs("missions.change_mission", EventKind(kind).label, told.mission)
    city = city_of(told.text("city"), told)
    assert city is not None  # noqa: S101 - a city that is needed and not known was refused
    venue, room = place_of(told, city)
    return add_engagement(
        told.mission,
        {
            "kind": kind,
            "title": _title(told, kind),
            "starts": starts,
            "ends": ends,
            "zone": told.text("tz") or city.time_zone,
            "part": part,
            "venue": venue,
            "room": room,
            "status": EngagementStatus.HELD if told.text("status") == "held" else EngagementStatus.TENTATIVE,
            "visibility": told.source.visibility,
        },
        by=told.by,
    )


def gather(told: Told, engagement: Engagement) -> None:
    """Put what was accepted from the text before its engagement with it, where it stands alone."""
    if not told.values.get("primary"):
        return
    rows = Finding.objects.present().filter(
        source=told.source, kind__in=(FindingKind.STATEMENT, FindingKind.AGREEMENT), status__in=DECIDED
    )
    for row in rows.order_by("position"):
        outcome = row.target
        alone = isinstance(outcome, Statement | Agreement) and outcome.engagement_id is None
        if alone and engagement.visibility in {Visibility.SHARED.value, outcome.visibility}:
            change_outcome(
                outcome,
                {"engagement": engagement, "visibility": outcome.visibility},
                seen=outcome.version,
                by=told.by,
            )


def when(told: Told) -> tuple[datetime, datetime, str]:
    """Wall-clock start and end, and the part of the day where no clock time is known. Raises DayNotKnown.

    No article gives the end: an hour after the start is taken, which the programme lets anyone change.
    """
    iso = told.text("iso")
    try:
        if "T" in iso:
            starts = datetime.fromisoformat(iso).replace(tzinfo=None)
            return starts, starts + _USUAL, ""
        day = date.fromisoformat(iso)
    except ValueError:
        raise DayNotKnown from None
    part = told.text("part")
    part = part if part in _HOURS else PartOfDay.DAY.value
    first, last = _HOURS[part]
    return datetime.combine(day, first), datetime.combine(day, last), part


def place_of(told: Told, city: City) -> tuple[Venue | None, Room | None]:
    """Venue and room by name, made where the city has none of that name."""
    if not told.text("venue"):
        return None, None
    venue = venue_named(told.text("venue"), city, told.by)
    if venue is None:
        told.needs("directory.keep", told.text("venue"))
        venue = add_venue({"name": told.words(told.text("venue")), "city": city}, by=told.by)
    if not told.text("room"):
        return venue, None
    room = room_named(told.text("room"), venue, told.by)
    if room is None:
        told.needs("missions.change_venue", told.text("room"), venue)
        room = add_room(venue, {"name": told.words(told.text("room"))}, by=told.by)
    return venue, room


def _title(told: Told, kind: str) -> LazyI18nString:
    """Meeting: Seattle, Bellevue – Busan, in both languages; the cities as the directory writes them."""
    sides = [_cities(told.texts(side), told) for side in ("guest", "host")]
    titles = {}
    for language in LANGUAGES:
        with override(language):
            label = str(EngagementKind(kind).label)
        parties = " – ".join(", ".join(one[language] for one in side) for side in sides if side)
        titles[language] = f"{label}: {parties}"[:300] if parties else label
    return LazyI18nString(titles)


def _cities(names: Iterable[str], told: Told) -> list[dict[str, str]]:
    found = []
    for name in names:
        city = city_named(name, told.by)
        found.append({language: city.name.localize(language) if city else name for language in LANGUAGES})
    return found


def accept_topic(told: Told) -> models.Model:
    """A line of the agenda of the engagement that the text is about."""
    engagement = primary_engagement(told.source, told.by)
    if engagement is None:
        raise EngagementFirst
    topic = told.text("topic")
    words = _topic_words(topic)
    there = Point.objects.visible_to(told.by).filter(engagement=engagement, kind=PointKind.AGENDA)
    wanted = {folded(one) for one in each_language(words)}
    points: Iterable[Point] = there.order_by("position", "pk")
    for point in points:
        if wanted & {folded(one) for one in each_language(point.text)}:
            return point
    told.needs("missions.change_engagement", words, engagement)
    values: dict[str, Any] = {"kind": PointKind.AGENDA, "text": words, "visibility": told.source.visibility}
    return add_point(engagement, values, by=told.by)


def _topic_words(topic: str) -> LazyI18nString:
    if topic not in Topic.values:
        return LazyI18nString(dict.fromkeys(LANGUAGES, topic))
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = str(Topic(topic).label)
    return LazyI18nString(words)


def accept_size(told: Told) -> models.Model:
    """The announced size, unless the mission has one: then it keeps its own, and this stays evidence."""
    size = told.values.get("size")
    if not isinstance(size, int) or size < 1:
        raise NothingNamed
    if told.mission.announced_size is None:
        return set_on_mission(told, announced_size=size)
    mission: Mission = told.mission
    return mission

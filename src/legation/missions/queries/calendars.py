"""What calendars show: always as the maker of the link may see it, and nothing of the other side's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.kernel.links import key_of, token
from legation.missions.choices import EngagementStatus, MissionStatus, Party, Role
from legation.missions.models import (
    Attendance,
    CalendarLink,
    Delegate,
    Engagement,
    Membership,
    Mission,
    Point,
)
from legation.missions.queries.masthead import COMING
from legation.missions.rules import STAFF, standing

PURPOSE = "calendar"
EVERY = frozenset(Visibility.values)
# How long calendars that were not open meanwhile are told that something was taken off the programme.
REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar: the engagement, who is there and what is said, as far as its reader sees."""

    engagement: Engagement
    url: str
    off: bool
    people: tuple[Attendance, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarData:
    """A whole calendar, in the language of its reader."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A live calendar link with its full address."""

    link: CalendarLink
    address: str

    @property
    def webcal(self) -> str:
        """The address that opens a calendar program."""
        return "webcal:" + self.address.partition(":")[2]


def links_of(mission: Mission, user: Any) -> list[LinkRow]:
    """The live links that this user manages, newest first."""
    rows = (
        CalendarLink.objects.live()
        .visible_to(user)
        .filter(mission=mission)
        .select_related("delegate__person", "user")
        .order_by("-pk")
    )
    return [LinkRow(link, address_of(link)) for link in rows]


def address_of(link: CalendarLink) -> str:
    """The full address of the calendar behind a link."""
    return f"{settings.ORIGIN}{reverse('calendar-feed', args=[token(link.key, PURPOSE)])}"


def linkable(mission: Mission, user: Any) -> "QuerySet[Delegate]":
    """Whose calendars `user` may hand out: staff those of their side and of third parties, others their own.

    The same rule decides every time that a calendar is fetched, so a link ends with what it rests on.
    """
    mine = Membership.objects.filter(mission=mission, user=user.pk)
    theirs = Q(memberships__in=mine)
    standing_here = standing(user, mission.pk)
    if standing_here is not None and standing_here.role in STAFF:
        theirs |= Q(delegation__party__in=(standing_here.side, Party.THIRD))
    elif standing_here is not None and standing_here.role == Role.PRESS:
        theirs = Q(pk=None)
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(theirs, mission=mission, status__in=COMING)
        .select_related("person", "delegation", "post__organisation")
        .order_by("delegation__party", "delegation", "pk")
        .distinct()
    )
    return found


def link_behind(token: str) -> CalendarLink | None:
    """The live link behind the token of an address, if whoever made it may still hand it out."""
    key = key_of(token, PURPOSE)
    if key is None:
        return None
    link = (
        CalendarLink.objects.live()
        .filter(key=key, mission__removed_at=None)
        .select_related("mission", "user", "delegate__person", "delegate__delegation")
        .first()
    )
    if link is None:
        return None
    mine = standing(link.user, link.mission_id)
    if mine is None or mine.side != link.side:
        return None
    if link.delegate_id and not linkable(link.mission, link.user).filter(pk=link.delegate_id).exists():
        return None
    return link


def calendar_of(link: CalendarLink, now: datetime) -> CalendarData:
    """What stands in the calendar behind a link: five queries. Of a third party's, what both sides share."""
    eyes = _eyes(link)
    engagements = Engagement.objects.visible_to(link.user).filter(mission=link.mission, visibility__in=eyes)
    gone = _gone(link, now).filter(visibility__in=eyes)
    if link.delegate_id:
        there = Attendance.objects.present().filter(delegate=link.delegate_id)
        gone = gone.filter(pk__in=there.values("engagement"))
        left = Attendance.objects.filter(
            delegate=link.delegate_id, removed_at__gte=_remembered(link, now)
        ).exclude(engagement__in=there.values("engagement"))
        dropped = list(_placed(engagements.filter(pk__in=left.values("engagement"))))
        engagements = engagements.filter(pk__in=there.values("engagement"))
    else:
        dropped = []
    entries = _entries(list(_placed(engagements)), link.mission, link.user, eyes)
    entries += [_off(engagement, link.mission) for engagement in (*_placed(gone), *dropped)]
    entries.sort(key=lambda entry: (entry.engagement.starts_at, entry.engagement.pk))
    whose = f"{link.delegate} · {link.mission}" if link.delegate_id else str(link.mission)
    return CalendarData(whose, tuple(entries))


def calendar_with(engagement: Engagement, user: Any) -> CalendarData:
    """A calendar with this one engagement, as `user` sees it."""
    found = list(_placed(Engagement.objects.visible_to(user).filter(pk=engagement.pk)))
    return CalendarData(str(engagement), tuple(_entries(found, engagement.mission, user)))


def _eyes(link: CalendarLink) -> frozenset[str]:
    """What a link may show at most: what one side keeps to itself is no third party's."""
    if link.delegate is not None and link.delegate.delegation.party == Party.THIRD:
        return frozenset({Visibility.SHARED.value})
    return EVERY


def _remembered(link: CalendarLink, now: datetime) -> datetime:
    return max(now - REMEMBERED, link.created_at)


def _gone(link: CalendarLink, now: datetime) -> "QuerySet[Engagement]":
    """What was taken off the programme while this calendar could show it."""
    mine = standing(link.user, link.mission_id)
    found: QuerySet[Engagement] = Engagement.objects.filter(
        mission=link.mission,
        visibility__in=mine.sees if mine is not None else (),
        removed_at__gte=_remembered(link, now),
    )
    return found


def _placed(engagements: "QuerySet[Engagement]") -> "QuerySet[Engagement]":
    return engagements.select_related("venue__city", "room").order_by("starts_at", "pk")


def _entries(
    engagements: Iterable[Engagement], mission: Mission, user: Any, eyes: frozenset[str] = EVERY
) -> list[Entry]:
    rows = list(engagements)
    keys = [row.pk for row in rows]
    people: dict[int, list[Attendance]] = defaultdict(list)
    for attendance in (
        Attendance.objects.visible_to(user)
        .filter(engagement__in=keys, delegate__visibility__in=eyes)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
        .order_by("delegate__delegation__party", "delegate__delegation", "delegate", "pk")
    ):
        people[attendance.engagement_id].append(attendance)
    points: dict[int, list[Point]] = defaultdict(list)
    said = Point.objects.visible_to(user).filter(engagement__in=keys, visibility__in=eyes)
    for point in said.order_by("position", "pk"):
        points[point.engagement_id].append(point)
    return [
        Entry(
            engagement=row,
            url=_page(row, mission),
            off=row.status == EngagementStatus.CANCELLED or mission.status == MissionStatus.CANCELLED,
            people=tuple(people[row.pk]),
            points=tuple(points[row.pk]),
        )
        for row in rows
    ]


def _off(engagement: Engagement, mission: Mission) -> Entry:
    return Entry(engagement=engagement, url=_page(engagement, mission), off=True)


def _page(engagement: Engagement, mission: Mission) -> str:
    return f"{settings.ORIGIN}{reverse('engagement', args=[mission.slug, engagement.pk])}"

"""What a press release can be drafted from: the record of an engagement or of a whole mission.

The draft is seen by both sides from the first word on, so nothing is read here that one of them keeps to
itself, whoever asks.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from legation.kernel.choices import Visibility
from legation.missions.choices import (
    Capacity,
    DelegateStatus,
    EngagementStatus,
    Function,
    Party,
    PointKind,
    Presence,
)
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Point
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.wording import Facts, Named, in_both
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.outcomes.models import Agreement, Commitment, Statement

MOST_LINES, MOST_QUOTATIONS = 8, 4
COMING = (DelegateStatus.INVITED, DelegateStatus.CONFIRMED)
SHARED = Visibility.SHARED


def tellable(mission: Mission) -> "QuerySet[Engagement, Any]":
    """The engagements that a release can be about: what both sides see and is settled."""
    found: QuerySet[Engagement, Any] = (
        Engagement.objects.present()
        .filter(mission=mission, visibility=SHARED)
        .exclude(status__in=(EngagementStatus.TENTATIVE, EngagementStatus.CANCELLED))
        .select_related("venue__city")
        .order_by("starts_at", "pk")
    )
    return found


def facts_of(mission: Mission, engagement: Engagement | None, today: date) -> Facts:
    """Who, how many, received by whom, what was spoken of, agreed and signed, and what comes next."""
    cities: dict[str, dict[int, Any]] = {party: {} for party in Party.values}
    for one in mission.delegations.present().exclude(city=None).select_related("city").order_by("pk"):
        cities[one.party].setdefault(one.city.pk, one.city)
    there = _attendances(engagement)
    head, receiver, size = _people(mission, there)
    first = engagement.local_start.date() if engagement is not None else mission.starts_on
    last = engagement.local_end.date() if engagement is not None else mission.ends_on
    venue = engagement.venue if engagement is not None else None
    hosts = cities[Party.HOST]
    if venue is not None and venue.city_id in hosts:  # of several cities, the one where it was
        hosts = {venue.city_id: hosts[venue.city_id]}
    return Facts(
        guests=tuple(in_both(city.name) for city in cities[Party.GUEST].values()),
        hosts=tuple(in_both(city.name) for city in hosts.values()),
        size=size,
        head=head,
        receiver=receiver,
        venue=in_both(venue.name) if venue is not None else {},
        first=first,
        last=last if engagement is None else first,
        ahead=first > today,
        topics=_topics(engagement),
        agreed=tuple(in_both(one.title) for one in _of(Commitment, mission, engagement)[:MOST_LINES]),
        signed=tuple(in_both(one.title) for one in _signed(mission, engagement)),
        anniversaries=tuple(
            (in_both(one.title), one.signed_on, first.year - one.signed_on.year)
            for one in _sisters(mission, first)
        ),
        following=_following(mission, cities[Party.GUEST], cities[Party.HOST]),
    )


def statements_to_quote(mission: Mission, engagement: Engagement | None) -> list[tuple[Statement, Named]]:
    """What one delegate whom both sides see said, with the post that they had on the mission."""
    found: list[tuple[Statement, int]] = []
    rows = _of(Statement, mission, engagement).prefetch_related("speakers")[: 3 * MOST_QUOTATIONS]
    for statement in rows:
        speakers = list(statement.speakers.all())
        if len(speakers) == 1:
            found.append((statement, speakers[0].pk))
    posts = _posts(mission, [key for _statement, key in found])
    known = [(statement, posts[key]) for statement, key in found if key in posts]
    return known[:MOST_QUOTATIONS]


def speakers_of(mission: Mission) -> "QuerySet[Any, Any]":
    """Persons who can be quoted: delegates whom both sides see."""
    from legation.directory.models import Person

    return Person.objects.filter(pk__in=_delegates(mission).values("person")).order_by("family_name", "pk")


def side_of_speaker(mission: Mission, person: Any) -> str:
    """The side whose people the speaker is or was of, also where it hides them now; or nothing."""
    rows = Delegate.objects.filter(mission=mission, person=person).select_related("delegation")
    row = _delegates(mission).filter(person=person).order_by("pk").first() or rows.order_by("pk").first()
    return row.delegation.party if row is not None and row.delegation.party != Party.THIRD else ""


def _delegates(mission: Mission) -> "QuerySet[Delegate, Any]":
    found: QuerySet[Delegate, Any] = (
        Delegate.objects.present()
        .filter(mission=mission, visibility=SHARED)
        .select_related("person", "post__organisation", "delegation")
    )
    return found


def _posts(mission: Mission, people: list[int]) -> dict[int, Named]:
    return {one.person_id: _named(one) for one in _delegates(mission).filter(person__in=people)}


def _named(delegate: Delegate) -> Named:
    post = delegate.post
    if post is None:
        return Named(delegate.person, {}, {})
    return Named(delegate.person, in_both(post.title), in_both(post.organisation.name))


def _attendances(engagement: Engagement | None) -> list[Attendance]:
    if engagement is None:
        return []
    return list(
        Attendance.objects.present()
        .filter(engagement=engagement, delegate__visibility=SHARED, delegate__removed_at=None)
        .exclude(presence=Presence.ABSENT)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
        .order_by("pk")
    )


def _people(mission: Mission, there: list[Attendance]) -> tuple[Named | None, Named | None, int]:
    """Who leads the guests, who receives them, and how many they are."""
    guests = [one.delegate for one in there if one.delegate.delegation.party == Party.GUEST]
    all_guests = list(
        _delegates(mission).filter(delegation__party=Party.GUEST, status__in=COMING).order_by("pk")
    )
    leading = [one for one in (guests or all_guests) if one.capacity == Capacity.HEAD]
    leading += [
        one.delegate
        for one in there
        if one.function == Function.PRINCIPAL and one.delegate.delegation.party == Party.GUEST
    ]
    hosts = [
        one.delegate
        for one in there
        if one.function == Function.PRINCIPAL and one.delegate.delegation.party == Party.HOST
    ]
    size = len(guests) if len(guests) > 1 else len(all_guests) or (mission.announced_size or 0)
    return (
        _named(leading[0]) if leading else None,
        _named(hosts[0]) if hosts else None,
        size,
    )


def _topics(engagement: Engagement | None) -> tuple[dict[str, str], ...]:
    if engagement is None:
        return ()
    rows = Point.objects.present().filter(engagement=engagement, kind=PointKind.AGENDA, visibility=SHARED)
    return tuple(in_both(one.text) for one in rows.order_by("position", "pk")[:MOST_LINES])


def _of(model: Any, mission: Mission, engagement: Engagement | None) -> Any:
    """Outcomes that both sides see, of the engagement or of the whole mission."""
    found = model._default_manager.present().filter(
        Q(engagement=None) | Q(engagement__visibility=SHARED, engagement__removed_at=None),
        mission=mission,
        visibility=SHARED,
    )
    return (found.filter(engagement=engagement) if engagement is not None else found).order_by("pk")


def _signed(mission: Mission, engagement: Engagement | None) -> Any:
    done = (AgreementStatus.SIGNED, AgreementStatus.RENEWED)
    found = _of(Agreement, mission, engagement).filter(status__in=done)
    return found.filter(signed_on__gte=mission.starts_on)[:MOST_LINES]


def _sisters(mission: Mission, day: date) -> list[Any]:
    done = (AgreementStatus.SIGNED, AgreementStatus.RENEWED)
    found = _of(Agreement, mission, None).filter(status__in=done, kind=AgreementKind.SISTER_CITY)
    return [one for one in found if one.signed_on is not None and one.signed_on.year < day.year][:1]


def _following(
    mission: Mission, guests: Iterable[int], hosts: Iterable[int]
) -> tuple[dict[str, str], date, date] | None:
    """The next mission between these cities of which the public may know already."""
    found = (
        PublicProgramme.objects.public()
        .filter(mission__starts_on__gt=mission.ends_on)
        .filter(mission__delegations__city__in=list(guests))
        .filter(mission__delegations__city__in=list(hosts))
        .select_related("mission")
        .order_by("mission__starts_on", "mission")
        .first()
    )
    if found is None:
        return None
    return in_both(found.mission.name), found.mission.starts_on, found.mission.ends_on

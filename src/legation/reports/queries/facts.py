"""What the record says for a report: as far as everybody sees it who sees the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When

from legation.directory.choices import Scope
from legation.directory.models import Person
from legation.missions.choices import (
    Capacity,
    DelegateStatus,
    EngagementKind,
    EngagementStatus,
    Function,
    Party,
    Presence,
)
from legation.missions.models import Attendance, Delegate, Delegation, Engagement, Leg, Mission
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Agreement, Commitment, MinutesLine, Owner, Statement
from legation.outcomes.queries.owning import owned
from legation.protocol.models import Gift

COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)
MEETINGS = (
    EngagementKind.COURTESY_CALL,
    EngagementKind.MEETING,
    EngagementKind.ONE_TO_ONE,
    EngagementKind.SIGNING,
    EngagementKind.FORUM,
    EngagementKind.SITE_VISIT,
    EngagementKind.PRESS_CONFERENCE,
)
RANK = [Capacity.HEAD, Capacity.DEPUTY, Capacity.MEMBER, Capacity.SPOUSE, Capacity.STAFF]


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting: who led it, and what was said, decided and promised there."""

    engagement: Engagement
    hosts: tuple[Attendance, ...]
    guests: tuple[Attendance, ...]
    said: tuple[Statement, ...]
    decided: tuple[MinutesLine, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The record of one mission for a report."""

    mission: Mission
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    delegates: tuple[Delegate, ...]
    engagements: tuple[Engagement, ...]
    meetings: tuple[Met, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[Commitment, ...]
    owners: dict[int, dict[str, str]]
    gifts: tuple[Gift, ...]
    known: frozenset[int]

    @property
    def held(self) -> tuple[Met, ...]:
        return tuple(one for one in self.meetings if one.engagement.status == EngagementStatus.HELD)

    @property
    def lead(self) -> Delegate | None:
        return next((one for one in self.delegates if one.capacity == Capacity.HEAD), None)

    @property
    def returned_on(self) -> date:
        return self.mission.ends_on


def facts_of(mission: Mission, visibility: str) -> Facts:
    """A fixed number of queries. `visibility` is that of the report: its readers see no less."""
    eyes = sorted({"shared", visibility})
    of_engagement = Q(engagement=None) | Q(engagement__visibility__in=eyes)
    delegates = list(_delegates(mission, eyes))
    engagements = list(
        Engagement.objects.present()
        .filter(mission=mission, visibility__in=eyes)
        .exclude(status=EngagementStatus.CANCELLED)
        .select_related("venue__city", "room")
        .order_by("starts_at", "pk")
    )
    known = _known(mission, eyes)
    parts = {"mission": mission, "visibility__in": eyes}
    commitments = list(
        Commitment.objects.present()
        .filter(of_engagement, **parts)
        .select_related("owed_by", "owed_to", "engagement")
        .order_by("due_on", "pk")
    )
    return Facts(
        mission=mission,
        guests=_cities(mission, Party.GUEST),
        hosts=_cities(mission, Party.HOST),
        delegates=tuple(delegates),
        engagements=tuple(engagements),
        meetings=tuple(_meetings(mission, engagements, eyes, known)),
        agreements=tuple(
            Agreement.objects.present()
            .filter(of_engagement, **parts)
            .prefetch_related("parties")
            .order_by("signed_on", "pk")
        ),
        commitments=tuple(commitments),
        owners=_owners(commitments),
        gifts=tuple(
            Gift.objects.present()
            .filter(of_engagement, **parts)
            .exclude(exchanged_on=None)
            .select_related("donor", "donor_body", "recipient", "recipient_body")
            .order_by("exchanged_on", "pk")
        ),
        known=known,
    )


def _delegates(mission: Mission, eyes: Sequence[str]) -> Any:
    """The guests who came, the head first."""
    order = Case(
        *(When(capacity=capacity, then=Value(place)) for place, capacity in enumerate(RANK)),
        default=Value(len(RANK)),
        output_field=IntegerField(),
    )
    return (
        Delegate.objects.present()
        .filter(
            mission=mission,
            visibility__in=eyes,
            status__in=COMING,
            delegation__party=Party.GUEST,
            delegation__removed_at=None,
        )
        .select_related("person", "post__organisation", "delegation__city")
        .annotate(place=order)
        .order_by("place", "pk")
    )


def _cities(mission: Mission, party: str) -> tuple[str, ...]:
    """The cities of a party, of the hosts those of the legs first."""
    found = []
    if party == Party.HOST:
        legs = Leg.objects.present().filter(mission=mission).select_related("city")
        found = [str(one.city) for one in legs.order_by("starts_on", "pk")]
    rows = Delegation.objects.present().filter(mission=mission, party=party).exclude(city=None)
    found += [str(one.city) for one in rows.select_related("city").order_by("pk")]
    return tuple(dict.fromkeys(found))


def _known(mission: Mission, eyes: Sequence[str]) -> frozenset[int]:
    """Persons whose names everybody may read who sees the report."""
    met = Delegate.objects.present().filter(mission=mission, visibility__in=eyes)
    named = Q(scope=Scope.SHARED) | Q(pk__in=met.values("person"))
    there = (
        Q(gifts_given__mission=mission)
        | Q(gifts_received__mission=mission)
        | Q(statements__mission=mission)
        | Q(delegates__mission=mission)
    )
    return frozenset(Person.objects.filter(named).filter(there).values_list("pk", flat=True))


def _meetings(
    mission: Mission, engagements: Sequence[Engagement], eyes: Sequence[str], known: frozenset[int]
) -> list[Met]:
    met = [one for one in engagements if one.kind in MEETINGS]
    attendances = (
        Attendance.objects.present()
        .filter(engagement__in=met, delegate__visibility__in=eyes, delegate__removed_at=None)
        .filter(function__in=(Function.PRINCIPAL, Function.SIGNATORY))
        .exclude(presence=Presence.ABSENT)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
        .order_by("pk")
    )
    statements = (
        Statement.objects.present()
        .filter(mission=mission, engagement__in=met, visibility__in=eyes)
        .prefetch_related(Prefetch("speakers", queryset=Person.objects.filter(pk__in=known).order_by("pk")))
        .order_by("pk")
    )
    decisions = (
        MinutesLine.objects.present()
        .filter(
            minutes__engagement__in=met,
            minutes__removed_at=None,
            minutes__visibility__in=eyes,
            visibility__in=eyes,
            kind=LineKind.DECISION,
        )
        .select_related("minutes")
        .order_by("position", "pk")
    )
    there, said, decided = list(attendances), list(statements), list(decisions)
    return [
        Met(
            engagement=one,
            hosts=tuple(row for row in there if row.engagement_id == one.pk and _of(row) != Party.GUEST),
            guests=tuple(row for row in there if row.engagement_id == one.pk and _of(row) == Party.GUEST),
            said=tuple(row for row in said if row.engagement_id == one.pk),
            decided=tuple(row for row in decided if row.minutes.engagement_id == one.pk),
        )
        for one in met
    ]


def _of(attendance: Attendance) -> str:
    party: str = attendance.delegate.delegation.party
    return party


def _owners(commitments: Sequence[Commitment]) -> dict[int, dict[str, str]]:
    """Who looks after each promise on each side, by name: both sides read the names, and no note."""
    found: dict[int, dict[str, str]] = {one.pk: {} for one in commitments}
    rows = Owner.objects.filter(owned(), commitment__in=found).select_related("user", "person")
    for row in rows.defer("note").order_by("pk"):
        found[row.commitment_id][row.side] = str(row)
    return found

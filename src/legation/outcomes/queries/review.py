"""The yearly review: every promise of a programme, or between two cities, in one year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from legation.directory.models import City
from legation.missions.models import Delegation, Leg, Mission, Programme
from legation.outcomes.choices import SETTLED, CommitmentStatus
from legation.outcomes.models import Commitment
from legation.outcomes.queries.promises import Promise, rows_of

GROUPS = (
    CommitmentStatus.OPEN,
    CommitmentStatus.UNDER_WAY,
    CommitmentStatus.UNKNOWN,
    CommitmentStatus.LAPSED,
    CommitmentStatus.PARTLY,
    CommitmentStatus.DONE,
    CommitmentStatus.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is reviewed: a year, and a programme or two cities; without either, everything one sees."""

    year: int
    programme: int | None = None
    city: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The promises that stand alike."""

    status: str
    label: str
    rows: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What is reviewed, by how it stands, and how much of it was."""

    scope: Scope
    name: str
    groups: tuple[Group, ...]
    total: int
    unsettled: int
    kept: int
    reviewed: int
    last: date | None

    @property
    def rows(self) -> tuple[Promise, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def review_of(user: Any, scope: Scope, today: date) -> ReviewPage:
    """Three queries: the promises, their owners, and what is reviewed by name; for two cities one more."""
    found = list(_in_scope(user, scope))
    rows = rows_of(found, user, today)
    groups = tuple(
        Group(status, str(CommitmentStatus(status).label), within)
        for status in GROUPS
        if (within := tuple(row for row in rows if row.commitment.status == status))
    )
    days = [row.commitment.reviewed_on for row in rows if row.commitment.reviewed_on is not None]
    return ReviewPage(
        scope=scope,
        name=_name(user, scope),
        groups=groups,
        total=len(rows),
        unsettled=sum(row.commitment.status not in SETTLED for row in rows),
        kept=sum(row.commitment.status == CommitmentStatus.DONE for row in rows),
        reviewed=sum(day.year >= scope.year for day in days),
        last=max(days, default=None),
    )


def _in_scope(user: Any, scope: Scope) -> Iterable[Commitment]:
    """Made or due in the year, or older and still not settled."""
    of_year = (
        Q(mission__starts_on__year=scope.year)
        | Q(due_on__year=scope.year)
        | (Q(mission__starts_on__year__lt=scope.year) & ~Q(status__in=SETTLED))
    )
    rows = Commitment.objects.visible_to(user).filter(of_year)
    if scope.programme:
        rows = rows.filter(mission__programme=scope.programme)
    elif scope.city and scope.other:
        rows = rows.filter(mission__in=_between(scope.city, scope.other))
    rows = rows.select_related("mission", "owed_by", "owed_to", "engagement")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def _between(city: int, other: int) -> Any:
    """Missions from one of two cities to the other."""
    found = Q(pk__in=[])
    for guest, host in ((city, other), (other, city)):
        guests = Delegation.objects.present().filter(city=guest).values("mission")
        hosts = Leg.objects.present().filter(city=host).values("mission")
        found |= Q(pk__in=guests) & Q(pk__in=hosts)
    return Mission.objects.filter(found).values("pk")


def _name(user: Any, scope: Scope) -> str:
    if scope.programme:
        programme = Programme.objects.visible_to(user).filter(pk=scope.programme).first()
        return str(programme) if programme else ""
    if scope.city and scope.other:
        cities = City.objects.visible_to(user).in_bulk([scope.city, scope.other])
        return " – ".join(str(cities[key]) for key in (scope.city, scope.other) if key in cities)
    return ""


def years_of(user: Any, today: date) -> list[int]:
    """The years that can be reviewed, the latest first."""
    begun = Mission.objects.visible_to(user).values_list("starts_on__year", flat=True)
    return sorted({*begun, today.year}, reverse=True)


def programmes_of(user: Any) -> list[tuple[int, str]]:
    """The programmes of missions that the reader works on."""
    there = Mission.objects.visible_to(user).values("programme")
    rows = Programme.objects.visible_to(user).filter(pk__in=there).order_by("pk")
    return [(row.pk, str(row)) for row in rows]


def cities_of(user: Any) -> list[tuple[int, str]]:
    """The cities of missions that the reader works on, on either side."""
    missions = Mission.objects.visible_to(user).values("pk")
    guests = Delegation.objects.present().filter(mission__in=missions).values("city")
    hosts = Leg.objects.present().filter(mission__in=missions).values("city")
    rows = City.objects.visible_to(user).filter(Q(pk__in=guests) | Q(pk__in=hosts)).order_by("pk")
    return [(row.pk, str(row)) for row in rows]

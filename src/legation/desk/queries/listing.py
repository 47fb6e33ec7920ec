"""The list of missions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch

from legation.missions.choices import MissionStatus, Party
from legation.missions.models import Delegate, Delegation, Mission
from legation.missions.queries import COMING
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Commitment

UNSETTLED = (CommitmentStatus.OPEN, CommitmentStatus.UNDER_WAY, CommitmentStatus.UNKNOWN)
MOST_MISSIONS = 300


@dataclass(frozen=True, slots=True)
class MissionRow:
    """One mission in the list."""

    mission: Mission
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    size: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class MissionGroup:
    """Missions that are on, coming, or over: `key` is one of now, next, past."""

    key: str
    rows: tuple[MissionRow, ...]


@dataclass(frozen=True, slots=True)
class MissionList:
    """One page of missions; those that begin last are on the first."""

    groups: tuple[MissionGroup, ...]
    page: int
    pages: int


def missions_by_time(user: Any, now: datetime, page: int = 1) -> MissionList:
    """The user's missions: on now, coming (soonest first), awaiting follow-up (latest first).

    Of somebody who worked on very many, a page of them at a time. One query more then.
    """
    delegations = Delegation.objects.visible_to(user).select_related("city").order_by("pk")
    missions = (
        Mission.objects.visible_to(user)
        .select_related("programme")
        .prefetch_related(Prefetch("delegations", queryset=delegations, to_attr="seen_delegations"))
        .order_by("-starts_on", "-pk")
    )
    pages = 1
    if page > 1:
        pages = max(1, -(-Mission.objects.visible_to(user).count() // MOST_MISSIONS))
        page = min(page, pages)
    rows = list(missions[(page - 1) * MOST_MISSIONS : page * MOST_MISSIONS + 1])
    if page == 1 and len(rows) > MOST_MISSIONS:
        pages = max(2, -(-Mission.objects.visible_to(user).count() // MOST_MISSIONS))
    rows = rows[:MOST_MISSIONS][::-1]
    keys = [mission.pk for mission in rows]
    guests = Delegate.objects.visible_to(user).filter(delegation__party=Party.GUEST, status__in=COMING)
    sizes = _counts(guests.filter(mission__in=keys))
    unsettled = _counts(Commitment.objects.visible_to(user).filter(mission__in=keys, status__in=UNSETTLED))
    groups: dict[str, list[MissionRow]] = {"now": [], "next": [], "past": []}
    for mission in rows:
        row = MissionRow(
            mission=mission,
            guests=_cities(mission, Party.GUEST),
            hosts=_cities(mission, Party.HOST),
            size=sizes.get(mission.pk, 0),
            unsettled=unsettled.get(mission.pk, 0),
        )
        groups[_when(mission, now)].append(row)
    groups["past"].reverse()
    found = tuple(MissionGroup(key, tuple(each)) for key, each in groups.items() if each)
    return MissionList(found, max(1, page), pages)


def _when(mission: Any, now: datetime) -> str:
    """On which day it is, the hosts' clock says; where no host is named yet, the world's."""
    hosts = (part.city for part in mission.seen_delegations if part.party == Party.HOST and part.city)
    zone = next((city.time_zone for city in hosts), "UTC")
    today = now.astimezone(ZoneInfo(zone)).date()
    if mission.ends_on < today or mission.status == MissionStatus.CANCELLED:
        return "past"
    return "now" if mission.starts_on <= today else "next"


def _cities(mission: Any, party: str) -> tuple[str, ...]:
    named = (str(part.city) for part in mission.seen_delegations if part.party == party and part.city)
    return tuple(dict.fromkeys(named))


def _counts(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("mission").annotate(n=Count("pk")))

"""Who works on a mission, as the two sides see each other."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch

from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.missions.choices import Party
from legation.missions.models import Delegate, Membership, Mission
from legation.missions.rules import standing


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works on the mission. Of the other side the reader learns the name and the role."""

    key: int
    name: str
    role: str
    email: str
    office: str
    principals: tuple[Delegate, ...]
    since: Any
    until: date | None
    is_reader: bool


@dataclass(frozen=True, slots=True)
class AccessSide:
    """One side's people."""

    side: str
    label: str
    own: bool
    colleagues: tuple[Colleague, ...]


def access_of(mission: Mission, user: Any) -> tuple[AccessSide, AccessSide]:
    """Who works on it, and for whom: two queries, and one more where somebody has a last day.

    The reader's own side first.
    """
    mine = standing(user, mission.pk)
    own = mine.side if mine else ""
    principals = (
        Delegate.objects.visible_to(user).filter(mission=mission).select_related("person").order_by("pk")
    )
    memberships = (
        Membership.objects.filter(mission=mission)
        .select_related("user__office")
        .prefetch_related(Prefetch("stands_for", queryset=principals, to_attr="principals"))
        .order_by("pk")
    )
    rows: dict[str, list[Colleague]] = {side: [] for side in Side.values}
    zone = zone_of(mission) if any(membership.ends_at for membership in memberships) else None
    for membership in memberships:
        rows[membership.side].append(_colleague(membership, user, zone, own=membership.side == own))
    one, other = (
        AccessSide(side, str(Side(side).label), side == own, tuple(rows[side]))
        for side in sorted(Side.values, key=lambda side: side != own)
    )
    return one, other


def _colleague(membership: Membership, user: Any, zone: ZoneInfo | None, *, own: bool) -> Colleague:
    who = membership.user
    return Colleague(
        key=membership.pk if own else 0,
        name=str(who) if own or who.name else "",
        role=membership.get_role_display(),
        email=who.email if own else "",
        office=str(who.office or "") if own else "",
        principals=tuple(membership.principals) if own else (),  # type: ignore[attr-defined]
        since=membership.created_at if own else None,
        until=last_day_of(membership, zone) if own else None,
        is_reader=who.pk == user.pk,
    )


def zone_of(mission: Mission) -> ZoneInfo:
    """By whose clock access ends: that of the last city, or the installation's before there is one."""
    leg = mission.legs.filter(removed_at=None).select_related("city").order_by("ends_on", "pk").last()
    return ZoneInfo(leg.city.time_zone if leg is not None else settings.TIME_ZONE)


def last_day_of(membership: Membership, zone: ZoneInfo | None) -> date | None:
    """The last day on which the user has access."""
    if membership.ends_at is None:
        return None
    return (membership.ends_at.astimezone(zone) - timedelta(minutes=1)).date()


def membership_of(mission: Mission, pk: int) -> Membership | None:
    """One standing in this mission."""
    return Membership.objects.filter(mission=mission, pk=pk).select_related("user").first()


def account_with(email: str) -> User | None:
    """The active account of an office with this mail address."""
    return User.objects.filter(email__iexact=email, is_active=True).exclude(office=None).first()


def possible_principals(mission: Mission, user: Any) -> Any:
    """Whom a colleague may stand for: delegates of the reader's side and of third parties."""
    mine = standing(user, mission.pk)
    parties = (mine.side, Party.THIRD) if mine else ()
    return (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party__in=parties)
        .select_related("person", "post__organisation")
        .order_by("pk")
    )

"""Links to somebody's day: which there are, and whose day stands behind one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from legation.kernel.links import key_of, token
from legation.missions.models import DayLink, Delegate, Mission
from legation.missions.queries.calendars import linkable
from legation.missions.rules import standing

PURPOSE = "day"


@dataclass(frozen=True, slots=True)
class DayLinkRow:
    """A live link with its full address and whose days it shows."""

    link: DayLink
    delegates: tuple[Delegate, ...]
    address: str

    @property
    def reader(self) -> str:
        """Who has it: the name that was given, else the delegates themselves."""
        return self.link.name or ", ".join(str(each.person) for each in self.delegates)


def day_links_of(mission: Mission, user: Any, now: datetime) -> list[DayLinkRow]:
    """Two queries: the live links that this user manages, newest first."""
    delegates = Delegate.objects.select_related("person").order_by("pk")
    rows = (
        DayLink.objects.live(now)
        .visible_to(user)
        .filter(mission=mission)
        .select_related("user")
        .prefetch_related(Prefetch("delegates", queryset=delegates, to_attr="shown"))
        .order_by("-pk")
    )
    return [DayLinkRow(link, tuple(link.shown), day_address(link)) for link in rows]  # type: ignore[attr-defined]


def day_path(link: DayLink) -> str:
    """The part of the address that is secret."""
    return token(link.key, PURPOSE)


def day_address(link: DayLink) -> str:
    """The full address of the page behind a link."""
    return f"{settings.ORIGIN}{reverse('my-day', args=[day_path(link)])}"


def day_link_behind(secret: str, now: datetime) -> DayLink | None:
    """The live link behind an address, if whoever made it still works on that side of the mission."""
    key = key_of(secret, PURPOSE)
    if key is None:
        return None
    link = (
        DayLink.objects.live(now)
        .filter(key=key, mission__removed_at=None)
        .select_related("mission", "user")
        .first()
    )
    if link is None:
        return None
    mine = standing(link.user, link.mission_id)
    if mine is None or mine.side != link.side:
        return None
    return link if link_principals(link) else None


def link_principals(link: DayLink) -> tuple[Delegate, ...]:
    """One query, once a link: whose days its maker may still hand out."""
    known: tuple[Delegate, ...] | None = link.__dict__.get("_principals")
    if known is None:
        rows = linkable(link.mission, link.user).filter(day_links=link)
        known = link.__dict__["_principals"] = tuple(rows)
    return known

"""What keeps an engagement where it is: its lock, a closed day, a locked neighbour, and the past."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from legation.accounts.models import User
from legation.kernel.refusals import Refused
from legation.missions.choices import EngagementKind, EngagementStatus
from legation.missions.models import Engagement, Mission

PLACED = ("starts_at", "ends_at", "venue", "room")


class EngagementIsLocked(Refused):
    sentence = _("“%(title)s” is locked: its time and its place stay. Unlock it first.")
    field = "starts"


class IntoThePast(Refused):
    sentence = _("%(when)s is past. What is still to come cannot be moved there.")
    field = "starts"


class DayIsClosed(Refused):
    sentence = _("%(day)s is closed: nothing is moved onto it. Choose another day, or open it on the board.")
    field = "starts"


class LockedThere(Refused):
    sentence = _(
        "“%(title)s” is locked in this room from %(since)s to %(until)s. Choose another time or another room,"
        " or unlock it."
    )
    field = "room"


def check_move(mission: Mission, before: Engagement | None, fields: Mapping[str, Any], by: User) -> None:
    """Refuse a time or a place that something keeps; `before` is None for a new engagement.

    Nothing is asked of a change that leaves time and place alone. What has begun may be corrected to when it
    really was; only what is still to come does not move into the past.
    """
    if before is not None and not any(
        name in fields and getattr(before, name) != fields[name] for name in PLACED
    ):
        return
    if before is not None and before.locked and fields.get("locked", True):
        raise EngagementIsLocked(title=before.title)
    after = Engagement(
        **{
            name: fields.get(name, getattr(before, name, None))
            for name in ("starts_at", "ends_at", "zone", "room", "kind", "part")
        }
    )
    if before is not None and not after.part:
        _check_past(before, after)
    _check_days(mission, after)
    if fields.get("status", getattr(before, "status", "")) != EngagementStatus.CANCELLED:
        _check_locked(mission, before, after, by)


def _check_past(before: Engagement, after: Engagement) -> None:
    now = timezone.now()
    if after.starts_at < now <= before.starts_at:
        raise IntoThePast(when=written(after.local_start))


def _check_days(mission: Mission, after: Engagement) -> None:
    """Of all days that it touches; what ends at midnight ends on the day before."""
    first, last = after.local_start.date(), (after.local_end - timedelta(microseconds=1)).date()
    for day in sorted(map(date.fromisoformat, mission.closed_days)):
        if first <= day <= last:
            raise DayIsClosed(day=written_day(day))


def _check_locked(mission: Mission, before: Engagement | None, after: Engagement, by: User) -> None:
    """What the other side keeps to itself never stands in the way: a refusal would tell of it."""
    if after.room is None or after.part or after.kind in {EngagementKind.TRANSFER, EngagementKind.FREE_TIME}:
        return
    others = Engagement.objects.visible_to(by).filter(
        mission=mission,
        locked=True,
        part="",
        room=after.room,
        starts_at__lt=after.ends_at,
        ends_at__gt=after.starts_at,
    )
    if before is not None:
        others = others.exclude(pk=before.pk)
    there = others.exclude(status=EngagementStatus.CANCELLED).order_by("starts_at", "pk").first()
    if there is not None:
        here = ZoneInfo(after.zone)
        raise LockedThere(
            title=there.title,
            since=f"{there.starts_at.astimezone(here):%H:%M}",
            until=f"{there.ends_at.astimezone(here):%H:%M}",
        )


def written(moment: datetime) -> str:
    return date_format(moment, pgettext("date format: day, month, year, time", "j F Y, H:i"))


def written_day(day: date) -> str:
    return date_format(day, pgettext("date format: day, month, year", "j F Y"))

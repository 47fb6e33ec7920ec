"""Addresses that are told: those of a user, what is due, and what is said."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from legation.api.choices import TellStatus
from legation.api.models import Hook, Telling
from legation.api.queries.looking import activity_of
from legation.api.queries.telling import plain
from legation.kernel.models import Activity
from legation.missions.models import Mission

SHOWN = 50
OVERLAP = timedelta(minutes=10)  # entries of a long transaction appear later than they were written


def hooks_of(user: Any) -> QuerySet[Hook]:
    """A user's addresses, on missions that they still see."""
    seen = Mission.objects.visible_to(user).values("pk")
    rows = Hook.objects.filter(user=user, removed_at=None, mission__in=seen)
    return rows.select_related("mission").order_by("pk")


def hook_of(user: Any, pk: int) -> Hook | None:
    return hooks_of(user).filter(pk=pk).first()


def living() -> QuerySet[Hook]:
    """All addresses that are told, of users who may log in."""
    rows = Hook.objects.filter(removed_at=None, user__is_active=True, mission__removed_at=None)
    return rows.select_related("user__office", "mission").order_by("pk")


def tellings_of(hook: Hook) -> list[Telling]:
    """The newest deliveries."""
    rows = hook.tellings.select_related("activity__content_type").order_by("-pk")
    return list(rows[:SHOWN])


def untold(hook: Hook) -> Any:
    """Entries of the log since it was last gone through that the user sees and that wait for no delivery."""
    rows = activity_of(hook.mission, hook.user).filter(at__gt=max(hook.since - OVERLAP, hook.created_at))
    if hook.verbs:
        rows = rows.filter(verb__in=hook.verbs)
    known = Telling.objects.filter(hook=hook).values("activity")
    return rows.exclude(pk__in=known).order_by("pk")


def due(now: datetime) -> list[int]:
    """Keys of the deliveries that are due, the oldest first."""
    rows = Telling.objects.filter(status=TellStatus.WAITING, due_at__lte=now).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True)[:200])


def still_seen(telling: Telling) -> bool:
    """Whether the address may be told of it now: its user and the entry may have changed meanwhile."""
    hook = telling.hook
    if hook.removed_at is not None or not hook.user.is_active:
        return False
    if not Mission.objects.visible_to(hook.user).filter(pk=hook.mission_id).exists():
        return False
    return bool(activity_of(hook.mission, hook.user).filter(pk=telling.activity_id).exists())


def said(telling: Telling) -> bytes:
    """What is sent: which record, what was done to it, and where its mission is read anew."""
    entry: Activity = telling.activity
    return json.dumps(
        {
            "id": str(telling.uuid),
            "event": telling.event(),
            "at": plain(entry.at),
            "mission": telling.hook.mission.slug,
            "kind": entry.content_type.model,
            "object": entry.object_id,
            "visibility": entry.visibility,
        }
    ).encode()

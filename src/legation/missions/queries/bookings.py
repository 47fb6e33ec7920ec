"""Which rooms are held, when and for what, as one reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from legation.kernel.asked import key_asked
from legation.missions.choices import EngagementStatus
from legation.missions.models import Booking, Engagement, Mission, Room
from legation.missions.rules import standing


@dataclass(frozen=True, slots=True)
class Held:
    """One booking, and what no longer fits: `amiss` is "", "room", "time" or "off".

    "room": its engagement is now elsewhere; "time": it is at a time when the room is not held; "off": it was
    cancelled or removed.
    """

    booking: Booking
    what: str
    engagement: Engagement | None
    amiss: str
    editable: bool


@dataclass(frozen=True, slots=True)
class HeldDay:
    """The rooms held on one day of their own city."""

    day: date
    held: tuple[Held, ...]


def bookings_by_day(mission: Mission, user: Any) -> list[HeldDay]:
    """The bookings of the mission that `user` sees, by day, hour and room: one query, and their standing."""
    mine = standing(user, mission.pk)
    sees: frozenset[str] = mine.sees if mine is not None else frozenset()
    editable = mine is not None and mine.prepares
    rows: Iterable[Booking] = (
        Booking.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("room__venue__city", "engagement")
        .order_by("starts_at", "room", "pk")
    )
    held = sorted(
        (_held(row, sees, editable=editable) for row in rows), key=lambda one: one.booking.local_start.date()
    )
    by_day = groupby(held, key=lambda one: one.booking.local_start.date())
    return [HeldDay(day, tuple(those)) for day, those in by_day]


def _held(booking: Booking, sees: frozenset[str], *, editable: bool) -> Held:
    engagement = booking.engagement
    if engagement is None or engagement.visibility not in sees:
        return Held(booking, booking.told_to(sees), None, "", editable)
    there = engagement if engagement.removed_at is None else None
    return Held(booking, booking.told_to(sees), there, _amiss(booking, engagement), editable)


def _amiss(booking: Booking, engagement: Engagement) -> str:
    if engagement.removed_at is not None or engagement.status == EngagementStatus.CANCELLED:
        return "off"
    if engagement.room_id is not None and engagement.room_id != booking.room_id:
        return "room"
    inside = booking.held_from <= engagement.starts_at and engagement.ends_at <= booking.held_until
    return "" if engagement.part or inside else "time"


def rooms_to_hold(user: Any, booking: Booking | None) -> "QuerySet[Room]":
    """Rooms to choose from, by venue, with the clock of their city; the one that is held stays among them."""
    kept = Q(pk=booking.room_id) if booking is not None else Q(pk=None)
    found: QuerySet[Room] = (
        Room.objects.filter(Q(pk__in=Room.objects.visible_to(user)) | kept)
        .select_related("venue__city")
        .order_by("venue__city", "venue", "pk")
    )
    return found


def engagements_for(mission: Mission, user: Any, booking: Booking | None) -> "QuerySet[Engagement]":
    """Engagements of the mission that `user` sees; a removed one that the booking is for stays among them."""
    mine = standing(user, mission.pk)
    kept = Q(pk=booking.engagement_id) if booking is not None else Q(pk=None)
    there = Q(pk__in=Engagement.objects.visible_to(user)) | kept
    found: QuerySet[Engagement] = Engagement.objects.filter(
        there, mission=mission, visibility__in=mine.sees if mine is not None else ()
    ).order_by("starts_at", "pk")
    return found


def engagement_to_hold_for(mission: Mission, user: Any, asked: str) -> Engagement | None:
    """The engagement that a room is wanted for, if it is one that `user` sees."""
    if key_asked(asked) is None:
        return None
    found: Engagement | None = Engagement.objects.visible_to(user).filter(mission=mission, pk=asked).first()
    return found

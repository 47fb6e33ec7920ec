"""Hold rooms, so that no two have one at the same time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.actions.engagements import EndsBeforeItStarts, OtherSidesVisibility, instant
from legation.missions.models import Mission, Room
from legation.missions.models.booking import Booking
from legation.missions.rules import standing


class RoomIsHeld(Refused):
    sentence = _("%(room)s is held at this time. Choose another time or another room.")
    field = "room"


class RoomIsHeldFor(Refused):
    sentence = _(
        "%(room)s is held from %(since)s to %(until)s for “%(what)s”. Choose another time or another room."
    )
    field = "room"


class NothingToHoldItFor(Refused):
    sentence = _("Say what the room is held for, or choose an engagement.")
    field = "purpose"


class EngagementIsPrivate(Refused):
    sentence = _("Only one side sees this engagement; let only that side see the booking.")
    field = "visibility"


@transaction.atomic
def book_room(mission: Mission, values: Mapping[str, Any], *, by: User) -> Booking:
    """Hold a room. `starts` and `ends` are wall-clock times of the room's city."""
    booking = Booking(mission=mission, **_checked(mission, values, None, by))
    _check_free(booking, by)
    return _guarded(booking, lambda: editing.add(booking, by=by))


@transaction.atomic
def change_booking(booking: Booking, values: Mapping[str, Any], *, seen: int, by: User) -> Booking:
    """Hold it at another time, another room, or for something else; as it was at version `seen`."""
    fields = _checked(booking.mission, values, booking, by)
    after = Booking(pk=booking.pk, mission=booking.mission, **fields)
    _check_free(after, by)
    return _guarded(after, lambda: editing.change(booking, fields, seen=seen, by=by))


@transaction.atomic
def restore_booking(booking: Booking, *, by: User) -> Booking:
    """Undo a removal, if nobody took the room meanwhile."""
    _check_free(booking, by)
    return _guarded(booking, lambda: editing.restore(booking, by=by))


def _checked(
    mission: Mission, values: Mapping[str, Any], booking: Booking | None, by: User
) -> dict[str, Any]:
    fields = dict(values)
    zone = fields["room"].venue.city.time_zone
    starts = instant(fields.pop("starts"), zone, "starts")
    ends = instant(fields.pop("ends"), zone, "ends")
    if ends <= starts:
        raise EndsBeforeItStarts
    mine = standing(by, mission.pk)
    visibility = fields.get("visibility", Visibility.SHARED)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesVisibility
    engagement = fields.get("engagement", booking.engagement if booking is not None else None)
    if engagement is None and not str(fields.get("purpose", "")).strip():
        raise NothingToHoldItFor
    chosen = fields.get("engagement")
    if chosen is not None and chosen.visibility not in {Visibility.SHARED, visibility}:
        raise EngagementIsPrivate
    before, after = fields.get("before") or 0, fields.get("after") or 0
    return {
        **fields,
        "starts_at": starts,
        "ends_at": ends,
        "before": before,
        "after": after,
        "held_from": starts - timedelta(minutes=before),
        "held_until": ends + timedelta(minutes=after),
    }


def _check_free(booking: Booking, by: User) -> None:
    """Refuse what overlaps, and name the other only to who sees it.

    The room's row is locked first, so that of two who ask at once the second sees the first's booking; on
    SQLite a transaction that writes is alone anyhow.
    """
    Room.objects.select_for_update().get(pk=booking.room_id)
    since, until = booking.held_from, booking.held_until
    others = Booking.objects.holding(booking.room, since, until).exclude(pk=booking.pk)
    if not others.exists():
        return
    known = (
        Booking.objects.visible_to(by)
        .filter(pk__in=others.values("pk"))
        .select_related("room__venue__city", "engagement")
        .order_by("held_from", "pk")
        .first()
    )
    if known is None:
        raise RoomIsHeld(room=booking.room)
    here, mine = ZoneInfo(known.zone), standing(by, booking.mission_id)
    raise RoomIsHeldFor(
        room=booking.room,
        since=f"{known.held_from.astimezone(here):%Y-%m-%d %H:%M}",
        until=f"{known.held_until.astimezone(here):%Y-%m-%d %H:%M}",
        what=known.told_to(mine.sees if mine is not None else ()),
    )


def _guarded(booking: Booking, act: Any) -> Booking:
    try:
        with transaction.atomic():
            saved: Booking = act()
            return saved
    except IntegrityError as error:
        if "booking_alone_in_its_room" in str(error):
            raise RoomIsHeld(room=booking.room) from None
        raise

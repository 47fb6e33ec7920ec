"""What was done, who rides where, how rooms were filled, gifts: as far as a reader may know."""

from typing import Any

from legation.kernel.models import Activity
from legation.logistics.models import Filling, Ride, Run
from legation.missions.rules import standing
from legation.protocol.models import Gift
from legation.protocol.queries.gifts import in_own_register


def activity_of(mission: Any, user: Any) -> Any:
    """Entries of the log that the reader's side sees."""
    mine = standing(user, mission.pk)
    sees = mine.sees if mine is not None else ()
    rows = Activity.objects.filter(mission_id=mission.pk, visibility__in=sees)
    return rows.select_related("by", "content_type")


def rides_of(run: Run, user: Any) -> Any:
    """Who rides in a transfer, of those whom the reader sees."""
    return Ride.objects.seen_by(user).filter(run=run).select_related("delegate__person", "car")


def fillings_seen(mission: Any, user: Any) -> Any:
    """How rooms and vehicles of a mission were filled, as far as the reader's side keeps it."""
    return Filling.objects.visible_to(user).filter(mission=mission)


def gift_register(user: Any) -> Any:
    """The gifts of all missions that the reader sees from inside: those of the registers of their side."""
    rows = Gift.objects.visible_to(user).filter(in_own_register(user))
    return rows.select_related("mission")

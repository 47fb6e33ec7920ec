"""The vehicles of engagements, for the board of the programme: one name is one vehicle."""

from collections.abc import Iterable
from typing import Any

from legation.missions.models import Mission
from legation.missions.queries.resources import Needed, told_by
from legation.protocol.models import Vehicle


@told_by
def vehicles_needed(mission: Mission, user: Any) -> Iterable[Needed]:
    """One query: which engagement of the mission needs which vehicle, as this user sees it."""
    rows = Vehicle.objects.visible_to(user).filter(engagement__mission=mission)
    return [
        Needed(engagement, "vehicle", name) for engagement, name in rows.values_list("engagement_id", "name")
    ]

"""What was done on a mission, as far as a reader may know."""

from typing import Any

from legation.kernel.models import Activity
from legation.missions.rules import standing


def activity_of(mission: Any, user: Any) -> Any:
    """Entries of the log that the reader's side sees."""
    mine = standing(user, mission.pk)
    sees = mine.sees if mine is not None else ()
    rows = Activity.objects.filter(mission_id=mission.pk, visibility__in=sees)
    return rows.select_related("by", "content_type")

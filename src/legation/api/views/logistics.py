"""Rooms that are held, who stays in them, and transfers with their vehicles."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.telling import only, told, words
from legation.api.views.missions import AT, of_mission
from legation.api.views.resources import Resource
from legation.logistics.models import Car, RoomType, Run, Stay
from legation.missions.rules import standing


def _prepares(user: Any, stay: Any) -> bool:
    mine = standing(user, stay.mission_key())
    return mine is not None and mine.prepares


RESOURCES = (
    Resource(
        name="room-types",
        one="kind of room",
        area=Area.LOGISTICS,
        model=RoomType,
        at=f"{AT}/room-types",
        rows=of_mission,
        fields=told(
            RoomType,
            *("venue", "name", "beds", "count", "suite", "accessible", "party", "held_from", "held_until"),
            "visibility",
        ),
        joined=("mission",),
    ),
    Resource(
        name="stays",
        one="stay",
        area=Area.LOGISTICS,
        model=Stay,
        at=f"{AT}/stays",
        rows=of_mission,
        fields=only(
            (
                *told(
                    Stay,
                    *("delegate", "venue", "arrives_on", "leaves_on", "sharing", "shares_with", "requests"),
                    *("status", "room_type", "unit", "number"),
                ),
                words("delegate_name", lambda row: row.delegate),
            ),
            "requests",
            _prepares,
        ),
        joined=("mission", "delegate__person"),
    ),
    Resource(
        name="transfers",
        one="transfer",
        area=Area.LOGISTICS,
        model=Run,
        at=f"{AT}/transfers",
        rows=of_mission,
        fields=told(
            Run,
            *("name", "movement", "engagement", "leaves_at", "zone", "meeting_point", "riders", "visibility"),
        ),
        joined=("mission",),
    ),
    Resource(
        name="cars",
        one="vehicle of a transfer",
        area=Area.LOGISTICS,
        model=Car,
        at=f"{AT}/transfers/<int:pk>/cars",
        at_one=f"{AT}/transfers/<int:run>/cars/<int:pk>",
        parent=Run,
        may_list="logistics.view_run",
        rows=lambda rows, run: rows.filter(run=run),
        fields=told(Car, "name", "kind", "seats", "party", "alone", "position", "plate", "driver", "phone"),
        joined=("run__mission",),
    ),
)

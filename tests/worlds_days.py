"""Links to the days of both sides' people, in the world of `tests.world`."""

from datetime import UTC, datetime
from typing import Any

from legation.missions.actions.days import make_day_link

ENDS = datetime(2124, 5, 1, tzinfo=UTC)


def add_days(world: Any, secrets: dict[str, str]) -> None:
    for side, by in (("guest", world.guest), ("host", world.host)):
        delegates = [world.things[f"{side}-delegate"], world.things[f"{side}-hidden-delegate"]]
        world.things[f"{side}-day-link"] = make_day_link(
            world.mission,
            delegates,
            by=by,
            language="en",
            expires_at=ENDS,
            name=f"{secrets[side]} reader",
            mail=f"{side}-day@test.example",
        )

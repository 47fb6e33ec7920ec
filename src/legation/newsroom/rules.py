"""Who may say yes for their side to what the public reads."""

from typing import Any

import rules

from legation.missions.choices import Role
from legation.missions.rules import sees, standing

PUBLISHERS = (Role.ORGANISER, Role.PROTOCOL, Role.PRESS)


@rules.predicate
def publishes(user: Any, part: Any) -> bool:
    """The user speaks for their side in public: who prepares the mission, and the press office."""
    mine = standing(user, part.mission_key())
    return mine is not None and mine.role in PUBLISHERS


rules.add_perm("newsroom.view_publicprogramme", sees)
rules.add_perm("newsroom.publish", sees & publishes)

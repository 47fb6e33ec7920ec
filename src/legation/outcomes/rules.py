"""Who sees and keeps outcomes."""

from typing import Any

import rules

from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_outcome(user: Any, outcome: Any) -> bool:
    """The user sees the outcome and the engagement that it came from, be it removed or not."""
    if not sees(user, outcome):
        return False
    mine = standing(user, outcome.mission_id)
    return outcome.engagement is None or (mine is not None and outcome.engagement.visibility in mine.sees)


for kind in ("statement", "commitment", "agreement"):
    rules.add_perm(f"outcomes.view_{kind}", sees_outcome)
    rules.add_perm(f"outcomes.change_{kind}", sees_outcome & prepares)

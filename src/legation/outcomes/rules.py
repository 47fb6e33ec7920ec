"""Who sees and keeps outcomes."""

from typing import Any

import rules

from legation.missions.rules import prepares, sees


@rules.predicate
def sees_outcome(user: Any, outcome: Any) -> bool:
    """The user sees the outcome and the engagement it came from, unless that was removed."""
    if not sees(user, outcome):
        return False
    engagement = outcome.engagement
    return engagement is None or engagement.removed_at is not None or bool(sees(user, engagement))


for kind in ("statement", "commitment", "agreement"):
    rules.add_perm(f"outcomes.view_{kind}", sees_outcome)
    rules.add_perm(f"outcomes.change_{kind}", sees_outcome & prepares)

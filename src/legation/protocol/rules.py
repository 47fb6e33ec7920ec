"""Who may rank and seat: whoever prepares the mission and sees the engagement."""

from typing import Any

import rules

from legation.missions.rules import prepares, sees


@rules.predicate
def sees_engagement(user: Any, arrangement: Any) -> bool:
    """The user sees the engagement that is arranged."""
    return arrangement.removed_at is None and bool(sees(user, arrangement.engagement))


rules.add_perm("protocol.view_arrangement", sees_engagement)
rules.add_perm("protocol.change_arrangement", sees_engagement & prepares)

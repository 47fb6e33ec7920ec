"""Who sees and keeps outcomes."""

from typing import Any

import rules

from legation.accounts.rules import is_active
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_outcome(user: Any, outcome: Any) -> bool:
    """The user sees the outcome and the engagement that it came from, be it removed or not."""
    if not sees(user, outcome):
        return False
    mine = standing(user, outcome.mission_id)
    return outcome.engagement is None or (mine is not None and outcome.engagement.visibility in mine.sees)


@rules.predicate
def sees_as_owner(user: Any, owner: Any) -> bool:
    """What a side notes of a promise is seen by that side, where it sees the promise."""
    mine = standing(user, owner.mission_key())
    there = owner.removed_at is None and mine is not None and owner.side in mine.sees
    return there and sees_outcome(user, owner.commitment)


@rules.predicate
def sees_attachment(user: Any, attachment: Any) -> bool:
    """The user sees it and what it belongs to."""
    mine = standing(user, attachment.mission_key())
    there = attachment.removed_at is None and mine is not None and attachment.visibility in mine.sees
    return there and sees_outcome(user, attachment.parent)


for kind in ("statement", "commitment", "agreement"):
    rules.add_perm(f"outcomes.view_{kind}", sees_outcome)
    rules.add_perm(f"outcomes.change_{kind}", sees_outcome & prepares)
rules.add_perm("outcomes.view_owner", sees_as_owner)
rules.add_perm("outcomes.view_attachment", sees_attachment)
rules.add_perm("outcomes.change_attachment", sees_attachment & prepares)
rules.add_perm("outcomes.browse", is_active)

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


@rules.predicate
def sees_minutes(user: Any, minutes: Any) -> bool:
    """The user sees the minutes and their engagement, be it removed or not."""
    mine = standing(user, minutes.mission_id)
    if mine is None or minutes.removed_at is not None or minutes.mission.removed_at is not None:
        return False
    return {minutes.visibility, minutes.engagement.visibility} <= mine.sees


@rules.predicate
def sees_minutes_part(user: Any, part: Any) -> bool:
    """The user sees the minutes and this part of them, with what stands there."""
    if part.removed_at is not None or not sees_minutes(user, part.minutes):
        return False
    mine = standing(user, part.minutes.mission_id)
    if mine is None:
        return False
    kept = [each for each in (getattr(part, "statement", None), getattr(part, "commitment", None)) if each]
    seen = [getattr(part, "visibility", "shared"), *(each.visibility for each in kept)]
    return set(seen) <= mine.sees and all(each.removed_at is None for each in kept)


rules.add_perm("outcomes.view_minutes", sees_minutes)
rules.add_perm("outcomes.change_minutes", sees_minutes & prepares)
for kind in ("minutesline", "minutesperson", "amendment"):
    rules.add_perm(f"outcomes.view_{kind}", sees_minutes_part)
    rules.add_perm(f"outcomes.change_{kind}", sees_minutes_part & prepares)

"""Who sees and keeps outcomes."""

from typing import Any

import rules

from legation.accounts.rules import is_active, is_member, is_staff
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_outcome(user: Any, outcome: Any) -> bool:
    """The user sees the outcome and the engagement that it came from, be it removed or not."""
    if not sees(user, outcome):
        return False
    mine = standing(user, outcome.mission_id)
    return outcome.engagement is None or (mine is not None and outcome.engagement.visibility in mine.sees)


@rules.predicate
def sees_agreement(user: Any, agreement: Any) -> bool:
    """As every outcome of a mission; one that an office keeps is seen by the office."""
    if agreement.mission_id is not None:
        return bool(sees_outcome(user, agreement))
    there = agreement.removed_at is None and bool(is_member(user))
    return there and agreement.office_id == user.office_id


@rules.predicate
def keeps_agreement(user: Any, agreement: Any) -> bool:
    """The user prepares its mission, or is staff of the office that keeps it."""
    if agreement.mission_id is not None:
        return bool(prepares(user, agreement))
    return bool(is_staff(user)) and agreement.office_id == user.office_id


@rules.predicate
def sees_signatory(user: Any, signatory: Any) -> bool:
    """The user sees the agreement."""
    return signatory.removed_at is None and bool(sees_agreement(user, signatory.agreement))


@rules.predicate
def keeps_signatory(user: Any, signatory: Any) -> bool:
    """The user keeps the agreement."""
    return bool(keeps_agreement(user, signatory.agreement))


@rules.predicate
def sees_as_owner(user: Any, owner: Any) -> bool:
    """What a side notes of a promise is seen by that side, where it sees the promise."""
    mine = standing(user, owner.mission_key())
    there = owner.removed_at is None and mine is not None and owner.side in mine.sees
    return there and sees_outcome(user, owner.commitment)


@rules.predicate
def sees_attachment(user: Any, attachment: Any) -> bool:
    """The user sees it and what it belongs to."""
    if attachment.removed_at is not None:
        return False
    if attachment.agreement_id is not None and attachment.agreement.mission_id is None:
        return bool(sees_agreement(user, attachment.agreement))
    mine = standing(user, attachment.mission_key())
    there = mine is not None and attachment.visibility in mine.sees
    return there and bool(sees_outcome(user, attachment.parent))


@rules.predicate
def keeps_attachment(user: Any, attachment: Any) -> bool:
    """The user keeps what it belongs to."""
    return bool(keeps_agreement(user, attachment.parent))


for kind in ("statement", "commitment"):
    rules.add_perm(f"outcomes.view_{kind}", sees_outcome)
    rules.add_perm(f"outcomes.change_{kind}", sees_outcome & prepares)
rules.add_perm("outcomes.view_agreement", sees_agreement)
rules.add_perm("outcomes.change_agreement", sees_agreement & keeps_agreement)
rules.add_perm("outcomes.view_signatory", sees_signatory)
rules.add_perm("outcomes.change_signatory", sees_signatory & keeps_signatory)
rules.add_perm("outcomes.view_owner", sees_as_owner)
rules.add_perm("outcomes.view_attachment", sees_attachment)
rules.add_perm("outcomes.change_attachment", sees_attachment & keeps_attachment)
rules.add_perm("outcomes.browse", is_active)
rules.add_perm("outcomes.keep", is_staff)


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

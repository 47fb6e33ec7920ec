"""Who may rank, seat and stage: whoever prepares the mission and sees the engagement."""

from typing import Any

import rules

from legation.accounts.rules import is_member, is_staff
from legation.directory.rules import present
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_engagement(user: Any, part: Any) -> bool:
    """The user sees the engagement that is arranged."""
    return part.removed_at is None and bool(sees(user, part.engagement))


@rules.predicate
def sees_item(user: Any, item: Any) -> bool:
    """The user sees the engagement and this line of its run of show."""
    mine = standing(user, item.mission_key())
    return bool(sees_engagement(user, item)) and mine is not None and item.visibility in mine.sees


@rules.predicate
def sees_override(user: Any, override: Any) -> bool:
    """The user sees the engagement and both delegates."""
    return bool(
        sees_engagement(user, override) and sees(user, override.higher) and sees(user, override.lower)
    )


@rules.predicate
def sees_delegate(user: Any, given: Any) -> bool:
    """The user sees the delegate to whom a rank was given."""
    return given.removed_at is None and bool(sees(user, given.delegate))


@rules.predicate
def sees_pair(user: Any, pair: Any) -> bool:
    """The user sees the wish itself and both delegates."""
    mine = standing(user, pair.mission_id)
    return bool(
        mine is not None
        and pair.removed_at is None
        and pair.mission.removed_at is None
        and pair.visibility in mine.sees
        and sees(user, pair.first)
        and sees(user, pair.second)
    )


@rules.predicate
def sees_gift(user: Any, gift: Any) -> bool:
    """The user sees the gift and the engagement at which it passed, be it removed or not."""
    if not sees(user, gift):
        return False
    mine = standing(user, gift.mission_id)
    return gift.engagement is None or (mine is not None and gift.engagement.visibility in mine.sees)


@rules.predicate
def keeps_register(user: Any, gift: Any) -> bool:
    """The user prepares the mission on the side whose register it is."""
    mine = standing(user, gift.mission_id)
    return mine is not None and mine.prepares and gift.side == mine.side


@rules.predicate
def of_own_office(user: Any, record: Any) -> bool:
    """The record is kept by the user's office."""
    return user.office_id is not None and record.office_id == user.office_id


for kind in ("arrangement", "ceremony", "vehicle"):
    rules.add_perm(f"protocol.view_{kind}", sees_engagement)
    rules.add_perm(f"protocol.change_{kind}", sees_engagement & prepares)
rules.add_perm("protocol.view_showitem", sees_item)
rules.add_perm("protocol.change_showitem", sees_item & prepares)
rules.add_perm("protocol.view_override", sees_override)
rules.add_perm("protocol.change_override", sees_override & prepares)
rules.add_perm("protocol.view_givenrank", sees_delegate)
rules.add_perm("protocol.change_givenrank", sees_delegate & prepares)
rules.add_perm("protocol.view_equivalence", sees)
rules.add_perm("protocol.change_equivalence", sees & prepares)
rules.add_perm("protocol.view_pair", sees_pair)
rules.add_perm("protocol.change_pair", sees_pair & prepares)
rules.add_perm("protocol.view_gift", sees_gift)
rules.add_perm("protocol.change_gift", sees_gift & keeps_register)
rules.add_perm("protocol.view_rulepack", is_member & present)
rules.add_perm("protocol.change_rulepack", is_staff & present & of_own_office)
rules.add_perm("protocol.view_giftrule", is_member & present & of_own_office)
rules.add_perm("protocol.change_giftrule", is_staff & present & of_own_office)
rules.add_perm("protocol.keep", is_staff)

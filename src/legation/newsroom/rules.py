"""Who may say yes for their side to what the public reads, and who drafts it."""

from typing import Any

import rules

from legation.accounts.rules import is_staff
from legation.missions.choices import Role
from legation.missions.rules import sees, standing
from legation.outcomes.rules import sees_agreement

PUBLISHERS = (Role.ORGANISER, Role.PROTOCOL, Role.PRESS)


@rules.predicate
def publishes(user: Any, part: Any) -> bool:
    """The user speaks for their side in public: who prepares the mission, and the press office."""
    mine = standing(user, part.mission_key())
    return mine is not None and mine.role in PUBLISHERS


@rules.predicate
def sees_release(user: Any, part: Any) -> bool:
    """The user sees the release that this belongs to, and it was not removed from it."""
    return part.removed_at is None and sees(user, part.release)


@rules.predicate
def of_own_office(user: Any, site: Any) -> bool:
    """The site is that of the user's office."""
    known = user.is_authenticated and user.is_active and user.office_id is not None
    return known and site.removed_at is None and site.office_id == user.office_id


rules.add_perm("newsroom.view_publicprogramme", sees)
rules.add_perm("newsroom.publish", sees & publishes)
rules.add_perm("newsroom.publish_agreement", sees_agreement & publishes)
rules.add_perm("newsroom.view_pressrelease", sees)
rules.add_perm("newsroom.change_pressrelease", sees & publishes)
for part in ("quotation", "photograph"):
    rules.add_perm(f"newsroom.view_{part}", sees_release)
    rules.add_perm(f"newsroom.change_{part}", sees_release & publishes)
rules.add_perm("newsroom.view_newssite", of_own_office)
rules.add_perm("newsroom.change_newssite", of_own_office & is_staff)

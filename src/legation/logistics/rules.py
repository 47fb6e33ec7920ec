"""Who may do what in logistics. Whoever prepares a side looks after its people; a trust opens a seal."""

from typing import Any

import rules
from django.utils import timezone

from legation.logistics.models import PrivateLink, Trust
from legation.missions.models.access import INSIDE
from legation.missions.rules import prepares, prepares_their_side, sees, standing


@rules.predicate
def is_trusted(user: Any, part: Any) -> bool:
    """The user works on the mission and is trusted today with some data of somebody there."""
    mine = standing(user, part.mission_key())
    if mine is None or mine.role not in INSIDE:
        return False
    found = Trust.objects.standing(timezone.localdate())
    return bool(found.filter(mission=part.mission_key(), user=user.pk).exists())


@rules.predicate
def keeps_trust(user: Any, trust: Trust) -> bool:
    """The user prepares the side whose people the trust is about."""
    mine = standing(user, trust.mission_id)
    gone = trust.mission.removed_at is not None
    return mine is not None and mine.prepares and mine.side == trust.side and not gone


@rules.predicate
def keeps_link(user: Any, link: PrivateLink) -> bool:
    """The user prepares the side that made the link, and sees whom it is for."""
    mine = standing(user, link.mission_key())
    return mine is not None and mine.prepares and mine.side == link.side and bool(sees(user, link.delegate))


rules.add_perm("logistics.open_private", sees & (prepares | is_trusted))
rules.add_perm("logistics.fill_private", sees & prepares_their_side)
rules.add_perm("logistics.view_trust", keeps_trust)
rules.add_perm("logistics.change_trust", keeps_trust)
rules.add_perm("logistics.view_privatelink", keeps_link)
rules.add_perm("logistics.change_privatelink", keeps_link)

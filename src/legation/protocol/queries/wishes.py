"""Seating wishes: whom they may name, and those that were removed."""

from copy import copy
from typing import Any

from legation.kernel.choices import Visibility
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.rules import standing
from legation.protocol.models import Pair
from legation.protocol.queries.attending import attendances_at


def delegates_at(engagement: Engagement, user: Any) -> Any:
    """Those at the engagement whom everybody who sees it sees, as a query set."""
    rows = attendances_at([engagement], user)
    seen = {Visibility.SHARED.value, engagement.visibility}
    keys = [row.delegate_id for row in rows if row.delegate.visibility in seen]
    return (
        Delegate.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("person", "delegation")
        .order_by("delegation__party", "person__family_name", "pk")
    )


def removed_pair(mission: Mission, pk: int, user: Any) -> Pair | None:
    """The removed wish that `user` sees and may bring back, or None."""
    found = (
        Pair.objects.filter(mission=mission, pk=pk)
        .exclude(removed_at=None)
        .select_related("first", "second", "mission")
        .first()
    )
    if found is None or standing(user, mission.pk) is None:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("protocol.change_pair", there) else None

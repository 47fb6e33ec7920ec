"""Who may do what in a mission. Every answer comes from the user's standing, loaded once a request."""

from dataclasses import dataclass
from typing import Any

import rules

from legation.accounts.rules import is_active, is_member, is_staff
from legation.directory.rules import present
from legation.kernel.choices import Visibility
from legation.missions.choices import Role
from legation.missions.models import Membership, sides_seen

STAFF = (Role.ORGANISER, Role.PROTOCOL)


@dataclass(frozen=True, slots=True)
class Standing:
    """A user's side and role in one mission."""

    side: str
    role: str

    @property
    def sees(self) -> frozenset[str]:
        return sides_seen(self.side, self.role)

    @property
    def prepares(self) -> bool:
        return self.role in STAFF


def standing(user: Any, mission_id: int | None) -> Standing | None:
    """What `user` is in this mission, or None for a stranger."""
    if not user.is_authenticated or not user.is_active:
        return None
    known = getattr(user, "_standings", None)
    if known is None:
        rows = Membership.objects.filter(user=user.pk).values_list("mission_id", "side", "role")
        known = {mission: Standing(side, role) for mission, side, role in rows}
        user._standings = known
    found: Standing | None = known.get(mission_id)
    return found


def forget_standings(user: Any) -> None:
    """Ask again next time: the user's memberships were changed."""
    user.__dict__.pop("_standings", None)


@rules.predicate
def sees(user: Any, part: Any) -> bool:
    """The user's side sees this part of a mission. Agrees with `visible_to`."""
    if getattr(part, "removed_at", None) is not None:
        return False
    if getattr(part, "mission_id", None) is not None and part.mission.removed_at is not None:
        return False
    mine = standing(user, part.mission_key())
    if mine is None:
        return False
    return (part.seen_by() if hasattr(part, "seen_by") else Visibility.SHARED) in mine.sees


@rules.predicate
def sees_brief(user: Any, part: Any) -> bool:
    """The user sees the engagement and this line or attendance of it."""
    if part.removed_at is not None or not sees(user, part.engagement):
        return False
    mine = standing(user, part.mission_key())
    other = part.delegate.visibility if hasattr(part, "delegate_id") else part.visibility
    gone = hasattr(part, "delegate_id") and part.delegate.removed_at is not None
    return mine is not None and other in mine.sees and not gone


@rules.predicate
def prepares(user: Any, part: Any) -> bool:
    """The user prepares this mission: organiser or host protocol."""
    mine = standing(user, part.mission_key())
    return mine is not None and mine.prepares


@rules.predicate
def prepares_their_side(user: Any, delegate: Any) -> bool:
    """The user prepares the mission on the delegate's side; a third party's people are kept by both."""
    mine = standing(user, delegate.mission_key())
    party = delegate.delegation.party if hasattr(delegate, "delegation_id") else delegate.party
    return mine is not None and mine.prepares and party in {mine.side, "third"}


@rules.predicate
def owns_link(user: Any, link: Any) -> bool:
    """The user made this link, or prepares the side it belongs to."""
    mine = standing(user, link.mission_id)
    return mine is not None and (link.user_id == user.pk or (mine.prepares and link.side == mine.side))


@rules.predicate
def keeps_for_its_side(user: Any, part: Any) -> bool:
    """The user prepares the mission on the side that this belongs to."""
    mine = standing(user, part.mission_key())
    return mine is not None and mine.prepares and part.seen_by() == mine.side


@rules.predicate
def in_present_mission(_user: Any, part: Any) -> bool:
    """The mission of its address was not removed."""
    mission = part.invitee.mission if hasattr(part, "invitee_id") else part.mission
    return mission is not None and mission.removed_at is None


@rules.predicate
def was_given(user: Any, release: Any) -> bool:
    """A version for chosen delegates is for those who stand for them, and for who prepares their side."""
    mine = standing(user, release.mission_id)
    if not release.chosen or mine is None:
        return mine is not None
    kept = mine.prepares and release.visibility == mine.side
    return kept or bool(release.delegates.filter(memberships__user=user.pk).exists())


@rules.predicate
def in_present_venue(_user: Any, room: Any) -> bool:
    """The room's venue was not removed."""
    return room.venue.removed_at is None


@rules.predicate
def between_present_venues(_user: Any, way: Any) -> bool:
    """Neither venue was removed."""
    return way.leaving.removed_at is None and way.arriving.removed_at is None


rules.add_perm("missions.list", is_active)
rules.add_perm("missions.open_mission", is_staff)
rules.add_perm("missions.audit", is_staff)
rules.add_perm("missions.view_mission", sees)
rules.add_perm("missions.change_mission", sees & prepares)
rules.add_perm("missions.view_leg", sees)
rules.add_perm("missions.change_leg", sees & prepares)
rules.add_perm("missions.view_delegation", sees)
rules.add_perm("missions.change_delegation", sees & prepares_their_side)
rules.add_perm("missions.view_delegate", sees)
rules.add_perm("missions.change_delegate", sees & prepares_their_side)
rules.add_perm("missions.view_engagement", sees)
rules.add_perm("missions.change_engagement", sees & prepares)
rules.add_perm("missions.view_point", sees_brief)
rules.add_perm("missions.change_point", sees_brief & prepares)
rules.add_perm("missions.view_attendance", sees_brief)
rules.add_perm("missions.change_attendance", sees_brief & prepares)
rules.add_perm("missions.view_booking", sees)
rules.add_perm("missions.change_booking", sees & prepares)
rules.add_perm("missions.view_movement", sees)
rules.add_perm("missions.change_movement", sees & prepares)
rules.add_perm("missions.view_calendarlink", owns_link)
rules.add_perm("missions.view_daylink", owns_link)
rules.add_perm("missions.view_release", sees & was_given)
for kept in ("invitee", "invitation", "strayreply"):
    rules.add_perm(f"missions.view_{kept}", in_present_mission & keeps_for_its_side)
for kind in ("venue", "programme"):
    rules.add_perm(f"missions.view_{kind}", is_member & present)
    rules.add_perm(f"missions.change_{kind}", is_staff & present)
rules.add_perm("missions.view_room", is_member & present & in_present_venue)
rules.add_perm("missions.change_room", is_staff & present & in_present_venue)
rules.add_perm("missions.view_way", is_member & present & between_present_venues)
rules.add_perm("missions.change_way", is_staff & present & between_present_venues)

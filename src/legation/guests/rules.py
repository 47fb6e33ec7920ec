"""Who may do what with guests: a side sees what it sees of the engagement, and keeps its own guests."""

from typing import Any

import rules

from legation.guests.models import Guest, GuestList, ReplyLink
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_list(user: Any, guest_list: GuestList) -> bool:
    """The user sees the engagement."""
    return guest_list.removed_at is None and bool(sees(user, guest_list.engagement))


@rules.predicate
def sees_quota(user: Any, quota: Any) -> bool:
    """The user sees the list and is not of the side from which it is kept."""
    mine = standing(user, quota.mission_key())
    return (
        quota.removed_at is None
        and bool(sees_list(user, quota.guest_list))
        and mine is not None
        and quota.visibility in mine.sees
    )


@rules.predicate
def sees_guest(user: Any, guest: Guest) -> bool:
    """The user sees the list, the guest, where they are one the delegate, and whom they come with."""
    mine = standing(user, guest.mission_key())
    return (
        guest.removed_at is None
        and bool(sees_list(user, guest.guest_list))
        and mine is not None
        and all(_open(each, mine.sees) for each in (guest, guest.comes_with) if each is not None)
    )


def _open(guest: Guest, seen: frozenset[str]) -> bool:
    """The guest and the delegate whom they are, if any, are of what is seen."""
    return guest.visibility in seen and (guest.delegate is None or guest.delegate.visibility in seen)


@rules.predicate
def invites(user: Any, guest: Any) -> bool:
    """The user prepares the side that invites."""
    mine = standing(user, guest.mission_key())
    return mine is not None and mine.prepares and guest.side == mine.side


@rules.predicate
def owns_link(user: Any, link: ReplyLink) -> bool:
    """The user prepares the side that the link is of, and sees the list."""
    return bool(invites(user, link)) and bool(sees_list(user, link.guest_list))


for kind in ("call", "application"):
    rules.add_perm(f"guests.view_{kind}", sees)
    rules.add_perm(f"guests.change_{kind}", sees & prepares)
rules.add_perm("guests.view_guestlist", sees_list)
rules.add_perm("guests.change_guestlist", sees_list & prepares)
rules.add_perm("guests.view_quota", sees_quota)
rules.add_perm("guests.change_quota", sees_quota & prepares)
rules.add_perm("guests.view_guest", sees_guest)
rules.add_perm("guests.change_guest", sees_guest & invites)
rules.add_perm("guests.check_in", sees_list & prepares)
rules.add_perm("guests.view_replylink", owns_link)
rules.add_perm("guests.change_replylink", owns_link)

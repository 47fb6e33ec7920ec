"""What every page of one guest list shows."""

from typing import Any

from django.urls import reverse

from legation.guests.models import GuestList
from legation.kernel.gate import Request
from legation.missions.queries import masthead


def within(request: Request, guest_list: GuestList) -> dict[str, Any]:
    """The masthead of the mission, the list, its engagement, and whether the reader prepares it."""
    engagement = guest_list.engagement
    return {
        "head": masthead(engagement.mission, request.user),
        "list": guest_list,
        "engagement": engagement,
        "prepares": request.user.has_perm("guests.change_guestlist", guest_list),
    }


def at(guest_list: GuestList, name: str = "guest-list", *parts: int) -> str:
    """The address of a page of this list."""
    return reverse(name, args=[guest_list.engagement.mission.slug, guest_list.pk, *parts])

"""What every page of one guest list shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from legation.guests.models import GuestList
from legation.kernel.gate import Request
from legation.kernel.refusals import ChangedMeanwhile, Refused
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


def told(refusal: Refused) -> str:
    """A refusal as a sentence, where no form stands by to show what somebody else changed."""
    if isinstance(refusal, ChangedMeanwhile):
        return _("Somebody else changed it meanwhile. Nothing was saved; look at it and do it again.")
    return str(refusal)

"""What a door needs: the list to hold on the device, what changed since, and whose a code is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from legation.guests.choices import Reply
from legation.guests.models import Guest, GuestList
from legation.guests.queries.finding import guests_found
from legation.guests.queries.merging import scans_of
from legation.kernel.codes import Code, Holder, read, text_of
from legation.kernel.refusals import Refused

OVERLAP = timedelta(seconds=30)  # what was saved by then was committed
LATEST = 12


class NotOnThisList(Refused):
    sentence = _("Whoever has this code is not on this list. Look the name up, or ask the other side.")
    field = "code"


class CodeWasReplaced(Refused):
    sentence = _("This card was replaced by a newer one. Look the name up instead.")
    field = "code"


def code_of(guest: Guest, mission: str, engagement: int) -> str:
    """What the QR on a guest's card says."""
    return text_of(Code(mission, engagement, Holder.GUEST, guest.pk, guest.issue))


def picture_of(guest: Guest, mission: str, engagement: int) -> str:
    """The same as a picture that a page holds itself, with the quiet zone that a camera needs."""
    import segno

    made: str = segno.make(code_of(guest, mission, engagement), error="m", micro=False).svg_data_uri(
        border=4, dark="#000", light="#fff"
    )
    return made


def door_rows(guest_list: GuestList, user: Any, since: datetime | None = None) -> dict[str, Any]:
    """The guests whom `user` sees, or those that changed since; and how many a device should hold now.

    Who left the list is not named: among them were those whom the other side keeps to itself. A device that
    holds others than so many with this sum of keys asks for the whole list.
    """
    engagement = guest_list.engagement
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list)
    holds: dict[str, int] = {}
    if since is not None:
        holds = rows.aggregate(count=Count("pk"), sum=Sum("pk", default=0))
        rows = rows.filter(updated_at__gte=since - OVERLAP)
    slug = engagement.mission.slug
    guests = list(rows.select_related("organisation", "comes_with").order_by("name", "pk"))
    scans = scans_of(guest.pk for guest in guests if guest.arrived_at is not None)
    return {
        "guests": [
            {
                "id": guest.pk,
                "name": guest.name,
                "other": guest.native_name,
                "post": ", ".join(filter(None, (guest.post, guest.body_name))),
                "with": guest.comes_with.name if guest.comes_with is not None else "",
                "side": guest.side,
                "status": guest.status,
                "code": code_of(guest, slug, engagement.pk),
                "at": guest.arrived_at.isoformat() if guest.arrived_at is not None else "",
                "door": guest.arrived_door,
                "scans": [str(scan.uuid) for scan in scans.get(guest.pk, ())],
            }
            for guest in guests
        ],
        "holds": holds or {"count": len(guests), "sum": sum(guest.pk for guest in guests)},
    }


def guest_of_code(guest_list: GuestList, user: Any, text: str) -> Guest:
    """Whose card this is; raises what is wrong with it: forged, of another mission or event, replaced."""
    engagement = guest_list.engagement
    code = read(text, mission=engagement.mission.slug, event=engagement.pk)
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list)
    of_delegate = code.holder == Holder.DELEGATE
    key = {"delegate": code.key} if of_delegate else {"pk": code.key}
    found: Guest | None = rows.filter(**key).first()
    if found is None:
        raise NotOnThisList
    if not of_delegate and found.issue != code.issue:
        raise CodeWasReplaced
    return found


@dataclass(frozen=True, slots=True)
class DoorPage:
    """The door as a page without a script shows it."""

    found: tuple[Guest, ...]
    latest: tuple[Guest, ...]
    arrived: int
    coming: int
    total: int
    doors: tuple[str, ...]


def door_page(guest_list: GuestList, user: Any, text: str) -> DoorPage:
    """Three queries: the counts, who answers `text`, and who came last."""
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list)
    count = rows.aggregate(
        total=Count("pk"),
        arrived=Count("pk", filter=Q(arrived_at__isnull=False)),
        coming=Count("pk", filter=Q(status=Reply.ACCEPTED)),
    )
    latest = rows.filter(arrived_at__isnull=False).select_related("organisation", "comes_with")
    return DoorPage(
        tuple(guests_found(guest_list, user, text)),
        tuple(latest.order_by("-arrived_at", "pk")[:LATEST]),
        count["arrived"],
        count["coming"],
        count["total"],
        tuple(guest_list.doors),
    )

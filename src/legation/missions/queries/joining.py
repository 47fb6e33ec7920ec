"""Invitations to a mission: those that are open, and the one behind an address."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from legation.accounts.models import Office, User
from legation.kernel.links import key_of
from legation.missions.models import AccessOffer, Mission
from legation.missions.rules import standing

PURPOSE = "join"


def open_offers(mission: Mission, user: Any) -> "QuerySet[AccessOffer]":
    """Those that the reader's side sent. The other side learns nothing of whom it invites."""
    mine = standing(user, mission.pk)
    own = AccessOffer.objects.live(timezone.now()).filter(inviting=mine.side if mine else "")
    return own.filter(mission=mission).order_by("-pk")


def offer_of(mission: Mission, user: Any, pk: int) -> AccessOffer | None:
    """One of them."""
    return open_offers(mission, user).filter(pk=pk).first()


def offer_behind(secret: str, now: datetime) -> AccessOffer | None:
    """The open invitation that this address stands for."""
    key = key_of(secret, PURPOSE)
    if key is None:
        return None
    found = AccessOffer.objects.live(now).select_related("mission", "by__office").filter(key=key).first()
    return found if found is not None and rests_on(found) else None


def rests_on(offer: AccessOffer) -> bool:
    """Whoever made it still prepares the mission on the side for which they made it."""
    maker = standing(offer.by, offer.mission_id)
    return maker is not None and maker.prepares and maker.side == offer.inviting


def told_to_provider(offer: AccessOffer, now: datetime) -> dict[str, Any]:
    """By what who comes back from the identity provider within a quarter of an hour is known as invited."""
    return {"key": offer.key, "until": min(offer.expires_at, now + timedelta(minutes=15)).timestamp()}


def said_by(offer: AccessOffer) -> dict[str, str] | None:
    """The account that it may make: in no office that is there already, but that of who invites."""
    office = offer.office or (offer.by.office.name if offer.by.office else "")
    if not office or (offer.office and Office.objects.filter(name__iexact=office).exists()):
        return None
    return {"mail": offer.mail, "office": office, "language": offer.language}


def account_behind(offer: AccessOffer) -> User | None:
    """The account that has the address already."""
    return User.objects.filter(email__iexact=offer.mail).first()

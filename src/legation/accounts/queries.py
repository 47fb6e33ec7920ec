"""What a reader sees of their letters: how they want them, and what was sent."""

from datetime import datetime

from django.db.models import QuerySet

from legation.kernel.links import key_of
from legation.kernel.models import Delivery, Device, Letter
from legation.kernel.postman import PURPOSE

SHOWN = 100


def delivery_of(mail: str) -> Delivery:
    """How the reader at this address wants letters: as they said, or as the installation has it."""
    return Delivery.objects.filter(mail=mail.lower()).first() or Delivery(mail=mail.lower())


def letters_to(mail: str) -> QuerySet[Letter]:
    """The newest letters to this address."""
    return Letter.objects.filter(mail=mail.lower()).defer("calendar").order_by("-created_at", "-pk")[:SHOWN]


def devices_of(mail: str) -> QuerySet[Device]:
    """The browsers in which the reader at this address wants letters shown."""
    return Device.objects.filter(mail=mail.lower()).order_by("pk")


def device_of(mail: str, pk: int) -> Device | None:
    """One of them."""
    return devices_of(mail).filter(pk=pk).first()


def letter_behind(secret: str, now: datetime) -> Letter | None:  # noqa: ARG001 - it opens as long as mail is kept
    """The letter whose foot held this link."""
    key = key_of(secret, PURPOSE)
    return Letter.objects.filter(key=key).first() if key else None

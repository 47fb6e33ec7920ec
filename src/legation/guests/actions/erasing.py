"""What guest lists and applications keep of a person: told to them, and blanked when they are erased."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.guests.models import Application, Guest, GuestTerm, ReplyLink
from legation.kernel.audit import reword
from legation.kernel.personal import erases, tells

REMOVED, REMOVED_KOREAN = "Removed person", "삭제된 인물"
GUEST: dict[str, Any] = {
    "name": REMOVED,
    "native_name": REMOVED_KOREAN,
    "post": "",
    "mail": "",
    "assistant": "",
    "assistant_mail": "",
    "diet": "",
    "access": "",
    "note": "",
}
APPLICATION: dict[str, Any] = {
    "family_name": REMOVED,
    "given_name": "",
    "native_name": REMOVED_KOREAN,
    "mail": "removed@invalid.example",
    "answers": {},
    "sealed": "",
}


@erases("guests", _("Guests and applications, with names, diet, needs, notes and answers removed"))
def blank_of(person: Any, by: Any) -> int:
    """Blank them with their saved states; that somebody was invited, came or applied stays."""
    guests = Guest._default_manager.filter(Q(person=person) | Q(delegate__person=person))
    keys = list(guests.values_list("pk", flat=True))
    mails = {mail.lower() for mail in guests.values_list("mail", flat=True) if mail}
    links = ReplyLink.objects.filter(pk__in=guests.values("link"), mail__in=mails)
    links.filter(revoked_at=None).update(revoked_at=timezone.now())
    links.update(mail="removed@invalid.example", name=REMOVED)
    GuestTerm.objects.filter(guest__in=keys).delete()
    applications = Application._default_manager.filter(delegate__person=person)
    return _blank(Guest, keys, GUEST, by) + _blank(
        Application, list(applications.values_list("pk", flat=True)), APPLICATION, by
    )


def _blank(model: Any, keys: list[int], blank: dict[str, Any], by: Any) -> int:
    model.history.filter(id__in=keys).update(**blank)
    reword(model, keys, REMOVED, by=by)
    rows = model._default_manager.filter(pk__in=keys)
    return int(rows.update(**blank, version=F("version") + 1, updated_at=timezone.now()))


@tells
def kept_of(person: Any, user: Any) -> Iterator[models.Model]:
    """Guests that stand for a delegate alone, and applications; what points to the person is told anyway."""
    guests = Guest.objects.visible_to(user).filter(delegate__person=person, person=None)
    yield from guests.select_related("guest_list__engagement", "delegate").order_by("pk")
    yield from Application.objects.visible_to(user).filter(delegate__person=person).order_by("pk")

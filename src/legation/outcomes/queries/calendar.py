"""The days of what somebody owns, for their calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.links import key_of, token
from legation.outcomes.choices import SETTLED
from legation.outcomes.models import Commitment, PromiseLink
from legation.outcomes.queries.promises import owned_by

PURPOSE = "promises"


@dataclass(frozen=True, slots=True)
class Day:
    """One entry of a whole day: what falls on it, of which promise."""

    key: str
    day: date
    title: str
    commitment: Commitment
    url: str


def own_link(user: Any) -> PromiseLink | None:
    """The calendar address of this user, if there is one."""
    return PromiseLink.objects.filter(user=user.pk, revoked_at=None).first()


def address_of(link: PromiseLink) -> str:
    """The full address of the calendar behind a link."""
    return f"{settings.ORIGIN}{reverse('promises-feed', args=[token(link.key, PURPOSE)])}"


def link_behind(told: str, _now: datetime) -> PromiseLink | None:
    """The live link behind the token of an address, while its maker has an account."""
    key = key_of(told, PURPOSE)
    if key is None:
        return None
    return (
        PromiseLink.objects.filter(key=key, revoked_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )


def days_of(user: Any) -> list[Day]:
    """What is not settled of what the user owns, or somebody for whom they stand: one query."""
    rows = (
        Commitment.objects.visible_to(user)
        .filter(pk__in=owned_by(user).values("commitment"))
        .exclude(status__in=SETTLED)
        .select_related("mission", "owed_by", "owed_to")
        .order_by("pk")
    )
    found = []
    for one in rows:
        url = f"{settings.ORIGIN}{reverse('commitment', args=[one.mission.slug, one.pk])}"
        if one.due_on is not None:
            title = _("Due: %(what)s") % {"what": one.title}
            found.append(Day(f"promise-{one.pk}-due", one.due_on, title, one, url))
        if one.next_on is not None:
            title = _("Next step: %(what)s") % {"what": one.next_step}
            found.append(Day(f"promise-{one.pk}-step", one.next_on, title, one, url))
    return sorted(found, key=lambda each: (each.day, each.key))

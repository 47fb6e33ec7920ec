"""What links to days keep of an erased person: they end, and what was written there is forgotten."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import outbox
from legation.kernel.models import Letter
from legation.kernel.personal import erases
from legation.missions.jobs.offers import forget
from legation.missions.models import AccessOffer, DayLink, Delegate, Invitee


@erases("days", _("Links to their day: ended, with addresses and letters removed"))
def end_days_of(person: Any, by: Any) -> int:
    """End the links to their days. One that shows others as well stays, for these: its reader serves them."""
    delegates = list(Delegate._default_manager.filter(person=person).values_list("pk", flat=True))
    theirs = DayLink.objects.filter(delegates__in=delegates).distinct()
    links = list(theirs.values_list("pk", flat=True))
    others = DayLink.delegates.through._default_manager.filter(daylink__in=links)
    shared = set(others.exclude(delegate__in=delegates).values_list("daylink", flat=True))
    own = DayLink.objects.filter(pk__in=[key for key in links if key not in shared])
    mails = mails_of(own)
    outbox.forget(outbox.about(DayLink, links))
    others.filter(delegate__in=delegates).filter(daylink__in=shared).delete()
    own.filter(revoked_at=None).update(revoked_at=timezone.now())
    own.update(mail="", name="")
    outbox.forget(Letter.objects.filter(mail__in=only_theirs(mails, delegates)))
    _forget_offers(mails | mails_of(Invitee.objects.filter(delegate__in=delegates)), delegates, by)
    return len(links)


def _forget_offers(mails: set[str], delegates: Iterable[int], by: Any) -> None:
    """Invitations to missions at addresses of theirs open nothing, and whom they were for is forgotten."""
    known = AccessOffer.objects.annotate(low=Lower("mail")).filter(low__in=only_theirs(mails, delegates))
    AccessOffer.objects.live(timezone.now()).filter(pk__in=known.values("pk")).update(
        revoked_at=timezone.now()
    )
    forget(known.values_list("pk", flat=True), by=by)


def mails_of(links: QuerySet[Any]) -> set[str]:
    """The addresses of these, as letters have them."""
    return {mail.lower() for mail in links.exclude(mail="").values_list("mail", flat=True)}


def only_theirs(mails: set[str], delegates: Iterable[int]) -> set[str]:
    """Without the addresses that log in, or at which somebody reads for others too."""
    among = Lower("mail")
    days = DayLink.objects.live(timezone.now()).annotate(low=among).filter(low__in=mails)
    calendars = Invitee.objects.live().annotate(low=among).filter(low__in=mails)
    calendars = calendars.exclude(delegate__in=delegates)
    users = User.objects.annotate(low=Lower("email")).filter(low__in=mails)
    return mails.difference(*(found.values_list("low", flat=True) for found in (days, calendars, users)))

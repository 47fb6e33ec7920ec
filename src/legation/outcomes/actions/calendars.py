"""Make a calendar address for what one owns, and end it."""

from django.db import transaction
from django.utils import timezone

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.outcomes.models import PromiseLink


@transaction.atomic
def make_promise_calendar(*, by: User, language: str) -> PromiseLink:
    """A new address; the one before it ends."""
    end_promise_calendar(by=by)
    link = PromiseLink.objects.create(user=by, language=language)
    log(Verb.LINKED, link, by=by)
    return link


@transaction.atomic
def end_promise_calendar(*, by: User) -> int:
    """Whoever has the address gets nothing any more; gives how many ended."""
    links = list(PromiseLink.objects.select_for_update().filter(user=by, revoked_at=None))
    for link in links:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log(Verb.REVOKED, link, by=by)
    return len(links)

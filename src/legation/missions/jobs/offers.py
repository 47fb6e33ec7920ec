"""Invitations by link are forgotten once they are over: whom they were for stays nowhere."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from legation.kernel import outbox
from legation.kernel.audit import reword
from legation.missions.models import AccessOffer

KEPT = timedelta(days=30)  # after one was taken, was revoked or ran out
NOBODY = "—"


def forget_over(now: datetime | None = None) -> int:
    """Forget the addresses of those that are over for long; gives of how many. Can be run twice."""
    last = (now or timezone.now()) - KEPT
    over = Q(used_at__lte=last) | Q(revoked_at__lte=last) | Q(expires_at__lte=last)
    return forget(AccessOffer.objects.filter(over).exclude(mail="").values_list("pk", flat=True), by=None)


@transaction.atomic
def forget(keys: Iterable[int], *, by: Any) -> int:
    """Forget for whom these were: in themselves, in their letters and in the log."""
    found = list(keys)
    if found:
        outbox.forget(outbox.about(AccessOffer, found))
        AccessOffer.objects.filter(pk__in=found).update(mail="")
        reword(AccessOffer, found, NOBODY, by=by)
    return len(found)

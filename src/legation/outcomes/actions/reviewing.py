"""Say that promises were gone through, on which day."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.rules import standing
from legation.outcomes.models import Commitment


class ReviewedTomorrow(Refused):
    sentence = _("That day has not come yet.")
    field = "reviewed_on"


@transaction.atomic
def mark_reviewed(commitments: Sequence[Commitment], day: date, *, by: User) -> int:
    """Note the day on those that `by` may change; gives how many. What was reviewed later stays so."""
    if day > timezone.localdate():
        raise ReviewedTomorrow
    marked = 0
    for commitment in commitments:
        mine = standing(by, commitment.mission_id)
        later = commitment.reviewed_on is not None and commitment.reviewed_on >= day
        if mine is None or not mine.prepares or later:
            continue
        editing.change(commitment, {"reviewed_on": day}, seen=commitment.version, by=by)
        marked += 1
    return marked

"""What it takes to say what came of a promise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.refusals import Refused
from legation.missions.rules import standing
from legation.outcomes.choices import SETTLED, CommitmentStatus
from legation.outcomes.models import Commitment
from legation.outcomes.queries import owns

# What only somebody who looks after it can say, and what is not said without a reason.
CLOSED = frozenset({CommitmentStatus.DONE, CommitmentStatus.PARTLY, CommitmentStatus.LAPSED})
EXPLAINED = frozenset({CommitmentStatus.PARTLY, CommitmentStatus.LAPSED, CommitmentStatus.WITHDRAWN})


class NobodyOwnsIt(Refused):
    sentence = _(
        "Nobody owns this on your side. Name somebody first, so that it is known who says what came of it."
    )
    field = "status"


class NoReasonGiven(Refused):
    sentence = _("Say in a sentence why: what was kept and what was not, or why it was withdrawn.")
    field = "reason"


class OwedToItself(Refused):
    sentence = _("Who owes it and to whom it is owed are the same. Choose the other side.")
    field = "owed_to"


class DayWithoutStep(Refused):
    sentence = _("Say what is to be done on that day.")
    field = "next_step"


def check_promise(values: Mapping[str, Any]) -> None:
    """Who owes what to whom, and when, makes sense."""
    debtor, creditor = values.get("owed_by"), values.get("owed_to")
    if debtor is not None and debtor == creditor:
        raise OwedToItself
    if values.get("next_on") and "next_step" in values and not values["next_step"]:
        raise DayWithoutStep


def check_settling(commitment: Commitment, values: Mapping[str, Any], by: User) -> None:
    """A promise is closed by a side on which somebody owns it, with a reason where one is owed."""
    status = values.get("status", commitment.status)
    if status == commitment.status:
        return
    if status in EXPLAINED and not values.get("reason", "").strip():
        raise NoReasonGiven
    mine = standing(by, commitment.mission_id)
    if status in CLOSED and mine is not None and not owns(commitment, mine.side):
        raise NobodyOwnsIt


def settled_as(values: Mapping[str, Any], before: str, today: date) -> dict[str, date | None]:
    """The day on which a promise is settled, today unless `values` name one; none where it is open again."""
    status = values.get("status", before)
    if status == before:
        return {}
    return {"settled_on": (values.get("settled_on") or today) if status in SETTLED else None}

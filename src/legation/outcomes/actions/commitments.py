"""Note what was promised, say who looks after it, and what came of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.actions.outcomes import add_outcome, change_outcome
from legation.outcomes.actions.settling import check_promise
from legation.outcomes.models import Commitment, Owner
from legation.outcomes.queries import colleagues_of


class TwoOwners(Refused):
    sentence = _("Name a colleague or a person, not both.")
    field = "person"


class NotOfYourSide(Refused):
    sentence = _("This colleague does not work on the mission on your side. Give them access first.")
    field = "user"


@transaction.atomic
def add_commitment(mission: Mission, values: Mapping[str, Any], *, by: User) -> Commitment:
    check_promise(values)
    return add_outcome(Commitment, mission, values, by=by)


@transaction.atomic
def settle_commitment(
    commitment: Commitment, status: str, *, seen: int, by: User, reason: str = "", **values: Any
) -> Commitment:
    """Say how a promise stands and why, as it was at version `seen`; `values` may name the next step."""
    return change_outcome(
        commitment, {"status": status, "reason": reason.strip(), **values}, seen=seen, by=by
    )


@transaction.atomic
def keep_own_side(commitment: Commitment, values: Mapping[str, Any], *, seen: int, by: User) -> Owner:
    """Say who looks after a promise on the side of `by`, and what it notes; `seen` is 0 for the first."""
    mine = standing(by, commitment.mission_id)
    assert mine is not None, "the gate has asked"  # noqa: S101
    if values.get("user") is not None and values.get("person") is not None:
        raise TwoOwners
    user = values.get("user")
    if user is not None and not colleagues_of(commitment.mission, mine.side).filter(pk=user.pk).exists():
        raise NotOfYourSide
    Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    there: Owner | None = Owner.objects.present().filter(commitment=commitment, side=mine.side).first()
    if there is None:
        return editing.add(Owner(commitment=commitment, side=mine.side, **values), by=by)
    return editing.change(there, values, seen=seen, by=by)


def take_over(commitment: Commitment, *, by: User) -> Owner:
    """Become the owner of a promise on one's own side; the notes stay."""
    mine = standing(by, commitment.mission_id)
    there = Owner.objects.present().filter(commitment=commitment, side=mine.side if mine else "").first()
    return keep_own_side(commitment, {"user": by, "person": None}, seen=there.version if there else 0, by=by)

"""Note what was promised."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.missions.models import Mission
from legation.outcomes.actions.outcomes import add_outcome
from legation.outcomes.models import Commitment


@transaction.atomic
def add_commitment(mission: Mission, values: Mapping[str, Any], *, by: User) -> Commitment:
    return add_outcome(Commitment, mission, values, by=by)

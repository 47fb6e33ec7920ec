"""Note what was agreed on."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.missions.models import Mission
from legation.outcomes.actions.outcomes import add_outcome
from legation.outcomes.actions.signing import check_signature
from legation.outcomes.models import Agreement


@transaction.atomic
def add_agreement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Agreement:
    check_signature(values)
    return add_outcome(Agreement, mission, values, by=by)

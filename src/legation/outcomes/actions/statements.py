"""Note what was said."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.missions.models import Mission
from legation.outcomes.actions.outcomes import add_outcome
from legation.outcomes.models import Statement


@transaction.atomic
def add_statement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Statement:
    return add_outcome(Statement, mission, values, by=by)

"""Choose how an engagement is ranked and seated."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.kernel import editing
from legation.missions.models import Engagement
from legation.protocol.models import Arrangement


@transaction.atomic
def arrange(engagement: Engagement, values: Mapping[str, Any], *, seen: int, by: User) -> Arrangement:
    """Set the rule pack, table, door and seed; `seen` is 0 for who saw the defaults.

    Raises ChangedMeanwhile when somebody arranged it since.
    """
    found: Arrangement | None = Arrangement.objects.present().filter(engagement=engagement).first()
    if found is None:
        return editing.add(Arrangement(engagement=engagement, **values), by=by)
    return editing.change(found, values, seen=seen, by=by)

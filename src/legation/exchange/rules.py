"""Who sends missions out and takes them in."""

from typing import Any

import rules

from legation.accounts.rules import is_staff
from legation.missions.rules import prepares, sees


@rules.predicate
def of_its_office(user: Any, parcel: Any) -> bool:
    """The office of the user brought it."""
    return parcel.removed_at is None and parcel.office_id == user.office_id


rules.add_perm("exchange.send", sees & prepares)
rules.add_perm("exchange.bring", is_staff)
rules.add_perm("exchange.view_parcel", is_staff & of_its_office)
rules.add_perm("exchange.change_parcel", is_staff & of_its_office)

"""Who may do what in the directory."""

from typing import Any

import rules

from legation.accounts.rules import is_member, is_staff
from legation.directory.choices import Scope


@rules.predicate
def present(_user: Any, record: Any) -> bool:
    """The record was not removed."""
    return record.removed_at is None


@rules.predicate
def finds_person(user: Any, person: Any) -> bool:
    """The person is shared, or kept by the user's own office. Agrees with `visible_to`."""
    return person.scope == Scope.SHARED or person.office_id == user.office_id


@rules.predicate
def finds_holder(user: Any, tenure: Any) -> bool:
    """The user sees the person who holds the post."""
    return tenure.person.removed_at is None and bool(finds_person(user, tenure.person))


rules.add_perm("directory.browse", is_member)
rules.add_perm("directory.keep", is_staff)
for kind in ("city", "organisation", "post"):
    rules.add_perm(f"directory.view_{kind}", is_member & present)
    rules.add_perm(f"directory.change_{kind}", is_staff & present)
rules.add_perm("directory.view_person", is_member & present & finds_person)
rules.add_perm("directory.change_person", is_staff & present & finds_person)
rules.add_perm("directory.view_tenure", is_member & present & finds_holder)
rules.add_perm("directory.change_tenure", is_staff & present & finds_holder)

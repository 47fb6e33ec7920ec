"""Who may do what with accounts."""

from typing import Any

import rules


@rules.predicate
def is_active(user: Any) -> bool:
    """Has an account that may log in."""
    return bool(user.is_authenticated and user.is_active)


@rules.predicate
def is_member(user: Any) -> bool:
    """Works for an office of this installation."""
    return bool(user.is_authenticated and user.is_active and user.office_id is not None)


@rules.predicate
def is_staff(user: Any) -> bool:
    """Keeps the shared records of this installation."""
    return bool(user.is_authenticated and user.keeps_records)


@rules.predicate
def is_administrator(user: Any) -> bool:
    """Looks after users and offices of this installation."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


rules.add_perm("accounts.use", is_active)
rules.add_perm("accounts.administer", is_administrator)

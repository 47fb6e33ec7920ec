"""Keys that an address or a form names, which anybody can write into it."""

from typing import Any

from django.db.models.lookups import In

LONGEST_KEY = 18  # figures: what a database's whole number holds for certain
LARGEST = 2**63


def key_asked(told: object) -> int | None:
    """The key that is told, or None where it is no number, or one that no database holds."""
    text = str(told)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None


class HeldIn(In):
    """`in` for whole numbers: one that no database holds is in no row, where SQLite would fail at it.

    Django does the same for `exact` and its like, and forms in which several may be chosen ask with `in`.
    """

    def get_prep_lookup(self) -> Any:
        found = super().get_prep_lookup()
        if hasattr(self.rhs, "resolve_expression") or hasattr(self.rhs, "as_sql"):
            return found  # a query, not values
        return [each for each in found if not isinstance(each, int) or -LARGEST <= each < LARGEST]

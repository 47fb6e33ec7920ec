"""Find a guest by a part of their name, in either script, through the index."""

from typing import Any

from django.db.models import Q

from legation.engine.textindex import query_terms
from legation.guests.models import Guest, GuestList, GuestTerm

MOST = 30
LAST = "\U0010ffff"  # stands behind every other letter


def guests_found(guest_list: GuestList, user: Any, text: str, *, limit: int = MOST) -> list[Guest]:
    """Guests whom `user` sees and who hold every word of `text`, names first: one query."""
    keys = keys_found(guest_list, text)
    if keys is None:
        return []
    rows = Guest.objects.visible_to(user).filter(keys, guest_list=guest_list)
    return list(rows.select_related("organisation", "comes_with", "delegate").order_by("name", "pk")[:limit])


def keys_found(guest_list: GuestList, text: str) -> Q | None:
    """The condition that a guest holds every word; None where nothing was asked for.

    Each word is a range of the index of one list, read once.
    """
    wanted = query_terms(text)
    if not wanted:
        return None
    condition = Q()
    for query in wanted:
        match = Q(term__gte=query.term, term__lt=query.term + LAST) if query.prefix else Q(term=query.term)
        of_list = GuestTerm.objects.filter(match, guest_list=guest_list)
        condition &= Q(pk__in=of_list.values("guest"))
    return condition

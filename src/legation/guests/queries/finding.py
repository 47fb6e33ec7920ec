"""Find a guest by a part of their name, in either script, through the index."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from legation.engine.textindex import query_terms
from legation.guests.models import Guest, GuestList, GuestTerm

MOST = 30


def guests_found(guest_list: GuestList, user: Any, text: str, *, limit: int = MOST) -> list[Guest]:
    """Guests whom `user` sees and who hold every word of `text`, names first: one query."""
    keys = keys_found(guest_list, text)
    if keys is None:
        return []
    rows = Guest.objects.visible_to(user).filter(keys, guest_list=guest_list)
    return list(rows.select_related("organisation", "comes_with", "delegate").order_by("name", "pk")[:limit])


def keys_found(guest_list: GuestList, text: str) -> Q | None:
    """The condition that a guest holds every word; None where nothing was asked for.

    The rarest way in is a range of the index of one list: the first word is looked up there, the others are
    asked of what it gives.
    """
    wanted = query_terms(text)
    if not wanted:
        return None
    condition = Q()
    for place, query in enumerate(wanted):
        match = (
            Q(term__gte=query.term, term__lt=query.term + "\U0010ffff")
            if query.prefix
            else Q(term=query.term)
        )
        if place == 0:
            first = GuestTerm.objects.filter(match, guest_list=guest_list)
            condition &= Q(pk__in=first.values("guest"))
        else:
            of_guest = GuestTerm.objects.filter(match, guest_list=guest_list, guest=OuterRef("pk"))
            condition &= Q(Exists(of_guest))
    return condition

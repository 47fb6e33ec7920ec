"""Keep what a door finds guests by in step with the guests."""

from collections.abc import Sequence

from legation.engine.textindex import terms
from legation.guests.models import Guest, GuestTerm

ROWS = 2000


def index(guests: Sequence[Guest]) -> None:
    """Write the terms of these guests anew; whoever was removed is not found."""
    if not guests:
        return
    GuestTerm.objects.filter(guest__in=[guest.pk for guest in guests]).delete()
    GuestTerm.objects.bulk_create(
        [term for guest in guests if guest.removed_at is None for term in _terms(guest)], batch_size=ROWS
    )


def _terms(guest: Guest) -> list[GuestTerm]:
    names = [guest.name, guest.native_name]
    person = guest.delegate.person if guest.delegate is not None else guest.person
    if person is not None:
        names += [person.native_name, person.korean_name, *person.aliases]
    named = set(terms(" \n ".join(filter(None, names))))
    beside = [guest.post, guest.body]
    if guest.organisation is not None:
        told = guest.organisation.name.data
        beside += list(told.values()) if isinstance(told, dict) else [str(told)]
    others = set(terms(" \n ".join(filter(None, beside)))) - named
    return [
        GuestTerm(guest_list_id=guest.guest_list_id, guest=guest, term=term, named=term in named)
        for term in sorted(named | others)
    ]

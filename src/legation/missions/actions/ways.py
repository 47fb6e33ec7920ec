"""Say how long it takes from one venue to another."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.models import Venue
from legation.missions.models.way import Way


class WayIsKnown(Refused):
    sentence = _("The way to %(venue)s has a time already. Change that one.")
    field = "arriving"


@transaction.atomic
def add_way(leaving: Venue, arriving: Venue, minutes: int, *, by: User) -> Way:
    _check_new(leaving, arriving)
    return editing.add(Way(leaving=leaving, arriving=arriving, minutes=minutes), by=by)


@transaction.atomic
def restore_way(way: Way, *, by: User) -> Way:
    """Undo a removal, unless the way was given a new time meanwhile."""
    _check_new(way.leaving, way.arriving)
    return editing.restore(way, by=by)


def _check_new(leaving: Venue, arriving: Venue) -> None:
    Venue.objects.select_for_update().get(pk=leaving.pk)
    if Way.objects.present().filter(leaving=leaving, arriving=arriving).exists():
        raise WayIsKnown(venue=arriving)

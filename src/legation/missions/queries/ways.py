"""How long the ways between venues take: as entered, or guessed from the map, or at least so long."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from legation.engine.itinerary import estimated_minutes
from legation.missions.models import Venue, Way

# Minutes below which a way is worth a second look: from venue to venue in one city, and between two cities.
LEAST_WAY, LEAST_JOURNEY = 15, 60


@dataclass(frozen=True, slots=True)
class Known:
    """Minutes from door to door; `how` is "entered", "estimated" or "least"."""

    minutes: int
    how: str


def ways_among(venues: Iterable[Venue], user: Any) -> dict[tuple[str, str], Known]:
    """One query: the way between any two of the venues, by their keys, both directions."""
    by_key = {venue.pk: venue for venue in venues}
    rows = Way.objects.visible_to(user).filter(leaving__in=by_key, arriving__in=by_key)
    entered = {
        (leaving, arriving): minutes
        for leaving, arriving, minutes in rows.values_list("leaving", "arriving", "minutes")
    }
    return {
        (str(one), str(two)): _known(here, there, entered.get((one, two)) or entered.get((two, one)))
        for one, here in by_key.items()
        for two, there in by_key.items()
        if one != two
    }


def _known(here: Venue, there: Venue, entered: int | None) -> Known:
    if entered is not None:
        return Known(entered, "entered")
    if here.point is not None and there.point is not None:
        return Known(estimated_minutes(here.point, there.point), "estimated")
    return Known(LEAST_WAY if here.city_id == there.city_id else LEAST_JOURNEY, "least")


def ways_of(venue: Venue, user: Any) -> list[Way]:
    """One query: what was entered for the ways to and from a venue, those that lead away first."""
    rows = Way.objects.visible_to(user).filter(Q(leaving=venue) | Q(arriving=venue))
    return sorted(
        rows.select_related("leaving", "arriving"), key=lambda way: (way.leaving_id != venue.pk, way.pk)
    )

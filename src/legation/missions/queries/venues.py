"""Venues by city, one venue, and the programme series."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from legation.directory.models import City, Organisation
from legation.kernel.sheets import Cell
from legation.missions.models import Engagement, Mission, Programme, Room, Venue, Way
from legation.missions.queries.ways import ways_of

MOST_ENGAGEMENTS = 30


@dataclass(frozen=True, slots=True)
class CityVenues:
    """The venues of one city."""

    city: City
    venues: tuple[Venue, ...]


def venues_by_city(user: Any) -> list[CityVenues]:
    """Two queries: venues and their rooms, in the order in which the cities were entered."""
    venues = (
        Venue.objects.visible_to(user)
        .select_related("city")
        .prefetch_related(_rooms(user))
        .order_by("city_id", "pk")
    )
    return [CityVenues(city, tuple(rows)) for city, rows in groupby(venues, key=lambda venue: venue.city)]


def venue_headings() -> list[str]:
    """The columns of venues; each room has a line of its own."""
    name = str(_("name")).capitalize()
    return [
        _("City"),
        f"{name} (English)",
        f"{name} (한국어)",
        _("Address"),
        _("Latitude"),
        _("Longitude"),
        _("Room"),
        _("Seats"),
    ]


def venues_leaving(user: Any) -> list[list[Cell]]:
    """The venues that the list shows, a line for each room: no query beyond the list's."""
    rows: list[list[Cell]] = []
    for place in venues_by_city(user):
        for venue in place.venues:
            point: tuple[float | None, float | None] = venue.point or (None, None)
            told: list[Cell] = [
                str(place.city),
                venue.name.localize("en"),
                venue.name.localize("ko"),
                str(venue.street),
                *point,
            ]
            rooms = getattr(venue, "seen_rooms", ())
            lines: list[list[Cell]] = [[str(room), room.capacity] for room in rooms] or [["", None]]
            rows += [[*told, *line] for line in lines]
    return rows


@dataclass(frozen=True, slots=True)
class VenuePage:
    """One venue, its rooms, and what the reader knows to take place there."""

    venue: Venue
    rooms: tuple[Room, ...]
    ways: tuple[Way, ...]
    engagements: tuple[Engagement, ...]
    editable: bool


def venue_page(venue: Venue, user: Any) -> VenuePage:
    """Four queries: the venue with its city, its rooms, its ways, and the latest engagements `user` sees."""
    engagements = (
        Engagement.objects.visible_to(user)
        .filter(venue=venue)
        .select_related("mission", "room")
        .order_by("-starts_at", "-pk")[:MOST_ENGAGEMENTS]
    )
    found = Venue.objects.visible_to(user).select_related("city").get(pk=venue.pk)
    return VenuePage(
        venue=found,
        rooms=tuple(Room.objects.visible_to(user).filter(venue=venue).order_by("pk")),
        ways=tuple(ways_of(venue, user)),
        engagements=tuple(engagements),
        editable=user.has_perm("missions.change_venue", venue),
    )


def programmes_seen(user: Any) -> list[Programme]:
    """Three queries: the series with their organisers and those of their missions that `user` works on."""
    organisers = Organisation.objects.visible_to(user).order_by("pk")
    missions = Mission.objects.visible_to(user).order_by("starts_on", "pk")
    return list(
        Programme.objects.visible_to(user)
        .prefetch_related(
            Prefetch("organisers", queryset=organisers, to_attr="seen_organisers"),
            Prefetch("missions", queryset=missions, to_attr="seen_missions"),
        )
        .order_by("pk")
    )


def _rooms(user: Any) -> "Prefetch[str, Any, str]":
    return Prefetch("rooms", queryset=Room.objects.visible_to(user).order_by("pk"), to_attr="seen_rooms")

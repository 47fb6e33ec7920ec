"""Venues by city, one venue, and the programme series."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from legation.directory.models import City, Organisation
from legation.kernel.sheets import Cell
from legation.missions.models import Engagement, Mission, Programme, Room, Venue, Way
from legation.missions.queries.ways import ways_of

MOST_ENGAGEMENTS = 30
PAGE = 50


@dataclass(frozen=True, slots=True)
class CityVenues:
    """The venues of one city."""

    city: City
    venues: tuple[Venue, ...]


@dataclass(frozen=True, slots=True)
class VenueList:
    """A page of the venues by city, and where it stands in the whole."""

    cities: tuple[CityVenues, ...]
    page: int
    pages: int


def venue_list(user: Any, asked: str) -> VenueList:
    """Three queries: how many, the venues of one page and their rooms."""
    pages = Paginator(_venues(user), PAGE)
    page = pages.get_page(asked)
    return VenueList(_by_city(page.object_list), page.number, pages.num_pages)


def venues_by_city(user: Any) -> tuple[CityVenues, ...]:
    """All of them, to be taken out. Two queries."""
    return _by_city(_venues(user))


def _venues(user: Any) -> "QuerySet[Venue]":
    """In the order in which the cities were entered."""
    found: QuerySet[Venue] = (
        Venue.objects.visible_to(user)
        .select_related("city")
        .prefetch_related(_rooms(user))
        .order_by("city_id", "pk")
    )
    return found


def _by_city(venues: Iterable[Venue]) -> tuple[CityVenues, ...]:
    return tuple(
        CityVenues(city, tuple(rows)) for city, rows in groupby(venues, key=lambda venue: venue.city)
    )


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

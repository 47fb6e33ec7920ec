"""The programme, the rooms that are held and the venues, taken out as tables."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.directory.views.outgoing import taken_out
from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.listed_out import bookings_sheet, programme_sheet
from legation.missions.queries.programme import programme_of
from legation.missions.queries.there import people_of
from legation.missions.queries.venues import venue_headings, venues_leaving


@gate(["GET"], Mission, "missions.view_mission")
def programme_out(request: Request, mission: Mission) -> HttpResponseBase:
    """The programme as the page shows it, narrowed to a day or a person as there."""
    asked, user = request.GET.get, request.user
    people = people_of(mission, user)
    shown = programme_of(
        mission,
        masthead(mission, user, people=people),
        user,
        timezone.now(),
        day=asked("day", ""),
        person=asked("person", ""),
        people=people,
    )
    return taken_out(request, f"{mission.slug}-programme", table=programme_sheet(shown))


@gate(["GET"], Mission, "missions.view_mission")
def bookings_out(request: Request, mission: Mission) -> HttpResponseBase:
    return taken_out(request, f"{mission.slug}-rooms", table=bookings_sheet(mission, request.user))


@gate(["GET"], None, "directory.browse")
def venues_out(request: Request) -> HttpResponseBase:
    """The venues with their rooms, a line for each room."""
    return taken_out(request, "venues", table=(_("Venues"), venue_headings(), venues_leaving(request.user)))

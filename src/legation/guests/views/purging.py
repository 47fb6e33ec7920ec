"""What the job destroyed once the mission was over."""

from django.http import HttpResponse
from django.shortcuts import render

from legation.guests.queries.purging import purges_page
from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead


@gate(["GET"], Mission, "missions.change_mission")
def guest_purges(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "page": purges_page(mission, request.user)}
    return render(request, "guests/purges.html", context)

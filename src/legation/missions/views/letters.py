"""What was sent about a mission."""

from django.http import HttpResponse
from django.shortcuts import render

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.letters import letters_of


@gate(["GET"], Mission, "missions.change_mission")
def mission_letters(request: Request, mission: Mission) -> HttpResponse:
    page = {"head": masthead(mission, request.user), "posted": letters_of(mission, request.user)}
    return render(request, "missions/letters.html", page)

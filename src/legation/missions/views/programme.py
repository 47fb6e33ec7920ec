"""The programme by day and the list of meetings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.engagement import removed_engagement
from legation.missions.queries.programme import meetings_of, programme_of
from legation.missions.queries.there import people_of


@gate(["GET"], Mission, "missions.view_mission")
def programme(request: Request, mission: Mission) -> HttpResponse:
    people = people_of(mission, request.user)
    head = masthead(mission, request.user, people=people)
    asked = request.GET.get
    shown = programme_of(
        mission,
        head,
        request.user,
        timezone.now(),
        day=asked("day", ""),
        person=asked("person", ""),
        people=people,
    )
    removed = removed_engagement(mission, asked("removed", ""), request.user)
    return render(request, "missions/programme.html", {"head": head, "programme": shown, "removed": removed})


@gate(["GET"], Mission, "missions.view_mission")
def meetings(request: Request, mission: Mission) -> HttpResponse:
    people = people_of(mission, request.user)
    head = masthead(mission, request.user, people=people)
    found = meetings_of(mission, request.user, people)
    return render(request, "missions/meetings.html", {"head": head, "meetings": found})

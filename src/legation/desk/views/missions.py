"""Missions, the desk of one mission, and search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from legation.desk.queries import desk_of, everybody, found, missions_by_time
from legation.kernel.gate import Request, gate, public
from legation.missions.models import Mission
from legation.missions.queries import masthead


@public(["GET"], because="only leads on to the list of missions, which asks for a login")
def home(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("missions")


@gate(["GET"], None, "missions.list")
def missions(request: Request) -> HttpResponse:
    return render(request, "desk/missions.html", {"groups": missions_by_time(request.user, timezone.now())})


@gate(["GET"], Mission, "missions.view_mission")
def desk(request: Request, mission: Mission) -> HttpResponse:
    people = everybody(mission, request.user)
    head = masthead(mission, request.user, people=people)
    shown = desk_of(mission, head, people, request.user, timezone.now())
    return render(request, "desk/desk.html", {"head": head, "desk": shown})


@gate(["GET"], None, "accounts.use")
def search(request: Request) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    return render(request, "desk/search.html", {"query": query, "results": found(query, request.user)})

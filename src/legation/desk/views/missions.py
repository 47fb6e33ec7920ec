"""Missions, the desk of one mission, and search."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from legation.desk.queries import desk_of, everybody, found
from legation.desk.queries.listing import missions_by_time
from legation.desk.queries.offering import OFFERED, offered
from legation.kernel.asked import key_asked
from legation.kernel.gate import Request, gate, public
from legation.missions.models import Mission
from legation.missions.queries import masthead


@public(["GET"], because="only leads on to the list of missions, which asks for a login")
def home(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("missions")


@gate(["GET"], None, "missions.list")
def missions(request: Request) -> HttpResponse:
    page = key_asked(request.GET.get("page", "")) or 1
    return render(
        request, "desk/missions.html", {"listing": missions_by_time(request.user, timezone.now(), page)}
    )


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


@gate(["GET"], None, "accounts.use")
def choices(request: Request, kind: str) -> JsonResponse:
    """What fits while somebody types a name into a form."""
    if kind not in OFFERED:
        raise Http404
    return JsonResponse({"found": offered(kind, request.GET.get("find", ""), request.user)})

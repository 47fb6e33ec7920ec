"""How delegates come and go."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.actions.travel import add_movement, change_movement
from legation.missions.forms.travel import MovementForm
from legation.missions.models import Mission, Movement
from legation.missions.queries import masthead
from legation.missions.queries.removed import removed_part
from legation.missions.queries.there import people_of
from legation.missions.queries.travel import travels_of
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out


def _list(mission: Mission) -> str:
    return reverse("travel", args=[mission.slug])


@gate(["GET"], Mission, "missions.view_mission")
def travel(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user, people=people_of(mission, request.user))
    travels = travels_of(mission, request.user, head.coming)
    gone = removed_part(Movement, mission, request.GET.get("removed", ""), request.user)
    return render(request, "missions/travel.html", {"head": head, "travels": travels, "gone": gone})


@gate(["GET", "POST"], Mission, "missions.change_mission")
def movement_new(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    form = MovementForm(
        request.POST or None,
        mission=mission,
        user=request.user,
        direction=request.GET.get("direction", ""),
        cities=(next(iter(head.guests), None), next(iter(head.hosts), None)),
    )
    return edit(
        request,
        form,
        act=lambda: add_movement(mission, form.values(), by=request.user),
        template="missions/movement_edit.html",
        context={"head": head, "heading": _("Enter a journey"), "back": _list(mission)},
        done=lambda _added: _list(mission),
    )


@gate(["GET", "POST"], Movement, "missions.change_movement")
def movement_edit(request: Request, movement: Movement) -> HttpResponse:
    mission: Any = movement.mission
    form = MovementForm(request.POST or None, mission=mission, user=request.user, instance=movement)
    return edit(
        request,
        form,
        act=lambda: change_movement(movement, form.values(), seen=form.seen, by=request.user),
        template="missions/movement_edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": str(movement),
            "back": _list(mission),
            "remove": reverse("movement-remove", args=[mission.slug, movement.pk]),
        },
        done=lambda _changed: _list(mission),
    )


@gate(["POST"], Movement, "missions.change_movement")
def movement_remove(request: Request, movement: Movement) -> HttpResponse:
    return take_out(request, movement, back=_list(movement.mission))


@gate(["POST"], Mission, "missions.change_mission")
def movement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return bring_back(request, removed_part(Movement, mission, pk, request.user), back=_list(mission))


@gate(["GET"], Movement, "missions.view_movement")
def movement_history(request: Request, movement: Movement) -> HttpResponse:
    mine = standing(request.user, movement.mission_id)
    revisions = revisions_of(movement, sees=mine.sees if mine is not None else ())
    context = {"record": movement, "back": _list(movement.mission), "revisions": revisions}
    return render(request, "ui/history.html", context)

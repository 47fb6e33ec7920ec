"""The page of a mission's outcomes, and what is done alike with each kind."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.outcomes.actions import change_outcome, remove_outcome, restore_outcome
from legation.outcomes.forms import OutcomeForm
from legation.outcomes.models import Agreement, Outcome
from legation.outcomes.queries import outcomes_of, removed_outcome, undoable


@gate(["GET"], Mission, "missions.view_mission")
def outcomes(request: Request, mission: Mission) -> HttpResponse:
    gone = undoable(mission, request.GET.get("removed", ""), request.user)
    context = {
        "head": masthead(mission, request.user),
        "outcomes": outcomes_of(mission, request.user, timezone.localdate()),
        "undo": _undo(mission, gone) if gone else "",
    }
    return render(request, "outcomes/outcomes.html", context)


def _undo(mission: Mission, gone: Outcome) -> str:
    if isinstance(gone, Agreement):
        return reverse("agreement-restore", args=[gone.pk])
    return reverse(f"{gone._meta.model_name}-restore", args=[mission.slug, gone.pk])


def new_outcome(
    request: Request, mission: Mission, form: OutcomeForm, act: Callable[..., Outcome], heading: str
) -> HttpResponse:
    return edit(
        request,
        form,
        act=lambda: act(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={"head": masthead(mission, request.user), "heading": heading, "back": page_of(mission)},
        done=place_of,
    )


def edit_outcome(request: Request, outcome: Any, form: OutcomeForm, heading: str) -> HttpResponse:
    name = outcome._meta.model_name
    return edit(
        request,
        form,
        act=lambda: change_outcome(outcome, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(outcome.mission, request.user),
            "heading": heading,
            "back": place_of(outcome),
            "remove": reverse(f"{name}-remove", args=[outcome.mission.slug, outcome.pk]),
        },
        done=place_of,
    )


def take_away(request: Request, outcome: Outcome) -> HttpResponse:
    try:
        remove_outcome(outcome, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(place_of(outcome))
    return redirect(f"{page_of(outcome.mission)}?removed={outcome._meta.model_name}-{outcome.pk}")


def bring_back(request: Request, mission: Mission, model: type[Outcome], pk: int) -> HttpResponse:
    found = removed_outcome(model, mission, pk, request.user)
    if found is None:
        raise Http404
    return redirect(place_of(restore_outcome(found, by=request.user)))


def page_of(mission: Mission) -> str:
    return reverse("outcomes", args=[mission.slug])


def place_of(outcome: Outcome) -> str:
    return f"{page_of(outcome.mission)}#{outcome._meta.model_name}-{outcome.pk}"

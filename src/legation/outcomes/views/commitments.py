"""Pages of promises."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.outcomes.actions import add_commitment
from legation.outcomes.forms import CommitmentForm
from legation.outcomes.models import Commitment
from legation.outcomes.views.outcomes import bring_back, edit_outcome, new_outcome, place_of, take_away


@gate(["GET", "POST"], Mission, "missions.change_mission")
def commitment_new(request: Request, mission: Mission) -> HttpResponse:
    form = CommitmentForm(request.POST or None, mission=mission, user=request.user)
    return new_outcome(request, mission, form, add_commitment, _("Note a promise"))


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def commitment_edit(request: Request, outcome: Commitment) -> HttpResponse:
    form = CommitmentForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return edit_outcome(request, outcome, form, _("Change the promise"))


@gate(["POST"], Commitment, "outcomes.change_commitment")
def commitment_remove(request: Request, outcome: Commitment) -> HttpResponse:
    return take_away(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def commitment_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return bring_back(request, mission, Commitment, pk)


@gate(["GET"], Commitment, "outcomes.view_commitment")
def commitment_history(request: Request, outcome: Commitment) -> HttpResponse:
    head = masthead(outcome.mission, request.user)
    revisions = revisions_of(outcome, sees=head.standing.sees if head.standing else ())
    return render(
        request, "ui/history.html", {"record": outcome, "revisions": revisions, "back": place_of(outcome)}
    )

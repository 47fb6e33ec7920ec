"""Pages of promises."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.outcomes.actions import add_commitment, keep_own_side, settle_commitment, take_over
from legation.outcomes.forms import CommitmentForm, OwnSideForm, SettleForm
from legation.outcomes.models import Commitment
from legation.outcomes.queries.attached import removed_attachment
from legation.outcomes.queries.owning import own_side
from legation.outcomes.queries.promise import promise_page
from legation.outcomes.views.outcomes import bring_back, edit_outcome, new_outcome, place_of, take_away


@gate(["GET"], Commitment, "outcomes.view_commitment")
def commitment(request: Request, outcome: Commitment) -> HttpResponse:
    context = {
        "head": masthead(outcome.mission, request.user),
        "page": promise_page(outcome, request.user, timezone.localdate()),
        "item": outcome,
        "removed": removed_attachment(request.GET.get("removed", ""), request.user, outcome),
    }
    return render(request, "outcomes/promise.html", context)


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def commitment_settle(request: Request, outcome: Commitment) -> HttpResponse:
    form = SettleForm(request.POST or None, instance=outcome)
    return edit(
        request,
        form,
        act=lambda: settle_commitment(outcome, seen=form.seen, by=request.user, **form.values()),
        template="missions/edit.html",
        context={
            "head": masthead(outcome.mission, request.user),
            "heading": _("What came of it?"),
            "back": page_of_promise(outcome),
        },
        done=page_of_promise,
    )


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def commitment_own(request: Request, outcome: Commitment) -> HttpResponse:
    head = masthead(outcome.mission, request.user)
    form = OwnSideForm(
        request.POST or None,
        instance=own_side(outcome, request.user),
        mission=outcome.mission,
        side=head.standing.side if head.standing else "",
        reader=request.user,
    )
    return edit(
        request,
        form,
        act=lambda: keep_own_side(outcome, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": head,
            "heading": _("Who looks after it on your side?"),
            "back": page_of_promise(outcome),
        },
        done=lambda _saved: page_of_promise(outcome),
    )


@gate(["POST"], Commitment, "outcomes.change_commitment")
def commitment_take(request: Request, outcome: Commitment) -> HttpResponse:
    take_over(outcome, by=request.user)
    return redirect(page_of_promise(outcome))


def page_of_promise(outcome: Commitment) -> str:
    return reverse("commitment", args=[outcome.mission.slug, outcome.pk])


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

"""Pages of outcomes."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.outcomes.actions import (
    add_agreement,
    add_commitment,
    add_statement,
    change_outcome,
    remove_outcome,
    restore_outcome,
)
from legation.outcomes.forms import AgreementForm, CommitmentForm, OutcomeForm, StatementForm
from legation.outcomes.models import Agreement, Commitment, Outcome, Statement
from legation.outcomes.queries import outcomes_of, removed_outcome, undoable


@gate(["GET"], Mission, "missions.view_mission")
def outcomes(request: Request, mission: Mission) -> HttpResponse:
    gone = undoable(mission, request.GET.get("removed", ""), request.user)
    context = {
        "head": masthead(mission, request.user),
        "outcomes": outcomes_of(mission, request.user, timezone.now().date()),
        "undo": reverse(f"{gone._meta.model_name}-restore", args=[mission.slug, gone.pk]) if gone else "",
    }
    return render(request, "outcomes/outcomes.html", context)


def _new(
    request: Request, mission: Mission, form: OutcomeForm, act: Callable[..., Outcome], heading: str
) -> HttpResponse:
    return edit(
        request,
        form,
        act=lambda: act(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={"head": masthead(mission, request.user), "heading": heading, "back": _list(mission)},
        done=_at,
    )


def _edit(request: Request, outcome: Any, form: OutcomeForm, heading: str) -> HttpResponse:
    name = outcome._meta.model_name
    return edit(
        request,
        form,
        act=lambda: change_outcome(outcome, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(outcome.mission, request.user),
            "heading": heading,
            "back": _at(outcome),
            "remove": reverse(f"{name}-remove", args=[outcome.mission.slug, outcome.pk]),
        },
        done=_at,
    )


def _remove(request: Request, outcome: Outcome) -> HttpResponse:
    remove_outcome(outcome, by=request.user)
    return redirect(f"{_list(outcome.mission)}?removed={outcome._meta.model_name}-{outcome.pk}")


def _restore(request: Request, mission: Mission, model: type[Outcome], pk: int) -> HttpResponse:
    found = removed_outcome(model, mission, pk, request.user)
    if found is None:
        raise Http404
    return redirect(_at(restore_outcome(found, by=request.user)))


def _list(mission: Mission) -> str:
    return reverse("outcomes", args=[mission.slug])


def _at(outcome: Outcome) -> str:
    return f"{_list(outcome.mission)}#{outcome._meta.model_name}-{outcome.pk}"


@gate(["GET", "POST"], Mission, "missions.change_mission")
def commitment_new(request: Request, mission: Mission) -> HttpResponse:
    form = CommitmentForm(request.POST or None, mission=mission, user=request.user)
    return _new(request, mission, form, add_commitment, _("Note a promise"))


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def commitment_edit(request: Request, outcome: Commitment) -> HttpResponse:
    form = CommitmentForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return _edit(request, outcome, form, _("Change the promise"))


@gate(["POST"], Commitment, "outcomes.change_commitment")
def commitment_remove(request: Request, outcome: Commitment) -> HttpResponse:
    return _remove(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def commitment_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return _restore(request, mission, Commitment, pk)


@gate(["GET"], Commitment, "outcomes.view_commitment")
def commitment_history(request: Request, outcome: Commitment) -> HttpResponse:
    head = masthead(outcome.mission, request.user)
    revisions = revisions_of(outcome, sees=head.standing.sees if head.standing else ())
    return render(
        request, "ui/history.html", {"record": outcome, "revisions": revisions, "back": _at(outcome)}
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def agreement_new(request: Request, mission: Mission) -> HttpResponse:
    form = AgreementForm(request.POST or None, mission=mission, user=request.user)
    return _new(request, mission, form, add_agreement, _("Note an agreement"))


@gate(["GET", "POST"], Agreement, "outcomes.change_agreement")
def agreement_edit(request: Request, outcome: Agreement) -> HttpResponse:
    form = AgreementForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return _edit(request, outcome, form, _("Change the agreement"))


@gate(["POST"], Agreement, "outcomes.change_agreement")
def agreement_remove(request: Request, outcome: Agreement) -> HttpResponse:
    return _remove(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def agreement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return _restore(request, mission, Agreement, pk)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def statement_new(request: Request, mission: Mission) -> HttpResponse:
    form = StatementForm(request.POST or None, mission=mission, user=request.user)
    return _new(request, mission, form, add_statement, _("Note a statement"))


@gate(["GET", "POST"], Statement, "outcomes.change_statement")
def statement_edit(request: Request, outcome: Statement) -> HttpResponse:
    form = StatementForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return _edit(request, outcome, form, _("Change the statement"))


@gate(["POST"], Statement, "outcomes.change_statement")
def statement_remove(request: Request, outcome: Statement) -> HttpResponse:
    return _remove(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def statement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return _restore(request, mission, Statement, pk)

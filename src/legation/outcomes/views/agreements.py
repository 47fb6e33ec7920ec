"""Pages of agreements."""

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
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.actions import add_agreement, change_outcome, remove_outcome, restore_outcome
from legation.outcomes.actions.agreements import add_signatory, remove_signatory, restore_signatory
from legation.outcomes.actions.sheets import agreement_bytes
from legation.outcomes.forms import AgreementForm
from legation.outcomes.forms.agreement import SignatoryForm
from legation.outcomes.models import Agreement, Signatory
from legation.outcomes.queries import removed_outcome
from legation.outcomes.queries.agreement import agreement_page, removed_signatory
from legation.outcomes.queries.attached import removed_attachment
from legation.outcomes.views.outcomes import new_outcome, page_of, place_of
from legation.outcomes.views.sending import pdf_answer


@gate(["GET"], Agreement, "outcomes.view_agreement")
def agreement(request: Request, outcome: Agreement) -> HttpResponse:
    context = {
        "page": agreement_page(outcome, request.user, timezone.localdate()),
        "item": outcome,
        "removed": removed_attachment(request.GET.get("removed", ""), request.user, outcome),
        "unsigned": removed_signatory(request.GET.get("unsigned", ""), request.user, outcome),
    }
    return render(request, "outcomes/agreement.html", context)


@gate(["GET"], Agreement, "outcomes.view_agreement")
def agreement_pdf(request: Request, outcome: Agreement) -> HttpResponse:
    page = agreement_page(outcome, request.user, timezone.localdate())
    try:
        data = agreement_bytes(page, by=request.user, now=timezone.now())
    except Refused as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    return pdf_answer(data, f"agreement-{outcome.pk}")


@gate(["GET", "POST"], Mission, "missions.change_mission")
def agreement_new(request: Request, mission: Mission) -> HttpResponse:
    form = AgreementForm(request.POST or None, mission=mission, user=request.user)
    return new_outcome(request, mission, form, add_agreement, _("Note an agreement"))


@gate(["GET", "POST"], Agreement, "outcomes.change_agreement")
def agreement_edit(request: Request, outcome: Agreement) -> HttpResponse:
    form = AgreementForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return page_with(
        request,
        outcome,
        form,
        act=lambda: change_outcome(outcome, form.values(), seen=form.seen, by=request.user),
        heading=_("Change the agreement"),
        done=lambda saved: place_of(saved) if saved.mission_id else at_agreement(saved),
        remove=reverse("agreement-remove", args=[outcome.pk]),
    )


@gate(["POST"], Agreement, "outcomes.change_agreement")
def agreement_remove(request: Request, outcome: Agreement) -> HttpResponse:
    remove_outcome(outcome, by=request.user)
    where = page_of(outcome.mission) if outcome.mission else reverse("agreements")
    return redirect(f"{where}?removed=agreement-{outcome.pk}")


@gate(["POST"], None, "outcomes.browse")
def agreement_restore(request: Request, pk: int) -> HttpResponse:
    found: Any = removed_outcome(Agreement, None, pk, request.user)
    if found is None:
        raise Http404
    restore_outcome(found, by=request.user)
    return redirect(place_of(found) if found.mission_id else at_agreement(found))


@gate(["GET"], Agreement, "outcomes.view_agreement")
def agreement_history(request: Request, outcome: Agreement) -> HttpResponse:
    mine = standing(request.user, outcome.mission_id)
    sees = mine.sees if mine is not None else frozenset({"shared"})
    context = {"record": outcome, "revisions": revisions_of(outcome, sees=sees)}
    return render(request, "ui/history.html", {**context, "back": at_agreement(outcome)})


@gate(["GET", "POST"], Agreement, "outcomes.change_agreement")
def signatory_new(request: Request, outcome: Agreement) -> HttpResponse:
    form = SignatoryForm(request.POST or None, agreement=outcome, reader=request.user)
    return page_with(
        request,
        outcome,
        form,
        act=lambda: add_signatory(outcome, form.values(), by=request.user),
        heading=_("Who signed?"),
        done=lambda _saved: f"{at_agreement(outcome)}#signatories",
    )


@gate(["POST"], Signatory, "outcomes.change_signatory")
def signatory_remove(request: Request, signatory: Signatory) -> HttpResponse:
    remove_signatory(signatory, by=request.user)
    return redirect(f"{at_agreement(signatory.agreement)}?unsigned={signatory.pk}#signatories")


@gate(["POST"], None, "outcomes.browse")
def signatory_restore(request: Request, pk: int) -> HttpResponse:
    found = removed_signatory(pk, request.user)
    if found is None:
        raise Http404
    restore_signatory(found, by=request.user)
    return redirect(f"{at_agreement(found.agreement)}#signatories")


def page_with(
    request: Request,
    outcome: Agreement,
    form: Any,
    *,
    act: Callable[[], Any],
    heading: str,
    done: Callable[[Any], str],
    remove: str = "",
) -> HttpResponse:
    """A form about one agreement, under its name."""
    context = {"over": outcome, "heading": heading, "back": at_agreement(outcome), "remove": remove}
    return edit(request, form, act=act, template="ui/edit.html", context=context, done=done)


def at_agreement(outcome: Agreement) -> str:
    return reverse("agreement", args=[outcome.pk])

"""Promises of all missions: the list, the table taken out, and the yearly review."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.outcomes.actions import mark_reviewed, settle_commitment
from legation.outcomes.actions.calendars import end_promise_calendar, make_promise_calendar
from legation.outcomes.actions.printing import review_bytes
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.forms.promises import JudgeForm, PromisesForm, ReviewedForm, ReviewForm
from legation.outcomes.models import Commitment
from legation.outcomes.queries.calendar import address_of, own_link
from legation.outcomes.queries.promises import found_promises, rows_of
from legation.outcomes.queries.promises import promises as promises_asked
from legation.outcomes.queries.review import review_of
from legation.outcomes.queries.sheets import promises_table
from legation.outcomes.views.sending import pdf_answer, table_answer


@gate(["GET"], None, "outcomes.browse")
def promises(request: Request) -> HttpResponse:
    form = PromisesForm(request.GET, user=request.user)
    asked = form.asked(request.GET.get("page", ""))
    page = promises_asked(request.user, asked, timezone.localdate())
    link = own_link(request.user)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "asking": _asking(request),
        "calendar": address_of(link) if link is not None else "",
    }
    return render(request, "outcomes/promises.html", context)


@gate(["POST"], None, "outcomes.browse")
def promises_calendar(request: Request) -> HttpResponse:
    """Make the address of one's own calendar anew, or end it."""
    if request.POST.get("end"):
        end_promise_calendar(by=request.user)
        messages.success(request, _("The address is revoked: whoever has it gets nothing any more."))
    else:
        make_promise_calendar(by=request.user, language=(get_language() or "en")[:2])
        messages.success(request, _("The address is ready. Copy it into your calendar program."))
    return redirect(f"{reverse('promises')}#calendar")


@gate(["GET"], None, "outcomes.browse")
def promises_out(request: Request, kind: str) -> HttpResponseBase:
    today = timezone.localdate()
    asked = PromisesForm(request.GET, user=request.user).asked()
    rows = rows_of(list(found_promises(request.user, asked, today)), request.user, today)
    return table_answer(promises_table(rows), kind, "promises")


@gate(["GET"], None, "outcomes.browse")
def review(request: Request) -> HttpResponse:
    return render(request, "outcomes/review.html", _review(request))


@gate(["GET"], None, "outcomes.browse")
def review_pdf(request: Request) -> HttpResponse:
    found = _review(request)["page"]
    try:
        data = review_bytes(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    return pdf_answer(data, f"promises-{found.scope.year}")


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def commitment_judge(request: Request, outcome: Commitment) -> HttpResponse:
    """One line of the review; what is refused comes back as a page of its own with what was typed."""
    form = JudgeForm(request.POST or None, instance=outcome)
    back = f"{reverse('review')}?{request.GET.urlencode()}"
    return edit(
        request,
        form,
        act=lambda: settle_commitment(outcome, seen=form.seen, by=request.user, **form.values()),
        template="missions/edit.html",
        context={
            "head": masthead(outcome.mission, request.user),
            "heading": _("What came of it?"),
            "back": back,
        },
        done=lambda saved: f"{back}#promise-{saved.pk}",
        said=_("“%(what)s” is settled as you said.") % {"what": outcome.title},
    )


@gate(["POST"], None, "outcomes.browse")
def reviewed(request: Request) -> HttpResponse:
    context = _review(request)
    form = ReviewedForm(request.POST)
    if form.is_valid():
        rows = [row.commitment for row in context["page"].rows]
        try:
            count = mark_reviewed(rows, form.cleaned_data["reviewed_on"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            said = ngettext("%(n)s promise is marked.", "%(n)s promises are marked.", count) % {"n": count}
            messages.success(request, said)
            return redirect(f"{reverse('review')}?{request.GET.urlencode()}")
    return render(request, "outcomes/review.html", {**context, "reviewed": form}, status=422)


def _review(request: Request) -> dict[str, Any]:
    today = timezone.localdate()
    form = ReviewForm(request.GET.dict(), user=request.user, today=today)
    return {
        "form": form,
        "page": review_of(request.user, form.scope, today),
        "reviewed": ReviewedForm(initial={"reviewed_on": today}),
        "statuses": CommitmentStatus.choices,
        "asking": request.GET.urlencode(),
    }


def _asking(request: Request) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return str(asked.urlencode())

"""The register of agreements over all missions, and those that an office keeps."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.outcomes.actions.agreements import add_office_agreement
from legation.outcomes.forms.agreement import AgreementForm, RegisterForm
from legation.outcomes.models import Agreement
from legation.outcomes.queries import KINDS, removed_outcome
from legation.outcomes.queries.register import found_entries, register
from legation.outcomes.queries.sheets import agreements_table
from legation.outcomes.views.sending import table_answer


@gate(["GET"], None, "outcomes.browse")
def agreements(request: Request) -> HttpResponse:
    form = RegisterForm(request.GET, user=request.user)
    asked = form.asked(request.GET.get("page", ""))
    kind, _dash, key = request.GET.get("removed", "").partition("-")
    told = KINDS.get(kind) is Agreement and key.isascii() and key.isdecimal() and len(key) < 18
    asking = request.GET.copy()
    for name in ("page", "removed"):
        asking.pop(name, None)
    context = {
        "form": form,
        "asked": asked,
        "page": register(request.user, asked, timezone.localdate()),
        "asking": asking.urlencode(),
        "gone": removed_outcome(Agreement, None, int(key), request.user) if told else None,
    }
    return render(request, "outcomes/agreements.html", context)


@gate(["GET"], None, "outcomes.browse")
def agreements_out(request: Request, kind: str) -> HttpResponseBase:
    asked = RegisterForm(request.GET, user=request.user).asked()
    entries = found_entries(request.user, asked, timezone.localdate())
    return table_answer(agreements_table(entries, request.user), kind, "agreements")


@gate(["GET", "POST"], None, "outcomes.keep")
def office_agreement_new(request: Request) -> HttpResponse:
    form = AgreementForm(request.POST or None, mission=None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_office_agreement(form.values(), by=request.user),
        template="ui/edit.html",
        context={
            "over": _("Agreements"),
            "heading": _("Note an agreement of your office"),
            "back": reverse("agreements"),
        },
        done=lambda saved: reverse("agreement", args=[saved.pk]),
    )

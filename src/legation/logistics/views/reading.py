"""Read a carrier's confirmation into a draft; nothing is entered before it is confirmed."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.engine.ingest.travel import Journey
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.logistics.actions.reading import enter_journeys
from legation.logistics.forms.reading import ConfirmationForm, DraftForm
from legation.logistics.queries.reading import Draft, drafts, offers_for, packed, unpacked
from legation.missions.models import Mission
from legation.missions.queries import masthead

LASTS = 24 * 3600


def _salt(mission: Mission, user: Any) -> str:
    return f"legation.journeys.{mission.pk}.{user.pk}"


@gate(["GET", "POST"], Mission, "missions.change_mission")
def travel_read(request: Request, mission: Mission) -> HttpResponse:
    form = ConfirmationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _shown(request, mission, form.cleaned_data["file"], None, 200)
    context = {"head": masthead(mission, request.user), "form": form, "save": _("Read it")}
    return render(
        request, "logistics/travel_read.html", context, status=422 if request.method == "POST" else 200
    )


@gate(["POST"], Mission, "missions.change_mission")
def travel_enter(request: Request, mission: Mission) -> HttpResponse:
    try:
        stored = signing.loads(
            request.POST.get("draft", ""), salt=_salt(mission, request.user), max_age=LASTS
        )
    except signing.BadSignature:
        messages.error(request, _("This draft is no longer valid. Read the confirmation again."))
        return redirect("travel-read", mission.slug)
    journeys = unpacked(stored)
    found = _forms(mission, request.user, journeys, request.POST)
    if not all(form.is_valid() for _draft, form in found):
        return _shown(request, mission, journeys, found, 422)
    wanted = [
        (draft.journey, form.cleaned_data, draft.known)
        for draft, form in found
        if form.cleaned_data["wanted"]
    ]
    try:
        entered = enter_journeys(mission, wanted, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _shown(request, mission, journeys, found, 422)
    said = ngettext("%(n)s journey was entered.", "%(n)s journeys were entered.", len(entered))
    messages.success(request, said % {"n": len(entered)})
    return redirect("travel", mission.slug)


def _forms(mission: Mission, user: Any, journeys: Any, data: Any) -> list[tuple[Draft, DraftForm]]:
    offers = offers_for(mission, user)
    return [
        (draft, DraftForm(data, prefix=f"j{place}", initial=draft.initial, offers=offers))
        for place, draft in enumerate(drafts(mission, user, journeys, offers))
    ]


def _shown(
    request: Request, mission: Mission, journeys: list[Journey], found: Any, status: int
) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "rows": found or _forms(mission, request.user, journeys, None),
        "draft": signing.dumps(packed(journeys), salt=_salt(mission, request.user), compress=True),
    }
    answer = render(request, "logistics/travel_draft.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer

"""Take in what is certain of many texts: look first, then let it be done, and undo it as one step."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.sources.actions.intaking import begin_intake, stop_intake, undo_intake
from legation.sources.forms.intaking import IntakeForm
from legation.sources.models import Intake
from legation.sources.queries.intaking import intake_page, intakes_of, preview_of
from legation.sources.queries.lists import archives_of


@gate(["GET", "POST"], Mission, "missions.change_mission")
def intake_new(request: Request, mission: Mission) -> HttpResponse:
    archives = archives_of(mission, request.user)
    form = IntakeForm(request.POST or request.GET or {"opens": "on"}, archives=archives)
    asked = form.asked
    archive = next((one for one in archives if one.pk == asked["archive"]), None)
    if request.method == "POST":
        try:
            made = begin_intake(mission, archive, asked, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("intake", mission.slug, made.pk)
    context = {
        "head": masthead(mission, request.user),
        "form": form,
        "asked": asked,
        "page": preview_of(mission, archive, asked["floor"], request.user),
        "intakes": intakes_of(mission, request.user),
    }
    return render(request, "sources/intake_new.html", context)


@gate(["GET"], Intake, "sources.view_intake")
def intake(request: Request, intake: Intake) -> HttpResponse:
    context = {
        "head": masthead(intake.mission, request.user),
        "page": intake_page(intake, request.GET.dict()),
    }
    return render(request, "sources/intake.html", context)


@gate(["GET"], Intake, "sources.view_intake")
def intake_state(request: Request, intake: Intake) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(state(intake.job) if intake.job else {"over": True})


@gate(["POST"], Intake, "sources.change_intake")
def intake_stop(request: Request, intake: Intake) -> HttpResponse:
    stop_intake(intake, by=request.user)
    return redirect("intake", intake.mission.slug, intake.pk)


@gate(["POST"], Intake, "sources.change_intake")
def intake_undo(request: Request, intake: Intake) -> HttpResponse:
    try:
        undo_intake(intake, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake", intake.mission.slug, intake.pk)

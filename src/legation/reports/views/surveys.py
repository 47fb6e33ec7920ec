"""The outcome survey of one's own side: whom it asks, and what was answered."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.reports.actions import surveys as acts
from legation.reports.forms.surveys import RoundForm, SurveyForm
from legation.reports.models import Survey, SurveyLink
from legation.reports.queries.survey_paper import survey_charts, survey_sheets
from legation.reports.queries.surveys import removed_survey, survey_of, survey_page
from legation.reports.views.sending import xlsx


@gate(["GET"], Mission, "missions.change_mission")
def survey(request: Request, mission: Mission) -> HttpResponse:
    found = survey_of(mission, request.user)
    page = survey_page(found, timezone.now()) if found is not None else None
    gone = removed_survey(mission, request.user) if found is None else None
    context = {
        "head": masthead(mission, request.user),
        "page": page,
        "charts": survey_charts(page) if page is not None else (),
        "undo": reverse("survey-restore", args=[mission.slug, gone.pk]) if gone else "",
    }
    return render(request, "reports/survey.html", context)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def survey_new(request: Request, mission: Mission) -> HttpResponse:
    contact = f"{request.user.name}, {request.user.email}"
    form = SurveyForm(request.POST or None, initial={"contact": contact})
    return edit(
        request,
        form,
        act=lambda: acts.begin_survey(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Ask your delegates what became of it"),
            "back": _at(mission),
            "save": _("Ask them when it is due"),
        },
        done=lambda saved: _at(saved.mission),
    )


@gate(["GET", "POST"], Survey, "reports.change_survey")
def survey_edit(request: Request, survey: Survey) -> HttpResponse:
    form = SurveyForm(request.POST or None, instance=survey)
    return edit(
        request,
        form,
        act=lambda: acts.change_survey(survey, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(survey.mission, request.user),
            "heading": _("Change the survey"),
            "back": _at(survey.mission),
            "remove": reverse("survey-remove", args=[survey.mission.slug, survey.pk]),
            "loses": _(
                "Nobody is asked any more and the links end. Answers stay, and you can bring it back."
            ),
        },
        done=lambda saved: _at(saved.mission),
    )


@gate(["POST"], Survey, "reports.change_survey")
def survey_remove(request: Request, survey: Survey) -> HttpResponse:
    acts.remove_survey(survey, by=request.user)
    return redirect(_at(survey.mission))


@gate(["POST"], Mission, "missions.change_mission")
def survey_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_survey(mission, request.user)
    if found is None or found.pk != pk:
        raise Http404
    try:
        acts.restore_survey(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_at(mission))


@gate(["POST"], Survey, "reports.change_survey")
def survey_send(request: Request, survey: Survey) -> HttpResponse:
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        links = acts.send_round(survey, form.cleaned_data["stage"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)s delegate is asked.", "%(n)s delegates are asked.", len(links))
        messages.success(request, said % {"n": len(links)})
    return redirect(_at(survey.mission))


@gate(["POST"], SurveyLink, "reports.change_surveylink")
def survey_link_revoke(request: Request, link: SurveyLink) -> HttpResponse:
    acts.revoke_link(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it reads whom to ask."))
    return redirect(_at(link.survey.mission))


@gate(["POST"], SurveyLink, "reports.change_surveylink")
def survey_link_again(request: Request, link: SurveyLink) -> HttpResponse:
    try:
        acts.send_again(link, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A letter with a new address is on its way; the old one is good no more.")
        )
    return redirect(_at(link.survey.mission))


@gate(["GET"], Survey, "reports.view_survey", fresh=True)
def survey_xlsx(request: Request, survey: Survey) -> HttpResponse:  # noqa: ARG001
    sheets = survey_sheets(survey_page(survey, timezone.now()))
    return xlsx(sheets, f"{survey.mission.slug}-survey")


def _at(mission: Mission) -> str:
    return reverse("survey", args=[mission.slug])

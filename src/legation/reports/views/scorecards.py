"""The scorecard of a mission, on the page and taken out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.reports.queries.paper import Paper
from legation.reports.queries.scorecard import charts_of, figures_of, scorecard_of
from legation.reports.queries.scorecard_paper import scorecard_paper, scorecard_sheets
from legation.reports.views.sending import docx, language_of, pdf, printed_by, xlsx


@gate(["GET"], Mission, "missions.view_mission")
def scorecard(request: Request, mission: Mission) -> HttpResponse:
    card = scorecard_of(mission, request.user, timezone.now())
    context = {
        "head": masthead(mission, request.user),
        "card": card,
        "figures": figures_of(card),
        "charts": charts_of(card),
    }
    return render(request, "reports/scorecard.html", context)


@gate(["GET"], Mission, "missions.view_mission")
def scorecard_pdf(request: Request, mission: Mission) -> HttpResponse:
    return pdf(lambda: _paper(request, mission), f"{mission.slug}-scorecard-{language_of(request)}")


@gate(["GET"], Mission, "missions.view_mission")
def scorecard_docx(request: Request, mission: Mission) -> HttpResponse:
    return docx(lambda: _paper(request, mission), f"{mission.slug}-scorecard-{language_of(request)}")


@gate(["GET"], Mission, "missions.view_mission")
def scorecard_xlsx(request: Request, mission: Mission) -> HttpResponse:
    card = scorecard_of(mission, request.user, timezone.now())
    return xlsx(scorecard_sheets(card), f"{mission.slug}-scorecard")


def _paper(request: Request, mission: Mission) -> Paper:
    language, now = language_of(request), timezone.now()
    with translation.override(language):
        return scorecard_paper(scorecard_of(mission, request.user, now), language, printed_by(request, now))

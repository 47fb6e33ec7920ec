"""After-action reports: the list of a mission, one to read, write and take out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.reports.actions.reports import (
    begin_report,
    change_report,
    fill_report,
    remove_report,
    restore_report,
)
from legation.reports.forms.reports import BeginForm, ReportForm
from legation.reports.models import Report
from legation.reports.queries.paper import Paper
from legation.reports.queries.report_paper import report_paper
from legation.reports.queries.reports import removed_report, reports_page, row_of
from legation.reports.views.sending import docx, language_of, pdf, printed_by


@gate(["GET"], Mission, "missions.view_mission")
def reports(request: Request, mission: Mission) -> HttpResponse:
    gone = removed_report(mission, request.GET.get("removed", ""), request.user)
    context = {
        "head": masthead(mission, request.user),
        "page": reports_page(mission, request.user, timezone.localdate()),
        "undo": reverse("report-restore", args=[mission.slug, gone.pk]) if gone else "",
    }
    return render(request, "reports/reports.html", context)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def report_new(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    side = head.standing.side if head.standing is not None else ""
    form = BeginForm(request.POST or None, side=side, mission=mission)
    return edit(
        request,
        form,
        act=lambda: begin_report(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": head,
            "heading": _("Begin a report"),
            "back": reverse("reports", args=[mission.slug]),
            "save": _("Make a draft from the record"),
        },
        done=_at,
        said=_("This is what the record says. Go over it, and write what is missing."),
    )


@gate(["GET"], Report, "reports.view_report")
def report(request: Request, report: Report) -> HttpResponse:
    language = language_of(request)
    context = {
        "head": masthead(report.mission, request.user),
        "row": row_of(report, request.user, timezone.localdate()),
        "paper": report_paper(report, language, ""),
        "language": language,
    }
    return render(request, "reports/report.html", context)


@gate(["GET", "POST"], Report, "reports.change_report")
def report_edit(request: Request, report: Report) -> HttpResponse:
    form = ReportForm(request.POST or None, instance=report)
    return edit(
        request,
        form,
        act=lambda: change_report(report, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(report.mission, request.user),
            "heading": _("Write the report"),
            "back": _at(report),
            "remove": reverse("report-remove", args=[report.mission.slug, report.pk]),
            "history": reverse("report-history", args=[report.mission.slug, report.pk]),
        },
        done=_at,
    )


@gate(["POST"], Report, "reports.change_report")
def report_fill(request: Request, report: Report) -> HttpResponse:
    before = report.version
    if fill_report(report, by=request.user).version == before:
        messages.info(request, _("The record gives nothing more for what is empty: write it yourselves."))
    else:
        messages.success(request, _("What was empty is drafted from the record. Go over it."))
    return redirect(_at(report))


@gate(["POST"], Report, "reports.change_report")
def report_remove(request: Request, report: Report) -> HttpResponse:
    remove_report(report, by=request.user)
    return redirect(f"{reverse('reports', args=[report.mission.slug])}?removed={report.pk}")


@gate(["POST"], Mission, "missions.change_mission")
def report_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_report(mission, str(pk), request.user)
    if found is None:
        raise Http404
    return redirect(_at(restore_report(found, by=request.user)))


@gate(["GET"], Report, "reports.view_report")
def report_history(request: Request, report: Report) -> HttpResponse:
    head = masthead(report.mission, request.user)
    revisions = revisions_of(report, sees=head.standing.sees if head.standing else ())
    return render(request, "ui/history.html", {"record": report, "revisions": revisions, "back": _at(report)})


@gate(["GET"], Report, "reports.view_report")
def report_pdf(request: Request, report: Report) -> HttpResponse:
    return pdf(lambda: _paper(request, report), _name(report, request))


@gate(["GET"], Report, "reports.view_report")
def report_docx(request: Request, report: Report) -> HttpResponse:
    return docx(lambda: _paper(request, report), _name(report, request))


def _paper(request: Request, report: Report) -> Paper:
    language = language_of(request)
    with translation.override(language):
        return report_paper(report, language, printed_by(request, timezone.now()))


def _name(report: Report, request: Request) -> str:
    return f"{report.mission.slug}-report-{report.kind}-{language_of(request)}"


def _at(report: Report) -> str:
    return reverse("report", args=[report.mission.slug, report.pk])

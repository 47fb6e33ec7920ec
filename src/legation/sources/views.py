"""Pages of sources: what was read, one text beside its draft, and the decisions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.sources.actions import (
    accept_all,
    accept_finding,
    read_source,
    reject_finding,
    remove_source,
    reopen_finding,
    restore_source,
)
from legation.sources.forms import FindingForm, SourceForm
from legation.sources.models import Finding, Source
from legation.sources.queries import FindingRow, finding_row, removed_source, source_page, sources_of


@gate(["GET"], Mission, "missions.view_mission")
def sources(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "sources": sources_of(mission, request.user),
        "adds": request.user.has_perm("sources.add_source", mission),
        "gone": removed_source(mission, request.GET.get("removed"), request.user),
    }
    return render(request, "sources/sources.html", context)


@gate(["GET", "POST"], Mission, "sources.add_source")
def source_new(request: Request, mission: Mission) -> HttpResponse:
    form = SourceForm(request.POST or None, request.FILES or None, mission=mission, user=request.user)
    back = reverse("sources", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: read_source(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Read a text"),
            "back": back,
            "save": _("Read it"),
        },
        done=lambda source: reverse("source", args=[mission.slug, source.pk]),
        said=_("Read. Nothing is recorded until you accept it."),
    )


@gate(["GET"], Source, "sources.view_source")
def source(request: Request, source: Source) -> HttpResponse:
    page = source_page(source, request.user)
    groups = [(group, [(row, _form(row)) for row in group.rows]) for group in page.groups]
    context = {"head": masthead(source.mission, request.user), "page": page, "groups": groups}
    return render(request, "sources/source.html", context)


@gate(["POST"], Source, "sources.change_source")
def source_accept(request: Request, source: Source) -> HttpResponse:
    accepted = accept_all(source, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d finding was accepted.", "%(n)d findings were accepted.", accepted.total)
        % {"n": accepted.total},
    )
    for finding, refusal in accepted.refusals:
        messages.warning(request, f"{finding}: {refusal}")
    return redirect("source", source.mission.slug, source.pk)


@gate(["POST"], Source, "sources.change_source")
def source_remove(request: Request, source: Source) -> HttpResponse:
    remove_source(source, by=request.user)
    return redirect(f"{reverse('sources', args=[source.mission.slug])}?removed={source.pk}")


@gate(["POST"], Mission, "sources.add_source")
def source_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_source(mission, pk, request.user)
    if found is None:
        raise Http404
    try:
        restore_source(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sources", mission.slug)
    messages.success(request, _("It is back."))
    return redirect("source", mission.slug, pk)


@gate(["GET", "POST"], Finding, "sources.change_finding")
def finding_decide(request: Request, finding: Finding) -> HttpResponse:
    row = finding_row(finding, request.user)
    form = _form(row, request.POST or None)
    mission = finding.source.mission
    page = reverse("source", args=[mission.slug, finding.source_id])
    return edit(
        request,
        form,
        act=lambda: _decide(request, finding, form),
        template="sources/finding.html",
        context={
            "head": masthead(mission, request.user),
            "row": row,
            "source": finding.source,
            "back": page,
            "decides": True,
        },
        done=lambda decided: f"{page}#finding-{decided.pk}",
        said=_("Noted."),
    )


def _form(row: FindingRow, data: Any = None) -> FindingForm:
    return FindingForm(data, instance=row.finding, options=row.options, linked=row.linked)


def _decide(request: Request, finding: Finding, form: FindingForm) -> Finding:
    decision = request.POST.get("decision", "")
    if decision == "reject":
        return reject_finding(finding, by=request.user, seen=form.seen)
    if decision == "reopen":
        return reopen_finding(finding, by=request.user, seen=form.seen)
    corrections = form.corrections() | form.other_reading(request.POST.get("reading", ""))
    return accept_finding(finding, by=request.user, corrections=corrections, seen=form.seen)

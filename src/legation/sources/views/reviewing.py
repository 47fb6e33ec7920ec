"""Pages of one text beside its draft, and the decisions on what was found in it."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.asked import key_asked
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.sources.actions import (
    accept_all,
    accept_finding,
    date_source,
    move_source,
    pull,
    readers,
    reject_finding,
    reopen_finding,
)
from legation.sources.choices import LIKELY, FindingKind
from legation.sources.forms import DatingForm, FindingForm, PullForm
from legation.sources.models import Finding, Source
from legation.sources.queries import FindingRow, finding_row, mission_for, source_page


@gate(["GET"], Source, "sources.view_source")
def source(request: Request, source: Source) -> HttpResponse:
    page = source_page(source, request.user)
    groups = [(group, [(row, _form(row)) for row in group.rows]) for group in page.groups]
    rows = [row for group in page.groups for row in group.rows]
    asked = {name: request.GET[name] for name in ("words", "at", "into") if name in request.GET}
    context = {
        "head": masthead(source.mission, request.user),
        "page": page,
        "groups": groups,
        "readers": readers(),
        "pull": PullForm(initial=asked, rows=rows),
        "dating": DatingForm(initial={"published_on": source.published_on}) if page.doubt else None,
    }
    return render(request, "sources/source.html", context)


@gate(["POST"], Source, "sources.change_source")
def source_accept(request: Request, source: Source) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind in FindingKind.values:
        accepted = accept_all(source, by=request.user, threshold=LIKELY, kind=kind)
    else:
        accepted = accept_all(source, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d finding was accepted.", "%(n)d findings were accepted.", accepted.total)
        % {"n": accepted.total},
    )
    told = Counter(str(refusal) for _finding, refusal in accepted.refusals)
    for sentence, count in told.items():
        messages.warning(request, sentence if count == 1 else f"{sentence} (× {count})")
    return redirect("source", source.mission.slug, source.pk)


@gate(["POST"], Source, "sources.change_source")
def source_pull(request: Request, source: Source) -> HttpResponse:
    """Words that are refused are there again on the page."""
    page = reverse("source", args=[source.mission.slug, source.pk])
    words, into, at = (request.POST.get(name, "") for name in ("words", "into", "at"))
    try:
        pulled = pull(source, words, into, at=int(at) if key_asked(at) is not None else None, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        asked = {"words": words[:200], "into": into[:40], "at": at[:9]}
        return redirect(f"{page}?{urlencode(asked)}#pull")
    messages.success(request, _("It stands in the draft."))
    return redirect(f"{page}#finding-{pulled.pk}")


@gate(["POST"], Source, "sources.change_source")
def source_date(request: Request, source: Source) -> HttpResponse:
    """The day of publication, from which the text's own days are counted."""
    form = DatingForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["published_on"]))
        return redirect("source", source.mission.slug, source.pk)
    try:
        date_source(source, form.cleaned_data["published_on"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Read anew: the days of the text are counted from that day."))
    return redirect("source", source.mission.slug, source.pk)


@gate(["POST"], Source, "sources.change_source")
def source_move(request: Request, source: Source) -> HttpResponse:
    mission = mission_for(source, request.POST.get("mission"), request.user)
    if mission is None:
        raise PermissionDenied
    try:
        moved = move_source(source, mission, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("source", source.mission.slug, source.pk)
    messages.success(request, _("The text belongs to “%(mission)s” now.") % {"mission": mission})
    return redirect("source", mission.slug, moved.pk)


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

"""Where texts and records differ, side by side, and the choice between them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.sources.actions import settle
from legation.sources.forms import SettleForm
from legation.sources.models import Finding
from legation.sources.queries import disagreements


@gate(["GET"], Mission, "missions.view_mission")
def differences(request: Request, mission: Mission) -> HttpResponse:
    found = disagreements(mission, request.user)
    context = {
        "head": masthead(mission, request.user),
        "found": found,
        "open": sum(one.open for one in found),
        "decides": request.user.has_perm("sources.add_source", mission),
    }
    return render(request, "sources/differences.html", context)


@gate(["POST"], Finding, "sources.change_finding")
def finding_settle(request: Request, finding: Finding) -> HttpResponse:
    form = SettleForm(request.POST)
    slug = finding.source.mission.slug
    if form.is_valid():
        given = form.cleaned_data
        try:
            settle(
                finding,
                given["field"],
                take=given["choice"] == "take",
                by=request.user,
                seen=given["seen_version"],
            )
        except ChangedMeanwhile:
            messages.error(request, _("Somebody decided on this meanwhile. Look again, and choose."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted, with the source."))
    if request.POST.get("from") == "source":
        page = reverse("source", args=[slug, finding.source_id])
        return redirect(f"{page}#finding-{finding.pk}")
    return redirect("differences", slug)

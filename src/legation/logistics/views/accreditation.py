"""Passes for press and security."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.logistics.actions import accreditation as acts
from legation.logistics.actions.printing import list_bytes
from legation.logistics.forms.accreditation import AccreditationForm
from legation.logistics.models import Accreditation
from legation.logistics.queries.accreditation import passes, passes_sheet
from legation.logistics.views.sending import sent_file
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.removed import removed_part
from legation.missions.views.undo import bring_back, take_out


def _list(mission: Mission) -> str:
    return reverse("accreditations", args=[mission.slug])


@gate(["GET"], Mission, "missions.view_mission")
def accreditations(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "kinds": passes(mission, request.user),
        "gone": removed_part(Accreditation, mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "logistics/accreditations.html", context)


@gate(["GET"], Mission, "missions.change_mission", fresh=True)
def accreditations_list(request: Request, mission: Mission, kind: str) -> HttpResponse:
    found = passes(mission, request.user)
    sheet = passes_sheet(mission, found, timezone.now(), str(request.user))
    return sent_file(
        kind,
        f"{mission.slug}-accreditation",
        lambda: list_bytes(sheet, kind, mission=mission, about=mission, by=request.user),
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def accreditation_new(request: Request, mission: Mission) -> HttpResponse:
    form = AccreditationForm(request.POST or None, mission=mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.ask_pass(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Ask for a pass"),
            "back": _list(mission),
        },
        done=lambda _added: _list(mission),
    )


@gate(["GET", "POST"], Accreditation, "logistics.change_accreditation")
def accreditation_edit(request: Request, entry: Accreditation) -> HttpResponse:
    mission = entry.mission
    form = AccreditationForm(request.POST or None, mission=mission, user=request.user, instance=entry)
    return edit(
        request,
        form,
        act=lambda: acts.change_pass(entry, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": str(entry),
            "back": _list(mission),
            "remove": reverse("accreditation-remove", args=[mission.slug, entry.pk]),
            "history": reverse("accreditation-history", args=[mission.slug, entry.pk]),
        },
        done=lambda _changed: _list(mission),
    )


@gate(["POST"], Accreditation, "logistics.change_accreditation")
def accreditation_remove(request: Request, entry: Accreditation) -> HttpResponse:
    return take_out(request, entry, back=_list(entry.mission))


@gate(["POST"], Mission, "missions.change_mission")
def accreditation_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Accreditation, mission, pk, request.user)
    return bring_back(request, gone, back=_list(mission), act=acts.restore_pass)


@gate(["POST"], Mission, "missions.change_mission")
def accreditation_all(request: Request, mission: Mission) -> HttpResponse:
    made = acts.ask_for_delegates(mission, by=request.user)
    said = ngettext("%(n)s pass is asked for.", "%(n)s passes are asked for.", made)
    messages.success(request, said % {"n": made})
    return redirect("accreditations", mission.slug)

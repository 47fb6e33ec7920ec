"""Open a mission, say what it is, where it goes, and which delegations meet."""

from copy import copy

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.choices import Side
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.actions import (
    add_delegation,
    add_leg,
    change_mission,
    change_part,
    open_mission,
    remove_delegation,
    remove_part,
)
from legation.missions.forms.preparation import (
    DelegationForm,
    LegForm,
    MissionForm,
    NewDelegationForm,
    NewMissionForm,
)
from legation.missions.models import Delegation, Leg, Mission
from legation.missions.queries import masthead
from legation.missions.queries.preparation import legs_of
from legation.missions.queries.removed import removed_mission, removed_part
from legation.missions.views.undo import bring_back, take_out


@gate(["GET", "POST"], None, "missions.open_mission")
def mission_new(request: Request) -> HttpResponse:
    form = NewMissionForm(request.POST or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: open_mission(form.values(), by=request.user, side=Side(form.cleaned_data["side"])),
        template="ui/edit.html",
        context={
            "heading": _("Open a mission"),
            "back": reverse("missions"),
            "over": _("Missions"),
            "save": _("Open it"),
        },
        done=lambda mission: reverse("delegation", args=[mission.slug]),
        said=_("The mission is open. Say next which delegations meet."),
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def mission_edit(request: Request, mission: Mission) -> HttpResponse:
    form = MissionForm(request.POST or None, instance=copy(mission), user=request.user)
    head = masthead(mission, request.user)
    return edit(
        request,
        form,
        act=lambda: change_mission(mission, form.values(), seen=form.seen, by=request.user),
        template="missions/mission_edit.html",
        context={
            "head": head,
            "heading": _("The mission"),
            "legs": legs_of(mission, request.user),
            "gone": removed_part(Leg, mission, request.GET.get("removed"), request.user),
            "back": reverse("desk", args=[mission.slug]),
        },
        done=lambda changed: reverse("mission-edit", args=[changed.slug]),
    )


@gate(["POST"], Mission, "missions.change_mission")
def mission_remove(request: Request, mission: Mission) -> HttpResponse:
    return take_out(request, mission, back=reverse("mission-restore", args=[mission.slug]), act=remove_part)


@gate(["GET", "POST"], None, "missions.list")
def mission_restore(request: Request, mission: str) -> HttpResponse:
    """After a removal: what was removed, and the way back."""
    gone = removed_mission(mission, request.user)
    if request.method == "POST":
        return bring_back(request, gone, back=reverse("mission-edit", args=[mission]))
    if gone is None:
        raise Http404
    return render(request, "missions/mission_removed.html", {"mission": gone})


@gate(["GET"], Mission, "missions.view_mission")
def mission_history(request: Request, mission: Mission) -> HttpResponse:
    return render(
        request,
        "ui/history.html",
        {
            "record": mission,
            "revisions": revisions_of(mission),
            "back": reverse("desk", args=[mission.slug]),
        },
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def leg_new(request: Request, mission: Mission) -> HttpResponse:
    days = {"starts_on": mission.starts_on, "ends_on": mission.ends_on}
    form = LegForm(request.POST or None, initial=days, user=request.user)
    back = reverse("mission-edit", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: add_leg(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={"head": masthead(mission, request.user), "heading": _("Add a leg"), "back": back},
        done=lambda _leg: back,
    )


@gate(["GET", "POST"], Leg, "missions.change_leg")
def leg_edit(request: Request, leg: Leg) -> HttpResponse:
    form = LegForm(request.POST or None, instance=leg, user=request.user)
    back = reverse("mission-edit", args=[leg.mission.slug])
    return edit(
        request,
        form,
        act=lambda: change_part(leg, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(leg.mission, request.user),
            "heading": _("Days in one city"),
            "back": back,
            "remove": reverse("leg-remove", args=[leg.mission.slug, leg.pk]),
        },
        done=lambda _leg: back,
    )


@gate(["POST"], Leg, "missions.change_leg")
def leg_remove(request: Request, leg: Leg) -> HttpResponse:
    return take_out(request, leg, back=reverse("mission-edit", args=[leg.mission.slug]))


@gate(["POST"], Mission, "missions.change_mission")
def leg_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Leg, mission, pk, request.user)
    return bring_back(request, gone, back=reverse("mission-edit", args=[mission.slug]))


@gate(["GET", "POST"], Mission, "missions.change_mission")
def delegation_new(request: Request, mission: Mission) -> HttpResponse:
    form = NewDelegationForm(request.POST or None, mission=mission, user=request.user)
    back = reverse("delegation", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: add_delegation(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={"head": masthead(mission, request.user), "heading": _("Add a delegation"), "back": back},
        done=lambda _delegation: back,
    )


@gate(["GET", "POST"], Delegation, "missions.change_delegation")
def delegation_edit(request: Request, delegation: Delegation) -> HttpResponse:
    form = DelegationForm(request.POST or None, instance=delegation, user=request.user)
    back = reverse("delegation", args=[delegation.mission.slug])
    return edit(
        request,
        form,
        act=lambda: change_part(delegation, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(delegation.mission, request.user),
            "heading": _("Delegation"),
            "back": back,
            "remove": reverse("delegation-remove", args=[delegation.mission.slug, delegation.pk]),
        },
        done=lambda _delegation: back,
    )


@gate(["POST"], Delegation, "missions.change_delegation")
def delegation_remove(request: Request, delegation: Delegation) -> HttpResponse:
    back = reverse("delegation", args=[delegation.mission.slug])
    return take_out(request, delegation, back=back, mark="removed-delegation", act=remove_delegation)


@gate(["POST"], Mission, "missions.change_mission")
def delegation_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Delegation, mission, pk, request.user)
    return bring_back(request, gone, back=reverse("delegation", args=[mission.slug]))

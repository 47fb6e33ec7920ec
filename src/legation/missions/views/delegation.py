"""Who comes: the delegation page, one delegate, and the bulk change of status."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.files import read
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.actions import add_delegate, change_delegate, restore_delegate, set_status
from legation.missions.choices import DelegateStatus
from legation.missions.forms.delegates import DelegateForm, NewDelegateForm, StatusForm, WantedForm
from legation.missions.models import Delegate, Delegation, Mission
from legation.missions.queries import delegations_seen, masthead
from legation.missions.queries.delegation import (
    chosen_delegates,
    delegate_page,
    delegation_of,
    listed_delegates,
)
from legation.missions.queries.removed import removed_part
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out

LONGEST_KEY = 18  # figures: what a database's whole number holds for certain


@gate(["GET"], Mission, "missions.view_mission")
def delegation(request: Request, mission: Mission) -> HttpResponse:
    asked = WantedForm(request.GET)
    query = request.GET.copy()
    for name in ("view", "sort", "removed", "removed-delegation"):
        query.pop(name, None)
    wanted, delegations = asked.wanted(), delegations_seen(mission, request.user)
    people = listed_delegates(mission, request.user, delegations, find=bool(wanted.find))
    loaded: dict[str, Any] = {"people": people, "delegations": delegations}
    return render(
        request,
        "missions/delegation.html",
        {
            "head": masthead(mission, request.user, **loaded),
            "page": delegation_of(mission, request.user, wanted, **loaded),
            "asked": asked,
            "query": query.urlencode(),
            "statuses": StatusForm(),
            "gone": removed_part(Delegate, mission, request.GET.get("removed"), request.user),
            "gone_delegation": removed_part(
                Delegation, mission, request.GET.get("removed-delegation"), request.user
            ),
        },
    )


@gate(["POST"], Mission, "missions.change_mission")
def delegation_status(request: Request, mission: Mission) -> HttpResponse:
    """Give all the delegates that were ticked one status, or none of them."""
    ticked = request.POST.getlist("shown" if request.POST.get("all") else "delegates")
    keys = [int(key) for key in ticked if key.isdecimal() and len(key) <= LONGEST_KEY]
    chosen = chosen_delegates(mission, request.user, keys)
    for one in chosen:
        if not request.user.has_perm("missions.change_delegate", one):
            raise PermissionDenied
    asked = {"delegates": [one.pk for one in chosen], "status": request.POST.get("status", "")}
    form = StatusForm(asked, keys=[one.pk for one in chosen])
    back = redirect(f"{reverse('delegation', args=[mission.slug])}?{request.POST.get('query', '')}")
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    status = DelegateStatus(form.cleaned_data["status"])
    changed = set_status(chosen, status, by=request.user)
    said = ngettext(
        "%(n)d delegate is now: %(status)s.", "%(n)d delegates are now: %(status)s.", len(changed)
    )
    messages.success(request, said % {"n": len(changed), "status": status.label})
    return back


@gate(["GET", "POST"], Mission, "missions.change_mission")
def delegate_new(request: Request, mission: Mission) -> HttpResponse:
    form = NewDelegateForm(
        request.POST or None,
        initial={name: request.GET[name] for name in ("person", "delegation") if name in request.GET},
        mission=mission,
        user=request.user,
        asked=request.GET.dict(),
    )
    back = reverse("delegation", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: add_delegate(mission, form.values(), by=request.user),
        template="missions/delegate_edit.html",
        context={"head": masthead(mission, request.user), "heading": _("Add a delegate"), "back": back},
        done=lambda added: reverse("delegate", args=[mission.slug, added.pk]),
    )


@gate(["GET"], Delegate, "missions.view_delegate")
def delegate(request: Request, delegate: Delegate) -> HttpResponse:
    return render(
        request,
        "missions/delegate.html",
        {
            "head": masthead(delegate.mission, request.user),
            "page": delegate_page(delegate, request.user),
        },
    )


@gate(["GET", "POST"], Delegate, "missions.change_delegate")
def delegate_edit(request: Request, delegate: Delegate) -> HttpResponse:
    mission, name = delegate.mission, str(delegate.person)
    form = DelegateForm(
        request.POST or None, instance=delegate, mission=mission, user=request.user, asked=request.GET.dict()
    )
    back = reverse("delegate", args=[mission.slug, delegate.pk])
    return edit(
        request,
        form,
        act=lambda: change_delegate(delegate, form.values(), seen=form.seen, by=request.user),
        template="missions/delegate_edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": name,
            "back": back,
            "remove": reverse("delegate-remove", args=[mission.slug, delegate.pk]),
            "loses": _(
                "They leave the delegation and every engagement they attend. You can bring them back."
            ),
        },
        done=lambda _changed: back,
    )


@gate(["POST"], Delegate, "missions.change_delegate")
def delegate_remove(request: Request, delegate: Delegate) -> HttpResponse:
    return take_out(request, delegate, back=reverse("delegation", args=[delegate.mission.slug]))


@gate(["POST"], Mission, "missions.change_mission")
def delegate_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Delegate, mission, pk, request.user)
    return bring_back(request, gone, back=reverse("delegation", args=[mission.slug]), act=restore_delegate)


@gate(["GET"], Delegate, "missions.view_delegate")
def delegate_history(request: Request, delegate: Delegate) -> HttpResponse:
    mine = standing(request.user, delegate.mission_id)
    return render(
        request,
        "ui/history.html",
        {
            "record": delegate,
            "revisions": revisions_of(delegate, sees=mine.sees if mine else ()),
            "back": reverse("delegate", args=[delegate.mission.slug, delegate.pk]),
        },
    )


@gate(["GET"], Delegate, "missions.view_delegate")
def delegate_portrait(request: Request, delegate: Delegate) -> HttpResponse:  # noqa: ARG001
    """The person's portrait, for whoever sees that they come."""
    if not delegate.person.portrait:
        raise Http404
    try:
        picture = read(delegate.person.portrait)
    except FileNotFoundError as lost:
        raise Http404 from lost
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})

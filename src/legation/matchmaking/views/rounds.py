"""Rounds of a mission, the desk of one, its frame, its resources and sites."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.refusals import Refused
from legation.matchmaking.actions import rounds as acts
from legation.matchmaking.forms.rounds import ResourceForm, RoundForm, SiteForm
from legation.matchmaking.models import Resource, Round, Site
from legation.matchmaking.queries.rounds import (
    desk_of,
    parts_of,
    removed_part,
    removed_round,
    rounds_of,
)
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out


@gate(["GET"], Mission, "missions.view_mission")
def rounds(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "rows": rounds_of(mission, request.user),
        "removed": removed_round(mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "matchmaking/rounds.html", context)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def round_new(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    zones = head.zones
    form = RoundForm(
        request.POST or None,
        mission=mission,
        user=request.user,
        initial={"zone": zones[0] if zones else ""},
    )
    return edit(
        request,
        form,
        act=lambda: acts.open_round(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": head,
            "heading": _("Open a round of meetings"),
            "back": reverse("rounds", args=[mission.slug]),
        },
        done=lambda made: reverse("round", args=[mission.slug, made.pk]),
    )


@gate(["GET"], Round, "matchmaking.view_round")
def round_desk(request: Request, round_: Round) -> HttpResponse:
    return render(
        request, "matchmaking/round.html", {**within(request, round_), "desk": desk_of(round_, request.user)}
    )


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def round_edit(request: Request, round_: Round) -> HttpResponse:
    form = RoundForm(request.POST or None, instance=round_, mission=round_.mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.change_round(round_, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, round_),
            "heading": _("Change the round"),
            "back": at(round_),
            "remove": reverse("round-remove", args=[round_.mission.slug, round_.pk]),
        },
        done=lambda _saved: at(round_),
    )


@gate(["POST"], Round, "matchmaking.change_round")
def round_remove(request: Request, round_: Round) -> HttpResponse:
    back = reverse("rounds", args=[round_.mission.slug])
    return take_out(request, round_, back=back, act=acts.remove_round)


@gate(["POST"], Mission, "missions.change_mission")
def round_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_round(mission, pk, request.user)
    return bring_back(request, found, back=reverse("rounds", args=[mission.slug]), act=acts.restore_round)


@gate(["GET"], Round, "matchmaking.view_round")
def round_history(request: Request, round_: Round) -> HttpResponse:
    mine = standing(request.user, round_.mission_id)
    revisions = revisions_of(round_, sees=mine.sees if mine is not None else ())
    return render(request, "ui/history.html", {"record": round_, "revisions": revisions, "back": at(round_)})


@gate(["POST"], Round, "matchmaking.change_round")
def round_release(request: Request, round_: Round) -> HttpResponse:
    act = acts.take_back_release if "hide" in request.POST else acts.release_round
    return done(request, lambda: act(round_, by=request.user), back=at(round_))


@gate(["GET"], Round, "matchmaking.view_round")
def round_parts(request: Request, round_: Round) -> HttpResponse:
    resources, sites = parts_of(round_)
    context = {
        **within(request, round_),
        "resources": resources,
        "sites": sites,
        "removed_resource": removed_part(
            Resource, round_, request.GET.get("removed-resource", ""), request.user
        ),
        "removed_site": removed_part(Site, round_, request.GET.get("removed-site", ""), request.user),
    }
    return render(request, "matchmaking/parts.html", context)


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def resource_new(request: Request, round_: Round) -> HttpResponse:
    form = ResourceForm(request.POST or None)
    return _part_page(
        request,
        round_,
        form,
        heading=_("Add interpreters, rooms or equipment"),
        act=lambda: acts.add_resource(round_, form.values(), by=request.user),
    )


@gate(["GET", "POST"], Resource, "matchmaking.change_resource")
def resource_edit(request: Request, resource: Resource) -> HttpResponse:
    form = ResourceForm(request.POST or None, instance=resource)
    return _part_page(
        request,
        resource.round,
        form,
        heading=_("Change interpreters, rooms or equipment"),
        act=lambda: acts.change_part(resource, form.values(), seen=form.seen, by=request.user),
        remove=_address("resource-remove", resource),
    )


@gate(["POST"], Resource, "matchmaking.change_resource")
def resource_remove(request: Request, resource: Resource) -> HttpResponse:
    return take_out(
        request, resource, back=parts(resource.round), mark="removed-resource", act=acts.remove_part
    )


@gate(["POST"], Round, "matchmaking.change_round")
def resource_restore(request: Request, round_: Round, part: int) -> HttpResponse:
    found = removed_part(Resource, round_, part, request.user)
    return bring_back(request, found, back=parts(round_), act=acts.restore_part)


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def site_new(request: Request, round_: Round) -> HttpResponse:
    form = SiteForm(request.POST or None, user=request.user)
    return _part_page(
        request,
        round_,
        form,
        heading=_("Add a site"),
        act=lambda: acts.add_site(round_, form.values(), by=request.user),
    )


@gate(["GET", "POST"], Site, "matchmaking.change_site")
def site_edit(request: Request, site: Site) -> HttpResponse:
    form = SiteForm(request.POST or None, instance=site, user=request.user)
    return _part_page(
        request,
        site.round,
        form,
        heading=_("Change the site"),
        act=lambda: acts.change_part(site, form.values(), seen=form.seen, by=request.user),
        remove=_address("site-remove", site),
    )


@gate(["POST"], Site, "matchmaking.change_site")
def site_remove(request: Request, site: Site) -> HttpResponse:
    return take_out(request, site, back=parts(site.round), mark="removed-site", act=acts.remove_part)


@gate(["POST"], Round, "matchmaking.change_round")
def site_restore(request: Request, round_: Round, part: int) -> HttpResponse:
    found = removed_part(Site, round_, part, request.user)
    return bring_back(request, found, back=parts(round_), act=acts.restore_part)


def within(request: Request, round_: Round) -> dict[str, Any]:
    """What stands at the top of every page of a round."""
    return {
        "head": masthead(round_.mission, request.user),
        "round": round_,
        "prepares": request.user.has_perm("matchmaking.change_round", round_),
    }


def at(round_: Round) -> str:
    """The desk of a round."""
    return reverse("round", args=[round_.mission.slug, round_.pk])


def parts(round_: Round) -> str:
    """The page of its resources and sites."""
    return reverse("round-parts", args=[round_.mission.slug, round_.pk])


def done(request: Request, act: Callable[[], object], *, back: str, said: str = "") -> HttpResponse:
    """Do something that has no form of its own, and go back with what came of it."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said or _("Saved."))
    return redirect(back)


def _address(name: str, part: Resource | Site) -> str:
    return reverse(name, args=[part.round.mission.slug, part.round_id, part.pk])


def _part_page(
    request: Request,
    round_: Round,
    form: Any,
    *,
    heading: str,
    act: Callable[[], object],
    remove: str = "",
) -> HttpResponse:
    return edit(
        request,
        form,
        act=act,
        template="missions/edit.html",
        context={**within(request, round_), "heading": heading, "back": parts(round_), "remove": remove},
        done=lambda _saved: parts(round_),
    )

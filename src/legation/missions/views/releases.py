"""Versions of the programme: released, read and compared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.actions.releases import release_programme
from legation.missions.forms.releases import ReleaseForm, audience_asked
from legation.missions.models import Mission, Release
from legation.missions.queries import masthead
from legation.missions.queries.releases import (
    before,
    compared,
    day_of,
    principals_of,
    programme_in,
    recipients_of,
    releases_of,
    waiting_for,
)


@gate(["GET"], Mission, "missions.view_mission")
def releases(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    context = {
        "head": head,
        "rows": releases_of(mission, head, request.user),
        "mine": principals_of(mission, request.user),
    }
    return render(request, "missions/releases.html", context)


@gate(["GET", "POST"], Mission, "missions.view_mission")
def release_new(request: Request, mission: Mission) -> HttpResponse:
    """What was not released yet is for everybody who sees the programme; the action asks who may release."""
    head = masthead(mission, request.user)
    side = head.standing.side if head.standing is not None else ""
    waiting = waiting_for(mission, request.user, audience_asked(request.GET.get("to", ""), side))
    form = ReleaseForm(request.POST or None, mission=mission, user=request.user, waiting=waiting)
    return edit(
        request,
        form,
        act=lambda: release_programme(mission, form.values(), by=request.user),
        template="missions/releases_new.html",
        context={"head": head, "side": side, "waiting": waiting},
        done=lambda released: reverse("release", args=[mission.slug, released.pk]),
        said=_("Released."),
    )


@gate(["GET"], Release, "missions.view_release")
def release(request: Request, shown: Release) -> HttpResponse:
    head = masthead(shown.mission, request.user)
    context = {
        "head": head,
        "release": shown,
        "on": day_of(shown.released_at, head),
        "days": programme_in(shown, request.user),
        "before": before(shown, request.user),
        "mine": principals_of(shown.mission, request.user),
        "recipients": recipients_of(shown, request.user),
    }
    return render(request, "missions/releases_one.html", context)


@gate(["GET"], Mission, "missions.view_mission")
def release_compare(request: Request, mission: Mission) -> HttpResponse:
    asked = request.GET.get
    head = masthead(mission, request.user)
    found = compared(
        mission, request.user, since=asked("since", ""), until=asked("until", ""), person=asked("person", "")
    )
    return render(request, "missions/releases_compare.html", {"head": head, "comparison": found})

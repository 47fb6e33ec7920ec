"""Who works on a mission."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.choices import Side
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.actions import give_access, take_access
from legation.missions.actions.access import limit_access
from legation.missions.choices import Role
from legation.missions.forms.access import AccessForm, LimitForm
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.access import access_of, last_day_of, membership_of, zone_of
from legation.missions.queries.joining import open_offers
from legation.missions.rules import standing


@gate(["GET", "POST"], Mission, "missions.change_mission")
def access(request: Request, mission: Mission) -> HttpResponse:
    form = AccessForm(request.POST or None, mission=mission, user=request.user)
    here = reverse("access", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: give_access(
            mission,
            form.cleaned_data["email"],
            side=Side(form.cleaned_data["side"]),
            role=Role(form.cleaned_data["role"]),
            stands_for=form.cleaned_data["stands_for"],
            until=form.cleaned_data["until"],
            by=request.user,
        ),
        template="missions/access.html",
        context={
            "head": masthead(mission, request.user),
            "sides": access_of(mission, request.user),
            "offers": open_offers(mission, request.user),
            "heading": _("Who works on it"),
            "save": _("Give access"),
            "back": here,
        },
        done=lambda _membership: here,
        said=_("They have access now."),
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def access_limit(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Until when a colleague of one's own side has access."""
    membership, mine = membership_of(mission, pk), standing(request.user, mission.pk)
    if membership is None or mine is None or membership.side != mine.side:
        raise Http404
    form = LimitForm(request.POST or None, last_day=last_day_of(membership, zone_of(mission)))
    here = reverse("access", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: limit_access(membership, form.cleaned_data["until"], by=request.user),
        template="ui/edit.html",
        context={
            "heading": _("Access of %(who)s") % {"who": membership.user},
            "back": here,
        },
        done=lambda _membership: here,
    )


@gate(["POST"], Mission, "missions.change_mission")
def access_remove(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """End the work of a colleague of one's own side, or one's own."""
    membership, mine = membership_of(mission, pk), standing(request.user, mission.pk)
    if membership is None:
        raise Http404
    if mine is None or membership.side != mine.side:
        raise PermissionDenied
    who = membership.user
    try:
        take_access(membership, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("access", mission.slug)
    messages.success(
        request, _("%(who)s no longer works on this mission; their calendar links ended.") % {"who": who}
    )
    return redirect("missions") if who == request.user else redirect("access", mission.slug)

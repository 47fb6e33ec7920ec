"""How long it takes from one venue to another."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.actions import change_shared
from legation.missions.actions.ways import add_way, restore_way
from legation.missions.forms.ways import WayForm
from legation.missions.models import Venue, Way
from legation.missions.queries.removed import removed_shared
from legation.missions.views.undo import bring_back, take_out


@gate(["GET", "POST"], Venue, "missions.change_venue")
def way_new(request: Request, venue: Venue) -> HttpResponse:
    form = WayForm(request.POST or None, leaving=venue, user=request.user)
    back = reverse("venue", args=[venue.pk])
    return edit(
        request,
        form,
        act=lambda: add_way(venue, **form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("Say how long a way takes"), "over": str(venue), "back": back},
        done=lambda _way: back,
    )


@gate(["GET", "POST"], Way, "missions.change_way")
def way_edit(request: Request, way: Way) -> HttpResponse:
    form = WayForm(request.POST or None, instance=way, leaving=way.leaving, user=request.user)
    back = reverse("venue", args=[way.leaving_id])
    return edit(
        request,
        form,
        act=lambda: change_shared(way, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": str(way),
            "over": str(way.leaving),
            "back": back,
            "remove": reverse("way-remove", args=[way.leaving_id, way.pk]),
            "loses": _("Its time is guessed again. You can bring it back."),
        },
        done=lambda _changed: back,
    )


@gate(["POST"], Way, "missions.change_way")
def way_remove(request: Request, way: Way) -> HttpResponse:
    return take_out(request, way, back=reverse("venue", args=[way.leaving_id]), mark="removed-way")


@gate(["POST"], Venue, "missions.change_venue")
def way_restore(request: Request, venue: Venue, way: int) -> HttpResponse:
    gone = removed_shared(Way, way, request.user, leaving=venue)
    return bring_back(request, gone, back=reverse("venue", args=[venue.pk]), act=restore_way)

"""Vehicles: who rides in which."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.models import Engagement, Mission
from legation.missions.views.undo import bring_back, take_out
from legation.protocol.actions.staging import add_vehicle, change_vehicle, remove_vehicle, restore_vehicle
from legation.protocol.forms.staging import VehicleForm
from legation.protocol.models import Vehicle
from legation.protocol.queries.staging_pages import (
    next_position,
    removed_vehicle,
    riders_offered,
    vehicles_page,
)
from legation.protocol.views.pages import within


@gate(["GET"], Engagement, "missions.view_engagement")
def vehicles(request: Request, engagement: Engagement) -> HttpResponse:
    page = vehicles_page(engagement, request.user)
    removed = removed_vehicle(engagement.mission, engagement.pk, request.GET.get("removed", ""), request.user)
    context = {**within(request, page.setting.engagement), "page": page, "removed": removed}
    return render(request, "protocol/vehicles.html", context)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def vehicle_new(request: Request, engagement: Engagement) -> HttpResponse:
    form = VehicleForm(
        request.POST or None,
        people=riders_offered(engagement, request.user),
        initial={"position": next_position(engagement, request.user)},
    )
    return edit(
        request,
        form,
        act=lambda: add_vehicle(engagement, form.values(), by=request.user),
        template="protocol/vehicles_edit.html",
        context=_within(request, engagement, _("Add a vehicle")),
        done=lambda _saved: _page(engagement),
    )


@gate(["GET", "POST"], Vehicle, "protocol.change_vehicle")
def vehicle_edit(request: Request, vehicle: Vehicle) -> HttpResponse:
    held = vehicle.engagement
    form = VehicleForm(request.POST or None, people=riders_offered(held, request.user), instance=vehicle)
    return edit(
        request,
        form,
        act=lambda: change_vehicle(vehicle, form.values(), seen=form.seen, by=request.user),
        template="protocol/vehicles_edit.html",
        context={
            **_within(request, held, _("Edit: %(title)s") % {"title": vehicle}),
            "remove": reverse("vehicle-remove", args=[held.mission.slug, held.pk, vehicle.pk]),
            "loses": _("Its riders move to the other vehicles. You can bring it back."),
        },
        done=lambda _saved: _page(held),
    )


@gate(["POST"], Vehicle, "protocol.change_vehicle")
def vehicle_remove(request: Request, vehicle: Vehicle) -> HttpResponse:
    return take_out(request, vehicle, back=_page(vehicle.engagement), act=remove_vehicle)


@gate(["POST"], Mission, "missions.change_mission")
def vehicle_restore(request: Request, mission: Mission, engagement: int, pk: int) -> HttpResponse:
    found = removed_vehicle(mission, engagement, pk, request.user)
    back = reverse("vehicles", args=[mission.slug, engagement])
    return bring_back(request, found, back=back, act=restore_vehicle)


def _page(engagement: Engagement) -> str:
    return reverse("vehicles", args=[engagement.mission.slug, engagement.pk])


def _within(request: Request, engagement: Engagement, heading: str) -> dict[str, Any]:
    return {**within(request, engagement), "heading": heading, "back": _page(engagement)}

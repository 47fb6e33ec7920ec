"""Rooms held for a mission."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.missions.actions.bookings import book_room, change_booking, restore_booking
from legation.missions.forms.bookings import BookingForm
from legation.missions.models import Booking, Mission
from legation.missions.queries import masthead
from legation.missions.queries.bookings import bookings_by_day, engagement_to_hold_for
from legation.missions.queries.removed import removed_part
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out


def _list(mission: Mission) -> str:
    return reverse("bookings", args=[mission.slug])


@gate(["GET"], Mission, "missions.view_mission")
def bookings(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    days = bookings_by_day(mission, request.user)
    gone = removed_part(Booking, mission, request.GET.get("removed", ""), request.user)
    return render(request, "missions/bookings.html", {"head": head, "days": days, "gone": gone})


@gate(["GET", "POST"], Mission, "missions.change_mission")
def booking_new(request: Request, mission: Mission) -> HttpResponse:
    wanted = engagement_to_hold_for(mission, request.user, request.GET.get("engagement", ""))
    form = BookingForm(request.POST or None, mission=mission, user=request.user, wanted=wanted)
    return edit(
        request,
        form,
        act=lambda: book_room(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Hold a room"),
            "back": _list(mission),
        },
        done=lambda _booked: _list(mission),
    )


@gate(["GET", "POST"], Booking, "missions.change_booking")
def booking_edit(request: Request, booking: Booking) -> HttpResponse:
    mission: Any = booking.mission
    form = BookingForm(request.POST or None, mission=mission, user=request.user, instance=booking)
    return edit(
        request,
        form,
        act=lambda: change_booking(booking, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": str(booking),
            "back": _list(mission),
            "remove": reverse("booking-remove", args=[mission.slug, booking.pk]),
            "loses": _("The room is free again. You can bring the booking back while nobody takes it."),
        },
        done=lambda _changed: _list(mission),
    )


@gate(["POST"], Booking, "missions.change_booking")
def booking_remove(request: Request, booking: Booking) -> HttpResponse:
    return take_out(request, booking, back=_list(booking.mission))


@gate(["POST"], Mission, "missions.change_mission")
def booking_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Booking, mission, pk, request.user)
    return bring_back(request, gone, back=_list(mission), act=restore_booking)


@gate(["GET"], Booking, "missions.view_booking")
def booking_history(request: Request, booking: Booking) -> HttpResponse:
    mine = standing(request.user, booking.mission_id)
    revisions = revisions_of(booking, sees=mine.sees if mine is not None else ())
    context = {"record": booking, "back": _list(booking.mission), "revisions": revisions}
    return render(request, "ui/history.html", context)

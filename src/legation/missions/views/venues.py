"""Venues, their rooms, and programme series: shared by all missions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.actions import add_programme, add_room, add_venue, change_shared
from legation.missions.forms.venues import ProgrammeForm, RoomForm, VenueForm
from legation.missions.models import Programme, Room, Venue, Way
from legation.missions.queries.removed import removed_shared
from legation.missions.queries.venues import programmes_seen, venue_list, venue_page
from legation.missions.views.undo import bring_back, take_out


@gate(["GET"], None, "directory.browse")
def venues(request: Request) -> HttpResponse:
    listing = venue_list(request.user, request.GET.get("page", ""))
    return render(
        request,
        "missions/venues.html",
        {
            "cities": listing.cities,
            "listing": listing,
            "gone": removed_shared(Venue, request.GET.get("removed"), request.user),
        },
    )


@gate(["GET", "POST"], None, "directory.keep")
def venue_new(request: Request) -> HttpResponse:
    form = VenueForm(request.POST or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_venue(form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("Add a venue"), "over": _("Venues"), "back": reverse("venues")},
        done=lambda added: reverse("venue", args=[added.pk]),
    )


@gate(["GET"], Venue, "missions.view_venue")
def venue(request: Request, venue: Venue) -> HttpResponse:
    return render(
        request,
        "missions/venue.html",
        {
            "page": venue_page(venue, request.user),
            "gone": removed_shared(Room, request.GET.get("removed"), request.user, venue=venue),
            "gone_way": removed_shared(Way, request.GET.get("removed-way"), request.user, leaving=venue),
        },
    )


@gate(["GET", "POST"], Venue, "missions.change_venue")
def venue_edit(request: Request, venue: Venue) -> HttpResponse:
    name = str(venue)
    form = VenueForm(request.POST or None, instance=venue, user=request.user)
    back = reverse("venue", args=[venue.pk])
    return edit(
        request,
        form,
        act=lambda: change_shared(venue, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": name,
            "over": name,
            "back": back,
            "remove": reverse("venue-remove", args=[venue.pk]),
            "loses": _("It leaves every list with its rooms. You can bring it back."),
        },
        done=lambda _changed: back,
    )


@gate(["POST"], Venue, "missions.change_venue")
def venue_remove(request: Request, venue: Venue) -> HttpResponse:
    return take_out(request, venue, back=reverse("venues"))


@gate(["POST"], None, "directory.keep")
def venue_restore(request: Request, pk: int) -> HttpResponse:
    return bring_back(request, removed_shared(Venue, pk, request.user), back=reverse("venues"))


@gate(["GET", "POST"], Venue, "missions.change_venue")
def room_new(request: Request, venue: Venue) -> HttpResponse:
    form = RoomForm(request.POST or None)
    back = reverse("venue", args=[venue.pk])
    return edit(
        request,
        form,
        act=lambda: add_room(venue, form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("Add a room"), "over": str(venue), "back": back},
        done=lambda _room: back,
    )


@gate(["GET", "POST"], Room, "missions.change_room")
def room_edit(request: Request, room: Room) -> HttpResponse:
    name = str(room)
    form = RoomForm(request.POST or None, instance=room)
    back = reverse("venue", args=[room.venue_id])
    return edit(
        request,
        form,
        act=lambda: change_shared(room, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": name,
            "over": str(room.venue),
            "back": back,
            "remove": reverse("room-remove", args=[room.venue_id, room.pk]),
        },
        done=lambda _changed: back,
    )


@gate(["POST"], Room, "missions.change_room")
def room_remove(request: Request, room: Room) -> HttpResponse:
    return take_out(request, room, back=reverse("venue", args=[room.venue_id]))


@gate(["POST"], Venue, "missions.change_venue")
def room_restore(request: Request, venue: Venue, room: int) -> HttpResponse:
    gone = removed_shared(Room, room, request.user, venue=venue)
    return bring_back(request, gone, back=reverse("venue", args=[venue.pk]))


@gate(["GET"], None, "directory.browse")
def programmes(request: Request) -> HttpResponse:
    return render(
        request,
        "missions/series.html",
        {
            "series": programmes_seen(request.user),
            "gone": removed_shared(Programme, request.GET.get("removed"), request.user),
        },
    )


@gate(["GET", "POST"], None, "directory.keep")
def series_new(request: Request) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, user=request.user)
    back = reverse("programmes")
    return edit(
        request,
        form,
        act=lambda: add_programme(form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("Add a programme series"), "over": _("Programme series"), "back": back},
        done=lambda _added: back,
    )


@gate(["GET", "POST"], Programme, "missions.change_programme")
def series_edit(request: Request, programme: Programme) -> HttpResponse:
    name = str(programme)
    form = ProgrammeForm(request.POST or None, instance=programme, user=request.user)
    back = reverse("programmes")
    return edit(
        request,
        form,
        act=lambda: change_shared(programme, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": name,
            "over": _("Programme series"),
            "back": back,
            "remove": reverse("series-remove", args=[programme.pk]),
        },
        done=lambda _changed: back,
    )


@gate(["POST"], Programme, "missions.change_programme")
def series_remove(request: Request, programme: Programme) -> HttpResponse:
    return take_out(request, programme, back=reverse("programmes"))


@gate(["POST"], None, "directory.keep")
def series_restore(request: Request, pk: int) -> HttpResponse:
    return bring_back(request, removed_shared(Programme, pk, request.user), back=reverse("programmes"))

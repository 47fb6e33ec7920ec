"""Hotels of a mission: rooms, stays, and the list that the hotel gets."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.logistics.actions import stays as acts
from legation.logistics.actions.printing import list_bytes
from legation.logistics.forms.stays import HotelForm, RoomTypeForm, StayForm
from legation.logistics.models import RoomingList, RoomType, Stay
from legation.logistics.queries.filling import filling_wanted, last_filling
from legation.logistics.queries.rooming import kept
from legation.logistics.queries.rooming_sheet import rooming_sheet
from legation.logistics.queries.sheet import Sheet
from legation.logistics.queries.stays import list_behind, stays_page
from legation.logistics.views.sending import sent_file
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.removed import removed_part
from legation.missions.views.undo import bring_back, take_out


def _list(mission: Mission) -> str:
    return reverse("stays", args=[mission.slug])


@gate(["GET"], Mission, "missions.view_mission")
def stays(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "page": stays_page(mission, request.user),
        "gone": removed_part(Stay, mission, request.GET.get("removed", ""), request.user),
        "gone_type": removed_part(RoomType, mission, request.GET.get("removed-rooms", ""), request.user),
        "filled": filling_wanted(mission, request.GET.get("filled", ""), request.user),
        "form": HotelForm(None, mission=mission, user=request.user),
    }
    return render(request, "logistics/stays.html", context)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def room_type_new(request: Request, mission: Mission) -> HttpResponse:
    form = RoomTypeForm(request.POST or None, mission=mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.add_room_type(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Hold rooms at a hotel"),
            "back": _list(mission),
        },
        done=lambda _added: _list(mission),
    )


@gate(["GET", "POST"], RoomType, "logistics.change_roomtype")
def room_type_edit(request: Request, room_type: RoomType) -> HttpResponse:
    mission = room_type.mission
    form = RoomTypeForm(request.POST or None, mission=mission, user=request.user, instance=room_type)
    return edit(
        request,
        form,
        act=lambda: acts.change_room_type(room_type, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": f"{room_type}, {room_type.venue}",
            "back": _list(mission),
            "remove": reverse("room-type-remove", args=[mission.slug, room_type.pk]),
            "history": reverse("room-type-history", args=[mission.slug, room_type.pk]),
        },
        done=lambda _changed: _list(mission),
    )


@gate(["POST"], RoomType, "logistics.change_roomtype")
def room_type_remove(request: Request, room_type: RoomType) -> HttpResponse:
    back = _list(room_type.mission)
    return take_out(request, room_type, back=back, mark="removed-rooms", act=acts.remove_room_type)


@gate(["POST"], Mission, "missions.change_mission")
def room_type_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return bring_back(request, removed_part(RoomType, mission, pk, request.user), back=_list(mission))


@gate(["GET", "POST"], Mission, "missions.change_mission")
def stay_new(request: Request, mission: Mission) -> HttpResponse:
    initial = {name: request.GET[name] for name in ("delegate", "venue") if name in request.GET}
    form = StayForm(request.POST or None, mission=mission, user=request.user, initial=initial)
    return edit(
        request,
        form,
        act=lambda: acts.add_stay(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Add a stay"),
            "back": _list(mission),
        },
        done=lambda _added: _list(mission),
    )


@gate(["GET", "POST"], Stay, "logistics.change_stay")
def stay_edit(request: Request, stay: Stay) -> HttpResponse:
    mission = stay.mission
    form = StayForm(request.POST or None, mission=mission, user=request.user, instance=stay)
    return edit(
        request,
        form,
        act=lambda: acts.change_stay(stay, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("%(who)s at %(hotel)s") % {"who": stay.delegate.person, "hotel": stay.venue},
            "back": _list(mission),
            "remove": reverse("stay-remove", args=[mission.slug, stay.pk]),
            "history": reverse("stay-history", args=[mission.slug, stay.pk]),
        },
        done=lambda _changed: _list(mission),
    )


@gate(["POST"], Stay, "logistics.change_stay")
def stay_remove(request: Request, stay: Stay) -> HttpResponse:
    return take_out(request, stay, back=_list(stay.mission))


@gate(["POST"], Mission, "missions.change_mission")
def stay_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Stay, mission, pk, request.user)
    return bring_back(request, gone, back=_list(mission), act=acts.restore_stay)


@gate(["POST"], Mission, "missions.change_mission")
def stays_all(request: Request, mission: Mission) -> HttpResponse:
    """Everybody who comes and has no stay in this city gets one."""
    form = HotelForm(request.POST, mission=mission, user=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose the hotel."))
        return redirect("stays", mission.slug)
    made = acts.add_missing_stays(mission, form.cleaned_data["venue"], by=request.user)
    said = ngettext("%(n)s stay was added.", "%(n)s stays were added.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("stays", mission.slug)


@gate(["POST"], Mission, "missions.change_mission")
def rooms_fill(request: Request, mission: Mission) -> HttpResponse:
    form = HotelForm(request.POST, mission=mission, user=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose the hotel."))
        return redirect("stays", mission.slug)
    moved, filled = acts.fill_rooms(mission, form.cleaned_data["venue"], by=request.user)
    said = ngettext("%(n)s person has another room now.", "%(n)s people have another room now.", moved)
    words = [said % {"n": moved}]
    if filled.left:
        lack = ngettext(
            "%(n)s person is without a room.", "%(n)s people are without a room.", len(filled.left)
        )
        words.append(lack % {"n": len(filled.left)})
    if filled.parted:
        apart = ngettext(
            "%(n)s wish to share could not be kept.",
            "%(n)s wishes to share could not be kept.",
            len(filled.parted),
        )
        words.append(apart % {"n": len(filled.parted)})
    (messages.warning if filled.left or filled.parted else messages.success)(request, " ".join(words))
    return redirect(last_filling(_list(mission), venue=form.cleaned_data["venue"], user=request.user))


@gate(["POST"], Mission, "missions.change_mission")
def rooming_send(request: Request, mission: Mission) -> HttpResponse:
    """Note that the list went to the hotel; later changes are marked against it."""
    form = HotelForm(request.POST, mission=mission, user=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose the hotel."))
        return redirect("stays", mission.slug)
    try:
        sent = acts.send_list(mission, form.cleaned_data["venue"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("List %(n)s is kept as sent.") % {"n": sent.number})
    return redirect("stays", mission.slug)


@gate(["GET"], Mission, "missions.change_mission", fresh=True)
def rooming_list(request: Request, mission: Mission, venue: int, kind: str) -> HttpResponse:
    """The list as it would go now."""
    hotel, rows, number = list_behind(mission, venue, request.user)
    if hotel is None:
        raise Http404
    sheet = rooming_sheet(mission, hotel, rows, number, timezone.now(), str(request.user))
    return _file(request, mission, sheet, kind, f"rooming-{venue}-{number}")


@gate(["GET"], RoomingList, "logistics.view_roominglist", fresh=True)
def rooming_sent(request: Request, sent: RoomingList, kind: str) -> HttpResponse:
    """A list as it was sent."""
    rows = kept(sent.rows)
    sheet = rooming_sheet(sent.mission, sent.venue, rows, sent.number, sent.sent_at, str(sent.by or ""))
    return _file(request, sent.mission, sheet, kind, f"rooming-{sent.venue_id}-{sent.number}")


def _file(request: Request, mission: Mission, sheet: Sheet, kind: str, name: str) -> HttpResponse:
    return sent_file(
        kind,
        f"{mission.slug}-{name}",
        lambda: list_bytes(sheet, kind, mission=mission, about=mission, by=request.user),
    )

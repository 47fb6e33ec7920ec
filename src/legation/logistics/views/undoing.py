"""What was before: the history of one record with its undo, and fillings that are undone as a whole."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.asked import key_asked
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.models import Record
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.logistics.actions import undoing as acts
from legation.logistics.models import Accreditation, Car, Filling, InterpreterText, RoomType, Run, Stay
from legation.logistics.queries.filling import fillings_of
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.rules import standing

Back = Callable[[Any], str]


def _told(request: Request, record: Any, name: str, back: str) -> HttpResponse:
    mine = standing(request.user, record.mission_key())
    permission = f"{record._meta.app_label}.change_{record._meta.model_name}"
    undo = reverse(f"{name}-undo", kwargs=_parts(record)) if request.user.has_perm(permission, record) else ""
    context = {
        "record": record,
        "revisions": revisions_of(record, sees=mine.sees if mine is not None else ()),
        "back": back,
        "undo": undo,
    }
    return render(request, "ui/history.html", context)


def _undone(request: Request, record: Any, name: str) -> HttpResponse:
    version = key_asked(request.POST.get("version")) or 0
    try:
        acts.undo_change(record, version, by=request.user)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else changed this meanwhile. Look at it and decide again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone."))
    return redirect(reverse(f"{name}-history", kwargs=_parts(record)))


def _parts(record: Record) -> dict[str, Any]:
    """The parts of the record's address."""
    found = {}
    for lookup, part in record.address.items():
        value: Any = record
        for step in lookup.split("__"):
            value = getattr(value, step)
        found[part] = getattr(value, "pk", value)
    return found


@gate(["GET"], Stay, "logistics.view_stay")
def stay_history(request: Request, stay: Stay) -> HttpResponse:
    return _told(request, stay, "stay", reverse("stays", args=[stay.mission.slug]))


@gate(["POST"], Stay, "logistics.change_stay")
def stay_undo(request: Request, stay: Stay) -> HttpResponse:
    return _undone(request, stay, "stay")


@gate(["GET"], RoomType, "logistics.view_roomtype")
def room_type_history(request: Request, room_type: RoomType) -> HttpResponse:
    return _told(request, room_type, "room-type", reverse("stays", args=[room_type.mission.slug]))


@gate(["POST"], RoomType, "logistics.change_roomtype")
def room_type_undo(request: Request, room_type: RoomType) -> HttpResponse:
    return _undone(request, room_type, "room-type")


@gate(["GET"], Run, "logistics.view_run")
def run_history(request: Request, run: Run) -> HttpResponse:
    return _told(request, run, "run", reverse("run", args=[run.mission.slug, run.pk]))


@gate(["POST"], Run, "logistics.change_run")
def run_undo(request: Request, run: Run) -> HttpResponse:
    return _undone(request, run, "run")


@gate(["GET"], Car, "logistics.view_car")
def car_history(request: Request, car: Car) -> HttpResponse:
    run: Any = car.run
    return _told(request, car, "car", reverse("run", args=[run.mission.slug, run.pk]))


@gate(["POST"], Car, "logistics.change_car")
def car_undo(request: Request, car: Car) -> HttpResponse:
    return _undone(request, car, "car")


@gate(["GET"], Accreditation, "logistics.view_accreditation")
def accreditation_history(request: Request, entry: Accreditation) -> HttpResponse:
    return _told(request, entry, "accreditation", reverse("accreditations", args=[entry.mission.slug]))


@gate(["POST"], Accreditation, "logistics.change_accreditation")
def accreditation_undo(request: Request, entry: Accreditation) -> HttpResponse:
    return _undone(request, entry, "accreditation")


@gate(["GET"], InterpreterText, "logistics.change_interpretertext")
def text_history(request: Request, text: InterpreterText) -> HttpResponse:
    engagement = text.engagement
    return _told(request, text, "text", reverse("texts", args=[engagement.mission.slug, engagement.pk]))


@gate(["POST"], InterpreterText, "logistics.change_interpretertext")
def text_undo(request: Request, text: InterpreterText) -> HttpResponse:
    return _undone(request, text, "text")


@gate(["GET"], Mission, "missions.change_mission")
def fillings(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "rows": fillings_of(mission, request.user)}
    return render(request, "logistics/fillings.html", context)


@gate(["POST"], Filling, "logistics.change_filling")
def filling_undo(request: Request, filling: Filling) -> HttpResponse:
    try:
        acts.undo_filling(filling, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("fillings", filling.mission.slug)
    messages.success(request, _("Undone: everybody is where they were before."))
    if filling.run_id is not None:
        return redirect("run", filling.mission.slug, filling.run_id)
    return redirect("stays", filling.mission.slug)

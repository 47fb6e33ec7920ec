"""Transfers: the list, each with its vehicles, and who rides in which."""

from typing import Any

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
from legation.logistics.actions import runs as acts
from legation.logistics.actions.printing import list_bytes
from legation.logistics.forms.runs import CarForm, PutForm, RunForm
from legation.logistics.models import Car, Run
from legation.logistics.queries.car_sheet import car_sheet
from legation.logistics.queries.filling import filling_wanted, last_filling
from legation.logistics.queries.manifest import manifest, manifest_sheet
from legation.logistics.queries.runs import (
    car_chosen,
    movement_wanted,
    removed_car,
    rider_chosen,
    run_days,
    run_page,
)
from legation.logistics.views.sending import sent_file
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.removed import removed_part
from legation.missions.views.undo import bring_back, take_out


@gate(["GET"], Mission, "missions.view_mission")
def arrivals(request: Request, mission: Mission) -> HttpResponse:
    asked = request.GET.get("direction", "")
    context = {
        "head": masthead(mission, request.user),
        "stops": manifest(mission, request.user, asked),
        "direction": asked,
    }
    return render(request, "logistics/arrivals.html", context)


@gate(["GET"], Mission, "missions.view_mission", fresh=True)
def arrivals_list(request: Request, mission: Mission, kind: str) -> HttpResponse:
    stops = manifest(mission, request.user, request.GET.get("direction", ""))
    sheet = manifest_sheet(mission, stops, timezone.now(), str(request.user))
    return sent_file(
        kind,
        f"{mission.slug}-manifest",
        lambda: list_bytes(sheet, kind, mission=mission, about=mission, by=request.user),
    )


@gate(["GET"], Mission, "missions.view_mission")
def runs(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "days": run_days(mission, request.user),
        "gone": removed_part(Run, mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "logistics/runs.html", context)


@gate(["GET"], Run, "logistics.view_run")
def run(request: Request, run: Run) -> HttpResponse:
    gone = removed_car(run, request.GET.get("removed", ""), request.user)
    context = {
        "head": masthead(run.mission, request.user),
        "page": run_page(run, request.user),
        "gone": gone,
        "filled": filling_wanted(run.mission, request.GET.get("filled", ""), request.user),
    }
    return render(request, "logistics/run.html", context)


@gate(["GET"], Run, "logistics.view_run")
def run_list(request: Request, run: Run, kind: str) -> HttpResponse:
    sheet = car_sheet(run_page(run, request.user), timezone.now(), str(request.user))
    return sent_file(
        kind,
        f"{run.mission.slug}-cars-{run.pk}",
        lambda: list_bytes(sheet, kind, mission=run.mission, about=run, by=request.user),
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def run_new(request: Request, mission: Mission) -> HttpResponse:
    wanted = movement_wanted(mission, request.user, request.GET.get("movement", ""))
    form = RunForm(request.POST or None, mission=mission, user=request.user, wanted=wanted)
    return edit(
        request,
        form,
        act=lambda: acts.add_run(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Plan a transfer"),
            "back": reverse("runs", args=[mission.slug]),
        },
        done=_page,
    )


@gate(["GET", "POST"], Run, "logistics.change_run")
def run_edit(request: Request, run: Run) -> HttpResponse:
    form = RunForm(request.POST or None, mission=run.mission, user=request.user, instance=run)
    return edit(
        request,
        form,
        act=lambda: acts.change_run(run, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(run.mission, request.user),
            "heading": str(run),
            "back": _page(run),
            "remove": reverse("run-remove", args=[run.mission.slug, run.pk]),
            "history": reverse("run-history", args=[run.mission.slug, run.pk]),
        },
        done=_page,
    )


@gate(["POST"], Run, "logistics.change_run")
def run_remove(request: Request, run: Run) -> HttpResponse:
    return take_out(request, run, back=reverse("runs", args=[run.mission.slug]))


@gate(["POST"], Mission, "missions.change_mission")
def run_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    gone = removed_part(Run, mission, pk, request.user)
    return bring_back(request, gone, back=reverse("runs", args=[mission.slug]))


@gate(["GET", "POST"], Run, "logistics.change_run")
def car_new(request: Request, run: Run) -> HttpResponse:
    form = CarForm(request.POST or None)
    return edit(
        request,
        form,
        act=lambda: acts.add_car(run, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(run.mission, request.user),
            "heading": _("Add a vehicle"),
            "back": _page(run),
        },
        done=lambda _added: _page(run),
    )


@gate(["GET", "POST"], Car, "logistics.change_car")
def car_edit(request: Request, car: Car) -> HttpResponse:
    form = CarForm(request.POST or None, instance=car)
    run: Any = car.run
    return edit(
        request,
        form,
        act=lambda: acts.change_car(car, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(run.mission, request.user),
            "heading": f"{car}, {run}",
            "back": _page(run),
            "remove": reverse("car-remove", args=[run.mission.slug, run.pk, car.pk]),
            "history": reverse("car-history", args=[run.mission.slug, run.pk, car.pk]),
            "loses": _("Those who ride in it wait for another. You can bring it back."),
        },
        done=lambda _changed: _page(run),
    )


@gate(["POST"], Car, "logistics.change_car")
def car_remove(request: Request, car: Car) -> HttpResponse:
    return take_out(request, car, back=_page(car.run), act=acts.remove_car)


@gate(["POST"], Run, "logistics.change_run")
def car_restore(request: Request, run: Run, car: int) -> HttpResponse:
    gone = removed_car(run, str(car), request.user)
    return bring_back(request, gone, back=_page(run), act=acts.restore_car)


@gate(["POST"], Run, "logistics.change_run")
def run_load(request: Request, run: Run) -> HttpResponse:
    try:
        loaded = acts.load_run(run, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_page(run))
    page = run_page(run, request.user)
    seated = sum(len(one.rides) for one in page.cars)
    words = [ngettext("%(n)s person has a seat.", "%(n)s people have a seat.", seated) % {"n": seated}]
    lack = len(page.without)
    if lack:
        words.append(ngettext("%(n)s seat is missing.", "%(n)s seats are missing.", lack) % {"n": lack})
    if loaded.split:
        words.append(_("A delegation does not fit into one coach and was parted."))
    (messages.warning if lack or loaded.split else messages.success)(request, " ".join(words))
    return redirect(last_filling(_page(run), run=run, user=request.user))


@gate(["POST"], Run, "logistics.change_run")
def run_put(request: Request, run: Run) -> HttpResponse:
    """Put somebody into a vehicle by hand; without a vehicle, take them out."""
    form = PutForm(request.POST)
    if not form.is_valid():
        raise Http404
    delegate = rider_chosen(run, request.user, form.cleaned_data["delegate"])
    car = car_chosen(run, request.user, form.cleaned_data["car"])
    if delegate is None:
        raise Http404
    try:
        acts.put_into(run, delegate, car, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
        return redirect(last_filling(_page(run), run=run, user=request.user))
    return redirect(_page(run))


def _page(run: Run) -> str:
    return reverse("run", args=[run.mission.slug, run.pk])

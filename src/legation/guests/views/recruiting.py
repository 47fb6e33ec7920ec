"""Calls of a mission and their board, for who prepares a side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.guests.actions import recruiting as acts
from legation.guests.actions.receipts import receipt_bytes
from legation.guests.forms.recruiting import CallForm, DecideForm, GroupForm
from legation.guests.models import Application, Call
from legation.guests.queries.applied import applications_table
from legation.guests.queries.recruiting import (
    answered,
    board_of,
    calls_of,
    is_asked,
    removed_call,
    told_later,
)
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.kernel.sheets_out import csv_lines, written
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.views.undo import bring_back, take_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(["GET"], Mission, "missions.change_mission")
def calls(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "rows": calls_of(mission, request.user),
        "removed": removed_call(mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "guests/calls.html", context)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def call_new(request: Request, mission: Mission) -> HttpResponse:
    form = CallForm(request.POST or None, mission=mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.open_call(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Open a call for applications"),
            "back": reverse("calls", args=[mission.slug]),
        },
        done=_at,
    )


@gate(["GET"], Call, "guests.change_call")
def call(request: Request, call: Call) -> HttpResponse:
    return _board(request, call, GroupForm())


@gate(["GET"], Call, "guests.change_call", fresh=True)
def call_list(request: Request, call: Call, kind: str) -> HttpResponse:
    """All who applied, as XLSX or CSV."""
    table = applications_table(call, request.user)
    if kind == "xlsx":
        answer = HttpResponse(written([table]), content_type=XLSX)
    elif kind == "csv":
        text = "".join(csv_lines(table[1], table[2]))
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="applications-{call.pk}.{kind}"'
    return answer


@gate(["GET", "POST"], Call, "guests.change_call")
def call_edit(request: Request, call: Call) -> HttpResponse:
    form = CallForm(request.POST or None, instance=call, mission=call.mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.change_call(call, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_within(request, call),
            "heading": str(call),
            "back": _at(call),
            "remove": reverse("call-remove", args=[call.mission.slug, call.pk]),
        },
        done=_at,
    )


@gate(["POST"], Call, "guests.change_call")
def call_remove(request: Request, call: Call) -> HttpResponse:
    return take_out(request, call, back=reverse("calls", args=[call.mission.slug]), act=acts.remove_call)


@gate(["POST"], Mission, "missions.change_mission")
def call_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_call(mission, pk, request.user)
    return bring_back(request, found, back=reverse("calls", args=[mission.slug]), act=acts.restore_call)


@gate(["POST"], Call, "guests.change_call")
def call_move_up(request: Request, call: Call) -> HttpResponse:
    number = acts.move_up(call, by=request.user)
    said = ngettext("%(n)s moved up.", "%(n)s moved up.", number) % {"n": number}
    messages.success(request, said)
    return redirect(_at(call))


@gate(["POST"], Call, "guests.change_call")
def group_new(request: Request, call: Call) -> HttpResponse:
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _board(request, call, form, status=422)
    acts.add_group(call, form.values(), by=request.user)
    messages.success(request, _("The leader gets a letter with the address."))
    return redirect(f"{_at(call)}#groups")


@gate(["POST"], Call, "guests.change_call")
def group_revoke(request: Request, call: Call, part: int) -> HttpResponse:
    acts.revoke_group(get_object_or_404(call.groups, pk=part), by=request.user)
    messages.success(request, _("The address is revoked; the people of the group stay."))
    return redirect(f"{_at(call)}#groups")


@gate(["GET"], Application, "guests.change_application")
def application(request: Request, application: Application) -> HttpResponse:
    return _show(request, application)


@gate(["POST"], Application, "guests.change_application")
def application_decide(request: Request, application: Application) -> HttpResponse:
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _show(request, application, status=422)
    seen, by = form.cleaned_data["seen_version"], request.user
    act: Any = {
        "approve": lambda: acts.approve(application, seen=seen, by=by),
        "decline": lambda: acts.decline(application, seen=seen, by=by),
        "withdraw": lambda: acts.withdraw(application, seen=seen, by=by),
        "reopen": lambda: acts.reopen(application, seen=seen, by=by),
        "fee": lambda: acts.note_fee(application, paid=True, seen=seen, by=by),
        "no-fee": lambda: acts.note_fee(application, paid=False, seen=seen, by=by),
        "reserve": lambda: acts.set_reserved(application, reserved=True, seen=seen, by=by),
        "unreserve": lambda: acts.set_reserved(application, reserved=False, seen=seen, by=by),
    }[form.cleaned_data["act"]]
    try:
        act()
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else changed this meanwhile. Look at it and decide again."))
        return _show(request, application, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, application, status=422)
    messages.success(request, _("Saved."))
    return redirect("application", application.mission.slug, application.call_id, application.pk)


@gate(["GET"], Application, "guests.change_application")
def application_receipt(request: Request, application: Application) -> HttpResponse:
    """The receipt of a fee that was noted."""
    try:
        data = receipt_bytes(application, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("application", application.mission.slug, application.call_id, application.pk)
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="receipt-{application.pk}.pdf"'
    return answer


def _board(request: Request, call: Call, form: GroupForm, *, status: int = 200) -> HttpResponse:
    context = {
        **_within(request, call),
        "board": board_of(call, request.user),
        "group_form": form,
        "overdue": not is_asked(call, timezone.now()),
    }
    return render(request, "guests/call.html", context, status=status)


def _show(request: Request, application: Application, *, status: int = 200) -> HttpResponse:
    try:
        told = told_later(application)
    except Refused as lost:
        messages.error(request, str(lost))
        told = []
    context = {
        **_within(request, application.call),
        "application": application,
        "answers": answered(application),
        "told": told,
        "mine": request.user.pk in application.approved_by,
    }
    return render(request, "guests/application.html", context, status=status)


def _within(request: Request, call: Call) -> dict[str, Any]:
    return {"head": masthead(call.mission, request.user), "call": call}


def _at(call: Call) -> str:
    return reverse("call", args=[call.mission.slug, call.pk])

"""Pages of those who apply and of group leaders: by address, without a login."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.guests.actions import recruiting as acts
from legation.guests.forms.recruiting import ApplyForm, LaterForm
from legation.guests.models import Application, Call, GroupLink
from legation.guests.queries.letters import asked_until
from legation.guests.queries.recruiting import (
    Door,
    application_behind,
    application_path,
    call_behind,
    call_path,
    caller_of,
    group_behind,
    group_path,
    is_asked,
    is_open,
    later_of,
    people_of,
)
from legation.guests.views.pages import told
from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.kernel.limits import caller, exceeded
from legation.kernel.refusals import Refused

PAGE = "the organiser gives this address out; what is sent is limited, and nothing of others is shown"
OWN = "the address is a secret of one reader; guesses are limited"
MOST_APPLICATIONS, WINDOW = 10, 600  # from one address of the network, in seconds


@public(["GET", "POST"], because=PAGE)
@by_link(call_behind, "apply")
def apply(request: HttpRequest, door: Door) -> HttpResponse:
    call = door.call
    form = ApplyForm(request.POST or None, call=call)
    if request.method != "POST":
        return _apply(request, call, form)
    if exceeded("apply-send", caller(request), limit=MOST_APPLICATIONS, seconds=WINDOW):
        return render(request, "ui/too_often.html", status=429)
    if form.is_a_machine:
        return redirect(f"{call_path(call)}?sent=1")
    if not form.is_valid():
        return _apply(request, call, form, status=422)
    try:
        acts.apply(call, form.values(), now=timezone.now(), by=caller_of(call))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _apply(request, call, form, status=422)
    return redirect(f"{call_path(call)}?sent=1")


@public(["GET"], because=OWN)
@by_link(application_behind, "application")
def my_application(request: HttpRequest, application: Application) -> HttpResponse:
    return _mine(request, application, LaterForm(None, call=application.call, told=_told(application)))


@public(["POST"], because=OWN)
@by_link(application_behind, "application")
def my_application_tell(request: HttpRequest, application: Application) -> HttpResponse:
    form = LaterForm(request.POST, call=application.call, told={})
    if not form.is_valid():
        return _mine(request, application, form, status=422)
    try:
        acts.tell_later(application, form.cleaned_data, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _mine(request, application, form, status=422)
    messages.success(request, _("Thank you. You can change it on this page."))
    return redirect(application_path(application))


@public(["POST"], because=OWN)
@by_link(application_behind, "application")
def my_application_withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        acts.withdraw(application, seen=application.version, by=application.user)
    except Refused as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("Your application is withdrawn."))
    return redirect(application_path(application))


@public(["GET", "POST"], because=OWN)
@by_link(group_behind, "group")
def my_group(request: HttpRequest, group: GroupLink) -> HttpResponse:
    """A leader's people: named, and taken back."""
    form = ApplyForm(request.POST or None, call=group.call)
    if request.method == "POST" and form.is_valid():
        try:
            acts.apply(group.call, form.values(), now=timezone.now(), by=group.user, group=group)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added. They get a letter of their own."))
            return redirect(group_path(group))
    context = {"group": group, "people": people_of(group), "form": form, "path": group_path(group)}
    status = 422 if request.method == "POST" else 200
    return render(request, "guests/my_group.html", context, status=status)


@public(["POST"], because=OWN)
@by_link(group_behind, "group")
def my_group_withdraw(request: HttpRequest, group: GroupLink, pk: int) -> HttpResponse:
    found = next((each for each in people_of(group) if each.pk == pk), None)
    if found is None:
        raise Http404
    try:
        acts.withdraw(found, seen=found.version, by=group.user)
    except Refused as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("Taken back."))
    return redirect(group_path(group))


def _apply(request: HttpRequest, call: Call, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "open": is_open(call, timezone.now()),
        "sent": "sent" in request.GET and request.method == "GET",
    }
    return render(request, "guests/apply.html", context, status=status)


def _mine(
    request: HttpRequest, application: Application, form: LaterForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "application": application,
        "call": application.call,
        "form": form,
        "path": application_path(application),
        "gone": application.status in acts.GONE,
        "until": asked_until(application.call),
        "late": not is_asked(application.call, timezone.now()),
    }
    return render(request, "guests/my_application.html", context, status=status)


def _told(application: Application) -> dict[str, str]:
    try:
        return later_of(application)
    except Refused:
        return {}

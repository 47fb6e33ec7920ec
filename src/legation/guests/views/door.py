"""The door: a page that works without a script, and what a device asks for and tells."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from legation.guests.actions.door import Heard, merge
from legation.guests.choices import Scanned
from legation.guests.forms.door import BadRows, MarkForm, rows_told
from legation.guests.models import GuestList
from legation.guests.queries.door import door_page, door_rows, guest_of_code
from legation.guests.views.pages import at, within
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused


@gate(["GET"], GuestList, "guests.check_in")
def door(request: Request, guest_list: GuestList) -> HttpResponse:
    asked = request.GET.get("q", "")[:200]
    context = {
        **within(request, guest_list),
        "page": door_page(guest_list, request.user, asked),
        "asked": asked,
        "door": request.GET.get("door", "")[:60],
    }
    return render(request, "guests/door.html", context)


@gate(["POST"], GuestList, "guests.check_in")
def door_mark(request: Request, guest_list: GuestList) -> HttpResponse:
    """One guest in or out, without a script."""
    form = MarkForm(request.POST)
    back = at(guest_list, "guest-door")
    if not form.is_valid():
        messages.error(request, _("Say who it is."))
        return redirect(back)
    said = form.cleaned_data
    back = f"{back}?{urlencode({'q': said['q'], 'door': said['door']})}"
    guest = said["guest"]
    if said["code"]:
        try:
            guest = guest_of_code(guest_list, request.user, said["code"]).pk
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
    if guest is None and (said["kind"] != Scanned.WALK_IN or not said["name"].strip()):
        messages.error(request, _("Say who it is."))
        return redirect(back)
    heard = merge(guest_list, [form.told(guest, timezone.now())], by=request.user)[0]
    _say(request, guest_list, heard)
    return redirect(back)


@gate(["GET"], GuestList, "guests.check_in")
def door_list(request: Request, guest_list: GuestList) -> HttpResponse:
    """The list as a device holds it."""
    return _json(request, guest_list, door_rows(guest_list, request.user))


@gate(["POST"], GuestList, "guests.check_in")
def door_sync(request: Request, guest_list: GuestList) -> HttpResponse:
    """Take in what a device kept, and tell it what changed since it last asked."""
    try:
        told, device, since = rows_told(request.body)
    except BadRows as bad:
        return JsonResponse({"problem": str(bad)}, status=422)
    heard = merge(guest_list, told, device=device, by=request.user)
    answer = door_rows(guest_list, request.user, since) | {
        "heard": [{"id": str(each.uuid), "outcome": each.outcome, "guest": each.guest} for each in heard]
    }
    return _json(request, guest_list, answer)


@gate(["POST"], GuestList, "guests.check_in")
def door_code(request: Request, guest_list: GuestList) -> HttpResponse:
    """Whose code this is, where the device does not know it: a delegate's badge, or why it is not good."""
    try:
        guest = guest_of_code(guest_list, request.user, request.POST.get("code", "")[:300])
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({"guest": guest.pk})


@gate(["GET"], GuestList, "guests.check_in")
def door_worker(request: Request, guest_list: GuestList) -> HttpResponse:  # noqa: ARG001
    """The script that keeps the page of this door while there is no network."""
    found = finders.find("legation/door_worker.js")
    script = Path(str(found)).read_text(encoding="utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _json(request: Request, guest_list: GuestList, told: dict[str, Any]) -> JsonResponse:
    now = timezone.now()
    slug = guest_list.engagement.mission.slug
    answer = JsonResponse(told | {"now": now.isoformat(), "mission": slug, "csrf": get_token(request)})
    answer["Cache-Control"] = "no-store"
    return answer


def _say(request: Request, guest_list: GuestList, heard: Heard) -> None:
    zone = guest_list.engagement.local_start.tzinfo
    if heard.outcome == "unknown":
        messages.error(request, _("They are not on this list."))
    elif heard.outcome == "already" and heard.at is not None:
        where = {"door": heard.door or _("the door"), "time": heard.at.astimezone(zone).strftime("%H:%M")}
        messages.warning(request, _("Already in, at %(door)s %(time)s.") % where)
    elif heard.outcome == "out":
        messages.success(request, _("Taken back."))
    else:
        messages.success(request, _("Checked in."))

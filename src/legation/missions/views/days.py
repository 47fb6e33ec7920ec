"""Links to somebody's day: make one, send it, end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.actions.days import make_day_link, revoke_day_link, send_day_link
from legation.missions.forms.days import DayLinkForm
from legation.missions.models import DayLink, Mission
from legation.missions.queries import Masthead, masthead
from legation.missions.queries.days import day_links_of


@gate(["GET"], Mission, "missions.view_mission")
def day_links(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    return _show(request, head, _form(request, head, None), 200)


@gate(["POST"], Mission, "missions.view_mission")
def day_link_new(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    form = _form(request, head, request.POST)
    if not form.is_valid():
        return _show(request, head, form, 422)
    values = form.values()
    try:
        make_day_link(mission, values.pop("delegates"), by=request.user, **values)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(request, head, form, 422)
    messages.success(request, _("The link is on its way.") if values["send"] else _("The link is ready."))
    return redirect("day-links", mission.slug)


@gate(["POST"], DayLink, "missions.view_daylink")
def day_link_send(request: Request, link: DayLink) -> HttpResponse:
    try:
        send_day_link(link, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is on its way."))
    return redirect("day-links", link.mission.slug)


@gate(["POST"], DayLink, "missions.view_daylink")
def day_link_revoke(request: Request, link: DayLink) -> HttpResponse:
    revoke_day_link(link, by=request.user)
    messages.success(
        request, _("The link is revoked: it opens nothing any more, and phones forget what they kept of it.")
    )
    return redirect("day-links", link.mission.slug)


def _form(request: Request, head: Masthead, data: object) -> DayLinkForm:
    return DayLinkForm(
        data,
        mission=head.mission,
        user=request.user,
        language=get_language() or "en",
        zone=head.zones[0] if head.zones else "UTC",
        today=timezone.now().date(),
    )


def _show(request: Request, head: Masthead, form: DayLinkForm, status: int) -> HttpResponse:
    rows = day_links_of(head.mission, request.user, timezone.now())
    context = {"head": head, "rows": rows, "form": form}
    return render(request, "missions/day_links.html", context, status=status)

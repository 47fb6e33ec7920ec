"""Calendar addresses: make one, copy it, end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.missions.actions import make_calendar_link, revoke_calendar_link
from legation.missions.forms.calendars import CalendarForm
from legation.missions.models import CalendarLink, Mission
from legation.missions.queries import masthead
from legation.missions.queries.calendars import links_of


@gate(["GET"], Mission, "missions.view_mission")
def calendars(request: Request, mission: Mission) -> HttpResponse:
    form = CalendarForm(None, mission=mission, user=request.user, language=get_language() or "en")
    return _show(request, mission, form, 200)


@gate(["POST"], Mission, "missions.view_mission")
def calendar_new(request: Request, mission: Mission) -> HttpResponse:
    form = CalendarForm(request.POST, mission=mission, user=request.user, language=get_language() or "en")
    if not form.is_valid():
        return _show(request, mission, form, 422)
    make_calendar_link(
        mission,
        by=request.user,
        language=form.cleaned_data["language"],
        delegate=form.cleaned_data["delegate"],
    )
    messages.success(request, _("The address is ready. Copy it into your calendar program."))
    return redirect("calendars", mission.slug)


@gate(["POST"], CalendarLink, "missions.view_calendarlink")
def calendar_revoke(request: Request, link: CalendarLink) -> HttpResponse:
    revoke_calendar_link(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it gets nothing any more."))
    return redirect("calendars", link.mission.slug)


def _show(request: Request, mission: Mission, form: CalendarForm, status: int) -> HttpResponse:
    links = links_of(mission, request.user)
    return render(
        request,
        "missions/calendars.html",
        {"head": masthead(mission, request.user), "links": links, "form": form},
        status=status,
    )

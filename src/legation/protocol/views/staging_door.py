"""The door: who is there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.models import Attendance, Engagement
from legation.protocol.actions.staging import check_in
from legation.protocol.forms.staging import CheckInForm, FindForm
from legation.protocol.queries.staging_pages import door_page
from legation.protocol.views.pages import within


@gate(["GET"], Engagement, "missions.view_engagement")
def presence(request: Request, engagement: Engagement) -> HttpResponse:
    return _door(request, engagement)


@gate(["POST"], Attendance, "missions.change_attendance")
def check_in_at(request: Request, attendance: Attendance) -> HttpResponse:
    engagement = attendance.engagement
    form = CheckInForm(request.POST, instance=attendance)
    if not form.is_valid():
        return _door(
            request, engagement, error=_("Say whether they are present, absent or expected."), status=422
        )
    try:
        check_in(attendance, form.cleaned_data["presence"], seen=form.seen, by=request.user)
    except ChangedMeanwhile:
        told = _("Somebody else marked %(who)s meanwhile. This is how it stands now.") % {
            "who": attendance.delegate
        }
        return _door(request, engagement, error=told, status=409)
    messages.success(request, _("%(who)s: %(mark)s.") % {"who": attendance.delegate, "mark": form.mark})
    return redirect(_address(engagement, request.POST.get("q", "")))


def _door(request: Request, engagement: Engagement, *, error: str = "", status: int = 200) -> HttpResponse:
    """The whole page, or with `part` the piece of it that changes while people arrive."""
    find = FindForm(request.POST if request.method == "POST" else request.GET)
    page = door_page(engagement, request.user, find.asked())
    context = {"page": page, "find": find, "asked": find.asked(), "error": error}
    part = {"people": "protocol/presence_people.html", "acknowledged": "protocol/acknowledged.html"}
    template = part.get(request.GET.get("part", ""))
    if template is None:
        context |= within(request, page.setting.engagement)
        return render(request, "protocol/presence.html", context, status=status)
    return render(request, template, {**context, "engagement": page.setting.engagement, "alone": True})


def _address(engagement: Engagement, find: str) -> str:
    plain = reverse("presence", args=[engagement.mission.slug, engagement.pk])
    return f"{plain}?{urlencode({'q': find})}" if find else plain

"""One engagement, its brief, and who is there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.actions import (
    add_attendance,
    add_attendances,
    add_engagement,
    add_point,
    cancel_engagement,
    change_attendance,
    change_engagement,
    change_point,
)
from legation.missions.forms.engagement import (
    AttendanceForm,
    AttendancesForm,
    CancelForm,
    EngagementForm,
    PointForm,
    PresenceForm,
)
from legation.missions.models import Attendance, Engagement, Mission, Point
from legation.missions.queries import masthead
from legation.missions.queries.engagement import (
    engagement_page,
    history_of,
    removed_attendance,
    removed_engagement,
    removed_point,
)
from legation.missions.views.undo import bring_back, take_out


@gate(["GET"], Engagement, "missions.view_engagement")
def engagement(request: Request, engagement: Engagement) -> HttpResponse:
    mission, user = engagement.mission, request.user
    head = masthead(mission, user)
    asked = request.GET.get
    page = engagement_page(engagement, head, user)
    return render(
        request,
        "missions/engagement.html",
        {
            "head": head,
            "page": page,
            "engagement": page.engagement,
            "point_form": PointForm(None, engagement=page.engagement, user=user),
            "person_form": AttendanceForm(None, engagement=page.engagement, user=user),
            "cancel_form": CancelForm(None, instance=page.engagement),
            "removed_point": removed_point(mission, engagement.pk, asked("removed-point", ""), user),
            "removed_person": removed_attendance(mission, engagement.pk, asked("removed-person", ""), user),
        },
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def engagement_new(request: Request, mission: Mission) -> HttpResponse:
    asked = request.GET.get
    form = EngagementForm(
        request.POST or None,
        mission=mission,
        user=request.user,
        day=asked("day", ""),
        at=asked("at", ""),
        room=asked("room", ""),
    )
    return edit(
        request,
        form,
        act=lambda: add_engagement(mission, form.values(), by=request.user),
        template="missions/engagement_edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Add an engagement"),
            "back": reverse("programme", args=[mission.slug]),
        },
        done=_page,
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def engagement_edit(request: Request, engagement: Engagement) -> HttpResponse:
    mission = engagement.mission
    form = EngagementForm(request.POST or None, mission=mission, user=request.user, instance=engagement)
    return edit(
        request,
        form,
        act=lambda: change_engagement(engagement, form.values(), seen=form.seen, by=request.user),
        template="missions/engagement_edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Edit: %(title)s") % {"title": engagement.title},
            "back": _page(engagement),
            "remove": reverse("engagement-remove", args=[mission.slug, engagement.pk]),
            "loses": _("It leaves the programme with its brief and its people. You can bring it all back."),
        },
        done=_page,
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def engagement_cancel(request: Request, engagement: Engagement) -> HttpResponse:
    form = CancelForm(request.POST or None, instance=engagement)
    return edit(
        request,
        form,
        act=lambda: cancel_engagement(engagement, seen=form.seen, by=request.user),
        template="missions/engagement_cancel.html",
        context={
            "head": masthead(engagement.mission, request.user),
            "engagement": engagement,
            "back": _page(engagement),
        },
        done=_page,
        said=_("Cancelled. Calendars say so when they are next refreshed."),
    )


@gate(["POST"], Engagement, "missions.change_engagement")
def engagement_remove(request: Request, engagement: Engagement) -> HttpResponse:
    return take_out(request, engagement, back=reverse("programme", args=[engagement.mission.slug]))


@gate(["POST"], Mission, "missions.change_mission")
def engagement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_engagement(mission, pk, request.user)
    return bring_back(request, found, back=reverse("programme", args=[mission.slug]))


@gate(["GET"], Engagement, "missions.view_engagement")
def engagement_history(request: Request, engagement: Engagement) -> HttpResponse:
    revisions = history_of(engagement, request.user)
    return render(
        request, "ui/history.html", {"record": engagement, "back": _page(engagement), "revisions": revisions}
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def point_new(request: Request, engagement: Engagement) -> HttpResponse:
    form = PointForm(request.POST or None, engagement=engagement, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_point(engagement, form.values(), by=request.user),
        template="missions/edit.html",
        context=_within(request, engagement, _("Add a line to the brief")),
        done=lambda _saved: _page(engagement) + "#brief",
    )


@gate(["GET", "POST"], Point, "missions.change_point")
def point_edit(request: Request, point: Point) -> HttpResponse:
    held = point.engagement
    form = PointForm(request.POST or None, engagement=held, user=request.user, instance=point)
    return edit(
        request,
        form,
        act=lambda: change_point(point, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_within(request, held, _("Edit a line of the brief")),
            "remove": reverse("point-remove", args=[held.mission.slug, held.pk, point.pk]),
        },
        done=lambda _saved: _page(held) + "#brief",
    )


@gate(["POST"], Point, "missions.change_point")
def point_remove(request: Request, point: Point) -> HttpResponse:
    return take_out(request, point, back=_page(point.engagement), mark="removed-point")


@gate(["POST"], Mission, "missions.change_mission")
def point_restore(request: Request, mission: Mission, engagement: int, pk: int) -> HttpResponse:
    found = removed_point(mission, engagement, pk, request.user)
    return bring_back(request, found, back=reverse("engagement", args=[mission.slug, engagement]))


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def attendance_new(request: Request, engagement: Engagement) -> HttpResponse:
    form = AttendanceForm(request.POST or None, engagement=engagement, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_attendance(engagement, form.values(), by=request.user),
        template="missions/edit.html",
        context=_within(request, engagement, _("Add somebody")),
        done=lambda _saved: _page(engagement) + "#people",
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def attendance_several(request: Request, engagement: Engagement) -> HttpResponse:
    form = AttendancesForm(request.POST or None, engagement=engagement, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_attendances(
            engagement, form.values()["delegates"], function=form.values()["function"], by=request.user
        ),
        template="missions/attendance_several.html",
        context=_within(request, engagement, _("Add several people")),
        done=lambda _saved: _page(engagement) + "#people",
    )


@gate(["GET", "POST"], Attendance, "missions.change_attendance")
def attendance_edit(request: Request, attendance: Attendance) -> HttpResponse:
    held = attendance.engagement
    form = PresenceForm(request.POST or None, instance=attendance, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_attendance(attendance, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_within(request, held, str(attendance.delegate)),
            "remove": reverse("attendance-remove", args=[held.mission.slug, held.pk, attendance.pk]),
            "loses": _("They are taken off this engagement, not off the mission. You can bring them back."),
        },
        done=lambda _saved: _page(held) + "#people",
    )


@gate(["POST"], Attendance, "missions.change_attendance")
def attendance_remove(request: Request, attendance: Attendance) -> HttpResponse:
    return take_out(request, attendance, back=_page(attendance.engagement), mark="removed-person")


@gate(["POST"], Mission, "missions.change_mission")
def attendance_restore(request: Request, mission: Mission, engagement: int, pk: int) -> HttpResponse:
    found = removed_attendance(mission, engagement, pk, request.user)
    return bring_back(request, found, back=reverse("engagement", args=[mission.slug, engagement]))


def _page(engagement: Engagement) -> str:
    return reverse("engagement", args=[engagement.mission.slug, engagement.pk])


def _within(request: Request, engagement: Engagement, heading: str) -> dict[str, Any]:
    return {
        "head": masthead(engagement.mission, request.user),
        "heading": heading,
        "engagement": engagement,
        "back": _page(engagement),
    }

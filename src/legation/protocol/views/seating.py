"""The seat plan, and how it is arranged."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.protocol.actions.seating import arrange
from legation.protocol.forms.seating import ArrangementForm
from legation.protocol.queries.pages import arrangement_shown, seating_page, seatings_of, suggested
from legation.protocol.views.pages import within


@gate(["GET"], Mission, "missions.view_mission")
def seatings(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "rows": seatings_of(mission, request.user)}
    return render(request, "protocol/seatings.html", context)


@gate(["GET"], Engagement, "missions.view_engagement")
def seating(request: Request, engagement: Engagement) -> HttpResponse:
    page = seating_page(engagement, request.user)
    if request.GET.get("format") == "svg":
        return _drawn(request, engagement, page)
    form = ArrangementForm(instance=suggested(page.setting))
    context = {**within(request, page.setting.engagement), "page": page, "plan": page.plan, "form": form}
    return render(request, "protocol/seating.html", context)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def arrangement_edit(request: Request, engagement: Engagement) -> HttpResponse:
    form = ArrangementForm(request.POST or None, instance=arrangement_shown(engagement, request.user))
    return edit(
        request,
        form,
        act=lambda: arrange(engagement, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, engagement),
            "heading": _("How it is ranked and seated"),
            "back": reverse("seating", args=[engagement.mission.slug, engagement.pk]),
        },
        done=lambda _saved: reverse("seating", args=[engagement.mission.slug, engagement.pk]),
    )


def _drawn(request: Request, engagement: Engagement, page: Any) -> HttpResponse:
    """The plan as a file of its own; without a plan there is none."""
    if page.plan is None:
        raise Http404
    response = render(
        request,
        "protocol/drawing.svg",
        {"plan": page.plan.drawing, "alone": True},
        content_type="image/svg+xml; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="seating-{engagement.pk}.svg"'
    return response

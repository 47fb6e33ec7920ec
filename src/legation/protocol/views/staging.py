"""Ceremonies: signing, flags, photograph, receiving line, speeches."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.models import Engagement
from legation.protocol.actions.staging import stage
from legation.protocol.forms.staging import CeremonyForm, FlagsForm, LineForm, MeasuresForm
from legation.protocol.queries.staging_flags import faults_of
from legation.protocol.queries.staging_pages import ceremonies_page, ceremony_shown, in_photograph
from legation.protocol.views.pages import within


@gate(["GET"], Engagement, "missions.view_engagement")
def ceremonies(request: Request, engagement: Engagement) -> HttpResponse:
    line = LineForm(request.GET)
    page = ceremonies_page(
        engagement, request.user, guests=line.asked("guests"), seconds=line.asked("seconds")
    )
    measures = MeasuresForm(request.GET, flags=page.flags)
    context = {
        **within(request, page.setting.engagement),
        "page": page,
        "line_form": line.shown(page.line),
        "flags_form": FlagsForm(instance=page.ceremony),
        "measures": measures,
        "faults": faults_of(page.flags, *measures.measured()),
    }
    return render(request, "protocol/ceremonies.html", context)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def ceremony_edit(request: Request, engagement: Engagement) -> HttpResponse:
    form = CeremonyForm(
        request.POST or None,
        instance=ceremony_shown(engagement, request.user),
        people=in_photograph(engagement, request.user),
    )
    return edit(
        request,
        form,
        act=lambda: stage(engagement, form.values(), seen=form.seen, by=request.user),
        template="protocol/ceremonies_edit.html",
        context={
            **within(request, engagement),
            "heading": _("How it is staged"),
            "back": _page(engagement),
        },
        done=lambda _saved: _page(engagement),
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def flags_edit(request: Request, engagement: Engagement) -> HttpResponse:
    form = FlagsForm(request.POST or None, instance=ceremony_shown(engagement, request.user))
    return edit(
        request,
        form,
        act=lambda: stage(engagement, form.values(), seen=form.seen, by=request.user),
        template="protocol/ceremonies_edit.html",
        context={**within(request, engagement), "heading": _("Two flags"), "back": _page(engagement)},
        done=lambda _saved: f"{_page(engagement)}#flags",
    )


def _page(engagement: Engagement) -> str:
    return reverse("ceremonies", args=[engagement.mission.slug, engagement.pk])

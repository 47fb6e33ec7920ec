"""The order of precedence."""

from django.http import HttpResponse
from django.shortcuts import render

from legation.kernel.gate import Request, gate
from legation.missions.models import Engagement
from legation.protocol.forms.ranking import CompareForm
from legation.protocol.queries.pages import precedence_page
from legation.protocol.views.pages import within


@gate(["GET"], Engagement, "missions.view_engagement")
def precedence(request: Request, engagement: Engagement) -> HttpResponse:
    asked = CompareForm(request.GET)
    page = precedence_page(engagement, request.user, pack=asked.asked("pack"), compare=asked.asked("compare"))
    form = CompareForm(initial={"pack": page.ranked.pack, "compare": asked.asked("compare")})
    return render(
        request,
        "protocol/precedence.html",
        {**within(request, page.setting.engagement), "page": page, "form": form},
    )

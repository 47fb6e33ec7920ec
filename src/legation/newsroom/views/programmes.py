"""What the public reads, and the page on which both sides decide it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from legation.kernel import publishing as public_pages
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate, public
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.newsroom.actions import (
    agree_public_programme,
    draft_public_programme,
    withdraw_public_programme,
)
from legation.newsroom.forms.programmes import PublicProgrammeForm
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.programmes import public_programme, publishing

EVERYBODY = (
    "it shows only what both sides said yes to; whatever else is asked for is answered as if it were not"
)


@gate(["GET"], Mission, "missions.view_mission")
def publishing_page(request: Request, mission: Mission) -> HttpResponse:
    head, state = masthead(mission, request.user), publishing(mission, request.user)
    context = {
        "head": head,
        "state": state,
        "may_publish": request.user.has_perm("newsroom.publish", mission),
        "wanted": any(one.side == head.standing.side and not one.yes for one in state.sides)
        if head.standing is not None
        else False,
    }
    return render(request, "newsroom/publishing.html", context)


@gate(["GET", "POST"], Mission, "newsroom.publish")
def publishing_edit(request: Request, mission: Mission) -> HttpResponse:
    state = publishing(mission, request.user)
    form = PublicProgrammeForm(request.POST or None, mission=mission, programme=state.programme)
    return edit(
        request,
        form,
        act=lambda: draft_public_programme(mission, form.values(), seen=form.seen, by=request.user),
        template="newsroom/publishing_edit.html",
        context={"head": masthead(mission, request.user), "state": state},
        done=lambda _saved: reverse("publishing", args=[mission.slug]),
        said=_("Saved. Your side says yes to it."),
    )


@gate(["POST"], PublicProgramme, "newsroom.publish")
def publishing_agree(request: Request, programme: PublicProgramme) -> HttpResponse:
    try:
        saved = agree_public_programme(programme, trace=request.POST.get("trace", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("It is public now.") if saved.published_at else _("Your side says yes to it.")
        )
    return redirect("publishing", programme.mission.slug)


@gate(["POST"], PublicProgramme, "newsroom.publish")
def publishing_withdraw(request: Request, programme: PublicProgramme) -> HttpResponse:
    try:
        withdraw_public_programme(programme, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Nothing of the programme is public any more."))
    return redirect("publishing", programme.mission.slug)


@public(["GET"], because=EVERYBODY)
@vary_on_headers("Accept-Language", "Cookie")
def public_start(_request: HttpRequest, mission: str) -> HttpResponseBase:
    """To the page in the reader's language."""
    return redirect("public-programme", mission, translation.get_language() or "en")


@public(["GET"], because=EVERYBODY)
def public_page(request: HttpRequest, mission: str, language: str) -> HttpResponseBase:
    """The public part of a programme, in the language that the address names."""

    def make() -> tuple[bytes, str]:
        with translation.override(language):
            shown = public_programme(mission, language)
            if shown is None:
                raise Http404
            context = {"shown": shown, "language": language}
            return render_to_string(
                "newsroom/public_programme.html", context
            ).encode(), "text/html; charset=utf-8"

    return public_pages.serve(request, f"programme/{mission}/{language}", make)

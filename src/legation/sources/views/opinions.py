"""A second opinion on one text: where the text goes is told first, and asked."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.sources.actions import ask_again, readers
from legation.sources.models import Source


@gate(["GET", "POST"], Source, "sources.change_source")
def source_ask(request: Request, source: Source) -> HttpResponse:
    asked = readers()
    if request.method == "POST" and request.POST.get("told") == "yes":
        try:
            ask_again(source, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The text is read again. What is said of it is offered, not entered.")
            )
        return redirect("source", source.mission.slug, source.pk)
    context = {
        "head": masthead(source.mission, request.user),
        "source": source,
        "readers": asked,
        "characters": len(source.text),
        "untold": request.method == "POST",
    }
    return render(request, "sources/ask.html", context, status=422 if context["untold"] else 200)


@gate(["GET"], Source, "sources.view_source")
def source_asked(request: Request, source: Source) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(state(source.asked) if source.asked else {"over": True})

"""The live style page: every component, as the pages use it; the site's icons and its service worker."""

import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error

from legation.kernel.gate import public
from legation.kernel.outages import ASK_AGAIN, lost
from legation.ui import queries


@public(["GET"], because="shows components with invented content, nothing of any mission")
def style(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/style.html")


@public(["GET"], because="the mark of the site, the same for everybody")
def icon(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001
    if size not in queries.SIZES:
        raise Http404
    answer = HttpResponse(queries.icon(size), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@public(["GET"], because="a script, the same for everybody")
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """At the root, so that it may look after every page; always asked for anew."""
    answer = HttpResponse(queries.worker(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """What a request that broke off is answered with; Django calls it while it handles the exception."""
    if not lost(sys.exc_info()[1]):
        return server_error(request)
    headers = {"Retry-After": str(ASK_AGAIN), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)

"""City relations: all of them, one city's network, two cities, and the paper for their next meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from legation.desk.actions import next_meeting_bytes
from legation.desk.forms import TimelineForm, page_number
from legation.desk.queries.next_meeting import next_meeting
from legation.desk.queries.relations import network_page, pair_page, partner
from legation.directory.models import City
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.outcomes.views.sending import pdf_answer

LANGUAGES = ("en", "ko")


@gate(["GET"], None, "directory.browse")
def relations(request: Request) -> HttpResponse:
    page = network_page(request.user, page_number(request.GET.get("page", "")), timezone.now())
    return render(request, "desk/network.html", {"page": page})


@gate(["GET"], City, "directory.view_city")
def city_relations(request: Request, city: City) -> HttpResponse:
    page = network_page(request.user, page_number(request.GET.get("page", "")), timezone.now(), city)
    return render(request, "desk/network.html", {"page": page})


@gate(["GET"], City, "directory.view_city")
def relation(request: Request, city: City, other: int) -> HttpResponse:
    form = TimelineForm(request.GET)
    asked = form.asked(request.GET.get("page", ""))
    page = pair_page(city, other_city(request, city, other), request.user, asked, timezone.now())
    return render(request, "desk/relation.html", {"page": page, "form": form, "asked": asked})


def other_city(request: Request, city: City, key: int) -> City:
    """The partner, or nothing is there."""
    found = partner(request.user, city, key)
    if found is None:
        raise Http404
    return found


@gate(["GET"], City, "directory.view_city")
def relation_next(request: Request, city: City, other: int) -> HttpResponse:
    page = next_meeting(city, other_city(request, city, other), request.user, timezone.now(), both=False)
    return render(request, "desk/next_meeting.html", {"page": page})


@gate(["GET"], City, "directory.view_city")
def relation_next_pdf(request: Request, city: City, other: int) -> HttpResponse:
    """What both sides may read, or with `for=ours` what the reader's side sees as well."""
    there, now = other_city(request, city, other), timezone.now()
    both = request.GET.get("for") != "ours"
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else translation.get_language() or LANGUAGES[0]
    page = next_meeting(city, there, request.user, now, both=both)
    try:
        with translation.override(language):
            data = next_meeting_bytes(page, by=request.user, now=now)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    return pdf_answer(data, f"next-meeting-{city.pk}-{there.pk}-{language}")

"""The documents of a mission, the papers of an engagement, and each of them as PDF."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from legation.briefings.actions import (
    NobodysItinerary,
    NoSuchLabel,
    UnknownBook,
    UnknownPaperOfEngagement,
    badges_bytes,
    book_bytes,
    itinerary_bytes,
    labels_bytes,
    minutes_bytes,
    paper_bytes,
)
from legation.briefings.choices import Book
from legation.briefings.forms import BookForm, ItineraryForm, LabelsForm, PaperForm
from legation.briefings.queries import contents_of, engagements_with_papers
from legation.briefings.queries.papers import papers_page
from legation.kernel.gate import Request, gate
from legation.kernel.typesetting import FontsMissing
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.queries.calendars import linkable
from legation.outcomes.models import Minutes


@gate(["GET"], Mission, "missions.view_mission")
def documents(request: Request, mission: Mission) -> HttpResponse:
    own = _language()
    return render(
        request,
        "briefings/documents.html",
        {
            "head": masthead(mission, request.user),
            "contents": contents_of(mission, request.user),
            "engagements": engagements_with_papers(mission, request.user),
            "programme": BookForm(book=Book.PROGRAMME, language=own),
            "who": BookForm(book=Book.WHO_IS_WHO, language=own),
            "badges": BookForm(book="badges", language=own),
            "labels": LabelsForm(language=own),
            "itineraries": ItineraryForm(language=own, people=list(linkable(mission, request.user))),
        },
    )


@gate(["GET"], Mission, "missions.view_mission")
def book(request: Request, mission: Mission, book: str) -> HttpResponse:
    form = BookForm(request.GET, book=book, language=_language())
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: book_bytes(mission, book, reader=request.user, **chosen),
        name=f"{mission.slug}-{book}",
        back=reverse("documents", args=[mission.slug]),
    )


@gate(["GET"], Mission, "missions.view_mission")
def badges(request: Request, mission: Mission) -> HttpResponse:
    form = BookForm(request.GET, book="badges", language=_language())
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: badges_bytes(mission, reader=request.user, **chosen),
        name=f"{mission.slug}-badges",
        back=reverse("documents", args=[mission.slug]),
    )


@gate(["GET"], Mission, "missions.view_mission")
def labels(request: Request, mission: Mission) -> HttpResponse:
    form = LabelsForm(request.GET, language=_language())
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: labels_bytes(mission, reader=request.user, **chosen),
        name=f"{mission.slug}-labels",
        back=reverse("documents", args=[mission.slug]),
    )


@gate(["GET"], Mission, "missions.view_mission")
def itineraries(request: Request, mission: Mission) -> HttpResponse:
    """The days of one delegate, or of everybody whose days the reader may hand out, in one file."""
    people = list(linkable(mission, request.user))
    form = ItineraryForm(request.GET, language=_language(), people=people)
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: itinerary_bytes(
            mission,
            form.chosen(),
            chosen["kind"],
            reader=request.user,
            language=chosen["language"],
            paper=chosen["paper"],
        ),
        name=f"{mission.slug}-itinerary",
        back=reverse("documents", args=[mission.slug]),
    )


@gate(["GET"], Engagement, "missions.view_engagement")
def papers(request: Request, engagement: Engagement) -> HttpResponse:
    page = papers_page(engagement, request.user)
    return render(
        request,
        "briefings/papers.html",
        {
            "head": masthead(engagement.mission, request.user),
            "engagement": page.engagement,
            "page": page,
            "form": PaperForm(language=_language()),
        },
    )


@gate(["GET"], Engagement, "missions.view_engagement")
def paper(request: Request, engagement: Engagement, paper: str) -> HttpResponse:
    mission = engagement.mission
    form = PaperForm(request.GET, language=_language())
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: paper_bytes(engagement, paper, reader=request.user, **chosen),
        name=f"{mission.slug}-{engagement.pk}-{paper}",
        back=reverse("papers", args=[mission.slug, engagement.pk]),
    )


@gate(["GET"], Minutes, "outcomes.view_minutes")
def minutes_pdf(request: Request, minutes: Minutes) -> HttpResponse:
    mission = minutes.mission
    form = BookForm(request.GET, book="minutes", language=_language())
    return _pdf(
        request,
        mission,
        form,
        lambda chosen: minutes_bytes(minutes, reader=request.user, **chosen),
        name=f"{mission.slug}-{minutes.pk}-minutes",
        back=reverse("minutes", args=[mission.slug, minutes.pk]),
    )


def _language() -> str:
    return get_language() or "en"


def _pdf(
    request: Request, mission: Mission, form: Any, print_: Callable[[dict[str, Any]], bytes], *,
    name: str, back: str,
) -> HttpResponse:  # fmt: skip
    """The PDF as chosen, kept nowhere; or a page that says why there is none."""
    if not form.is_valid():
        return _refused(request, mission, 400, form=form, back=back)
    chosen = form.choice()
    try:
        pdf = print_(chosen)
    except (UnknownBook, UnknownPaperOfEngagement) as unknown:
        raise Http404 from unknown
    except NoSuchLabel as refusal:
        form.add_error("start", str(refusal))
        return _refused(request, mission, 400, form=form, back=back)
    except NobodysItinerary as nobody:
        return _refused(request, mission, 404, refusal=nobody, back=back)
    except FontsMissing as missing:
        return _refused(request, mission, 503, refusal=missing, back=back)
    answer = HttpResponse(pdf, content_type="application/pdf")
    file = f"{name}-{chosen['language']}-{chosen.get('paper') or chosen['stock']}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{file}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _refused(request: Request, mission: Mission, status: int, **why: Any) -> HttpResponse:
    context = {"head": masthead(mission, request.user), **why}
    return render(request, "briefings/refused.html", context, status=status)

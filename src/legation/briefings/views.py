"""The documents of a mission, and a book as PDF."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from legation.briefings.actions import UnknownBook, book_bytes
from legation.briefings.choices import Book
from legation.briefings.forms import BookForm
from legation.briefings.queries import contents_of
from legation.kernel.gate import Request, gate
from legation.kernel.typesetting import FontsMissing
from legation.missions.models import Mission
from legation.missions.queries import masthead


@gate(["GET"], Mission, "missions.view_mission")
def documents(request: Request, mission: Mission) -> HttpResponse:
    own = get_language() or "en"
    return render(
        request,
        "briefings/documents.html",
        {
            "head": masthead(mission, request.user),
            "contents": contents_of(mission, request.user),
            "programme": BookForm(book=Book.PROGRAMME, language=own),
            "who": BookForm(book=Book.WHO_IS_WHO, language=own),
        },
    )


@gate(["GET"], Mission, "missions.view_mission")
def book(request: Request, mission: Mission, book: str) -> HttpResponse:
    form = BookForm(request.GET, book=book, language=get_language() or "en")
    if not form.is_valid():
        return _refused(request, mission, 400, form=form)
    chosen = form.choice()
    try:
        pdf = book_bytes(mission, book, reader=request.user, **chosen)
    except UnknownBook as unknown:
        raise Http404 from unknown
    except FontsMissing as missing:
        return _refused(request, mission, 503, refusal=missing)
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"{mission.slug}-{book}-{chosen['language']}-{chosen['paper']}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _refused(request: Request, mission: Mission, status: int, **why: Any) -> HttpResponse:
    context = {"head": masthead(mission, request.user), **why}
    return render(request, "briefings/refused.html", context, status=status)

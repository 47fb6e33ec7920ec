"""The public site of an office: what both cities approved and whose minute has come, and nothing else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.vary import vary_on_headers

from legation.kernel import files
from legation.kernel import publishing as public_pages
from legation.kernel.gate import public
from legation.kernel.limits import caller, exceeded
from legation.kernel.publishing import Made
from legation.kernel.typesetting import FontsMissing
from legation.newsroom.models import NewsSite
from legation.newsroom.queries import public as news
from legation.newsroom.queries.agreements import agreements_found
from legation.newsroom.queries.data import article, graph
from legation.newsroom.queries.paper import public_paper
from legation.newsroom.queries.rendering import Release

EVERYBODY = "every question asks the clock: only what both cities approved and whose minute has come is found"
HTML = "text/html; charset=utf-8"
SEARCHES, WINDOW = 60, 60
LONGEST_PAGE = 6


@public(["GET"], because=EVERYBODY)
@vary_on_headers("Accept-Language", "Cookie")
def news_start(_request: HttpRequest, site: str) -> HttpResponseBase:
    """To the page in the reader's language."""
    return redirect("news-front", site, translation.get_language() or "en")


@public(["GET"], because=EVERYBODY)
def news_front(request: HttpRequest, site: str, language: str) -> HttpResponseBase:
    """What the office published, newest first."""
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < LONGEST_PAGE else 0

    def make() -> Made:
        front = news.front_of(there(site), language, page, timezone.now())
        if front is None:
            raise Http404
        context = {"site": front.site, "front": front, "language": language}
        return written("newsroom/public_front.html", context, language), HTML, front.changes_at

    return served(request, f"news/{site}/{language}/{page}", language, make)


@public(["GET"], because=EVERYBODY)
def news_release(request: HttpRequest, site: str, language: str, slug: str) -> HttpResponseBase:
    """One release, in the language that the address names."""

    def make() -> Made:
        shown = published(site, slug, language)
        office = there(site)
        context = {
            "site": office,
            "shown": shown,
            "language": language,
            "origin": settings.ORIGIN,
            "graph": graph(article(shown, office, language)),
        }
        return written("newsroom/public_release.html", context, language), HTML

    return served(request, f"news/{site}/{language}/releases/{slug}", language, make)


@public(["GET"], because=EVERYBODY)
def news_paper(request: HttpRequest, site: str, language: str, slug: str) -> HttpResponseBase:
    """The same as a PDF."""

    def make() -> Made:
        shown = published(site, slug, language)
        try:
            return public_paper(shown, there(site)), "application/pdf"
        except FontsMissing as missing:
            raise Http404 from missing

    return served(request, f"news/{site}/{language}/releases/{slug}/pdf", language, make)


@public(["GET"], because=EVERYBODY)
def news_photograph(request: HttpRequest, site: str, key: str, width: int) -> HttpResponseBase:
    """A photograph, for as long as its release is public."""

    def make() -> Made:
        stored = news.photograph_at(site, key, width == news.SMALL, timezone.now())
        if stored is None or width not in news.WIDTHS:
            raise Http404
        return files.read(stored), "image/jpeg"

    return served(request, f"news/{site}/photographs/{key}/{width}", "en", make)


@public(["GET"], because=EVERYBODY)
def news_search(request: HttpRequest, site: str, language: str) -> HttpResponseBase:
    """Find a release by its words. Made for each request, and for each reader seldom enough."""
    if exceeded("news-search", caller(request), limit=SEARCHES, seconds=WINDOW):
        answer = render(request, "ui/too_often.html", status=429)
        answer["Retry-After"] = str(WINDOW)
        return answer
    asked = request.GET.get("q", "")[:200]
    with translation.override(language):
        office = there(site)
        found = news.found_on(office, asked, language, timezone.now())
        context = {
            "site": office,
            "found": found,
            "agreements": agreements_found(office, asked, language),
            "asked": asked,
            "language": language,
        }
        page = HttpResponse(render_to_string("newsroom/public_search.html", context))
    page["Cache-Control"] = "no-store"
    page["X-Robots-Tag"] = "noindex"
    return page


def there(site: str) -> NewsSite:
    """The site, or nothing is there."""
    found = news.site_at(site)
    if found is None:
        raise Http404
    return found


def published(site: str, slug: str, language: str) -> Release:
    """The release, or nothing is there. Raises Withdrawn."""
    shown = news.release_at(site, slug, language, timezone.now())
    if shown is None:
        raise Http404
    return shown


def written(template: str, context: dict[str, Any], language: str) -> bytes:
    """The page in a language, whoever asks."""
    with translation.override(language):
        return render_to_string(template, context).encode()


def served(request: HttpRequest, key: str, language: str, make: Callable[[], Made]) -> HttpResponseBase:
    """From memory or made now; 410 with the note that was left where a release was withdrawn."""
    try:
        with translation.override(language):
            return public_pages.serve(request, key, make)
    except news.Withdrawn as gone:
        context = {"gone": gone, "language": language}
        body = written("newsroom/public_gone.html", context, language)
        answer = HttpResponse(body, status=410, content_type=HTML)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        return answer

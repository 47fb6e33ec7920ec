"""What an office published, for other programs: Atom, JSON Feed, ninjs, and maps for search engines."""

import json
from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation

from legation.kernel import publishing as public_pages
from legation.kernel.gate import public
from legation.kernel.publishing import Made
from legation.newsroom.models import NewsSite
from legation.newsroom.queries import data
from legation.newsroom.queries import public as news
from legation.newsroom.queries.agreements import agreement_addresses, newly_public
from legation.newsroom.queries.entries import Entry, atom, entries_of, json_feed
from legation.newsroom.queries.rendering import Release

EVERYBODY = "every question asks the clock: only what both cities approved and whose minute has come is told"


@public(["GET"], because=EVERYBODY)
def news_atom(request: HttpRequest, site: str, language: str) -> HttpResponseBase:
    def make() -> Made:
        office, now = _there(site), timezone.now()
        body = atom(_entries(office, language, now), office, language)
        return body, "application/atom+xml; charset=utf-8", news.next_at(office, now)

    return _served(request, f"news/{site}/{language}/atom", language, make)


@public(["GET"], because=EVERYBODY)
def news_json(request: HttpRequest, site: str, language: str) -> HttpResponseBase:
    def make() -> Made:
        office, now = _there(site), timezone.now()
        feed = json_feed(_entries(office, language, now), office, language)
        body = json.dumps(feed, ensure_ascii=False).encode()
        return body, "application/feed+json; charset=utf-8", news.next_at(office, now)

    return _served(request, f"news/{site}/{language}/json", language, make)


@public(["GET"], because=EVERYBODY)
def news_ninjs(request: HttpRequest, site: str, language: str, slug: str) -> HttpResponseBase:
    def make() -> Made:
        shown = _published(site, slug, language)
        body = json.dumps(data.ninjs(shown, _there(site)), ensure_ascii=False)
        return body.encode(), "application/json; charset=utf-8"

    return _served(request, f"news/{site}/{language}/releases/{slug}/ninjs", language, make)


@public(["GET"], because=EVERYBODY)
def news_sitemap(request: HttpRequest, site: str) -> HttpResponseBase:
    def make() -> Made:
        office, now = _there(site), timezone.now()
        body = data.site_map(news.addresses_of(office, now), office, agreement_addresses(office))
        return body, "application/xml", news.next_at(office, now)

    return _served(request, f"news/{site}/sitemap", "en", make)


@public(["GET"], because=EVERYBODY)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    def make() -> Made:
        now = timezone.now()
        return data.site_maps(news.sites_with_news(now)), "application/xml", news.next_at(None, now)

    return _served(request, "sitemap", "en", make)


@public(["GET"], because="it names no page that is not public")
def robots(request: HttpRequest) -> HttpResponseBase:
    """Search engines read what is published, and nothing that needs a login or a link."""

    def make() -> Made:
        lines = (
            "User-agent: *",
            "Allow: /news/",
            "Allow: /public/",
            "Allow: /static/",
            "Disallow: /",
            f"Sitemap: {news.whole(reverse('sitemap'))}",
        )
        return "\n".join((*lines, "")).encode(), "text/plain; charset=utf-8"

    return _served(request, "robots", "en", make)


def _entries(office: NewsSite, language: str, now: datetime) -> tuple[Entry, ...]:
    return entries_of(news.latest(office, language, now), newly_public(office, language), office, language)


def _there(site: str) -> NewsSite:
    found = news.site_at(site)
    if found is None:
        raise Http404
    return found


def _published(site: str, slug: str, language: str) -> Release:
    shown = news.release_at(site, slug, language, timezone.now())
    if shown is None:
        raise Http404
    return shown


def _served(request: HttpRequest, key: str, language: str, make: Callable[[], Made]) -> HttpResponseBase:
    """From memory or made now; 410 with the note that was left where a release was withdrawn."""
    try:
        with translation.override(language):
            return public_pages.serve(request, key, make)
    except news.Withdrawn as gone:
        answer = HttpResponse(gone.note, status=410, content_type="text/plain; charset=utf-8")
        answer["Cache-Control"] = "no-store"
        return answer

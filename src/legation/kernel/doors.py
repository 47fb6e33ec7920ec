"""Pages at an address that needs no login: found by a secret, limited, kept out of caches and indexes."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from legation.kernel.limits import caller, exceeded

WINDOW = 600
UNKNOWN = "link"  # what the page that says that nothing is there goes by
VISITS, WRONG_GUESSES = 240, 20


class Link(Protocol):
    """What stands behind an address."""

    key: str
    language: str


def by_link(
    find: Callable[[str, datetime], Any], door: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view what `find` finds behind the `token` of its address, in the language of the link.

    A wrong, revoked or expired address is answered as if it never was. The reader's own choice of language
    goes before the link's.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, token: str, **parts: Any) -> HttpResponse:
            link: Link | None = find(token, timezone.now())
            if link is None:
                if exceeded(f"{door}-guess", caller(request), limit=WRONG_GUESSES, seconds=WINDOW):
                    return _too_often(request)
                raise Http404(UNKNOWN)
            if exceeded(door, link.key, limit=VISITS, seconds=WINDOW):
                return _too_often(request)
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
            with translation.override(chosen if chosen in {"en", "ko"} else link.language):
                answer = view(request, link, **parts)
            answer["X-Robots-Tag"] = "noindex, nofollow"
            answer["Referrer-Policy"] = "same-origin"
            patch_cache_control(answer, private=True, no_store=True)
            return answer

        return found

    return declare


def _too_often(request: HttpRequest) -> HttpResponse:
    answer = render(request, "ui/too_often.html", status=429)
    answer["Retry-After"] = str(WINDOW)
    return answer

"""What browsers and proxies may keep: nothing of a page that somebody got by being logged in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class NotKept:
    """Forbids to keep the answer to a session, unless the view said itself how long it is good."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        user = getattr(request, "_cached_user", None)
        if user is not None and user.is_authenticated and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer

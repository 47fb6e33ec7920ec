"""Sessions that nobody used for the set minutes end: for devices that several people share."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

SEEN = "_seen"
NOTED_EVERY = 0.1  # of the time; a session is not written at each request


class Idle:
    """Middleware: logs out who was away for too long. A page that asks by itself counts as use."""

    def __init__(self, answer_of: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer_of = answer_of

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seconds = settings.IDLE_MINUTES * 60
        if seconds and request.user.is_authenticated:
            now = int(time.time())
            away = now - int(request.session.get(SEEN, now - seconds * NOTED_EVERY))
            if away >= seconds:
                logout(request)
            elif not 0 <= away < seconds * NOTED_EVERY:
                request.session[SEEN] = now
        return self.answer_of(request)

"""Whoever watches over a node asks it by its own address and without HTTPS: a balancer, a container's check.

They are answered like anybody, whatever name they ask for; what they read names nobody and links nowhere.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ASKED = frozenset({"/healthz", "/readyz"})
EXEMPT = r"^(healthz|readyz)$"  # of the way to HTTPS


class Probed:
    """Lets the two addresses of the watch be asked under any name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ASKED:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
            request.META.pop("HTTP_X_FORWARDED_HOST", None)
        return self.get_response(request)

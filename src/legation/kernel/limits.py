"""How often a caller may knock at a door that needs no login."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def caller(request: HttpRequest) -> str:
    """The caller's address; behind the operator's own proxy, the one that the proxy names."""
    if settings.BEHIND_PROXY:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def exceeded(door: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one knock; true when there were more than `limit` in the last window of `seconds`."""
    key = f"limit:{door}:{who}"
    if cache.add(key, 1, timeout=seconds):
        return limit < 1
    try:
        return cache.incr(key) > limit
    except ValueError:  # the window closed between the two calls
        cache.set(key, 1, timeout=seconds)
        return False

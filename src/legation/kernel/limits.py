"""How often a caller may knock at a door that needs no login."""

import time

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
    """Count one knock; true when there were more than `limit` in this window of `seconds`.

    Windows are cut by the clock and named in the key: a cache that forgets late, as Django's own in the
    database does after counting up, opens the door in time all the same.
    """
    key = f"limit:{door}:{who}:{int(time.time()) // seconds}"
    if cache.add(key, 1, timeout=seconds):
        return limit < 1
    try:
        count = cache.incr(key)
    except ValueError:  # forgotten between the two calls
        return False
    cache.touch(key, seconds)
    return count > limit

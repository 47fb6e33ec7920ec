"""The page that those who watch the installation read: shut unless the operator set a token for it."""

import secrets
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse

from legation.accounts.views import UNKEPT
from legation.config.backup.places import place_at
from legation.config.backup.taking import last_taken
from legation.kernel.gate import public
from legation.kernel.refusals import Refused

KEPT = 60  # seconds: a place of backups may be far away


@public(["GET"], because="asks for the token that the operator set, and is not there without one")
def metrics(request: HttpRequest) -> HttpResponse:
    """What `kernel.metrics` tells, to whoever shows the token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    kind, _space, shown = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secrets.compare_digest(
        shown.encode(), settings.METRICS_TOKEN.encode()
    ):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", **UNKEPT})
    from legation.kernel.metrics import exposition

    content = exposition(last_backup)
    return HttpResponse(content, content_type="text/plain; version=0.0.4; charset=utf-8", headers=UNKEPT)


def last_backup() -> datetime | None:
    """When the newest backup was taken, as far as its place can be reached."""
    found: Any = cache.get("metrics-backup")
    if found is None:
        try:
            found = last_taken(place_at(settings.BACKUP_TO), datetime.now(UTC)) or ""
        except (Refused, OSError):
            found = ""
        cache.set("metrics-backup", found, KEPT)
    return found or None

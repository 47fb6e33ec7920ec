"""Tell addresses of what was done, signed, and again and later when they do not answer."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from legation.api.choices import TellStatus
from legation.api.jobs.posting import NotPosted, post
from legation.api.models import Answer, Hook, Telling, answer
from legation.api.queries.hooks import due, living, said, still_seen, untold

AGAIN = (1, 5, 30, 120, 720, 1440)  # minutes until the next attempt
LEASE = timedelta(minutes=2)
AT_ONCE = 500
KEPT = timedelta(days=30)


def tell(now: datetime | None = None) -> int:
    """Go through the log and send what is due; gives how many were told. Can be run as often as one likes.

    Answers that programs got end here as well, also those of users who ask for nothing any more.
    """
    now = now or timezone.now()
    for hook in living():
        _collect(hook, now)
    Telling.objects.filter(ended_at__lt=now - KEPT).delete()
    Answer.objects.filter(created_at__lt=now - answer.KEPT).delete()
    return sum(_sent(key, now) for key in due(now))


def _collect(hook: Hook, now: datetime) -> None:
    """Let each new entry wait once; one that a second run finds as well is kept once by its constraint."""
    rows = list(untold(hook)[:AT_ONCE])
    Telling.objects.bulk_create(
        [Telling(hook=hook, activity=row, due_at=now) for row in rows], ignore_conflicts=True
    )
    if len(rows) < AT_ONCE:
        Hook.objects.filter(pk=hook.pk, since__lt=now).update(since=now)


def _sent(key: int, now: datetime) -> bool:
    """Whether it was told. Whoever sends it holds it for two minutes, so that two workers send it once."""
    mine = Telling.objects.filter(pk=key, status=TellStatus.WAITING, due_at__lte=now)
    if not mine.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    rows = Telling.objects.select_related("hook__user__office", "hook__mission", "activity__content_type")
    telling = rows.get(pk=key)
    if not still_seen(telling):
        _end(telling, TellStatus.WITHHELD, now)
        return False
    body = said(telling)
    try:
        telling.answered = post(telling.hook.url, body, headers_of(telling, body, now))
        telling.why = "" if telling.answered < 300 else f"HTTP {telling.answered}"
    except NotPosted as failed:
        telling.answered, telling.why = None, str(failed)[:200]
    if telling.answered is not None and 200 <= telling.answered < 300:
        return _end(telling, TellStatus.TOLD, now)
    if telling.attempts > len(AGAIN):
        return not _end(telling, TellStatus.GIVEN_UP, now)
    telling.due_at = now + timedelta(minutes=AGAIN[telling.attempts - 1])
    telling.save(update_fields=["answered", "why", "due_at"])
    return False


def headers_of(telling: Telling, body: bytes, now: datetime) -> dict[str, str]:
    """The moment and the HMAC-SHA-256 of moment and body: who has the secret knows it is ours, and new."""
    moment = str(int(now.timestamp()))
    signature = hmac.new(telling.hook.secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Legation",
        "Legation-Event": telling.event(),
        "Legation-Delivery": str(telling.uuid),
        "Legation-Signature": f"t={moment},v1={signature.hexdigest()}",
    }


def _end(telling: Telling, status: TellStatus, now: datetime) -> bool:
    telling.status, telling.ended_at = status, now
    telling.save(update_fields=["status", "ended_at", "answered", "why"])
    return True

"""Mission files that were brought and never taken in are put away: they hold names, lives and portraits."""

from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from legation.exchange.actions.taking import NotNow, put_away
from legation.exchange.choices import ParcelStatus
from legation.exchange.models import Parcel

KEPT = timedelta(days=30)
logger = structlog.get_logger(__name__)


def put_away_waiting(now: datetime | None = None) -> int:
    """Put away those that wait for longer than `KEPT`; gives how many. Can be run twice."""
    last, done = (now or timezone.now()) - KEPT, 0
    for parcel in Parcel.objects.present().filter(status=ParcelStatus.READY, created_at__lte=last):
        try:
            put_away(parcel, by=None)
        except NotNow:  # somebody was quicker
            continue
        done += 1
    if done:
        logger.info("mission_files_put_away", number=done)
    return done

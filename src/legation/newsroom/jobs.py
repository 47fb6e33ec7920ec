"""What goes out by the clock. Reading asks the clock itself: this renews what is kept, and writes the log."""

from django.db import transaction
from django.utils import timezone

from legation.kernel import publishing
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.newsroom.models import Publication


def send_out() -> int:
    """Note the releases whose embargo ended since the last look; gives how many. Can be run twice."""
    now = timezone.now()
    due = Publication.objects.out(now).filter(told_at=None).select_related("release").order_by("pk")
    told = 0
    for publication in due[:100]:
        with transaction.atomic():
            if not Publication.objects.filter(pk=publication.pk, told_at=None).update(told_at=now):
                continue
            release = publication.release
            log(Verb.PUBLISHED, release, by=None, mission_id=release.mission_id)
            publishing.touch()
            told += 1
    return told

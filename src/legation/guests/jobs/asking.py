"""One reminder to each approved applicant who has not told the rest, some days before its time is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from legation.guests.choices import Standing
from legation.guests.models import Application, Call
from legation.guests.queries.letters import asking_subject, asking_text
from legation.guests.queries.recruiting import stored_application_path
from legation.kernel import outbox
from legation.kernel.choices import LetterKind

SETTLED = timedelta(hours=20)  # since the approval, whose letter asks for the same


def ask_again(now: datetime | None = None) -> int:
    """Post what is due; gives how many letters. Can be run as often as one likes: each is told once."""
    now = now or timezone.now()
    calls = Call.objects.present().filter(later_until__gt=now, remind_days__gt=0, mission__removed_at=None)
    sent = 0
    for call in calls.order_by("pk"):
        until = call.later_until
        if not call.later or until is None or until - timedelta(days=call.remind_days) > now:
            continue
        rows = Application.objects.present().filter(
            Q(approved_at=None) | Q(approved_at__lt=now - SETTLED),
            call=call,
            status=Standing.APPROVED,
            told_at=None,
            reminded_at=None,
        )
        for application in rows.select_related("user").order_by("pk"):
            application.call = call
            sent += _ask(application, now)
    return sent


@transaction.atomic
def _ask(application: Application, now: datetime) -> int:
    """1 when a letter was posted. The mark is set first, so that two runs at once post one letter."""
    still = Application.objects.filter(
        pk=application.pk, reminded_at=None, told_at=None, status=Standing.APPROVED
    )
    if not still.update(reminded_at=now):
        return 0
    call = application.call
    with translation.override(application.language):
        outbox.post(
            outbox.Address(application.mail, application.language, "", str(application)),
            kind=LetterKind.REMINDER,
            subject=asking_subject(call),
            text=asking_text(call),
            url=stored_application_path(application),
            about=call,
            mission_id=call.mission_id,
            visibility=call.visibility,
            at_once=True,
            expires_at=call.later_until,
            by=application.user,
            now=now,
        )
    return 1

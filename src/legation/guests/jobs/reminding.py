"""One reminder to each reader who has not answered, some days before the time is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from legation.guests.choices import Reply
from legation.guests.models import Guest, GuestList, ReplyLink
from legation.guests.queries.letters import reminder_subject, reminder_text
from legation.guests.queries.replying import ended, stored_path_of
from legation.kernel import outbox
from legation.kernel.choices import LetterKind

SETTLED = timedelta(hours=20)  # since the invitation: nobody is reminded of what they got this morning


def remind(now: datetime | None = None) -> int:
    """Post what is due; gives how many letters. Can be run as often as one likes: each link is told once."""
    now = now or timezone.now()
    sent = 0
    lists = GuestList.objects.present().filter(reply_until__gt=now, remind_days__gt=0)
    for guest_list in lists.select_related("engagement__mission", "engagement__venue__city").order_by("pk"):
        until = guest_list.reply_until
        if until is None or until - timedelta(days=guest_list.remind_days) > now:
            continue
        links = ReplyLink.objects.live(now).filter(guest_list=guest_list, reminded_at=None)
        for link in links.filter(sent_at__lt=now - SETTLED).select_related("user").order_by("pk"):
            link.guest_list = guest_list
            sent += _remind(link, now)
    return sent


@transaction.atomic
def _remind(link: ReplyLink, now: datetime) -> int:
    """1 when a letter was posted. The mark is set first, so that two runs at once post one letter."""
    guests = list(
        Guest.objects.present()
        .filter(link=link, status=Reply.INVITED, comes_with=None)
        .order_by("name", "pk")
    )
    if not guests or ended(link, now):
        return 0
    if not ReplyLink.objects.filter(pk=link.pk, reminded_at=None).update(reminded_at=now):
        return 0
    guest_list = link.guest_list
    with translation.override(link.language):
        outbox.post(
            outbox.Address(link.mail, link.language, guest_list.engagement.zone, link.name),
            kind=LetterKind.REMINDER,
            subject=reminder_subject(guest_list),
            text=reminder_text(guest_list, guests),
            url=stored_path_of(link),
            about=link,
            mission_id=link.mission_key(),
            visibility=link.side,
            at_once=True,
            expires_at=guest_list.reply_until,
            by=link.user,
            now=now,
        )
    return 1

"""Write invitations for calendars: only what changed, to each calendar in its reader's language."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel import outbox
from legation.kernel.choices import LetterKind, LetterStatus, Side, Visibility
from legation.kernel.itip import CANCEL, Invite, Party, written
from legation.kernel.jobs import Told as Progress
from legation.kernel.models import Delivery, Letter
from legation.kernel.outbox import Address
from legation.missions.choices import Answered, InvitationMethod
from legation.missions.models import Invitation, Invitee, Mission, Release
from legation.missions.queries.invitations import SOON, Due, Facts, answer_address, due_of, invitees_of

TOLD = ("sequence", "organiser", "method", "facts", "sent_at")
PARTSTAT = {
    Answered.ACCEPTED.value: "ACCEPTED",
    Answered.TENTATIVE.value: "TENTATIVE",
    Answered.DECLINED.value: "DECLINED",
}


def send(progress: Progress, mission: int, side: str) -> dict[str, Any]:
    """Tell the calendars of one side what changed. May be run twice: the second time nothing did."""
    found = Mission.objects.get(pk=mission)
    return {"letters": _send(progress, [(found, side, None)])}


def send_release(progress: Progress, key: int) -> dict[str, Any]:
    """Tell the calendars of those whom a version was released to."""
    release = Release.objects.select_related("mission").get(pk=key)
    sides = Side.values if release.visibility == Visibility.SHARED else [release.visibility]
    chosen = set(release.delegates.values_list("pk", flat=True)) if release.chosen else None
    return {"letters": _send(progress, [(release.mission, side, chosen) for side in sides])}


def _send(progress: Progress, parts: list[tuple[Mission, str, set[int] | None]]) -> int:
    todo = [
        (mission, invitee.pk)
        for mission, side, chosen in parts
        for invitee in invitees_of(mission, side)
        if chosen is None or invitee.delegate_id in chosen
    ]
    letters = 0
    for done, (mission, key) in enumerate(todo):
        progress.report(done=done, total=len(todo))
        letters += tell(mission, key, timezone.now(), by=progress.job.by)
        progress.breathe()
    return letters


@transaction.atomic
def tell(mission: Mission, key: int, now: datetime, *, by: Any) -> int:
    """Write to one calendar what it lacks; gives how many letters. Two at once write each of them once."""
    Invitee.objects.select_for_update().get(pk=key)
    invitee = (
        Invitee.objects.select_related("delegate__person", "delegate__delegation__city", "mission")
        .filter(pk=key)
        .get()
    )
    wishes = Delivery.objects.filter(mail=invitee.mail.lower()).first()
    if wishes is not None and LetterKind.CALENDAR in wishes.off:
        return 0
    due = due_of(mission, invitee.side, now, [invitee])
    with translation.override(invitee.language):
        return sum(_told(one, now, by) for one in due)


def _told(due: Due, now: datetime, by: Any) -> int:
    invitation = due.invitation
    if invitation is not None and due.method == InvitationMethod.CANCEL and _unheard(invitation):
        invitation.delete()  # nothing is to be called off
        return 0
    fresh = invitation is None
    if invitation is None:
        host = urlsplit(settings.ORIGIN).hostname or "localhost"
        invitation = Invitation(
            invitee=due.invitee,
            engagement=due.engagement,
            uid=f"{due.engagement.uuid}-{due.invitee.key}@{host}",
        )
    elif due.anew or due.method == InvitationMethod.CANCEL:
        invitation.sequence += 1
    invitation.organiser = settings.CALENDAR_ADDRESS
    invitation.method, invitation.facts, invitation.sent_at = due.method, due.facts, now
    # An answer may be given meanwhile: what is told does not touch it.
    invitation.save(update_fields=None if fresh else TOLD)
    letter = _posted(due, invitation, now, by)
    invitation.letter = letter
    invitation.save(update_fields=["letter"])
    return int(letter is not None)


def _unheard(invitation: Invitation) -> bool:
    """Whether no letter about it left and the one that waited is taken back now."""
    letter = invitation.letter
    if letter is None or letter.status != LetterStatus.WAITING:
        return False
    left = Letter.objects.filter(
        about_type=Invitation._meta.label_lower,
        about_key=invitation.pk,
        status__in=(LetterStatus.SENDING, LetterStatus.SENT),
    )
    # Nothing is taken back where it began to leave meanwhile.
    return not left.exists() and outbox.take_back(about=invitation) > 0


def _posted(due: Due, invitation: Invitation, now: datetime, by: Any) -> Letter | None:
    invitee, facts = due.invitee, due.facts
    off = due.method == InvitationMethod.CANCEL
    starts, ends = (datetime.fromisoformat(facts[name]) for name in ("start", "end"))
    first = min([starts, *([datetime.fromisoformat(due.old["start"])] if due.old else [])])
    return outbox.post(
        Address(invitee.mail, invitee.language, invitee.zone, invitee.name or str(invitee.delegate)),
        kind=LetterKind.CALENDAR,
        subject=_subject(due),
        text=_text(due),
        url="" if off else answer_address(invitation),
        by=by,
        about=invitation,
        mission_id=invitee.mission_id,
        visibility=invitee.side,
        gather=f"invitation-{invitation.key}",
        line="invitation",
        urgent=now <= first <= now + SOON and not due.new,
        calendar=written(invite_of(invitation, now), due.method),
        headers={"Reply-To": settings.CALENDAR_ADDRESS},
        expires_at=ends,
        now=now,
    )


def invite_of(invitation: Invitation, stamp: datetime) -> Invite:
    """An invitation as its calendar shall hold it: what was kept, and nothing that changed since."""
    facts, invitee = invitation.facts, invitation.invitee
    zone = ZoneInfo(facts["zone"])
    known = "" if invitation.older or invitation.off else PARTSTAT.get(invitation.answer, "")
    return Invite(
        uid=invitation.uid,
        sequence=invitation.sequence,
        stamp=stamp,
        start=datetime.fromisoformat(facts["start"]).astimezone(zone),
        end=datetime.fromisoformat(facts["end"]).astimezone(zone),
        zone=facts["zone"],
        title=f"{facts['title']} ({facts['part']})" if facts["part"] else facts["title"],
        organiser=Party(invitation.organiser, facts["mission"]),
        attendee=Party(invitee.mail, invitee.name or str(invitee.delegate)),
        place=facts["place"],
        text="\n\n".join(words for words in (facts["text"], facts["people"], facts["url"]) if words),
        url=facts["url"],
        day=bool(facts["part"]),
        tentative=facts["tentative"],
        private=facts["private"],
        answered=known,
    )


def _subject(due: Due) -> str:
    told = {"what": due.facts["title"], "when": _when(due.facts)}
    if due.method == CANCEL:
        return _("Called off: %(what)s, %(when)s") % told
    if due.new or due.back:
        return _("Invitation: %(what)s, %(when)s") % told
    return _("Changed: %(what)s, %(when)s") % told


def _text(due: Due) -> str:
    facts, old = due.facts, due.old
    lines = [facts["title"], when_of(facts), facts["place"]]
    if due.method == CANCEL:
        lines.append(_("It is taken off your calendar."))
        return "\n".join(line for line in lines if line)
    if old is not None and when_of(old) != when_of(facts):
        lines.append(_("It was %(when)s.") % {"when": when_of(old)})
    if old is not None and old["place"] != facts["place"] and old["place"]:
        lines.append(_("It was at %(place)s.") % {"place": old["place"]})
    if due.anew:
        lines.append(_("Please answer in your calendar, or at this address:"))
    return "\n".join(line for line in lines if line)


def when_of(facts: Facts) -> str:
    """Day, times and whose clock that is."""
    zone = ZoneInfo(facts["zone"])
    first, last = (datetime.fromisoformat(facts[name]).astimezone(zone) for name in ("start", "end"))
    day = date_format(first, pgettext("date format: weekday, day, month, year", "l j F Y"))
    if facts["part"]:
        return f"{day}, {facts['part']}"
    until = f"{last:%H:%M}"
    if last.date() != first.date():
        until = f"{date_format(last, pgettext('date format: short weekday, day', 'D j'))} {until}"
    return _("%(day)s, %(since)s–%(until)s (%(city)s time)") % {
        "day": day,
        "since": f"{first:%H:%M}",
        "until": until,
        "city": facts["clock"],
    }


def _when(facts: Facts) -> str:
    first = datetime.fromisoformat(facts["start"]).astimezone(ZoneInfo(facts["zone"]))
    day = date_format(first, pgettext("date format: short weekday, day", "D j"))
    return f"{day}, {facts['part']}" if facts["part"] else f"{day} {first:%H:%M}"

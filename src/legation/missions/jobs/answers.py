"""Take answers to invitations, from a link or from mail; keep what does not fit, with the reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.imip import NOT_A_REPLY, Mail, Reply, read_mail
from legation.kernel.mailbox import read_unseen
from legation.missions.choices import Answered, Presence, ReplyWay, WhyNotMatched
from legation.missions.models import Attendance, Invitation, StrayReply
from legation.missions.queries.invitations import Place, place_of_mail

TAKEN, AGAIN, IGNORED = "taken", "again", "ignored"
Heard = Callable[[Invitation, Any], None]
_hearers: list[Heard] = []


def hears(heard: Heard) -> Heard:
    """Let this know of each answer that counts, in its transaction: the invitation, and who noted it."""
    _hearers.append(heard)
    return heard


def read_mailbox() -> dict[str, int]:
    """Read what came to the address of answers; gives how often each thing happened. Raises NoMailbox."""
    counts: dict[str, int] = {}

    def take(data: bytes) -> None:
        for outcome in take_mail(data):
            counts[outcome] = counts.get(outcome, 0) + 1

    if settings.ANSWERS_URL:
        read_unseen(settings.ANSWERS_URL, take)
    return counts


def take_mail(data: bytes) -> list[str]:
    """Take the answers in one mail: all of them in one transaction. May be given the same mail twice.

    For each answer: "taken", "again" for what is known already, "ignored" for what is about nothing of ours,
    or why it was put aside, as WhyNotMatched names it.
    """
    mail = read_mail(data)
    with transaction.atomic():
        if not mail.replies:
            return [_put_aside_mail(mail)]
        return [_take(mail, number, reply) for number, reply in enumerate(mail.replies)]


def record(
    invitation: Invitation,
    answer: str,
    *,
    way: str,
    at: datetime,
    comment: str = "",
    stamp: datetime | None = None,
    by: Any = None,
) -> Invitation:
    """Keep an answer to the invitation as it stands now, in the caller's transaction.

    Where the address speaks for the delegate, who declines is marked as absent and who accepts as expected;
    whoever was seen there stays present.
    """
    invitation.answer = answer
    invitation.answered_at, invitation.answered_way = at, way
    invitation.answered_sequence = invitation.sequence
    invitation.answer_stamp = stamp or at
    invitation.comment = comment[:1000]
    invitation.save()
    invitee = invitation.invitee
    log(Verb.CHANGED, invitation, by=by, mission_id=invitee.mission_id, visibility=invitee.side)
    if invitee.answers:
        _mark(invitation, answer, by)
        for heard in _hearers:
            heard(invitation, by)
    return invitation


def _mark(invitation: Invitation, answer: str, by: Any) -> None:
    wanted = {Answered.DECLINED.value: Presence.ABSENT, Answered.ACCEPTED.value: Presence.EXPECTED}.get(
        answer
    )
    there = (
        Attendance.objects.present()
        .filter(engagement=invitation.engagement_id, delegate=invitation.invitee.delegate_id)
        .exclude(presence=Presence.PRESENT)
        .select_for_update(of=("self",))
        .first()
    )
    if wanted is not None and there is not None:
        editing.change(there, {"presence": wanted.value}, seen=there.version, by=by)


def _take(mail: Mail, number: int, reply: Reply) -> str:
    place: Place | None
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("invitee__mission", "invitee__delegate")
        .filter(uid=reply.uid, invitee__mission__removed_at=None)
        .first()
    )
    if invitation is None:
        place = place_of_mail(mail.sender, mail.after)
        return _put_aside(mail, number, WhyNotMatched.UNKNOWN, place, reply=reply)
    place = invitation.invitee.mission, invitation.invitee.side
    why = _why_not(mail, reply, invitation)
    if why is not None:
        return _put_aside(mail, number, why, place, reply=reply, invitation=invitation)
    last = invitation.answer_stamp
    if last is not None and reply.stamp is not None and reply.stamp <= last.replace(microsecond=0):
        if (reply.answer, reply.sequence) == (invitation.answer, invitation.answered_sequence):
            return AGAIN
        later = WhyNotMatched.REPLAYED
        return _put_aside(mail, number, later, place, reply=reply, invitation=invitation)
    comment = reply.comment or mail.text
    record(invitation, reply.answer, way=ReplyWay.MAIL, at=timezone.now(), comment=comment, stamp=reply.stamp)
    return TAKEN


def _why_not(mail: Mail, reply: Reply, invitation: Invitation) -> WhyNotMatched | None:
    """What keeps a reply from being the answer to this invitation as it stands."""
    invited = invitation.invitee.mail.lower()
    facts = (
        (mail.automatic, WhyNotMatched.AUTOMATIC),
        (mail.sender != invited or reply.attendee != invited, WhyNotMatched.STRANGER),
        (reply.part, WhyNotMatched.PART),
        (reply.stamp is None, WhyNotMatched.UNREADABLE),
        (invitation.off or invitation.invitee.ended_at is not None, WhyNotMatched.CANCELLED),
        (reply.sequence != invitation.sequence, WhyNotMatched.OLD),
    )
    return next((why for holds, why in facts if holds), None)


def _put_aside_mail(mail: Mail) -> str:
    """A mail without an answer: kept where somebody whom we invited wrote it, and else left alone."""
    place = place_of_mail(mail.sender, mail.after)
    if mail.automatic:
        return _put_aside(mail, 0, WhyNotMatched.AUTOMATIC, place)
    why = WhyNotMatched.NOT_A_REPLY if mail.why == NOT_A_REPLY else WhyNotMatched.UNREADABLE
    return _put_aside(mail, 0, why, place)


def _put_aside(
    mail: Mail,
    number: int,
    why: WhyNotMatched,
    place: Place | None,
    *,
    reply: Reply | None = None,
    invitation: Invitation | None = None,
) -> str:
    if place is None:
        return IGNORED
    mission, side = place
    _kept, fresh = StrayReply.objects.get_or_create(
        digest=mail.digest if number == 0 else f"{mail.digest[:58]}-{number}",
        defaults={
            "mission": mission,
            "side": side,
            "why": why.value,
            "sender": mail.sender,
            "invitation": invitation,
            "sequence": reply.sequence if reply is not None else 0,
            "answer": reply.answer if reply is not None else Answered.NOTHING.value,
            "comment": ((reply.comment if reply is not None else "") or mail.text)[:1000],
        },
    )
    return why.value if fresh else AGAIN

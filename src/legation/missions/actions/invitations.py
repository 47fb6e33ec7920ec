"""Say whose calendar gets invitations, send them what changed, and settle what was answered."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.jobs import enqueue
from legation.kernel.models import Job
from legation.kernel.refusals import Refused
from legation.missions.choices import Answered, ReplyWay
from legation.missions.jobs.answers import record
from legation.missions.models import Invitation, Invitee, Mission, StrayReply
from legation.missions.queries.calendars import linkable
from legation.missions.rules import standing

SEND = "legation.missions.jobs.invitations.send"


class AlreadyInvited(Refused):
    sentence = _("This address already gets their invitations.")
    field = "mail"


class NotYoursToInvite(Refused):
    sentence = _("You send calendars to delegates of your own side.")
    field = "delegate"


class InvitationIsOff(Refused):
    sentence = _("It was called off meanwhile, so there is nothing to answer any more.")


class InvitationChanged(Refused):
    sentence = _("It was changed while you looked. See what changed, and answer again.")


class NothingToTake(Refused):
    sentence = _("This reply holds no answer that could be taken.")


@transaction.atomic
def add_invitee(mission: Mission, values: Mapping[str, Any], *, by: User) -> Invitee:
    """Let an address get the invitations of one delegate. Nothing is sent yet."""
    mine = standing(by, mission.pk)
    delegate, mail = values["delegate"], values["mail"].strip().lower()
    if mine is None or not linkable(mission, by).filter(pk=delegate.pk).exists():
        raise NotYoursToInvite
    live = Invitee.objects.live().select_for_update(of=("self",))
    if live.filter(delegate=delegate, mail=mail, side=mine.side).exists():
        raise AlreadyInvited
    made = Invitee.objects.create(mission=mission, side=mine.side, made_by=by, **{**values, "mail": mail})
    log(Verb.ADDED, made, by=by, mission_id=mission.pk, visibility=made.side)
    return made


@transaction.atomic
def end_invitee(invitee: Invitee, *, by: User) -> Invitee:
    """Send no more to an address; the next letters call off what its calendar holds of days to come."""
    if invitee.ended_at is None:
        invitee.ended_at = timezone.now()
        invitee.save(update_fields=["ended_at"])
        log(Verb.REMOVED, invitee, by=by, mission_id=invitee.mission_id, visibility=invitee.side)
    return invitee


@transaction.atomic
def restore_invitee(invitee: Invitee, *, by: User) -> Invitee:
    """Undo the end of an address."""
    twins = Invitee.objects.live().filter(delegate=invitee.delegate_id, mail=invitee.mail, side=invitee.side)
    if twins.exists():
        raise AlreadyInvited
    if invitee.ended_at is not None:
        invitee.ended_at = None
        invitee.save(update_fields=["ended_at"])
        log(Verb.RESTORED, invitee, by=by, mission_id=invitee.mission_id, visibility=invitee.side)
    return invitee


@transaction.atomic
def send_invitations(mission: Mission, *, by: User) -> Job:
    """Tell the calendars of one's own side what changed since they were told last."""
    mine = standing(by, mission.pk)
    if mine is None or not mine.prepares:
        raise NotYoursToInvite
    log(Verb.CHANGED, mission, by=by, mission_id=mission.pk, visibility=mine.side)
    return enqueue(SEND, mission.pk, mine.side, by=by)


@transaction.atomic
def answer_invitation(invitation: Invitation, values: Mapping[str, Any], *, seen: int) -> Invitation:
    """Answer at the link, to the time and place that were shown: those of sequence `seen`."""
    current = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("invitee__mission", "invitee__delegate__person", "engagement")
        .get(pk=invitation.pk)
    )
    if current.off:
        raise InvitationIsOff
    if current.sequence != seen:
        raise InvitationChanged
    return record(
        current,
        values["answer"],
        way=ReplyWay.LINK,
        at=timezone.now(),
        comment=values.get("comment", ""),
    )


@transaction.atomic
def settle_reply(stray: StrayReply, *, take: bool, by: User) -> StrayReply:
    """Be done with a reply that was put aside; with `take`, its answer counts for the invitation it names."""
    current = StrayReply.objects.select_for_update(of=("self",)).get(pk=stray.pk)
    if current.settled_at is not None:
        return current
    if take:
        _taken(current, by)
    current.settled_at, current.settled_by = timezone.now(), by
    current.save(update_fields=["settled_at", "settled_by"])
    log(Verb.ACCEPTED if take else Verb.REJECTED, current, by=by, **_where(current))
    return current


def _taken(stray: StrayReply, by: User) -> None:
    if stray.invitation_id is None or stray.answer == Answered.NOTHING:
        raise NothingToTake
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("invitee__mission", "invitee__delegate")
        .get(pk=stray.invitation_id)
    )
    if invitation.off:
        raise InvitationIsOff
    record(invitation, stray.answer, way=ReplyWay.HAND, at=timezone.now(), comment=stray.comment, by=by)


def _where(stray: StrayReply) -> dict[str, Any]:
    return {"mission_id": stray.mission_id, "visibility": stray.side}

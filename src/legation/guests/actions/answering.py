"""Answers to invitations: by personal link, or as a calendar told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.guests.actions.indexing import index
from legation.guests.choices import Reply, Through
from legation.guests.models import Guest, ReplyLink
from legation.guests.queries.letters import deadline_of
from legation.guests.queries.replying import closed, ended
from legation.kernel import editing
from legation.kernel.refusals import ChangedMeanwhile, Refused

WAITS = (Reply.WAITING,)


class AnswersAreClosed(Refused):
    sentence = _("Answers were due until %(until)s. Please ask: %(contact)s.")


class InvitationEnded(Refused):
    sentence = _("This invitation can no longer be answered.")


class NotInvitedHere(Refused):
    sentence = _("Somebody on this page is no longer on the list. Look at it again.")


class TooManyCompanions(Refused):
    sentence = _("%(who)s can bring %(most)s along.")


class SomebodyElseAnswered(Refused):
    sentence = _("Somebody else answered for %(who)s meanwhile. Look at it and save again.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said for one guest, as their record was at version `seen`."""

    guest: int
    seen: int
    comes: bool
    companions: tuple[str, ...] = ()
    diet: str = ""
    access: str = ""
    note: str = ""


@transaction.atomic
def answer(link: ReplyLink, answers: Sequence[Answer], *, now: datetime) -> int:
    """Note all of these or, on a refusal, none. Said twice, it changes nothing. Gives how many changed."""
    if ended(link, now):
        raise InvitationEnded
    guest_list = link.guest_list
    if closed(guest_list, now):
        contact = guest_list.contact_of(link.side) or link.user.name
        raise AnswersAreClosed(until=deadline_of(guest_list) or guest_list.engagement.title, contact=contact)
    rows = Guest.objects.present().select_for_update(of=("self",)).filter(link=link, comes_with=None)
    guests = {
        guest.pk: guest for guest in rows.select_related("guest_list__engagement", "delegate", "person")
    }
    changed = 0
    for each in answers:
        if each.guest not in guests:
            raise NotInvitedHere
        changed += _note(guests[each.guest], each, Through.LINK, link.user, now)
    return changed


@transaction.atomic
def note_calendar_answer(guest: Guest, *, comes: bool, by: Any, at: datetime) -> Guest:
    """Count what a calendar program answered, unless something newer was said otherwise since."""
    if guest.answered_at is not None and guest.answered_at >= at:
        return guest
    status = Reply.ACCEPTED if comes else Reply.DECLINED
    if guest.status == status or (comes and guest.status in WAITS):
        return guest
    values = {"status": status, "answered_at": at, "through": Through.CALENDAR}
    changed = editing.change(guest, values, seen=guest.version, by=by)
    if not comes:
        _bring(changed, list(Guest.objects.present().filter(comes_with=guest)), [], status, by, at)
    return changed


def _note(guest: Guest, said: Answer, through: Through, by: Any, now: datetime) -> bool:
    names = [" ".join(name.split()) for name in said.companions if name.strip()] if said.comes else []
    if len(names) > guest.brings:
        raise TooManyCompanions(who=guest, most=guest.brings)
    status = Reply.ACCEPTED if said.comes else Reply.DECLINED
    if said.comes and guest.status in WAITS:
        status = Reply.WAITING
    values: dict[str, Any] = {"status": status, "diet": said.diet, "access": said.access, "note": said.note}
    if guest.status != status or guest.through == "":
        values |= {"answered_at": now, "through": through}
    same = all(getattr(guest, name) == value for name, value in values.items() if name != "answered_at")
    along = list(Guest.objects.present().filter(comes_with=guest).order_by("pk"))
    if same and [each.name for each in along] == names:
        return False
    try:
        changed = editing.change(guest, values, seen=said.seen, by=by)
    except ChangedMeanwhile:
        raise SomebodyElseAnswered(who=guest) from None
    _bring(changed, along, names, status, by, now)
    return True


def _bring(guest: Guest, along: list[Guest], names: list[str], status: Reply, by: Any, now: datetime) -> None:
    """Let exactly these come along: known ones keep their record and their card, each for one of the name."""
    known: dict[str, list[Guest]] = defaultdict(list)
    for each in along:
        known[each.name].append(each)
    kept, new = [], []
    for name in (name[:200] for name in names):
        if known[name]:
            kept.append(known[name].pop(0))
        else:
            new.append(name)
    for each in along:
        if each not in kept:
            editing.remove(each, by=by)
    for each in kept:
        editing.change(each, {"status": status}, seen=each.version, by=by)
    made = []
    for name in new:
        companion = Guest(
            guest_list=guest.guest_list,
            comes_with=guest,
            name=name,
            status=status,
            answered_at=now,
            through=Through.LINK,
            **{key: getattr(guest, key) for key in ("side", "visibility", "language", "invited_by")},
        )
        made.append(editing.add(companion, by=by))
    index([*Guest.objects.filter(pk__in=[each.pk for each in along]), *made])

"""What participants do, by link or through whoever prepares their side: say what they seek, ask, answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.telling import withdraw
from legation.matchmaking.choices import Answer, MeetingState
from legation.matchmaking.models import Feedback, Link, Meeting, Participant, Seat, Wish
from legation.matchmaking.models.meeting import own_side
from legation.matchmaking.queries.taking_part import open_for_wishes


class WishesAreClosed(Refused):
    sentence = _("Wishes are closed for this round. Ask whoever prepares it.")


class NoWishLeft(Refused):
    sentence = _("You have asked for %(quota)s meetings, which is all. Take one back first.")
    field = "rank"


class NobodyToMeet(Refused):
    sentence = _("This participant cannot be asked for a meeting.")


class NothingToAnswer(Refused):
    sentence = _("This meeting is no longer asked of you.")


class NotHeldYet(Refused):
    sentence = _("This meeting is still to come.")


@transaction.atomic
def make_link(
    participant: Participant, *, language: str, by: User, expires_at: datetime | None = None
) -> Link:
    """An address for one participant, or whoever assists them."""
    link = Link.objects.create(participant=participant, language=language, user=by, expires_at=expires_at)
    _log(Verb.LINKED, link, by)
    return link


@transaction.atomic
def make_links(participants: list[Participant], *, by: User) -> int:
    """An address for each of these, in the language that they speak first; returns how many were made."""
    for participant in participants:
        spoken = [language for language in participant.languages if language in {"en", "ko"}]
        make_link(participant, language=spoken[0] if spoken else by.language, by=by)
    return len(participants)


@transaction.atomic
def revoke_link(link: Link, *, by: User) -> Link:
    """End an address: whoever has it gets nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        withdraw(link)
        _log(Verb.REVOKED, link, by)
    return link


@transaction.atomic
def say_mail(link: Link, mail: str, *, by: User) -> Link:
    """Where the timetable and its changes are told by mail; empty: nowhere."""
    if mail != link.mail:
        withdraw(link)
        link.mail = mail
        link.save(update_fields=["mail"])
        log(Verb.CHANGED, link.participant, by=by, mission_id=link.mission_key(), visibility=link.seen_by())
    return link


def note_opened(link: Link) -> None:
    """Remember that the address was opened for the first time."""
    if link.opened_at is None:
        Link.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _log(verb: Verb, link: Link, by: User) -> None:
    log(verb, link.participant, by=by, mission_id=link.mission_key(), visibility=link.seen_by())


@transaction.atomic
def state_profile(participant: Participant, values: Mapping[str, Any], *, seen: int, by: User) -> Participant:
    """What a participant seeks and offers, and when they cannot come."""
    return editing.change(participant, {**values, "stated_at": timezone.now()}, seen=seen, by=by)


@transaction.atomic
def ask_for(me: Participant, to: Participant, *, rank: int, note: str, by: User) -> Wish:
    """Ask for a meeting, the more wanted the lower the rank, which the other does not see."""
    _check_open(me, to)
    wish: Wish | None = Wish.objects.present().select_for_update().filter(by=me, to=to).first()
    asked = Wish.objects.present().filter(by=me, refused=False).exclude(to=to).count()
    quota = me.quota or me.round.quota
    if asked >= quota:
        raise NoWishLeft(quota=quota)
    values = {"rank": rank, "refused": False, "note": note}
    if wish is None:
        wish = editing.add(_new(me, to, values), by=by)
    else:
        wish = editing.change(wish, values, seen=wish.version, by=by)
    _ask(me, to, by=by)
    return wish


@transaction.atomic
def say_no_thanks(me: Participant, to: Participant, *, note: str = "", by: User) -> Wish:
    """Never place these two together. Only the own side sees it; what the other asked stays as it is."""
    _check_open(me, to)
    wish: Wish | None = Wish.objects.present().select_for_update().filter(by=me, to=to).first()
    values = {"rank": None, "refused": True, "note": note}
    _take_back(me, to, by=by)
    if wish is None:
        return editing.add(_new(me, to, values), by=by)
    return editing.change(wish, values, seen=wish.version, by=by)


@transaction.atomic
def take_back(wish: Wish, *, by: User) -> Wish:
    """Take back a wish or a “no thanks”."""
    if not open_for_wishes(wish.round, timezone.now()):
        raise WishesAreClosed
    if not wish.refused:
        _take_back(wish.by, wish.to, by=by)
    return editing.remove(wish, by=by)


@transaction.atomic
def answer(me: Participant, meeting: Meeting, said: Answer, *, by: User) -> Seat:
    """Accept or decline a meeting that somebody else asked for."""
    if not open_for_wishes(me.round, timezone.now()):
        raise WishesAreClosed
    seat = Seat.objects.select_for_update().filter(meeting=meeting, participant=me, asked=False).first()
    if seat is None or meeting.state == MeetingState.CANCELLED or meeting.removed_at is not None:
        raise NothingToAnswer
    if seat.answer != said:
        seat.answer, seat.answered_at = said, timezone.now()
        seat.save(update_fields=["answer", "answered_at"])
        verb = Verb.ACCEPTED if said == Answer.ACCEPTED else Verb.REJECTED
        log(verb, meeting, by=by, mission_id=meeting.mission_key(), visibility=meeting.seen_by())
    return seat


@transaction.atomic
def tell_of(me: Participant, meeting: Meeting, values: Mapping[str, Any], *, by: User) -> Feedback:
    """What a participant says of a meeting; only their own side reads it."""
    slot = next((each for each in me.round.slots if each.number == meeting.slot), None)
    if slot is None or slot.starts_at > timezone.now():
        raise NotHeldYet
    found: Feedback | None = (
        Feedback.objects.present().select_for_update().filter(meeting=meeting, by=me).first()
    )
    if found is None:
        side = own_side(me.round, me.side)
        return editing.add(Feedback(round=me.round, meeting=meeting, by=me, visibility=side, **values), by=by)
    return editing.change(found, values, seen=found.version, by=by)


def _check_open(me: Participant, to: Participant) -> None:
    if not open_for_wishes(me.round, timezone.now()):
        raise WishesAreClosed
    if to.round_id != me.round_id or to.pk == me.pk or to.removed_at is not None:
        raise NobodyToMeet


def _new(me: Participant, to: Participant, values: Mapping[str, Any]) -> Wish:
    return Wish(round=me.round, by=me, to=to, visibility=own_side(me.round, me.side), **values)


def _between(me: Participant, to: Participant) -> Meeting | None:
    """The meeting of these two alone, where there is one that was not cancelled."""
    mine = Seat.objects.filter(participant=me).values("meeting")
    theirs = Seat.objects.filter(participant=to).values("meeting")
    rows = Meeting.objects.present().select_for_update().filter(pk__in=mine).filter(pk__in=theirs)
    standing = rows.exclude(state=MeetingState.CANCELLED).order_by("pk")
    return next((meeting for meeting in standing if meeting.seats.count() == 2), None)


def _ask(me: Participant, to: Participant, *, by: User) -> Meeting:
    """The meeting that comes of a wish: a new one, or what the other asked for, now wanted by both."""
    meeting = _between(me, to)
    if meeting is None:
        meeting = editing.add(Meeting(round=me.round), by=by)
        Seat.objects.create(meeting=meeting, participant=me, asked=True, answer=Answer.ACCEPTED)
        Seat.objects.create(meeting=meeting, participant=to)
        return meeting
    Seat.objects.filter(meeting=meeting, participant=me).update(
        asked=True, answer=Answer.ACCEPTED, answered_at=timezone.now()
    )
    return meeting


def _take_back(me: Participant, to: Participant, *, by: User) -> None:
    """What was their wish alone goes; what the other wants, an organiser set or has a place stays."""
    meeting = _between(me, to)
    if meeting is None or meeting.must or meeting.slot is not None:
        return
    seats = list(meeting.seats.all())
    if not any(seat.asked for seat in seats if seat.participant_id == me.pk):
        return
    if any(seat.asked for seat in seats if seat.participant_id != me.pk):
        Seat.objects.filter(meeting=meeting, participant=me).update(
            asked=False, answer=Answer.ASKED, answered_at=None
        )
    else:
        editing.remove(meeting, by=by)
